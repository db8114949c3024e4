// The deputies' side: write, sign, hand in, withdraw.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { actingOf } from '../act.ts';
import { nextNumber } from '../examination.ts';
import { checkGrounds } from '../grounds.ts';
import { actOnMotion, lapseWhenTooFew, lockedOwnMotion, motionReceiptFor, settleMotion } from './act.ts';
import { motionPayloadOf } from './events.ts';
import type { MotionReceipt, SaveMotion } from './inputs.ts';
import { lockMotion, loadMotion, type Motion, sittingSession } from './store.ts';

type Ref = { id: string; expectedVersion?: number | undefined };

function columnsOf({ title, cause, grounds, plan, topic, publishConsent }: SaveMotion) {
  return {
    ...(title === undefined ? {} : { title }), ...(cause === undefined ? {} : { cause }), ...(grounds === undefined ? {} : { grounds }), ...(plan === undefined ? {} : { plan }),
    ...(topic === undefined ? {} : { topic }), ...(publishConsent === undefined ? {} : { publish_consent: publishConsent }),
  };
}

/**
 * Saves what has been written so far; makes the draft when there is none with this id. Changed text takes back the signatures given to it.
 * @returns id and revision of the draft
 * @throws DomainError suggestions.not_a_deputy, common.conflict (newer on another device), common.not_found, workflow.refused (handed in)
 */
export async function saveMotion(work: Work, capacity: Capacity, input: SaveMotion): Promise<{ id: string; revision: number; version: number }> {
  const id = input.id ?? newId();
  const [known] = await work.sql('SELECT 1 FROM motion WHERE id = $1', [id]);
  if (known || !(await create(work, capacity, id, input))) await change(work, capacity, await lockedOwnMotion(work, capacity, id), input);
  const { draftRevision, version } = await loadMotion(work, id);
  return { id, revision: draftRevision, version };
}

