// What staff do with what came in: look through what the filter held, let the public read it, and say what becomes of it.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { decisionLabels } from './model.ts';
import type { decideInput, someComments } from './model-inputs.ts';
import type { CommentsReceipt } from './model-views.ts';
import { actOnComment, commentStore, lockedConsultation } from './store.ts';
import type { CommentAction } from './workflow.ts';

type Some = z.output<typeof someComments>;
type Patch = NonNullable<Parameters<typeof actOnComment>[3]['patch']>;
type Act = { readonly action: CommentAction; readonly patch: Patch; readonly input?: unknown; readonly detail?: Readonly<Record<string, unknown>> };

/**
 * The same act on several comments, all or none; those to which it does not apply (`skip`) are left as they are.
 * @throws DomainError common.not_found (another congress's or consultation's), workflow.*
 */
async function onEach(work: Work, capacity: Capacity, { consultationId, commentIds }: Some, act: Act, skip: (comment: { state: string; shown: boolean }) => boolean): Promise<number> {
  const consultation = await lockedConsultation(work, capacity, consultationId);
  let done = 0;
  // In one order, so that two who act at once wait instead of blocking each other.
  for (const id of [...new Set(commentIds)].toSorted()) {
    const comment = await commentStore.lock(work, id);
    if (comment.matterId !== consultationId) throw new DomainError('common.not_found', { what: '意见' });
    if (skip(comment)) continue;
    await actOnComment(work, capacity, consultation, { id, ...act });
    done += 1;
  }
  return done;
}

const told = (done: number, what: string): CommentsReceipt => ({ done, next: done === 0 ? '所选意见已经是这样，没有改动。' : what });

/** What the filter held is let in; it is not shown to anybody outside by that. */
export async function releaseComments(work: Work, capacity: Capacity, input: Some): Promise<CommentsReceipt> {
  const done = await onEach(work, capacity, input, { action: 'release', patch: {} }, ({ state }) => state !== 'held');
  return told(done, `已核看 ${done} 条，转入待研究。`);
}

/** Lets the public read them on the draft's page; where the congress shows numbers only, they stay unread. */
export async function showComments(work: Work, capacity: Capacity, input: Some): Promise<CommentsReceipt> {
  const done = await onEach(work, capacity, input, { action: 'show', patch: { shown: true } }, ({ shown }) => shown);
  return told(done, `已公开 ${done} 条。`);
}

export async function hideComments(work: Work, capacity: Capacity, input: Some): Promise<CommentsReceipt> {
  const done = await onEach(work, capacity, input, { action: 'hide', patch: { shown: false } }, ({ shown }) => !shown);
  return told(done, `已收回 ${done} 条，不再公开。`);
}

/**
 * Says what becomes of them; outside nobody learns it before the outcome is published.
 * @throws DomainError workflow.refused (no reason where one is due, or the outcome is on its way)
 */
export async function decideComments(work: Work, capacity: Capacity, { decision, answer, ...input }: z.output<typeof decideInput>): Promise<CommentsReceipt> {
  const done = await onEach(work, capacity, input, { action: 'decide', input: { decision, answer }, patch: { answer }, detail: { decision: decisionLabels[decision] } }, () => false);
  return told(done, `已标明 ${done} 条：${decisionLabels[decision]}。公布采纳情况后，提出人凭回执能看到。`);
}
