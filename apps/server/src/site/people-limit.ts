/**
 * Who reads pages that tell of people faster than anybody turns pages is gathering them. Such a reader is slowed by network address, with words and Retry-After; a
 * household, an office or the many phones behind one address of a carrier are not, and neither is a search engine, which reads slower and waits when told to.
 */
import { createRateLimits } from '@smart/rpc/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';

/** Deputies and stations, by list, search and code; what citizens said. */
const OF_PEOPLE = /^\/(?:deputies|find|stations|opinions|search)(?:[/?]|$)|^\/[ds]\//;
/** What stands on such pages and costs no look at people: the form to speak, a code as a drawing. */
const NOT_COUNTED = /^\/opinions\/(?:new|follow|kept)|\/qr\.svg$/;
/** Pages at once, and then a second. */
const PAGES = { burst: 120, perSecond: 2 } as const;

export function slowGatherers(app: FastifyInstance, { clock, config }: Services): void {
  const rate = { burst: Math.max(1, PAGES.burst * config.rateFactor), perSecond: PAGES.perSecond * config.rateFactor };
  const limits = createRateLimits({ address: rate, person: rate }, clock);
  app.addHook('onRequest', async ({ url, ip }) => {
    const [path = ''] = url.split('?', 1);
    if (OF_PEOPLE.test(path) && !NOT_COUNTED.test(path)) limits.take('address', ip);
  });
}