/** False when another request made it in the meantime. */
async function create(work: Work, capacity: Capacity, id: string, input: SaveMotion): Promise<boolean> {
  if (capacity.kind !== 'mandate' || capacity.termId === undefined) throw new DomainError('suggestions.not_a_deputy', { congress: capacity.congressName });
  const made = await work.db
    .insertInto('motion')
    .values({
      id, congress_id: capacity.congressId, term_id: capacity.termId, ...columnsOf(input), draft_revision: 1, lead_mandate_id: capacity.id, lead_person_id: capacity.personId, lead_name: capacity.personName,
      delegation_name: capacity.delegationName ?? null, owner_person_id: capacity.personId, created_at: work.clock.now(), updated_at: work.clock.now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  return made.length > 0;
}

async function change(work: Work, capacity: Capacity, motion: Motion, input: SaveMotion): Promise<void> {
  if (motion.state !== 'draft' && motion.state !== 'awaiting_cosigners') throw new DomainError('workflow.refused', { reason: '议案已经提交，不能再修改', remedy: '需要修改的，请要求撤回后重新提出' });
  if (input.revision !== undefined && input.revision !== motion.draftRevision) throw new DomainError('common.conflict', { reason: '这份草稿在另一台设备上有更新的内容' });
  await work.db.updateTable('motion').set({ ...columnsOf(input), draft_revision: motion.draftRevision + 1, updated_at: work.clock.now() }).where('id', '=', motion.id).execute();
  const rewritten = [[input.title, motion.title], [input.cause, motion.cause], [input.grounds, motion.grounds], [input.plan, motion.plan]].some(([now, before]) => now !== undefined && now !== before);
  const signed = motion.cosigners.filter((one) => one.state === 'confirmed');
  if (!rewritten || signed.length === 0) return;
  await work.sql(`UPDATE motion_cosigner SET state = 'invited', answered_at = NULL WHERE motion_id = $1 AND state = 'confirmed'`, [motion.id]);
  const after = await settleMotion(work, motion.id);
  const facts = { personIds: signed.map((one) => one.personId), mandateIds: signed.map((one) => one.mandateId), text: '文稿已经修改，请重新确认' };
  await appendEvent(work, {
    congressId: motion.congressId, matterId: motion.id, type: 'motion.cosigners_invited', subjectType: 'motion', subjectId: motion.id, personId: capacity.personId,
    payload: motionPayloadOf(after, { actorLabel: actingOf(capacity).label, facts }),
  });
}

/**
 * Invites deputies of the same congress to sign; who declined or left may be asked once more.
 * @throws DomainError suggestions.cosigner_not_eligible, common.conflict, common.not_found, workflow.*
 */
export async function inviteToMotion(work: Work, capacity: Capacity, input: Ref & { mandateIds: readonly string[] }): Promise<MotionReceipt> {
  const motion = await lockedOwnMotion(work, capacity, input.id);
  const found = await work.sql<{ mandateId: string; personId: string; name: string }>(
    `SELECT m.id AS "mandateId", m.person_id AS "personId", p.name FROM mandate m JOIN person p ON p.id = m.person_id WHERE m.id = ANY ($1::uuid[]) AND m.congress_id = $2 AND m.status = 'active'`,
    [input.mandateIds, capacity.congressId],
  );
  if (found.length < input.mandateIds.length) throw new DomainError('suggestions.cosigner_not_eligible', { names: [`所选的 ${input.mandateIds.length - found.length} 位`] });
  const invitees = found.filter((one) => one.personId !== capacity.personId && !motion.cosigners.some((known) => known.mandateId === one.mandateId && (known.state === 'invited' || known.state === 'confirmed')));
  if (invitees.length === 0) throw new DomainError('common.conflict', { reason: '所选代表都已邀请，或者是您本人' });
  for (const one of invitees) {
    await work.sql(
      `INSERT INTO motion_cosigner (id, congress_id, motion_id, mandate_id, person_id, name) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (motion_id, mandate_id) DO UPDATE SET state = 'invited', answered_at = NULL`,
      [newId(), capacity.congressId, input.id, one.mandateId, one.personId, one.name],
    );
  }
  await actOnMotion(work, capacity, { id: input.id, expectedVersion: input.expectedVersion, action: 'inviteCosigners', facts: { personIds: invitees.map((one) => one.personId), mandateIds: invitees.map((one) => one.mandateId) } });
  return motionReceiptFor(work, input.id);
}

/** @throws DomainError common.not_found, workflow.* */
export async function removeFromMotion(work: Work, capacity: Capacity, input: Ref & { mandateId: string }): Promise<MotionReceipt> {
  const motion = await lockedOwnMotion(work, capacity, input.id);
  const one = motion.cosigners.find((known) => known.mandateId === input.mandateId);
  if (!one) throw new DomainError('common.not_found', { what: '联名代表' });
  await actOnMotion(work, capacity, { id: input.id, expectedVersion: input.expectedVersion, action: 'removeCosigner', facts: { personIds: [one.personId], mandateIds: [one.mandateId], personName: one.name } });
  await work.sql('DELETE FROM motion_cosigner WHERE motion_id = $1 AND mandate_id = $2', [input.id, input.mandateId]);
  return motionReceiptFor(work, input.id);
}

/** The signature of the one who acts, on a motion of their congress. @throws DomainError common.not_found */
async function ownSignature(work: Work, capacity: Capacity, id: string) {
  const motion = await lockMotion(work, id);
  const mine = motion.cosigners.find((one) => one.personId === capacity.personId);
  if (!mine || motion.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '联名邀请' });
  return { mine, facts: { personIds: [mine.personId], mandateIds: [mine.mandateId], personName: mine.name } };
}

const sign = (work: Work, id: string, mandateId: string, state: string) =>
  work.sql('UPDATE motion_cosigner SET state = $3, answered_at = $4 WHERE motion_id = $1 AND mandate_id = $2', [id, mandateId, state, work.clock.now()]);

/** Each deputy confirms for themselves. @throws DomainError common.not_found, common.forbidden (answered already), workflow.* */
export async function answerMotion(work: Work, capacity: Capacity, input: Ref & { agree: boolean }): Promise<MotionReceipt> {
  const { mine, facts } = await ownSignature(work, capacity, input.id);
  await actOnMotion(work, capacity, { id: input.id, expectedVersion: input.expectedVersion, action: input.agree ? 'confirmCosign' : 'declineCosign', facts });
  await sign(work, input.id, mine.mandateId, input.agree ? 'confirmed' : 'declined');
  return motionReceiptFor(work, input.id);
}

/** Takes one's signature back before it is listed; with too few left the motion ends (上海 13). @throws DomainError common.not_found, workflow.* */
export async function retractSignature(work: Work, capacity: Capacity, input: Ref): Promise<MotionReceipt> {
  const { mine, facts } = await ownSignature(work, capacity, input.id);
  await actOnMotion(work, capacity, { ...input, action: 'retractCosign', facts });
  await sign(work, input.id, mine.mandateId, 'retracted');
  await lapseWhenTooFew(work, input.id);
  return motionReceiptFor(work, input.id);
}

/**
 * Hands the motion in, in the sitting session and before the presidium's limit. Invitations without an answer lapse. It is numbered at once.
 * @throws DomainError suggestions.mandate_suspended, suggestions.not_a_deputy, suggestions.secret_off_system, workflow.refused (what is missing)
 */
export async function submitMotion(work: Work, capacity: Capacity, input: Ref): Promise<MotionReceipt> {
  const motion = await lockedOwnMotion(work, capacity, input.id);
  const [mandate] = await work.sql<{ status: string }>('SELECT status FROM mandate WHERE id = $1 AND person_id = $2', [capacity.id, capacity.personId]);
  if (mandate?.status === 'suspended') throw new DomainError('suggestions.mandate_suspended');
  if (mandate?.status !== 'active') throw new DomainError('suggestions.not_a_deputy', { congress: capacity.congressName });
  if (checkGrounds({ title: motion.title, background: `${motion.cause}\n${motion.grounds}`, proposal: motion.plan }).some((hint) => hint.ground === 'state_secret')) throw new DomainError('suggestions.secret_off_system');
  const sessionId = (await sittingSession(work, motion.congressId))?.sessionId ?? null;
  // Who has ceased to be a deputy since signing counts no more; refused, it stands again with everything else.
  await work.sql(`UPDATE motion_cosigner c SET state = 'lapsed', answered_at = $2 WHERE c.motion_id = $1 AND c.state = 'confirmed' AND EXISTS (SELECT 1 FROM mandate m WHERE m.id = c.mandate_id AND m.status <> 'active')`, [input.id, work.clock.now()]);
  // The number is taken in the same transaction: when the rules refuse, it is given back with everything else.
  const { number, label } = await nextNumber(work, { row: { congressId: motion.congressId, termId: motion.termId, sessionId, kind: 'motion' } });
  await actOnMotion(work, capacity, {
    ...input, action: 'submit', numberLabel: label,
    patch: { session_id: sessionId, submitted_at: work.clock.now(), number, number_label: label, title: motion.title.trim(), cause: motion.cause.trim(), grounds: motion.grounds.trim(), plan: motion.plan.trim() },
  });
  await work.sql(`UPDATE motion_cosigner SET state = 'lapsed', answered_at = $2 WHERE motion_id = $1 AND state = 'invited'`, [input.id, work.clock.now()]);
  return motionReceiptFor(work, input.id);
}

/** Throws a draft away. @throws DomainError common.not_found, workflow.* */
export async function discardMotion(work: Work, capacity: Capacity, input: Ref): Promise<MotionReceipt> {
  await lockedOwnMotion(work, capacity, input.id);
  await actOnMotion(work, capacity, { ...input, action: 'discard' });
  return motionReceiptFor(work, input.id);
}

/** Asks the presidium to let it be withdrawn (地方组织法 22). @throws DomainError common.not_found, workflow.* */
export async function askMotionWithdrawal(work: Work, capacity: Capacity, input: Ref & { reason: string }): Promise<MotionReceipt> {
  await lockedOwnMotion(work, capacity, input.id);
  await actOnMotion(work, capacity, { ...input, action: 'askWithdrawal', patch: { withdrawal_reason: input.reason } });
  return motionReceiptFor(work, input.id);
}
