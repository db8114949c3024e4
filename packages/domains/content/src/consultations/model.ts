// 征求意见: the words of consultations on drafts. Pure, so that every app can use it.
import { filterLabels } from '@smart/identity/word-filter';
import { keysOf } from '@smart/kernel/keys';

/** What is laid open; for a draft of local law a longer time holds than for other papers. */
export const draftKindLabels = { regulation: '地方性法规草案', document: '规范性文件草案', plan: '规划、计划草案' } as const;
export type DraftKind = keyof typeof draftKindLabels;
export const draftKinds = keysOf(draftKindLabels);

export const consultationStateLabels = {
  draft: '草稿', in_review: '待审核', open: '征求意见中', closed: '已截止', outcome_review: '采纳情况待审核', concluded: '已公布采纳情况', withdrawn: '已撤下', discarded: '已作废',
} as const;
export type ConsultationState = keyof typeof consultationStateLabels;
export const consultationStates = keysOf(consultationStateLabels);

/** What the public is told of a state: that an outcome waits for its reviewer is the office's to know. */
export const publicStateLabels = { open: '征求意见中', closed: '已截止，正在研究', outcome_review: '已截止，正在研究', concluded: '已公布采纳情况' } as const;
export type PublicState = keyof typeof publicStateLabels;

export const commentStateLabels = { held: '待核看', received: '待研究', adopted: '采纳', partly: '部分采纳', declined: '未采纳' } as const;
export type CommentState = keyof typeof commentStateLabels;
export const commentStates = keysOf(commentStateLabels);
/** How a comment is decided. */
export const decisionLabels = { adopted: '采纳', partly: '部分采纳', declined: '未采纳' } as const;
export type Decision = keyof typeof decisionLabels;
export const decisions = keysOf(decisionLabels);

/** Why the word filter kept something back until staff have looked at it. */
export const heldLabels = filterLabels;
export type HeldReason = keyof typeof heldLabels;

/** Longest texts, in characters, and most articles. */
export const consultationLimits = { title: 80, explanation: 6000, drafter: 60, label: 30, heading: 60, text: 6000, articles: 300, comment: 1500, answer: 600, outcome: 6000, reason: 300, source: 400_000 } as const;
/** Shortest texts, in characters. */
export const consultationFewest = { title: 4, explanation: 20, comment: 5, answer: 5, outcome: 20, reason: 2, withdrawal: 5 } as const;

export const isPublicState = (value: string): value is PublicState => value in publicStateLabels;
export const isDecision = (value: string): value is Decision => value in decisionLabels;
export const isHeldReason = (value: string): value is HeldReason => value in heldLabels;
