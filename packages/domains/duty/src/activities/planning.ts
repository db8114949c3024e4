// An activity is planned, published, moved, cancelled; deputies are invited. Whoever was told once is told of every change.
import { randomBytes } from 'node:crypto';
import { setAttachments } from '@smart/files/service';
import type { Capacity } from '@smart/identity/capacity';
import { addDays, daysBetween } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { outsidersOf, outsiderWords, setInvitations } from './inviting.ts';
import { activityLimits, namesNobody } from './model.ts';
import { targetsSchema } from './schemas.ts';
import type { activityRef, cancelActivityInput, changeActivityInput, invitationRef, inviteInput, saveActivityInput } from './model-inputs.ts';
import type { ActivityReceipt } from './model-views.ts';
import { activitySubject, actOnActivity, actOnInvitation, invitationStore } from './store.ts';
import type { ActivitySubject } from './workflow.ts';

/** What files of an activity are for: to be read before, the record's, and the paper on which people signed. */
export const materialPurpose = 'activity';

type Saved = z.output<typeof saveActivityInput>;
const wrong = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);
const receipt = ({ id, version }: { id: string; version: number }, next: string): ActivityReceipt => ({ id, version, next });

/** Of another congress there is nothing here. @throws DomainError common.not_found */
export async function ownActivity(work: Work, capacity: Capacity, id: string): Promise<ActivitySubject> {
  const subject = await activitySubject(work, id);
  if (subject.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '活动' });
  return subject;
}

/** From which the codes of the minute are made. */
export const newSignInSecret = (): string => randomBytes(32).toString('base64url');

/** @throws DomainError common.invalid_input */
export function checkTimes({ heldOn, endsOn, startsAt, endsAt }: Pick<Saved, 'heldOn' | 'endsOn' | 'startsAt' | 'endsAt'>): void {
  if (endsOn < heldOn) throw wrong('endsOn', '结束日期不能早于开始日期');
  if (daysBetween(heldOn, endsOn) >= activityLimits.days) throw wrong('endsOn', `一次活动不超过 ${activityLimits.days} 天，请分成几次安排`);
  if (heldOn === endsOn && endsAt <= startsAt) throw wrong('endsAt', '结束时间应当晚于开始时间');
}

/** Of the own congress's plan; where it has been taken off the plan, the activity stands alone. */
async function planItemOf(work: Work, { congressId }: Capacity, id: string | null): Promise<string | null> {
  if (id === null) return null;
  const [item] = await work.sql('SELECT 1 FROM duty_work_plan_item WHERE id = $1 AND congress_id = $2', [id, congressId]);
  if (!item) throw wrong('planItemId', '年度计划中没有这一项，请从年度计划重新安排');
  return id;
}

async function checkSession(work: Work, capacity: Capacity, { kind, sessionId }: Saved): Promise<void> {
  if (kind === 'session' && sessionId === null) throw wrong('sessionId', '请选择是哪一次会议');
  if (sessionId === null) return;
  const [session] = await work.sql('SELECT 1 FROM session WHERE id = $1 AND congress_id = $2', [sessionId, capacity.congressId]);
  if (!session) throw wrong('sessionId', '请选择本级人大的会议');
}

/**
 * Plans an activity, or changes it while it is not published. An activity that was held without the system is planned afterwards, too.
 * @throws DomainError common.invalid_input (times, session, nobody chosen), common.not_found, workflow.refused (published already), files.not_found
 */
