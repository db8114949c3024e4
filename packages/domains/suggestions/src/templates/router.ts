// 答复模板: parse, name the roles, call the service.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import './field-labels.ts';
import { saveTemplateInput, templatesView, templateView } from './model.ts';
import { removeTemplate, saveTemplate, templatesOf } from './templates.ts';

const handlers = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer'] as const satisfies readonly Role[];
const keepers = ['handling_head', 'congress_officer'] as const satisfies readonly Role[];

export const templatesRouter = router({
  list: capacityProcedure.meta({ roles: handlers, description: '本单位和人大的答复模板' }).input(z.object({})).output(templatesView).query(({ ctx }) => templatesOf(ctx.work, ctx.capacity)),
  save: capacityProcedure.meta({ roles: keepers, description: '保存答复模板' }).input(saveTemplateInput).output(templateView).mutation(({ ctx, input }) => saveTemplate(ctx.work, ctx.capacity, input)),
  remove: capacityProcedure.meta({ roles: keepers, description: '删除答复模板' }).input(z.object({ id: idSchema })).output(z.object({ ok: z.literal(true) })).mutation(async ({ ctx, input }) => {
    await removeTemplate(ctx.work, ctx.capacity, input.id);
    return { ok: true };
  }),
});
