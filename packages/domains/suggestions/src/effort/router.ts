// Several parts at once: the handling organ's effort.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { acceptMany, recordContacts, remindAssistants } from './many.ts';
import { acceptManyInput, manyView, recordContactsInput, remindAssistantsInput } from './model.ts';

const handlers = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer'] as const satisfies readonly Role[];

export const effortRouter = router({
  accept: capacityProcedure.meta({ roles: handlers, description: '批量签收（可预览）' }).input(acceptManyInput).output(manyView).mutation(({ ctx, input }) => acceptMany(ctx.work, ctx.capacity, input)),
  remindAssistants: capacityProcedure.meta({ roles: handlers, description: '批量催收协办意见（可预览）' }).input(remindAssistantsInput).output(manyView).mutation(({ ctx, input }) => remindAssistants(ctx.work, ctx.capacity, input)),
  recordContacts: capacityProcedure.meta({ roles: handlers, description: '为同一代表的几件建议登记一次沟通（可预览）' }).input(recordContactsInput).output(manyView).mutation(({ ctx, input }) => recordContacts(ctx.work, ctx.capacity, input)),
});
