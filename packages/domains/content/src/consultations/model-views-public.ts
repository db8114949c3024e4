// What anybody sees of consultations. Plain types: the public site is rendered from them.
import type { Decision, DraftKind, PublicState } from './model.ts';

export type PublicConsultationRow = {
  readonly id: string; readonly congressName: string; readonly divisionCode: string; readonly kind: DraftKind; readonly kindLabel: string; readonly title: string; readonly summary: string;
  readonly startsOn: string; readonly endsOn: string; readonly state: PublicState; readonly stateLabel: string; readonly publishedAt: string; readonly comments: number;
  /** Something can be said today. */
  readonly running: boolean;
};

export type PublicDraftArticle = { readonly id: string; readonly label: string; readonly heading: string; readonly text: string; readonly comments: number; /** Of them released to be read. */ readonly shown: number };

export type PublicConsultation = PublicConsultationRow & {
  readonly explanation: string; readonly drafter: string; readonly commentsPublic: boolean; readonly articles: readonly PublicDraftArticle[];
  readonly wholeComments: number; readonly wholeShown: number;
  /** 采纳情况; null before it is published. */
  readonly outcome: { readonly text: string; readonly at: string; readonly adopted: number; readonly partly: number; readonly declined: number } | null;
};

/** A released comment; how it was decided once the outcome is published. */
export type PublicComment = { readonly id: string; readonly articleLabel: string; readonly content: string; readonly createdAt: string; readonly decision: Decision | null; readonly decisionLabel: string | null; readonly answer: string };

type Step = { readonly at: string; readonly label: string; readonly text: string };
/** What whoever holds the receipt sees. */
export type FollowedComment = {
  readonly number: string; readonly consultationId: string; readonly title: string; readonly articleLabel: string; readonly content: string; readonly steps: readonly Step[];
  /** The consultation's page can be read. */
  readonly open: boolean;
};
