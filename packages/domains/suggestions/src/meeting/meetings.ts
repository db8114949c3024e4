// 交办会: its record, kept by those who serve the deputies of the congress.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf } from '../act.ts';
import { meetingView, type MeetingView, type saveMeetingInput } from './model.ts';

const columns = `m.id, m.title, m.held_on AS "heldOn", m.place, m.session_id AS "sessionId", m.assigned_from AS "assignedFrom", m.assigned_until AS "assignedUntil", m.attendance, m.note, m.recorded_by AS "recordedBy",
  (SELECT count(DISTINCT a.suggestion_id)::int FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id
   WHERE a.congress_id = m.congress_id AND a.assigned_on BETWEEN m.assigned_from AND m.assigned_until AND a.state NOT IN ('returned', 'cancelled') AND (m.session_id IS NULL OR s.session_id = m.session_id)) AS suggestions`;

/** The congress's meetings, newest first. */
export async function meetingsOf(work: Work, { congressId }: Capacity, { limit, offset }: { limit: number; offset: number }): Promise<{ rows: MeetingView[]; total: number }> {
  const rows = await work.sql(`SELECT ${columns} FROM assignment_meeting m WHERE m.congress_id = $1 ORDER BY m.held_on DESC, m.id DESC LIMIT $2 OFFSET $3`, [congressId, limit, offset]);
  const [counted] = await work.sql<{ count: number }>('SELECT count(*)::int AS count FROM assignment_meeting WHERE congress_id = $1', [congressId]);
  return { rows: rows.map((row) => meetingView.parse(row)), total: counted?.count ?? 0 };
}

/** @throws DomainError common.not_found */
export async function meetingById(work: Work, congressId: string, id: string): Promise<MeetingView> {
  const [found] = await work.sql(`SELECT ${columns} FROM assignment_meeting m WHERE m.id = $1 AND m.congress_id = $2`, [id, congressId]);
  if (!found) throw new DomainError('common.not_found', { what: '交办会' });
  return meetingView.parse(found);
}

/** Records a meeting or what became of it: who came, what was said. @throws DomainError common.not_found */
export async function saveMeeting(work: Work, capacity: Capacity, input: z.output<typeof saveMeetingInput>): Promise<MeetingView> {
  if (input.sessionId !== null) {
    const [session] = await work.sql('SELECT 1 FROM session WHERE id = $1 AND congress_id = $2', [input.sessionId, capacity.congressId]);
    if (!session) throw new DomainError('common.not_found', { what: '会议' });
  }
  const values = {
    title: input.title, held_on: input.heldOn, place: input.place, session_id: input.sessionId, assigned_from: input.assignedFrom, assigned_until: input.assignedUntil,
    attendance: JSON.stringify(input.attendance), note: input.note, recorded_by: actingOf(capacity).label, updated_at: work.clock.now(),
  };
  const { id = newId() } = input;
  if (input.id === undefined) await work.db.insertInto('assignment_meeting').values({ id, congress_id: capacity.congressId, ...values }).execute();
  else await work.db.updateTable('assignment_meeting').set(values).where('id', '=', id).where('congress_id', '=', capacity.congressId).execute();
  return meetingById(work, capacity.congressId, id);
}
