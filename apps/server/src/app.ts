/** The HTTP server: composes what others made. No business rule lives here. */
import { join } from 'node:path';
import cookie from '@fastify/cookie';
import { newId } from '@smart/kernel/ids';
import { repositoryRoot, type Config } from '@smart/kernel/config';
import { JSON_LIMIT } from '@smart/rpc/errors';
import { assertGuarded } from '@smart/rpc/guard';
import type { AnyTRPCRouter } from '@trpc/server';
import fastify, { LogController, type FastifyInstance } from 'fastify';
import { registerApp } from './http/app-files.ts';
import { registerAskedFields } from './http/asked-fields.ts';
import { registerAuth } from './http/auth.ts';
import { registerDemoAccounts } from './http/demo-accounts.ts';
import { registerDemoMessages } from './http/demo-messages.ts';
import { registerErrors, sendError } from './http/errors.ts';
import { requestForLog } from './http/request-log.ts';
import { registerCalendar } from './http/calendar.ts';
import { registerFiles } from './http/files.ts';
import { registerHealth } from './http/health.ts';
import { registerDutyReport } from './http/duty-report.ts';
import { registerListings } from './http/listings.ts';
import { registerLetters, registerSupervisionLetters } from './http/letters.ts';
import { registerMeetings } from './http/meetings.ts';
import { registerMatters } from './http/matters.ts';
import { registerOauth } from './http/oauth.ts';
import { registerMetrics } from './http/metrics.ts';
import { registerOpinionFiles } from './http/opinion-files.ts';
import { registerReports } from './http/reports.ts';
import { registerRest } from './http/rest.ts';
import { registerRefusedErrors, registerTriesBesides } from './http/refusals.ts';
import { registerSecurity } from './http/security.ts';
import { registerShutdown } from './http/shutdown.ts';
import { registerTrpc } from './http/trpc.ts';
import { appRouter } from './router.ts';
import { registerSite } from './site/pages.ts';
import type { Services } from './services.ts';

/** Longest `tRPC` batch address: fifteen procedure names. */
const MAX_PARAM_LENGTH = 2000;
const REQUEST_ID = /^[\w-]{8,64}$/;

export type ServerOptions = {
  /** Another router than the platform's own, for tests of the wire. */
  readonly router?: AnyTRPCRouter;
};

/**
 * Builds the server; `listen` is the caller's. The services stay the caller's, too: closing the server does not close them.
 * @throws Error when a procedure of the router is not guarded
 */
export async function buildServer(services: Services, options: ServerOptions = {}): Promise<FastifyInstance> {
  const router: AnyTRPCRouter = options.router ?? appRouter;
  assertGuarded(router);
  const { config } = services;
  const app = fastify({
    logger: { level: levelOf(config), redact: ['req.headers.cookie', 'req.headers.authorization'], serializers: { req: requestForLog } },
    logController: new LogController({ disableRequestLogging: !config.production && config.logLevel !== 'debug' && config.logLevel !== 'trace' }),
    trustProxy: typeof config.trustProxy === 'number' ? hops(config.trustProxy) : config.trustProxy,
    bodyLimit: JSON_LIMIT,
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH, ignoreDuplicateSlashes: true },
    requestIdHeader: false,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
    },
    // An address that cannot be read reaches no route and none of their error handlers.
    frameworkErrors: (error, request, reply) => void sendError(error, request, reply),
    // After the running requests (shutdown.ts), whatever connection is still open is cut.
    forceCloseConnections: true,
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  registerErrors(app);
  registerAskedFields(app);
  registerShutdown(app, services.live.end);
  await app.register(cookie);
  await registerSecurity(app, { publicUrl: config.publicUrl, refused: (request, method) => services.noteRefusal(request, { method }) });
  registerTriesBesides(app, services);
  registerRefusedErrors(app, services);
  registerHealth(app, services.readiness);
  registerMetrics(app, { units: services.units.stats, jobs: services.jobFigures });
  await registerTrpc(app, services, router);
  await registerAuth(app, services);
  await registerOauth(app, services);
  await registerFiles(app, services);
  registerLetters(app, services);
  registerListings(app, services);
  registerDutyReport(app, services);
  registerCalendar(app, services);
  registerReports(app, services);
  registerOpinionFiles(app, services);
  registerSupervisionLetters(app, services);
  registerMeetings(app, services);
  registerMatters(app, services);
  await registerRest(app, services);
  registerDemoAccounts(app, services);
  registerDemoMessages(app, services);
  registerApp(app, '/deputy', join(repositoryRoot, 'apps/deputy-portal/dist'));
  registerApp(app, '/office', join(repositoryRoot, 'apps/office-desk/dist'));
  await registerSite(app, services);
  return app;
}

/** In production the log is a service's: a line for every request. At a person's terminal it is for what goes wrong. */
const levelOf = ({ production, logLevel }: Config) => (logLevel === 'info' && !production ? 'warn' : logLevel);

/** Believes the last `count` proxies before us, counted from our side. */
const hops = (count: number) => (_address: string, hop: number) => hop < count;
