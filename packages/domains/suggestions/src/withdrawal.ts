// 撤回: in writing; handling stops at once; a joint suggestion needs every confirmed co-signer's agreement (上海 10, 重庆 12).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from './act.ts';
import { loadMatter } from './matter.ts';
import type { agreeWithdrawalInput, withdrawInput } from './model-inputs.ts';
import type { Receipt } from './model-views.ts';
import { lockedOwn } from './own.ts';
import { receiptFor } from './receipts.ts';
import { settle } from './settle.ts';
import { lockMatter } from './store.ts';

/**
 * Withdraws; with confirmed co-signers it asks them first, and the last agreement withdraws.
 * @throws DomainError common.not_found, workflow.*
 */
export async function withdraw(work: Work, capacity: Capacity, input: z.output<typeof withdrawInput>): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  const waiting = matter.cosigners.filter((one) => one.state === 'confirmed' && one.withdrawalAgreed !== true);
  const request = { id: input.id, expectedVersion: input.expectedVersion, reason: input.reason, matter, patch: { withdrawal_reason: input.reason } };
  if (waiting.length === 0) await actOnSuggestion(work, capacity, { ...request, action: 'withdraw' });
  else {
    await actOnSuggestion(work, capacity, { ...request, action: 'askWithdrawal', facts: { personIds: waiting.map((one) => one.personId), mandateIds: waiting.map((one) => one.mandateId) } });
    await work.sql(`UPDATE cosigner SET withdrawal_agreed = false WHERE suggestion_id = $1 AND state = 'confirmed'`, [input.id]);
  }
  return receiptFor(await settle(work, input.id));
}

/**
 * A co-signer answers. One refusal ends the request; the last agreement completes the withdrawal.
 * @throws DomainError common.not_found (no co-signer), workflow.*
 */
export async function agreeWithdrawal(work: Work, capacity: Capacity, input: z.output<typeof agreeWithdrawalInput>): Promise<Receipt> {
  const matter = await lockMatter(work, input.id);
  const mine = matter.cosigners.find((one) => one.personId === capacity.personId && one.state === 'confirmed');
  if (!mine || matter.row.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '撤回征询' });
  const facts = { personIds: [mine.personId], personName: mine.name };
  await actOnSuggestion(work, capacity, { id: input.id, action: input.agree ? 'agreeWithdrawal' : 'refuseWithdrawal', expectedVersion: input.expectedVersion, matter, facts, ...(input.agree ? {} : { patch: { withdrawal_reason: null } }) });
  if (input.agree) {
    await work.sql('UPDATE cosigner SET withdrawal_agreed = true WHERE suggestion_id = $1 AND mandate_id = $2', [input.id, mine.mandateId]);
    await completeWhenAll(work, input.id);
  } else await work.sql('UPDATE cosigner SET withdrawal_agreed = NULL WHERE suggestion_id = $1', [input.id]);
  return receiptFor(await settle(work, input.id));
}

async function completeWhenAll(work: Work, id: string): Promise<void> {
  const matter = await loadMatter(work, id);
  if (matter.cosigners.some((one) => one.state === 'confirmed' && one.withdrawalAgreed !== true)) return;
  await actOnSuggestion(work, null, { id, action: 'completeWithdrawal', matter, reason: matter.row.withdrawalReason ?? undefined });
}
