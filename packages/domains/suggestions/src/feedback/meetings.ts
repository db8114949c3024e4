// 面商: times and a place are proposed, the deputy picks one, both have it in their calendars; what was held becomes the contact (代表法 51).
import type { Capacity } from '@smart/identity/capacity';
import { addDays, dateInShanghai } from '@smart/kernel/dates';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnAssignment } from '../act.ts';
import { recordContact } from '../contact.ts';
import { lockedPart } from '../handling.ts';
import { type AssignmentRow, type Matter, type MeetingRow, roundOf } from '../matter.ts';
import type { AssignmentReceipt } from '../model-views.ts';
import { assignmentReceiptFor } from '../receipts.ts';
import { settle, todayOf } from '../settle.ts';
import { lockAssignment } from '../store.ts';
import { formatMoment, instantOf } from './calendar.ts';
import type { acceptMeetingInput, cancelMeetingInput, counterMeetingInput, holdMeetingInput, meetingRef, proposeMeetingInput } from './model.ts';

type Found = { matter: Matter; row: AssignmentRow; meeting: MeetingRow };

/** An appointment in which the actor has a side. To others it does not exist. */
async function lockedMeeting(work: Work, capacity: Capacity, meetingId: string): Promise<Found> {
  const [found] = await work.sql<{ assignmentId: string }>('SELECT assignment_id AS "assignmentId" FROM suggestion_meeting WHERE id = $1', [meetingId]);
  if (!found) throw new DomainError('common.not_found', { what: '面商安排' });
  const { matter, row } = await lockAssignment(work, found.assignmentId);
  const meeting = matter.meetings.find((one) => one.id === meetingId);
  const lead = capacity.roles.includes('deputy') && matter.row.leadPersonId === capacity.personId && matter.row.congressId === capacity.congressId;
  if (!meeting || !(lead || row.organId === capacity.organId)) throw new DomainError('common.not_found', { what: '面商安排' });
  return { matter, row, meeting };
}

function future(work: Work, moments: readonly string[], path: string): Date[] {
  const instants = moments.map(instantOf);
  if (instants.every((one) => one.getTime() > work.clock.now().getTime())) return instants;
  const problem = '面商时间应当晚于现在';
  throw new DomainError('common.invalid_input', { problem }, [{ path, message: problem }]);
}

