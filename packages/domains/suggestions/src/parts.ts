// What lies with one organ: its parts with both clocks (its own limit, the deputy's total), and the ledger of what it promised.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { timeLeft } from '@smart/kernel/deadlines';
import { addDays } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { redDaysOf } from './feedback/book.ts';
import { ledgerLight } from './feedback/light.ts';
import { searchSql } from './lists.ts';
import { type AssignmentRole, type AssignmentState, assignmentStateLabels, type CommitmentState, type ContactState, type DeadlineKind, type ReplyState, returnLevelLabels, type ReturnLevel, roleLabels, type SuggestionState } from './model.ts';
import type { LedgerInput, PartsInput } from './model-inputs.ts';
import type { LedgerView, PartsView } from './model-views-desks.ts';
import { dueViewOf, type Lighting, lightingOf } from './rows.ts';
import { parameters, type Placeholder } from './visibility.ts';

type Row = {
  assignmentId: string; version: number; suggestionId: string; title: string; numberLabel: string | null; leadName: string; cosignerCount: number; keySupervision: boolean; organId: string;
  organName: string; role: AssignmentRole; state: AssignmentState; assignedOn: string; contact: ContactState | null; reply: ReplyState | null; dueKind: DeadlineKind | null; dueOn: string | null;
  totalDueOn: string | null; missingOpinions: string[]; leadMandateId: string; returnLevel: ReturnLevel | null;
};

/** States in which the organ still has something to do. */
const open = `a.state IN ('assigned', 'distributed', 'return_requested', 'in_handling', 'reply_under_review', 'second_handling')`;

/** @throws DomainError common.forbidden for a capacity without an organ */
function organOf({ organId }: Capacity): string {
  if (organId === undefined) throw new DomainError('common.forbidden', { reason: '当前身份不属于任何承办单位' });
  return organId;
}

/** The parts asked for, before the light. Parts that were given back are no longer the organ's. */
function scopeOf(organId: string, input: PartsInput, p: Placeholder): string {
  const found: (string | null)[] = [
    input.scope === 'own' ? `a.organ_id = ${p(organId)}` : `a.parent_id IS NOT NULL AND a.assigned_by_organ_id = ${p(organId)}`,
    input.open ? open : `a.state <> 'returned'`,
    input.q ? searchSql(input.q, p) : null,
    input.organId ? `a.organ_id = ${p(input.organId)}` : null,
    input.role ? `a.role = ${p(input.role)}` : null,
  ];
  return found.filter((one) => one !== null).join(' AND ');
}

/** The light of the nearest limit that runs. */
function lightSql(light: PartsInput['light'], { today, amberDays }: Lighting, p: Placeholder): string {
  const amberUntil = addDays(today, amberDays);
  switch (light) {
    case undefined:
      return 'true';
    case 'red':
      return `d.due_on < ${p(today)}::date`;
    case 'amber':
      return `d.due_on BETWEEN ${p(today)}::date AND ${p(amberUntil)}::date`;
    case 'green':
      return `d.due_on > ${p(amberUntil)}::date`;
  }
}

/** Limits the organ itself must keep; the deputy's confirmation and others' decisions are not its clock. */
const ownKinds = `('acceptance', 'distribution', 'first_contact', 'opinion', 'reply', 'second_reply')`;

/**
 * The nearest of the organ's own limits. While the answer is lawfully extended (代表法 51), a step before it that has passed does not make the
 * part late, as on the board (`rows.ts` `shownDueSql`).
 * @param today placeholder of a date
 */
const joins = (today: string): string => `FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id
  LEFT JOIN LATERAL (SELECT x.kind, x.due_on FROM deadline x WHERE x.subject_id = a.id AND x.status = 'open' AND x.kind IN ${ownKinds}
    AND NOT (s.extended AND s.reply_due_on >= ${today}::date AND x.kind IN ('acceptance', 'first_contact') AND x.due_on < ${today}::date) ORDER BY x.due_on LIMIT 1) d ON true`;

