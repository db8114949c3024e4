// 议案: the words. Pure, so that every app can use it at no cost.
import { keysOf } from '@smart/kernel/keys';

export const motionStateLabels = {
  draft: '草稿',
  awaiting_cosigners: '联名中',
  submitted: '待主席团决定',
  on_agenda: '列入会议议程',
  in_committee: '委员会审议',
  committee_reported: '待审议决定',
  in_handling: '有关机关办理',
  handled: '办理情况已报告',
  closed: '办结',
  converted: '转为代表建议',
  not_adopted: '未获通过',
  lapsed: '联名不足，终止',
  withdrawn: '已撤回',
} as const;
export type MotionState = keyof typeof motionStateLabels;

export const motionStates = keysOf(motionStateLabels);

/** Written but not handed in: only those who sign it see it. */
export const motionStatesBefore = ['draft', 'awaiting_cosigners'] as const satisfies readonly MotionState[];
/** The presidium has decided: every deputy of the congress may read it, and it may be published. */
export const motionStatesDecided = ['on_agenda', 'in_committee', 'committee_reported', 'in_handling', 'handled', 'closed', 'converted', 'not_adopted'] as const satisfies readonly MotionState[];

export const signatureLabels = { invited: '待确认', confirmed: '已联名', declined: '未联名', retracted: '已退出联名', lapsed: '已失效' } as const;
export type SignatureState = keyof typeof signatureLabels;

export const presidiumLabels = { listed: '列入会议议程', referred: '交有关委员会审议', converted: '不作议案处理，转为代表建议' } as const;
export type PresidiumDecision = keyof typeof presidiumLabels;
export const presidiumDecisions = keysOf(presidiumLabels);

export const proposalLabels = { handle: '建议交有关机关办理', next_session: '建议列入下次会议议程', suggestion: '建议作为代表建议办理', none: '建议不再处理' } as const;
export type CommitteeProposal = keyof typeof proposalLabels;
export const committeeProposals = keysOf(proposalLabels);

export const resolutionLabels = { in_handling: '通过，交有关机关办理', closed: '通过，无须另行办理', not_adopted: '未获通过' } as const;
export type Resolution = keyof typeof resolutionLabels;
export const resolutions = keysOf(resolutionLabels);

export const motionDeadlineLabels = { committee_report: '委员会提出审议结果报告', motion_decision: '审议决定', motion_handling: '报告议案办理情况' } as const;
export type MotionDeadline = keyof typeof motionDeadlineLabels;

export const motionLimits = { title: 60, cause: 1000, grounds: 4000, plan: 4000, reason: 500, report: 6000 } as const;
/** Shortest texts of a motion that can be handed in. */
export const motionFewest = { title: 4, cause: 10, grounds: 20, plan: 20 } as const;

/** Lists of the desk and of the portal. */
export const motionScopes = ['mine', 'signed', 'congress', 'organ'] as const;
export type MotionScope = (typeof motionScopes)[number];
