// The inbox as SQL: for each kind of task the rows that wait, in one common shape, so that all go out as one statement.
import type { Capacity } from '@smart/identity/capacity';
import { hasRole } from '@smart/identity/capacity';
import { congressOfficeOf, type InboxTask } from './model.ts';
import type { Placeholder } from './visibility.ts';

type Waiting = {
  task: InboxTask;
  /** Tables beyond `suggestion s`. */
  join?: string;
  where: string;
  assignmentId?: string;
  recordId?: string;
  /** Who brought it. */
  from?: string;
  version?: string;
  /** Whose limits, and which. */
  subject?: string;
  kinds?: readonly string[];
};

function selectOf({ task, join = '', where, assignmentId = 'NULL', recordId = 'NULL', from = 's.lead_name', version = 's.version', subject = 's.id', kinds }: Waiting): string {
  const kind = kinds ? `AND d.kind IN (${kinds.map((one) => `'${one}'`).join(', ')})` : '';
  return `SELECT '${task}' AS task, s.id AS "suggestionId", ${assignmentId}::uuid AS "assignmentId", ${recordId}::uuid AS "recordId", s.title, s.number_label AS "numberLabel", s.state,
    ${from} AS "from", s.updated_at AS since, s.key_supervision AS "keySupervision", ${version} AS version, s.congress_id AS "congressId", d.kind AS "dueKind", d.due_on AS "dueOn"
    FROM suggestion s ${join} LEFT JOIN LATERAL (SELECT d.kind, d.due_on FROM deadline d WHERE d.subject_id = ${subject} AND d.status = 'open' ${kind} ORDER BY d.due_on LIMIT 1) d ON true
    WHERE ${where}`;
}

const partJoin = 'JOIN assignment a ON a.suggestion_id = s.id';
/** The congress that handed over, in the words of its tier. */
const handingOver = `(SELECT CASE c.tier WHEN 'township' THEN '${congressOfficeOf('township')}' ELSE '${congressOfficeOf('county')}' END FROM congress c WHERE c.id = s.congress_id)`;
const part = { assignmentId: 'a.id', version: 'a.version', subject: 'a.id' } as const;
/** A face-to-face appointment; it moves no limit of its own. */
const meeting = { join: 'JOIN suggestion_meeting g ON g.suggestion_id = s.id JOIN assignment a ON a.id = g.assignment_id', assignmentId: 'a.id', version: 'a.version', recordId: 'g.id', subject: 'g.id' } as const;
const atWork = `a.state NOT IN ('returned', 'cancelled', 'completed')`;

function forDeputy({ personId, congressId, tier }: Capacity, p: Placeholder): Waiting[] {
  const mine = `s.congress_id = ${p(congressId)} AND s.lead_person_id = ${p(personId)}`;
  const cosigned = `c.person_id = ${p(personId)} AND s.congress_id = ${p(congressId)}`;
  const join = 'JOIN cosigner c ON c.suggestion_id = s.id';
  const pending = `EXISTS (SELECT 1 FROM cosigner w WHERE w.suggestion_id = s.id AND w.state = 'invited')`;
  const paperWaits = `EXISTS (SELECT 1 FROM paper_original o WHERE o.suggestion_id = s.id AND o.state = 'waiting')`;
  return [
    { task: 'continue_draft', where: `${mine} AND s.state = 'draft' AND NOT ${paperWaits}` },
    { task: 'confirm_paper', where: `${mine} AND s.state IN ('draft', 'awaiting_cosigners') AND ${paperWaits}`, from: `(SELECT o.entered_by FROM paper_original o WHERE o.suggestion_id = s.id)` },
    { task: 'sign_delegation', join: 'JOIN delegation_submission g ON g.suggestion_id = s.id', where: `g.leader_person_id = ${p(personId)} AND s.congress_id = ${p(congressId)} AND g.state = 'asked' AND s.state IN ('draft', 'awaiting_cosigners', 'returned_for_amendment')` },
    { task: 'submit', where: `${mine} AND s.state = 'awaiting_cosigners' AND NOT ${pending}` },
    { task: 'amend', where: `${mine} AND s.state = 'returned_for_amendment'`, from: `'${congressOfficeOf(tier)}'` },
    { task: 'evaluate', where: `${mine} AND s.state = 'replied'`, from: `COALESCE(s.lead_organ_name, '承办单位')`, kinds: ['evaluation'] },
    { task: 'answer_cosign', join, where: `${cosigned} AND c.state = 'invited' AND s.state IN ('awaiting_cosigners', 'returned_for_amendment')` },
    { task: 'answer_withdrawal', join, where: `${cosigned} AND c.state = 'confirmed' AND c.withdrawal_agreed = false AND s.withdrawal_reason IS NOT NULL AND s.state <> 'withdrawn'` },
    {
      ...part, task: 'confirm_contact', join: `${partJoin} JOIN contact k ON k.assignment_id = a.id`, where: `${mine} AND k.state = 'waiting' AND ${atWork}`, recordId: 'k.id', from: 'k.organ_name',
      kinds: ['contact_confirmation'],
    },
    { ...meeting, task: 'answer_meeting', where: `${mine} AND g.state = 'proposed'`, from: 'g.organ_name' },
  ];
}

