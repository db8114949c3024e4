// The detail page in three statements: the matter with all its parts, its history, its files. What the viewer must not see is taken out here.
import { type Capacity, readingOrgans } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import { filesOf } from './attachments.ts';
import { type AssignmentRow, loadMatter, type Matter, matterOf, type MatterRow, matterSelect } from './matter.ts';
import {
  assignmentStateLabels, congressOfficeOf, contactMethodLabels, contactStateLabels, type DeclineFollowUp, declineFollowUps, type DeclineGround, declineGroundNames, extensionStateLabels, type GradeSet, roleLabels, supervisionKindLabels,
} from './model.ts';
import type { DetailView } from './model-views.ts';
import { redDaysOf } from './feedback/book.ts';
import { gradesOf } from './reply.ts';
import { replyViewOf } from './reply-view.ts';
import { dueViewOf, type Lighting, lightingOf, listRowOf } from './rows.ts';
import { assignmentSubject, suggestionSubject } from './store.ts';
import { isHandingOver } from './subjects.ts';
import { timelineOf } from './timeline.ts';
import { parameters, visibleSql } from './visibility.ts';
import { suggestionWorkflow } from './workflow.ts';
import { assignmentWorkflow } from './workflow-assignment.ts';

type Names = { proposedOrgans: { id: string; name: string }[]; mergedFrom: DetailView['mergedFrom']; merged: { id: string; title: string; numberLabel: string | null; confidential: boolean } | null };

const namesSelect = `(SELECT COALESCE(json_agg(json_build_object('id', o.id, 'name', o.name)), '[]') FROM organ o WHERE o.id = ANY (s.proposed_organ_ids)) AS "proposedOrgans",
  (SELECT json_build_object('id', m.id, 'title', m.title, 'numberLabel', m.number_label, 'confidential', m.confidential) FROM suggestion m WHERE m.id = s.merged_into_id) AS merged,
  (SELECT COALESCE(json_agg(json_build_object('id', m.id, 'title', m.title, 'numberLabel', m.number_label, 'leadName', m.lead_name) ORDER BY m.number), '[]') FROM suggestion m
   WHERE m.merged_into_id = s.id AND m.state <> 'withdrawn') AS "mergedFrom"`;

/**
 * A suggestion the capacity may see.
 * @throws DomainError common.not_found
 */
export async function visibleMatter(work: Work, capacity: Capacity, id: string): Promise<Matter & Names> {
  const { values, p } = parameters();
  const [found] = await work.sql<MatterRow & Names>(`SELECT ${matterSelect}, ${namesSelect} FROM suggestion s WHERE s.id = ${p(id)} AND ${visibleSql(capacity, p)}`, values);
  if (!found) throw new DomainError('common.not_found', { what: '建议' });
  const { proposedOrgans, merged, mergedFrom, ...row } = found;
  return { ...matterOf(row), proposedOrgans, merged, mergedFrom };
}

type Viewer = DetailView['viewer'];

/** The nearest relation of the viewer to the matter. */
export function viewerOf({ row, cosigners, assignments, delegations }: Matter, capacity: Capacity): Viewer {
  if (capacity.standIn?.kind === 'assistant') return 'lead';
  if (capacity.kind === 'mandate') {
    if (row.leadPersonId === capacity.personId) return 'lead';
    const signs = cosigners.some((one) => one.personId === capacity.personId && one.state !== 'declined') || delegations.some((one) => one.leaderPersonId === capacity.personId && one.state !== 'declined');
    return signs ? 'cosigner' : 'deputy';
  }
  if (capacity.congressId === row.congressId && capacity.roles.some((role) => role === 'congress_officer' || role === 'congress_leader')) return 'congress';
  const organs = readingOrgans(capacity);
  return assignments.some((one) => organs.includes(one.organId)) ? 'organ' : 'deputy';
}

/**
 * Everything the viewer may see of a suggestion, with the buttons and why one of them is not possible now.
 * @throws DomainError common.not_found
 */
export async function suggestionDetail(work: Work, capacity: Capacity, id: string): Promise<DetailView> {
  const matter = await visibleMatter(work, capacity, id);
  const { row } = matter;
  const viewer = viewerOf(matter, capacity);
  const lighting = await lightingOf(work, row.congressId);
  const context = { today: lighting.today };
  const [files, timeline] = await Promise.all([filesOf(work, id), timelineOf(work, matter, viewer, capacity)]);
  const grades = await gradesOf(work, row.congressId);
  const replies = await repliesOf(work, matter, capacity, grades, lighting);
  return {
    ...listRowOf(row, lighting),
    ...headOf(matter, viewer),
    viewer,
    cosigners: cosignersOf(matter, viewer, capacity),
    assignments: await assignmentsOf(work, matter, capacity, viewer, lighting),
    contacts: viewer === 'deputy' ? [] : matter.contacts.map((one) => ({ ...one, methodLabel: contactMethodLabels[one.method], stateLabel: contactStateLabels[one.state] })),
    replies,
    gradeSet: grades,
    evaluations: matter.evaluations,
    extensions: viewer === 'deputy' ? [] : extensionsOf(matter, capacity),
    supervisions: viewer === 'deputy' ? [] : supervisionsOf(matter, capacity),
    deadlines: deadlinesOf(matter, lighting),
    files: files.filter((file) => file.purpose !== 'coordination').filter((file) => file.purpose !== 'paper').filter((file) => file.subjectId === null || file.subjectId === id || replies.some((reply) => reply.id === file.subjectId) || matter.commitments.some((one) => one.id === file.subjectId)),
    timeline,
    actions: availableActions(suggestionWorkflow, await suggestionSubject(work, matter), capacity, context),
  };
}

