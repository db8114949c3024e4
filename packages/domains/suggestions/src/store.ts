// How the workflow engine reaches the two subjects: locks, reads the facts that rules need, writes.
import type { AssignmentTable, SuggestionTable } from '@smart/database/generated/kysely/types';
import { DomainError } from '@smart/kernel/errors';
import { computeDeadline } from '@smart/kernel/deadlines';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { type AssignmentRow, dissatisfiedTimes, loadMatter, type Matter, openCommitments, openMeeting, roundOf } from './matter.ts';
import type { AssignmentState, SuggestionState } from './model.ts';
import type { Actor, AssignmentSubject, SuggestionSubject } from './subjects.ts';
import { returnLevelOf, returnsToCoordinate } from './returns/rules.ts';
import { type SuggestionAction, suggestionWorkflow } from './workflow.ts';
import { type AssignmentAction, assignmentWorkflow } from './workflow-assignment.ts';

/** The suggestion with the facts its rules look at. */
export async function suggestionSubject(work: Work, matter: Matter): Promise<SuggestionSubject> {
  const { row } = matter;
  return {
    id: row.id,
    matterId: row.id,
    congressId: row.congressId,
    state: row.state,
    version: row.version,
    leadPersonId: row.leadPersonId,
    leadMandateId: row.leadMandateId,
    title: row.title,
    background: row.background,
    proposal: row.proposal,
    topic: row.topic,
    confidential: row.confidential,
    confidentialReason: row.confidentialReason,
    publishConsent: row.publishConsent,
    published: row.publishedAt !== null,
    submitted: row.submittedAt !== null,
    mergedIntoId: row.mergedIntoId,
    mainAssigned: row.mainAssigned,
    splitProposed: row.splitProposed,
    letter: row.declineFollowUp === 'letter_of_deputy',
    assignedOn: row.assignedOn,
    replyRound: row.replyRound,
    withdrawalAsked: row.withdrawalReason !== null,
    cosigners: matter.cosigners,
    delegation: matter.delegations[0] ?? null,
    paperWaiting: matter.papers[0]?.state === 'waiting',
    openCommitmentOrganIds: openCommitments(matter).map((one) => one.organId),
    dissatisfied: dissatisfiedTimes(matter),
    distributorOrganIds: matter.assignments.filter((one) => one.role === 'distribute' && one.state !== 'returned' && one.state !== 'cancelled').map((one) => one.organId),
    returnsToCoordinate: await returnsToCoordinate(work, matter),
    evaluated: row.result !== null,
    reopened: row.reopened,
    reopenUntil: row.reopenUntil,
    keptCommitments: matter.commitments.filter((one) => one.state === 'kept').length,
    commitmentChangeAsked: openCommitments(matter).some((one) => one.askedDueOn !== null),
    organIds: askableParts(matter).map((one) => one.organId),
    askedOrganIds: matter.questions.filter((one) => one.answer === null).map((one) => one.organId),
    supervisedOrganIds: matter.supervisions.flatMap((one) => (one.answer === null && one.organId !== null ? [one.organId] : [])),
  };
}

/** Parts of organs that have begun their work and whom the deputy may ask. */
export const askableParts = (matter: Pick<Matter, 'assignments'>): AssignmentRow[] =>
  matter.assignments.filter((one) => one.role !== 'distribute' && !['assigned', 'distributed', 'returned', 'cancelled'].includes(one.state));

const monthsSchema = z.int().min(1);

/** One organ's part with the facts its rules look at. */
export async function assignmentSubject(work: Work, matter: Matter, row: AssignmentRow): Promise<AssignmentSubject> {
  const round = roundOf(matter);
  const reply = matter.replies.find((one) => one.assignmentId === row.id && one.round === round);
  const months = monthsSchema.parse(await work.parameter(matter.row.congressId, 'suggestions.extended_reply_months'));
  return {
    id: row.id,
    matterId: matter.row.id,
    congressId: matter.row.congressId,
    state: row.state,
    version: row.version,
    organId: row.organId,
    organName: row.organName,
    role: row.role,
    parentId: row.parentId,
    assignedByOrganId: row.assignedByOrganId,
    assignedOn: row.assignedOn,
    returnUntil: row.returnUntil,
    leadPersonId: matter.row.leadPersonId,
    suggestionState: matter.row.state,
    round,
    contacts: matter.contacts.filter((one) => one.assignmentId === row.id && one.round === round),
    reply: reply ? { grade: reply.grade, body: reply.body, commitments: matter.commitments.filter((one) => one.replyId === reply.id).length } : null,
    missingOpinions: row.role === 'lead' && round === 1 ? openAssistants(matter, row.parentId) : [],
    returnLevel: await returnLevelOf(work, matter, row),
    returnsToCoordinate: await returnsToCoordinate(work, matter),
    coordinationAsked: matter.organCoordinations.some((one) => one.assignmentId === row.id && one.coordinatedAt === null),
    extensionAsked: matter.extensions.some((one) => one.assignmentId === row.id && one.state === 'requested'),
    meeting: openMeeting(matter, row.id) ?? null,
    replyDueOn: matter.deadlines.find((one) => one.subjectId === row.id && one.kind === 'reply' && one.status === 'open')?.dueOn ?? null,
    latestReplyOn: computeDeadline(handedOverOn(matter, row), { unit: 'month', count: months }, work.calendar).dueOn,
  };
}

