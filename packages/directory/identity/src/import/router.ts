// imports.*: deputies, staff, organs and election results from a sheet.
import { id } from '@smart/divisions/model';
import { isOwnPending, openDownload } from '@smart/files/service';
import { DomainError } from '@smart/kernel/errors';
import { today } from '@smart/kernel/dates';
import { z } from 'zod';
import { traceAct } from '../administered.ts';
import { type Capacity, hasRole } from '../capacity.ts';
import { capacityProcedure, router } from '../procedures.ts';
import { signInSetup } from '../sign-in-setup.ts';
import { applyBatch, batchById, createBatch, discardBatch, handOut, orderAccounts, resumeBatch, undoBatch, verdictCounts } from './batches.ts';
import { accountCounts } from './accounts.ts';
import { batchesPage, batchView, faultyRows, listBatches, listRows, rowsPage, viewOf } from './batch-lists.ts';
import { choosePerson } from './choose.ts';
import { accountWays, importKindLabels, importKinds, isMandateKind, type ImportKind } from './kinds.ts';
import { NEW_PERSON } from './made.ts';
import { faultyFile, passwordsFile, templateFile } from './write-sheet.ts';

/** Mandates are the deputies' affairs committee's matter as well (代表法 12); staff and organs the system administrator's alone. */
const importers = ['system_administrator', 'congress_officer'] as const;

/** @throws DomainError common.forbidden */
function requireKind(capacity: Capacity, kind: ImportKind): void {
  if (isMandateKind(kind) || hasRole(capacity, 'system_administrator')) return;
  throw new DomainError('common.forbidden', { reason: `“${importKindLabels[kind]}”由系统管理员导入` });
}

const kind = z.enum(importKinds, '请选择导入类型');
const batchInput = z.object({ id });
const done = z.object({ ok: z.literal(true) });
const file = z.object({ fileName: z.string(), /** XLSX as base64. */ content: z.string() });
const accountFacts = z.object({
  /** Whether people can be let in by SMS. */
  sms: z.boolean(), opened: z.number(), left: z.number(),
  /** Whether one-time passwords wait for whoever asks. */
  passwords: z.boolean(),
});
const counts = z.object({ new: z.number(), changed: z.number(), same: z.number(), invalid: z.number() });

const reading = {
  template: capacityProcedure
    .meta({ roles: importers, description: '下载导入模板，下拉列表取自本级登记' })
    .input(z.object({ kind }))
    .output(file)
    .query(async ({ ctx: { work, capacity }, input }) => {
      requireKind(capacity, input.kind);
      return { fileName: `${importKindLabels[input.kind]}导入模板.xlsx`, content: (await templateFile(work, input.kind, capacity.congressId)).toString('base64') };
    }),

  list: capacityProcedure
    .meta({ roles: importers, description: '本级的导入批次' })
    .input(z.object({ page: z.number().int().min(1).max(10_000).default(1), size: z.number().int().min(1).max(50).default(20) }))
    .output(batchesPage)
    .query(({ ctx: { work, capacity }, input }) =>
      listBatches(work, capacity.congressId, { ...input, kinds: importKinds.filter((one) => isMandateKind(one) || hasRole(capacity, 'system_administrator')) })),

  show: capacityProcedure
    .meta({ roles: importers, description: '一个导入批次的状态和核对结果' })
    .input(batchInput)
    .output(z.object({ batch: batchView, counts, accounts: accountFacts }))
    .query(async ({ ctx: { work, capacity }, input }) => {
      const batch = await batchById(work, capacity.congressId, input.id);
      requireKind(capacity, batch.kind);
      const { opened, left, waiting } = await accountCounts(work, batch.id);
      const passwords = waiting > 0 && batch.options.accounts?.personId === capacity.personId;
      return { batch: viewOf(batch, capacity.personId), counts: await verdictCounts(work, batch.id), accounts: { sms: signInSetup().sms, opened, left, passwords } };
    }),

  rows: capacityProcedure
    .meta({ roles: importers, description: '导入批次的各行：核对结果、问题、与登记的差异；个人信息以掩码显示' })
    .input(batchInput.extend({ verdict: z.enum(['new', 'changed', 'same', 'invalid']).nullable().default(null), page: z.number().int().min(1).max(10_000).default(1), size: z.number().int().min(1).max(100).default(20) }))
    .output(rowsPage)
    .query(async ({ ctx: { work, capacity }, input }) => {
      const batch = await batchById(work, capacity.congressId, input.id);
      requireKind(capacity, batch.kind);
      return listRows(work, batch, input);
    }),

  faulty: capacityProcedure
    .meta({ roles: importers, description: '下载有错误的行，含上传的个人信息，只有上传人可以下载' })
    .input(batchInput)
    .output(file)
    .query(async ({ ctx: { work, capacity }, input }) => {
      const batch = await batchById(work, capacity.congressId, input.id);
      requireKind(capacity, batch.kind);
      if (batch.createdById !== capacity.personId) throw new DomainError('common.forbidden', { reason: '有错误的行含个人信息，只有上传人可以下载' });
      const content = await faultyFile(work, batch.kind, capacity.congressId, await faultyRows(work, batch));
      return { fileName: `${importKindLabels[batch.kind]}待更正行 ${today(work.clock)}.xlsx`, content: content.toString('base64') };
    }),
};

