/** 年度代表工作计划 in the demonstration, with items in every state; and what the leader of a deputy group called. */
import { planForGroup } from '@smart/duty/activities/leading';
import { groupActivityInput } from '@smart/duty/activities/model-inputs';
import { passWorkPlan, publishWorkPlan, saveItem, startWorkPlan, tellWorkPlan } from '@smart/duty/work-plan/keeping';
import { workPlanOf } from '@smart/duty/work-plan/looking';
import { saveItemInput } from '@smart/duty/work-plan/model-inputs';
import { joinDeputyGroup } from '@smart/divisions/deputy-groups';
import { addDays, type DateString, startOfDayShanghai, yearOf } from '@smart/kernel/dates';
import type { Company, Troupe } from './company.ts';
import type { Stage } from './scene.ts';

const monthOf = (day: DateString): number => Number(day.slice(5, 7));
const stand = ({ clock }: Stage, day: DateString, hour: number): void => clock.set(new Date(startOfDayShanghai(day).getTime() + hour * 3_600_000).toISOString());

/** What the plan of a congress holds, as of today: done, arranged, overdue where the year has begun long enough ago, and still to be arranged. */
function itemsOf(day: DateString, groupId: string | null) {
  const month = monthOf(day);
  const quarter = Math.ceil(month / 3);
  const in_ = (fromMonth: number, untilMonth = fromMonth) => ({ fromMonth, untilMonth });
  const before = addDays(day, -20);
  return [
    ...(month > 1 ? [{ title: '集中学习代表法', kind: 'training', ...in_(1), targets: { all: true } }] : []),
    { title: '视察社区养老服务设施', kind: 'inspection', ...in_(yearOf(before) === yearOf(day) ? monthOf(before) : month), targets: { all: true } },
    { title: '听取群众对老旧小区改造的意见', kind: 'discussion', ...in_(month), targets: { all: true } },
    { title: '检查物业管理条例实施情况', kind: 'law_inspection', ...in_(quarter * 3 - 2, quarter * 3), targets: { all: true } },
    { title: '代表小组走访联系户', kind: 'group', ...in_(12), targets: groupId === null ? { all: true } : { groupIds: [groupId] } },
  ];
}

/** @returns the items by their titles */
export async function playWorkPlan(stage: Stage, { officer, congressId, place }: Troupe, day: DateString): Promise<ReadonlyMap<string, string>> {
  const { work } = stage;
  const year = yearOf(day);
  const [early, late] = [`${year}-01-08`, addDays(day, -40)];
  stand(stage, early < late ? early : late, 10);
  const [group] = await work.sql<{ id: string }>('SELECT id FROM deputy_group WHERE congress_id = $1 ORDER BY kind, name LIMIT 1', [congressId]);
  const { id } = await startWorkPlan(work, officer, { year, copy: false });
  for (const item of itemsOf(day, group?.id ?? null)) await saveItem(work, officer, saveItemInput.parse({ planId: id, responsible: officer.organName ?? place.name, ...item }));
  const items = async () => (await workPlanOf(work, officer, { year })).plan;
  const ref = async () => ({ id, expectedVersion: (await items())?.version ?? 0 });
  await passWorkPlan(work, officer, { ...(await ref()), passedOn: early < late ? early : late, meeting: officer.tier === 'township' ? '主席团第 3 次会议' : '第 12 次主任会议' });
  await tellWorkPlan(work, officer, await ref());
  await publishWorkPlan(work, officer, await ref());
  return new Map(((await items())?.items ?? []).map((item) => [item.title, item.id]));
}

/** In a district: a deputy of the city is in the group, too, whom an invitation of the district does not reach. */
export async function playGroup(stage: Stage, company: Company, troupe: Troupe, day: DateString): Promise<void> {
  const { work } = stage;
  const [led] = await work.sql<{ id: string; personId: string }>(`SELECT g.id, x.person_id AS "personId" FROM deputy_group g JOIN deputy_group_member x ON x.group_id = g.id AND x.leader WHERE g.congress_id = $1 AND g.kind = 'area' LIMIT 1`, [troupe.congressId]);
  const leader = troupe.deputies.find(({ personId }) => personId === led?.personId);
  if (led === undefined || leader === undefined) return;
  const own = new Set(troupe.deputies.map(({ personId }) => personId));
  const fromAbove = troupe.place.slug === 'district' ? company.troupe('city').deputies.findLast(({ personId }) => !own.has(personId)) : undefined;
  if (fromAbove) await joinDeputyGroup(work, troupe.congressId, { groupId: led.id, personId: fromAbove.personId });
  stand(stage, addDays(day, -2), 9);
  await planForGroup(work, leader, groupActivityInput.parse({ groupId: led.id, kind: 'research', theme: '走访沿街商户听取停车意见', heldOn: addDays(day, 9), startsAt: '15:00', endsAt: '17:00', place: '东风路沿线' }));
}
