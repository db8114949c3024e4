// personal.*: personal data in clear on a stated purpose, who looked, erasure; and for everybody the own data.
import { id } from '@smart/divisions/model';
import { z } from 'zod';
import { eraseOnApplication } from './erasure.ts';
import { exportOwnData } from './own-data.ts';
import { accessPage, listLooks, showField } from './personal-access.ts';
import { personalFields } from './personal-data.ts';
import { capacityProcedure, personProcedure, router } from './procedures.ts';

const paging = { page: z.number().int().min(1).max(10_000).default(1), size: z.number().int().min(1).max(100).default(20) };
export const purposeInput = z.string().trim().min(4, '请写明查看用途，不少于 4 个字').max(100, '用途不超过 100 个字');

export const personalRouter = router({
  show: capacityProcedure
    .meta({ roles: ['system_administrator', 'congress_officer'], description: '查看完整的手机号、身份证号码或者住址；须写明用途，查看情况记入日志并向本人显示', stepUp: true })
    .input(z.object({ personId: id, field: z.enum(personalFields, '请选择要查看的信息'), purpose: purposeInput }))
    .output(z.object({ text: z.string().nullable() }))
    .mutation(async ({ ctx: { work, capacity }, input }) => ({ text: await showField(work, capacity, input) })),

  looks: capacityProcedure
    .meta({ roles: ['security_administrator', 'audit_administrator'], description: '本级人员查看个人信息的记录' })
    .input(z.object({ text: z.string().trim().max(50, '查询内容不超过 50 个字').default(''), ...paging }))
    .output(accessPage)
    .query(({ ctx: { work }, input }) => listLooks(work, input)),

  erase: capacityProcedure
    .meta({ roles: ['system_administrator'], description: '依申请删除已不任职人员的个人信息（个人信息保护法第四十七条）' })
    .input(z.object({ personId: id, reason: z.string().trim().min(4, '请写明理由，不少于 4 个字').max(200, '理由不超过 200 个字') }))
    .output(z.object({ ok: z.literal(true) }))
    .mutation(async ({ ctx: { work, capacity }, input }) => {
      await eraseOnApplication(work, capacity, input);
      return { ok: true };
    }),

  mine: router({
    looks: personProcedure
      .meta({ description: '谁查看过本人的个人信息' })
      .input(z.object(paging).default({ page: 1, size: 20 }))
      .output(accessPage)
      .query(({ ctx: { work, session }, input }) => listLooks(work, { ...input, personId: session.personId })),

    export: personProcedure
      .meta({ description: '复制本系统保存的本人信息（个人信息保护法第四十五条）' })
      .input(z.object({}).default({}))
      .output(z.record(z.string(), z.unknown()))
      .query(({ ctx: { work, session } }) => exportOwnData(work, session.personId)),
  }),
});
