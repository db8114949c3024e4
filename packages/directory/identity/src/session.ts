// From a cookie to a sign-in with all its capacities: one statement, remembered for at most five seconds.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { tier } from '@smart/divisions/model';
import { createParameterReader } from '@smart/divisions/parameters';
import type { UnitOfWork, UnitsOfWork } from '@smart/database/unit-of-work';
import { systemClock, type Clock } from '@smart/kernel/clock';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { z } from 'zod';
import { passwordRulesOf, SHORTEST_PASSWORD_DAYS } from './account-parameters.ts';
import { roles, type Capacity, type Role } from './capacity.ts';
import { onIdentityChange } from './changes.ts';
import { deploymentKey } from './keys.ts';
import type { SignIn } from './sign-in.ts';
import { formerOrganIds } from './former-organs.ts';
import { standInCapacities, standInsInForce } from './stand-in-capacity.ts';

/** How long a process remembers a sign-in; whoever revokes one also sends a notification (changes.ts). */
const MEMORY_MS = 5000;
const MEMORY_ENTRIES = 20_000;
/** A sign-in slides: used again after this time, its end moves away by its full length. */
const SLIDE_AFTER_MS = 5 * 60_000;
/** How long a proof of who it is serves for sensitive acts. */
const STEP_UP_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Who needs no second factor: deputies and those who sit on the standing committee beside them, and who only helps them. */
const withoutSecondFactor: readonly Role[] = ['deputy', 'standing_committee_member', 'deputy_assistant'];

export const COOKIE_NAME = 'smart.session_token';
/** What signs the cookie. */
export const cookieSecret = (): string => deploymentKey('sign-in cookie').toString('base64url');

/** What the cookies of our name say, believed or not. */
function tokensClaimed(cookieHeader: string): string[] {
  return cookieHeader.split(';').flatMap((part) => {
    const at = part.indexOf('=');
    const name = part.slice(0, at).trim();
    return name === COOKIE_NAME || name === `__Secure-${COOKIE_NAME}` ? [decoded(part.slice(at + 1).trim())] : [];
  });
}

/** Whether somebody shows a sign-in that was never ours: made up, or another system's token. One of ours that has ended is none. */
export const carriesForeignToken = (cookieHeader: string): boolean => tokenOf(cookieHeader) === null && tokensClaimed(cookieHeader).some((value) => value !== '');

