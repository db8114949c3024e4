// 询问、专题询问、满意度测评: recorded after the meeting has held them, with what followed. The vote itself is never taken here: formal ballots
// stay with the approved voting system of the meeting (domain rule 7).
import { setAttachments } from '@smart/files/service';
import { type Capacity, hasRole } from '@smart/identity/capacity';
import { trafficLight, timeLeft } from '@smart/kernel/deadlines';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf } from '../act.ts';
import { todayOf } from '../settle.ts';
import { parameters, type Placeholder } from '../visibility.ts';
import type { correctionInput, MeetingView, meetingRef, meetingsInput, meetingsView, orderInput, PublicMeetingsView, recordMeetingInput } from './contracts.ts';
import { oversightKindLabels, type OversightKind, resultOf, type VoteResult } from './model.ts';

/** @throws DomainError common.invalid_input */
function notLater(work: Work, on: string, field: string, words: string): void {
  if (on <= todayOf(work)) return;
  const problem = `${words}不能晚于今天`;
  throw new DomainError('common.invalid_input', { problem }, [{ path: field, message: problem }]);
}

/**
 * Records what a meeting asked or voted.
 * @throws DomainError common.invalid_input (day of the future), common.not_found (organ, suggestion, file)
 */
export async function recordMeeting(work: Work, capacity: Capacity, input: z.output<typeof recordMeetingInput>): Promise<MeetingView> {
  notLater(work, input.heldOn, 'heldOn', '会议日期');
  const { congressId } = capacity;
  const organs = await work.sql<{ id: string; name: string }>('SELECT id, name FROM organ WHERE id = ANY ($1::uuid[]) AND congress_id = $2', [input.subjects.map((one) => one.organId), congressId]);
  const suggestionIds = input.subjects.flatMap((one) => one.suggestionId ?? []);
  const suggestions = await work.sql<{ id: string }>('SELECT id FROM suggestion WHERE id = ANY ($1::uuid[]) AND congress_id = $2 AND submitted_at IS NOT NULL', [suggestionIds, congressId]);
  if (suggestionIds.some((id) => !suggestions.some((one) => one.id === id))) throw new DomainError('common.not_found', { what: '建议' });
  const id = newId();
  await work.db
    .insertInto('oversight_meeting')
    .values({
      id, congress_id: congressId, kind: input.kind, title: input.title, meeting: input.meeting, held_on: input.heldOn, members_total: input.membersTotal, members_present: input.membersPresent, summary: input.summary,
      by_label: actingOf(capacity).label, created_at: work.clock.now(),
    })
    .execute();
  for (const one of input.subjects) {
    const organ = organs.find((found) => found.id === one.organId);
    if (!organ) throw new DomainError('common.not_found', { what: '单位' });
    const ballots = input.kind === 'satisfaction_vote' ? one.ballots : undefined;
    await work.db
      .insertInto('oversight_subject')
      .values({
        id: newId(), congress_id: congressId, meeting_id: id, organ_id: organ.id, organ_name: organ.name, suggestion_id: one.suggestionId ?? null, satisfied: ballots?.satisfied ?? null, mostly_satisfied: ballots?.mostlySatisfied ?? null,
        not_satisfied: ballots?.notSatisfied ?? null, abstained: ballots?.abstained ?? null, result: ballots && input.membersTotal !== null ? resultOf(ballots, input.membersTotal) : null,
      })
      .execute();
  }
  if (input.fileIds.length > 0) await setAttachments(work, input.fileIds, { congressId: capacity.congressId, matterId: id, subjectType: 'oversight_meeting', subjectId: id }, 'oversight', capacity.personId);
  return meetingOf(work, id, congressId);
}

/** Whether a capacity may have a file that was recorded with a meeting: who may look at the records of the own congress. */
export async function mayReadMeetingFile(work: Work, capacity: Capacity, file: { subjectType: string | null; subjectId: string | null }): Promise<boolean> {
  if (file.subjectType !== 'oversight_meeting' || !hasRole(capacity, 'congress_officer', 'congress_leader')) return false;
  return (await work.sql('SELECT 1 FROM oversight_meeting WHERE id = $1 AND congress_id = $2', [file.subjectId, capacity.congressId])).length > 0;
}

