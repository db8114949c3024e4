// parameters.*: what a congress sets for itself, with its legal limit, and what a change would do.
import { listParameters, parameterHistory, parameterView, previewParameter, setParameter } from '@smart/divisions/parameters';
import { z } from 'zod';
import { traceAct } from './administered.ts';
import { capacityProcedure, router } from './procedures.ts';

const keepers = ['system_administrator', 'congress_officer'] as const;
const key = z.string().trim().min(1, '请选择参数').max(100, '参数名不超过 100 个字');
/** Null: remove the own value, so that the tier above applies again. The form of the value is checked against the definition. */
const change = z.object({ key, value: z.unknown() });

export const parametersRouter = router({
  list: capacityProcedure
    .meta({ roles: keepers, description: '本级人大的全部参数：现行值、来源、法律限度和条文' })
    .input(z.object({}).default({}))
    .output(z.array(parameterView))
    .query(({ ctx: { work, capacity } }) => listParameters(work, capacity.congressId)),

  preview: capacityProcedure
    .meta({ roles: keepers, description: '保存之前先看对在办事项和下级人大的影响' })
    .input(change)
    .output(z.object({ value: z.unknown(), open: z.number().int(), words: z.array(z.string()), inheriting: z.number().int() }))
    .query(({ ctx: { work, capacity }, input }) => previewParameter(work, capacity.congressId, input.key, input.value ?? null)),

  set: capacityProcedure
    .meta({ roles: keepers, description: '设定参数；值为空表示沿用上级或者缺省值' })
    .input(change)
    .output(parameterView)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity, acting } = ctx;
      const set = await setParameter(work, { ...capacity, label: acting.label }, input.key, input.value ?? null);
      await traceAct(ctx, { type: 'parameter', id: capacity.congressId }, `${set.own ? '设定' : '沿用上级或者缺省的'}参数：${set.label}`);
      return set;
    }),

  history: capacityProcedure
    .meta({ roles: keepers, description: '参数的历次变更' })
    .input(z.object({ key }))
    .output(z.array(z.object({ value: z.unknown(), setBy: z.string(), setAt: z.string() })))
    .query(({ ctx: { work, capacity }, input }) => parameterHistory(work, capacity.congressId, input.key)),
});
