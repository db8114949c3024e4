// 答复: drafted by the clerk, signed by the organ's head with a letter number (重庆 23, 浙江 22).
import type { Capacity } from '@smart/identity/capacity';
import { yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { letterNumber } from '@smart/kernel/numbers';
import { startDeadline } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnAssignment } from './act.ts';
import { attachFiles } from './attachments.ts';
import { redDaysOf } from './feedback/book.ts';
import { endMeetings } from './feedback/meetings.ts';
import { sealInForce } from './feedback/seals.ts';
import { lockedPart } from './handling.ts';
import { type AssignmentRow, loadMatter, type Matter, type ReplyRow, roundOf } from './matter.ts';
import { type GradeSet, gradeSetNames, gradeSets } from './model.ts';
import type { assignmentRef, saveReplyInput, sendBackReplyInput, signReplyInput } from './model-inputs.ts';
import type { AssignmentReceipt, ReplyView } from './model-views.ts';
import { assignmentReceiptFor } from './receipts.ts';
import { replyViewOf } from './reply-view.ts';
import { settle, todayOf } from './settle.ts';
import { indexWords } from './submission.ts';
import { isHandler } from './subjects.ts';

type SaveReply = z.output<typeof saveReplyInput>;

/** The grades in force for a congress. */
export async function gradesOf(work: Work, congressId: string): Promise<GradeSet> {
  const value = await work.parameter(congressId, 'suggestions.grades');
  const set = gradeSetNames.find((name) => name === value);
  if (!set) throw new Error(`the parameter suggestions.grades is ${String(value)}`);
  return set;
}

const writing = (part: AssignmentRow): boolean => part.state === 'in_handling' || part.state === 'second_handling';
const replyIn = (matter: Matter, part: AssignmentRow): ReplyRow | undefined => matter.replies.find((one) => one.assignmentId === part.id && one.round === roundOf(matter));

/**
 * Saves the reply as written so far. Checked for completeness only when it goes to review.
 * @throws DomainError common.not_found, common.conflict (a colleague saved newer text), suggestions.grade_unknown, workflow.refused
 */
export async function saveReply(work: Work, capacity: Capacity, input: SaveReply): Promise<ReplyView> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  if (isHandler(capacity, row) !== true || row.role === 'assisting' || row.role === 'distribute') throw new DomainError('common.forbidden', { reason: '只有主办单位或者分别办理的单位起草答复' });
  if (!writing(row)) throw new DomainError('workflow.refused', { reason: '现在不能修改答复', remedy: row.state === 'assigned' ? '请先签收' : '审核中的答复须先打回' });
  const known = replyIn(matter, row);
  if (known && input.revision !== undefined && input.revision !== known.revision) throw new DomainError('common.conflict', { reason: '同事已经保存了更新的答复稿' });
  await checkGrade(work, matter, input.grade);
  const id = known?.id ?? (await begin(work, capacity, matter, row));
  await work.db
    .updateTable('reply')
    .set({
      ...(input.grade === undefined ? {} : { grade: input.grade }),
      ...(input.body === undefined ? {} : { body: input.body }),
      ...(input.contactName === undefined ? {} : { contact_name: input.contactName }),
      ...(input.contactPhone === undefined ? {} : { contact_phone: input.contactPhone }),
      ...(input.copies === undefined ? {} : { copies: input.copies }),
      drafted_by: capacity.personName,
      revision: (known?.revision ?? 0) + 1,
      updated_at: work.clock.now(),
    })
    .where('id', '=', id)
    .execute();
  if (input.commitments) await replaceCommitments(work, matter, row, id, input.commitments);
  if (input.fileIds) await attachFiles(work, capacity, matter.row.id, { type: 'reply', id }, input.fileIds);
  return viewOf(work, await loadMatter(work, matter.row.id), id);
}

async function viewOf(work: Work, matter: Matter, replyId: string): Promise<ReplyView> {
  const reply = matter.replies.find((one) => one.id === replyId);
  if (!reply) throw new Error(`reply ${replyId} is not there`);
  return replyViewOf(matter, reply, { today: todayOf(work), grades: await gradesOf(work, matter.row.congressId), redDays: await redDaysOf(work, matter.row.congressId) });
}

async function checkGrade(work: Work, { row }: Matter, grade: string | null | undefined): Promise<void> {
  if (grade === null || grade === undefined) return;
  const set = Object.keys(gradeSets[await gradesOf(work, row.congressId)]);
  if (!set.includes(grade)) throw new DomainError('suggestions.grade_unknown', { grade, grades: set });
}

