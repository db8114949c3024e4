// What goes out of opinions to those who serve people, handle and represent.
import { z } from 'zod';
import { opinionStates, opinionTopics, satisfactionLabels } from './model.ts';

export const opinionRowView = z.object({
  id: z.string(), version: z.int(), number: z.string(), state: z.enum(opinionStates), stateLabel: z.string(), title: z.string(), place: z.string(), topic: z.enum(opinionTopics).nullable(), topicLabel: z.string().nullable(),
  urgent: z.boolean(), held: z.array(z.string()), organName: z.string().nullable(), deputyName: z.string().nullable(), dueOn: z.string().nullable(), overdue: z.boolean(), createdAt: z.string(),
  satisfaction: z.string().nullable(), mine: z.boolean(),
});
export type OpinionRow = z.output<typeof opinionRowView>;

export const opinionListView = z.object({ rows: z.array(opinionRowView), total: z.int() });

const stationView = z.object({ at: z.string(), label: z.string(), actor: z.string(), text: z.string() });
export const actionView = z.object({ action: z.string(), label: z.string(), reasonLength: z.int(), allowed: z.boolean(), reason: z.string().optional(), remedy: z.string().optional() });

export const opinionView = opinionRowView.extend({
  congressName: z.string(), content: z.string(), sourceLabel: z.string(),
  /** Null when none was given, or the reader may not know it. */
  name: z.string().nullable(), hideName: z.boolean(), addressee: z.string().nullable(), channel: z.string().nullable(), reply: z.string().nullable(), repliedBy: z.string().nullable(),
  /** What the classifier thinks while nobody has chosen; for those who sort. */
  proposal: z.object({ topic: z.enum(opinionTopics), label: z.string(), percent: z.int(), reason: z.string() }).nullable(),
  suggestionId: z.string().nullable(), stageLabel: z.string().nullable(), messages: z.array(z.object({ content: z.string(), at: z.string() })), stations: z.array(stationView), actions: z.array(actionView),
});
export type OpinionView = z.output<typeof opinionView>;

export const countsView = z.object({ registered: z.int(), accepted: z.int(), handling: z.int(), answered: z.int(), overdue: z.int(), closed: z.int(), bySatisfaction: z.object({ satisfied: z.int(), basically: z.int(), dissatisfied: z.int(), none: z.int() } satisfies Record<keyof typeof satisfactionLabels, z.ZodType>) });
export const organListView = z.object({ rows: z.array(z.object({ id: z.string(), name: z.string(), upper: z.boolean() })) });

export const opinionReceipt = z.object({ id: z.string(), version: z.int(), next: z.string() });
export type OpinionReceipt = z.output<typeof opinionReceipt>;
export const enterReceipt = z.object({ id: z.string(), number: z.string(), secret: z.string(), next: z.string() });
export const takeUpReceipt = z.object({ suggestionId: z.string() });
