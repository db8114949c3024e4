// What anybody sees of calls. Plain types: the public site is rendered from them.
import type { CallState, Participants, TopicState } from './model.ts';

export type PublicCall = {
  readonly id: string; readonly congressName: string; readonly divisionCode: string; readonly title: string; readonly wanted: string; readonly topicLabels: readonly string[];
  readonly startsOn: string; readonly endsOn: string; readonly state: CallState; readonly stateLabel: string; readonly participants: Participants; readonly participantsLabel: string;
  readonly summary: string; readonly proposals: number; readonly supports: number; readonly takenUp: number; readonly answered: number;
  /** Something can be proposed or supported today. */
  readonly running: boolean;
};

export type PublicTopic = {
  readonly id: string; readonly title: string; readonly situation: string; readonly wish: string; readonly place: string; readonly state: TopicState; readonly stateLabel: string;
  readonly proposals: number; readonly supports: number; readonly deputyName: string | null; readonly stageLabel: string | null; readonly numberLabel: string | null;
  readonly setAside: string | null;
  /** The suggestion, when it is published. */
  readonly suggestionId: string | null;
};

export type Station = { readonly at: string; readonly label: string; readonly text: string };

/** What whoever holds the receipt sees. */
export type Followed = {
  readonly number: string; readonly callId: string; readonly callTitle: string; readonly title: string; readonly situation: string; readonly wish: string; readonly place: string;
  readonly stations: readonly Station[]; readonly proposals: number; readonly supports: number; readonly suggestionId: string | null;
  /** A number to be told at is kept. */
  readonly contact: boolean;
  /** There is nothing more to be told. */
  readonly over: boolean;
};
