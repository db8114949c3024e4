/** Failed background work, for the administrator: to see it, and to have it done again once the cause is mended. */
import { traceAct } from '@smart/identity/administered';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { deadLetters } from '@smart/jobs/dead-letters';
import { DomainError } from '@smart/kernel/errors';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { runningJobs } from '../background.ts';

const administrator = capacityProcedure.meta({ roles: ['system_administrator'] });

const deadLetter = z.object({
  id: z.string(),
  queue: z.string(),
  eventId: z.string().nullable(),
  eventType: z.string().nullable(),
  problem: z.string(),
  attempts: z.number(),
  createdAt: z.string(),
  failedAt: z.string(),
});

export const jobsRouter = router({
  deadLetters: administrator
    .meta({ description: '查看本级多次重试仍未完成的后台任务' })
    .input(z.void())
    .output(z.array(deadLetter))
    .query(({ ctx }) => deadLetters(ctx.work)),
  retry: administrator
    .meta({ description: '故障排除后重新执行后台任务' })
    .input(z.object({ id: idSchema }))
    .output(z.object({ ok: z.literal(true) }))
    .mutation(async ({ ctx, input }) => {
      const jobs = runningJobs();
      if (!jobs) throw new DomainError('common.unavailable', { reason: '后台任务没有运行' });
      await jobs.retryDeadLetter(ctx.work, input.id);
      await traceAct(ctx, { type: 'job', id: input.id }, '重新执行后台任务');
      return { ok: true as const };
    }),
});
