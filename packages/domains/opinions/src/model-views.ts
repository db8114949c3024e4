// What goes out of opinions to those who serve people, handle and represent.
import { z } from 'zod';
import { opinionStates, opinionTopics, satisfactionLabels } from './model.ts';

export const opinionRowView = z.object({
  id: z.string(), version: z.int(), number: z.string(), state: z.enum(opinionStates), stateLabel: z.string(), title: z.string(), place: z.string(), topic: z.enum(opinionTopics).nullable(), topicLabel: z.string().nullable(),
  urgent: z.boolean(), held: z.array(z.string()), organName: z.string().nullable(), deputyName: z.string().nullable(), dueOn: z.string().nullable(), overdue: z.boolean(), createdAt: z.string(),
  /** 督查: the day by which the organ is to answer the congress; null when none runs. */
  supervisedUntil: z.string().nullable(),
  satisfaction: z.string().nullable(), mine: z.boolean(),
});
export type OpinionRow = z.output<typeof opinionRowView>;

/** With what is to be done. */
const waitingView = opinionRowView.extend({ task: z.string() });
export type WaitingOpinion = z.output<typeof waitingView>;
export const waitingListView = z.object({ rows: z.array(waitingView), total: z.int() });

export const opinionListView = z.object({ rows: z.array(opinionRowView), total: z.int() });

/** 位置, for those who may know it. */
const pointView = z.object({ latitude: z.number(), longitude: z.number(), shared: z.boolean(), /** The open station nearest to it, of the congress or below. */ nearest: z.object({ id: z.string(), name: z.string(), metres: z.int() }).nullable() });
export type PointView = z.output<typeof pointView>;

export const pictureView = z.object({ id: z.string(), name: z.string() });
export type Picture = z.output<typeof pictureView>;

const topicGuess = z.object({ key: z.enum(opinionTopics), label: z.string(), percent: z.int() });
export const proposalView = z.object({
  topic: topicGuess.extend({ reason: z.string(), others: z.array(topicGuess) }).nullable(),
  subtopic: z.object({ name: z.string(), reason: z.string() }).nullable(),
  urgency: z.object({ urgent: z.boolean(), name: z.string(), reason: z.string(), advice: z.string().nullable() }),
  /** The likeliest first; others of that name in the area behind it. */
  place: z.object({ choices: z.array(z.object({ code: z.string(), name: z.string() })), reason: z.string() }).nullable(),
  organ: z.object({ id: z.string(), name: z.string(), sure: z.string(), reason: z.string() }).nullable(),
});
export type Proposal = z.output<typeof proposalView>;

export const similarView = z.object({
  id: z.string(), version: z.int(), number: z.string(), title: z.string(), place: z.string(), stateLabel: z.string(), createdAt: z.string(), members: z.int(), reason: z.string(), percent: z.int(),
  /** Nobody handles it yet, and nothing waits for its answer. */
  mayJoin: z.boolean(),
});
export type SimilarOpinion = z.output<typeof similarView>;
export const similarListView = z.object({ rows: z.array(similarView) });
export const likelyCasesView = z.object({ groups: z.array(similarListView) });

/** Another report in the same case; who gave it is not told here. */
const caseMemberView = z.object({ id: z.string(), number: z.string(), content: z.string(), place: z.string(), createdAt: z.string(), stateLabel: z.string(), pictures: z.array(pictureView), /** As far as the person let it be known. */ point: pointView.nullable() });

const stationView = z.object({ at: z.string(), label: z.string(), actor: z.string(), text: z.string() });
export const actionView = z.object({ action: z.string(), label: z.string(), reasonLength: z.int(), allowed: z.boolean(), reason: z.string().optional(), remedy: z.string().optional() });

export const opinionView = opinionRowView.extend({
  congressName: z.string(), content: z.string(), sourceLabel: z.string(),
  /** Null when none was given, or the reader may not know it. */
  name: z.string().nullable(), hideName: z.boolean(), point: pointView.nullable(), congressDivision: z.string(), addressee: z.string().nullable(), channel: z.string().nullable(), reply: z.string().nullable(), repliedBy: z.string().nullable(),
  /** What the classifier thinks while it can still be sorted; for those who sort. */
  proposal: proposalView.nullable(), subtopic: z.string().nullable(), division: z.object({ code: z.string(), name: z.string() }).nullable(), viaName: z.string().nullable(),
  suggestionId: z.string().nullable(), stageLabel: z.string().nullable(), messages: z.array(z.object({ content: z.string(), at: z.string() })), pictures: z.array(pictureView),
  /** 并案: the one whose answer is awaited, and those that await the answer to this one. */
  mergedInto: z.object({ id: z.string(), number: z.string() }).nullable(), members: z.array(caseMemberView), stations: z.array(stationView), actions: z.array(actionView),
});
export type OpinionView = z.output<typeof opinionView>;

export const subtopicsView = z.object({ rows: z.array(z.object({ topic: z.enum(opinionTopics), names: z.array(z.string()) })) });
export const divisionsView = z.object({ rows: z.array(z.object({ code: z.string(), name: z.string() })) });

export const countsView = z.object({ registered: z.int(), accepted: z.int(), handling: z.int(), answered: z.int(), overdue: z.int(), closed: z.int(), bySatisfaction: z.object({ satisfied: z.int(), basically: z.int(), dissatisfied: z.int(), none: z.int() } satisfies Record<keyof typeof satisfactionLabels, z.ZodType>) });
export const organListView = z.object({ rows: z.array(z.object({ id: z.string(), name: z.string(), upper: z.boolean() })) });

export const opinionReceipt = z.object({ id: z.string(), version: z.int(), next: z.string() });
export type OpinionReceipt = z.output<typeof opinionReceipt>;
export const enterReceipt = z.object({ id: z.string(), number: z.string(), secret: z.string(), next: z.string() });
const importRow = z.object({ line: z.int(), content: z.string(), place: z.string(), problems: z.array(z.string()), /** Registered by an earlier import. */ known: z.boolean() });
export type ImportRow = z.output<typeof importRow>;
export const importPreview = z.object({ rows: z.array(importRow), ready: z.int(), faulty: z.int(), known: z.int() });
export type ImportPreview = z.output<typeof importPreview>;
export const sheetView = z.object({ fileName: z.string(), content: z.string() });
export const importReceipt = sheetView.extend({ imported: z.int() });

export const takeUpReceipt = z.object({ suggestionId: z.string() });

const lesson = z.object({
  id: z.string(), opinionId: z.string(), number: z.string(), title: z.string(), chosen: z.string(),
  /** What the shipped weights say, and what is said with all that was learned. */
  plain: z.string(), now: z.string(),
  createdAt: z.string(), undone: z.object({ at: z.string(), by: z.string() }).nullable(),
});
export const lessonsView = z.object({
  rows: z.array(lesson), total: z.int(), words: z.array(z.object({ label: z.string(), words: z.array(z.string()) })),
  /** Of the newest opinions with a topic that staff confirmed: how many are sorted so without and with what was learned. */
  effect: z.object({ measured: z.int(), plain: z.int(), now: z.int() }),
});
export type LessonsView = z.output<typeof lessonsView>;
export const lessonReceipt = z.object({ id: z.string(), next: z.string() });
export type LessonReceipt = z.output<typeof lessonReceipt>;
