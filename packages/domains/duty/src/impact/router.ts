// Parse, authorise by role, call the service; nothing else.
import type { Role } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { impactInput } from './model-inputs.ts';
import { impactView } from './model-views.ts';
import { myImpact } from './reading.ts';

const deputies = ['deputy'] as const satisfies readonly Role[];

/** 我说的话变成了什么. */
export const impactRouter = router({
  mine: capacityProcedure.meta({ roles: deputies, description: '我说的话变成了什么' }).input(impactInput).output(impactView).query(({ ctx, input }) => myImpact(ctx.work, ctx.capacity, input)),
});
