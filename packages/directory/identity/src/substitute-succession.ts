// A post that changes title or duties goes on for whoever stands in for it: with what was lent and the new post still has, never with more.
import { startOfDayShanghai } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { announceIdentityChange } from './changes.ts';

type Lent = { id: string; personId: string; roles: string[]; startsAt: Date };

/**
 * Gives the substitutes of a post to the one that follows it. Who is substituting now stays in the former post until the day of the
 * change; links in notices stand for mandates only, so none hangs on a post.
 */
export async function carrySubstitutes(work: Work, from: { id: string }, to: { id: string; roles: readonly string[] }, on: string): Promise<void> {
  const now = work.clock.now();
  const turn = startOfDayShanghai(on) > now ? startOfDayShanghai(on) : now;
  const open = await work.sql<Lent>(
    `SELECT id, person_id AS "personId", roles, starts_at AS "startsAt" FROM stand_in WHERE appointment_id = $1 AND kind = 'substitute' AND refused_at IS NULL AND ends_at > $2 FOR UPDATE`, [from.id, turn],
  );
  for (const lent of open) {
    const roles = lent.roles.filter((role) => to.roles.includes(role));
    const whole = lent.startsAt >= turn || turn === now;
    if (roles.length === 0) await work.sql('UPDATE stand_in SET ends_at = CASE WHEN starts_at < $2 THEN $2 ELSE ends_at END, refused_at = CASE WHEN starts_at < $2 THEN NULL ELSE $3::timestamptz END WHERE id = $1', [lent.id, turn, now]);
    else if (whole) await work.sql('UPDATE stand_in SET appointment_id = $2, roles = $3 WHERE id = $1', [lent.id, to.id, roles]);
    else await split(work, lent.id, to.id, roles, turn);
    await announceIdentityChange(work, lent.personId);
  }
}

async function split(work: Work, id: string, appointmentId: string, roles: readonly string[], turn: Date): Promise<void> {
  await work.sql(
    `INSERT INTO stand_in (id, congress_id, kind, person_id, appointment_id, roles, starts_at, ends_at, reason, granted_by_id, granted_by, created_at)
     SELECT $2, congress_id, kind, person_id, $3, $4, $5, ends_at, reason, granted_by_id, granted_by, created_at FROM stand_in WHERE id = $1`,
    [id, newId(), appointmentId, roles, turn],
  );
  await work.sql('UPDATE stand_in SET ends_at = $2 WHERE id = $1', [id, turn]);
}