async function subjectOf(work: Work, { congressId }: Capacity, id: string): Promise<{ meetingId: string; orderDueOn: string | null; heldOn: string }> {
  const [found] = await work.sql<{ meetingId: string; orderDueOn: string | null; heldOn: string }>(
    `SELECT x.meeting_id AS "meetingId", x.order_due_on::text AS "orderDueOn", m.held_on::text AS "heldOn" FROM oversight_subject x JOIN oversight_meeting m ON m.id = x.meeting_id WHERE x.id = $1 AND x.congress_id = $2 FOR UPDATE OF x`,
    [id, congressId],
  );
  if (!found) throw new DomainError('common.not_found', { what: '询问或者测评的对象' });
  return found;
}

/** 责令限期改正 (重庆 38、山东 26). @throws DomainError common.not_found, common.invalid_input (date) */
export async function orderCorrection(work: Work, capacity: Capacity, input: z.output<typeof orderInput>): Promise<MeetingView> {
  const { meetingId, heldOn } = await subjectOf(work, capacity, input.subjectId);
  if (input.dueOn <= heldOn) {
    const problem = '整改时限应当晚于会议日期';
    throw new DomainError('common.invalid_input', { problem }, [{ path: 'dueOn', message: problem }]);
  }
  await work.sql('UPDATE oversight_subject SET order_text = $2, order_due_on = $3::date, corrected_on = NULL, correction = NULL WHERE id = $1', [input.subjectId, input.text, input.dueOn]);
  return meetingOf(work, meetingId, capacity.congressId);
}

/** What was done about it. @throws DomainError common.not_found, common.invalid_input, workflow.refused (nothing was ordered) */
export async function reportCorrection(work: Work, capacity: Capacity, input: z.output<typeof correctionInput>): Promise<MeetingView> {
  const { meetingId, orderDueOn } = await subjectOf(work, capacity, input.subjectId);
  if (orderDueOn === null) throw new DomainError('workflow.refused', { reason: '没有责令限期改正', remedy: '请先登记整改要求和时限' });
  notLater(work, input.correctedOn, 'correctedOn', '整改完成日期');
  await work.sql('UPDATE oversight_subject SET corrected_on = $2::date, correction = $3 WHERE id = $1', [input.subjectId, input.correctedOn, input.correction]);
  return meetingOf(work, meetingId, capacity.congressId);
}

/** Makes a recorded meeting public. @throws DomainError common.not_found, workflow.refused */
export async function publishMeeting(work: Work, capacity: Capacity, input: z.output<typeof meetingRef>): Promise<MeetingView> {
  const changed = await work.sql('UPDATE oversight_meeting SET published_at = $2 WHERE id = $1 AND congress_id = $3 AND published_at IS NULL RETURNING id', [input.id, work.clock.now().toISOString(), capacity.congressId]);
  const view = await meetingOf(work, input.id, capacity.congressId);
  if (changed.length === 0) throw new DomainError('workflow.refused', { reason: '已经公开' });
  return view;
}

type SubjectColumns = {
  id: string; organId: string; organName: string; suggestion: { id: string; title: string; numberLabel: string | null } | null; satisfied: number | null; mostlySatisfied: number | null; notSatisfied: number | null; abstained: number | null;
  result: VoteResult | null; orderText: string | null; orderDueOn: string | null; correctedOn: string | null; correction: string | null;
};
type MeetingColumns = {
  id: string; kind: OversightKind; title: string; meeting: string; heldOn: string; membersTotal: number | null; membersPresent: number | null; summary: string; publishedAt: Date | null; congressName: string; subjects: SubjectColumns[];
  files: { id: string; name: string }[];
};

const subjectsSql = (suggestion: string) => `(SELECT COALESCE(json_agg(json_build_object('id', x.id, 'organId', x.organ_id, 'organName', x.organ_name, 'suggestion', ${suggestion}, 'satisfied', x.satisfied,
    'mostlySatisfied', x.mostly_satisfied, 'notSatisfied', x.not_satisfied, 'abstained', x.abstained, 'result', x.result, 'orderText', x.order_text, 'orderDueOn', x.order_due_on, 'correctedOn', x.corrected_on, 'correction', x.correction) ORDER BY x.id), '[]')
   FROM oversight_subject x WHERE x.meeting_id = m.id)`;
