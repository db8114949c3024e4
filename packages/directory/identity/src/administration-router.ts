// administration.*: the administrators of the congresses directly below.
import { id } from '@smart/divisions/model';
import { z } from 'zod';
import { administratorInput, createAdministratorBelow, removeAdministratorBelow, renewInvitation, requireDirectlyBelow, withdrawInvitation } from './administration.ts';
import { administratorRow, administratorsOf, belowFilter, belowPage, congressesBelow } from './administration-lists.ts';
import { capacityProcedure, router } from './procedures.ts';

const administrator = ['system_administrator'] as const;
const post = z.strictObject({ belowId: id, appointmentId: id });
const invitation = z.object({ path: z.string(), expiresAt: z.string() });
const done = z.object({ ok: z.literal(true) });

export const administrationRouter = router({
  below: capacityProcedure
    .meta({ roles: administrator, description: '直接下一级人大：管理员、法定机构、届次是否齐备' })
    .input(belowFilter)
    .output(belowPage)
    .query(({ ctx: { work, capacity }, input }) => congressesBelow(work, capacity.congressId, input)),

  administrators: capacityProcedure
    .meta({ roles: administrator, description: '直接下一级人大的系统、安全、审计管理员' })
    .input(z.object({ belowId: id }))
    .output(z.object({ name: z.string(), rows: z.array(administratorRow) }))
    .query(async ({ ctx: { work, capacity }, input }) => {
      const below = await requireDirectlyBelow(work, capacity, input.belowId);
      return { name: below.name, rows: await administratorsOf(work, below.id) };
    }),

  create: capacityProcedure
    .meta({ roles: administrator, description: '为直接下一级人大设立或者更换管理员；一次性密码或者邀请链接只显示一次' })
    .input(administratorInput)
    .output(z.object({ personId: z.string(), username: z.string(), password: z.string().nullable(), invitation: invitation.nullable() }))
    .mutation(({ ctx: { work, capacity, acting }, input }) => createAdministratorBelow(work, capacity, acting, input)),

  remove: capacityProcedure
    .meta({ roles: administrator, description: '停止直接下一级人大管理员的任职' })
    .input(post.extend({ reason: z.string().trim().min(4, '原因不少于 4 个字').max(200, '原因不超过 200 个字') }))
    .output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await removeAdministratorBelow(work, capacity, acting, input);
      return { ok: true };
    }),

  renewInvitation: capacityProcedure
    .meta({ roles: administrator, description: '向尚未设置密码的下一级管理员重新发出邀请，原链接失效' })
    .input(post)
    .output(invitation)
    .mutation(({ ctx: { work, capacity }, input }) => renewInvitation(work, capacity, input)),

  withdrawInvitation: capacityProcedure
    .meta({ roles: administrator, description: '撤销发给下一级管理员的邀请' })
    .input(post)
    .output(done)
    .mutation(async ({ ctx: { work, capacity }, input }) => {
      await withdrawInvitation(work, capacity, input);
      return { ok: true };
    }),
});
