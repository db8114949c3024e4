// What is generated: the values of the fields, the tables, and a first text for each section. Pure; figures in, words out.
import { changeOf, evaluatedOf, percent, pointsOf, punctualityRate, rateOf, satisfactionRate } from '../analysis/figures.ts';
import type { AnalysisView, BelowView, Count } from '../analysis/model.ts';
import { formatDate } from '@smart/kernel/dates';
import type { FieldValues, ReportFigures, ReportTable } from './model.ts';
import type { SectionKey } from './words.ts';

/** `all` counts everything; `open` leaves out what the deputies asked not to be made public, for everything that names more than a sum. */
export type Counted = { readonly year: number; readonly all: AnalysisView; readonly open: AnalysisView; readonly below: BelowView };

/** Rows a table of the report shows at most. */
const LONGEST_TABLE = 20;
const number = (value: number): string => String(value);

/** Below this many hidden ones, a sum less what is public would tell how one of them was judged. */
const FEWEST_HIDDEN = 5;
const hiddenOf = ({ all, open }: Counted): number => all.totals.total - open.totals.total;
const fewHidden = (counted: Counted): boolean => hiddenOf(counted) > 0 && hiddenOf(counted) < FEWEST_HIDDEN;
/** What grades and evaluations are counted from. */
const judgedOf = (counted: Counted): AnalysisView => (fewHidden(counted) ? counted.open : counted.all);

function submissionValues(counted: Counted) {
  const { all, open } = counted;
  const recess = all.bySession.find(({ key }) => key === 'recess')?.count ?? 0;
  const [first, second] = open.byTopic;
  const before = all.before?.totals.total ?? 0;
  return {
    提出件数: number(all.totals.total), 上年提出件数: number(before), 提出变化: changeOf(all.totals.total, before).replaceAll(' ', ''), 会议期间件数: number(all.totals.total - recess), 闭会期间件数: number(recess),
    最多分类: first?.label ?? '—', 最多分类件数: number(first?.count ?? 0), 次多分类: second?.label ?? '—', 次多分类件数: number(second?.count ?? 0),
    热词: open.words.slice(0, 5).map(({ word }) => `“${word}”`).join('、') || '—', 不宜公开件数: number(hiddenOf(counted)),
  };
}

function handlingValues(counted: Counted) {
  const { all: { totals, before }, open } = counted;
  const organs = open.organs.filter((organ) => organ.count > 0);
  const grade = (key: string): string => number(judgedOf(counted).byGrade.find((one) => one.key === key)?.count ?? 0);
  return {
    承办单位数: number(organs.length), 主办最多单位: organs[0]?.organName ?? '—', 主办最多件数: number(organs[0]?.count ?? 0), 答复件数: number(totals.replied), 办结件数: number(totals.closed),
    按期答复件数: number(totals.inTime), 超期答复件数: number(totals.late), 超期未答复件数: number(totals.overdue), 按期答复率: percent(punctualityRate(totals)),
    按期答复率变化: (before ? pointsOf(punctualityRate(totals), punctualityRate(before.totals)) : '').replaceAll(' ', '') || '上年同期没有可比数据',
    A类件数: grade('A'), B类件数: grade('B'), C类件数: grade('C'), D类件数: grade('D'),
  };
}

function evaluationValues(counted: Counted) {
  const { totals, before } = judgedOf(counted);
  const { commitments, totals: { key } } = counted.all;
  return {
    已评价件数: number(evaluatedOf(totals)), 满意件数: number(totals.satisfied), 基本满意件数: number(totals.mostlySatisfied), 不满意件数: number(totals.notSatisfied), 满意率: percent(satisfactionRate(totals)),
    满意率变化: (before ? pointsOf(satisfactionRate(totals), satisfactionRate(before.totals)) : '').replaceAll(' ', '') || '上年同期没有可比数据', 未作评价件数: number(totals.notEvaluated),
    重点督办件数: number(key), 承诺事项数: number(commitments.open + commitments.kept), 已落实承诺数: number(commitments.kept), 待落实承诺数: number(commitments.open), 超期承诺数: number(commitments.overdue),
  };
}

function belowValues({ below }: Counted) {
  const sum = (pick: (one: BelowView['tiers'][number]) => number): number => below.tiers.reduce((total, one) => total + pick(one), 0);
  return { 下级人大数: number(sum((one) => one.congresses)), 下级提出件数: number(sum((one) => one.submitted)), 下级满意率: percent(rateOf(sum((one) => one.satisfied), sum((one) => one.evaluated))) };
}

export const valuesOf = (counted: Counted): FieldValues => ({
  年度: number(counted.year), 截止日期: formatDate(counted.all.asOf), ...submissionValues(counted), ...handlingValues(counted), ...evaluationValues(counted), ...belowValues(counted),
});

