// What goes out about calls for topics. What the public sees is in model-views-public.ts.
import { z } from 'zod';
import { topics } from '../model.ts';
import { callStates, heldReasons, participantKinds, progressNames, setAsideGroundNames, topicStates } from './model.ts';

/** What stands on the desk: counts over the topics of a call. `answered` are those whose suggestion has its reply. */
export const callFigures = z.object({ proposals: z.int(), supports: z.int(), topics: z.int(), takenUp: z.int(), answered: z.int(), setAside: z.int(), waiting: z.int(), held: z.int() });
export type CallFigures = z.output<typeof callFigures>;

export const callView = z.object({
  id: z.string(), version: z.int(), state: z.enum(callStates), stateLabel: z.string(), title: z.string(), wanted: z.string(), topics: z.array(z.enum(topics)),
  startsOn: z.string(), endsOn: z.string(), participants: z.enum(participantKinds), summary: z.string(), figures: callFigures,
  /** Something can be proposed or supported today. */
  running: z.boolean(),
});
export type CallView = z.output<typeof callView>;
export const callListView = z.object({ rows: z.array(callView), total: z.int() });
export const callStatisticsView = z.object({ calls: z.int(), running: z.int(), figures: callFigures });

export const topicView = z.object({
  id: z.string(), callId: z.string(), version: z.int(), state: z.enum(topicStates), stateLabel: z.string(), title: z.string(), situation: z.string(), wish: z.string(), place: z.string(),
  heldBecause: z.array(z.enum(heldReasons)), setAside: z.object({ ground: z.enum(setAsideGroundNames), label: z.string(), reason: z.string() }).nullable(),
  proposals: z.int(), supports: z.int(), createdAt: z.string(),
  deputyName: z.string().nullable(), stage: z.enum(progressNames).nullable(), stageLabel: z.string().nullable(), numberLabel: z.string().nullable(),
  joined: z.array(z.object({ name: z.string(), mandateId: z.string() })),
  /** About the reader: supported it, takes part as lead or by joining; the suggestion for the lead only. */
  supported: z.boolean(), mine: z.boolean(), iJoined: z.boolean(), suggestionId: z.string().nullable(),
});
export type TopicView = z.output<typeof topicView>;
export const topicListView = z.object({ rows: z.array(topicView), total: z.int() });

/** Every proposer's own words, for staff and deputies; of citizens nothing but the words. */
export const proposalView = z.object({ id: z.string(), source: z.enum(['citizen', 'deputy']), proposerName: z.string().nullable(), title: z.string(), situation: z.string(), wish: z.string(), place: z.string(), createdAt: z.string() });
export const proposalListView = z.object({ rows: z.array(proposalView) });

/** Topics that seem to be about the same, the most supported first; staff decide. */
export const groupView = z.object({ topics: z.array(z.object({ id: z.string(), title: z.string(), proposals: z.int(), supports: z.int(), state: z.enum(topicStates) })), words: z.array(z.string()) });
export const groupListView = z.object({ groups: z.array(groupView) });
export type GroupView = z.output<typeof groupView>;

export const callReceipt = z.object({ id: z.string(), version: z.int(), next: z.string() });
export type CallReceipt = z.output<typeof callReceipt>;
export const proposeReceipt = z.object({ topicId: z.string(), number: z.string(), held: z.boolean(), next: z.string() });
export const takeUpReceipt = z.object({ suggestionId: z.string() });
export const mergeReceipt = z.object({ id: z.string(), merged: z.int(), next: z.string() });
export const releaseReceipt = z.object({ released: z.int() });
export const supportReceipt = z.object({ supports: z.int() });
