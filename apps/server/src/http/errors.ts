import { DomainError } from '@smart/kernel/errors';
import { JSON_LIMIT, refusalOf, wireErrorOf } from '@smart/rpc/errors';
import { labelOf } from '@smart/rpc/field-labels';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { waitAsTold } from './refusals.ts';

/** Fastify's own refusals, in our words. */
const BY_FASTIFY_CODE: Readonly<Record<string, () => DomainError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => new DomainError('common.too_large', { limit: JSON_LIMIT }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () => new DomainError('common.unsupported_media_type'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new DomainError('common.invalid_input', { problem: '请求的内容不是有效的 JSON' }),
  FST_ERR_CTP_EMPTY_JSON_BODY: () => new DomainError('common.invalid_input', { problem: '请求没有内容' }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => new DomainError('common.invalid_input', { problem: '请求的长度与声明的不符' }),
};

/** The refusal that an error thrown in a Fastify route or hook amounts to; faults of the program stay as they are. */
function translated(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('validation' in error && Array.isArray(error.validation)) return invalidRequest(error.validation);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = BY_FASTIFY_CODE[code];
  if (known) return known();
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
  return status >= 400 && status < 500 ? new DomainError('common.invalid_input', { problem: '请求的格式不正确' }) : error;
}

function invalidRequest(findings: readonly unknown[]): DomainError {
  const fields = findings.flatMap((finding) => {
    if (typeof finding !== 'object' || finding === null) return [];
    const path = 'instancePath' in finding ? String(finding.instancePath).replace(/^\//, '').replaceAll('/', '.') : '';
    return [{ path, message: 'message' in finding ? String(finding.message) : '不符合要求' }];
  });
  const [first] = fields;
  if (!first) return new DomainError('common.invalid_input');
  const label = labelOf(first.path) ?? first.path;
  return new DomainError('common.invalid_input', { problem: label ? `${label}：${first.message}` : first.message }, fields);
}

/** Answers with the one error shape of the platform: `{ error: { message, data: { code, httpStatus, requestId, fields? } } }`. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const cause = translated(error);
  const { refusal, expected } = refusalOf(cause, request.id);
  if (!expected) request.log.error({ err: error }, 'request failed');
  const { message, ...data } = wireErrorOf(refusal, request.id);
  waitAsTold(reply, refusal);
  return reply
    .code(data.httpStatus)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send({ error: { message, data } });
}

/** Gives every route without its own handling the platform's error shape, and unknown addresses a 404 in it. */
export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply));
  app.setNotFoundHandler((request, reply) => sendError(new DomainError('common.not_found', { what: '页面' }), request, reply));
}