/** The token in a cookie header whose signature is ours; null when there is none. */
export function tokenOf(cookieHeader: string): string | null {
  for (const value of tokensClaimed(cookieHeader)) {
    const dot = value.lastIndexOf('.');
    if (dot < 1) continue;
    const token = value.slice(0, dot);
    const given = Buffer.from(value.slice(dot + 1), 'base64');
    const ours = createHmac('sha256', cookieSecret()).update(token).digest();
    if (given.length === ours.length && timingSafeEqual(given, ours)) return token;
  }
  return null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

const capacityRow = z.object({
  id: z.string(), congress_id: z.string(), congress_name: z.string(), division_name: z.string(), division_code: z.string(), tier,
  term_id: z.string().nullish(), delegation_name: z.string().nullish(),
  organ_id: z.string().nullish(), organ_name: z.string().nullish(), organ_kind: z.string().nullish(), former_organ_ids: z.array(z.string()).nullish(), title: z.string().nullish(), roles: z.array(z.enum(roles)).nullish(),
});
type CapacityRow = z.infer<typeof capacityRow>;
type SignInRow = {
  session_id: string; expires_at: Date; updated_at: Date; user_id: string; username: string; must_change_password: boolean; last_capacity_id: string | null;
  password_changed_at: Date | null; two_factor: boolean; stepped_up_at: Date | null;
  person_id: string; person_name: string; mandates: unknown; appointments: unknown; stand_ins: unknown;
};

const statementFrom = (source: string, where: string): string => `
  SELECT s.id AS session_id, s.expires_at, s.updated_at, u.id AS user_id, u.username, u.must_change_password, u.last_capacity_id, p.id AS person_id, p.name AS person_name,
    u.password_changed_at, coalesce(u.two_factor_enabled, false) AS two_factor, s.stepped_up_at,
    (SELECT coalesce(json_agg(json_build_object('id', m.id, 'congress_id', c.id, 'congress_name', c.name, 'division_name', v.name, 'division_code', c.division_code,
       'tier', c.tier, 'term_id', m.term_id, 'delegation_name', d.name) ORDER BY c.division_code), '[]')
     FROM mandate m JOIN congress c ON c.id = m.congress_id JOIN division v ON v.code = c.division_code LEFT JOIN delegation d ON d.id = m.delegation_id
     WHERE m.person_id = p.id AND m.status = 'active' AND m.starts_on <= $3) AS mandates,
    (SELECT coalesce(json_agg(json_build_object('id', a.id, 'congress_id', c.id, 'congress_name', c.name, 'division_name', v.name, 'division_code', c.division_code,
       'tier', c.tier, 'organ_id', o.id, 'organ_name', o.name, 'organ_kind', o.kind, 'former_organ_ids', ${formerOrganIds}, 'title', a.title, 'roles', a.roles) ORDER BY c.division_code, o.sort, a.id), '[]')
     FROM appointment a JOIN organ o ON o.id = a.organ_id JOIN congress c ON c.id = a.congress_id JOIN division v ON v.code = c.division_code
     WHERE a.person_id = p.id AND a.starts_on <= $3 AND (a.ends_on IS NULL OR a.ends_on > $3)) AS appointments,
    ${standInsInForce} AS stand_ins
  FROM ${source} s JOIN auth_user u ON u.id = s.user_id JOIN person p ON p.user_id = u.id
  WHERE ${where} AND u.disabled_at IS NULL`;
const statement = statementFrom('auth_session', 's.token = $1 AND s.expires_at > $2');
/** The same without a sign-in: the account is named. */
const statementOfUser = statementFrom(
  '(SELECT $1::uuid AS id, $1::uuid AS user_id, $2::timestamptz AS expires_at, $2::timestamptz AS updated_at, NULL::timestamptz AS stepped_up_at)', 'true',
);

function capacityOf(kind: Capacity['kind'], row: CapacityRow, who: SignInRow): Capacity {
  const common = {
    id: row.id, kind, personId: who.person_id, personName: who.person_name, userId: who.user_id,
    congressId: row.congress_id, congressName: row.congress_name, divisionCode: row.division_code, tier: row.tier,
  };
  if (kind === 'mandate') {
    return {
      ...common, label: `${row.division_name}人大代表`, roles: ['deputy'],
      ...(row.term_id ? { termId: row.term_id } : {}), ...(row.delegation_name ? { delegationName: row.delegation_name } : {}),
    };
  }
  return {
    ...common, label: `${row.organ_name ?? ''} ${row.title ?? ''}`.trim(), roles: row.roles ?? [],
    ...(row.organ_id ? { organId: row.organ_id } : {}), ...(row.organ_name ? { organName: row.organ_name } : {}), ...(row.organ_kind ? { organKind: row.organ_kind } : {}),
    ...(row.former_organ_ids ? { formerOrganIds: row.former_organ_ids } : {}),
  };
}

function signInOf(row: SignInRow, requireTotp: boolean): SignIn {
  const all = (kind: Capacity['kind'], rows: unknown): Capacity[] => z.array(capacityRow).parse(rows).map((each) => capacityOf(kind, each, row));
  const capacities = [...all('mandate', row.mandates), ...all('appointment', row.appointments), ...standInCapacities(row.stand_ins, row)];
  const totpRequired = requireTotp && capacities.some((capacity) => capacity.roles.some((role) => !withoutSecondFactor.includes(role)));
  return {
    sessionId: row.session_id, userId: row.user_id, username: row.username, personId: row.person_id, personName: row.person_name,
    mustChangePassword: row.must_change_password, passwordExpired: false, mustEnrolTotp: totpRequired && !row.two_factor, totpRequired,
    steppedUpUntil: row.stepped_up_at === null ? null : new Date(row.stepped_up_at.getTime() + STEP_UP_MS).toISOString(),
    expiresAt: row.expires_at.toISOString(), capacities, lastCapacityId: row.last_capacity_id,
  };
}

/**
 * When the password must be changed at the latest: so many days after it was set, the fewest of the person's congresses. Null for one that
 * was never set by the person (a one-time password must be changed anyway; nobody knows when the others began).
 */
export async function passwordExpiry(unit: Pick<UnitOfWork, 'sql'>, changedAt: Date | null, capacities: readonly Capacity[]): Promise<Date | null> {
  if (changedAt === null) return null;
  const { days } = await passwordRulesOf(createParameterReader(unit), capacities.map(({ congressId }) => congressId));
  return new Date(changedAt.getTime() + days * DAY_MS);
}

/** The sign-in of a token with what its person must do first; null when there is none in force. Called in the realm `identity`. */
export async function readSignIn(unit: Pick<UnitOfWork, 'sql'>, token: string, options: { clock: Clock; requireTotp: boolean }): Promise<(SignIn & { updatedAt: Date }) | null> {
  const now = options.clock.now();
  const [row] = await unit.sql<SignInRow>(statement, [token, now, today(options.clock)]);
  if (!row) return null;
  const signIn = signInOf(row, options.requireTotp);
  const changedAt = row.password_changed_at;
  // Most passwords are younger than any congress may demand: then nothing more is read.
  const old = changedAt !== null && now.getTime() - changedAt.getTime() >= SHORTEST_PASSWORD_DAYS * DAY_MS;
  const expiry = old ? await passwordExpiry(unit, changedAt, signIn.capacities) : null;
  return { ...signIn, passwordExpired: expiry !== null && expiry <= now, updatedAt: row.updated_at };
}

/** The capacities of an account at this moment, for other systems that know its holder; none for a closed account. Called in the realm `identity`. */
export async function capacitiesOfUser(unit: Pick<UnitOfWork, 'sql'>, userId: string, clock: Clock): Promise<readonly Capacity[]> {
  const [row] = await unit.sql<SignInRow>(statementOfUser, [userId, clock.now(), today(clock)]);
  return row ? signInOf(row, false).capacities : [];
}

export type SessionResolver = {
  /** The sign-in that a cookie header stands for; null when there is none or it has ended. */
  resolveSession: (cookieHeader: string) => Promise<SignIn | null>;
  /** Takes the memory out of the notifications. */
  close: () => void;
};

type Remembered = { readonly until: number; readonly expires: number; readonly signIn: SignIn };

/**
 * @param options.memoryMs 0 asks the database every time
 * @param options.requireTotp staff and administrators must have a second factor
 */
export function createSessionResolver(options: { units: Pick<UnitsOfWork, 'unitOfWork'>; clock?: Clock; memoryMs?: number; requireTotp?: boolean }): SessionResolver {
  const { units, clock = systemClock, memoryMs = MEMORY_MS, requireTotp = false } = options;
  const memory = new Map<string, Remembered>();
  const loading = new Map<string, Promise<SignIn | null>>();

  const close = onIdentityChange((id) => {
    loading.clear(); // what is being read may be older than the change: whoever asks from now on reads again
    for (const [token, { signIn }] of memory) if (concerns(signIn, id)) memory.delete(token);
  });

  async function load(token: string): Promise<SignIn | null> {
    const found = await units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => readSignIn(unit, token, { clock, requireTotp }), { readOnly: true });
    if (found === null) return null;
    const { updatedAt, ...signIn } = found;
    return clock.now().getTime() - updatedAt.getTime() > SLIDE_AFTER_MS ? slide(signIn, updatedAt) : signIn;
  }

  /** Each sign-in keeps the length it was made with: half a day, or a week on a remembered device. */
  async function slide(signIn: SignIn, updatedAt: Date): Promise<SignIn> {
    const now = clock.now();
    const expires = new Date(now.getTime() + Date.parse(signIn.expiresAt) - updatedAt.getTime());
    await units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, ({ sql }) =>
      sql('UPDATE auth_session SET expires_at = $2, updated_at = $3 WHERE id = $1', [signIn.sessionId, expires, now]),
    );
    return { ...signIn, expiresAt: expires.toISOString() };
  }

  async function resolveSession(cookieHeader: string): Promise<SignIn | null> {
    const token = tokenOf(cookieHeader);
    if (token === null) return null;
    const known = memory.get(token);
    const now = clock.now().getTime();
    if (known && performance.now() < known.until && now < known.expires) return known.signIn;
    memory.delete(token);
    const running = loading.get(token);
    if (running) return running;
    const started = load(token);
    loading.set(token, started);
    try {
      const signIn = await started;
      if (signIn !== null && memoryMs > 0 && loading.get(token) === started) remember(token, signIn);
      return signIn;
    } finally {
      if (loading.get(token) === started) loading.delete(token);
    }
  }

  function remember(token: string, signIn: SignIn): void {
    const oldest = memory.size >= MEMORY_ENTRIES ? memory.keys().next().value : undefined;
    if (oldest !== undefined) memory.delete(oldest);
    memory.set(token, { until: performance.now() + memoryMs, expires: endOf(signIn), signIn });
  }

  return { resolveSession, close };
}