function headOf({ row, proposedOrgans, merged, mergedFrom }: Matter & Names, viewer: Viewer) {
  return {
    background: row.background,
    proposal: row.proposal,
    researched: row.researched,
    proposedOrgans,
    publishConsent: row.publishConsent,
    confidentialReason: viewer === 'lead' || viewer === 'congress' ? row.confidentialReason : null,
    leadPersonId: row.leadPersonId,
    leadMandateId: row.leadMandateId,
    congressOffice: congressOfficeOf(row.congressTier),
    withdrawalAsked: row.withdrawalReason !== null && row.state !== 'withdrawn',
    keyLeader: row.keyLeader,
    assignedOn: row.assignedOn,
    extended: row.extended,
    registeredAt: row.registeredAt?.toISOString() ?? null,
    repliedAt: row.repliedAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    declineGround: declineGroundNames.find((name): name is DeclineGround => name === row.declineGround) ?? null,
    declineFollowUp: declineFollowUps.find((name): name is DeclineFollowUp => name === row.declineFollowUp) ?? null,
    decisionReason: row.decisionReason,
    // Nobody but the congress comes across a confidential suggestion through one that was merged into it.
    mergedFrom: viewer === 'congress' || viewer === 'organ' ? mergedFrom : [],
    mergedInto: merged?.confidential && viewer !== 'congress' ? null : merged,
  };
}

function cosignersOf({ cosigners }: Matter, viewer: Viewer, capacity: Capacity): DetailView['cosigners'] {
  const shown = viewer === 'lead' || viewer === 'cosigner' ? cosigners : cosigners.filter((one) => one.state === 'confirmed');
  return shown.map(({ mandateId, name, state, answeredAt, withdrawalAgreed, personId }) => ({ mandateId, name, state, answeredAt, withdrawalAgreed, me: personId === capacity.personId }));
}

/** Opinions and reasons inside the organs' dealings are for those who handle it, not for the public of deputies. */
async function assignmentsOf(work: Work, matter: Matter, capacity: Capacity, viewer: Viewer, lighting: Lighting): Promise<DetailView['assignments']> {
  const views: DetailView['assignments'] = [];
  const inside = viewer === 'congress' || viewer === 'organ';
  for (const row of matter.assignments) {
    const subject = await assignmentSubject(work, matter, row);
    const { organCongressId: _congress, assignedByOrganId: _office, ...shown } = row;
    views.push({
      ...shown,
      roleLabel: roleLabels[row.role],
      stateLabel: assignmentStateLabels[row.state],
      returnReason: inside ? row.returnReason : null,
      returnUntil: inside ? row.returnUntil : null,
      opinion: inside ? row.opinion : null,
      note: inside ? row.note : null,
      due: nearestDue(matter, row, lighting),
      mine: row.organId === capacity.organId,
      actions: availableActions(assignmentWorkflow, subject, capacity, { today: lighting.today }),
    });
  }
  return views;
}

function nearestDue({ deadlines }: Matter, row: AssignmentRow, lighting: Lighting) {
  const nearest = deadlines.find((one) => one.subjectId === row.id && one.status === 'open');
  return nearest ? dueViewOf(nearest.kind, nearest.dueOn, lighting) : null;
}

/**
 * Signed replies for everybody; a draft only inside the organ that writes it. A merged suggestion is answered with the signed replies of
 * the main one.
 */
async function repliesOf(work: Work, matter: Matter, capacity: Capacity, grades: GradeSet, { today }: Lighting): Promise<DetailView['replies']> {
  const { mergedIntoId } = matter.row;
  const redDays = await redDaysOf(work, matter.row.congressId);
  const source = mergedIntoId === null ? matter : await loadMatter(work, mergedIntoId);
  const shown = source.replies.filter((one) => one.state === 'signed' || (mergedIntoId === null && one.organId === capacity.organId));
  return shown.map((reply) => replyViewOf(source, reply, { today, grades, redDays }));
}

function extensionsOf(matter: Matter, capacity: Capacity): DetailView['extensions'] {
  return matter.extensions.map((one) => {
    const part = matter.assignments.find((row) => row.id === one.assignmentId);
    const mayDecide = one.state === 'requested' && part !== undefined && isHandingOver(capacity, { ...part, congressId: matter.row.congressId }) === true;
    return { ...one, stateLabel: extensionStateLabels[one.state], mayDecide };
  });
}

function supervisionsOf(matter: Matter, capacity: Capacity): DetailView['supervisions'] {
  return matter.supervisions.map((one) => ({
    ...one,
    kindLabel: supervisionKindLabels[one.kind],
    organName: matter.assignments.find((row) => row.organId === one.organId)?.organName ?? null,
    mayAnswer: one.answer === null && one.organId !== null && one.organId === capacity.organId,
  }));
}

function deadlinesOf(matter: Matter, lighting: Lighting): DetailView['deadlines'] {
  return matter.deadlines.map((one) => ({
    ...dueViewOf(one.kind, one.dueOn, lighting, one.status === 'open' ? 'open' : 'done'),
    organName: matter.assignments.find((row) => row.id === one.subjectId)?.organName ?? null,
    status: one.status,
    startedOn: one.startedOn,
    firstDueOn: one.firstDueOn,
    explanation: one.explanation ?? '',
    warnings: one.status === 'open' ? (one.warnings ?? []) : [],
  }));
}
