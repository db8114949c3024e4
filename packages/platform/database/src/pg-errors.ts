// What PostgreSQL's errors mean to us, whether they come through SQL or through Prisma.
import { DomainError } from '@smart/kernel/errors';

const property = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined);

/** The error as PostgreSQL gave it: code (SQLSTATE) and constraint. Prisma wraps it in its own. */
function original(error: unknown): { state: string; constraint: string } | undefined {
  const wrapped = property(property(property(error, 'meta'), 'driverAdapterError'), 'cause') ?? property(error, 'cause');
  // Prisma's own codes (P2002) look like a SQLSTATE: what it wraps comes first.
  for (const [source, key, text] of [[wrapped, 'originalCode', 'originalMessage'], [wrapped, 'code', 'message'], [error, 'code', 'message']] as const) {
    const state = property(source, key);
    if (typeof state === 'string' && /^[0-9A-Z]{5}$/.test(state)) {
      const message = String(property(source, text) ?? '');
      const named = property(source, 'constraint');
      const constraint = typeof named === 'string' ? named : (/constraint "([^"]+)"/.exec(message)?.[1] ?? '');
      return { state, constraint };
    }
  }
  return undefined;
}

/** The SQLSTATE of a database error, directly or through Prisma; undefined for every other error. */
export const sqlState = (error: unknown): string | undefined => original(error)?.state;

/** True when a unique constraint refused a row; with a name, only for that constraint (as PostgreSQL names it, e.g. `mandate_term_id_certificate_key`). */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const found = original(error);
  return found?.state === '23505' && (constraint === undefined || found.constraint === constraint);
}

/** True when the same work may succeed if it is simply done again: two transactions got into each other's way. */
export const isRetryable = (error: unknown): boolean => ['40001', '40P01'].includes(sqlState(error) ?? '');

const lostConnection = /Connection terminated|not queryable|ECONNREFUSED|ECONNRESET|EPIPE|connection timeout|timeout expired/i;

/** True when the database could not be reached or broke off: nothing can be said about the statement in flight. */
export function isConnectionError(error: unknown): boolean {
  const state = sqlState(error) ?? '';
  return state.startsWith('08') || state.startsWith('57P') || state === '53300' || (error instanceof Error && lostConnection.test(`${error.message} ${String(property(error, 'code'))}`));
}

const withCause = (error: DomainError, cause: unknown) => Object.defineProperty(error, 'cause', { value: cause, configurable: true });

/** What a user should hear of an error of the database; errors that are nobody's business are returned as they are, and so are unique violations. */
export function translateDatabaseError(error: unknown): unknown {
  if (error instanceof DomainError) return error;
  if (isConnectionError(error)) return withCause(new DomainError('common.unavailable', { reason: '数据库暂时无法连接' }), error);
  switch (sqlState(error)) {
    case '57014': // statement_timeout
      return withCause(new DomainError('common.unavailable', { reason: '处理超时' }), error);
    case '55P03': // lock_timeout
      return withCause(new DomainError('common.conflict', { reason: '另一人正在办理同一事项' }), error);
    case '53100': // disk_full
      return withCause(new DomainError('common.unavailable', { reason: '服务器磁盘空间不足' }), error);
    default:
      return error;
  }
}

/**
 * Runs a unit of work again when it lost to another one (serialization failure, deadlock), at most `times` in all.
 * @throws DomainError common.conflict when it still loses.
 */
export async function withRetry<T>(work: () => Promise<T>, times = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isRetryable(error)) throw error;
      if (attempt === times) throw withCause(new DomainError('common.conflict', { reason: '多人同时办理同一事项' }), error);
      await new Promise((done) => setTimeout(done, 10 * 2 ** attempt * Math.random()));
    }
  }
}
