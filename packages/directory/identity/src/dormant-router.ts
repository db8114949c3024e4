// dormant.*: accounts that have not been used for long, and what came of their review.
import { id } from '@smart/divisions/model';
import { z } from 'zod';
import { dormantAccounts, dormantFilter, dormantPage, reviewAccount } from './dormant.ts';
import { capacityProcedure, router } from './procedures.ts';

const security = ['security_administrator'] as const;
const review = z.strictObject({ personId: id, reason: z.string().trim().min(4, '理由不少于 4 个字').max(200, '理由不超过 200 个字') });
const done = z.object({ ok: z.literal(true) });

export const dormantRouter = router({
  list: capacityProcedure
    .meta({ roles: security, description: '长期未使用的账号及其核查情况' })
    .input(dormantFilter)
    .output(dormantPage)
    .query(({ ctx: { work, capacity }, input }) => dormantAccounts(work, capacity.congressId, input)),

  keep: capacityProcedure
    .meta({ roles: security, description: '核查后保留账号，半年后再次核查' })
    .input(review)
    .output(done)
    .mutation(async ({ ctx: { work, capacity }, input }) => {
      await reviewAccount(work, capacity, { ...input, outcome: 'kept' });
      return { ok: true };
    }),

  disable: capacityProcedure
    .meta({ roles: security, description: '停用账号，结束其全部登录' })
    .input(review)
    .output(done)
    .mutation(async ({ ctx: { work, capacity }, input }) => {
      await reviewAccount(work, capacity, { ...input, outcome: 'disabled' });
      return { ok: true };
    }),

  enable: capacityProcedure
    .meta({ roles: security, description: '恢复使用已停用的账号' })
    .input(review)
    .output(done)
    .mutation(async ({ ctx: { work, capacity }, input }) => {
      await reviewAccount(work, capacity, { ...input, outcome: 'enabled' });
      return { ok: true };
    }),
});
