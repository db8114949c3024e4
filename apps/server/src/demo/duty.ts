/** 履职档案 in the demonstration: what deputies did outside the system, confirmed, waiting and sent back; played through the services. */
import { object } from '@smart/duty/assessment/objecting';
import { objectInput } from '@smart/duty/assessment/model-inputs';
import { confirmDeclaration, returnDeclaration } from '@smart/duty/declarations/confirming';
import { declare } from '@smart/duty/declarations/declaring';
import { declareInput } from '@smart/duty/declarations/model-inputs';
import { mergeReport } from '@smart/duty/own-report/model';
import { giveReport, openReport, saveReport } from '@smart/duty/own-report/service';
import { giveReportInput } from '@smart/duty/own-report/model-inputs';
import { setParameter } from '@smart/divisions/parameters';
import { bookChoices, listBooks } from '@smart/duty/reports/book-reading';
import { startBook } from '@smart/duty/reports/book-starting';
import { advanceAside } from '@smart/identity/operations';
import { addDays, type DateString, startOfDayShanghai } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { Company, Troupe } from './company.ts';
import { demoPlaces } from './places.ts';
import type { Stage } from './scene.ts';

type OnStage = (congressId: string, run: (stage: Stage) => Promise<void>) => Promise<void>;

/** What is declared, by the how-manyth deputy of the place; fictitious. */
const declared = [
  { kind: 'research', title: '调研农村公路养护', place: '三个乡镇', result: '走访六个村，提出养护资金安排的意见三条', facts: { organiser: '代表小组' }, daysAgo: 33, end: 'confirmed' },
  { kind: 'training_taken', title: '代表履职能力提升培训班', place: '市委党校', result: '', facts: { form: '专题培训', organiser: '人大常委会', hours: '16' }, daysAgo: 52, end: 'confirmed' },
  { kind: 'committee_attended', title: '列席常委会审议养老服务专项报告', place: '', result: '就社区助餐点运营提出意见', facts: { organiser: '人大常委会' }, daysAgo: 24, end: 'confirmed' },
  { kind: 'practical_work', title: '为社区老人联系助餐点', place: '湖滨社区', result: '三十多位老人可以就近用餐', facts: {}, daysAgo: 6, end: 'pending' },
  { kind: 'group_activity', title: '小组视察老旧小区改造', place: '', result: '', facts: {}, daysAgo: 12, end: 'returned' },
] as const;

/** In every place with an office, once. @returns how many places were played */
export async function performDuty(onStage: OnStage, company: Company, day: DateString): Promise<number> {
  let played = 0;
  for (const place of demoPlaces) {
    const troupe = company.troupe(place.slug);
    await onStage(troupe.congressId, async (stage) => {
      if (await declareSome(stage, troupe, day)) played += 1;
    });
  }
  return played;
}

const stand = ({ clock }: Stage, day: DateString, hour: number): void => clock.set(new Date(startOfDayShanghai(day).getTime() + hour * 3_600_000).toISOString());

/** Nobody confirms their own: in a township the chairperson may be both. */
function playersOf({ company }: Stage, { place, officer, deputies }: Troupe) {
  const others = deputies.filter(({ personId }) => personId !== officer.personId);
  return place.slug === 'city' ? [company.account('deputy.city', 'city'), ...others] : others;
}

async function declareSome(stage: Stage, troupe: Troupe, day: DateString): Promise<boolean> {
  const { place, officer, congressId } = troupe;
  const { work } = stage;
  const [known] = await work.sql('SELECT 1 FROM duty_declaration WHERE congress_id = $1 LIMIT 1', [congressId]);
  const [first = undefined, second = first] = playersOf(stage, troupe);
  if (known || first === undefined || second === undefined || place.tier === 'province') return false;
  for (const [at, { daysAgo, end, ...facts }] of declared.entries()) {
    stand(stage, addDays(day, -daysAgo), 19);
    const { id, version } = await declare(work, at % 2 === 0 ? first : second, declareInput.parse({ id: newId(), occurredOn: addDays(day, -daysAgo - 1), ...facts }));
    stand(stage, addDays(day, -daysAgo + 1), 10);
    if (end === 'confirmed') await confirmDeclaration(work, officer, { id, expectedVersion: version });
    if (end === 'returned') await returnDeclaration(work, officer, { id, expectedVersion: version, reason: '请写明视察了哪些小区、提出了什么意见' });
  }
  stand(stage, addDays(day, -3), 20);
  await object(work, first, objectInput.parse({ year: Number(day.slice(0, 4)), subsystem: 'sitting_in', recordId: null, text: '上半年列席常委会一次，签到表上有，没有计入' }));
  return true;
}

/** 述职报告: the first deputy of the place has begun one, once the archive stands; a sentence is written by hand. */
export async function draftReport(stage: Stage, troupe: Troupe, day: DateString): Promise<void> {
  const [first] = playersOf(stage, troupe);
  if (first === undefined || troupe.place.tier === 'province') return;
  const year = Number(day.slice(0, 4));
  stand(stage, day, 8);
  const { revision, generated } = await openReport(stage.work, first, { year });
  if (revision > 0) return;
  const paragraphs = mergeReport([], generated).map((one) => (one.key === 'next' ? { ...one, text: '对照履职清单，走访还不够经常。下一步每季到固定联系户走一遍，把听到的事情带回来、办下去。' } : one));
  await saveReport(stage.work, first, { year, expectedRevision: 0, paragraphs });
}

/** Last year's, given and confirmed; the deputy agreed that anybody may read it, and the congress shows reports. */
export async function givenReport(stage: Stage, troupe: Troupe, day: DateString): Promise<void> {
  const { work } = stage;
  const [first] = playersOf(stage, troupe);
  const year = Number(day.slice(0, 4)) - 1;
  stand(stage, day, 8);
  if (first === undefined || (await openReport(work, first, { year })).revision > 0) return;
  await setParameter(work, troupe.officer, 'duty.publish_reports', true);
  const { generated } = await openReport(work, first, { year });
  await saveReport(work, first, { year, expectedRevision: 0, paragraphs: mergeReport([], generated) });
  const declarationId = newId();
  await giveReport(work, first, giveReportInput.parse({ year, expectedRevision: 1, declarationId, givenOn: `${year}-12-18`, place: '湖滨社区会议室', agreed: true }));
  await confirmDeclaration(work, troupe.officer, { id: declarationId, expectedVersion: 1 });
}

/** 履职年册: one of the smallest delegation, finished, unless there is one already. */
export async function makeBook(units: <T>(run: (work: Work) => Promise<T>) => Promise<T>, { officer }: Troupe, day: DateString): Promise<void> {
  const id = await units(async (work) => {
    if ((await listBooks(work, officer, { limit: 1, offset: 0 })).total > 0) return null;
    const [smallest] = (await bookChoices(work, officer)).delegations.toSorted((one, other) => one.deputies - other.deputies);
    return smallest === undefined ? null : startBook(work, officer, { year: Number(day.slice(0, 4)), scope: 'delegation', scopeId: smallest.id });
  });
  for (let more = id !== null; more; ) more = id !== null && (await advanceAside(units, officer.congressId, id));
}
