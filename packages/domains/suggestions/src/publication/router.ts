// Parse, authorise by role, call the service; nothing else.
import { capacityProcedure, publicProcedure, router } from '@smart/identity/procedures';
import type { Role } from '@smart/identity/capacity';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { publicationList, publishMany } from './desk.ts';
import { publicationListInput, publicationListView, publishManyInput, publishManyView } from './model.ts';
import { findByNumber, numberMatch, readNumber } from './number.ts';

const officers = ['congress_officer'] as const satisfies readonly Role[];

export const publicationRouter = router({
  list: capacityProcedure.meta({ roles: officers, description: '信息公示：公开情况' }).input(publicationListInput).output(publicationListView).query(({ ctx, input }) => publicationList(ctx.work, ctx.capacity, input)),
  publishMany: capacityProcedure.meta({ roles: officers, description: '信息公示：批量公开' }).input(publishManyInput).output(publishManyView).mutation(({ ctx, input }) => publishMany(ctx.work, ctx.capacity, input)),
  /** Anybody: a number that is not public is answered like one that does not exist. */
  byNumber: publicProcedure.meta({ description: '按编号查询已公开的建议' }).input(z.object({ congressId: idSchema, number: z.string().trim().min(1, '请填写编号').max(60, '编号不得超过 60 个字') })).output(z.array(numberMatch)).query(async ({ ctx, input }) => {
    const asked = readNumber(input.number);
    return asked === null ? [] : findByNumber(ctx.work, input.congressId, asked);
  }),
});
