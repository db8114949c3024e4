import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { dutyKinds, type DutyKind } from './model.ts';
import { archiveOf, myArchive } from './service.ts';

const page = { year: z.int().min(1979).max(2100).optional(), page: z.int().min(1).max(10_000).default(1), pageSize: z.int().min(1).max(100).default(20) };
const isKind = (value: unknown): value is DutyKind => typeof value === 'string' && Object.hasOwn(dutyKinds, value);
const archiveView = z.object({
  rows: z.array(z.object({ id: z.string(), kind: z.custom<DutyKind>(isKind), kindLabel: z.string(), title: z.string(), occurredOn: z.string(), suggestionId: z.string().nullable() })),
  hasMore: z.boolean(),
  years: z.array(z.object({ year: z.number(), count: z.number() })),
});

/** duty.*: the duty archive, as a projection of what happened. */
export const dutyRouter = router({
  mine: capacityProcedure.meta({ roles: ['deputy'], description: '我的履职档案' }).input(z.object(page)).output(archiveView).query(({ ctx, input }) => myArchive(ctx.work, ctx.capacity, input)),
  ofDeputy: capacityProcedure
    .meta({ roles: ['congress_officer'], description: '一名代表的履职档案' })
    .input(z.object({ mandateId: idSchema, ...page }))
    .output(archiveView)
    .query(({ ctx, input }) => archiveOf(ctx.work, input.mandateId, input)),
});
