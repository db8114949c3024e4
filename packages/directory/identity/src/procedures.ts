// The procedure builders every router of this deployment is made with.
//
//   capacityProcedure.meta({ roles: ['congress_officer'], description: '…' }).input(schema).output(schema).mutation(({ ctx, input }) => …)
//
// In a capacity procedure `ctx` is { work, capacity, acting, requestId }; in a person procedure { work, session, requestId };
// in a public one { work, requestId }, where `work` sees published rows only.
import { createProcedures } from '@smart/rpc/procedures';
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import { type Capacity, hasRole } from './capacity.ts';
import type { SignIn } from './sign-in.ts';

export const { router, createCallerFactory, publicProcedure, personProcedure, capacityProcedure, liveProcedure } = createProcedures<
  SignIn,
  Capacity,
  Work
>({
  // An assistant has opened the right page and lacks the one thing that cannot be lent: what the deputy does in person.
  refusal: (capacity, { roles, description }) =>
    hasRole(capacity, 'deputy_assistant') && roles.includes('deputy') && description !== undefined ? `只有代表本人可以${description.replace(/（.*）$/u, '')}` : undefined,
});

/** Who acts when nobody does: a limit that passed, the follow-up of another act. */
export const systemContext: { readonly acting: Acting } = { acting: { personId: null, capacityId: null, label: '系统' } };