function forOfficer({ congressId }: Capacity, p: Placeholder): Waiting[] {
  const here = `s.congress_id = ${p(congressId)}`;
  return [
    { task: 'examine', where: `${here} AND s.state = 'submitted'`, kinds: ['examination'] },
    { task: 'assign', where: `${here} AND s.state = 'registered'`, kinds: ['assignment', 'reassignment'] },
    { task: 'coordinate', where: `${here} AND s.state = 'coordination'`, kinds: ['coordination'] },
    returnWaiting(`${here} AND ((a.parent_id IS NULL AND COALESCE(q.level, 'handing_over') = 'handing_over') OR q.level = 'congress')`),
    coordinationWaiting(`${here} AND (a.id IS NULL OR a.parent_id IS NULL)`),
    { task: 'decide_commitment', join: 'JOIN commitment m ON m.suggestion_id = s.id', where: `${here} AND m.state = 'open' AND m.asked_due_on IS NOT NULL`, recordId: 'm.id', subject: 'm.id', from: 'm.text' },
    extensionWaiting(`${here} AND a.parent_id IS NULL`),
    { task: 'review_letter', join: 'JOIN supervision_letter l ON l.suggestion_id = s.id', where: `l.congress_id = ${p(congressId)} AND l.state = 'answered'`, recordId: 'l.id', from: 'l.organ_name', version: 'l.version' },
  ];
}

/** A return that is asked for, with the level that decides it. */
function returnWaiting(where: string): Waiting {
  const join = `${partJoin} LEFT JOIN part_return q ON q.assignment_id = a.id AND q.state = 'requested'`;
  return { ...part, task: 'decide_return', join, where: `${where} AND a.state = 'return_requested'`, from: 'a.organ_name', kinds: ['return_decision'] };
}

/** Organs that asked to be brought together. */
function coordinationWaiting(where: string): Waiting {
  const join = `JOIN organ_coordination o ON o.suggestion_id = s.id AND o.coordinated_at IS NULL LEFT JOIN assignment a ON a.id = o.assignment_id`;
  return { task: 'coordinate_organs', join, where: `${where} AND s.state NOT IN ('closed', 'withdrawn')`, assignmentId: 'a.id', recordId: 'o.id', from: `COALESCE(o.asked_by_name, '承办单位')` };
}

function extensionWaiting(where: string): Waiting {
  return { ...part, task: 'decide_extension', join: `${partJoin} JOIN extension e ON e.assignment_id = a.id`, where: `${where} AND e.state = 'requested' AND ${atWork}`, recordId: 'e.id', from: 'a.organ_name', kinds: ['extension_decision'] };
}

/** Parts the government office handed on. */
function forOffice(organId: string, p: Placeholder): Waiting[] {
  const below = `a.parent_id IS NOT NULL AND a.assigned_by_organ_id = ${p(organId)}`;
  return [
    { ...part, task: 'distribute', join: partJoin, where: `a.organ_id = ${p(organId)} AND a.role = 'distribute' AND a.state = 'assigned'`, from: handingOver, kinds: ['distribution'] },
    returnWaiting(`${below} AND COALESCE(q.level, 'handing_over') = 'handing_over'`),
    coordinationWaiting(below),
    extensionWaiting(below),
  ];
}

