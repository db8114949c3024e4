// How the workflow engine reaches a motion: locks, reads the facts that rules need, writes.
import type { MotionTable } from '@smart/database/generated/kysely/types';
import { DomainError } from '@smart/kernel/errors';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import type { Topic } from '../model.ts';
import { todayOf } from '../settle.ts';
import type { Actor } from '../subjects.ts';
import type { CommitteeProposal, MotionDeadline, MotionState, PresidiumDecision, SignatureState } from './model.ts';
import type { MotionSubject } from './subject.ts';
import { type MotionAction, motionWorkflow } from './workflow.ts';

export type MotionCosigner = { mandateId: string; personId: string; name: string; state: SignatureState };
export type MotionDeadlineRow = { kind: MotionDeadline; dueOn: string; status: 'open' | 'met' | 'cancelled'; explanation: string | null };
/** A motion with its signatures and limits. Dates are YYYY-MM-DD. */
export type Motion = {
  id: string; congressId: string; termId: string; sessionId: string | null; state: MotionState; version: number; draftRevision: number; title: string; cause: string; grounds: string; plan: string; topic: Topic | null;
  publishConsent: boolean; leadMandateId: string; leadPersonId: string; leadName: string; delegationName: string | null; signatories: number; number: number | null; numberLabel: string | null;
  ownerKind: 'deputy' | 'cosigners' | 'congress' | 'organ' | 'nobody'; dueOn: string | null; dueKind: MotionDeadline | null; presidiumDecision: PresidiumDecision | null; decidedOn: string | null; decisionReason: string | null;
  committeeOrganId: string | null; committeeOrganName: string | null; committeeReport: string | null; committeeProposal: CommitteeProposal | null; reportedOn: string | null; resolution: string | null; resolvedOn: string | null;
  handlingOrganId: string | null; handlingOrganName: string | null; handlingReport: string | null; handledOn: string | null; convertedSuggestionId: string | null; withdrawalReason: string | null;
  submittedAt: Date | null; closedAt: Date | null; publishedAt: Date | null; updatedAt: Date; tier: string; cosigners: MotionCosigner[]; deadlines: MotionDeadlineRow[]; lastHash: string | null;
};

export const motionColumns = `m.id, m.congress_id AS "congressId", m.term_id AS "termId", m.session_id AS "sessionId", m.state, m.version, m.draft_revision AS "draftRevision", m.title, m.cause, m.grounds, m.plan, m.topic,
  m.publish_consent AS "publishConsent", m.lead_mandate_id AS "leadMandateId", m.lead_person_id AS "leadPersonId", m.lead_name AS "leadName", m.delegation_name AS "delegationName", m.signatories, m.number,
  m.number_label AS "numberLabel", m.owner_kind AS "ownerKind", m.due_on AS "dueOn", m.due_kind AS "dueKind", m.presidium_decision AS "presidiumDecision", m.decided_on AS "decidedOn", m.decision_reason AS "decisionReason",
  m.committee_organ_id AS "committeeOrganId", m.committee_organ_name AS "committeeOrganName", m.committee_report AS "committeeReport", m.committee_proposal AS "committeeProposal", m.reported_on AS "reportedOn",
  m.resolution, m.resolved_on AS "resolvedOn", m.handling_organ_id AS "handlingOrganId", m.handling_organ_name AS "handlingOrganName", m.handling_report AS "handlingReport", m.handled_on AS "handledOn",
  m.converted_suggestion_id AS "convertedSuggestionId", m.withdrawal_reason AS "withdrawalReason", m.submitted_at AS "submittedAt", m.closed_at AS "closedAt", m.published_at AS "publishedAt", m.updated_at AS "updatedAt",
  (SELECT c.tier FROM congress c WHERE c.id = m.congress_id) AS tier,
  (SELECT COALESCE(json_agg(json_build_object('mandateId', x.mandate_id, 'personId', x.person_id, 'name', x.name, 'state', x.state) ORDER BY x.id), '[]') FROM motion_cosigner x WHERE x.motion_id = m.id) AS cosigners,
  (SELECT COALESCE(json_agg(json_build_object('kind', d.kind, 'dueOn', d.due_on, 'status', d.status, 'explanation', d.basis->>'explanation') ORDER BY d.due_on, d.id), '[]') FROM deadline d WHERE d.matter_id = m.id) AS deadlines,
  (SELECT l.hash FROM action_log l WHERE l.subject_type = 'motion' AND l.subject_id = m.id ORDER BY l.sequence DESC LIMIT 1) AS "lastHash"`;