const columns = `m.id, m.kind, m.title, m.meeting, m.held_on::text AS "heldOn", m.members_total AS "membersTotal", m.members_present AS "membersPresent", m.summary, m.published_at AS "publishedAt",
  (SELECT c.name FROM congress c WHERE c.id = m.congress_id) AS "congressName"`;
const inside = `${columns}, ${subjectsSql(`(SELECT json_build_object('id', s.id, 'title', s.title, 'numberLabel', s.number_label) FROM suggestion s WHERE s.id = x.suggestion_id)`)} AS subjects,
  (SELECT COALESCE(json_agg(json_build_object('id', f.id, 'name', f.name) ORDER BY f.id), '[]') FROM stored_file f WHERE f.matter_id = m.id AND f.subject_type = 'oversight_meeting') AS files`;
const outside = `${columns}, ${subjectsSql('NULL')} AS subjects`;

function subjectView(row: SubjectColumns, day: string) {
  const { satisfied, mostlySatisfied, notSatisfied, abstained, orderDueOn, ...rest } = row;
  const ballots = satisfied === null ? null : { satisfied, mostlySatisfied: mostlySatisfied ?? 0, notSatisfied: notSatisfied ?? 0, abstained: abstained ?? 0 };
  const done = row.correctedOn !== null || orderDueOn === null;
  return { ...rest, orderDueOn, ballots, light: orderDueOn === null ? ('done' as const) : trafficLight(orderDueOn, day, { status: done ? 'done' : 'open' }), timeLeft: done ? '' : timeLeft(orderDueOn, day) };
}

function meetingView({ publishedAt, congressName: _name, subjects, ...row }: MeetingColumns, day: string): MeetingView {
  return { ...row, kindLabel: oversightKindLabels[row.kind], published: publishedAt !== null, subjects: subjects.map((one) => subjectView(one, day)) };
}

async function meetingOf(work: Work, id: string, congressId: string): Promise<MeetingView> {
  const [row] = await work.sql<MeetingColumns>(`SELECT ${inside} FROM oversight_meeting m WHERE m.id = $1 AND m.congress_id = $2`, [id, congressId]);
  if (!row) throw new DomainError('common.not_found', { what: '询问或者测评' });
  return meetingView(row, todayOf(work));
}

const counted = async (work: Work, where: string, values: readonly unknown[]): Promise<number> => (await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM oversight_meeting m WHERE ${where}`, values))[0]?.count ?? 0;

const filterOf = (input: z.output<typeof meetingsInput>, p: Placeholder): string => (input.kind ? `m.kind = ${p(input.kind)}` : 'true');

/** What the own congress's meetings asked and voted, the newest first. */
export async function meetings(work: Work, { congressId }: Capacity, input: z.output<typeof meetingsInput>): Promise<z.output<typeof meetingsView>> {
  const { values, p } = parameters();
  const where = `m.congress_id = ${p(congressId)} AND ${filterOf(input, p)}`;
  const total = await counted(work, where, [...values]);
  const rows = await work.sql<MeetingColumns>(`SELECT ${inside} FROM oversight_meeting m WHERE ${where} ORDER BY m.held_on DESC, m.id DESC LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`, values);
  return { rows: rows.map((row) => meetingView(row, todayOf(work))), total };
}

/** What is public, of every congress. Suggestions are not named: not all of them are public. */
export async function publicMeetings(work: Work, input: z.output<typeof meetingsInput>): Promise<PublicMeetingsView> {
  const { values, p } = parameters();
  const where = `m.published_at IS NOT NULL AND ${filterOf(input, p)}`;
  const total = await counted(work, where, [...values]);
  const rows = await work.sql<Omit<MeetingColumns, 'files'>>(`SELECT ${outside} FROM oversight_meeting m WHERE ${where} ORDER BY m.held_on DESC, m.id DESC LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`, values);
  const day = todayOf(work);
  return { total, rows: rows.map(({ publishedAt: _at, subjects, ...row }) => ({ ...row, kindLabel: oversightKindLabels[row.kind], subjects: subjects.map((one) => subjectView(one, day)).map(({ suggestion: _suggestion, ...shown }) => shown) })) };
}
