// Two clerks cannot examine the same item at once: opening it takes it for some minutes. The version check of the act remains the last net.
import type { Capacity } from '@smart/identity/capacity';
import { formatDateTime } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { notifyChange } from '@smart/rpc/live';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { actingOf } from '../act.ts';
import { lockedOfCongress } from '../own.ts';
import { takenOver } from './events.ts';
import type { ClaimView } from './model.ts';

type Row = { suggestionId: string; personId: string; capacityId: string; personName: string; claimedAt: Date; until: Date };

const columns = `suggestion_id AS "suggestionId", person_id AS "personId", capacity_id AS "capacityId", person_name AS "personName", claimed_at AS "claimedAt", until`;

async function running(work: Work, id: string): Promise<Row | null> {
  const [row] = await work.sql<Row>(`SELECT ${columns} FROM examination_claim WHERE suggestion_id = $1 AND until > $2`, [id, work.clock.now()]);
  return row ?? null;
}

const viewOf = (row: Row | null, capacity: Capacity): ClaimView => ({
  mine: row?.personId === capacity.personId,
  holder: row?.personName ?? null,
  since: row?.claimedAt.toISOString() ?? null,
  until: row?.until.toISOString() ?? null,
});

/**
 * Takes a suggestion for examination, or renews it. Held by a colleague it stays with them unless it is taken over, which tells them.
 * @throws DomainError common.not_found
 */
export async function claim(work: Work, capacity: Capacity, { id, takeOver }: { id: string; takeOver: boolean }): Promise<ClaimView> {
  const matter = await lockedOfCongress(work, capacity, id);
  const held = await running(work, id);
  if (matter.row.state !== 'submitted') return viewOf(held, capacity);
  const mine = held?.personId === capacity.personId;
  if (held && !mine && !takeOver) return viewOf(held, capacity);
  const minutes = z.int().parse(await work.parameter(capacity.congressId, 'suggestions.examination_claim_minutes'));
  const now = work.clock.now();
  const [row] = await work.sql<Row>(
    `INSERT INTO examination_claim (suggestion_id, congress_id, person_id, capacity_id, person_name, claimed_at, until) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (suggestion_id) DO UPDATE SET person_id = $3, capacity_id = $4, person_name = $5, until = $7,
       claimed_at = CASE WHEN examination_claim.person_id = $3 AND examination_claim.until > $6 THEN examination_claim.claimed_at ELSE $6 END
     RETURNING ${columns}`,
    [id, capacity.congressId, capacity.personId, capacity.id, capacity.personName, now, new Date(now.getTime() + minutes * 60_000)],
  );
  // A renewal changes nothing that anybody sees.
  if (!mine) await notifyChange(work, { congressId: capacity.congressId, subjectType: 'suggestion', matterId: id });
  if (held && !mine) {
    await appendEvent(work, {
      congressId: capacity.congressId, matterId: id, type: takenOver.name, subjectType: 'suggestion', subjectId: id, personId: capacity.personId,
      payload: { title: matter.row.title, confidential: matter.row.confidential, fromPersonId: held.personId, fromCapacityId: held.capacityId, actorLabel: actingOf(capacity).label },
    });
  }
  return viewOf(row ?? null, capacity);
}

/** Gives it back, when the one who asks holds it. */
export async function release(work: Work, capacity: Capacity, id: string): Promise<void> {
  const gone = await work.sql('DELETE FROM examination_claim WHERE suggestion_id = $1 AND person_id = $2 RETURNING suggestion_id', [id, capacity.personId]);
  if (gone.length > 0) await notifyChange(work, { congressId: capacity.congressId, subjectType: 'suggestion', matterId: id });
}

/** Who is examining which of these now. */
export async function claimsOf(work: Work, capacity: Capacity, ids: readonly string[]): Promise<{ id: string; holder: string; since: string; mine: boolean }[]> {
  const rows = await work.sql<Row>(`SELECT ${columns} FROM examination_claim WHERE congress_id = $1 AND suggestion_id = ANY ($2::uuid[]) AND until > $3`, [capacity.congressId, ids, work.clock.now()]);
  return rows.map((row) => ({ id: row.suggestionId, holder: row.personName, since: row.claimedAt.toISOString(), mine: row.personId === capacity.personId }));
}

/** @throws DomainError workflow.refused when a colleague is examining it */
export async function refuseWhenClaimed(work: Work, capacity: Capacity, id: string): Promise<void> {
  const held = await running(work, id);
  if (!held || held.personId === capacity.personId) return;
  throw new DomainError('workflow.refused', { reason: `${held.personName}自${formatDateTime(held.claimedAt.toISOString())}起正在审查这件建议`, remedy: '请与其联系，或者先“接手审查”' });
}

/** After the decision nobody holds it any more. */
export const forgetClaim = (work: Work, id: string) => work.sql('DELETE FROM examination_claim WHERE suggestion_id = $1', [id]);
