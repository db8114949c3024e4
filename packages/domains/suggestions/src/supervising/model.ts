// 责任督办: the words. Pure; runs in the browser too.

/** The ladder of responsibility (青岛 34、重庆 32–33、38、山东 26); a township has no standing committee, its presidium watches (组织法 18、42). */
export const rungLabels = {
  organ_head: '承办单位主要负责人',
  government_office: '政府办公厅（室）',
  deputies_affairs: '代表工作委员会',
  special_committee: '对口专门委员会',
  council_of_chairpersons: '主任会议',
  standing_committee: '常务委员会',
  presidium: '主席团',
} as const;
export type Rung = keyof typeof rungLabels;
export const rungs: readonly [Rung, ...Rung[]] = ['organ_head', 'government_office', 'deputies_affairs', 'special_committee', 'council_of_chairpersons', 'standing_committee', 'presidium'];
export const isRung = (value: string): value is Rung => value in rungLabels;

/** Why a suggestion is put on the list (山东 14、青岛 21). */
export const criterionLabels = {
  general_concern: '事关重大或者群众普遍关心',
  raised_by_many: '代表反映集中',
  complex: '综合性强、办理难度大',
  annual_priority: '属于年度工作重点',
} as const;
export type Criterion = keyof typeof criterionLabels;
export const criteria: readonly [Criterion, ...Criterion[]] = ['general_concern', 'raised_by_many', 'complex', 'annual_priority'];

export const letterStateLabels = { draft: '拟稿', issued: '待回复', answered: '待审核', closed: '已办结', withdrawn: '已撤回' } as const;
export type LetterState = keyof typeof letterStateLabels;
export const letterStates: readonly [LetterState, ...LetterState[]] = ['draft', 'issued', 'answered', 'closed', 'withdrawn'];

export const oversightKindLabels = { inquiry: '询问', special_inquiry: '专题询问', satisfaction_vote: '满意度测评' } as const;
export type OversightKind = keyof typeof oversightKindLabels;
export const oversightKinds: readonly [OversightKind, ...OversightKind[]] = ['inquiry', 'special_inquiry', 'satisfaction_vote'];

export const longest = { text: 1000, answer: 2000, meeting: 60, title: 80, summary: 3000, order: 500 } as const;

export type Ballots = { readonly satisfied: number; readonly mostlySatisfied: number; readonly notSatisfied: number; readonly abstained: number };
export type VoteResult = 'satisfied' | 'mostly_satisfied' | 'not_satisfied';

/**
 * The result of a satisfaction vote: not satisfied when more than half of all members say so; satisfied when more than half say so; else mostly
 * satisfied when the two together are more than half; what finds no majority is not satisfied (the majority of all members, 地方组织法 51).
 */
export function resultOf({ satisfied, mostlySatisfied }: Ballots, membersTotal: number): VoteResult {
  if (satisfied * 2 > membersTotal) return 'satisfied';
  return (satisfied + mostlySatisfied) * 2 > membersTotal ? 'mostly_satisfied' : 'not_satisfied';
}
