/** 代表活动 in the demonstration: one that was held and recorded, one of today, one that waits for answers, one that is being prepared, and a session that somebody missed; played through the services. */
import { disclose } from '@smart/duty/activities/disclosing';
import { saveActivity, publishActivity } from '@smart/duty/activities/planning';
import { activityOf, invitationsOf } from '@smart/duty/activities/looking';
import { recordActivityInput, saveActivityInput } from '@smart/duty/activities/model-inputs';
import { recordActivity } from '@smart/duty/activities/recording';
import { askLeave, decideLeave, join } from '@smart/duty/activities/replying';
import { rollCall } from '@smart/duty/activities/roll-call';
import type { Capacity } from '@smart/identity/capacity';
import { addDays, type DateString, startOfDayShanghai } from '@smart/kernel/dates';
import type { Company, Troupe } from './company.ts';
import { demoPlaces } from './places.ts';
import type { Stage } from './scene.ts';
import { playGroup, playWorkPlan } from './work-plans.ts';

type OnStage = (congressId: string, run: (stage: Stage) => Promise<void>) => Promise<void>;
type Planned = Readonly<Record<'kind' | 'theme' | 'place' | 'startsAt' | 'endsAt', string>> & { readonly details?: string };

const held: Planned = { kind: 'inspection', theme: '视察社区养老服务设施', place: '湖滨社区、东风社区', startsAt: '09:00', endsAt: '11:30', details: '8:40 在机关院内集合乘车。请先阅读养老服务专项报告。' };
const today: Planned = { kind: 'discussion', theme: '听取群众对老旧小区改造的意见', place: '湖滨社区活动室', startsAt: '08:30', endsAt: '22:00' };
const ahead: Planned = { kind: 'law_inspection', theme: '检查物业管理条例实施情况', place: '四个住宅小区', startsAt: '14:30', endsAt: '17:30', details: '分两组进小区查看，最后座谈。请留意群众反映集中的问题。' };
const prepared: Planned = { kind: 'training', theme: '代表履职专题学习', place: '人大机关会议室', startsAt: '09:00', endsAt: '16:30' };

/** In the city, a district and a township, once. @returns how many places were played */
export async function performActivities(onStage: OnStage, company: Company, day: DateString): Promise<number> {
  let played = 0;
  for (const { slug } of demoPlaces.filter((place) => ['city', 'district', 'town'].includes(place.slug))) {
    const troupe = company.troupe(slug);
    await onStage(troupe.congressId, async (stage) => {
      if (await playActivities(stage, company, troupe, day)) played += 1;
    });
  }
  return played;
}

const stand = ({ clock }: Stage, day: DateString, hour: number): void => clock.set(new Date(startOfDayShanghai(day).getTime() + hour * 3_600_000).toISOString());

async function plan({ work }: Stage, { officer }: Troupe, planned: Planned, heldOn: DateString, people: readonly Capacity[], more: { sessionId?: string; planItemId?: string | undefined; publish?: boolean } = {}): Promise<string> {
  const { publish = true, ...rest } = more;
  const { id, version } = await saveActivity(work, officer, saveActivityInput.parse({ ...planned, ...rest, heldOn, endsOn: heldOn, organiser: officer.organName ?? '人大常委会', targets: { mandateIds: people.map((one) => one.id) } }));
  if (publish) await publishActivity(work, officer, { id, expectedVersion: version });
  return id;
}

async function call({ work }: Stage, { officer }: Troupe, id: string, marks: readonly ('attended' | 'absent' | 'on_leave')[]): Promise<void> {
  const { rows } = await invitationsOf(work, officer, { id });
  await rollCall(work, officer, { id, way: 'roll_call', marks: rows.filter(({ state }) => state !== 'on_leave').map(({ id: invitationId }, at) => ({ invitationId, mark: marks[at] ?? 'attended' })) });
}

/** Laid open on the congress's site. */
async function open({ work }: Stage, { officer }: Troupe, id: string, words: string): Promise<void> {
  const { version } = await activityOf(work, officer, { id });
  await disclose(work, officer, { id, expectedVersion: version, words, named: false });
}