/** @throws DomainError common.not_found, common.invalid_input (times), workflow.* */
export async function proposeMeeting(work: Work, capacity: Capacity, input: z.output<typeof proposeMeetingInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  const slots = future(work, [...new Set(input.slots)].toSorted(), 'slots');
  await actOnAssignment(work, capacity, { id: row.id, action: 'proposeMeeting', matter, facts: { text: input.place, times: slots.map(formatMoment) } });
  await work.sql(
    `INSERT INTO suggestion_meeting (id, congress_id, suggestion_id, assignment_id, organ_id, organ_name, round, place, note, slots, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::timestamptz[], $11, $12)`,
    [newId(), matter.row.congressId, matter.row.id, row.id, row.organId, row.organName, roundOf(matter), input.place, input.note === '' ? null : input.note, slots.map((one) => one.toISOString()), capacity.personName, work.clock.now()],
  );
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** The deputy takes one of the times: two taps from the notice. */
export async function acceptMeeting(work: Work, capacity: Capacity, input: z.output<typeof acceptMeetingInput>): Promise<AssignmentReceipt> {
  const { matter, row, meeting } = await lockedMeeting(work, capacity, input.meetingId);
  const slot = meeting.slots[input.slot];
  if (slot === undefined || new Date(slot).getTime() <= work.clock.now().getTime()) throw new DomainError('workflow.refused', { reason: '这个时间已经过去', remedy: '请另选一个时间，或者另提时间' });
  return agree(work, capacity, { matter, row, meeting }, 'acceptMeeting', new Date(slot));
}

/** The organ takes the time that the deputy proposed instead. */
export async function confirmMeeting(work: Work, capacity: Capacity, input: z.output<typeof meetingRef>): Promise<AssignmentReceipt> {
  const found = await lockedMeeting(work, capacity, input.meetingId);
  return agree(work, capacity, found, 'confirmMeeting', found.meeting.at === null ? work.clock.now() : new Date(found.meeting.at));
}

async function agree(work: Work, capacity: Capacity, { matter, row, meeting }: Found, action: 'acceptMeeting' | 'confirmMeeting', at: Date): Promise<AssignmentReceipt> {
  await actOnAssignment(work, capacity, { id: row.id, action, matter, facts: { text: meeting.place, times: [formatMoment(at)] } });
  await work.sql(`UPDATE suggestion_meeting SET state = 'agreed', at = $2, reminded_on = NULL WHERE id = $1`, [meeting.id, at]);
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** None of the times suits; the deputy proposes another. @throws DomainError common.not_found, common.invalid_input, workflow.* */
export async function counterMeeting(work: Work, capacity: Capacity, input: z.output<typeof counterMeetingInput>): Promise<AssignmentReceipt> {
  const { matter, row, meeting } = await lockedMeeting(work, capacity, input.meetingId);
  const [at] = future(work, [input.at], 'at');
  await actOnAssignment(work, capacity, { id: row.id, action: 'counterMeeting', matter, facts: { text: input.note, times: at ? [formatMoment(at)] : [] } });
  await work.sql(`UPDATE suggestion_meeting SET state = 'countered', at = $2, counter_note = $3 WHERE id = $1`, [meeting.id, at, input.note === '' ? null : input.note]);
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** Either side calls it off, with the reason. */
export async function cancelMeeting(work: Work, capacity: Capacity, input: z.output<typeof cancelMeetingInput>): Promise<AssignmentReceipt> {
  const { matter, row, meeting } = await lockedMeeting(work, capacity, input.meetingId);
  await actOnAssignment(work, capacity, { id: row.id, action: 'cancelMeeting', reason: input.reason, matter });
  await work.sql(`UPDATE suggestion_meeting SET state = 'cancelled', ended_reason = $2 WHERE id = $1`, [meeting.id, input.reason]);
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/**
 * It took place: day and place come from the appointment, the clerk writes what was said, and the deputy is asked to confirm it as with
 * every contact.
 * @throws DomainError common.not_found, workflow.refused (not agreed, not yet), workflow.*
 */
export async function holdMeeting(work: Work, capacity: Capacity, input: z.output<typeof holdMeetingInput>): Promise<AssignmentReceipt> {
  const { row, meeting } = await lockedMeeting(work, capacity, input.meetingId);
  if (meeting.state !== 'agreed' || meeting.at === null) throw new DomainError('workflow.refused', { reason: '面商时间还没有约定', remedy: '没有约定就见了面的，请直接登记沟通' });
  const at = new Date(meeting.at);
  if (at.getTime() > work.clock.now().getTime()) throw new DomainError('workflow.refused', { reason: `约定的时间是${formatMoment(at)}，还没有到`, remedy: '请在面商之后登记' });
  const done = await recordContact(work, capacity, { assignmentId: row.id, method: 'meeting', contactedOn: dateInShanghai(at), content: `面商地点：${meeting.place}。${input.content}` });
  await work.sql(
    `UPDATE suggestion_meeting SET state = 'held', contact_id = (SELECT k.id FROM contact k WHERE k.assignment_id = $2 AND k.state = 'waiting' ORDER BY k.created_at DESC LIMIT 1) WHERE id = $1`,
    [meeting.id, row.id],
  );
  return done;
}

/** With the reply signed nothing is left to meet about in this round. */
export const endMeetings = (work: Work, assignmentId: string): Promise<unknown> =>
  work.sql(`UPDATE suggestion_meeting SET state = 'cancelled', ended_reason = '已经签发答复' WHERE assignment_id = $1 AND state IN ('proposed', 'countered', 'agreed')`, [assignmentId]);

/** Both sides are told on the day before, once. For the job registry. @returns how many */
export async function remindMeetings(work: Work, congressId: string): Promise<number> {
  const day = todayOf(work);
  const rows = await work.sql<{ id: string; assignmentId: string; place: string; at: Date }>(
    `SELECT id, assignment_id AS "assignmentId", place, at FROM suggestion_meeting
     WHERE congress_id = $1 AND state = 'agreed' AND reminded_on IS NULL AND at > $2 AND (at AT TIME ZONE 'Asia/Shanghai')::date <= $3::date ORDER BY at, id LIMIT 500`,
    [congressId, work.clock.now(), addDays(day, 1)],
  );
  let told = 0;
  for (const one of rows) {
    try {
      await work.attempt(async () => {
        const { matter, row } = await lockAssignment(work, one.assignmentId);
        await actOnAssignment(work, null, { id: row.id, action: 'remindMeeting', matter, facts: { text: one.place, times: [formatMoment(one.at)] } });
        await work.sql('UPDATE suggestion_meeting SET reminded_on = $2::date WHERE id = $1', [one.id, day]);
      });
      told += 1;
    } catch (error) {
      if (!isDomainError(error)) throw error; // acted on in the meantime
    }
  }
  return told;
}
