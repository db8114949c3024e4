import { DomainError } from '@smart/kernel/errors';

const PROBLEM = '含有不可见的空字符（U+0000），请删除后重新填写';

/**
 * PostgreSQL stores no U+0000, which pasted text and broken clients contain now and then: refused before it gets there.
 * @throws DomainError common.invalid_input naming the field
 */
export function refuseNullCharacters(input: unknown): void {
  const path = pathOfNull(input, '');
  if (path !== undefined) throw new DomainError('common.invalid_input', { problem: PROBLEM }, [{ path, message: PROBLEM }]);
}

function pathOfNull(value: unknown, path: string): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    const found = key.includes('\0') ? path : pathOfNull(inner, at);
    if (found !== undefined) return found;
  }
  return undefined;
}
