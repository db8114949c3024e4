// 联名: the lead shows the text, each co-signer confirms that it is their own true will (重庆 8, 河南 9).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from './act.ts';
import type { answerCosignInput, inviteCosignersInput, removeCosignerInput } from './model-inputs.ts';
import type { Receipt } from './model-views.ts';
import { lockedOwn } from './own.ts';
import { receiptFor } from './receipts.ts';
import { settle } from './settle.ts';
import { lockMatter } from './store.ts';

type Invitee = { mandateId: string; personId: string; name: string };

/** Active deputies of the same congress among `mandateIds`. */
async function eligible(work: Work, congressId: string, mandateIds: readonly string[]): Promise<Invitee[]> {
  return work.sql<Invitee>(
    `SELECT m.id AS "mandateId", m.person_id AS "personId", p.name FROM mandate m JOIN person p ON p.id = m.person_id
     WHERE m.id = ANY ($1::uuid[]) AND m.congress_id = $2 AND m.status = 'active'`,
    [mandateIds, congressId],
  );
}

/**
 * Invites deputies to co-sign. Who is invited already is not invited again; who declined may be asked once more.
 * @throws DomainError suggestions.cosigner_not_eligible, common.not_found, workflow.*
 */
export async function inviteCosigners(work: Work, capacity: Capacity, input: z.output<typeof inviteCosignersInput>): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  const found = await eligible(work, capacity.congressId, input.mandateIds);
  const strangers = input.mandateIds.length - found.length;
  if (strangers > 0) throw new DomainError('suggestions.cosigner_not_eligible', { names: [`所选的 ${strangers} 位`] });
  const invitees = found.filter((one) => one.personId !== capacity.personId && !matter.cosigners.some((known) => known.mandateId === one.mandateId && known.state !== 'declined'));
  if (invitees.length === 0) throw new DomainError('common.conflict', { reason: '所选代表都已邀请，或者是您本人' });
  for (const one of invitees) {
    await work.sql(
      `INSERT INTO cosigner (id, congress_id, suggestion_id, mandate_id, person_id, name, state) VALUES ($1, $2, $3, $4, $5, $6, 'invited')
       ON CONFLICT (suggestion_id, mandate_id) DO UPDATE SET state = 'invited', answered_at = NULL`,
      [newId(), capacity.congressId, input.id, one.mandateId, one.personId, one.name],
    );
  }
  await actOnSuggestion(work, capacity, {
    id: input.id, action: 'inviteCosigners', expectedVersion: input.expectedVersion,
    facts: { personIds: invitees.map((one) => one.personId), mandateIds: invitees.map((one) => one.mandateId) },
  });
  return receiptFor(await settle(work, input.id));
}

/** Takes somebody off the list before submission. @throws DomainError common.not_found, workflow.* */
export async function removeCosigner(work: Work, capacity: Capacity, input: z.output<typeof removeCosignerInput>): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  const cosigner = matter.cosigners.find((one) => one.mandateId === input.mandateId);
  if (!cosigner) throw new DomainError('common.not_found', { what: '联名代表' });
  await actOnSuggestion(work, capacity, { id: input.id, action: 'removeCosigner', expectedVersion: input.expectedVersion, matter, facts: { personIds: [cosigner.personId], personName: cosigner.name } });
  await work.sql('DELETE FROM cosigner WHERE suggestion_id = $1 AND mandate_id = $2', [input.id, input.mandateId]);
  return receiptFor(await settle(work, input.id));
}

/**
 * A co-signer says yes or no to the text as it stands.
 * @throws DomainError common.not_found (not invited), workflow.refused (answered already), workflow.*
 */
export async function answerCosign(work: Work, capacity: Capacity, input: z.output<typeof answerCosignInput>): Promise<Receipt> {
  const matter = await lockMatter(work, input.id);
  const mine = matter.cosigners.find((one) => one.personId === capacity.personId);
  if (!mine || matter.row.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '联名邀请' });
  if (mine.state !== 'invited') throw new DomainError('workflow.refused', { reason: '您已经答复过这次联名邀请', remedy: '需要更改的，请与领衔代表联系重新邀请' });
  await actOnSuggestion(work, capacity, {
    id: input.id, action: input.agree ? 'confirmCosign' : 'declineCosign', expectedVersion: input.expectedVersion, matter,
    facts: { personIds: [mine.personId], mandateIds: [mine.mandateId], personName: mine.name },
  });
  await work.sql('UPDATE cosigner SET state = $3, answered_at = $4 WHERE suggestion_id = $1 AND mandate_id = $2', [input.id, mine.mandateId, input.agree ? 'confirmed' : 'declined', work.clock.now()]);
  return receiptFor(await settle(work, input.id));
}
