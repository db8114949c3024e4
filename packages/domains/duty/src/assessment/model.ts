// 履职计分 rules as data: a weight for each kind of record, the evidence it needs, a cap for each subsystem, what limits the result of a year.
// Pure; runs in the browser too.
import { z } from 'zod';
import { type DutyKind, isDutyKind } from '../model.ts';

export const ruleLimits = { label: 20, source: 60, note: 200, points: 50, vetoes: 10, reason: 200, text: 500 } as const;
export const fewestWords = { reason: 4, text: 4 } as const;

/** A score never takes a right away: shown wherever one is shown. Source: 代表法 62 names the only grounds on which a mandate ends. */
export const scoreIsNoRight = '计分只用于履职激励和改进工作，不影响代表依法行使各项权利；代表资格只依照代表法第六十二条终止。';

/** Details of a record that may be asked for as evidence. */
export const evidenceFields = ['result', 'questions', 'whom', 'hours', 'place', 'organiser'] as const;
export type Evidence = (typeof evidenceFields)[number];

const points = z.number({ error: '分值请填数字' }).min(0, { error: '分值不能小于 0' }).max(ruleLimits.points, { error: `分值不超过 ${ruleLimits.points}` }).multipleOf(0.5, { error: '分值以 0.5 分为单位' });
export const weightSchema = z.strictObject({
  kind: z.custom<DutyKind>(isDutyKind, { error: '请选择履职类别' }),
  points,
  evidence: z.array(z.enum(evidenceFields)).max(evidenceFields.length).default([]),
});

const cap = z.int({ error: '上限请填整数' }).min(0, { error: '上限不能小于 0' }).max(100, { error: '上限不超过 100' });
const caps = z.strictObject({ learning: cap, proposals: cap, sitting_in: cap, contact: cap, activities: cap }).refine((all) => Object.values(all).reduce((sum, one) => sum + one, 0) === 100, { error: '五个部分的上限合计应为 100 分' });

/** Something grave that the office has established: the year's result is at most so much. Never more than that, and never by the system itself. */
export const vetoSchema = z.strictObject({
  key: z.string().regex(/^[a-z_]{2,30}$/),
  label: z.string().trim().min(4, { error: '限制项不少于 4 个字' }).max(60, { error: '限制项不超过 60 个字' }),
  /** The rule it rests on. */
  source: z.string().trim().min(4, { error: '请写明依据，不少于 4 个字' }).max(ruleLimits.source, { error: `依据不超过 ${ruleLimits.source} 个字` }),
  most: z.int({ error: '最高得分请填整数' }).min(0).max(100),
});

const distinct = (values: readonly string[]): boolean => new Set(values).size === values.length;
export const rulesSchema = z.strictObject({
  weights: z.array(weightSchema).min(1, { error: '至少给一类履职计分' }).refine((all) => distinct(all.map(({ kind }) => kind)), { error: '同一类履职只能有一个分值' }),
  caps,
  vetoes: z.array(vetoSchema).max(ruleLimits.vetoes, { error: `限制项不超过 ${ruleLimits.vetoes} 项` }).refine((all) => distinct(all.map(({ key }) => key)), { error: '限制项不能重复' }),
});
export type Rules = z.output<typeof rulesSchema>;

const weight = (kind: DutyKind, value: number, evidence: Evidence[] = []) => ({ kind, points: value, evidence });

/** In force where neither the congress nor a tier above has published rules. The five parts are the customer's, the hundred points those of 银川 (试行). */
export const proposedRules: Rules = {
  weights: [
    weight('training_taken', 5, ['hours']), weight('suggestion_submitted', 8), weight('motion_submitted', 8), weight('motion_cosigned', 3), weight('suggestion_cosigned', 3), weight('topic_taken_up', 3),
    weight('contact_confirmed', 1), weight('contact_disputed', 1), weight('reply_evaluated', 2), weight('coordination_attended', 3), weight('committee_attended', 5),
    weight('voters_received', 4), weight('voters_visited', 3), weight('household_linked', 1), weight('opinion_collected', 2), weight('opinion_taken_up', 4), weight('opinion_answered', 3), weight('report_given', 10),
    weight('inspection', 4), weight('research', 5, ['result']), weight('law_inspection', 5), weight('group_activity', 4), weight('special_activity', 4), weight('discussion', 3), weight('session_attended', 4), weight('practical_work', 5, ['result']),
  ],
  caps: { learning: 15, proposals: 25, sitting_in: 10, contact: 30, activities: 20 },
  vetoes: [
    { key: 'absent_session', label: '未经批准不出席本级人民代表大会会议', source: '代表法第十三条、第六十二条', most: 59 },
    { key: 'no_report', label: '不向选民或者选举单位报告履职情况', source: '代表法第五十八条', most: 59 },
    { key: 'own_interest', label: '违反规定干涉司法案件或者经济活动', source: '代表法第五十九条', most: 59 },
  ],
};

/** Words for a result, as 银川 has them (80 and 60 of 100), with a kinder last one: it leads to a talk, to nothing else. */
const bands = [{ key: 'good', label: '好', from: 80 }, { key: 'fair', label: '较好', from: 60 }, { key: 'behind', label: '有待提高', from: 0 }] as const;
export type BandKey = (typeof bands)[number]['key'];
export const bandKeys = bands.map(({ key }) => key);
export const bandLabels: Readonly<Record<BandKey, string>> = { good: '好', fair: '较好', behind: '有待提高' };
export const bandOf = (total: number): BandKey => bands.find(({ from }) => total >= from)?.key ?? 'behind';

/** Fewer days of duty than this in a year: no result is given. */
export const FEWEST_DAYS = 90;
/** A group smaller than this is not compared with: one could tell who is meant. */
export const FEWEST_ALIKE = 5;

