// What the holder of a receipt sees. Types only; nothing of it is public.
import type { OpinionState, Satisfaction } from './model.ts';

export type FollowStation = { readonly at: string; readonly label: string; readonly text: string; readonly receipt: string };

export type FollowedOpinion = {
  readonly number: string;
  readonly congressName: string;
  readonly state: OpinionState;
  readonly stateLabel: string;
  readonly content: string;
  readonly place: string;
  readonly createdAt: string;
  readonly addressee: string | null;
  readonly reply: string | null;
  readonly repliedBy: string | null;
  readonly satisfaction: Satisfaction | null;
  readonly messages: readonly { readonly content: string; readonly at: string }[];
  readonly pictures: readonly { readonly id: string; readonly name: string }[];
  readonly stations: readonly FollowStation[];
  /** What was said and every act on it are as the log recorded them. */
  readonly unchanged: boolean;
  /** The congress supervises or supervised how it is handled: who, by when the organ is to answer, and what came of it. */
  readonly supervised: { readonly by: string; readonly dueOn: string; readonly running: boolean; readonly outcome: string | null } | null;
  /** 位置 was given: for the office alone, or for the handling organ, too. */
  readonly point: 'office' | 'shared' | null;
  /** A number was left to be told by SMS. */
  readonly contact: boolean;
  /** Nothing more will come. */
  readonly over: boolean;
  readonly canAdd: boolean;
  readonly canEvaluate: boolean;
  /** The last time: it was handled anew already. */
  readonly lastTime: boolean;
};
