// Looking at letters of supervision: whoever sees the opinion sees them; the list is the issuer's, the holding congress's and the organ's.
import type { Capacity } from '@smart/identity/capacity';
import { addDays, type DateString, today } from '@smart/kernel/dates';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { isKeeper, seenBy, visibleOpinion } from '../looking.ts';
import type { OpinionState } from '../model.ts';
import { type Ground, groundLabels, isGround, type OfOpinionView, runningStates, supervisionStateLabels, type supervisionsInput, type SupervisionView } from './model.ts';
import { behind } from './figures.ts';
import { supervisionColumns, type SupervisionRow, supervisionSubject, supervisionTables } from './store.ts';
import { isSupervisor, supervisionWorkflow } from './workflow.ts';

const isRunning = (state: string): boolean => runningStates.some((one) => one === state);

function viewOf(row: SupervisionRow, capacity: Capacity, day: string): SupervisionView {
  const { id, version, opinionId, number, title, numberLabel, issuer, signer, state, ground, request, dueOn, organName, answer, doneBy, answeredBy, outcome } = row;
  return {
    id, version, opinionId, number, title, numberLabel, issuer, signer, state, stateLabel: supervisionStateLabels[state], groundLabel: isGround(ground) ? groundLabels[ground] : ground, request, dueOn, overdue: state === 'issued' && dueOn < day, organName,
    issuedAt: (row.issuedAt ?? new Date(0)).toISOString(), answer, doneBy, answeredAt: row.answeredAt?.toISOString() ?? null, answeredBy, outcome,
    actions: availableActions(supervisionWorkflow, supervisionSubject(row), capacity, { today: day }).filter(({ allowed }) => allowed).map(({ action }) => action),
  };
}

/** Those that run first, the nearest day first. */
export async function listSupervisions(work: Work, capacity: Capacity, { states, overdue, figure, q, limit, offset }: z.output<typeof supervisionsInput>): Promise<{ rows: SupervisionView[]; total: number }> {
  const values: unknown[] = [];
  const p = (value: unknown): string => `$${values.push(value)}`;
  const day = today(work.clock);
  const where = [
    `s.state <> 'draft'`, seenBy(capacity, p),
    ...(states?.length ? [`s.state = ANY (${p(states)})`] : []),
    ...(overdue ? [`s.state = 'issued' AND s.due_on < ${p(day)}::date`] : []),
    ...(figure ? [behind(capacity.congressId, day, figure, p)] : []),
    ...(q ? [`strpos(lower(s.number_label || ' ' || o.number || ' ' || o.title || ' ' || s.organ_name), lower(${p(q)})) > 0`] : []),
  ].join(' AND ');
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${supervisionTables} WHERE ${where}`, values);
  const rows = await work.sql<SupervisionRow>(
    `SELECT ${supervisionColumns} FROM ${supervisionTables} WHERE ${where} ORDER BY s.state IN ('issued', 'answered') DESC, s.due_on, s.id LIMIT ${p(limit)} OFFSET ${p(offset)}`, values,
  );
  return { rows: rows.map((row) => viewOf(row, capacity, day)), total: count?.total ?? 0 };
}

type Opinion = { id: string; congressId: string; state: OpinionState; organId: string | null; organCongressId: string | null; viaOrganId: string | null; dissatisfied: number; satisfaction: string | null; late: boolean; running: boolean };

async function opinionFor(work: Work, id: string): Promise<Opinion | undefined> {
  const [row] = await work.sql<Opinion>(
    `SELECT o.id, o.congress_id AS "congressId", o.state, o.organ_id AS "organId", g.congress_id AS "organCongressId", o.via_organ_id AS "viaOrganId", o.dissatisfied, o.satisfaction, COALESCE(o.due_on < $2::date, false) AS late,
       EXISTS (SELECT 1 FROM opinion_supervision s WHERE s.opinion_id = o.id AND s.state IN ('issued', 'answered')) AS running
     FROM opinion o LEFT JOIN organ g ON g.id = o.organ_id WHERE o.id = $1`,
    [id, today(work.clock)],
  );
  return row;
}

/** Why the opinion cannot be put under supervision now by this capacity; null when it can. In the words of a refusal. */
export async function mayOpen(work: Work, capacity: Capacity, id: string): Promise<string | null> {
  const opinion = await opinionFor(work, id);
  if (!opinion) return '意见不存在';
  const { congressId, organId, organCongressId, viaOrganId, running, state } = opinion;
  if (organId === null) return state === 'taken_up' ? '已转为代表建议，按建议督办' : '还没有交办到单位，不需要督查';
  const verdict = isSupervisor(capacity, { id, matterId: id, congressId, state: 'draft', version: 0, opinionId: id, issuerCongressId: capacity.congressId, organId, organCongressId, viaOrganId });
  if (verdict !== true) return verdict.reason;
  if (organId === capacity.organId) return '由本机构自己办理，不能督查自己';
  return running ? '已经在督查' : null;
}

/** What the record itself speaks for; the officer may say otherwise. */
const groundOf = ({ dissatisfied, satisfaction, late, state }: Opinion): Ground => (dissatisfied > 0 || satisfaction === 'dissatisfied' ? 'dissatisfied' : late ? 'overdue' : state === 'replied' || state === 'closed' || state === 'answered' ? 'vague' : 'serious');

/** Letters about one opinion, or about the case it is part of. @throws DomainError common.not_found */
export async function supervisionsOf(work: Work, capacity: Capacity, id: string): Promise<OfOpinionView> {
  const { state } = await visibleOpinion(work, capacity, id);
  const day = today(work.clock);
  const rows = await work.sql<SupervisionRow>(`SELECT ${supervisionColumns} FROM ${supervisionTables} WHERE s.opinion_id = $1 AND s.state <> 'draft' ORDER BY s.created_at DESC, s.id`, [id]);
  const opinion = await opinionFor(work, id);
  const refusal = state === 'merged' ? '已并案，在主件督查' : isKeeper(capacity) ? await mayOpen(work, capacity, id) : '由人大代表工作机构督查';
  return { rows: rows.map((row) => viewOf(row, capacity, day)), refusal, ground: opinion ? groundOf(opinion) : 'serious' };
}

export type Supervised = { readonly by: string; readonly dueOn: string; readonly running: boolean; readonly outcome: string | null };

/** What the citizen is told: the newest letter about the opinion, or about the case it waits for. */
export async function supervisedFor(work: Work, opinionId: string): Promise<Supervised | null> {
  const [row] = await work.sql<{ by: string; dueOn: string; state: string; outcome: string | null }>(
    `SELECT s.issuer AS by, to_char(s.due_on, 'YYYY-MM-DD') AS "dueOn", s.state, s.outcome FROM opinion_supervision s
     WHERE s.opinion_id IN (SELECT o.id FROM opinion o WHERE o.id = $1 UNION SELECT o.merged_into FROM opinion o WHERE o.id = $1 AND o.state = 'merged') AND s.state IN ('issued', 'answered', 'closed') ORDER BY s.created_at DESC LIMIT 1`,
    [opinionId],
  );
  return row ? { by: row.by, dueOn: row.dueOn, running: isRunning(row.state), outcome: row.outcome } : null;
}

/** The day that is proposed for a new answer: the congress's own term from today. */
export async function answerTerm(work: Work, capacity: Capacity): Promise<{ days: number; dueOn: DateString }> {
  const days = z.int().parse(await work.parameter(capacity.congressId, 'opinions.supervision_days'));
  return { days, dueOn: addDays(today(work.clock), days) };
}
