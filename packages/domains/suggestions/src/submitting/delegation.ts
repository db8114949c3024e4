// 以代表团名义提出: discussed by the whole delegation, signed by its leader, in session only (重庆 8).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from '../act.ts';
import type { suggestionRef } from '../model-inputs.ts';
import type { Receipt } from '../model-views.ts';
import { lockedOwn } from '../own.ts';
import { receiptFor } from '../receipts.ts';
import { settle, todayOf } from '../settle.ts';
import { lockMatter } from '../store.ts';
import type { answerDelegationInput, askDelegationInput } from './model.ts';
import { inSession, ownDelegation } from './window.ts';

/**
 * Asks the leader of the own delegation to sign; whoever leads the delegation signs with the same act.
 * @throws DomainError common.not_found, common.invalid_input (day), suggestions.delegation_without_leader, suggestions.delegation_in_session_only, workflow.*
 */
export async function askDelegation(work: Work, capacity: Capacity, input: z.output<typeof askDelegationInput>): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  const delegation = await ownDelegation(work, capacity.id);
  if (delegation === null) throw new DomainError('suggestions.delegation_without_leader');
  if (!(await inSession(work, capacity.congressId))) throw new DomainError('suggestions.delegation_in_session_only');
  if (input.discussedOn > todayOf(work)) throw new DomainError('common.invalid_input', { problem: '全团讨论日期不能晚于今天' }, [{ path: 'discussedOn', message: '全团讨论日期不能晚于今天' }]);
  const leads = delegation.leaderId === capacity.personId;
  await actOnSuggestion(work, capacity, {
    id: input.id, action: 'askDelegation', expectedVersion: input.expectedVersion, matter,
    facts: { personIds: leads ? [] : [delegation.leaderId], mandateIds: leads ? [] : [delegation.leaderMandateId], text: delegation.name },
  });
  await work.sql(
    `INSERT INTO delegation_submission (suggestion_id, congress_id, delegation_id, delegation_name, leader_mandate_id, leader_person_id, leader_name, discussed_on, state, answered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::date, $9, $10)
     ON CONFLICT (suggestion_id) DO UPDATE SET delegation_id = $3, delegation_name = $4, leader_mandate_id = $5, leader_person_id = $6, leader_name = $7, discussed_on = $8::date, state = $9, answered_at = $10, decline_reason = NULL`,
    [input.id, capacity.congressId, delegation.id, delegation.name, delegation.leaderMandateId, delegation.leaderId, delegation.leaderName, input.discussedOn, leads ? 'confirmed' : 'asked', leads ? work.clock.now() : null],
  );
  return receiptFor(await settle(work, input.id));
}

/**
 * The leader signs for the delegation, or does not and says why.
 * @throws DomainError common.not_found (not the leader asked), workflow.refused (answered already), workflow.*
 */
export async function answerDelegation(work: Work, capacity: Capacity, input: z.output<typeof answerDelegationInput>): Promise<Receipt> {
  const matter = await lockMatter(work, input.id);
  const asked = matter.delegations[0];
  if (asked?.leaderPersonId !== capacity.personId || matter.row.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '代表团建议' });
  await actOnSuggestion(work, capacity, {
    id: input.id, action: input.agree ? 'confirmDelegation' : 'declineDelegation', expectedVersion: input.expectedVersion, matter,
    ...(input.agree ? {} : { reason: input.reason }), facts: { personName: asked.leaderName, text: asked.delegationName },
  });
  await work.sql('UPDATE delegation_submission SET state = $2, answered_at = $3, decline_reason = $4 WHERE suggestion_id = $1', [input.id, input.agree ? 'confirmed' : 'declined', work.clock.now(), input.agree ? null : input.reason]);
  return receiptFor(await settle(work, input.id));
}

/** Back to the deputy's own name, before it is handed in. @throws DomainError common.not_found, workflow.* */
export async function dropDelegation(work: Work, capacity: Capacity, input: z.output<typeof suggestionRef>): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { ...input, action: 'dropDelegation', matter });
  await work.sql('DELETE FROM delegation_submission WHERE suggestion_id = $1', [input.id]);
  return receiptFor(await settle(work, input.id));
}
