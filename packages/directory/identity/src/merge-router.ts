// merges.*: two entries of one human become one, and for 30 days two again.
import { id } from '@smart/divisions/model';
import { DomainError } from '@smart/kernel/errors';
import { z } from 'zod';
import { traceAct } from './administered.ts';
import { mergePeople, previewMerge, undoMerge } from './merge.ts';
import { type Entry, entryByName, nearestCongress, sameNames } from './merge-people.ts';
import { capacityProcedure, router } from './procedures.ts';

const administrator = ['system_administrator'] as const;
const entryView = z.object({
  id: z.string(), name: z.string(), gender: z.string().nullable(), employer: z.string().nullable(), position: z.string().nullable(), username: z.string().nullable(),
  phoneMasked: z.string().nullable(), idCardMasked: z.string().nullable(), capacities: z.array(z.string()),
});
const viewOf = ({ id: personId, name, gender, employer, position, username, phoneMasked, idCardMasked, capacities }: Entry): z.infer<typeof entryView> => ({
  id: personId, name, gender, employer, position, username, phoneMasked, idCardMasked, capacities,
});
const two = z.object({ keptId: id, mergedId: id });
const paged = z.object({
  text: z.string().trim().max(30, '查询内容不超过 30 个字').default(''), page: z.number().int().min(1).max(1000).default(1), size: z.number().int().min(1).max(50).default(20),
});
const mergeView = z.object({
  id: z.string(), keptId: z.string(), keptName: z.string(), mergedName: z.string(), reason: z.string(), by: z.string(), at: z.string(), reversibleUntil: z.string(),
  undoneAt: z.string().nullable(), undoneBy: z.string().nullable(), mayUndo: z.boolean(),
});

export const mergesRouter = router({
  candidates: capacityProcedure
    .meta({ roles: administrator, description: '可能重复的人员：姓名相同的两条记录' })
    .input(paged)
    .output(z.object({ rows: z.array(z.object({ one: entryView, other: entryView, /** Who merges them, when it is not this congress. */ by: z.string().nullable() })), total: z.number().int() }))
    .query(async ({ ctx: { work, capacity }, input }) => {
      const { pairs, total } = await sameNames(work, capacity, input.text, { size: input.size, offset: (input.page - 1) * input.size });
      const rows = [];
      for (const [one, other] of pairs) {
        const nearest = await nearestCongress(work, [one, other]);
        rows.push({ one: viewOf(one), other: viewOf(other), by: nearest?.id === capacity.congressId ? null : (nearest?.name ?? '上级人大') });
      }
      return { rows, total };
    }),
  /** Changes nothing; asked by POST because an address with a phone number in it would stand in logs. */
  find: capacityProcedure
    .meta({ roles: administrator, description: '按姓名和手机号查找要合并的一条记录' })
    .input(z.object({ name: z.string().trim().min(2, '姓名不少于 2 个字').max(30, '姓名不超过 30 个字'), phone: z.string().trim().max(20, '手机号应当为 11 位数字').default('') }))
    .output(entryView)
    .mutation(async ({ ctx, input }) => {
      const found = await entryByName(ctx.work, ctx.capacity, input);
      await traceAct(ctx, { type: 'person', id: found.id, personName: found.name }, '查找可能重复的人员');
      return viewOf(found);
    }),
  preview: capacityProcedure
    .meta({ roles: administrator, description: '预览合并：移动什么、账号如何处理、有无法律上的妨碍' })
    .input(two)
    .output(z.object({
      kept: entryView, merged: entryView, moves: z.array(z.object({ label: z.string(), count: z.number().int() })), account: z.enum(['none', 'moved', 'closed']),
      phone: z.enum(['moved', 'kept', 'none']), problem: z.string().nullable(),
    }))
    .query(async ({ ctx: { work, capacity }, input }) => {
      const preview = await previewMerge(work, capacity, input);
      return { ...preview, kept: viewOf(preview.kept), merged: viewOf(preview.merged) };
    }),
  merge: capacityProcedure
    .meta({ roles: administrator, description: '合并重复人员', stepUp: true })
    .input(two.extend({ reason: z.string().trim().min(4, '请写明核对情况，不少于 4 个字').max(200, '不超过 200 个字') }))
    .output(z.object({ id: z.string(), reversibleUntil: z.string() }))
    .mutation(({ ctx: { work, capacity, acting }, input }) => {
      if (input.keptId === input.mergedId) throw new DomainError('common.invalid_input', { problem: '请选择两条不同的记录' }, [{ path: 'mergedId', message: '请选择两条不同的记录' }]);
      return mergePeople(work, acting, capacity, input);
    }),
  undo: capacityProcedure
    .meta({ roles: administrator, description: '撤销合并', stepUp: true })
    .input(z.object({ id }))
    .output(z.object({ ok: z.literal(true) }))
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await undoMerge(work, acting, capacity, input);
      return { ok: true };
    }),
  list: capacityProcedure
    .meta({ roles: administrator, description: '本级办理的合并' })
    .input(paged)
    .output(z.object({ rows: z.array(mergeView), total: z.number().int() }))
    .query(async ({ ctx: { work, capacity }, input }) => {
      const where = { congressId: capacity.congressId, keptName: { contains: input.text } };
      const found = await work.prisma.personMerge.findMany({ where, orderBy: { at: 'desc' }, take: input.size, skip: (input.page - 1) * input.size });
      const now = work.clock.now();
      const rows = found.map(({ id: mergeId, keptId, keptName, mergedName, reason, by, at, reversibleUntil, undoneAt, undoneBy }) => ({
        id: mergeId, keptId, keptName, mergedName, reason, by, at: at.toISOString(), reversibleUntil: reversibleUntil.toISOString(), undoneAt: undoneAt?.toISOString() ?? null, undoneBy,
        mayUndo: undoneAt === null && reversibleUntil > now,
      }));
      return { rows, total: await work.prisma.personMerge.count({ where }) };
    }),
});
