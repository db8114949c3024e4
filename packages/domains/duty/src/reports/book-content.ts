// What a year book holds: gathered of some deputies at a time, and laid out as a listing for paper and as figures for reckoning.
import type { Listing, Tables } from '@smart/documents';
import { type DateString, formatDate, today, yearOf } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { bandLabels, bandOf, scoreIsNoRight } from '../assessment/model.ts';
import { closingOf, totalsOf } from '../assessment/results.ts';
import { detailLabels, dutyKinds, isDetailField, isDutyKind, kindNames, subsystemNames, subsystems } from '../model.ts';
import { progressOf } from '../plan/model.ts';
import { countsOf, planOf } from '../plan/plans.ts';
import { statusLabels } from '../reading.ts';
import { type BookPart, type Volume, volumeWords } from './book-model.ts';
import { archiveColumns, archiveNotes, lineOf, recordsOf } from './listings.ts';

type Deputy = { mandateId: string; name: string; delegation: string | null; constituency: string | null; status: string; startsOn: string; endsOn: string | null };
const texts = z.record(z.string(), z.string());

/** What the book says of these mandates; one that is no longer there is left out. */
export async function gather(work: Work, congressId: string, { year, mandateIds }: { year: number; mandateIds: readonly string[] }): Promise<Map<string, BookPart>> {
  const deputies = await work.sql<Deputy>(
    `SELECT m.id AS "mandateId", p.name, g.name AS delegation, u.name AS constituency, m.status, to_char(m.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(m.ends_on, 'YYYY-MM-DD') AS "endsOn"
     FROM mandate m JOIN person p ON p.id = m.person_id LEFT JOIN delegation g ON g.id = m.delegation_id LEFT JOIN constituency u ON u.id = m.constituency_id WHERE m.congress_id = $1 AND m.id = ANY ($2::uuid[])`,
    [congressId, mandateIds],
  );
  const closed = (await closingOf(work, congressId, year)) !== null;
  const totals = new Map((await totalsOf(work, congressId, year, mandateIds)).map((one) => [one.holder.mandateId, one]));
  const records = Map.groupBy(await recordsOf(work, mandateIds, year), ({ mandateId }) => mandateId);
  const day = today(work.clock);
  // What is expected is expected this year; an earlier one is over.
  const plan = year === yearOf(day) ? await planOf(work, congressId) : [];
  const counts = plan.length === 0 ? null : await countsOf(work, mandateIds, day);
  return new Map(deputies.map(({ mandateId, ...deputy }) => {
    const result = totals.get(mandateId);
    return [mandateId, {
      ...deputy, closed, total: result?.total ?? null, parts: [...(result?.parts ?? subsystemNames.map(() => 0))], notes: [...(result?.notes ?? [])],
      plan: progressOf(plan, counts?.get(mandateId) ?? []).map(({ label, done, wanted, period }) => ({ label: period === 'quarter' ? `${label}（本季）` : label, done, wanted })),
      records: (records.get(mandateId) ?? []).map(({ kind, title, occurredOn, counts: counted, detail }) => ({ kind, title, occurredOn, counts: counted, detail: texts.parse(detail) })),
    }];
  }));
}

/** What the whole book says of itself. */
export type BookFacts = { readonly year: number; readonly congressName: string; /** Of one delegation or constituency; null: of the congress. */ readonly scopeName: string | null; readonly asOf: DateString; readonly askedBy: string; readonly demo: boolean; readonly volume: Volume; /** In the whole book. */ readonly deputies: number };

export const bookTitle = ({ year, congressName, scopeName }: Pick<BookFacts, 'year' | 'congressName' | 'scopeName'>): string => `${scopeName ?? congressName}代表履职年册（${year} 年）`;

// What a year that is not over amounts to is no judgement yet.
const pointsWords = ({ total, closed }: BookPart): string => (total === null ? '不作年度计分' : closed ? `${total} 分，${bandLabels[bandOf(total)]}` : `到目前 ${total} 分`);

