// Attacks that never come to a door of signing in (another site's form, a made-up cookie, a foreign address to go on to, another system's
// stolen code, a worthless invitation) are refused where they arrive and written down here, among the attempts to sign in: the person whose
// sign-in was used sees them in the own history, the security administrator sees them all.
import { recordAttempt, type AttemptMethod, type AttemptOutcome } from '@smart/identity/attempts';
import { carriesForeignToken } from '@smart/identity/session';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Services } from '../services.ts';
import { ownPath, parameters } from '../site/address.ts';

export type Refused = { readonly method: AttemptMethod; readonly outcome?: AttemptOutcome; readonly userId?: string | null };
export type NoteRefusal = (request: FastifyRequest, refused: Refused) => Promise<void>;

const WINDOW_MS = 60_000;
/** Of one address and kind in a minute: more would only fill the table. */
const PER_WINDOW = 20;
const MAX_COUNTED = 10_000;

/** Writes refusals down, a few of each kind in a minute for one address. */
export function createRefusals({ auth, clock, resolveSession }: Pick<Services, 'auth' | 'clock' | 'resolveSession'>): NoteRefusal {
  const counts = new Map<string, { since: number; count: number }>();

  function mayNote(key: string, now: number): boolean {
    const known = counts.get(key);
    if (known && now - known.since < WINDOW_MS) return ++known.count <= PER_WINDOW;
    counts.delete(key);
    const oldest = counts.size >= MAX_COUNTED ? counts.keys().next().value : undefined;
    if (oldest !== undefined) counts.delete(oldest);
    counts.set(key, { since: now, count: 1 });
    return true;
  }

  return async (request, { method, outcome = 'refused', userId }) => {
    if (!mayNote(`${method} ${request.ip}`, clock.now().getTime())) return;
    // Whose sign-in the attack rides on, if any.
    const whose = userId === undefined ? ((await resolveSession(request.headers.cookie ?? ''))?.userId ?? null) : userId;
    await auth.inUnit((unit) => recordAttempt(unit, { userId: whose, method, outcome, address: request.ip, userAgent: request.headers['user-agent'] ?? '', at: clock.now() }));
  };
}

/** Where an address to go on to is taken from a request. */
const GOING_ON = /^\/(?:sign-in(?:\/second|\/go|\/sms)?|api\/auth\/upstream\/start|arrival(?:\/leave|\/to)?)$/;

/** Notes what is tried beside an ordinary request, before it is answered. */
export function registerTriesBesides(app: FastifyInstance, { config, noteRefusal }: Services): void {
  const hosts = new Set([config.publicUrl, config.deputyUrl, config.officeUrl].flatMap((url) => (url === null ? [] : [new URL(url).origin])));
  const isOurs = (address: string): boolean => URL.canParse(address) && new URL(address).username === '' && hosts.has(new URL(address).origin);
  app.addHook('preHandler', async (request) => {
    const method = triesBesides(request, isOurs);
    if (method !== null) await noteRefusal(request, { method });
  });
}

/**
 * What a request that is answered in the ordinary way tries besides: a sign-in cookie that is not ours, or a foreign address to be led to.
 * @param isOurs whether a whole address belongs to another host of this deployment
 */
function triesBesides(request: FastifyRequest, isOurs: (address: string) => boolean): AttemptMethod | null {
  if (carriesForeignToken(request.headers.cookie ?? '')) return 'session';
  const [path = ''] = request.url.split('?', 1);
  if (!GOING_ON.test(path)) return null;
  const { next, to, address } = { ...parameters({ query: request.body }), ...parameters(request) };
  const foreign = [next, to, address].some((given) => given !== undefined && given !== '' && ownPath(given) === null && !isOurs(given));
  return foreign ? 'redirect' : null;
}
