// 述职报告: what a deputy's draft consists of, and how the archive's news come into what was written by hand. Pure and without libraries; the
// merging is done where the draft is, also without a network.

/** Parts of a report, in their order. */
export const reportSections = { opening: '', learning: '履职学习', proposals: '议案建议', sitting_in: '列席常委会', contact: '联系群众', activities: '代表活动', next: '存在的不足和下一步打算', closing: '' } as const;
export type ReportSection = keyof typeof reportSections;
const isReportSection = (name: string): name is ReportSection => Object.hasOwn(reportSections, name);
export const reportSectionNames = Object.keys(reportSections).filter(isReportSection);

/** `new`: came with the archive's news. `updated`: was as generated and follows. `behind`: written by hand, the archive says something newer (`base`). `gone`: written by hand, no longer in the archive. */
export type ReportMark = 'new' | 'updated' | 'behind' | 'gone';

export type Reference = { readonly type: string; readonly id: string };
export type Paragraph = {
  /** The same at every generation; `own:` begins those added by hand. */
  readonly key: string;
  readonly section: ReportSection;
  readonly text: string;
  /** As last generated; another text was written by hand. */
  readonly base: string;
  /** What it tells of. */
  readonly ref: Reference | null;
  readonly mark: ReportMark | null;
  /** Taken out by hand: kept, so that it does not come back. */
  readonly hidden: boolean;
};
export type Generated = Pick<Paragraph, 'key' | 'section' | 'text' | 'ref'>;

/** `generated`: what the archive makes at most, so that there is room for what is added by hand. */
export const reportLimits = { paragraphs: 400, generated: 300, text: 2000 } as const;

export const isAdded = ({ key }: Pick<Paragraph, 'key'>): boolean => key.startsWith('own:');
/** By whom the words are: what a deputy wrote or took out is never written over. */
export const isByHand = (paragraph: Paragraph): boolean => isAdded(paragraph) || paragraph.hidden || paragraph.text !== paragraph.base;

/** What becomes of one paragraph when the archive says this about it, or nothing any more. */
function follow(one: Paragraph, said: Generated | undefined): Paragraph[] {
  if (isAdded(one)) return [one];
  if (said === undefined) return isByHand(one) ? [{ ...one, ref: null, mark: 'gone' }] : [];
  if (said.text === one.base) return [{ ...one, ref: said.ref, mark: one.mark === 'gone' ? null : one.mark }];
  const next = { ...one, base: said.text, ref: said.ref };
  return [isByHand(one) ? { ...next, mark: 'behind' } : { ...next, text: said.text, mark: one.mark === 'new' ? 'new' : 'updated' }];
}

/** Where a new one belongs: behind the nearest one before it that is there, else at the beginning of its part. */
function placeOf(present: readonly Paragraph[], generated: readonly Generated[], at: number): number {
  for (let before = at - 1; before >= 0; before -= 1) {
    const found = present.findIndex(({ key }) => key === generated[before]?.key);
    if (found >= 0 && generated[before]?.section === generated[at]?.section) return found + 1;
  }
  const part = reportSectionNames.findIndex((name) => name === generated[at]?.section);
  const later = present.findIndex(({ section }) => reportSectionNames.indexOf(section) >= part);
  return later < 0 ? present.length : later;
}

/**
 * The draft with the archive's news: what was written, added or taken out by hand stays as it is, what was as generated follows, what is new
 * comes marked in its place. Merging the same twice changes nothing more.
 */
export function mergeReport(draft: readonly Paragraph[], generated: readonly Generated[]): Paragraph[] {
  const said = new Map(generated.map((one) => [one.key, one]));
  const merged = draft.flatMap((one) => follow(one, said.get(one.key)));
  const first = draft.length === 0;
  generated.forEach((one, at) => {
    if (merged.some(({ key }) => key === one.key)) return;
    merged.splice(placeOf(merged, generated, at), 0, { ...one, base: one.text, mark: first ? null : 'new', hidden: false });
  });
  return merged;
}

/** How many paragraphs the archive's news would touch. */
export function newsOf(draft: readonly Paragraph[], generated: readonly Generated[]): number {
  const before = new Map(draft.map((one) => [one.key, one]));
  const merged = mergeReport(draft, generated);
  const touched = merged.filter((one) => { const old = before.get(one.key); return old === undefined || old.base !== one.base || old.text !== one.text || old.mark !== one.mark; });
  return touched.length + draft.filter((one) => !merged.some(({ key }) => key === one.key)).length;
}

/** Of two versions of a draft the paragraphs that are not the same, with what stands in each; in the order of the first. */
export function differencesOf(mine: readonly Paragraph[], theirs: readonly Paragraph[]): { key: string; mine: string; theirs: string }[] {
  const words = (one: Paragraph | undefined): string => (one === undefined ? '（没有这一段）' : one.hidden ? '（已删去）' : one.text || '（空）');
  const others = new Map(theirs.map((one) => [one.key, one]));
  const own = new Set(mine.map(({ key }) => key));
  return [...mine.map((one) => ({ key: one.key, mine: words(one), theirs: words(others.get(one.key)) })), ...theirs.filter(({ key }) => !own.has(key)).map((one) => ({ key: one.key, mine: words(undefined), theirs: words(one) }))].filter((one) => one.mine !== one.theirs);
}

/** What is read: parts with words in them, numbered 一、二、…, without what was taken out. */
export function readReport(paragraphs: readonly Paragraph[]): { heading: string; paragraphs: string[] }[] {
  let number = 0;
  return reportSectionNames.flatMap((section) => {
    const texts = paragraphs.filter((one) => one.section === section && !one.hidden).map(({ text }) => text.trim()).filter((text) => text !== '');
    if (texts.length === 0) return [];
    const title = reportSections[section];
    if (title !== '') number += 1;
    return [{ heading: title === '' ? '' : `${'一二三四五六'[number - 1] ?? ''}、${title}`, paragraphs: texts }];
  });
}
