import { DomainError } from '@smart/kernel/errors';

const PROBLEM = '含有不可见的空字符（U+0000），请删除后重新填写';
/** No form of ours is nested deeper than a few levels; deeper input would only exhaust the stack of whatever walks it. */
const DEEPEST = 32;

/**
 * PostgreSQL stores no U+0000, which pasted text and broken clients contain now and then: refused before it gets there.
 * So is what is nested without end.
 * @throws DomainError common.invalid_input naming the field
 */
export function refuseNullCharacters(input: unknown): void {
  const path = pathOfNull(input, '', 0);
  if (path !== undefined) throw new DomainError('common.invalid_input', { problem: PROBLEM }, [{ path, message: PROBLEM }]);
}

function pathOfNull(value: unknown, path: string, depth: number): string | undefined {
  if (typeof value === 'string') return value.includes('\0') ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > DEEPEST) throw new DomainError('common.invalid_input', { problem: '内容的层次过多' });
  for (const [key, inner] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    const found = key.includes('\0') ? path : pathOfNull(inner, at, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
