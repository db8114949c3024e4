// 交办清单: what was handed over, organ by organ. For the congress all of its own, for the office what it handed on and got, for an organ its own.
import type { Listing } from '@smart/documents';
import type { Capacity } from '@smart/identity/capacity';
import { formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { type AssignmentRole, roleLabels } from '../model.ts';
import { todayOf } from '../settle.ts';
import { parameters, type Placeholder, visibleSql } from '../visibility.ts';
import { meetingById } from './meetings.ts';
import type { AssignmentLine, AssignmentListInput, AssignmentListView, MeetingView } from './model.ts';

/** More lines than any meeting hands over; a longer list is narrowed. */
export const MOST_LINES = 3000;

type Row = {
  assignmentId: string; suggestionId: string; numberLabel: string | null; title: string; leadName: string; cosignerCount: number; organId: string; organName: string; role: AssignmentRole;
  assignedOn: string; dueOn: string | null; note: string | null; number: number | null; siblings: { organName: string; role: AssignmentRole }[];
};
type Range = { sessionId: string | null; from: string | null; until: string | null };

function scopeSql(capacity: Capacity, p: Placeholder): string {
  if (capacity.roles.includes('congress_officer') || capacity.roles.includes('congress_leader')) return `s.congress_id = ${p(capacity.congressId)}`;
  if (capacity.organId === undefined) throw new DomainError('common.forbidden', { reason: '当前身份不属于任何承办单位' });
  const own = `a.organ_id = ${p(capacity.organId)}`;
  return capacity.roles.includes('government_officer') ? `(${own} OR a.assigned_by_organ_id = ${p(capacity.organId)})` : own;
}

async function rowsOf(work: Work, capacity: Capacity, range: Range, organId: string | undefined): Promise<Row[]> {
  const { values, p } = parameters();
  const conditions = [
    scopeSql(capacity, p),
    visibleSql(capacity, p),
    `a.state NOT IN ('returned', 'cancelled')`,
    range.sessionId === null ? null : `s.session_id = ${p(range.sessionId)}`,
    range.from === null ? null : `a.assigned_on >= ${p(range.from)}::date`,
    range.until === null ? null : `a.assigned_on <= ${p(range.until)}::date`,
    organId === undefined ? null : `a.organ_id = ${p(organId)}`,
  ].filter((one) => one !== null);
  return work.sql<Row>(
    `SELECT a.id AS "assignmentId", s.id AS "suggestionId", s.number_label AS "numberLabel", s.title, s.lead_name AS "leadName", s.cosigner_count AS "cosignerCount", a.organ_id AS "organId", a.organ_name AS "organName",
       a.role, a.assigned_on AS "assignedOn", a.note, s.number,
       (SELECT d.due_on FROM deadline d WHERE d.subject_id = a.id AND d.kind IN ('reply', 'opinion', 'distribution') ORDER BY d.due_on DESC LIMIT 1) AS "dueOn",
       (SELECT COALESCE(json_agg(json_build_object('organName', b.organ_name, 'role', b.role) ORDER BY b.id), '[]') FROM assignment b
        WHERE b.suggestion_id = a.suggestion_id AND b.id <> a.id AND b.parent_id IS NOT DISTINCT FROM a.parent_id AND b.state NOT IN ('returned', 'cancelled')) AS siblings
     FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id JOIN organ o ON o.id = a.organ_id
     WHERE ${conditions.join(' AND ')} ORDER BY o.sort, a.organ_name, a.organ_id, s.number NULLS LAST, a.id LIMIT ${MOST_LINES + 1}`,
    values,
  );
}

const modeOf = ({ role, siblings }: Row): string => (role === 'lead' && siblings.length === 0 ? '单独办理' : roleLabels[role]);
const named = (one: { organName: string; role: AssignmentRole }): string => `${one.organName}（${roleLabels[one.role]}）`;

function lineOf(row: Row): AssignmentLine {
  const { organId: _organ, organName: _name, siblings, number: _number, ...line } = row;
  return { ...line, modeLabel: modeOf(row), others: siblings.map(named).join('、') };
}

/**
 * The list, organ by organ.
 * @throws DomainError common.not_found (meeting), common.forbidden
 */
export async function assignmentList(work: Work, capacity: Capacity, input: AssignmentListInput): Promise<AssignmentListView> {
  const meeting = input.meetingId === undefined ? null : await meetingById(work, capacity.congressId, input.meetingId);
  const range: Range = meeting ? { sessionId: meeting.sessionId, from: meeting.assignedFrom, until: meeting.assignedUntil } : { sessionId: input.sessionId ?? null, from: input.from ?? null, until: input.until ?? null };
  const rows = await rowsOf(work, capacity, range, input.organId);
  const shown = rows.slice(0, MOST_LINES);
  const organs = [...Map.groupBy(shown, (row) => row.organId)].map(([organId, some]) => ({ organId, organName: some[0]?.organName ?? '', lines: some.map(lineOf) }));
  const suggestions = new Set(shown.map((row) => row.suggestionId)).size;
  const only = input.organId === undefined ? undefined : organs[0]?.organName;
  return {
    title: `${capacity.congressName}代表建议交办清单`,
    subtitle: [meeting?.title, await sessionName(work, range.sessionId), only].filter(Boolean).join('　'),
    facts: factsOf(meeting, range, { suggestions, organs: organs.length }),
    organs, suggestions, truncated: rows.length > MOST_LINES,
  };
}

async function sessionName(work: Work, sessionId: string | null): Promise<string | null> {
  if (sessionId === null) return null;
  const [found] = await work.sql<{ term: number; number: number }>('SELECT t.number AS term, s.number FROM session s JOIN term t ON t.id = s.term_id WHERE s.id = $1', [sessionId]);
  return found ? `第${found.term}届第${found.number}次会议` : null;
}

function factsOf(meeting: MeetingView | null, { from, until }: Range, { suggestions, organs }: { suggestions: number; organs: number }): AssignmentListView['facts'] {
  const days = [from && `${formatDate(from)}起`, until && `${formatDate(until)}止`].filter(Boolean).join('至');
  return [
    ...(meeting ? [{ label: '交办会', value: `${formatDate(meeting.heldOn)}，${meeting.place}` }] : []),
    ...(days === '' ? [] : [{ label: '交办时间', value: days }]),
    { label: '合计', value: `${suggestions} 件代表建议，${organs} 个承办单位` },
    ...(meeting && meeting.attendance.length > 0 ? [{ label: '参会', value: meeting.attendance.map((one) => `${one.organName}（${one.people || '未登记人员'}）`).join('；') }] : []),
  ];
}

/** The list as it is laid out on paper. */
export function listingOf(work: Work, capacity: Capacity, view: AssignmentListView): Listing {
  let position = 0;
  const row = (one: AssignmentLine): string[] => {
    position += 1;
    return [
      String(position), one.numberLabel ?? '', one.title, one.cosignerCount > 0 ? `${one.leadName}等${one.cosignerCount + 1}人` : one.leadName, one.modeLabel, one.others,
      one.dueOn === null ? '' : formatDate(one.dueOn), one.note ?? '',
    ];
  };
  return {
    title: view.title,
    subtitle: view.subtitle === '' ? undefined : view.subtitle,
    facts: view.facts,
    columns: [
      { header: '序号', share: 0.05, centred: true }, { header: '编号', share: 0.15 }, { header: '建议标题', share: 0.27 }, { header: '提出代表', share: 0.1 }, { header: '办理方式', share: 0.08, centred: true },
      { header: '共同办理单位', share: 0.13 }, { header: '办理期限', share: 0.13, centred: true }, { header: '交办意见', share: 0.09 },
    ],
    sections: view.organs.map(({ organName, lines }) => ({ heading: `${organName}（${lines.length} 件）`, rows: lines.map(row) })),
    notes: ['办理期限为本单位的期限：主办、分别办理的为答复代表的期限，协办的为提出协办意见的期限，政府办公厅（室）的为分办期限。'],
    printedBy: `${capacity.congressName}代表建议交办清单　打印：${capacity.personName}　${formatDate(todayOf(work))}`,
    printedOn: todayOf(work),
  };
}
