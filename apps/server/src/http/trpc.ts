import { askedBy } from '@smart/rpc/asked';
import { createContext } from '@smart/rpc/context';
import { refusalOf } from '@smart/rpc/errors';
import type { AnyTRPCRouter } from '@trpc/server';
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';
import { noteError } from './refusals.ts';

/** Mounts the router at `/api/trpc`. Faults of the program go to the log with the path and the request id; refusals do not. */
export async function registerTrpc(app: FastifyInstance, services: Services, router: AnyTRPCRouter): Promise<void> {
  const askedOf = askedBy(router);
  await app.register(async (scope) => {
    // tRPC parses the body itself, after it knows which procedure is meant.
    scope.removeContentTypeParser('application/json');
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    // The procedures' schemas say what they ask for.
    scope.all<{ Params: { path: string } }>('/api/trpc/:path', { config: { asks: 'elsewhere' } }, async (request, reply) => {
      await fastifyRequestHandler({
        router,
        req: request,
        res: reply,
        path: request.params.path,
        createContext: async ({ info }) => createContext(services, request, info.connectionParams, askedOf),
        onError: ({ error, path }) => report(services, request, error, path),
      });
    });
  });
}

function report(services: Services, request: FastifyRequest, error: Error, path: string | undefined): void {
  const { refusal, expected } = refusalOf(error, request.id);
  void noteError(services, request, refusal).catch((failed: unknown) => request.log.error({ err: failed }, 'a refusal was not written down'));
  if (!expected) request.log.error({ err: error.cause ?? error, path }, 'procedure failed');
}