/** A stand-in ends to the second, also for those whose sign-in is remembered. */
const endOf = ({ expiresAt, capacities }: SignIn): number =>
  Math.min(Date.parse(expiresAt), ...capacities.flatMap(({ standIn }) => (standIn?.endsAt === undefined ? [] : [Date.parse(standIn.endsAt)])));

const concerns = (signIn: SignIn, id: string): boolean =>
  signIn.sessionId === id || signIn.userId === id || signIn.personId === id || signIn.capacities.some(({ congressId, standIn }) => congressId === id || standIn?.forPersonId === id);

/**
 * The capacity to act in: the one the header `x-capacity` names, else the last used, else the first.
 * @throws DomainError identity.capacity_unknown when the person has no such capacity (any more); identity.capacity_required when there
 *   is none at all; identity.password_change_required, identity.password_expired, identity.totp_required while the person must first see
 *   to the account
 */
export function chooseCapacity(signIn: SignIn, header: string | undefined): Capacity {
  if (signIn.mustChangePassword) throw new DomainError('identity.password_change_required');
  if (signIn.passwordExpired) throw new DomainError('identity.password_expired');
  if (signIn.mustEnrolTotp) throw new DomainError('identity.totp_required');
  const wanted = header === undefined ? undefined : signIn.capacities.find(({ id }) => id === header);
  if (header !== undefined && !wanted) throw new DomainError('identity.capacity_unknown');
  const capacity = wanted ?? signIn.capacities.find(({ id }) => id === signIn.lastCapacityId) ?? signIn.capacities[0];
  if (!capacity) throw new DomainError('identity.capacity_required');
  return capacity;
}
