import helmet from '@fastify/helmet';
import { DomainError } from '@smart/kernel/errors';
import { refuseNullCharacters } from '@smart/rpc/null-characters';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Security headers and the check that a change was asked for by our own page. Scripts come from our own files only;
 * inline styles are allowed because Element Plus positions its pop-ups with them.
 */
export async function registerSecurity(app: FastifyInstance, { publicUrl, refused }: { publicUrl: string | null; refused: (request: FastifyRequest, method: 'cross_site') => Promise<void> }): Promise<void> {
  const https = publicUrl?.startsWith('https:') ?? false;
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    // Without HTTPS browsers only warn about these two.
    crossOriginOpenerPolicy: https ? { policy: 'same-origin' } : false,
    originAgentCluster: https,
    referrerPolicy: { policy: 'same-origin' },
  });
  app.addHook('onRequest', async (request) => {
    try {
      refuseCrossSite(request, publicUrl);
    } catch (error) {
      await refused(request, 'cross_site');
      throw error;
    }
    // No address of ours has it, and PostgreSQL cannot be asked for it.
    if (request.url.includes('%00')) throw new DomainError('common.invalid_input', { problem: '地址中含有空字符' });
  });
  // What the API's procedures check of their input; here for signing in and for the forms of the public site.
  app.addHook('preHandler', async (request) => refuseNullCharacters(request.body));
}

/**
 * A browser says where a form or script comes from; a change asked for by another site is refused. A client that says
 * nothing is no browser and carries no cookie by itself.
 * @throws DomainError common.cross_site
 */
function refuseCrossSite(request: FastifyRequest, publicUrl: string | null): void {
  if (READING.has(request.method)) return;
  const { 'sec-fetch-site': site, origin } = request.headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new DomainError('common.cross_site');
  // The page of a notice link says nothing of where it is (no-referrer), so its form comes from `null`; its key is the address itself.
  if (origin === 'null' && request.url.startsWith('/a/')) return;
  if (origin !== undefined && !isOurs(origin, request, publicUrl)) throw new DomainError('common.cross_site');
}

function isOurs(origin: string, request: FastifyRequest, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  const { host, origin: normal } = new URL(origin);
  return host === request.host || (publicUrl !== null && normal === new URL(publicUrl).origin);
}