function countTable(caption: string, head: string, counts: readonly Count[], drawn: boolean): ReportTable[] {
  const sum = counts.reduce((total, one) => total + one.count, 0);
  if (sum === 0) return [];
  const rows = counts.slice(0, LONGEST_TABLE).map(({ label, count }) => [label, number(count), percent(rateOf(count, sum))]);
  return [{ caption, head: [head, '件数', '占比'], rows: [...rows, ['合计', number(sum), '100%']], bars: drawn ? counts.slice(0, LONGEST_TABLE).map(({ label, count }) => ({ label, value: count })) : null }];
}

function organTable({ organs }: AnalysisView): ReportTable[] {
  const shown = organs.filter((organ) => organ.count > 0).slice(0, LONGEST_TABLE);
  if (shown.length === 0) return [];
  return [{
    caption: '承办单位办理情况', head: ['承办单位', '主办', '已答复', '按期答复率', '满意率', '未作评价'],
    rows: shown.map((organ) => [organ.organName, number(organ.count), number(organ.replied), percent(punctualityRate(organ)), percent(satisfactionRate(organ)), number(organ.notEvaluated)]),
    bars: null,
  }];
}

function tierTable({ tiers }: BelowView): ReportTable[] {
  if (tiers.every((one) => one.submitted === 0)) return [];
  return [{
    caption: '下级人大建议办理情况', head: ['层级', '人大', '提出', '已答复', '已评价', '满意率', '未作评价'], bars: null,
    rows: tiers.map((one) => [one.label, number(one.congresses), number(one.submitted), number(one.replied), number(one.evaluated), percent(rateOf(one.satisfied, one.evaluated)), number(one.notEvaluated)]),
  }];
}

const judged = (view: AnalysisView): Count[] => view.byEvaluation.filter(({ key }) => key !== 'waiting');

/** Tables of each section. What is broken down leaves out what must not be made public, and says so. */
const tablesOf = (counted: Counted): Record<SectionKey, ReportTable[]> => tables(counted.open, judgedOf(counted), counted.below);

const tables = (open: AnalysisView, judgements: AnalysisView, below: BelowView): Record<SectionKey, ReportTable[]> => ({
  submission: [...countTable('建议的内容分类', '分类', open.byTopic, true), ...countTable('各代表团提出的建议', '代表团', open.byDelegation, false)],
  handling: [...organTable(open), ...countTable('办理结果类别', '类别', judgements.byGrade, true)],
  evaluation: countTable('代表对办理结果的评价', '评价', judged(judgements), true),
  supervision: [], below: tierTable(below), problems: [], plans: [],
});

export const figuresOf = (counted: Counted): ReportFigures => ({ values: valuesOf(counted), tables: tablesOf(counted) });

/** The first text of each section, with fields in place of figures; '' where only people can write. */
export function textsOf(counted: Counted): Record<SectionKey, string> {
  const { all, open, below } = counted;
  const leftOut = fewHidden(counted) ? '分类、代表团、承办单位、办理结果和评价' : '分类、代表团和承办单位';
  const hidden = hiddenOf(counted) > 0 ? `\n代表要求不公开的{不宜公开件数}件只计入总数，不列入${leftOut}的统计。` : '';
  const words = open.words.length > 0 ? '代表关注较多的有{热词}。' : '';
  const topics = open.byTopic.length > 1 ? '从内容看，{最多分类}类最多，{最多分类件数}件；其次是{次多分类}类，{次多分类件数}件。' : '';
  const late = all.totals.overdue > 0 ? '；还有{超期未答复件数}件已过期限尚未答复' : '，没有超期未答复的建议';
  const silent = judgedOf(counted).totals.notEvaluated > 0 ? '另有{未作评价件数}件经提醒代表未作评价，单独统计，不计入满意率。' : '';
  const promises = all.commitments.open + all.commitments.kept > 0 ? `承办单位在答复中作出承诺{承诺事项数}项，已落实{已落实承诺数}项，待落实{待落实承诺数}项${all.commitments.overdue > 0 ? '，其中超过承诺时限的{超期承诺数}项' : ''}。` : '';
  return {
    submission: `{年度}年，截至{截止日期}，代表共提出建议、批评和意见{提出件数}件，{提出变化}。其中会议期间提出{会议期间件数}件，闭会期间提出{闭会期间件数}件。${topics}${words}${hidden}`,
    handling: `上述建议交由{承办单位数}个单位主办或者分别办理，{主办最多单位}承办最多，{主办最多件数}件。已答复代表{答复件数}件，办结{办结件数}件。按期答复{按期答复件数}件，超期答复{超期答复件数}件${late}。按期答复率{按期答复率}，{按期答复率变化}。\n依法批准延期的，按延长后的期限统计。`,
    evaluation: `代表已对{已评价件数}件作出评价，其中满意{满意件数}件、基本满意{基本满意件数}件、不满意{不满意件数}件，满意率{满意率}，{满意率变化}。${silent}`,
    supervision: `列为重点督办的建议{重点督办件数}件。${promises}`,
    below: below.tiers.some((one) => one.submitted > 0) ? '下级{下级人大数}个人大的代表共提出建议{下级提出件数}件，满意率{下级满意率}。' : '',
    problems: '', plans: '',
  };
}
