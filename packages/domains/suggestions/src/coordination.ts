// 协调 after the second dissatisfaction (重庆 27, 上海 21).
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from './act.ts';
import { attachFiles } from './attachments.ts';
import type { closeCoordinationInput, conveneCoordinationInput } from './model-inputs.ts';
import type { Receipt } from './model-views.ts';
import { lockedOfCongress } from './own.ts';
import { receiptFor } from './receipts.ts';
import { settle } from './settle.ts';

/** Invites organ and deputy to meet. @throws DomainError common.not_found, workflow.* */
export async function conveneCoordination(work: Work, capacity: Capacity, input: z.output<typeof conveneCoordinationInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { id: input.id, action: 'conveneCoordination', expectedVersion: input.expectedVersion, input, reason: input.text, matter, facts: { until: input.heldOn, text: input.text } });
  return receiptFor(await settle(work, input.id));
}

/** What the meeting came to, with its minutes as a file; with it the suggestion ends, or its open commitments are followed. */
export async function closeCoordination(work: Work, capacity: Capacity, input: z.output<typeof closeCoordinationInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  const unevaluated = matter.row.result === null;
  const { state } = await actOnSuggestion(work, capacity, {
    id: input.id, action: 'closeCoordination', expectedVersion: input.expectedVersion, reason: input.outcome, matter, facts: { text: input.outcome },
  });
  if (input.fileIds) await attachFiles(work, capacity, input.id, { type: 'coordination', id: input.id }, input.fileIds);
  // What was taken up again ends with the deputy's word.
  if (state === 'replied' && unevaluated) {
    const round = matter.row.replyRound + 1;
    await actOnSuggestion(work, null, { id: input.id, action: 'followReopening', patch: { reply_round: round }, facts: { round } });
  }
  return receiptFor(await settle(work, input.id));
}
