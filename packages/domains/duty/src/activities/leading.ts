// 代表小组组长 arranges an activity of the own group from the phone; the office is told (代表法 27: groups are formed by the standing
// committee or presidium and hold activities). Who calls it answers for it: decides on leave,
// calls the roll and records what came of it by the services of the office; what is put right afterwards is put right by the office.
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { filesSql, rowOf, rowSql } from './looking.ts';
import { namedBy, outsidersOf, outsiderWords, setInvitations } from './inviting.ts';
import { activityKinds, type ActivityKind, type InvitationState, noTargets } from './model.ts';
import type { activityIdInput, cancelActivityInput, changeActivityInput, decideLeaveInput, groupActivityInput, ledActivitiesInput, ledRollCallInput, recordActivityInput } from './model-inputs.ts';
import type { ActivityReceipt, LedActivityDetail, LedGroups, ledActivityView, rollCallReceipt } from './model-views.ts';
import { changeActivity, cancelActivity, checkTimes, newSignInSecret } from './planning.ts';
import { recordActivity, recordPurpose } from './recording.ts';
import { decideLeave } from './replying.ts';
import { rollCall } from './roll-call.ts';
import { activitySubject, actOnActivity, actOnInvitation, inForce, invitationStore } from './store.ts';
import { type ActivitySubject, activityWorkflow } from './workflow.ts';

/** The groups of the congress that this deputy leads; none while the mandate is not in force (代表法 61). */
async function groupsLedBy(work: Work, { id, congressId, personId }: Capacity): Promise<{ id: string; name: string }[]> {
  return work.sql(
    `SELECT g.id, g.name FROM deputy_group g JOIN deputy_group_member x ON x.group_id = g.id AND x.person_id = $2 AND x.leader WHERE g.congress_id = $1 AND EXISTS (SELECT 1 FROM mandate m WHERE m.id = $3 AND m.status = 'active') ORDER BY g.name, g.id`,
    [congressId, personId, id],
  );
}

/** Only what the own group arranged, while one leads it. @throws DomainError common.not_found */
async function ledActivity(work: Work, capacity: Capacity, id: string): Promise<ActivitySubject> {
  const subject = await activitySubject(work, id);
  if (subject.congressId !== capacity.congressId || subject.leaderId !== capacity.personId) throw new DomainError('common.not_found', { what: '活动' });
  return subject;
}

/** The groups this deputy leads with whom an activity would invite, and what the groups have arranged, the latest first. */
export async function ledGroups(work: Work, capacity: Capacity, { limit, offset }: z.output<typeof ledActivitiesInput>): Promise<LedGroups> {
  const led = await groupsLedBy(work, capacity);
  const groups: LedGroups['groups'] = [];
  for (const { id, name } of led) {
    const named = await namedBy(work, capacity.congressId, { ...noTargets, groupIds: [id] });
    groups.push({ id, name, deputies: named.filter(({ status }) => status === 'active').length, outsiders: await outsidersOf(work, capacity.congressId, [id]) });
  }
  if (groups.length === 0) return { groups, rows: [], total: 0 };
  const ids = groups.map(({ id }) => id);
  const day = today(work.clock);
  const [count] = await work.sql<{ total: number }>('SELECT count(*)::int AS total FROM duty_activity WHERE congress_id = $1 AND group_id = ANY ($2::uuid[])', [capacity.congressId, ids]);
  const found = await work.sql<Parameters<typeof rowOf>[0]>(`${rowSql} WHERE a.congress_id = $1 AND a.group_id = ANY ($2::uuid[]) ORDER BY a.held_on DESC, a.id DESC LIMIT $3 OFFSET $4`, [capacity.congressId, ids, limit, offset]);
  const rows: LedGroups['rows'] = [];
  for (const raw of found) {
    const { id, version, theme, kindLabel, groupName, state, heldOn, endsOn, startsAt, endsAt, place, counts, invited } = rowOf(raw, day);
    const actions = availableActions(activityWorkflow, await activitySubject(work, id), capacity, { today: day });
    const may = (name: string): boolean => endsOn >= day && actions.some(({ action, allowed }) => action === name && allowed);
    rows.push({ id, version, theme, kindLabel, groupName: groupName ?? '', state, heldOn, endsOn, startsAt, endsAt, place, counts, invited, may: { change: may('change'), cancel: may('cancel') } });
  }
  return { groups, rows, total: count?.total ?? 0 };
}

/** Who of the group comes. @throws DomainError common.not_found */
export async function ledActivityPeople(work: Work, capacity: Capacity, { id }: z.output<typeof activityIdInput>): Promise<z.output<typeof ledActivityView>> {
  await ledActivity(work, capacity, id);
  return { people: await work.sql<{ name: string; state: InvitationState }>(`SELECT i.name, i.state FROM duty_invitation i WHERE i.activity_id = $1 AND i.state <> 'withdrawn' ORDER BY i.name, i.id`, [id]) };
}

/**
 * Plans and publishes in one step; the group is invited, whoever calls it comes, the office is told by the event.
 * @throws DomainError common.invalid_input (times, a day that has passed), common.not_found (leads no such group, or the mandate is not in force), workflow.* (nobody else is in the group)
 */
