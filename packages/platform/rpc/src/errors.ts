/**
 * One shape for every refusal on the wire, whatever threw it. Only this package knows tRPC's errors; services throw
 * `DomainError`. No stack, SQL or English text of a library reaches a client.
 */
import { translateDatabaseError } from '@smart/database/pg-errors';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { ErrorCode, FieldProblem } from '@smart/kernel/errors';
import { chineseMessage } from '@smart/kernel/validation';
import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { labelOf } from './field-labels.ts';

/** What a client is told: `message` for people, the rest for programs. */
export type WireError = {
  readonly message: string;
  readonly code: ErrorCode;
  readonly httpStatus: number;
  readonly requestId: string;
  readonly fields?: readonly FieldProblem[];
};

/** The longest JSON body the server reads, in bytes: several times the longest suggestion. */
export const JSON_LIMIT = 256 * 1024;


/** tRPC's own refusals of a call it cannot make sense of. */
const BY_TRPC_CODE: Partial<Record<TRPCError['code'], () => DomainError>> = {
  NOT_FOUND: () => new DomainError('common.not_found', { what: '接口' }),
  BAD_REQUEST: () => new DomainError('common.invalid_input', { problem: '请求的格式不正确' }),
  PARSE_ERROR: () => new DomainError('common.invalid_input', { problem: '请求的内容不是有效的 JSON' }),
  METHOD_NOT_SUPPORTED: () => new DomainError('common.invalid_input', { problem: '请求的方法不正确' }),
  UNSUPPORTED_MEDIA_TYPE: () => new DomainError('common.unsupported_media_type'),
  PAYLOAD_TOO_LARGE: () => new DomainError('common.too_large', { limit: JSON_LIMIT }),
  UNAUTHORIZED: () => new DomainError('common.unauthenticated'),
  FORBIDDEN: () => new DomainError('common.forbidden'),
  TOO_MANY_REQUESTS: () => new DomainError('common.too_many_requests'),
};

/** The refusal that anything thrown amounts to. `expected` is false for a fault of the program, which belongs in the log. */
export function refusalOf(error: unknown, requestId: string): { refusal: DomainError; expected: boolean } {
  const refusal = expectedRefusal(error);
  return refusal ? { refusal, expected: true } : { refusal: new DomainError('common.internal', { requestId }), expected: false };
}

/** The wire form of anything thrown. */
export function wireErrorOf(error: unknown, requestId: string): WireError {
  const { refusal } = refusalOf(error, requestId);
  const { message, code, http: httpStatus, fields } = refusal;
  return { message, code, httpStatus, requestId, ...(fields.length > 0 ? { fields } : {}) };
}

function expectedRefusal(error: unknown): DomainError | undefined {
  if (isDomainError(error)) return error;
  if (error instanceof TRPCError) return refusalOfTrpc(error);
  // A lost connection, a lock that was not given in time, a full disk: the database package has the words.
  const translated = translateDatabaseError(error);
  return isDomainError(translated) ? translated : undefined;
}

function refusalOfTrpc(error: TRPCError): DomainError | undefined {
  if (error.code === 'BAD_REQUEST' && error.cause instanceof ZodError) return invalidFields(error.cause);
  if (error.cause instanceof SyntaxError) return BY_TRPC_CODE.PARSE_ERROR?.();
  // An output that fails its schema carries a ZodError too: that is our fault and not the caller's.
  return (error.cause && expectedRefusal(error.cause)) ?? BY_TRPC_CODE[error.code]?.();
}

/** The refusal for input that a schema did not accept, with every field named in Chinese. */
function invalidFields(error: ZodError): DomainError {
  const fields = error.issues.map((issue) => ({
    path: issue.path.map(String).join('.'),
    message: issue.message || chinese(issue),
  }));
  const [first] = fields;
  if (!first) return new DomainError('common.invalid_input');
  const label = labelOf(first.path);
  // Many schemas name the field in their own words already.
  const named = label === undefined || first.message.includes(label);
  return new DomainError('common.invalid_input', { problem: named ? first.message : `${label}：${first.message}` }, fields);
}

function chinese(issue: ZodError['issues'][number]): string {
  const said = chineseMessage({ ...issue, input: undefined });
  return typeof said === 'string' ? said : '填写的内容不符合要求';
}

/** tRPC's name for an HTTP status of ours: it decides the JSON-RPC number that generic clients read. */
export function trpcCodeOf(refusal: DomainError): TRPCError['code'] {
  return TRPC_CODES[refusal.http];
}

const TRPC_CODES: Record<DomainError['http'], TRPCError['code']> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  410: 'NOT_FOUND',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};
