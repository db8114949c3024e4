// The account that somebody who is not yet signed in names, and what its ways of signing in need of it.
import type { UnitOfWork } from '@smart/database/unit-of-work';
import type { Clock } from '@smart/kernel/clock';
import { today } from '@smart/kernel/dates';
import { isDomainError } from '@smart/kernel/errors';
import { phoneIndex } from './phone.ts';

export type SignInAccount = {
  readonly userId: string;
  readonly personId: string;
  /** The hash; null for somebody who signs in otherwise, and for a closed account: no password is right then. */
  readonly passwordHash: string | null;
  readonly phoneIndex: string | null;
  readonly deputy: boolean;
  readonly closed: boolean;
  readonly twoFactor: boolean;
};
type Row = { user_id: string; person_id: string; password: string | null; phone_index: string | null; deputy: boolean; closed: boolean; two_factor: boolean };

const selection = `
  SELECT u.id AS user_id, p.id AS person_id, a.password, p.phone_index, u.disabled_at IS NOT NULL AS closed, coalesce(u.two_factor_enabled, false) AS two_factor,
    EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = p.id AND m.status = 'active' AND m.starts_on <= $1) AS deputy
  FROM auth_user u JOIN person p ON p.user_id = u.id LEFT JOIN auth_account a ON a.user_id = u.id AND a.provider_id = 'credential'`;

const accountOf = (row: Row | undefined): SignInAccount | null => row === undefined ? null : {
  userId: row.user_id, personId: row.person_id, passwordHash: row.closed ? null : row.password, phoneIndex: row.phone_index,
  deputy: row.deputy, closed: row.closed, twoFactor: row.two_factor,
};

/** What a name is counted under: a phone number is the same however it is written. */
export const countedAs = (name: string): string => indexOrNull(name) ?? name.toLowerCase();

function indexOrNull(name: string): string | null {
  try {
    return phoneIndex(name);
  } catch (error) {
    if (isDomainError(error, 'identity.phone_invalid')) return null;
    throw error;
  }
}

/** The account of a user name or, for eleven digits, of the person with this phone number. */
export async function accountNamed(unit: Pick<UnitOfWork, 'sql'>, name: string, clock: Clock): Promise<SignInAccount | null> {
  const [row] = await unit.sql<Row>(`${selection} WHERE u.username = $2 OR ($3::text IS NOT NULL AND p.phone_index = $3)`, [today(clock), name.toLowerCase(), indexOrNull(name)]);
  return accountOf(row);
}

export async function accountById(unit: Pick<UnitOfWork, 'sql'>, userId: string, clock: Clock): Promise<SignInAccount | null> {
  const [row] = await unit.sql<Row>(`${selection} WHERE u.id = $2`, [today(clock), userId]);
  return accountOf(row);
}

/** The account of a sign-in that is in force, for proving oneself again. */
export async function accountOfSession(unit: Pick<UnitOfWork, 'sql'>, token: string, clock: Clock): Promise<(SignInAccount & { sessionId: string }) | null> {
  const [row] = await unit.sql<Row & { session_id: string }>(
    `${selection.replace('SELECT', 'SELECT s.id AS session_id,')} JOIN auth_session s ON s.user_id = u.id WHERE s.token = $2 AND s.expires_at > $3`,
    [today(clock), token, clock.now()],
  );
  const account = accountOf(row);
  return row && account && !account.closed ? { ...account, sessionId: row.session_id } : null;
}