async function mine({ work }: Stage, { officer }: Troupe, id: string, who: Capacity): Promise<string> {
  return (await invitationsOf(work, officer, { id })).rows.find(({ mandateId }) => mandateId === who.id)?.id ?? '';
}

async function playActivities(stage: Stage, company: Company, troupe: Troupe, day: DateString): Promise<boolean> {
  const { work } = stage;
  const [known] = await work.sql('SELECT 1 FROM duty_activity WHERE congress_id = $1 LIMIT 1', [troupe.congressId]);
  // Nobody grants their own leave: in a township the chairperson may be a deputy as well.
  const people = troupe.deputies.filter(({ personId }) => personId !== troupe.officer.personId).slice(0, 6);
  const [first = undefined, second = undefined] = people.toReversed();
  if (known || first === undefined || second === undefined) return false;
  const items = await playWorkPlan(stage, troupe, day);
  await playHeld(stage, troupe, day, people, { away: first, planItemId: items.get(held.theme) });
  await playSession(stage, troupe, day, people);
  stand(stage, addDays(day, -3), 10);
  await plan(stage, troupe, today, day, people, { planItemId: items.get(today.theme) });
  const next = await plan(stage, troupe, ahead, addDays(day, 5), people, { planItemId: items.get(ahead.theme) });
  await open(stage, troupe, next, '');
  await plan(stage, troupe, prepared, addDays(day, 12), people, { publish: false });
  stand(stage, addDays(day, -2), 20);
  await join(work, second, { id: await mine(stage, troupe, next, second) });
  await askLeave(work, first, { id: await mine(stage, troupe, next, first), reason: '当天在外地参加行业会议' });
  await playGroup(stage, company, troupe, day);
  return true;
}

async function playHeld(stage: Stage, troupe: Troupe, day: DateString, people: readonly Capacity[], { away, planItemId }: { away: Capacity; planItemId: string | undefined }): Promise<void> {
  const { work } = stage;
  const on = addDays(day, -20);
  stand(stage, addDays(on, -6), 10);
  const id = await plan(stage, troupe, held, on, people, { planItemId });
  stand(stage, addDays(on, -4), 20);
  const invitationId = await mine(stage, troupe, id, away);
  const { version } = await askLeave(work, away, { id: invitationId, reason: '家中有事' });
  await decideLeave(work, troupe.officer, { id: invitationId, expectedVersion: version, granted: true, reason: '' });
  stand(stage, on, 12);
  await call(stage, troupe, id, ['attended', 'attended', 'attended', 'absent']);
  await recordActivity(work, troupe.officer, recordActivityInput.parse({
    id, expectedVersion: 1, seen: '查看两处日间照料中心和一处助餐点，与老人和服务人员座谈。助餐点午间排队时间长，两处照料中心没有无障碍坡道。', results: '提出增设取餐窗口、加装坡道等意见四条，由民政部门答复。',
  }));
  await open(stage, troupe, id, '代表查看了两处日间照料中心和一处助餐点，与老人和服务人员座谈，提出增设取餐窗口、加装坡道等意见四条，由民政部门答复。');
}

/** The last session before today, where there was one. */
async function playSession(stage: Stage, troupe: Troupe, day: DateString, people: readonly Capacity[]): Promise<void> {
  const { work } = stage;
  const [session] = await work.sql<{ id: string; on: string }>(`SELECT s.id, to_char(s.starts_on, 'YYYY-MM-DD') AS on FROM session s JOIN term t ON t.id = s.term_id AND t.current WHERE s.congress_id = $1 AND s.ends_on < $2::date ORDER BY s.starts_on DESC LIMIT 1`, [troupe.congressId, day]);
  if (!session) return;
  stand(stage, session.on, 20);
  const id = await plan(stage, troupe, { kind: 'session', theme: '出席人民代表大会会议', place: '会议中心', startsAt: '08:30', endsAt: '17:30' }, session.on, people, { sessionId: session.id });
  await call(stage, troupe, id, ['attended', 'absent']);
  await recordActivity(work, troupe.officer, recordActivityInput.parse({ id, expectedVersion: 1, seen: '会议期间按代表团点名。' }));
}
