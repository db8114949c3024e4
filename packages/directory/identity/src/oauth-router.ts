// clients.*: the systems that sign people in through us. They serve the whole deployment, so its highest congress keeps them.
import type { Acting } from '@smart/rpc/context';
import { DomainError } from '@smart/kernel/errors';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { Capacity } from './capacity.ts';
import { changeOauthClient, createOauthClient, disableOauthClient, listOauthClients, oauthClientLabel, rotateClientSecret } from './oauth-clients.ts';
import { oauthClientAdministered } from './oauth-events.ts';
import { oauthScopes } from './oauth-provider.ts';
import { capacityProcedure, router } from './procedures.ts';
import { unscopedIdentity } from './realm.ts';

const roles = ['system_administrator'] as const;
const uri = z.string().trim().min(1, '请填写地址').max(500, '地址不超过 500 个字');
const fields = {
  name: z.string().trim().min(1, '请填写系统名称').max(60, '系统名称不超过 60 个字'),
  redirectUris: z.array(uri).min(1, '至少填写一个回调地址').max(20, '回调地址不超过 20 个'), postLogoutRedirectUris: z.array(uri).max(20, '退出后的地址不超过 20 个').default([]),
  /** Without it: all. */
  scopes: z.array(z.enum(oauthScopes)).default([...oauthScopes]),
};
const clientId = z.string().regex(/^[0-9a-f]{32}$/, '接入系统标识不正确');
const done = z.object({ ok: z.literal(true) });
const row = z.object({
  clientId: z.string(), name: z.string(), redirectUris: z.array(z.string()), postLogoutRedirectUris: z.array(z.string()), scopes: z.array(z.enum(oauthScopes)), isPublic: z.boolean(),
  disabled: z.boolean(), createdAt: z.string(), people: z.number().int(), remembered: z.number().int(), lastUsedAt: z.string().nullable(),
});
const asked = z.object({ text: z.string().trim().max(60).default(''), page: z.number().int().min(1).default(1), size: z.number().int().min(1).max(100).default(20) }).default({ text: '', page: 1, size: 20 });
type Ctx = { work: Work; capacity: Capacity; acting: Acting };

/** Runs in the realm of accounts for an administrator of the highest congress. @throws DomainError common.forbidden for any other */
async function asKeeper<T>({ work, capacity }: Ctx, look: () => Promise<T>): Promise<T> {
  const higher = await work.sql('SELECT 1 FROM congress WHERE length(division_code) < length($1) LIMIT 1', [capacity.divisionCode]);
  if (higher.length > 0) throw new DomainError('common.forbidden', { reason: '接入系统由最高一级人大的系统管理员管理' });
  return unscopedIdentity(work, 'systems that sign people in serve the whole deployment', look);
}

async function traced(ctx: Ctx, id: string, act: string): Promise<void> {
  const label = await unscopedIdentity(ctx.work, 'the name of a system', () => oauthClientLabel(ctx.work, id));
  await appendEvent(ctx.work, {
    congressId: ctx.capacity.congressId, matterId: null, type: oauthClientAdministered.name, subjectType: 'oauth_client', subjectId: label.id, personId: ctx.acting.personId,
    payload: { by: ctx.acting.label, act, label: label.name },
  });
}

/** Redirects to a machine other than one's own are always encrypted here; the command line knows the demonstration's exception. */
const rule = ({ work }: Ctx) => ({ httpsOnly: true, now: work.clock.now() });

export const clientsRouter = router({
  list: capacityProcedure.meta({ roles, description: '接入系统一览' }).input(asked).output(z.object({ rows: z.array(row), total: z.number().int() }))
    .query(({ ctx, input }) => asKeeper(ctx, async () => {
      const { rows, total } = await listOauthClients(ctx.work, input);
      return { rows: rows.map((one) => ({ ...one, redirectUris: [...one.redirectUris], postLogoutRedirectUris: [...one.postLogoutRedirectUris], scopes: [...one.scopes] })), total };
    })),
  create: capacityProcedure.meta({ roles, description: '登记接入系统；密钥只显示一次', stepUp: true, secret: true })
    .input(z.object({ ...fields, isPublic: z.boolean().default(false) })).output(z.object({ clientId: z.string(), clientSecret: z.string().nullable() }))
    .mutation(async ({ ctx, input }) => {
      const made = await asKeeper(ctx, () => createOauthClient(ctx.work, input, rule(ctx)));
      await traced(ctx, made.clientId, '登记接入系统');
      return { clientId: made.clientId, clientSecret: made.clientSecret };
    }),
  change: capacityProcedure.meta({ roles, description: '修改接入系统的名称和地址', stepUp: true }).input(z.object({ clientId, ...fields })).output(done)
    .mutation(async ({ ctx, input }) => {
      await asKeeper(ctx, () => changeOauthClient(ctx.work, input.clientId, input, rule(ctx)));
      await traced(ctx, input.clientId, '修改接入系统');
      return { ok: true };
    }),
  rotate: capacityProcedure.meta({ roles, description: '更换接入系统的密钥；新密钥只显示一次', stepUp: true, secret: true }).input(z.object({ clientId })).output(z.object({ clientSecret: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const clientSecret = await asKeeper(ctx, () => rotateClientSecret(ctx.work, input.clientId, ctx.work.clock.now()));
      await traced(ctx, input.clientId, '更换接入系统密钥');
      return { clientSecret };
    }),
  disable: capacityProcedure.meta({ roles, description: '停用或者恢复接入系统；停用后其令牌全部失效', stepUp: true }).input(z.object({ clientId, disabled: z.boolean() })).output(done)
    .mutation(async ({ ctx, input }) => {
      await asKeeper(ctx, () => disableOauthClient(ctx.work, input.clientId, input.disabled, ctx.work.clock.now()));
      await traced(ctx, input.clientId, input.disabled ? '停用接入系统' : '恢复接入系统');
      return { ok: true };
    }),
});
