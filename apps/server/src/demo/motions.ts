/** 议案 of the demonstration: handed in during the last session of the city and of a township, in different states; played through the services. */
import type { Capacity } from '@smart/identity/capacity';
import { addDays, type DateString, today } from '@smart/kernel/dates';
import { decideMotion, endMotion, reportMotion, reportMotionHandling, resolveMotion, convertReported } from '@smart/suggestions/motions/deciding';
import { answerMotion, inviteToMotion, saveMotion, submitMotion } from '@smart/suggestions/motions/writing';
import type { Troupe } from './company.ts';
import { type DepartmentKey } from './departments.ts';
import type { Slug } from './places.ts';
import { type Stage, storyId } from './scene.ts';

type Ending = 'handling' | 'closed' | 'converted' | 'signing';
type Paper = { readonly key: string; readonly place: Slug; readonly lead: number; readonly ending: Ending; readonly topic: 'urban_construction' | 'environment' | 'transport'; readonly department: DepartmentKey; readonly title: string; readonly cause: string; readonly grounds: string; readonly plan: string };

const papers: readonly Paper[] = [
  {
    key: 'motion/city/lift', place: 'city', lead: 3, ending: 'handling', topic: 'urban_construction', department: 'housing', title: '关于推进既有住宅加装电梯的议案',
    cause: '既有多层住宅加装电梯需求大、推进慢，需要市人大作出决定。', grounds: '全市较早建成的多层住宅多数没有电梯，老年居民上下楼困难。各小区加装中普遍遇到意见难统一、资金难筹措、管线难迁改的问题，部门之间缺少统一的办理规则。',
    plan: '由市人民代表大会常务委员会作出关于推进既有住宅加装电梯的决定，明确部门职责、补助办法和管线迁改时限，市人民政府每年报告一次进展。',
  },
  {
    key: 'motion/city/lake', place: 'city', lead: 9, ending: 'closed', topic: 'environment', department: 'environment', title: '关于加强城区湖泊保护的议案',
    cause: '城区湖泊水质时有反复，需要以决定的形式固定保护责任。', grounds: '近年来城区湖泊治理取得进步，但雨季溢流、岸线占用等问题仍有发生，管护责任分散在多个部门，社会反映集中。',
    plan: '由市人民代表大会作出关于加强城区湖泊保护的决定，划定岸线，明确管护单位，建立水质按月公布制度。',
  },
  {
    key: 'motion/city/road', place: 'city', lead: 15, ending: 'converted', topic: 'transport', department: 'transport', title: '关于完善农村公路管护机制的议案',
    cause: '农村公路建成后管护跟不上，需要完善机制。', grounds: '农村公路里程增加较快，日常养护经费和人员不足，部分路段破损后长时间没有修复，影响群众出行和农产品外运。',
    plan: '明确县乡村三级管护责任和经费标准，建立路况公开和群众监督制度，由市人民政府组织实施。',
  },
  {
    key: 'motion/city/heritage', place: 'city', lead: 1, ending: 'signing', topic: 'urban_construction', department: 'housing', title: '关于加强历史街区保护利用的议案',
    cause: '历史街区保护和利用缺少统一规则。', grounds: '城区历史街区房屋产权复杂，修缮标准不一，保护与改善居住条件的矛盾突出，居民期盼早日明确办法。',
    plan: '由市人民代表大会作出关于历史街区保护利用的决定，划定保护范围，明确修缮标准和资金渠道。',
  },
  {
    key: 'motion/town/water', place: 'town', lead: 2, ending: 'closed', topic: 'environment', department: 'town_agriculture', title: '关于保护集镇饮用水水源的议案',
    cause: '集镇饮用水水源地周边需要加强保护。', grounds: '水源地周边有生活污水直排和垃圾堆放现象，群众担心饮水安全，村组之间管护责任不清。',
    plan: '由镇人民代表大会作出决定，划定水源保护范围，明确镇政府和各村管护责任，每半年向主席团报告。',
  },
];

/** Plays what is not there yet, in one congress. @returns how many were played */
export async function playMotions(stage: Stage, slug: Slug): Promise<number> {
  const own = papers.filter((paper) => paper.place === slug);
  const there = await stage.work.sql<{ id: string }>('SELECT id FROM motion WHERE id = ANY ($1::uuid[])', [own.map(({ key }) => storyId(key))]);
  const missing = own.filter(({ key }) => !there.some(({ id }) => id === storyId(key)));
  for (const paper of missing) await play(stage, paper);
  return missing.length;
}