const acting = {
  start: capacityProcedure
    .meta({ roles: importers, description: '核对一份已上传的导入表（用途为 import 的附件）' })
    .input(z.object({ kind, fileId: id }))
    .output(z.object({ id: z.string() }))
    .mutation(async ({ ctx: { work, capacity, acting: who }, input }) => {
      requireKind(capacity, input.kind);
      const stored = await openDownload(work, input.fileId);
      if (stored.purpose !== 'import' || !(await isOwnPending(work, stored, capacity.personId))) throw new DomainError('files.not_found');
      if (!/\.(xlsx|csv|txt)$/i.test(stored.name)) throw new DomainError('identity.import_unreadable', { problem: '请选择 XLSX 或者 CSV 文件' });
      return { id: await createBatch(work, who, capacity.congressId, { kind: input.kind, fileName: stored.name, fileId: stored.id }) };
    }),

  run: capacityProcedure
    .meta({ roles: importers, description: '导入核对过的批次：全部，或者只导入没有错误的行' })
    .input(batchInput.extend({ validOnly: z.boolean() }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity, acting: who } = ctx;
      const batch = await batchById(work, capacity.congressId, input.id);
      requireKind(capacity, batch.kind);
      await applyBatch(work, who, capacity.congressId, input);
      await traceAct(ctx, { type: 'import', id: input.id }, `开始导入：${batch.fileName}`);
      return { ok: true };
    }),

  choose: capacityProcedure
    .meta({ roles: importers, description: '核对时指明同名的行是哪一位，或者是另一人；不选为取消' })
    .input(batchInput.extend({ line: z.number().int().min(1), chosen: z.union([id, z.literal(NEW_PERSON)]).nullable() }))
    .output(done)
    .mutation(async ({ ctx: { work, capacity }, input }) => {
      requireKind(capacity, (await batchById(work, capacity.congressId, input.id)).kind);
      await choosePerson(work, capacity.congressId, input);
      return { ok: true };
    }),

  undo: capacityProcedure
    .meta({ roles: importers, description: '撤销已导入的批次；导入后又有变动的行保留' })
    .input(batchInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity, acting: who } = ctx;
      const batch = await batchById(work, capacity.congressId, input.id);
      requireKind(capacity, batch.kind);
      await undoBatch(work, who, capacity.congressId, input);
      await traceAct(ctx, { type: 'import', id: input.id }, `开始撤销导入：${batch.fileName}`);
      return { ok: true };
    }),

  resume: capacityProcedure
    .meta({ roles: importers, description: '继续中断的导入或者撤销' })
    .input(batchInput)
    .output(done)
    .mutation(async ({ ctx: { work, capacity, acting: who }, input }) => {
      requireKind(capacity, (await batchById(work, capacity.congressId, input.id)).kind);
      await resumeBatch(work, who, capacity.congressId, input);
      return { ok: true };
    }),

  accounts: capacityProcedure
    .meta({ roles: ['system_administrator'], description: '为导入的人员开通账号：尚未导入的在导入后开通，已导入的立即开通；不选方式为取消', stepUp: true })
    .input(batchInput.extend({ way: z.enum(accountWays).nullable() }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity, acting: who } = ctx;
      await orderAccounts(work, who, capacity.congressId, input);
      await traceAct(ctx, { type: 'import', id: input.id }, input.way === null ? '取消为导入的人员开通账号' : '申请为导入的人员开通账号');
      return { ok: true };
    }),

  passwords: capacityProcedure
    .meta({ roles: ['system_administrator'], description: '下载批量开通账号的一次性密码；只有申请开通的人可以下载，只能下载一次', stepUp: true, secret: true })
    .input(batchInput)
    .output(file)
    .mutation(async ({ ctx: { work, capacity, acting: who }, input }) => {
      const batch = await batchById(work, capacity.congressId, input.id, { lock: true });
      if (batch.options.accounts !== null && batch.options.accounts.personId !== capacity.personId) throw new DomainError('common.forbidden', { reason: '一次性密码只有申请开通账号的人可以下载' });
      const rows = await handOut(work, who, batch);
      return { fileName: `${importKindLabels[batch.kind]}一次性密码 ${today(work.clock)}.xlsx`, content: (await passwordsFile(rows)).toString('base64') };
    }),

  discard: capacityProcedure
    .meta({ roles: importers, description: '放弃没有导入的批次，删除读入的行' })
    .input(batchInput)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity } = ctx;
      const batch = await batchById(work, capacity.congressId, input.id);
      requireKind(capacity, batch.kind);
      await discardBatch(work, capacity.congressId, input.id);
      await traceAct(ctx, { type: 'import', id: input.id }, `放弃导入：${batch.fileName}`);
      return { ok: true };
    }),
};

export const importsRouter = router({ ...reading, ...acting });
