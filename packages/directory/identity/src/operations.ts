// Guided operations (reorganisation, change of term) that can be interrupted at any point: a list of steps as data, each step in bounded
// batches, each batch one unit of work with its cursor in operation.progress. What was done stays done; the next batch goes on after it.
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { operationCancelled, operationFinished, operationStarted, operationStepped, operationStopped } from './operation-events.ts';

/** Things done in one unit of work at most: small enough that nobody waits long for a lock, large enough to get on. */
export const BATCH = 50;

export type Running<Plan> = { readonly id: string; readonly congressId: string; readonly plan: Plan; readonly acting: Acting };
export type StepResult = { readonly done: number; /** Where to go on; null: the step is complete. */ readonly cursor: string | null };
export type OperationStep<Plan> = {
  readonly key: string;
  readonly label: string;
  /** Once a batch of such a step is done, the operation can only go on. */
  readonly irreversible: boolean;
  readonly total: (work: Work, running: Running<Plan>) => Promise<number>;
  /** One batch after `cursor` ('' at first). Safe to repeat. */
  readonly run: (work: Work, running: Running<Plan>, cursor: string, limit: number) => Promise<StepResult>;
};
export type OperationKind<Plan> = {
  readonly kind: string;
  readonly label: string;
  readonly plan: z.ZodType<Plan>;
  readonly steps: (plan: Plan) => readonly OperationStep<Plan>[];
  /** What speaks against starting, asked again in the transaction that starts it. */
  readonly check: (work: Work, congressId: string, plan: Plan) => Promise<string[]>;
  /** Undoes the preparation of an operation that is cancelled. */
  readonly cancelled?: (work: Work, running: Running<Plan>) => Promise<void>;
};

const stepProgress = z.object({ done: z.number().int(), total: z.number().int(), cursor: z.string(), finished: z.boolean() });
const progressSchema = z.object({ steps: z.record(z.string(), stepProgress).default({}), problem: z.string().nullable().default(null) });
export type Progress = z.output<typeof progressSchema>;

export const operationStates = ['draft', 'running', 'done', 'cancelled'] as const;
export const operationView = z.object({
  id: z.string(), kind: z.string(), kindLabel: z.string(), state: z.enum(operationStates), title: z.string(), plan: z.unknown(), version: z.number().int(),
  steps: z.array(z.object({ key: z.string(), label: z.string(), done: z.number().int(), total: z.number().int().nullable(), finished: z.boolean() })),
  problem: z.string().nullable(), cancellable: z.boolean(), startedBy: z.string(), startedAt: z.string(), finishedAt: z.string().nullable(),
});
export type OperationView = z.infer<typeof operationView>;

type Row = { id: string; congressId: string; kind: string; state: string; title: string; plan: unknown; progress: unknown; version: number; startedBy: string; startedAt: Date; finishedAt: Date | null };
/** A kind with its plan's type forgotten: what the engine and the pages need of it. */
type AnyKind = {
  readonly label: string;
  readonly open: (row: Row) => { readonly steps: readonly AnyStep[]; readonly check: (work: Work) => Promise<string[]>; readonly cancelled: (work: Work, acting: Acting) => Promise<void> };
};
type AnyStep = {
  readonly key: string; readonly label: string; readonly irreversible: boolean;
  readonly total: (work: Work) => Promise<number>;
  readonly run: (work: Work, cursor: string, limit: number) => Promise<StepResult>;
};

const kinds = new Map<string, AnyKind>();

/** Makes a kind of operation known to the engine; the same kind again replaces the earlier one. */
export function defineOperation<Plan>(kind: OperationKind<Plan>): void {
  kinds.set(kind.kind, {
    label: kind.label,
    open: (row) => {
      const plan = kind.plan.parse(row.plan);
      const running: Running<Plan> = { id: row.id, congressId: row.congressId, plan, acting: { personId: null, capacityId: null, label: row.startedBy } };
      return {
        steps: kind.steps(plan).map(({ key, label, irreversible, total, run }) => ({
          key, label, irreversible, total: (work) => total(work, running), run: (work, cursor, limit) => run(work, running, cursor, limit),
        })),
        check: (work) => kind.check(work, row.congressId, plan),
        cancelled: async (work, by) => kind.cancelled?.(work, { ...running, acting: by }),
      };
    },
  });
}

