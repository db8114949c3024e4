// What leaves the room of points. The frozen content of a closed year has the same shape as a running one's.
import { z } from 'zod';
import { type Subsystem, subsystemNames } from '../model.ts';
import { bandKeys, rulesSchema } from './model.ts';
import { objectionStates } from './objection-model.ts';

const subsystem = z.custom<Subsystem>((value) => subsystemNames.some((name) => name === value));
const lineView = z.object({
  /** The record it comes from. */
  recordId: z.string(), kindLabel: z.string(), title: z.string(), occurredOn: z.string(), subjectType: z.string(), subjectId: z.string(),
  worth: z.number(), points: z.number(), /** Labels of evidence that it lacks: why it brings nothing. */ lacks: z.array(z.string()),
});
const adjustmentView = z.object({ id: z.string(), points: z.number(), title: z.string(), answer: z.string(), decidedBy: z.string(), decidedOn: z.string() });
const partView = z.object({ name: subsystem, label: z.string(), cap: z.number(), points: z.number(), lines: z.array(lineView), adjustments: z.array(adjustmentView) });

/** A result with all that explains it; frozen when the year is closed. */
export const contentView = z.object({
  rulesLabel: z.string(), total: z.number().nullable(),
  available: z.object({ days: z.number(), of: z.number() }), /** Why days are left out, in words. */ neutral: z.array(z.string()),
  limits: z.array(z.object({ label: z.string(), source: z.string(), most: z.number() })),
  continuing: z.boolean(), parts: z.array(partView),
});
export type Content = z.output<typeof contentView>;

export const objectionView = z.object({
  id: z.string(), version: z.number(), state: z.enum(objectionStates), year: z.number(), subsystem, recordId: z.string().nullable(), recordTitle: z.string().nullable(), text: z.string(), granted: z.number().nullable(), answer: z.string().nullable(), decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(), createdAt: z.string(),
});
export type ObjectionView = z.output<typeof objectionView>;

export const noteView = z.object({ id: z.string(), kind: z.enum(['leave', 'veto']), label: z.string(), from: z.string().nullable(), until: z.string().nullable(), reason: z.string(), byLabel: z.string(), at: z.string() });
export type NoteView = z.output<typeof noteView>;

export const pointsView = z.object({
  mandate: z.object({ id: z.string(), name: z.string(), delegation: z.string().nullable() }),
  year: z.number(), years: z.array(z.number()), /** Said wherever points are shown (代表法 62). */ disclaimer: z.string(),
  content: contentView, band: z.enum(bandKeys).nullable(), bandLabel: z.string().nullable(),
  /** Null while the year runs. */
  closed: z.object({ on: z.string(), by: z.string(), edition: z.number() }).nullable(),
  /** Earlier editions of a closed year, with what each said and why the next came. */
  editions: z.array(z.object({ edition: z.number(), total: z.number().nullable(), on: z.string(), reason: z.string() })),
  past: z.array(z.object({ year: z.number(), total: z.number().nullable(), closed: z.boolean() })),
  /** Of deputies in like circumstances; null when they are too few to be compared with. */
  median: z.object({ value: z.number(), of: z.number(), label: z.string() }).nullable(),
  /** Only where the congress has switched it on. */
  place: z.object({ place: z.number(), of: z.number() }).nullable(),
  objections: z.array(objectionView), /** The last day for one; null: no end set yet. */ objectUntil: z.string().nullable(), mayObject: z.boolean(),
});
export type PointsView = z.output<typeof pointsView>;
/** For the office: what stands beside the records, too. */
export const pointsOfView = pointsView.extend({ notes: z.array(noteView), vetoes: z.array(z.object({ key: z.string(), label: z.string() })) });

export const overviewRow = z.object({ mandateId: z.string(), name: z.string(), delegation: z.string().nullable(), total: z.number().nullable(), bandLabel: z.string().nullable(), parts: z.array(z.number()), notes: z.array(z.string()), place: z.number().nullable() });
export const overviewView = z.object({ year: z.number(), years: z.array(z.number()), rulesLabel: z.string(), closed: z.object({ on: z.string(), by: z.string() }).nullable(), closable: z.boolean(), ranking: z.boolean(), median: z.number().nullable(), bands: z.array(z.object({ label: z.string(), count: z.number() })), delegations: z.array(z.object({ id: z.string(), name: z.string() })), rows: z.array(overviewRow), total: z.number() });

const versionView = z.object({ number: z.number(), fromYear: z.number(), note: z.string(), publishedBy: z.string(), publishedAt: z.string(), rules: rulesSchema });
export const rulesView = z.object({ year: z.number(), label: z.string(), rules: rulesSchema, nextLabel: z.string(), next: rulesSchema, versions: z.array(versionView) });
export type RulesView = z.output<typeof rulesView>;

const changeView = z.object({ mandateId: z.string(), name: z.string(), delegation: z.string().nullable(), was: z.number(), becomes: z.number(), change: z.number() });
export const simulationView = z.object({
  year: z.number(), label: z.string(), deputies: z.number(), gain: z.number(), lose: z.number(), same: z.number(), medianWas: z.number().nullable(), medianBecomes: z.number().nullable(),
  bands: z.array(z.object({ label: z.string(), was: z.number(), becomes: z.number() })), losing: z.array(changeView), gaining: z.array(changeView),
});
export type SimulationView = z.output<typeof simulationView>;

export const receiptView = z.object({ id: z.string(), version: z.number(), next: z.string() });
export type Receipt = z.output<typeof receiptView>;
export const objectionRow = objectionView.extend({ mandateId: z.string(), name: z.string(), delegation: z.string().nullable() });
export const objectionsView = z.object({ rows: z.array(objectionRow), total: z.number(), waiting: z.number() });
export const closedView = z.object({ year: z.number(), results: z.number() });
