/** The platform's API: one router of every domain's routers. Browser apps import its type only. */
import { roles } from '@smart/identity/capacity';
import { liveProcedure, router } from '@smart/identity/procedures';
import { changeSchema, streamOf } from '@smart/rpc/live';
import { z } from 'zod';

const live = router({
  changes: liveProcedure
    .meta({ roles: [...roles], description: '本级事项有变化时通知打开的页面重新读取' })
    .input(z.void())
    .output(streamOf(changeSchema))
    .subscription(({ ctx, signal }) => ctx.changes(signal)),
});

export const appRouter = router({ live });

export type AppRouter = typeof appRouter;