function kindOf(row: Row): AnyKind {
  const kind = kinds.get(row.kind);
  if (!kind) throw new Error(`no operation of the kind ${row.kind} is defined in this process`);
  return kind;
}

const find = async (work: Work, congressId: string, id: string): Promise<Row> => {
  const row = await work.prisma.operation.findFirst({ where: { id, congressId } });
  if (!row) throw new DomainError('common.not_found', { what: '操作' });
  return row;
};

async function lock(work: Work, congressId: string, id: string): Promise<Row> {
  await work.sql('SELECT 1 FROM operation WHERE id = $1 FOR UPDATE', [id]);
  return find(work, congressId, id);
}

function viewOf(row: Row): OperationView {
  const kind = kindOf(row);
  const progress = progressSchema.parse(row.progress);
  const steps = kind.open(row).steps;
  const state = operationView.shape.state.parse(row.state);
  return {
    id: row.id, kind: row.kind, kindLabel: kind.label, state, title: row.title, plan: row.plan, version: row.version, problem: progress.problem,
    steps: steps.map(({ key, label }) => ({ key, label, done: progress.steps[key]?.done ?? 0, total: progress.steps[key]?.total ?? null, finished: progress.steps[key]?.finished ?? false })),
    cancellable: state === 'draft' || (state === 'running' && !begun(steps, progress)),
    startedBy: row.startedBy, startedAt: row.startedAt.toISOString(), finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

const begun = (steps: readonly AnyStep[], { steps: done }: Progress): boolean => steps.some((step) => step.irreversible && done[step.key] !== undefined);

/** The operations of the congress of one kind, newest first. */
export async function listOperations(work: Work, congressId: string, filter: { kind: string; page: number; size: number }): Promise<{ rows: OperationView[]; total: number }> {
  const where = { congressId, kind: filter.kind };
  const [rows, total] = [await work.prisma.operation.findMany({ where, orderBy: { id: 'desc' }, take: filter.size, skip: (filter.page - 1) * filter.size }), await work.prisma.operation.count({ where })];
  return { rows: rows.map(viewOf), total };
}

/** @throws DomainError common.not_found */
export const operationById = async (work: Work, congressId: string, id: string): Promise<OperationView> => viewOf(await find(work, congressId, id));

/** Writes down a plan; nothing is done yet. @throws DomainError common.conflict while another one of the kind is open in the congress */
export async function draftOperation(work: Work, acting: Acting, congressId: string, { kind, title, plan }: { kind: string; title: string; plan: object }): Promise<string> {
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`operation:${congressId}:${kind}`]);
  const open = await work.prisma.operation.findFirst({ where: { congressId, kind, state: { in: ['draft', 'running'] } } });
  if (open) throw new DomainError('common.conflict', { reason: `“${open.title}”还没有完成，请先完成或者取消` });
  const row = await work.prisma.operation.create({ data: { id: newId(), congressId, kind, title, plan: JSON.parse(JSON.stringify(plan)), startedBy: acting.label, startedAt: work.clock.now() } });
  return row.id;
}

const facts = ({ kind, title, startedBy }: Row) => ({ kind, title, by: startedBy });
const event = (row: Row, type: string, acting: Acting, payload: object = {}) =>
  ({ congressId: row.congressId, matterId: null, type, subjectType: 'operation', subjectId: row.id, personId: acting.personId, payload: { ...facts(row), ...payload } });

function checkVersion(row: Row, version: number): void {
  if (row.version !== version) throw new DomainError('common.conflict', { reason: `“${row.title}”已由他人更新` });
}

/**
 * Starts a draft; the batches follow by themselves.
 * @throws DomainError common.conflict when somebody changed it meanwhile, or a check speaks against it
 */