/** @throws DomainError common.not_found */
export async function loadMotion(work: Work, id: string): Promise<Motion> {
  const [found] = await work.sql<Motion>(`SELECT ${motionColumns} FROM motion m WHERE m.id = $1`, [id]);
  if (!found) throw new DomainError('common.not_found', { what: '议案' });
  return found;
}

/** Locks first, reads afterwards: the facts are never older than what a colleague just did. @throws DomainError common.not_found */
export async function lockMotion(work: Work, id: string): Promise<Motion> {
  await work.sql('SELECT 1 FROM motion WHERE id = $1 FOR UPDATE', [id]);
  return loadMotion(work, id);
}

export type Window = { sessionId: string; number: number; endsOn: string; cutoff: Date | null };

/** The session that sits today; whether its limit for motions has passed is the caller's question. */
export async function sittingSession(work: Work, congressId: string): Promise<Window | null> {
  const [found] = await work.sql<Window>(
    `SELECT x.id AS "sessionId", x.number, x.ends_on AS "endsOn", c.cutoff FROM session x LEFT JOIN motion_cutoff c ON c.session_id = x.id
     WHERE x.congress_id = $1 AND $2::date BETWEEN x.starts_on AND x.ends_on ORDER BY x.starts_on DESC LIMIT 1`,
    [congressId, todayOf(work)],
  );
  return found ?? null;
}

export const isOpen = (work: Work, window: Window | null): window is Window => window !== null && (window.cutoff === null || window.cutoff >= work.clock.now());

/** How many deputies must sign, the lead included (地方组织法 22). */
export const neededIn = async (work: Work, { congressId, tier }: { congressId: string; tier: string }): Promise<number> =>
  z.int().parse(await work.parameter(congressId, tier === 'township' ? 'motions.signatories_township' : 'motions.signatories'));

/** The motion with the facts its rules look at. */
export async function motionSubject(work: Work, motion: Motion): Promise<MotionSubject> {
  return {
    id: motion.id, matterId: motion.id, congressId: motion.congressId, state: motion.state, version: motion.version, leadPersonId: motion.leadPersonId,
    title: motion.title, cause: motion.cause, grounds: motion.grounds, plan: motion.plan, topic: motion.topic, publishConsent: motion.publishConsent, published: motion.publishedAt !== null,
    withdrawalAsked: motion.withdrawalReason !== null, cosigners: motion.cosigners, needed: await neededIn(work, motion),
    submittable: motion.state === 'awaiting_cosigners' && isOpen(work, await sittingSession(work, motion.congressId)), committees: motion.tier !== 'township',
    committeeOrganId: motion.committeeOrganId, handlingOrganId: motion.handlingOrganId,
  };
}

async function describeMotions(work: Work, ids: readonly string[]) {
  const rows = await work.sql<{ id: string; title: string; numberLabel: string | null; leadName: string }>(`SELECT id, title, number_label AS "numberLabel", lead_name AS "leadName" FROM motion WHERE id = ANY ($1::uuid[])`, [ids]);
  return new Map(rows.map(({ id, ...words }) => [id, words]));
}

export const motionStore = defineStore<MotionState, MotionAction, MotionSubject, Actor, Updateable<MotionTable>>({
  workflow: motionWorkflow,
  table: 'motion',
  lock: async (work, id) => motionSubject(work, await lockMotion(work, id)),
  save: async (work, subject, { state, version, patch }) => {
    await work.db.updateTable('motion').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', subject.id).execute();
  },
  ownerOf: (subject, owner) => {
    const organId = owner === 'committee' ? subject.committeeOrganId : owner === 'organ' ? subject.handlingOrganId : null;
    return organId === null ? {} : { organId };
  },
  describe: describeMotions,
});
