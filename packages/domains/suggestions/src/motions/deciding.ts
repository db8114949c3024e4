// The congress's side: the presidium decides, a committee deliberates, the congress or its standing committee resolves, an organ carries out.
import type { Capacity } from '@smart/identity/capacity';
import { formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { computeDeadline } from '@smart/kernel/deadlines';
import { termSchema } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import { actOnSuggestion } from '../act.ts';
import { assignAfterSession, nextNumber } from '../examination.ts';
import { loadMatter } from '../matter.ts';
import { limits } from '../model.ts';
import { settle, todayOf } from '../settle.ts';
import { indexWords } from '../submission.ts';
import { actOnMotion, lockedMotionOfCongress, motionReceiptFor } from './act.ts';
import type { DecideInput, MotionReceipt } from './inputs.ts';
import { type CommitteeProposal, proposalLabels, type Resolution, resolutionLabels } from './model.ts';
import { lockMotion, type Motion } from './store.ts';

type Ref = { id: string; expectedVersion?: number | undefined };

/** @throws DomainError common.not_found */
async function ownOrgan(work: Work, capacity: Capacity, id: string, kinds?: readonly string[]): Promise<string> {
  const [organ] = await work.sql<{ name: string }>('SELECT name FROM organ WHERE id = $1 AND congress_id = $2 AND abolished_on IS NULL AND ($3::text[] IS NULL OR kind = ANY ($3))', [id, capacity.congressId, kinds ?? null]);
  if (!organ) throw new DomainError('common.not_found', { what: kinds ? '委员会' : '机关' });
  return organ.name;
}

/** @throws DomainError common.invalid_input when the day lies ahead */
function notAhead(work: Work, path: string, day: string): void {
  if (day <= todayOf(work)) return;
  const problem = '日期不能晚于今天';
  throw new DomainError('common.invalid_input', { problem }, [{ path, message: problem }]);
}

export const committeeKinds = ['special_committee', 'working_committee', 'deputies_affairs'] as const;

/**
 * The presidium's decision: on the agenda, to a committee, or no motion and so a suggestion.
 * @throws DomainError common.not_found, common.invalid_input, workflow.*
 */
export async function decideMotion(work: Work, capacity: Capacity, input: DecideInput): Promise<MotionReceipt> {
  const motion = await lockedMotionOfCongress(work, capacity, input.id);
  notAhead(work, 'decidedOn', input.decidedOn);
  const base = { id: input.id, expectedVersion: input.expectedVersion };
  const decided = { presidium_decision: input.decision, decided_on: input.decidedOn };
  if (input.decision === 'listed') await actOnMotion(work, capacity, { ...base, action: 'list', reason: input.note, patch: { ...decided, decision_reason: input.note ?? null } });
  else if (input.decision === 'referred') {
    const name = await ownOrgan(work, capacity, input.committeeOrganId, committeeKinds);
    await actOnMotion(work, capacity, {
      ...base, action: 'refer', reason: input.note, facts: { organName: name }, patch: { ...decided, decision_reason: input.note ?? null, committee_organ_id: input.committeeOrganId, committee_organ_name: name },
    });
    await reportAfterSession(work, motion);
  } else await convert(work, capacity, motion, { ...base, reason: input.reason, decided });
  return motionReceiptFor(work, input.id);
}

/** The committee's limit runs from the close of the session (上海 15), never shorter than from the referral. */
async function reportAfterSession(work: Work, { id, congressId, sessionId }: Motion): Promise<void> {
  const [session] = await work.sql<{ endsOn: string }>('SELECT ends_on AS "endsOn" FROM session WHERE id = $1', [sessionId]);
  if (!session) return;
  const term = termSchema.parse(await work.parameter(congressId, 'motions.committee_term'));
  const { dueOn } = computeDeadline(session.endsOn, term, work.calendar);
  await work.sql(
    `UPDATE deadline SET due_on = $2::date, first_due_on = $2::date, basis = basis || jsonb_build_object('explanation', $3::text) WHERE subject_id = $1 AND kind = 'committee_report' AND status = 'open' AND due_on < $2::date`,
    [id, dueOn, `自大会闭会之日（${formatDate(session.endsOn)}）起计算`],
  );
}

type Conversion = Ref & { reason: string; decided: { presidium_decision?: string; decided_on?: string } };

/** Becomes a suggestion, registered with a number of its series; lead and co-signers stay (重庆 11, 山东 2). */
async function convert(work: Work, capacity: Capacity, motion: Motion, { reason, decided, ...ref }: Conversion): Promise<void> {
  const suggestionId = newId();
  const { number, label, endsOn } = await nextNumber(work, { row: { congressId: motion.congressId, termId: motion.termId, sessionId: motion.sessionId, kind: 'suggestion' } });
  await actOnMotion(work, capacity, {
    ...ref, action: 'convert', reason, facts: { suggestionId, suggestionNumberLabel: label }, patch: { ...decided, decision_reason: reason, converted_suggestion_id: suggestionId },
  });
  const now = work.clock.now();
  await work.db
    .insertInto('suggestion')
    .values({
      id: suggestionId, congress_id: motion.congressId, term_id: motion.termId, session_id: motion.sessionId, kind: 'motion', title: titleOf(motion.title), ...textOf(motion), topic: motion.topic, researched: true,
      proposed_organ_ids: [], publish_consent: motion.publishConsent, lead_mandate_id: motion.leadMandateId, lead_person_id: motion.leadPersonId, lead_name: motion.leadName, delegation_name: motion.delegationName,
      owner_kind: 'congress', submitted_at: motion.submittedAt, created_at: now, updated_at: now,
    })
    .execute();
  for (const one of motion.cosigners.filter(({ state, personId }) => state === 'confirmed' && personId !== motion.leadPersonId)) {
    await work.sql(`INSERT INTO cosigner (id, congress_id, suggestion_id, mandate_id, person_id, name, state, answered_at) VALUES ($1, $2, $3, $4, $5, $6, 'confirmed', $7)`, [newId(), motion.congressId, suggestionId, one.mandateId, one.personId, one.name, now]);
  }
  await work.sql(`INSERT INTO suggestion_origin (suggestion_id, congress_id, kind, origin_id, title, number_label) VALUES ($1, $2, 'motion', $3, $4, $5)`, [suggestionId, motion.congressId, motion.id, motion.title, motion.numberLabel]);
  await actOnSuggestion(work, null, {
    id: suggestionId, action: 'convertMotion', reason, numberLabel: label, facts: { intoTitle: motion.title, intoNumberLabel: motion.numberLabel }, patch: { number, number_label: label, registered_at: now, decision_reason: reason },
  });
  if (endsOn !== null) await assignAfterSession(work, motion.congressId, suggestionId, endsOn);
  await indexWords(work, await loadMatter(work, suggestionId));
  await settle(work, suggestionId);
}

/** 关于…的议案 becomes 关于…的建议. */
const titleOf = (title: string): string => title.replace(/议案$/u, '建议');

/** A motion's texts may be longer than a suggestion's; what does not fit goes on in the other text, nothing is lost in the motion itself. */
function textOf({ cause, grounds, plan }: Motion): { background: string; proposal: string } {
  return { background: `${cause}\n${grounds}`.slice(0, limits.background), proposal: plan.slice(0, limits.proposal) };
}

/** After the committee's report the standing committee may still treat it as a suggestion. @throws DomainError common.not_found, workflow.* */
export async function convertReported(work: Work, capacity: Capacity, input: Ref & { reason: string }): Promise<MotionReceipt> {
  await convert(work, capacity, await lockedMotionOfCongress(work, capacity, input.id), { ...input, decided: {} });
  return motionReceiptFor(work, input.id);
}

/** The presidium's answer to a request to withdraw. @throws DomainError common.not_found, workflow.* */
export async function answerMotionWithdrawal(work: Work, capacity: Capacity, input: Ref & { consent: boolean; reason: string }): Promise<MotionReceipt> {
  await lockedMotionOfCongress(work, capacity, input.id);
  const base = { id: input.id, expectedVersion: input.expectedVersion };
  if (input.consent) await actOnMotion(work, capacity, { ...base, action: 'consentWithdrawal', patch: { published_at: null } });
  else await actOnMotion(work, capacity, { ...base, action: 'refuseWithdrawal', reason: input.reason, patch: { withdrawal_reason: null } });
  return motionReceiptFor(work, input.id);
}

/** A motion that a committee or organ has, for its staff: to others it does not exist. @throws DomainError common.not_found */
async function lockedForOrgan(work: Work, capacity: Capacity, id: string): Promise<void> {
  const motion = await lockMotion(work, id);
  const office = motion.congressId === capacity.congressId && capacity.roles.includes('congress_officer');
  const organ = capacity.organId !== undefined && (capacity.organId === motion.committeeOrganId || capacity.organId === motion.handlingOrganId);
  if (motion.submittedAt === null || (!office && !organ)) throw new DomainError('common.not_found', { what: '议案' });
}

/** The committee's report on what it deliberated. @throws DomainError common.not_found, common.invalid_input, workflow.* */
export async function reportMotion(work: Work, capacity: Capacity, input: Ref & { report: string; proposal: CommitteeProposal; reportedOn: string }): Promise<MotionReceipt> {
  await lockedForOrgan(work, capacity, input.id);
  notAhead(work, 'reportedOn', input.reportedOn);
  await actOnMotion(work, capacity, {
    id: input.id, expectedVersion: input.expectedVersion, action: 'report', facts: { text: proposalLabels[input.proposal] }, patch: { committee_report: input.report, committee_proposal: input.proposal, reported_on: input.reportedOn },
  });
  return motionReceiptFor(work, input.id);
}

/** What the congress or its standing committee resolved. @throws DomainError common.not_found, common.invalid_input, workflow.* */
export async function resolveMotion(work: Work, capacity: Capacity, input: Ref & { outcome: Resolution; resolution: string; resolvedOn: string; handlingOrganId?: string | undefined }): Promise<MotionReceipt> {
  await lockedMotionOfCongress(work, capacity, input.id);
  notAhead(work, 'resolvedOn', input.resolvedOn);
  const organ = input.outcome === 'in_handling' && input.handlingOrganId !== undefined ? { handling_organ_id: input.handlingOrganId, handling_organ_name: await ownOrgan(work, capacity, input.handlingOrganId) } : {};
  await actOnMotion(work, capacity, {
    id: input.id, expectedVersion: input.expectedVersion, action: 'resolve', input, facts: { outcome: resolutionLabels[input.outcome], text: input.resolution }, patch: { resolution: input.resolution, resolved_on: input.resolvedOn, ...organ },
  });
  return motionReceiptFor(work, input.id);
}

/** The organ reports what it did. @throws DomainError common.not_found, workflow.* */
export async function reportMotionHandling(work: Work, capacity: Capacity, input: Ref & { report: string }): Promise<MotionReceipt> {
  await lockedForOrgan(work, capacity, input.id);
  await actOnMotion(work, capacity, { id: input.id, expectedVersion: input.expectedVersion, action: 'reportHandling', patch: { handling_report: input.report, handled_on: todayOf(work) } });
  return motionReceiptFor(work, input.id);
}

type Simple = 'close' | 'publish';
/** Closes or publishes. @throws DomainError common.not_found, workflow.* */
export async function endMotion(work: Work, capacity: Capacity, action: Simple, input: Ref): Promise<MotionReceipt> {
  await lockedMotionOfCongress(work, capacity, input.id);
  await actOnMotion(work, capacity, { ...input, action, ...(action === 'publish' ? { patch: { published_at: work.clock.now() } } : {}) });
  return motionReceiptFor(work, input.id);
}

/** Gives the report back to the organ, or takes the motion off the public site. @throws DomainError common.not_found, workflow.* */
export async function undoMotion(work: Work, capacity: Capacity, action: 'sendBack' | 'unpublish', input: Ref & { reason: string }): Promise<MotionReceipt> {
  await lockedMotionOfCongress(work, capacity, input.id);
  await actOnMotion(work, capacity, { ...input, action, ...(action === 'unpublish' ? { patch: { published_at: null } } : {}) });
  return motionReceiptFor(work, input.id);
}

/** The presidium's limit for handing in, within the days of a session of the own congress. @throws DomainError common.not_found, common.invalid_input */
export async function setMotionCutoff(work: Work, capacity: Capacity, input: { sessionId: string; cutoff: string }): Promise<void> {
  const [session] = await work.sql<{ inside: boolean }>(
    `SELECT ($3::timestamptz AT TIME ZONE 'Asia/Shanghai')::date BETWEEN starts_on AND ends_on AS inside FROM session WHERE id = $1 AND congress_id = $2`,
    [input.sessionId, capacity.congressId, input.cutoff],
  );
  if (!session) throw new DomainError('common.not_found', { what: '会次' });
  if (!session.inside) {
    const problem = '议案截止时间应当在大会会期以内';
    throw new DomainError('common.invalid_input', { problem }, [{ path: 'cutoff', message: problem }]);
  }
  await work.sql(
    `INSERT INTO motion_cutoff (session_id, congress_id, cutoff, set_by, set_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (session_id) DO UPDATE SET cutoff = $3, set_by = $4, set_at = $5`,
    [input.sessionId, capacity.congressId, input.cutoff, capacity.personName, work.clock.now()],
  );
}