export async function startOperation(work: Work, acting: Acting, congressId: string, { id, version }: { id: string; version: number }): Promise<void> {
  const row = await lock(work, congressId, id);
  checkVersion(row, version);
  if (row.state !== 'draft') throw new DomainError('common.conflict', { reason: `“${row.title}”已经开始` });
  const problems = await kindOf(row).open(row).check(work);
  if (problems.length > 0) throw new DomainError('common.conflict', { reason: problems.join('；') });
  await work.prisma.operation.update({ where: { id }, data: { state: 'running', version: row.version + 1, startedBy: acting.label, startedAt: work.clock.now() } });
  await appendEvent(work, event({ ...row, startedBy: acting.label }, operationStarted.name, acting));
}

/** Goes on after a problem was put right. @throws DomainError common.conflict when it does not stand still */
export async function resumeOperation(work: Work, acting: Acting, congressId: string, id: string): Promise<void> {
  const row = await lock(work, congressId, id);
  if (row.state !== 'running') throw new DomainError('common.conflict', { reason: `“${row.title}”没有在执行` });
  await saveProgress(work, row, { ...progressSchema.parse(row.progress), problem: null });
  await appendEvent(work, event(row, operationStepped.name, acting));
}

/** Cancels before the first irreversible step. @throws DomainError common.conflict afterwards, or when somebody changed it meanwhile */
export async function cancelOperation(work: Work, acting: Acting, congressId: string, { id, version }: { id: string; version: number }): Promise<void> {
  const row = await lock(work, congressId, id);
  checkVersion(row, version);
  if (!viewOf(row).cancellable) throw new DomainError('common.conflict', { reason: `“${row.title}”已经执行到不能取消的步骤，只能继续完成` });
  await kindOf(row).open(row).cancelled(work, acting);
  await work.prisma.operation.update({ where: { id }, data: { state: 'cancelled', version: row.version + 1, finishedAt: work.clock.now() } });
  await appendEvent(work, event(row, operationCancelled.name, acting));
}

const saveProgress = (work: Work, row: Row, progress: Progress, more: { state?: string; finishedAt?: Date } = {}) =>
  work.prisma.operation.update({ where: { id: row.id }, data: { progress: JSON.parse(JSON.stringify(progress)), version: row.version + 1, ...more } });

/**
 * Does the next batch of a running operation, in the caller's unit of work, and sees to the one after it by an event of the same
 * transaction: a process that is killed loses at most the batch under way. A refusal stops the operation with its words.
 * @returns whether something is left to do
 */
export async function advanceOperation(work: Work, congressId: string, id: string, limit = BATCH): Promise<boolean> {
  const row = await lock(work, congressId, id);
  const progress = progressSchema.parse(row.progress);
  if (row.state !== 'running' || progress.problem !== null) return false;
  const { steps } = kindOf(row).open(row);
  const step = steps.find(({ key }) => progress.steps[key]?.finished !== true);
  if (!step) return finish(work, row, progress);
  const before = progress.steps[step.key] ?? { done: 0, total: await step.total(work), cursor: '', finished: false };
  let result: StepResult;
  try {
    result = await work.attempt(() => step.run(work, before.cursor, limit));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    await saveProgress(work, row, { ...progress, problem: error.message });
    await appendEvent(work, event(row, operationStopped.name, { personId: null, capacityId: null, label: row.startedBy }, { step: step.label, problem: error.message }));
    return false;
  }
  const done = before.done + result.done;
  const after = { done, total: Math.max(before.total, done), cursor: result.cursor ?? before.cursor, finished: result.cursor === null };
  const next = { ...progress, steps: { ...progress.steps, [step.key]: after } };
  if (after.finished && step === steps.at(-1)) return finish(work, row, next);
  await saveProgress(work, row, next);
  await appendEvent(work, event(row, operationStepped.name, { personId: null, capacityId: null, label: row.startedBy }));
  return true;
}

async function finish(work: Work, row: Row, progress: Progress): Promise<false> {
  await saveProgress(work, row, progress, { state: 'done', finishedAt: work.clock.now() });
  await appendEvent(work, event(row, operationFinished.name, { personId: null, capacityId: null, label: row.startedBy }));
  return false;
}
