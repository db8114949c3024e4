// Parse, authorise by role, call the service; nothing else.
import { capacityProcedure, router } from '@smart/identity/procedures';
import type { Role } from '@smart/identity/capacity';
import { idSchema } from '@smart/kernel/validation';
import { registerFieldLabels } from '@smart/rpc/field-labels';
import { z } from 'zod';
import { receipt } from '../model-views.ts';
import * as claims from './claims.ts';
import * as keeping from './keeping.ts';
import * as letters from './letters.ts';
import * as model from './model.ts';
import * as split from './split.ts';

registerFieldLabels({ takeOver: '是否接手', ids: '建议', items: '建议', parts: '分案', note: '附言' });

const officers = ['congress_officer'] as const satisfies readonly Role[];
const readers = ['deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head'] as const satisfies readonly Role[];
const byId = z.object({ id: idSchema });

/** 建议审查 besides the decision. */
export const reviewRouter = router({
  claim: capacityProcedure.meta({ roles: officers, description: '打开审查（占用、续期、接手）' }).input(model.claimInput).output(model.claimView).mutation(({ ctx, input }) => claims.claim(ctx.work, ctx.capacity, input)),
  release: capacityProcedure.meta({ roles: officers, description: '结束占用' }).input(byId).output(z.void()).mutation(({ ctx, input }) => claims.release(ctx.work, ctx.capacity, input.id)),
  claims: capacityProcedure.meta({ roles: officers, description: '谁正在审查' }).input(model.claimsInput).output(model.claimsView).query(({ ctx, input }) => claims.claimsOf(ctx.work, ctx.capacity, input.ids)),
  acceptMany: capacityProcedure.meta({ roles: officers, description: '批量立案（可预览）' }).input(model.bulkInput).output(model.bulkView).mutation(({ ctx, input }) => keeping.acceptMany(ctx.work, ctx.capacity, input)),
  proposeSplit: capacityProcedure.meta({ roles: officers, description: '建议分案' }).input(model.proposeSplitInput).output(receipt).mutation(({ ctx, input }) => split.proposeSplit(ctx.work, ctx.capacity, input)),
  answerSplit: capacityProcedure.meta({ roles: ['deputy'], description: '答复分案建议' }).input(model.answerSplitInput).output(receipt).mutation(({ ctx, input }) => split.answerSplit(ctx.work, ctx.capacity, input)),
  unmerge: capacityProcedure.meta({ roles: officers, description: '取消并案' }).input(model.unmergeInput).output(receipt).mutation(({ ctx, input }) => keeping.unmerge(ctx.work, ctx.capacity, input)),
  setSecrecy: capacityProcedure.meta({ roles: officers, description: '设定或者解除保密' }).input(model.secrecyInput).output(receipt).mutation(({ ctx, input }) => keeping.setSecrecy(ctx.work, ctx.capacity, input)),
  letters: capacityProcedure.meta({ roles: officers, description: '代表来信' }).input(model.lettersInput).output(model.lettersView).query(({ ctx, input }) => letters.letters(ctx.work, ctx.capacity, input)),
  sendLetter: capacityProcedure.meta({ roles: officers, description: '代表来信送有关机关' }).input(model.sendLetterInput).output(receipt).mutation(({ ctx, input }) => letters.sendLetter(ctx.work, ctx.capacity, input)),
  recordLetterOutcome: capacityProcedure.meta({ roles: officers, description: '登记来信处理情况' }).input(model.letterOutcomeInput).output(receipt).mutation(({ ctx, input }) => letters.recordLetterOutcome(ctx.work, ctx.capacity, input)),
  origin: capacityProcedure.meta({ roles: readers, description: '分案、来信和保密情况' }).input(byId).output(model.originView).query(({ ctx, input }) => keeping.originOf(ctx.work, ctx.capacity, input.id)),
});
