// Guided operations (reorganisation, change of term) that can be interrupted at any point: a list of steps as data, each step in bounded
// batches, each batch one unit of work with its cursor in operation.progress. What was done stays done; the next batch goes on after it.
// A kind whose steps take long besides (writing a document) is done `aside`: by a worker of its own, with nothing held in the database meanwhile.
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
/** What a batch does between two units of work, of kinds done `aside`; what it gives back keeps the result in the second unit. */
export type Outside = { readonly outside: () => Promise<(work: Work) => Promise<StepResult>> };
export type OperationStep<Plan> = {
  readonly key: string;
  readonly label: string;
  /** Once a batch of such a step is done, the operation can only go on. */
  readonly irreversible: boolean;
  readonly total: (work: Work, running: Running<Plan>) => Promise<number>;
  /** One batch after `cursor` ('' at first). Safe to repeat. */
  readonly run: (work: Work, running: Running<Plan>, cursor: string, limit: number) => Promise<StepResult | Outside>;
};
export type OperationKind<Plan> = {
  readonly kind: string;
  readonly label: string;
  /** Some of its steps work outside: other operations do not wait for it. */
  readonly aside?: boolean;
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
  readonly aside: boolean;
  readonly open: (row: Row) => { readonly steps: readonly AnyStep[]; readonly check: (work: Work) => Promise<string[]>; readonly cancelled: (work: Work, acting: Acting) => Promise<void> };
};
type AnyStep = {
  readonly key: string; readonly label: string; readonly irreversible: boolean;
  readonly total: (work: Work) => Promise<number>;
  readonly run: (work: Work, cursor: string, limit: number) => Promise<StepResult | Outside>;
};

const kinds = new Map<string, AnyKind>();

