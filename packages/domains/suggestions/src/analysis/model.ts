// What the analysis is asked and what it answers. Figures are counts; rates are made of them where they are shown (figures.ts).
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { topics } from '../model.ts';

const date = dateSchema;
const filters = {
  termId: idSchema.optional(),
  sessionId: idSchema.optional(),
  /** Handed in while the congress did not sit. */
  inRecess: z.boolean().optional(),
  /** Year of submission; with it the same days of the year before are counted as well. */
  year: z.int().min(2000, '年度应在 2000 至 2100 之间').max(2100, '年度应在 2000 至 2100 之间').optional(),
  topic: z.enum(topics).optional(),
  delegation: z.string().max(50, '代表团名称不超过 50 个字').optional(),
};

export const analysisInput = z.object(filters);
export type AnalysisInput = z.output<typeof analysisInput>;

/** Two organs side by side. */
export const compareInput = z.object({ ...filters, organIds: z.array(idSchema).length(2, '请选择两个单位') });
export type CompareInput = z.output<typeof compareInput>;

export const belowInput = z.object({ year: z.int().min(2000).max(2100).optional() });

const count = z.object({ key: z.string(), label: z.string(), count: z.number() });
export type Count = z.output<typeof count>;

export const totals = z.object({
  total: z.number(), replied: z.number(), closed: z.number(), key: z.number(),
  inTime: z.number(), late: z.number(), running: z.number(), overdue: z.number(),
  /** By what the deputies said of the result; the last two are not in the rate of satisfaction. */
  satisfied: z.number(), mostlySatisfied: z.number(), notSatisfied: z.number(), waiting: z.number(), notEvaluated: z.number(),
});
export type Totals = z.output<typeof totals>;

export const organFigures = z.object({
  organId: z.string(), organName: z.string(),
  /** Parts that answer the deputy; assisting ones are counted apart. */
  count: z.number(), assisting: z.number(),
  replied: z.number(), inTime: z.number(), late: z.number(), running: z.number(), overdue: z.number(),
  gradeA: z.number(), gradeB: z.number(), gradeC: z.number(), gradeD: z.number(),
  satisfied: z.number(), mostlySatisfied: z.number(), notSatisfied: z.number(), waiting: z.number(), notEvaluated: z.number(),
  /** Asked back from the organ and granted; extensions granted; contacts with deputies. */
  returned: z.number(), extended: z.number(), contacts: z.number(),
  /** Calendar days from the hand-over to the first signed reply, on average; null before the first. */
  days: z.number().nullable(),
});
export type OrganFigures = z.output<typeof organFigures>;

export const wordCount = z.object({ word: z.string(), count: z.number(), previous: z.number().nullable() });
export type WordCount = z.output<typeof wordCount>;

export const analysisView = z.object({
  asOf: date,
  /** The days counted and those they are compared with; null when no year was asked for. */
  period: z.object({ from: date, to: date }).nullable(),
  before: z.object({ from: date, to: date, totals, byTopic: z.array(count) }).nullable(),
  totals,
  byState: z.array(count), byTopic: z.array(count), byGrade: z.array(count), byPromptness: z.array(count), byEvaluation: z.array(count),
  byAttitude: z.array(count), byDelegation: z.array(count), bySession: z.array(count),
  byMonth: z.array(z.object({ month: z.string(), submitted: z.number(), replied: z.number(), closed: z.number() })),
  /** All years, whatever year was asked for. */
  byYear: z.array(totals.extend({ year: z.number() })),
  organs: z.array(organFigures),
  words: z.array(wordCount),
  commitments: z.object({ open: z.number(), kept: z.number(), overdue: z.number() }),
});
export type AnalysisView = z.output<typeof analysisView>;

export const compareView = z.object({
  asOf: date,
  organs: z.array(organFigures.extend({ byTopic: z.array(count) })),
});
export type CompareView = z.output<typeof compareView>;

/** The congresses below as counts (rollup.ts): by the division right below the own one, and by tier. */
const rolled = z.object({ submitted: z.number(), replied: z.number(), inTime: z.number(), late: z.number(), evaluated: z.number(), satisfied: z.number(), notEvaluated: z.number() });
export type Rolled = z.output<typeof rolled>;
export const belowView = z.object({
  /** Code of the own division. */
  division: z.string(),
  year: z.number().nullable(),
  districts: z.array(rolled.extend({ code: z.string(), name: z.string(), congressId: z.string().nullable() })),
  tiers: z.array(rolled.extend({ tier: z.string(), label: z.string(), congresses: z.number() })),
});
export type BelowView = z.output<typeof belowView>;
