// 数据交换 on the desk: keys of the own organ, its journal, the overview of the congress. The interface itself is under /api/v1/exchange.
import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import './field-labels.ts';
import { createKey, isKeeper, keysOf, revokeKey } from './keys.ts';
import { createKeyInput, journalInput, journalView, keysView, newKeyView, systemsView } from './model.ts';
import { journalOf, systemsOf } from './reading.ts';

const staff = ['handling_clerk', 'handling_head'] as const;
const heads = ['handling_head'] as const;

export const exchangeRouter = router({
  keys: capacityProcedure.meta({ roles: staff, description: '本单位业务系统的密钥' }).input(z.object({})).output(keysView).query(async ({ ctx }) => ({ rows: await keysOf(ctx.work, ctx.capacity), mayKeep: isKeeper(ctx.capacity) })),
  createKey: capacityProcedure.meta({ roles: heads, description: '给本单位业务系统发放密钥；密钥只显示一次', stepUp: true, secret: true }).input(createKeyInput).output(newKeyView).mutation(({ ctx, input }) => createKey(ctx.work, ctx.capacity, input)),
  revokeKey: capacityProcedure.meta({ roles: heads, description: '停用本单位业务系统的密钥' }).input(z.object({ id: idSchema })).output(z.object({ ok: z.literal(true) })).mutation(async ({ ctx, input }) => {
    await revokeKey(ctx.work, ctx.capacity, input.id);
    return { ok: true };
  }),
  journal: capacityProcedure.meta({ roles: staff, description: '本单位数据交换的进度和未办理的消息' }).input(journalInput).output(journalView).query(({ ctx, input }) => journalOf(ctx.work, ctx.capacity, input)),
  systems: capacityProcedure.meta({ roles: ['system_administrator'], description: '本级各单位业务系统的交换情况' }).input(z.object({})).output(systemsView).query(({ ctx }) => systemsOf(ctx.work, ctx.capacity)),
});
