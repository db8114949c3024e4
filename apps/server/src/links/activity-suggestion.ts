/** What a deputy saw at an activity becomes the draft of a suggestion, with its facts filled in. Neither domain knows the other. */
import { myActivity } from '@smart/duty/activities/looking';
import { activityIdInput } from '@smart/duty/activities/model-inputs';
import { type Capacity } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { saveDraft } from '@smart/suggestions/drafts';
import { saveDraftInput } from '@smart/suggestions/model-inputs';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

/**
 * @param suggestionId the draft's id
 * @throws DomainError common.not_found (not invited), workflow.refused (was not there), and what drafts throw
 */
export async function draftFromActivity(work: Work, capacity: Capacity, { id }: z.output<typeof activityIdInput>, suggestionId = newId()): Promise<{ suggestionId: string }> {
  const { theme, kindLabel, heldOn, place, organiser, seen, results, invitationState } = await myActivity(work, capacity, { id });
  if (invitationState !== 'attended') throw new DomainError('workflow.refused', { reason: '您没有参加这次活动', remedy: '可以直接写建议' });
  const facts = [`${formatDate(heldOn)}，本人参加${organiser}组织的${kindLabel}“${theme}”，地点：${place}。`, seen, results].filter((text) => text !== null && text !== '').join('\n');
  await saveDraft(work, capacity, saveDraftInput.parse({ id: suggestionId, title: '', background: facts, proposal: '' }));
  return { suggestionId };
}

/** 据此提建议. */
export const activityTakingRouter = router({
  draft: capacityProcedure.meta({ roles: ['deputy'], description: '根据活动情况写建议' }).input(activityIdInput).output(z.object({ suggestionId: z.string() })).mutation(({ ctx, input }) => draftFromActivity(ctx.work, ctx.capacity, input)),
});
