// 重点督办: decided by the council of chairpersons (in a township the presidium; 代表法 52), with the ground and the leader in charge.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf, actOnSuggestion } from '../act.ts';
import type { Receipt } from '../model-views.ts';
import { lockedOfCongress } from '../own.ts';
import { receiptFor } from '../receipts.ts';
import { settle, todayOf } from '../settle.ts';
import type { leaderView, listKeyInput, unlistKeyInput } from './contracts.ts';

type Leader = z.output<typeof leaderView>;

/** Who may be put in charge: the leaders and committee members of the congress, as they serve today. */
export const leadersOf = (work: Work, { congressId }: Capacity): Promise<Leader[]> =>
  work.sql<Leader>(
    `SELECT DISTINCT ON (a.person_id) a.id AS "appointmentId", a.person_id AS "personId", p.name, concat(o.short_name, a.title) AS title
     FROM appointment a JOIN person p ON p.id = a.person_id JOIN organ o ON o.id = a.organ_id
     WHERE a.congress_id = $1 AND a.roles && ARRAY['congress_leader', 'standing_committee_member'] AND a.starts_on <= $2::date AND (a.ends_on IS NULL OR a.ends_on >= $2::date)
     ORDER BY a.person_id, ('congress_leader' = ANY (a.roles)) DESC, a.id`,
    [congressId, todayOf(work)],
  );

/**
 * Puts suggestions on the list: all of them or none.
 * @throws DomainError common.not_found (suggestion, leader), common.invalid_input (a decision of the future), workflow.*
 */
export async function listKey(work: Work, capacity: Capacity, input: z.output<typeof listKeyInput>): Promise<Receipt[]> {
  if (input.decidedOn > todayOf(work)) {
    const problem = '决定日期不能晚于今天';
    throw new DomainError('common.invalid_input', { problem }, [{ path: 'decidedOn', message: problem }]);
  }
  const leader = input.leaderId === null ? null : ((await leadersOf(work, capacity)).find((one) => one.appointmentId === input.leaderId) ?? null);
  if (input.leaderId !== null && leader === null) throw new DomainError('common.not_found', { what: '牵头领导' });
  const receipts: Receipt[] = [];
  for (const item of input.items) {
    const matter = await lockedOfCongress(work, capacity, item.id);
    if (matter.row.keySupervision) throw new DomainError('workflow.refused', { reason: `${matter.row.numberLabel ?? ''}《${matter.row.title}》已经列为重点督办` });
    await actOnSuggestion(work, capacity, {
      id: item.id, action: 'markKey', expectedVersion: item.expectedVersion, matter, facts: { key: true, leader: leader?.name ?? null, text: input.meeting, until: input.decidedOn }, patch: { key_supervision: true, key_leader: leader?.name ?? null },
    });
    await work.db
      .insertInto('key_supervision')
      .values({
        id: newId(), congress_id: matter.row.congressId, suggestion_id: item.id, criterion: input.criterion, decided_on: input.decidedOn, meeting: input.meeting, leader_person_id: leader?.personId ?? null, leader_name: leader?.name ?? null,
        leader_title: leader?.title ?? null, by_label: actingOf(capacity).label, at: work.clock.now(),
      })
      .execute();
    receipts.push(receiptFor(await settle(work, item.id)));
  }
  return receipts;
}

/** Takes a suggestion off the list; the decision stays on record. @throws DomainError common.not_found, workflow.* */
export async function unlistKey(work: Work, capacity: Capacity, input: z.output<typeof unlistKeyInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  if (!matter.row.keySupervision) throw new DomainError('workflow.refused', { reason: '本件没有列为重点督办' });
  await actOnSuggestion(work, capacity, { id: input.id, action: 'markKey', expectedVersion: input.expectedVersion, matter, facts: { key: false, leader: null }, patch: { key_supervision: false, key_leader: null } });
  await work.sql('UPDATE key_supervision SET removed_on = $2::date WHERE suggestion_id = $1 AND removed_on IS NULL', [input.id, todayOf(work)]);
  return receiptFor(await settle(work, input.id));
}