/** A new reply with what is known already: contact of the organ, and copies to the congress and the office that handed over. */
async function begin(work: Work, capacity: Capacity, matter: Matter, part: AssignmentRow): Promise<string> {
  const [organ] = await work.sql<{ contactName: string | null; contactPhone: string | null }>('SELECT contact_name AS "contactName", contact_phone AS "contactPhone" FROM organ WHERE id = $1', [part.organId]);
  const copies = await work.sql<{ name: string }>(
    `SELECT name FROM organ WHERE (congress_id = $1 AND kind IN ('deputies_affairs', 'presidium') AND abolished_on IS NULL) OR id = $2 ORDER BY sort, name`,
    [matter.row.congressId, part.parentId === null ? null : part.assignedByOrganId],
  );
  const id = newId();
  await work.db
    .insertInto('reply')
    .values({
      id, congress_id: matter.row.congressId, suggestion_id: matter.row.id, assignment_id: part.id, organ_id: part.organId, organ_name: part.organName, round: roundOf(matter),
      contact_name: organ?.contactName ?? capacity.personName, contact_phone: organ?.contactPhone ?? null, copies: copies.map((one) => one.name), updated_at: work.clock.now(),
    })
    .execute();
  return id;
}

async function replaceCommitments(work: Work, matter: Matter, part: AssignmentRow, replyId: string, commitments: NonNullable<SaveReply['commitments']>): Promise<void> {
  await work.sql('DELETE FROM commitment WHERE reply_id = $1', [replyId]);
  if (commitments.length === 0) return;
  await work.db
    .insertInto('commitment')
    .values(commitments.map((one) => ({ id: newId(), congress_id: matter.row.congressId, suggestion_id: matter.row.id, reply_id: replyId, organ_id: part.organId, text: one.text, due_on: one.dueOn })))
    .execute();
}

/** To the head for review. @throws DomainError workflow.refused (contact, opinions, text, grade, commitments), workflow.* */
export async function submitReply(work: Work, capacity: Capacity, input: z.output<typeof assignmentRef>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  await actOnAssignment(work, capacity, { id: row.id, action: 'submitReply', expectedVersion: input.expectedVersion, matter });
  await setState(work, matter, row, 'under_review', null);
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

async function setState(work: Work, matter: Matter, row: AssignmentRow, state: 'draft' | 'under_review', note: string | null): Promise<void> {
  await work.sql('UPDATE reply SET state = $3, review_note = $4 WHERE assignment_id = $1 AND round = $2', [row.id, roundOf(matter), state, note]);
}

/** Back to the clerk with what must be better. */
export async function sendBackReply(work: Work, capacity: Capacity, input: z.output<typeof sendBackReplyInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  await actOnAssignment(work, capacity, { id: row.id, action: 'sendBackReply', expectedVersion: input.expectedVersion, reason: input.reason, matter });
  await setState(work, matter, row, 'draft', input.reason);
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/**
 * The head signs: letter number, signatory, date; commitments begin to run; the deputy is asked to evaluate when all have replied.
 * @throws DomainError common.conflict (letter number), workflow.*
 */
export async function signReply(work: Work, capacity: Capacity, input: z.output<typeof signReplyInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  const reply = replyIn(matter, row);
  const number = input.letterNumber ? input.letterNumber : await nextLetterNumber(work, row);
  await actOnAssignment(work, capacity, {
    id: row.id, action: 'signReply', expectedVersion: input.expectedVersion, matter, facts: { letterNumber: number, grade: reply?.grade ?? null, round: roundOf(matter) },
  });
  await work.sql(`UPDATE reply SET state = 'signed', letter_number = $3, signatory = $4, signed_at = $5, seal_id = $6, review_note = NULL WHERE assignment_id = $1 AND round = $2`, [row.id, roundOf(matter), number, capacity.personName, work.clock.now(), await sealInForce(work, row.organId)]);
  await endMeetings(work, row.id);
  await work.sql(`UPDATE extension SET state = 'refused', decided_at = $2, decision_note = '已签发答复，无需延期' WHERE assignment_id = $1 AND state = 'requested'`, [row.id, work.clock.now()]);
  await beginCommitments(work, matter, reply?.id);
  await indexWords(work, await loadMatter(work, matter.row.id));
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** The next number of the organ's year; an organ without a code of its own uses its short name. */
async function nextLetterNumber(work: Work, part: AssignmentRow): Promise<string> {
  const year = yearOf(todayOf(work));
  const [organ] = await work.sql<{ code: string }>(`SELECT COALESCE(letter_code, short_name || '函') AS code FROM organ WHERE id = $1`, [part.organId]);
  const [series] = await work.sql<{ last: number }>(
    `INSERT INTO letter_series (congress_id, organ_id, year, last) VALUES ($1, $2, $3, 1) ON CONFLICT (organ_id, year) DO UPDATE SET last = letter_series.last + 1 RETURNING last`,
    [part.organCongressId, part.organId, year],
  );
  if (!organ || !series) throw new DomainError('common.not_found', { what: '承办单位' });
  return letterNumber(organ.code, year, series.last);
}

/** Each commitment is a limit of its own, with the date the organ named. */
async function beginCommitments(work: Work, matter: Matter, replyId: string | undefined): Promise<void> {
  for (const one of matter.commitments.filter((commitment) => commitment.replyId === replyId)) {
    const { row } = matter;
    const subject = { id: one.id, matterId: row.id, congressId: row.congressId, state: row.state, version: row.version };
    await startDeadline(work, 'suggestion', subject, { kind: 'commitment', dueOn: one.dueOn, explanation: '答复中承诺的完成时限', basis: { label: '落实承诺', explanation: '答复中承诺的完成时限' } }, { organId: one.organId });
  }
}