function forHandlers(organId: string, now: Date, p: Placeholder): Waiting[] {
  const ours = `a.organ_id = ${p(organId)}`;
  const from = `CASE WHEN a.parent_id IS NULL THEN ${handingOver} ELSE '政府办公厅（室）' END`;
  const round = `(1 + (SELECT count(*) FROM evaluation v WHERE v.suggestion_id = s.id AND v.result = 'not_satisfied'))`;
  const contacted = `EXISTS (SELECT 1 FROM contact k WHERE k.assignment_id = a.id AND k.round = ${round} AND k.state <> 'disputed')`;
  const answering = `a.role IN ('lead', 'separate') AND a.state IN ('in_handling', 'second_handling')`;
  return [
    { ...part, task: 'accept', join: partJoin, where: `${ours} AND a.role <> 'distribute' AND a.state = 'assigned'`, from, kinds: ['acceptance'] },
    { ...part, task: 'give_opinion', join: partJoin, where: `${ours} AND a.role = 'assisting' AND a.state = 'in_handling'`, from, kinds: ['opinion'] },
    { ...part, task: 'record_contact', join: partJoin, where: `${ours} AND ${answering} AND NOT ${contacted}`, from, kinds: ['first_contact', 'reply', 'second_reply'] },
    { ...part, task: 'write_reply', join: partJoin, where: `${ours} AND ${answering} AND ${contacted}`, from, kinds: ['reply', 'second_reply'] },
    {
      task: 'fulfil_commitment', join: `JOIN commitment m ON m.suggestion_id = s.id JOIN reply r ON r.id = m.reply_id AND r.state = 'signed'`, recordId: 'm.id', subject: 'm.id',
      where: `m.organ_id = ${p(organId)} AND m.state = 'open' AND s.state IN ('tracking_commitment', 'replied', 'coordination')`, from: 'm.text',
    },
    { task: 'answer_question', join: 'JOIN suggestion_question q ON q.suggestion_id = s.id', where: `q.organ_id = ${p(organId)} AND q.answer IS NULL AND s.state <> 'withdrawn'`, recordId: 'q.id', subject: 'q.id' },
    { ...meeting, task: 'confirm_meeting', where: `g.organ_id = ${p(organId)} AND g.state = 'countered'` },
    { ...meeting, task: 'hold_meeting', where: `g.organ_id = ${p(organId)} AND g.state = 'agreed' AND g.at <= ${p(now)}` },
    { task: 'answer_letter', join: 'JOIN supervision_letter l ON l.suggestion_id = s.id', where: `l.organ_id = ${p(organId)} AND l.state = 'issued'`, recordId: 'l.id', from: 'l.issuer', version: 'l.version', subject: 'l.id', kinds: ['supervision_answer'] },
    { task: 'answer_supervision', join: 'JOIN supervision v ON v.suggestion_id = s.id', where: `v.organ_id = ${p(organId)} AND v.answer IS NULL AND s.state NOT IN ('closed', 'withdrawn')`, recordId: 'v.id', from: 'v.by_label' },
  ];
}

const forHead = (organId: string, p: Placeholder): Waiting[] => [
  { ...part, task: 'sign_reply', join: partJoin, where: `a.organ_id = ${p(organId)} AND a.state = 'reply_under_review'`, from: `COALESCE((SELECT r.drafted_by FROM reply r WHERE r.assignment_id = a.id ORDER BY r.round DESC LIMIT 1), a.organ_name)`, kinds: ['reply', 'second_reply'] },
];

/** 主任会议: returns asked for again after the congress itself had decided. */
const forLeader = ({ congressId }: Capacity, p: Placeholder): Waiting[] => [returnWaiting(`s.congress_id = ${p(congressId)} AND q.level = 'leaders'`)];

/** Everything that waits for a capacity, as one statement; null when nothing can wait for it. */
export function inboxSql(capacity: Capacity, now: Date, p: Placeholder): string | null {
  const { organId } = capacity;
  const waiting = [
    ...(hasRole(capacity, 'deputy') ? forDeputy(capacity, p) : []),
    ...(hasRole(capacity, 'congress_officer') ? forOfficer(capacity, p) : []),
    ...(hasRole(capacity, 'congress_leader') ? forLeader(capacity, p) : []),
    ...(organId !== undefined && hasRole(capacity, 'government_officer') ? forOffice(organId, p) : []),
    ...(organId !== undefined && hasRole(capacity, 'handling_clerk', 'handling_head', 'government_officer', 'congress_officer') ? forHandlers(organId, now, p) : []),
    ...(organId !== undefined && hasRole(capacity, 'handling_head') ? forHead(organId, p) : []),
  ];
  return waiting.length === 0 ? null : waiting.map(selectOf).join('\nUNION ALL\n');
}
