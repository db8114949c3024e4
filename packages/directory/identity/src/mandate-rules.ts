// Who decides the end of a mandate, by which majority, and who announces it, by ground and tier (domain rules 1.3). Pure; the browser uses it too.
import { date } from '@smart/divisions/model';
import { z } from 'zod';
import type { Tier } from './capacity.ts';
import type { EndGround } from './model.ts';

export type DecisionRule = {
  /** Who decides; null for a natural end. */
  readonly decidedBy: string | null;
  readonly announcedBy: string;
  /** With whom the act is filed; null when it is not. */
  readonly filedWith: string | null;
  readonly source: string;
};

const direct = (tier: Tier): boolean => tier === 'county' || tier === 'township';

function resignationRule(tier: Tier): DecisionRule {
  if (tier === 'township') return { decidedBy: '本级人民代表大会（全体代表过半数）', announcedBy: '本级人民代表大会', filedWith: null, source: '选举法第五十五条' };
  if (tier === 'county') return { decidedBy: '本级人大常委会（全体组成人员过半数）', announcedBy: '本级人大常委会', filedWith: null, source: '选举法第五十五条' };
  return { decidedBy: '选举该代表的人民代表大会的常委会（全体组成人员过半数）', announcedBy: '接受辞职的常委会', filedWith: '上一级人大常委会', source: '选举法第五十五条' };
}

const recallRule = (tier: Tier): DecisionRule =>
  direct(tier)
    ? { decidedBy: '原选区选民（全体选民过半数，县级人大常委会主持）', announcedBy: '县级人大常委会', filedWith: null, source: '选举法第五十条、第五十二条、第五十三条' }
    : { decidedBy: '选举该代表的人民代表大会或者其常委会（全体代表或者全体组成人员过半数）', announcedBy: '作出罢免决议的机关', filedWith: '上一级人大常委会', source: '选举法第五十一条至第五十三条' };

/** Who decides and announces the end of a mandate of this tier on this ground. */
export function decisionRule(ground: EndGround, tier: Tier): DecisionRule {
  if (ground === 'resignation') return resignationRule(tier);
  if (ground === 'recalled') return recallRule(tier);
  if (ground === 'death') return { decidedBy: null, announcedBy: tier === 'township' ? '本级人民代表大会' : '本级人大常委会', filedWith: null, source: '代表法第六十二条（自然终止）' };
  if (ground === 'term_end') return { decidedBy: null, announcedBy: '', filedWith: null, source: '代表法第二条' };
  return {
    decidedBy: tier === 'township' ? '代表资格审查委员会报告，本级人民代表大会确定' : '代表资格审查委员会报告，本级人大常委会确定',
    announcedBy: tier === 'township' ? '本级人民代表大会' : '本级人大常委会', filedWith: null, source: '代表法第六十三条',
  };
}

/** Who may move a recall (选举法 50, 51). */
export const recallInitiatives = {
  voters: '原选区选民联名',
  presidium: '大会主席团',
  deputies: '十分之一以上代表联名',
  chairpersons: '主任会议',
  members: '常委会五分之一以上组成人员联名',
} as const;
export const recallInitiative = z.enum(['voters', 'presidium', 'deputies', 'chairpersons', 'members']);
export type RecallInitiative = z.infer<typeof recallInitiative>;
/** Who may move it in this tier. */
export const initiativesOf = (tier: Tier): readonly RecallInitiative[] => (direct(tier) ? ['voters'] : ['presidium', 'deputies', 'chairpersons', 'members']);
/** Voters who must sign the petition (选举法 50). */
export const votersNeeded = (tier: Tier): number => (tier === 'township' ? 30 : 50);

/** How the deputy used the right of defence (选举法 51, 52). */
export const defences = { spoken: '到会申辩', written: '提出书面申辩意见', waived: '告知后未申辩' } as const;

const note = (what: string, max: number) => z.string().trim().max(max, `${what}不超过 ${max} 个字`);
const count = z.number({ error: '请填写人数' }).int('人数应当为整数').min(0, '人数不小于 0').max(100_000_000, '人数过大');

/** The decision and the announcement of an act on a mandate. */
export const mandateDecision = z.object({
  decidedBy: note('决定机关', 80).nullable().default(null),
  decisionNote: note('决定情况', 300).nullable().default(null),
  announcementNumber: note('公告文号', 60).nullable().default(null),
  announcedOn: date.nullable().default(null),
  votesFor: count.nullable().default(null),
  votesAll: count.nullable().default(null),
  initiative: recallInitiative.nullable().default(null),
  /** Those who signed the motion, and of how many. */
  initiators: count.nullable().default(null),
  initiatorsOf: count.nullable().default(null),
  defence: z.enum(['spoken', 'written', 'waived']).nullable().default(null),
  /** Filed with the standing committee of the tier above (indirect election). */
  filedOn: date.nullable().default(null),
});
export type MandateDecision = z.output<typeof mandateDecision>;
export type FieldProblem = { path: string; message: string };

function majority({ votesFor, votesAll }: MandateDecision, of: string, source: string): FieldProblem[] {
  if (votesFor === null || votesAll === null || votesAll === 0) return [{ path: 'decision.votesFor', message: `请填写赞成人数和${of}的总数（${source}）` }];
  if (votesFor > votesAll) return [{ path: 'decision.votesFor', message: '赞成人数不能多于总数' }];
  return votesFor * 2 > votesAll ? [] : [{ path: 'decision.votesFor', message: `须经${of}过半数通过（${source}），赞成 ${votesFor} 人未过半数` }];
}

function motion(decision: MandateDecision, tier: Tier): FieldProblem[] {
  const { initiative, initiators, initiatorsOf } = decision;
  if (initiative === null || !initiativesOf(tier).includes(initiative)) {
    return [{ path: 'decision.initiative', message: direct(tier) ? '县、乡人大代表的罢免由原选区选民联名提出（选举法第五十条）' : '请选择罢免案由谁提出（选举法第五十一条）' }];
  }
  const few = (message: string) => [{ path: 'decision.initiators', message }];
  if (initiative === 'voters' && (initiators ?? 0) < votersNeeded(tier)) return few(`须有原选区选民 ${votersNeeded(tier)} 人以上联名（选举法第五十条）`);
  const share = initiative === 'deputies' ? 10 : initiative === 'members' ? 5 : 0;
  if (share === 0) return [];
  if (initiators === null || initiatorsOf === null || initiatorsOf === 0) return few('请填写联名人数和总数');
  return initiators * share >= initiatorsOf ? [] : few(`联名人数不足${share === 10 ? '十分之一' : '五分之一'}（选举法第五十一条）`);
}

/** What is missing or against the law in the decision on an end; empty when it can be entered. */
export function decisionProblems(ground: EndGround, tier: Tier, decision: MandateDecision): FieldProblem[] {
  const members = tier === 'township' ? '全体代表' : '常委会全体组成人员';
  if (ground === 'resignation') return majority(decision, members, '选举法第五十五条');
  if (ground !== 'recalled') return [];
  const voters = direct(tier) ? '原选区全体选民' : '全体代表或者常委会全体组成人员';
  return [
    ...motion(decision, tier),
    ...(decision.defence === null ? [{ path: 'decision.defence', message: '被提出罢免的代表有权申辩，请登记申辩情况（选举法第五十条、第五十二条）' }] : []),
    ...majority(decision, voters, '选举法第五十三条'),
  ];
}
