// operations.*, reorganisation.*, termChange.*: guided operations with preview and progress.
import { date, id } from '@smart/divisions/model';
import { organActs, organActView } from '@smart/divisions/organ-history';
import { z } from 'zod';
import { cancelOperation, listOperations, operationById, operationView, resumeOperation, startOperation } from './operations.ts';
import { capacityProcedure, router } from './procedures.ts';
import { previewReorganisation, renameOrgan, reorganisationInput, startReorganisation } from './reorganisation.ts';
import { moveTermChange, prepareTermChange, termPreparation } from './term-change.ts';
import { deputiesOfTerm, deputyOfTerm, reelect } from './term-mandates.ts';
import { overviewOfTermChange, termOverview } from './term-overview.ts';

const administrator = ['system_administrator'] as const;
const keepers = ['system_administrator', 'congress_officer'] as const;
const done = z.object({ ok: z.literal(true) });
const versioned = z.object({ id, version: z.number().int().min(1) });
const item = z.object({ label: z.string(), count: z.number().int(), note: z.string() });
const page = { page: z.number().int().min(1).max(10_000).default(1), size: z.number().int().min(1).max(100).default(20) };

export const operationsRouter = router({
  list: capacityProcedure
    .meta({ roles: keepers, description: '本级的机构改革、换届等操作及其进度' })
    .input(z.object({ kind: z.enum(['reorganisation', 'term_change']), ...page }))
    .output(z.object({ rows: z.array(operationView), total: z.number().int() }))
    .query(({ ctx: { work, capacity }, input }) => listOperations(work, capacity.congressId, input)),

  get: capacityProcedure
    .meta({ roles: keepers, description: '一项操作的步骤和进度' })
    .input(z.object({ id }))
    .output(operationView)
    .query(({ ctx: { work, capacity }, input }) => operationById(work, capacity.congressId, input.id)),

  start: capacityProcedure
    .meta({ roles: administrator, description: '开始一项筹备好的操作；分批进行，可以中断后继续' })
    .input(versioned)
    .output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await startOperation(work, acting, capacity.congressId, input);
      return { ok: true };
    }),

  resume: capacityProcedure
    .meta({ roles: administrator, description: '排除问题后继续一项停下的操作' })
    .input(z.object({ id }))
    .output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await resumeOperation(work, acting, capacity.congressId, input.id);
      return { ok: true };
    }),

  cancel: capacityProcedure
    .meta({ roles: administrator, description: '取消一项还没有执行的操作' })
    .input(versioned)
    .output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await cancelOperation(work, acting, capacity.congressId, input);
      return { ok: true };
    }),
});

export const reorganisationRouter = router({
  preview: capacityProcedure
    .meta({ roles: administrator, description: '机构改革预览：转接哪些未了事项、人员，有哪些问题须先解决' })
    .input(reorganisationInput)
    .output(z.object({ problems: z.array(z.string()), sources: z.array(z.object({ id: z.string(), name: z.string(), items: z.array(item) })), targetName: z.string() }))
    .query(({ ctx: { work, capacity }, input }) => previewReorganisation(work, capacity.congressId, input)),

  start: capacityProcedure
    .meta({ roles: administrator, description: '机构撤并：人员和未了事项转入承接机构，期限不变，历史保留' })
    .input(reorganisationInput)
    .output(z.object({ id: z.string() }))
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => ({ id: await startReorganisation(work, acting, capacity.congressId, input) })),

  rename: capacityProcedure
    .meta({ roles: administrator, description: '机构更名：未了事项使用新名称，已办结的保留原名称' })
    .input(z.object({ id, name: z.string().trim().min(2, '机构名称不少于 2 个字').max(60, '机构名称不超过 60 个字'), on: date, basis: z.string().trim().max(200, '依据不超过 200 个字').nullable().default(null) }))
    .output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await renameOrgan(work, acting, capacity.congressId, input);
      return { ok: true };
    }),

  acts: capacityProcedure
    .meta({ roles: keepers, description: '本级机构更名、合并、撤销的记录' })
    .input(z.object({}))
    .output(z.array(organActView))
    .query(({ ctx: { work, capacity } }) => organActs(work, capacity.congressId)),
});

export const termChangeRouter = router({
  overview: capacityProcedure
    .meta({ roles: keepers, description: '换届清单：新一届代表登记情况、缺额、未了事项如何转接' })
    .input(z.object({}))
    .output(termOverview)
    .query(({ ctx: { work, capacity } }) => overviewOfTermChange(work, capacity.congressId)),

  deputies: capacityProcedure
    .meta({ roles: keepers, description: '本届代表及其是否当选新一届代表' })
    .input(z.object({ text: z.string().trim().max(30, '查询内容不超过 30 个字').default(''), ...page }))
    .output(z.object({ rows: z.array(deputyOfTerm), total: z.number().int() }))
    .query(({ ctx: { work, capacity }, input }) => deputiesOfTerm(work, capacity.congressId, input)),

  prepare: capacityProcedure
    .meta({ roles: administrator, description: '筹备新一届：第一次会议日期，沿用代表团和选区；本届不受影响' })
    .input(termPreparation)
    .output(z.object({ operationId: z.string(), termId: z.string() }))
    .mutation(({ ctx: { work, capacity, acting }, input }) => prepareTermChange(work, acting, capacity.congressId, input)),

  move: capacityProcedure
    .meta({ roles: administrator, description: '调整新一届第一次会议的日期' })
    .input(termPreparation.shape.firstSession)
    .output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await moveTermChange(work, acting, capacity.congressId, input);
      return { ok: true };
    }),

  reelect: capacityProcedure
    .meta({ roles: keepers, description: '把连任代表登记为新一届当选代表' })
    .input(z.object({ mandateIds: z.array(id).min(1, '请选择代表').max(100, '一次最多登记 100 名代表') }))
    .output(z.object({ count: z.number().int() }))
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => ({ count: await reelect(work, acting, capacity.congressId, input.mandateIds) })),
});