/**
 * A page of the organ's parts, the nearest limit first; the counts of amber and red ones are of all that match, whatever the light asked for.
 * @throws DomainError common.forbidden
 */
export async function partsOf(work: Work, capacity: Capacity, input: PartsInput): Promise<PartsView> {
  const lighting = await lightingOf(work, capacity.congressId);
  const organId = organOf(capacity);
  const counting = parameters();
  const of = (light: PartsInput['light']) => `count(*) FILTER (WHERE ${lightSql(light, lighting, counting.p)})::int`;
  const [counted] = await work.sql<{ total: number; red: number; amber: number }>(
    `SELECT ${of(input.light)} AS total, ${of('red')} AS red, ${of('amber')} AS amber ${joins(counting.p(lighting.today))} WHERE ${scopeOf(organId, input, counting.p)}`,
    counting.values,
  );
  const { values, p } = parameters();
  const round = `(1 + (SELECT count(*) FROM evaluation v WHERE v.suggestion_id = s.id AND v.result = 'not_satisfied'))`;
  const rows = await work.sql<Row>(
    `SELECT a.id AS "assignmentId", a.version, s.id AS "suggestionId", s.title, s.number_label AS "numberLabel", s.lead_name AS "leadName", s.cosigner_count AS "cosignerCount",
       s.key_supervision AS "keySupervision", a.organ_id AS "organId", a.organ_name AS "organName", a.role, a.state, a.assigned_on AS "assignedOn", s.reply_due_on AS "totalDueOn",
       d.kind AS "dueKind", d.due_on AS "dueOn",
       (SELECT k.state FROM contact k WHERE k.assignment_id = a.id AND k.round = ${round} ORDER BY k.created_at DESC LIMIT 1) AS contact,
       s.lead_mandate_id AS "leadMandateId",
       CASE WHEN a.role = 'lead' THEN (SELECT COALESCE(json_agg(b.organ_name ORDER BY b.id), '[]') FROM assignment b WHERE b.suggestion_id = s.id AND b.role = 'assisting' AND b.parent_id IS NOT DISTINCT FROM a.parent_id AND b.state IN ('assigned', 'in_handling', 'return_requested')) ELSE '[]' END AS "missingOpinions",
       (SELECT q.level FROM part_return q WHERE q.assignment_id = a.id AND q.state = 'requested' LIMIT 1) AS "returnLevel",
       (SELECT r.state FROM reply r WHERE r.assignment_id = a.id AND r.round = ${round}) AS reply
     ${joins(p(lighting.today))} WHERE ${scopeOf(organId, input, p)} AND ${lightSql(input.light, lighting, p)} ORDER BY d.due_on ASC NULLS LAST, a.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  return { rows: rows.map((row) => partOf(row, lighting)), ...(counted ?? { total: 0, red: 0, amber: 0 }), asOf: lighting.today };
}

/** Whom a part waits for, in words; null when its own organ is to act. */
export function waitsFor({ role, state, contact, missingOpinions, returnLevel }: Pick<Row, 'role' | 'state' | 'contact' | 'missingOpinions' | 'returnLevel'>): string | null {
  switch (state) {
    case 'return_requested':
      return `${returnLevelLabels[returnLevel ?? 'handing_over']}审核退办`;
    case 'reply_under_review':
      return '主要负责人签发';
    case 'distributed':
      return '部门办理';
    case 'in_handling':
    case 'second_handling':
      if (role === 'assisting') return null;
      return contact === 'waiting' ? '代表确认沟通' : contact === 'confirmed' && missingOpinions.length > 0 ? `${missingOpinions.join('、')}的协办意见` : null;
    case 'replied':
      return '代表评价';
    default:
      return null;
  }
}

function partOf({ dueKind, dueOn, totalDueOn, returnLevel, ...row }: Row, lighting: Lighting): PartsView['rows'][number] {
  const answered = row.state === 'replied' || row.state === 'completed' || row.state === 'cancelled';
  return {
    ...row,
    waitsFor: waitsFor({ ...row, returnLevel }),
    roleLabel: roleLabels[row.role],
    stateLabel: assignmentStateLabels[row.state],
    due: dueKind !== null && dueOn !== null ? dueViewOf(dueKind, dueOn, lighting) : null,
    totalDue: totalDueOn === null ? null : dueViewOf('reply_total', totalDueOn, lighting, answered ? 'done' : 'open'),
  };
}

type Promised = {
  id: string; replyId: string; organName: string; text: string; dueOn: string; firstDueOn: string; askedDueOn: string | null; askedReason: string | null; state: CommitmentState; keptOn: string | null; evidence: string | null;
  suggestionId: string; title: string; numberLabel: string | null; leadName: string; suggestionState: SuggestionState;
};

/** States in which a commitment may be reported as kept, as the workflow has it. */
const reporting: readonly SuggestionState[] = ['tracking_commitment', 'replied', 'coordination'];

const stateSql = ({ state }: LedgerInput, p: Placeholder): string => (state ? `m.state = ${p(state)}` : 'true');
const ledgerSql = (organId: string, { q }: LedgerInput, p: Placeholder): string =>
  `FROM commitment m JOIN reply r ON r.id = m.reply_id AND r.state = 'signed' JOIN suggestion s ON s.id = m.suggestion_id
   WHERE m.organ_id = ${p(organId)} AND ${(q ? searchSql(q, p) : null) ?? 'true'}`;

/**
 * The organ's ledger of commitments in signed replies: open ones by date, then the rest.
 * @throws DomainError common.forbidden
 */
export async function ledgerOf(work: Work, capacity: Capacity, input: LedgerInput): Promise<LedgerView> {
  const { today } = await lightingOf(work, capacity.congressId);
  const redDays = await redDaysOf(work, capacity.congressId);
  const organId = organOf(capacity);
  const counting = parameters();
  const [counted] = await work.sql<{ total: number; open: number; overdue: number; kept: number }>(
    `SELECT count(*) FILTER (WHERE ${stateSql(input, counting.p)})::int AS total, count(*) FILTER (WHERE m.state = 'open')::int AS open,
       count(*) FILTER (WHERE m.state = 'open' AND m.due_on < ${counting.p(today)}::date)::int AS overdue, count(*) FILTER (WHERE m.state = 'kept')::int AS kept
     ${ledgerSql(organId, input, counting.p)}`,
    counting.values,
  );
  const { values, p } = parameters();
  const rows = await work.sql<Promised>(
    `SELECT m.id, m.reply_id AS "replyId", r.organ_name AS "organName", m.text, m.due_on AS "dueOn", COALESCE(m.first_due_on, m.due_on) AS "firstDueOn", m.asked_due_on AS "askedDueOn", m.asked_reason AS "askedReason", m.state, m.kept_on AS "keptOn", m.evidence, s.id AS "suggestionId", s.title,
       s.number_label AS "numberLabel", s.lead_name AS "leadName", s.state AS "suggestionState"
     ${ledgerSql(organId, input, p)} AND ${stateSql(input, p)} ORDER BY (m.state = 'open') DESC, m.due_on, m.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  return { rows: rows.map((row) => promisedOf(row, today, redDays)), ...(counted ?? { total: 0, open: 0, overdue: 0, kept: 0 }) };
}

function promisedOf({ suggestionState, ...row }: Promised, today: string, redDays: number): LedgerView['rows'][number] {
  return {
    ...row,
    light: ledgerLight(row.dueOn, today, { state: row.state, redDays }),
    timeLeft: row.state === 'open' ? timeLeft(row.dueOn, today) : '',
    mayReport: row.state === 'open' && reporting.includes(suggestionState),
  };
}
