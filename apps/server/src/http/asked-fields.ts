// Forms and programs' requests that come to an address of their own: each says with its route which fields it asks for, and more is refused.
// (What procedures of the API are asked is known from their schemas: trpc.ts.)
import { asked, type Asked, refuseMore } from '@smart/rpc/asked';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';

declare module 'fastify' {
  interface FastifyContextConfig {
    /**
     * The fields that a request to this address may bring; none for a bare button. `elsewhere`: who answers it knows and checks them itself,
     * or a protocol says that more is to be passed over (the reason stands beside it).
     */
    readonly asks?: readonly string[] | 'elsewhere';
  }
}

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Addresses that packages mount which know nothing of this server: one file, and no field. */
const MOUNTED = new Set(['/api/files']);
const known = new WeakMap<object, Asked>();

function askedOf(schema: z.ZodType): Asked {
  const found = known.get(schema) ?? asked(schema);
  known.set(schema, found);
  return found;
}

const fieldsAsked = (fields: readonly string[]): Asked => [{ type: 'object', properties: Object.fromEntries(fields.map((name) => [name, {}])) }];

/** Refuses at start an address that changes something without saying what it asks for, and at each request what it did not ask for. */
export function registerAskedFields(app: FastifyInstance): void {
  app.addHook('onRoute', ({ method, url, config, schema }) => {
    const reads = [method].flat().every((one) => READING.has(one));
    if (!reads && !MOUNTED.has(url) && config?.asks === undefined && !(schema?.body instanceof z.ZodType)) throw new Error(`${String(method)} ${url} does not say which fields it asks for: { config: { asks: […] } }`);
  });
  app.addHook('preValidation', async (request) => {
    const { schema, config } = request.routeOptions;
    if (READING.has(request.method)) return;
    if (schema?.body instanceof z.ZodType) refuseMore(askedOf(schema.body), request.body);
    else refuseFields(config.asks, request.body);
  });
}

function refuseFields(asks: FastifyRequest['routeOptions']['config']['asks'], fields: unknown): void {
  if (asks !== undefined && asks !== 'elsewhere') refuseMore(fieldsAsked(asks), fields);
}

/**
 * The same for a form with files, whose fields are only known once it was read.
 * @throws DomainError common.more_than_asked
 */
export const refuseMoreFields = (request: FastifyRequest, fields: Iterable<string>): void =>
  refuseFields(request.routeOptions.config.asks, Object.fromEntries([...fields].map((name) => [name, ''])));
