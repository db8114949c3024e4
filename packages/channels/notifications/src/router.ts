import { roles } from '@smart/identity/capacity';
import { capacityProcedure, router } from '@smart/identity/procedures';
import { idSchema } from '@smart/kernel/validation';
import { registerFieldLabels } from '@smart/rpc/field-labels';
import { z } from 'zod';
import { linkActs } from './act-link-acts.ts';
import { ownLinks, revokeOwnLink } from './act-links.ts';
import { muteSms, smsSetting } from './preferences.ts';
import { quietSetting, setQuiet } from './quiet-hours.ts';
import { listNotices, markRead, unreadCount } from './service.ts';
import { toldOf, toldView } from './told.ts';

registerFieldLabels({ muted: '是否接收短信通知', fromHour: '免打扰开始', toHour: '免打扰结束', daysOff: '休息日不发提醒', quiet: '免打扰时段' });

const everyone = [...roles];

const done = z.object({ ok: z.literal(true) });
const linkView = z.object({ id: z.string(), act: z.enum(linkActs), title: z.string(), createdAt: z.string(), expiresAt: z.string() });
const noticeView = z.object({ id: z.string(), kind: z.string(), title: z.string(), body: z.string(), link: z.string(), items: z.array(z.object({ title: z.string(), body: z.string(), link: z.string() })), createdAt: z.string(), read: z.boolean() });
const hour = z.int().min(0, '请选择 0 至 23 时').max(23, '请选择 0 至 23 时');
const quiet = z.object({ fromHour: hour, toHour: hour, daysOff: z.boolean() });

/** notices.*: what I was told. New ones announce themselves through `live.changes` with the subject `notice`. */
export const noticesRouter = router({
  list: capacityProcedure
    .meta({ roles: everyone, description: '我的通知' })
    .input(z.object({ unreadOnly: z.boolean().default(false), page: z.int().min(1).max(10_000).default(1), pageSize: z.int().min(1).max(100).default(20) }))
    .output(z.object({ rows: z.array(noticeView), hasMore: z.boolean() }))
    .query(({ ctx, input }) => listNotices(ctx.work, ctx.capacity, input)),

  unreadCount: capacityProcedure
    .meta({ roles: everyone, description: '未读通知数' })
    .input(z.object({}))
    .output(z.object({ count: z.number() }))
    .query(async ({ ctx }) => ({ count: await unreadCount(ctx.work, ctx.capacity) })),

  markRead: capacityProcedure
    .meta({ roles: everyone, description: '标为已读' })
    .input(z.object({ ids: z.union([z.array(idSchema).max(500), z.literal('all')]) }))
    .output(z.object({ marked: z.number() }))
    .mutation(async ({ ctx, input }) => ({ marked: await markRead(ctx.work, ctx.capacity, input.ids) })),

  told: capacityProcedure
    .meta({ roles: ['congress_officer', 'congress_leader'], description: '转办告知：一件建议的交办、转办等告知了谁、何时告知、是否已读' })
    .input(z.object({ id: idSchema }))
    .output(toldView)
    .query(({ ctx, input }) => toldOf(ctx.work, ctx.capacity, input.id)),
  quiet: capacityProcedure
    .meta({ roles: everyone, description: '我的提醒免打扰时段' })
    .input(z.object({}))
    .output(z.object({ own: quiet.nullable(), usual: quiet, next: z.string() }))
    .query(({ ctx }) => quietSetting(ctx.work, ctx.capacity)),

  setQuiet: capacityProcedure
    .meta({ roles: everyone, description: '设定自己的提醒免打扰时段，或者恢复本级人大的设定' })
    .input(z.object({ quiet: quiet.nullable() }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await setQuiet(ctx.work, ctx.capacity, input.quiet);
      return { ok: true };
    }),

  sms: capacityProcedure
    .meta({ roles: ['deputy'], description: '我的短信通知设置和仍然有效的办理链接' })
    .input(z.object({}))
    .output(z.object({ offered: z.boolean(), muted: z.boolean(), phoneMasked: z.string().nullable(), links: z.array(linkView) }))
    .query(async ({ ctx }) => ({ ...(await smsSetting(ctx.work, ctx.capacity)), links: await ownLinks(ctx.work, ctx.capacity) })),

  muteSms: capacityProcedure
    .meta({ roles: ['deputy'], description: '关闭或者恢复短信通知' })
    .input(z.object({ muted: z.boolean() }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await muteSms(ctx.work, ctx.capacity, input.muted);
      return { ok: true };
    }),

  revokeLink: capacityProcedure
    .meta({ roles: ['deputy'], description: '撤销短信中的一个办理链接' })
    .input(z.object({ id: idSchema }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await revokeOwnLink(ctx.work, ctx.capacity, input.id);
      return { ok: true };
    }),
});