export async function planForGroup(work: Work, capacity: Capacity, input: z.output<typeof groupActivityInput>): Promise<ActivityReceipt> {
  const group = (await groupsLedBy(work, capacity)).find(({ id }) => id === input.groupId);
  if (group === undefined) throw new DomainError('common.not_found', { what: '由您担任组长的代表小组' });
  checkTimes({ ...input, endsOn: input.heldOn });
  if (input.heldOn < today(work.clock)) throw new DomainError('common.invalid_input', { problem: '日期已经过去' }, [{ path: 'heldOn', message: '日期已经过去，请选择今天或者以后的日期' }]);
  const id = newId();
  const targets = { ...noTargets, groupIds: [group.id] };
  await work.sql(
    `INSERT INTO duty_activity (id, congress_id, kind, theme, details, place, organiser, held_on, ends_on, starts_at, ends_at, targets, sign_in_secret, created_at, updated_at, group_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8::date, $8::date, $9, $10, $11::jsonb, $12, $13, $13, $14)`,
    [id, capacity.congressId, input.kind, input.theme, input.details, input.place, group.name, input.heldOn, input.startsAt, input.endsAt, JSON.stringify(targets), newSignInSecret(), work.clock.now(), group.id],
  );
  await setInvitations(work, { id, congressId: capacity.congressId }, targets, false);
  const done = await actOnActivity(work, capacity, { id, action: 'publish', patch: { published_at: work.clock.now() } });
  const [mine] = await work.sql<{ id: string }>('SELECT id FROM duty_invitation WHERE activity_id = $1 AND mandate_id = $2', [id, capacity.id]);
  if (mine) await actOnInvitation(work, capacity, { id: mine.id, action: 'join' });
  return { id, version: done.version, next: `已通知小组 ${done.invited} 名代表，并告知代表工作机构。${outsiderWords(await outsidersOf(work, capacity.congressId, [group.id]))}` };
}

/** @throws DomainError common.invalid_input, common.not_found, workflow.* */
export async function changeForGroup(work: Work, capacity: Capacity, input: z.output<typeof changeActivityInput>): Promise<ActivityReceipt> {
  await ledActivity(work, capacity, input.id);
  return changeActivity(work, capacity, input);
}

/** @throws DomainError common.not_found, workflow.* */
export async function cancelForGroup(work: Work, capacity: Capacity, input: z.output<typeof cancelActivityInput>): Promise<ActivityReceipt> {
  await ledActivity(work, capacity, input.id);
  return cancelActivity(work, capacity, input);
}

type Detail = Omit<LedActivityDetail, 'kindLabel' | 'rollCall' | 'record' | 'people'> & { readonly kind: ActivityKind };
type Person = Omit<LedActivityDetail['people'][number], 'signedInAt'> & { readonly signedInAt: Date | null };

/** What the leader needs at the place: who is invited and asks for leave, and whether it may be recorded. @throws DomainError common.not_found */
export async function ledActivityDetail(work: Work, capacity: Capacity, { id }: z.output<typeof activityIdInput>): Promise<LedActivityDetail> {
  const subject = await ledActivity(work, capacity, id);
  const [row] = await work.sql<Detail>(
    `SELECT a.id, a.version, a.theme, a.kind, g.name AS "groupName", a.state, to_char(a.held_on, 'YYYY-MM-DD') AS "heldOn", to_char(a.ends_on, 'YYYY-MM-DD') AS "endsOn", a.starts_at AS "startsAt", a.ends_at AS "endsAt", a.place, a.seen, a.results, ${filesSql(recordPurpose)} AS pictures
     FROM duty_activity a JOIN deputy_group g ON g.id = a.group_id WHERE a.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '活动' });
  const people = await work.sql<Person>(
    `SELECT i.id, i.version, i.name, i.state, i.signed_in_at AS "signedInAt", CASE WHEN i.state = 'leave_asked' THEN i.reason END AS reason, i.person_id = $2 AS mine
     FROM duty_invitation i WHERE i.activity_id = $1 AND i.state <> 'withdrawn' AND ${inForce} ORDER BY i.name, i.id`,
    [id, capacity.personId],
  );
  const { kind, ...facts } = row;
  const day = today(work.clock);
  const record = availableActions(activityWorkflow, subject, capacity, { today: day }).find(({ action }) => action === 'record');
  return {
    ...facts, kindLabel: activityKinds[kind].label, rollCall: row.state === 'published' && row.heldOn <= day,
    record: record === undefined ? null : { allowed: record.allowed, reason: record.reason ?? null, remedy: record.remedy ?? null },
    people: people.map(({ signedInAt, ...one }) => ({ ...one, signedInAt: signedInAt?.toISOString() ?? null })),
  };
}

/** @throws DomainError common.not_found; who cannot be marked is named in the answer */
export async function rollCallForGroup(work: Work, capacity: Capacity, { id, marks }: z.output<typeof ledRollCallInput>): Promise<z.output<typeof rollCallReceipt>> {
  await ledActivity(work, capacity, id);
  return rollCall(work, capacity, { id, marks, way: 'roll_call' });
}

/** Leave from an activity between sessions is granted by whoever calls it (浙江代表法办法 46). @throws DomainError common.not_found, workflow.* (the own leave, a refusal without reason) */
export async function decideLeaveForGroup(work: Work, capacity: Capacity, input: z.output<typeof decideLeaveInput>): Promise<ActivityReceipt> {
  const { activityId } = await invitationStore.lock(work, input.id);
  await ledActivity(work, capacity, activityId);
  return decideLeave(work, capacity, input);
}

/** Once; with it the attendance is entered in the archives. @throws DomainError common.not_found, workflow.* (somebody is not marked, leave waits, recorded already), files.not_found */
export async function recordForGroup(work: Work, capacity: Capacity, input: z.output<typeof recordActivityInput>): Promise<ActivityReceipt> {
  await ledActivity(work, capacity, input.id);
  return recordActivity(work, capacity, input);
}
