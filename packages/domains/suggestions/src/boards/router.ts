// 实时监督: each capacity has one board, of what its congress, its organ or the deputy has.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { z } from 'zod';
import { boardItems, boardSummary } from './board.ts';
import * as contracts from './contracts.ts';
import { boardChanges, markSeen } from './visits.ts';

const readers = ['deputy', 'congress_officer', 'congress_leader', 'government_officer', 'handling_clerk', 'handling_head'] as const satisfies readonly Role[];
const nothing = z.object({});

/** boards.*: live through `live.changes`; whoever is told fetches again. */
export const boardsRouter = router({
  summary: capacityProcedure.meta({ roles: readers, description: '实时监督：各阶段件数、期限灯和承办单位情况' }).input(nothing).output(contracts.boardSummary).query(({ ctx }) => boardSummary(ctx.work, ctx.capacity)),
  items: capacityProcedure.meta({ roles: readers, description: '实时监督：看板上的各件' }).input(contracts.boardFilter).output(contracts.boardItems).query(({ ctx, input }) => boardItems(ctx.work, ctx.capacity, input)),
  changes: capacityProcedure.meta({ roles: readers, description: '实时监督：上次查看以来的变化' }).input(contracts.changesInput).output(contracts.boardChanges).query(({ ctx, input }) => boardChanges(ctx.work, ctx.capacity, input)),
  markSeen: capacityProcedure.meta({ roles: readers, description: '实时监督：标为已看' }).input(nothing).output(z.object({ seenAt: z.string() })).mutation(({ ctx }) => markSeen(ctx.work, ctx.capacity)),
});
