// Attacks that never come to a door of signing in (another site's form, a made-up cookie, a foreign address to go on to, another system's
// stolen code, a worthless invitation) are refused where they arrive and written down here, among the attempts to sign in: the person whose
// sign-in was used sees them in the own history, the security administrator sees them all.
import { recordAttempt, type AttemptMethod, type AttemptOutcome } from '@smart/identity/attempts';
import { carriesForeignToken } from '@smart/identity/session';
import { type DomainError, type ErrorCode, isDomainError } from '@smart/kernel/errors';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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

/** Refusals that are met by attacks, with the name they are written down under. Who mistyped once stands there once. */
const attacks: Partial<Record<ErrorCode, AttemptMethod>> = {
  'opinions.unknown_receipt': 'receipt', 'calls.unknown_receipt': 'receipt', 'stations.unknown_booking': 'receipt',
  'common.form_refused': 'form', 'common.more_than_asked': 'excess', 'files.type_mismatch': 'file', 'files.bomb': 'file', 'common.too_many_requests': 'flood',
};

/** Writes an attack down that was refused by an error; what is no attack is passed over. */
export async function noteError({ noteRefusal }: Pick<Services, 'noteRefusal'>, request: FastifyRequest, error: unknown): Promise<void> {
  const method = isDomainError(error) ? attacks[error.code] : undefined;
  if (method !== undefined) await noteRefusal(request, { method });
}

/** Writes down attacks whose refusal is the answer itself, wherever in the server they were refused. */
export const registerRefusedErrors = (app: FastifyInstance, services: Services): void => {
  app.addHook('onError', (request, _reply, error) => noteError(services, request, error));
};

/** For a refusal that is answered with the form again: it is written down if it met an attack, and programs are told how long to wait. */
export async function refusedInForm(services: Services, request: FastifyRequest, reply: FastifyReply, error: unknown): Promise<void> {
  if (isDomainError(error, 'common.too_many_requests')) waitAsTold(reply, error);
  await noteError(services, request, error);
}

/** Retry-After, as search engines and browsers read it; how long is said in words, too. */
export const waitAsTold = (reply: FastifyReply, { http, params }: DomainError): void => {
  if (http === 429) reply.header('retry-after', String(params['seconds'] ?? 60));
};

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