/** Places that have motions. */
export const motionPlaces: readonly Slug[] = ['city', 'town'];

async function play(stage: Stage, paper: Paper): Promise<void> {
  const { work, clock, until, company } = stage;
  const troupe = company.troupe(paper.place);
  const now = today({ now: () => until });
  const [session] = await work.sql<{ startsOn: DateString; endsOn: DateString }>('SELECT starts_on AS "startsOn", ends_on AS "endsOn" FROM session WHERE congress_id = $1 ORDER BY starts_on DESC LIMIT 1', [troupe.congressId]);
  if (!session) return;
  const stand = (date: DateString, hour: number): void => clock.set(new Date(Math.min(Date.parse(`${date}T00:00:00+08:00`) + hour * 3_600_000, until.getTime())).toISOString());
  const signing = paper.ending === 'signing';
  stand(signing ? work.calendar.addWorkingDays(now, -2) : session.startsOn, 9);
  const lead = troupe.deputies[paper.lead % troupe.deputies.length];
  if (!lead) return;
  const id = await sign(stage, paper, troupe, lead, signing ? 4 : troupe.place.tier === 'township' ? 5 : 10);
  if (signing) return;
  await submitMotion(work, lead, { id });
  stand(session.endsOn, 10);
  await decide(stage, paper, troupe, id, { now, closeOn: session.endsOn, stand });
}

/** Writes it, and has as many sign as are needed; of a motion that is still being signed some have not answered. */
async function sign({ work }: Stage, paper: Paper, troupe: Troupe, lead: Capacity, count: number): Promise<string> {
  const { id } = await saveMotion(work, lead, { id: storyId(paper.key), title: paper.title, cause: paper.cause, grounds: paper.grounds, plan: paper.plan, topic: paper.topic, publishConsent: true });
  const others = [...troupe.deputies.slice(paper.lead + 1), ...troupe.deputies.slice(0, paper.lead)].filter((one) => one.personId !== lead.personId).slice(0, paper.ending === 'signing' ? 9 : count - 1);
  await inviteToMotion(work, lead, { id, mandateIds: others.map((one) => one.id) });
  for (const one of others.slice(0, count - 1)) await answerMotion(work, one, { id, agree: true });
  return id;
}

type When = { readonly now: DateString; readonly closeOn: DateString; readonly stand: (date: DateString, hour: number) => void };

async function decide({ work, clock }: Stage, paper: Paper, troupe: Troupe, id: string, { now, closeOn, stand }: When): Promise<void> {
  const { officer } = troupe;
  const organ = troupe.organ(paper.department);
  const on = (): DateString => today(clock);
  if (paper.ending === 'closed') {
    await decideMotion(work, officer, { id, decision: 'listed', decidedOn: on() });
    await resolveMotion(work, officer, { id, outcome: 'in_handling', resolution: `会议审议通过，交${organ.name}办理并报告。`, resolvedOn: on(), handlingOrganId: organ.id });
    stand(addDays(closeOn, 60), 9);
    await reportMotionHandling(work, troupe.clerkOf(organ.id), { id, report: '已制定实施方案并逐项落实，管护责任和公布制度已经建立，有关情况向社会公开。' });
    stand(addDays(closeOn, 65), 10);
    await endMotion(work, officer, 'close', { id });
    await endMotion(work, officer, 'publish', { id });
    return;
  }
  const [committee] = await work.sql<{ id: string }>(`SELECT id FROM organ WHERE congress_id = $1 AND kind = 'special_committee' AND abolished_on IS NULL ORDER BY sort LIMIT 1`, [troupe.congressId]);
  if (!committee) return;
  await decideMotion(work, officer, { id, decision: 'referred', decidedOn: on(), committeeOrganId: committee.id });
  stand(addDays(closeOn, 70), 9);
  await reportMotion(work, officer, { id, report: '委员会开展了调研，听取了提出议案的代表和有关部门的意见。审议认为议案反映的问题客观存在，应当研究解决。', proposal: paper.ending === 'converted' ? 'suggestion' : 'handle', reportedOn: on() });
  stand(work.calendar.addWorkingDays(now, -3), 10);
  if (paper.ending === 'converted') await convertReported(work, officer, { id, reason: '所提事项属于政府职权范围，不需要作出决定，作为代表建议办理' });
  else {
    await resolveMotion(work, officer, { id, outcome: 'in_handling', resolution: `同意委员会的审议结果报告，交${organ.name}办理，三个月内报告。`, resolvedOn: on(), handlingOrganId: organ.id });
    await endMotion(work, officer, 'publish', { id });
  }
}
