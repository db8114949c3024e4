// The words of a draft from the records of a year. Pure: the same records give the same words.
import { formatDate } from '@smart/kernel/dates';
import { chineseNumber } from '@smart/kernel/numbers';
import { detailLabels, dutyKinds, isDetailField, isDutyKind, type DutyKind, kindsOf, subsystemNames } from '../model.ts';
import { type Generated, reportLimits } from './model.ts';

export type ReportRecord = { readonly id: string; readonly kind: string; readonly title: string; readonly occurredOn: string; readonly subjectType: string; readonly subjectId: string; readonly detail: Readonly<Record<string, string>>; /** What became of it, oldest first. */ readonly changes: readonly string[] };
export type ReportFacts = {
  readonly year: number; readonly name: string; readonly congress: string; readonly term: number; readonly delegation: string | null;
  /** Elected by voters (县、乡), or by the congress below (代表法 2). */
  readonly direct: boolean;
  readonly records: readonly ReportRecord[];
  /** What the list of the year still lacks; null: nothing is said about it, another year. */
  readonly lacking: readonly string[] | null;
};

/** Told in the sum only: too many, or whom it concerns is nobody's business. */
const summed: readonly DutyKind[] = ['contact_confirmed', 'contact_disputed', 'reply_evaluated', 'household_linked', 'voters_visited', 'opinion_collected', 'topic_taken_up', 'coordination_attended'];
/** Of these what they came to is told. */
const told = ['result', 'questions', 'hours'] as const;

const unitOf = (kind: DutyKind): string => (/^(suggestion|motion)_/.test(kind) ? '件' : kind.startsWith('opinion_') ? '条' : kind === 'household_linked' ? '户' : '次');

const lineOf = ({ kind, title, occurredOn, detail, changes }: ReportRecord): string => {
  const label = isDutyKind(kind) ? dutyKinds[kind].label : '';
  const facts = told.flatMap((field) => (isDetailField(field) && detail[field] ? [`${detailLabels[field]}：${detail[field]}`] : []));
  const words = /^(suggestion|motion)_/.test(kind) ? `${label}《${title}》` : title.includes(label) || label.includes(title) ? title : `${label}：${title}`;
  return `${formatDate(occurredOn)}，${[words, ...facts, ...changes].map((part) => part.replace(/[。；]+$/u, '')).join('；')}。`;
};

/** Of a long year the records that come last stand in the sums only; sums, beginning and end are always there. */
function bounded(all: readonly Generated[]): Generated[] {
  const isRecord = ({ key }: Generated): boolean => key.startsWith('record:');
  const most = reportLimits.generated - all.filter((one) => !isRecord(one)).length;
  const kept = new Set(all.filter(isRecord).slice(0, most));
  return all.filter((one) => !isRecord(one) || kept.has(one)).map((one) => ({ ...one, text: one.text.slice(0, reportLimits.text) }));
}

/** All paragraphs a year's records make, in order, within `reportLimits`. */
export function generateReport({ year, name, congress, term, delegation, direct, records, lacking }: ReportFacts): Generated[] {
  const whom = direct ? '各位选民' : '原选举单位';
  const parts = subsystemNames.flatMap((section): Generated[] => {
    const kinds = kindsOf(section);
    const own = records.filter(({ kind }) => kinds.some((one) => one === kind));
    if (own.length === 0) return [];
    const counts = kinds.map((kind) => ({ kind, count: own.filter((one) => one.kind === kind).length })).filter(({ count }) => count > 0);
    return [
      { key: `sum:${section}`, section, text: `${year} 年，本人${counts.map(({ kind, count }) => `${dutyKinds[kind].label} ${count} ${unitOf(kind)}`).join('，')}。`, ref: null },
      ...own.filter(({ kind }) => !summed.some((one) => one === kind)).map((one) => ({ key: `record:${one.id}`, section, text: lineOf(one), ref: { type: one.subjectType, id: one.subjectId } })),
    ];
  });
  return bounded([
    { key: 'opening', section: 'opening', text: `本人${name}，${congress}第${chineseNumber(term)}届代表${delegation === null ? '' : `，编入${delegation}`}。现将 ${year} 年履行代表职务的情况向${whom}报告如下。`, ref: null },
    ...parts,
    ...(lacking === null ? [] : [{ key: 'next', section: 'next' as const, text: lacking.length === 0 ? '对照履职清单，全年任务已经完成。' : `对照履职清单，${lacking.join('，')}，下一步抓紧完成。`, ref: null }]),
    { key: 'closing', section: 'closing', text: `以上报告，请${whom}评议。`, ref: null },
  ]);
}
