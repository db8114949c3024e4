// One act on a motion with its event, and what lists show copied into its row.
import type { MotionTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { receiptOf } from '@smart/workflow/action-log';
import { advance } from '@smart/workflow/advance';
import type { Work } from '@smart/workflow/work';
import { actingOf, type ActRequest } from '../act.ts';
import { congressOfficeOf, type OwnerKind } from '../model.ts';
import { type MotionFacts, motionPayloadOf } from './events.ts';
import type { MotionReceipt } from './inputs.ts';
import { motionDeadlineLabels, motionStateLabels } from './model.ts';
import { loadMotion, lockMotion, type Motion, motionStore, neededIn } from './store.ts';
import { signatoriesOf } from './subject.ts';
import { type MotionAction, motionWorkflow } from './workflow.ts';

type Act = ActRequest<MotionAction, MotionTable> & { readonly facts?: MotionFacts; readonly numberLabel?: string };

/** @param capacity who acts; null for the system @throws DomainError what `advance` throws */
export async function actOnMotion(work: Work, capacity: Capacity | null, { facts, numberLabel, ...act }: Act): Promise<void> {
  const acting = actingOf(capacity);
  const motion = await lockMotion(work, act.id);
  const payload = motionPayloadOf(motion, { actorLabel: acting.label, reason: act.reason, facts, numberLabel, patch: act.patch });
  await advance(work, motionStore, { ...act, actor: capacity, acting, detail: { ...facts }, event: { payload } });
}

type Owner = { kind: OwnerKind; organId?: string | null; personId?: string };

/** Somebody always has the ball until the end. */
export function motionOwner(motion: Motion): Owner {
  switch (motion.state) {
    case 'draft':
      return { kind: 'deputy', personId: motion.leadPersonId };
    case 'awaiting_cosigners':
      return motion.cosigners.some((one) => one.state === 'invited') ? { kind: 'cosigners' } : { kind: 'deputy', personId: motion.leadPersonId };
    case 'submitted':
    case 'on_agenda':
    case 'committee_reported':
    case 'handled':
      return { kind: 'congress' };
    case 'in_committee':
      return { kind: 'organ', organId: motion.committeeOrganId };
    case 'in_handling':
      return { kind: 'organ', organId: motion.handlingOrganId };
    case 'closed':
    case 'converted':
    case 'not_adopted':
    case 'lapsed':
    case 'withdrawn':
      return { kind: 'nobody' };
  }
}

/** A motion that lost so many signatures that too few are left ends before it is decided on (上海 13). */
export async function lapseWhenTooFew(work: Work, id: string): Promise<void> {
  const motion = await loadMotion(work, id);
  if (motion.state === 'submitted' && signatoriesOf(motion) < (await neededIn(work, motion))) await actOnMotion(work, null, { id, action: 'lapse' });
}

/** After every act: signatures, owner and nearest limit are copied into the row. */
export async function settleMotion(work: Work, id: string): Promise<Motion> {
  const motion = await loadMotion(work, id);
  const owner = motionOwner(motion);
  const nearest = motion.deadlines.find((one) => one.status === 'open');
  await work.db
    .updateTable('motion')
    .set({
      signatories: signatoriesOf(motion), owner_kind: owner.kind, owner_organ_id: owner.organId ?? null, owner_person_id: owner.personId ?? null,
      due_on: nearest?.dueOn ?? null, due_kind: nearest?.kind ?? null, ...(motionWorkflow.states[motion.state].final && motion.closedAt === null ? { closed_at: work.clock.now() } : {}),
    })
    .where('id', '=', id)
    .execute();
  return motion;
}

/** What happens now, in one sentence. */
function nextStep(motion: Motion, needed: number): string {
  const limit = motion.deadlines.find((one) => one.status === 'open');
  const by = limit ? `（${motionDeadlineLabels[limit.kind]}期限：${formatDate(limit.dueOn)}）` : '';
  const have = signatoriesOf(motion);
  switch (motion.state) {
    case 'draft':
      return `草稿已保存，还须邀请代表联名，法定人数为 ${needed} 人。`;
    case 'awaiting_cosigners':
      return have >= needed ? `已有 ${have} 人联名，达到法定人数，可以提交。` : `已有 ${have} 人联名，还差 ${needed - have} 人。`;
    case 'submitted':
      return motion.withdrawalReason === null ? '由主席团决定是否列入会议议程。' : '已要求撤回，由主席团决定。';
    case 'on_agenda':
      return '已列入会议议程，由大会审议。';
    case 'in_committee':
      return `${motion.committeeOrganName ?? '有关委员会'}正在审议${by}。`;
    case 'committee_reported':
      return `委员会已提出审议结果报告，待会议审议决定${by}。`;
    case 'in_handling':
      return `${motion.handlingOrganName ?? '有关机关'}正在办理${by}。`;
    case 'handled':
      return `办理情况已经报告，由${congressOfficeOf(motion.tier)}核实。`;
    case 'closed':
      return '本件议案已办结。';
    case 'converted':
      return '主席团决定不作议案处理，已转为代表建议，联名代表不变。';
    case 'not_adopted':
      return '本件议案未获通过。';
    case 'lapsed':
      return '联名人数不足法定人数，本件议案终止。';
    case 'withdrawn':
      return motion.submittedAt === null ? '草稿已作废。' : '本件议案已撤回。';
  }
}

/** The receipt of an act. */
export async function motionReceiptFor(work: Work, id: string): Promise<MotionReceipt> {
  await settleMotion(work, id);
  const motion = await loadMotion(work, id);
  return {
    id, version: motion.version, state: motion.state, stateLabel: motionStateLabels[motion.state], numberLabel: motion.numberLabel,
    receipt: motion.lastHash === null ? null : receiptOf({ hash: motion.lastHash }), next: nextStep(motion, await neededIn(work, motion)), suggestionId: motion.convertedSuggestionId,
  };
}

/** Locks a motion the deputy leads. To others it does not exist. @throws DomainError common.not_found */
export async function lockedOwnMotion(work: Work, capacity: Capacity, id: string): Promise<Motion> {
  const motion = await lockMotion(work, id);
  if (motion.leadPersonId !== capacity.personId || motion.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '议案' });
  return motion;
}

/** Locks a motion of the own congress that was handed in. @throws DomainError common.not_found */
export async function lockedMotionOfCongress(work: Work, capacity: Capacity, id: string): Promise<Motion> {
  const motion = await lockMotion(work, id);
  if (motion.congressId !== capacity.congressId || motion.submittedAt === null) throw new DomainError('common.not_found', { what: '议案' });
  return motion;
}