/** A part for each deputy, in the order given: points and records. */
export function listingOfBook(facts: BookFacts, parts: readonly BookPart[]): Listing {
  const ofDelegations = new Set(parts.map(({ delegation }) => delegation)).size > 1;
  return {
    title: bookTitle(facts),
    subtitle: [facts.scopeName === null ? '' : facts.congressName, volumeWords(facts.volume)].filter((words) => words !== '').join('　') || undefined,
    facts: [{ label: '代表人数', value: String(facts.deputies) }, ...(facts.volume.of === 1 ? [] : [{ label: '本册代表', value: String(parts.length) }]), { label: '截至', value: formatDate(facts.asOf) }],
    columns: archiveColumns,
    sections: parts.map((part) => ({
      heading: [`${part.name}${part.delegation === null || !ofDelegations ? '' : `（${part.delegation}）`}`, pointsWords(part), subsystemNames.map((name, at) => `${subsystems[name].label} ${part.parts[at] ?? 0}`).join('、'), ...part.notes].join('　'),
      rows: part.records.flatMap(lineOf),
    })),
    notes: [...archiveNotes, scoreIsNoRight], printedBy: facts.askedBy, printedOn: facts.asOf, demo: facts.demo,
  };
}

const detailFields = Object.keys(detailLabels).filter(isDetailField);

/** What the list of the year counts, in its order. */
export const planLabelsOf = (parts: readonly BookPart[]): string[] => [...new Set(parts.flatMap(({ plan }) => plan.map(({ label }) => label)))];

/** A deputy's row of figures, in the order of `figuresSheet`. */
export function figuresOf(part: BookPart, planLabels: readonly string[]): (string | number | null)[] {
  const counted = new Map<string, number>();
  for (const { kind, counts } of part.records) if (counts) counted.set(kind, (counted.get(kind) ?? 0) + 1);
  const progress = new Map(part.plan.map(({ label, done, wanted }) => [label, { done, wanted }]));
  return [
    part.name, part.delegation ?? '', part.constituency ?? '', statusLabels[part.status] ?? part.status, part.startsOn, part.endsOn ?? '',
    part.total, part.closed && part.total !== null ? bandLabels[bandOf(part.total)] : '', ...subsystemNames.map((_name, at) => part.parts[at] ?? 0), part.notes.join('；'),
    part.records.filter(({ counts }) => counts).length, part.records.filter(({ counts }) => !counts).length, ...kindNames.map((kind) => counted.get(kind) ?? 0),
    ...planLabels.flatMap((label) => { const one = progress.get(label); return [one?.done ?? null, one?.wanted ?? null]; }),
  ];
}

type Sheet = Tables['sheets'][number];
const wide = (header: string) => ({ header, width: 18 });
const narrow = (header: string) => ({ header, width: 10 });

/** One row for each deputy. @param rows of `figuresOf` with the same labels */
export const figuresSheet = (rows: Sheet['rows'], planLabels: readonly string[]): Sheet => ({
  name: '代表履职数字',
  columns: [
    narrow('代表'), wide('代表团'), wide('选区（选举单位）'), wide('状态'), wide('任职起'), wide('任职止'), narrow('年度得分'), narrow('等次'), ...subsystemNames.map((name) => narrow(`${subsystems[name].label}得分`)), wide('计分说明'),
    narrow('计入合计'), narrow('不计入'), ...kindNames.map((kind) => narrow(dutyKinds[kind].label)), ...planLabels.flatMap((label) => [narrow(`${label}已完成`), narrow(`${label}应完成`)]),
  ],
  rows,
});

/** One row for each record, with the subsystems' own fields. */
export const recordsSheet = (parts: readonly BookPart[]): Sheet => ({
  name: '履职记录',
  columns: [narrow('代表'), wide('代表团'), wide('选区（选举单位）'), wide('日期'), wide('档案部分'), wide('履职'), { header: '内容', width: 48 }, narrow('是否计入'), ...detailFields.map((field) => wide(detailLabels[field]))],
  rows: parts.flatMap(({ name, delegation, constituency, records }) => records.flatMap(({ kind, title, occurredOn, counts, detail }) =>
    isDutyKind(kind) ? [[name, delegation ?? '', constituency ?? '', occurredOn, subsystems[dutyKinds[kind].subsystem].label, dutyKinds[kind].label, title, counts ? '计入' : '不计入', ...detailFields.map((field) => detail[field] ?? '')]] : [])),
});

/** The sheets as one workbook that says whose figures they are. */
export const tablesOfBook = (facts: BookFacts, sheets: readonly Sheet[]): Tables => ({
  title: bookTitle(facts), facts: [...(facts.volume.of === 1 ? [] : [volumeWords(facts.volume)]), `代表人数：${facts.deputies}`, `截至：${formatDate(facts.asOf)}`], notes: [...archiveNotes, scoreIsNoRight], printedBy: facts.askedBy, demo: facts.demo, sheets,
});
