// Parse, authorise by role, call the service; nothing else.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import './field-labels.ts';
import * as model from './model.ts';
import { effortOverview, recordEffort } from './service.ts';

/** Whoever does one of the key tasks. */
const workers = ['deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'government_officer', 'handling_clerk', 'handling_head', 'station_clerk'] as const satisfies readonly Role[];
const readers = ['congress_officer', 'congress_leader'] as const satisfies readonly Role[];

/** effortMeter.*: what the key tasks cost in real use. */
export const effortMeterRouter = router({
  // Nothing about who sent it is kept, not even the key by which a repeated request is known.
  record: capacityProcedure.meta({ roles: workers, description: '记办事用时（不记人、不记内容）', secret: true }).input(model.recordInput).output(model.recordView).mutation(({ ctx, input }) => recordEffort(ctx.work, ctx.capacity.congressId, input.samples)),
  overview: capacityProcedure.meta({ roles: readers, description: '查看办事用时' }).input(model.overviewInput).output(model.overviewView).query(({ ctx, input }) => effortOverview(ctx.work, ctx.capacity, input)),
});
