// 建议征集: the words of calls for topics. Pure, so that every app can use it.
import { filterLabels } from '@smart/identity/word-filter';
import { keysOf } from '@smart/kernel/keys';

export const callStateLabels = { draft: '草稿', open: '征集中', closed: '已截止', concluded: '已公布结果', discarded: '已作废' } as const;
export type CallState = keyof typeof callStateLabels;
export const callStates = keysOf(callStateLabels);
/** What anybody may see. */
export const publicCallStates = ['open', 'closed', 'concluded'] as const satisfies readonly CallState[];

export const topicStateLabels = { held: '待核看', open: '待认领', taken_up: '代表已认领', set_aside: '未采用', merged: '已并入' } as const;
export type TopicState = keyof typeof topicStateLabels;
export const topicStates = keysOf(topicStateLabels);

export const participantLabels = { both: '群众和人大代表', citizens: '群众', deputies: '人大代表' } as const;
export type Participants = keyof typeof participantLabels;
export const participantKinds = keysOf(participantLabels);

/** How far the suggestion is that a deputy made of a topic: the stage only, never a word of it. */
export const progressLabels = {
  taken_up: '代表已认领，正在形成建议',
  submitted: '代表已提交建议，等待审查',
  registered: '建议已立案',
  merged: '建议已并案办理',
  handling: '建议已交有关单位办理',
  replied: '建议已有答复',
  not_accepted: '不作为代表建议处理',
} as const;
export type Progress = keyof typeof progressLabels;
export const progressNames = keysOf(progressLabels);

/** Why a topic is put aside. The words go to the proposer as they are. */
export const setAsideGrounds = {
  not_in_call: '与本次征集的内容无关',
  beyond_powers: '不属于本级职权范围',
  personal_matter: '属于个人诉求，请通过信访、诉讼等渠道反映',
  answered_already: '有关部门已有答复或者已经办理',
  no_substance: '没有具体内容，无法形成建议',
  unlawful: '含有不宜公布的内容',
  other: '其他原因',
} as const;
export type SetAsideGround = keyof typeof setAsideGrounds;
export const setAsideGroundNames = keysOf(setAsideGrounds);
/** A topic put aside on this ground disappears from the public page. */
export const hidingGround: SetAsideGround = 'unlawful';

/** Why the word filter kept something back until staff have looked at it. */
export const heldLabels = {
  all: '本级设定为先核看后公布',
  ...filterLabels,
} as const;
export type HeldReason = keyof typeof heldLabels;
export const heldReasons = keysOf(heldLabels);

/** Longest texts, in characters; a whole form of them fits in what the public site takes (16 KB, nine bytes a character). */
export const callLimits = { title: 40, wanted: 1000, summary: 3000, topicTitle: 50, situation: 800, wish: 600, place: 60, reason: 300 } as const;
/** Shortest texts, in characters. */
export const callFewest = { title: 4, wanted: 20, topicTitle: 4, situation: 10, wish: 5, summary: 20 } as const;

export const isCallState = (value: string): value is CallState => value in callStateLabels;
export const isTopicState = (value: string): value is TopicState => value in topicStateLabels;
export const isProgress = (value: string): value is Progress => value in progressLabels;
export const isSetAsideGround = (value: string): value is SetAsideGround => value in setAsideGrounds;
export const isHeldReason = (value: string): value is HeldReason => value in heldLabels;
