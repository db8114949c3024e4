// Parse, authorise by role, call the service: what surrounds the handing in of a suggestion.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { suggestionRef } from '../model-inputs.ts';
import { receipt } from '../model-views.ts';
import * as delegation from './delegation.ts';
import * as earlier from './earlier.ts';
import './field-labels.ts';
import * as words from './model.ts';
import * as paper from './paper.ts';
import { submissionOf } from './view.ts';
import { submissionWindow } from './window.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];
const writers = ['deputy', 'deputy_assistant'] as const satisfies readonly Role[];
const officers = ['congress_officer'] as const satisfies readonly Role[];
const readers = ['deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head'] as const satisfies readonly Role[];

export const submissionsRouter = router({
  window: capacityProcedure.meta({ roles: writers, description: '提交的时间：大会期间或者闭会期间、截止时间、所在代表团' }).input(z.object({})).output(words.windowView).query(({ ctx }) => submissionWindow(ctx.work, ctx.capacity)),
  of: capacityProcedure.meta({ roles: readers, description: '与以前建议的关系、代表团签署、纸质原件' }).input(z.object({ id: idSchema })).output(words.submissionView).query(({ ctx, input }) => submissionOf(ctx.work, ctx.capacity, input.id)),

  // --- the earlier answer first
  relate: capacityProcedure.meta({ roles: writers, description: '关联以前的建议：对答复有异议或者补充新情况' }).input(words.relateInput).output(words.relationsView).mutation(({ ctx, input }) => earlier.relate(ctx.work, ctx.capacity, input)),
  unrelate: capacityProcedure.meta({ roles: writers, description: '取消与以前建议的关联' }).input(words.unrelateInput).output(words.relationsView).mutation(({ ctx, input }) => earlier.unrelate(ctx.work, ctx.capacity, input)),
  follow: capacityProcedure.meta({ roles: deputies, description: '跟进以前的建议，有进展时收到通知' }).input(words.followInput).output(words.followView).mutation(({ ctx, input }) => earlier.follow(ctx.work, ctx.capacity, input)),
  unfollow: capacityProcedure.meta({ roles: deputies, description: '不再跟进' }).input(words.followInput).output(words.followView).mutation(({ ctx, input }) => earlier.unfollow(ctx.work, ctx.capacity, input)),
  followed: capacityProcedure.meta({ roles: deputies, description: '我跟进的建议' }).input(words.followedInput).output(words.followedView).query(({ ctx, input }) => earlier.followedBy(ctx.work, ctx.capacity, input)),

  // --- in the name of the delegation
  askDelegation: capacityProcedure.meta({ roles: deputies, description: '以代表团名义提出：请团长签署' }).input(words.askDelegationInput).output(receipt).mutation(({ ctx, input }) => delegation.askDelegation(ctx.work, ctx.capacity, input)),
  answerDelegation: capacityProcedure.meta({ roles: deputies, description: '团长签署代表团建议' }).input(words.answerDelegationInput).output(receipt).mutation(({ ctx, input }) => delegation.answerDelegation(ctx.work, ctx.capacity, input)),
  dropDelegation: capacityProcedure.meta({ roles: deputies, description: '改为以代表本人名义提出' }).input(suggestionRef).output(receipt).mutation(({ ctx, input }) => delegation.dropDelegation(ctx.work, ctx.capacity, input)),

  // --- paper originals
  enterPaper: capacityProcedure.meta({ roles: officers, description: '代为录入代表的纸质建议' }).input(words.enterPaperInput).output(receipt).mutation(({ ctx, input }) => paper.enterPaper(ctx.work, ctx.capacity, input)),
  refusePaper: capacityProcedure.meta({ roles: deputies, description: '不确认代为录入的纸质建议' }).input(words.refusePaperInput).output(receipt).mutation(({ ctx, input }) => paper.refusePaper(ctx.work, ctx.capacity, input)),
  archiveOriginal: capacityProcedure.meta({ roles: officers, description: '纸质原件存档' }).input(words.archiveOriginalInput).output(receipt).mutation(({ ctx, input }) => paper.archiveOriginal(ctx.work, ctx.capacity, input)),
  papers: capacityProcedure.meta({ roles: officers, description: '纸质件登记簿' }).input(words.papersInput).output(words.papersView).query(({ ctx, input }) => paper.papersOf(ctx.work, ctx.capacity, input)),
});
