/** A deputy's visit, and what the people visited ask for. Neither domain knows the other: here both are joined, in one transaction. */
import type { Capacity } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { parseInput } from '@smart/kernel/validation';
import { enterOnVisit } from '@smart/opinions/entering';
import { opinionText } from '@smart/opinions/model-inputs';
import { logVisitInput } from '@smart/stations/model-inputs';
import { visitReceipt } from '@smart/stations/model-views';
import { logVisit, opinionOfVisit } from '@smart/stations/visits';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

/**
 * Logs a visit and hands in the opinion that came with it. The device's id makes it happen once, also when it is sent again weeks later.
 * @throws DomainError what either domain throws; then neither has happened
 */
async function logVisitWithOpinion(work: Work, capacity: Capacity, input: z.output<typeof logVisitInput>): Promise<z.output<typeof visitReceipt>> {
  // Two phones, or one that did not hear the answer: the second waits and finds what the first one made.
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 5))', [input.id]);
  const known = await opinionOfVisit(work, capacity, input.id);
  if (known !== undefined) return { id: input.id, opinionNumber: null, next: '这次走访已经记下。' };
  const opinion = input.opinion === null ? null : await enterOnVisit(work, capacity, parseInput(z.object({ opinion: opinionText }), { opinion: input.opinion }).opinion);
  await logVisit(work, capacity, input, opinion?.id ?? null);
  const next = opinion === null ? '已记下，履职档案自动记入。' : `已记下，群众意见已交人大办理（编号：${opinion.number}），进展在“群众意见”里看。`;
  return { id: input.id, opinionNumber: opinion?.number ?? null, next };
}

/** 走访: the one procedure that stands between stations and opinions. */
export const visitsRouter = router({
  log: capacityProcedure.meta({ roles: ['deputy'], description: '登记走访' }).input(logVisitInput).output(visitReceipt).mutation(({ ctx, input }) => logVisitWithOpinion(ctx.work, ctx.capacity, input)),
});