/** The day on which the congress handed over what became this part: that the government office handed it on later gives nobody more time (代表法 51). */
function handedOverOn(matter: Matter, row: AssignmentRow): string {
  const above = row.parentId === null ? undefined : matter.assignments.find((one) => one.id === row.parentId);
  return above ? handedOverOn(matter, above) : row.assignedOn;
}

const openAssistants = (matter: Matter, parentId: string | null): string[] =>
  matter.assignments
    .filter((one) => one.role === 'assisting' && one.parentId === parentId && (one.state === 'assigned' || one.state === 'in_handling' || one.state === 'return_requested'))
    .map((one) => one.organName);

/**
 * Locks the suggestion: everything that is done to it or its parts happens one after the other, in one order of locks.
 * @throws DomainError common.not_found
 */
export async function lockMatter(work: Work, id: string): Promise<Matter> {
  // Two statements: the facts are read only when the lock is held, and so are never older than what a colleague just did.
  await work.sql('SELECT 1 FROM suggestion WHERE id = $1 FOR UPDATE', [id]);
  return loadMatter(work, id);
}

const handed = new WeakMap<Work, Map<string, Matter>>();

/**
 * Gives the engine a matter that was read under its lock in this unit of work and has not changed since, so that it is not read twice.
 * Taken once: the next reading goes to the database again.
 */
export function handToEngine(work: Work, subjectId: string, matter: Matter): void {
  const waiting = handed.get(work) ?? new Map<string, Matter>();
  handed.set(work, waiting.set(subjectId, matter));
}

function takeHanded(work: Work, subjectId: string): Matter | undefined {
  const matter = handed.get(work)?.get(subjectId);
  handed.get(work)?.delete(subjectId);
  return matter;
}

/** The words of a reminder; ids may also be those of commitments, whose limits run beside the suggestion's own. */
async function describeSuggestions(work: Work, ids: readonly string[]) {
  const rows = await work.sql<{ id: string; title: string; numberLabel: string | null; leadName: string; leadPersonId: string }>(
    `SELECT x.id, s.title, s.number_label AS "numberLabel", s.lead_name AS "leadName", s.lead_person_id AS "leadPersonId"
     FROM (SELECT id, id AS suggestion_id FROM suggestion WHERE id = ANY ($1::uuid[])
           UNION ALL SELECT id, suggestion_id FROM commitment WHERE id = ANY ($1::uuid[])
           UNION ALL SELECT id, suggestion_id FROM suggestion_question WHERE id = ANY ($1::uuid[])
           UNION ALL SELECT id, suggestion_id FROM assignment WHERE id = ANY ($1::uuid[])) x JOIN suggestion s ON s.id = x.suggestion_id`,
    [ids],
  );
  return new Map(rows.map(({ id, ...words }) => [id, words]));
}

export const suggestionStore = defineStore<SuggestionState, SuggestionAction, SuggestionSubject, Actor, Updateable<SuggestionTable>>({
  workflow: suggestionWorkflow,
  table: 'suggestion',
  lock: async (work, id) => suggestionSubject(work, takeHanded(work, id) ?? (await lockMatter(work, id))),
  save: async (work, subject, { state, version, patch }) => {
    await work.db.updateTable('suggestion').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', subject.id).execute();
    // Whom limits concern does not change with an act; who needs other facts afterwards reads the matter again.
    return { ...subject, state, version };
  },
  ownerOf: (subject, owner) => (owner === 'deputy' ? { personId: subject.leadPersonId } : {}),
  describe: describeSuggestions,
});

/** @throws DomainError common.not_found */
async function matterIdOf(work: Work, assignmentId: string): Promise<string> {
  const [found] = await work.sql<{ id: string }>('SELECT suggestion_id AS id FROM assignment WHERE id = $1', [assignmentId]);
  if (!found) throw new DomainError('common.not_found', { what: '承办事项' });
  return found.id;
}

/** Locks the suggestion an assignment belongs to and reads both. */
export async function lockAssignment(work: Work, assignmentId: string): Promise<{ matter: Matter; row: AssignmentRow }> {
  const matter = await lockMatter(work, await matterIdOf(work, assignmentId));
  return { matter, row: partOf(matter, assignmentId) };
}

function partOf(matter: Matter, assignmentId: string): AssignmentRow {
  const row = matter.assignments.find((one) => one.id === assignmentId);
  if (!row) throw new DomainError('common.not_found', { what: '承办事项' });
  return row;
}

export const assignmentStore = defineStore<AssignmentState, AssignmentAction, AssignmentSubject, Actor, Updateable<AssignmentTable>>({
  workflow: assignmentWorkflow,
  table: 'assignment',
  lock: async (work, id) => {
    const known = takeHanded(work, id);
    const { matter, row } = known ? { matter: known, row: partOf(known, id) } : await lockAssignment(work, id);
    return assignmentSubject(work, matter, row);
  },
  save: async (work, subject, { state, version, patch }) => {
    await work.db.updateTable('assignment').set({ ...patch, state, version }).where('id', '=', subject.id).execute();
    return { ...subject, state, version };
  },
  ownerOf: (subject, owner) => {
    if (owner === 'deputy') return { personId: subject.leadPersonId };
    if (owner === 'return_decider' && subject.returnLevel !== 'handing_over') return {};
    if (owner === 'handing_over' || owner === 'return_decider') return subject.parentId === null || subject.assignedByOrganId === null ? {} : { organId: subject.assignedByOrganId };
    return { organId: subject.organId };
  },
  describe: describeSuggestions,
});
