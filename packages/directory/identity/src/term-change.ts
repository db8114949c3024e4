// 换届, guided: the new term is prepared, its deputies are entered as elected, and when its first session opens everything changes hands
// in batches that can be interrupted (代表法 2; 地方组织法 9, 34, 48).
import { type TermChange, termChangeSteps } from '@smart/divisions/hooks';
import { date } from '@smart/divisions/model';
import { discardPreparedTerm, movePreparedTerm, openPreparedTerm, preparedTerm, prepareTerm } from '@smart/divisions/term-preparation';
import { formatDate, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { announceIdentityChange } from './changes.ts';
import { termPrepared } from './operation-events.ts';
import { defineOperation, draftOperation, type OperationStep, type Running, type StepResult } from './operations.ts';
import { revokeElected, tellBegun, tellEnded } from './term-mandates.ts';

export const TERM_CHANGE = 'term_change';

const sessionDays = z.object({ startsOn: date, endsOn: date });
export const termPreparation = z.object({
  firstSession: sessionDays,
  carryDelegations: z.boolean().default(true),
  carryConstituencies: z.boolean().default(true),
  /** Deputy groups go on with those who are deputies still; otherwise they are formed anew. */
  carryGroups: z.boolean().default(true),
});
const planSchema = z.object({ oldTermId: z.string(), newTermId: z.string(), number: z.number().int(), carryGroups: z.boolean() });
export type TermChangePlan = z.output<typeof planSchema>;

const tell = (work: Work, acting: Acting, congressId: string, term: { id: string; number: number; startsOn: string; endsOn: string }): Promise<string> =>
  appendEvent(work, {
    congressId, matterId: null, type: termPrepared.name, subjectType: 'term', subjectId: term.id, personId: acting.personId,
    payload: { number: term.number, startsOn: term.startsOn, endsOn: term.endsOn, by: acting.label },
  });

/**
 * Prepares the next term and the operation that will change to it.
 * @throws DomainError common.conflict when one is prepared already; common.invalid_input for the days of the first session
 */
export async function prepareTermChange(work: Work, acting: Acting, congressId: string, input: z.output<typeof termPreparation>): Promise<{ operationId: string; termId: string }> {
  const term = await prepareTerm(work, congressId, input);
  const plan: TermChangePlan = { oldTermId: term.oldTermId, newTermId: term.id, number: term.number, carryGroups: input.carryGroups };
  const operationId = await draftOperation(work, acting, congressId, { kind: TERM_CHANGE, title: `第${term.number}届换届`, plan });
  await tell(work, acting, congressId, term);
  return { operationId, termId: term.id };
}

/** Moves the days of the prepared first session; the mandates that wait begin with it. @throws DomainError common.not_found, common.conflict, common.invalid_input */
export async function moveTermChange(work: Work, acting: Acting, congressId: string, firstSession: z.output<typeof sessionDays>): Promise<void> {
  const running = await work.prisma.operation.findFirst({ where: { congressId, kind: TERM_CHANGE, state: 'running' } });
  if (running) throw new DomainError('common.conflict', { reason: '换届已经开始，会议日期不能再改' });
  const term = await movePreparedTerm(work, congressId, firstSession);
  await work.sql(`UPDATE mandate SET starts_on = $2::date WHERE term_id = $1 AND status = 'elected'`, [term.id, firstSession.startsOn]);
  await tell(work, acting, congressId, term);
}

async function check(work: Work, congressId: string, plan: TermChangePlan): Promise<string[]> {
  const term = await preparedTerm(work, congressId);
  if (term?.id !== plan.newTermId) return ['新一届的筹备记录已经不在，请重新筹备'];
  const elected = await work.prisma.mandate.count({ where: { termId: plan.newTermId, status: 'elected' } });
  return [
    ...(today(work.clock) < term.startsOn ? [`新一届第一次会议定于${formatDate(term.startsOn)}开幕，届时方可换届（代表法第二条）`] : []),
    ...(elected === 0 ? ['还没有登记新一届代表，请先登记选举结果'] : []),
  ];
}

async function changeOf(work: Work, { congressId, plan }: Running<TermChangePlan>): Promise<TermChange> {
  const term = await work.prisma.session.findFirstOrThrow({ where: { termId: plan.newTermId, number: 1 }, select: { startsOn: true } });
  return { congressId, oldTermId: plan.oldTermId, newTermId: plan.newTermId, on: term.startsOn.toISOString().slice(0, 10) };
}

/** The moment itself, in one unit of work: the congress has deputies of one term or of the other, never of both or none. */
async function open(work: Work, running: Running<TermChangePlan>): Promise<StepResult> {
  const change = await changeOf(work, running);
  await openPreparedTerm(work, change.congressId, change);
  const begun = await work.sql(`UPDATE mandate SET status = 'active', starts_on = $3::date WHERE congress_id = $1 AND term_id = $2 AND status = 'elected' RETURNING id`, [change.congressId, change.newTermId, change.on]);
  await announceIdentityChange(work, change.congressId);
  return { done: begun.length, cursor: null };
}

/** Members of deputy groups who are deputies no more leave them; members from other congresses stay (代表法 27). */
async function renewGroups(work: Work, running: Running<TermChangePlan>): Promise<StepResult> {
  const { congressId, plan } = running;
  const left = await work.sql(
    `DELETE FROM deputy_group_member g WHERE g.congress_id = $1 AND EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = g.person_id AND m.term_id = $2)
       AND (NOT $4 OR NOT EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = g.person_id AND m.term_id = $3 AND m.status = 'active')) RETURNING person_id`,
    [congressId, plan.oldTermId, plan.newTermId, plan.carryGroups],
  );
  return { done: left.length, cursor: null };
}

type Step = OperationStep<TermChangePlan>;
const countOf = async (work: Work, termId: string): Promise<number> => work.prisma.mandate.count({ where: { termId } });

function stepsOf(plan: TermChangePlan): Step[] {
  const following = termChangeSteps().map(([name, step]): Step => ({
    key: name, label: step.label, irreversible: true,
    total: async (work, running) => (await step.preview(work, await changeOf(work, running))).reduce((sum, one) => Math.max(sum, one.count), 0),
    run: async (work, running, cursor, limit) => step.run(work, await changeOf(work, running), cursor, limit),
  }));
  return [
    { key: 'open', label: `第${plan.number}届开始，上一届结束`, irreversible: true, total: (work) => countOf(work, plan.newTermId), run: (work, running) => open(work, running) },
    { key: 'ended', label: '上一届代表资格终止并通知', irreversible: true, total: (work) => countOf(work, plan.oldTermId), run: async (work, running, cursor, limit) => tellEnded(work, running.acting, await changeOf(work, running), cursor, limit) },
    { key: 'began', label: '新一届代表资格开始并通知', irreversible: true, total: (work) => countOf(work, plan.newTermId), run: async (work, running, cursor, limit) => tellBegun(work, running.acting, await changeOf(work, running), cursor, limit) },
    ...following,
    { key: 'groups', label: plan.carryGroups ? '代表小组保留连任代表' : '代表小组重新组建', irreversible: true, total: async () => 0, run: (work, running) => renewGroups(work, running) },
  ];
}

async function cancelled(work: Work, { congressId, plan, acting }: Running<TermChangePlan>): Promise<void> {
  await revokeElected(work, acting, congressId, { termId: plan.newTermId, number: plan.number });
  await discardPreparedTerm(work, congressId, plan.newTermId);
}

/** Makes the change of term known to the engine; may be called again. */
export function registerTermChangeOperation(): void {
  defineOperation<TermChangePlan>({ kind: TERM_CHANGE, label: '换届', plan: planSchema, steps: stepsOf, check, cancelled });
}
