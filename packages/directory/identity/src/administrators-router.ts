// administrators.*: one of the three administrators is proposed by the system administrator and confirmed by the security administrator.
import { id } from '@smart/divisions/model';
import { z } from 'zod';
import { decideAdministrator, proposalInput, proposals, proposalView, proposeAdministrator } from './administrators.ts';
import { capacityProcedure, router } from './procedures.ts';

export const administratorsRouter = router({
  proposals: capacityProcedure
    .meta({ roles: ['system_administrator', 'security_administrator'], description: '管理员任职的提出和确认' })
    .input(z.object({})).output(z.array(proposalView))
    .query(({ ctx: { work, capacity } }) => proposals(work, capacity)),
  propose: capacityProcedure
    .meta({ roles: ['system_administrator'], description: '提出管理员任职', stepUp: true })
    .input(proposalInput).output(z.object({ id: z.string() }))
    .mutation(({ ctx: { work, capacity, acting }, input }) => proposeAdministrator(work, acting, capacity, input)),
  decide: capacityProcedure
    .meta({ roles: ['security_administrator'], description: '确认或者不同意管理员任职', stepUp: true })
    .input(z.object({ id, accept: z.boolean() })).output(z.object({ ok: z.literal(true) }))
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await decideAdministrator(work, acting, capacity, input);
      return { ok: true };
    }),
});