/** Makes a kind of operation known to the engine; the same kind again replaces the earlier one. */
export function defineOperation<Plan>(kind: OperationKind<Plan>): void {
  kinds.set(kind.kind, {
    label: kind.label, aside: kind.aside === true,
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

/**
 * Takes an operation out of the list that is over or stands still; whose kind it is sees to what it left, and to the trace in the log.
 * @param ref.version null: whatever it is @returns its title
 * @throws DomainError common.not_found; common.conflict while it is under way, or when somebody changed it meanwhile
 */
export async function removeOperation(work: Work, congressId: string, { id, kind, version }: { id: string; kind: string; version: number | null }): Promise<string> {
  const row = await lock(work, congressId, id);
  if (row.kind !== kind) throw new DomainError('common.not_found', { what: '操作' });
  if (version !== null) checkVersion(row, version);
  const stands = row.state === 'running' && progressSchema.parse(row.progress).problem !== null;
  if (row.state !== 'done' && row.state !== 'cancelled' && !stands) throw new DomainError('common.conflict', { reason: `“${row.title}”正在进行，请先取消` });
  await work.prisma.operation.delete({ where: { id } });
  return row.title;
}

const saveProgress = (work: Work, row: Row, progress: Progress, more: { state?: string; finishedAt?: Date } = {}) =>
  work.prisma.operation.update({ where: { id: row.id }, data: { progress: JSON.parse(JSON.stringify(progress)), version: row.version + 1, ...more } });

/** Whether operations of this kind are done aside (`advanceAside`). */
export const isAside = (kind: string): boolean => kinds.get(kind)?.aside === true;

/** The step an operation is at. */
type At = { readonly row: Row; readonly progress: Progress; readonly steps: readonly AnyStep[]; readonly step: AnyStep; readonly before: z.output<typeof stepProgress> };
const bySystem = ({ startedBy }: Row): Acting => ({ personId: null, capacityId: null, label: startedBy });

/** Holds the operation until the end of the unit. Null: nothing is left to do. */
async function stepAt(work: Work, congressId: string, id: string): Promise<At | null> {
  const row = await lock(work, congressId, id);
  const progress = progressSchema.parse(row.progress);
  if (row.state !== 'running' || progress.problem !== null) return null;
  const { steps } = kindOf(row).open(row);
  const step = steps.find(({ key }) => progress.steps[key]?.finished !== true);
  if (step) return { row, progress, steps, step, before: progress.steps[step.key] ?? { done: 0, total: await step.total(work), cursor: '', finished: false } };
  await finish(work, row, progress);
  return null;
}

/** It stands still with these words until somebody puts it right. */
async function stop(work: Work, { row, progress, step }: At, problem: string): Promise<void> {
  await saveProgress(work, row, { ...progress, problem });
  await appendEvent(work, event(row, operationStopped.name, bySystem(row), { step: step.label, problem }));
}

/** Notes a batch that is done and brings the next one about by an event of the same transaction. @returns whether something is left to do */
async function proceed(work: Work, { row, progress, steps, step, before }: At, result: StepResult): Promise<boolean> {
  const done = before.done + result.done;
  const after = { done, total: Math.max(before.total, done), cursor: result.cursor ?? before.cursor, finished: result.cursor === null };
  const next = { ...progress, steps: { ...progress.steps, [step.key]: after } };
  if (after.finished && step === steps.at(-1)) return finish(work, row, next);
  await saveProgress(work, row, next);
  await appendEvent(work, event(row, operationStepped.name, bySystem(row)));
  return true;
}

/** Does a batch, or its part before what is done outside; a refusal stops the operation with its words. */
async function begin(work: Work, congressId: string, id: string, limit: number): Promise<boolean | { readonly at: At; readonly outside: Outside['outside'] }> {
  const at = await stepAt(work, congressId, id);
  if (at === null) return false;
  const result = await orStop(work, at, () => at.step.run(work, at.before.cursor, limit));
  if (result === null) return false;
  return 'outside' in result ? { at, outside: result.outside } : proceed(work, at, result);
}

async function orStop<T>(work: Work, at: At, run: () => Promise<T>): Promise<T | null> {
  try {
    return await work.attempt(run);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    await stop(work, at, error.message);
    return null;
  }
}

/**
 * Does the next batch of a running operation, in the caller's unit of work, and sees to the one after it by an event of the same
 * transaction: a process that is killed loses at most the batch under way. A refusal stops the operation with its words.
 * @returns whether something is left to do
 * @throws Error for a kind that is done aside
 */
export async function advanceOperation(work: Work, congressId: string, id: string, limit = BATCH): Promise<boolean> {
  const begun = await begin(work, congressId, id, limit);
  if (typeof begun === 'boolean') return begun;
  throw new Error(`the step ${begun.at.step.key} works outside: the operation's kind is to be done aside`);
}

/**
 * The same for kinds done aside: a first unit of work reads what a batch needs, nothing is held while it works, a second one keeps the result.
 * Killed in between, the batch is done again. What was cancelled meanwhile, or done by another process, keeps nothing.
 * @returns whether something is left to do
 * @throws whatever went wrong outside, after the operation was stopped with words for whoever asked for it
 */
export async function advanceAside(units: <T>(run: (work: Work) => Promise<T>) => Promise<T>, congressId: string, id: string, limit = BATCH): Promise<boolean> {
  const begun = await units((work) => begin(work, congressId, id, limit));
  if (typeof begun === 'boolean') return begun;
  const { at, outside } = begun;
  const still = async (work: Work): Promise<At | null> => {
    const now = await stepAt(work, congressId, id);
    return now?.row.version === at.row.version ? now : null;
  };
  let keep: Awaited<ReturnType<Outside['outside']>>;
  try {
    keep = await outside();
  } catch (error) {
    const words = isDomainError(error) ? error.message : `“${at.step.label}”没有成功，请稍后继续；再次停下的，请告知系统管理员`;
    await units(async (work) => {
      const now = await still(work);
      if (now !== null) await stop(work, now, words);
    });
    throw error;
  }
  return units(async (work) => {
    const now = await still(work);
    if (now === null) return false;
    const result = await orStop(work, now, () => keep(work));
    return result === null ? false : proceed(work, now, result);
  });
}

async function finish(work: Work, row: Row, progress: Progress): Promise<false> {
  await saveProgress(work, row, progress, { state: 'done', finishedAt: work.clock.now() });
  await appendEvent(work, event(row, operationFinished.name, bySystem(row)));
  return false;
}
