// 三员分立: none of the three administrators acts without a trace that another of them reads.
import type { UnitOfWork } from '@smart/database/unit-of-work';
import type { Caller, Known } from './world.ts';
import { standing } from './world.ts';

const three = new Set<string>(['system_administrator', 'security_administrator', 'audit_administrator']);

export const isAdministrator = (who: Caller): who is Known => who !== 'anonymous' && who !== 'nobody' && three.has(standing(who).role);

/** What an administrator may do without a trace, and why. */
export const untraced: Readonly<Record<string, string>> = {
  'notices.setQuiet': 'one’s own quiet hours',
  'notices.markRead': 'one’s own notices',
  'session.disableTotp': 'one’s own account',
  'session.passkeyOptions': 'one’s own account; nothing is kept but the question',
};

/** What has been written down of somebody's act where the audit administrator reads it: kinds of events, or the log of a matter. */
export async function tracesOf({ sql }: Pick<UnitOfWork, 'sql'>, personId: string): Promise<string[]> {
  const rows = await sql<{ type: string }>(
    `SELECT type FROM domain_event WHERE person_id = $1 AND matter_id IS NULL AND xmin = pg_current_xact_id()::xid
     UNION SELECT 'log' FROM action_log WHERE person_id = $1 AND xmin = pg_current_xact_id()::xid`,
    [personId],
  );
  return rows.map(({ type }) => type);
}