export async function saveActivity(work: Work, capacity: Capacity, input: Saved): Promise<ActivityReceipt> {
  checkTimes(input);
  await checkSession(work, capacity, input);
  if (namesNobody(input.targets)) throw wrong('targets', '请选择邀请范围');
  const id = input.id ?? newId();
  if (input.id !== undefined && (await ownActivity(work, capacity, id)).state !== 'planned') throw new DomainError('workflow.refused', { reason: '活动已经发布，不能直接修改', remedy: '需要改时间、地点的，请用“改时间、地点”' });
  const now = work.clock.now();
  const session = input.kind === 'session' ? input.sessionId : null;
  const planItemId = await planItemOf(work, capacity, input.planItemId);
  await work.sql(
    `INSERT INTO duty_activity (id, congress_id, kind, theme, details, place, organiser, held_on, ends_on, starts_at, ends_at, session_id, counts_elsewhere, targets, sign_in_secret, created_at, updated_at, plan_item_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::date, $9::date, $10, $11, $12, $13, $14::jsonb, $15, $16, $16, $17)
     ON CONFLICT (id) DO UPDATE SET kind = $3, theme = $4, details = $5, place = $6, organiser = $7, held_on = $8::date, ends_on = $9::date, starts_at = $10, ends_at = $11, session_id = $12, counts_elsewhere = $13, targets = $14::jsonb, updated_at = $16, plan_item_id = $17 WHERE duty_activity.state = 'planned'`,
    [id, capacity.congressId, input.kind, input.theme, input.details, input.place, input.organiser, input.heldOn, input.endsOn, input.startsAt, input.endsAt, session, input.countsElsewhere, JSON.stringify(input.targets), newSignInSecret(), now, planItemId],
  );
  await setInvitations(work, { id, congressId: capacity.congressId }, input.targets, false);
  await setAttachments(work, input.fileIds, { matterId: id, congressId: capacity.congressId, subjectType: materialPurpose, subjectId: id }, materialPurpose, capacity.personId);
  const saved = await ownActivity(work, capacity, id);
  return receipt(saved, `已保存，邀请 ${saved.invited} 名代表。核对后点“发布”，代表就收到通知。${outsiderWords(await outsidersOf(work, capacity.congressId, input.targets.groupIds))}`);
}

/** Who has come or gone since it was planned is looked at once more. @throws DomainError common.not_found, workflow.* (nobody is invited) */
export async function publishActivity(work: Work, capacity: Capacity, ref: z.output<typeof activityRef>): Promise<ActivityReceipt> {
  await ownActivity(work, capacity, ref.id);
  const [row] = await work.sql<{ targets: unknown }>('SELECT targets FROM duty_activity WHERE id = $1', [ref.id]);
  await setInvitations(work, { id: ref.id, congressId: capacity.congressId }, targetsSchema.parse(row?.targets), false);
  const done = await actOnActivity(work, capacity, { ...ref, action: 'publish', patch: { published_at: work.clock.now() } });
  return receipt(done, `已发布，${done.invited} 名代表收到通知，可以回复参加或者请假。`);
}

/** Everybody invited is told again; answers stay, and whoever had leave may still come. @throws DomainError common.invalid_input, common.not_found, workflow.* */
export async function changeActivity(work: Work, capacity: Capacity, { heldOn, endsOn, startsAt, endsAt, place, ...act }: z.output<typeof changeActivityInput>): Promise<ActivityReceipt> {
  checkTimes({ heldOn, endsOn, startsAt, endsAt });
  await ownActivity(work, capacity, act.id);
  return receipt(await actOnActivity(work, capacity, { ...act, action: 'change', patch: { held_on: heldOn, ends_on: endsOn, starts_at: startsAt, ends_at: endsAt, place }, facts: { heldOn, endsOn, startsAt, place } }), '已修改，受邀请的代表都收到通知。');
}

/** @throws DomainError common.not_found, workflow.* */
export async function cancelActivity(work: Work, capacity: Capacity, act: z.output<typeof cancelActivityInput>): Promise<ActivityReceipt> {
  const { state } = await ownActivity(work, capacity, act.id);
  return receipt(await actOnActivity(work, capacity, { ...act, action: 'cancel', patch: { cancel_reason: act.reason } }), state === 'planned' ? '已取消。' : '已取消，受邀请的代表都收到通知。');
}

/** Invites more deputies to a published activity; who is invited already hears nothing twice. @throws DomainError common.invalid_input, common.not_found, workflow.* */
export async function inviteMore(work: Work, capacity: Capacity, { targets, ...ref }: z.output<typeof inviteInput>): Promise<ActivityReceipt> {
  const { id, congressId } = await ownActivity(work, capacity, ref.id);
  const added = await setInvitations(work, { id, congressId }, targets, true);
  if (added.length === 0) throw wrong('targets', '所选的代表都已经邀请，请重新选择');
  return receipt(await actOnActivity(work, capacity, { ...ref, action: 'invite', people: added }), `已补充邀请 ${added.length} 名代表。${outsiderWords(await outsidersOf(work, congressId, targets.groupIds))}`);
}

/** @throws DomainError common.not_found, workflow.* */
export async function uninvite(work: Work, capacity: Capacity, { id }: z.output<typeof invitationRef>): Promise<ActivityReceipt> {
  if ((await invitationStore.lock(work, id)).congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '活动邀请' });
  return receipt(await actOnInvitation(work, capacity, { id, action: 'withdraw' }), '不再邀请，已告知代表。');
}

/** The last day on which somebody who was there without a network is still signed in. */
export const lateUntil = (endsOn: string): string => addDays(endsOn, 7);
