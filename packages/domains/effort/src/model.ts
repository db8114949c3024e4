// What comes in and goes out. Sums of a day: who it was, what it was about and at what hour is not asked for.
import { z } from 'zod';
import { signedInTasks, siteTasks, stepNames, type TaskName } from './tasks.ts';

/** More is counted as this. */
export const MOST_TAPS = 30;
/** Upper bounds of the classes of seconds; the last holds whatever took longer. */
export const secondBounds = [5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 3600] as const;
/** Of fewer nothing is told: a median of two is one person's. */
export const FEWEST = 5;
/** Days for which sums are kept. */
export const KEPT_DAYS = 730;

const samplesOf = (tasks: readonly TaskName[], most: number) => {
  const task = z.enum(tasks, '没有这项任务');
  const sample = z.discriminatedUnion('end', [
    z.strictObject({ task, end: z.literal('done'), taps: z.int().min(0).max(1000), seconds: z.int().min(0).max(86_400) }),
    z.strictObject({ task, end: z.enum(stepNames) }),
  ]);
  return z.array(sample).min(1, '没有要记的内容').max(most, `一次最多记 ${most} 项`);
};
/** One device's batch. */
export const recordInput = z.strictObject({ samples: samplesOf(signedInTasks, 50) });
export type EffortSample = z.output<typeof recordInput | typeof siteRecordInput>['samples'][number];
/** What a page of the public site tells when it is left; `division` is that of the congress that was spoken to. */
export const siteRecordInput = z.strictObject({ division: z.string().regex(/^\d{2,9}$/, '区划代码不正确'), samples: samplesOf(siteTasks, 2) });
export const recordView = z.object({ kept: z.int() });

export const periods = { 30: '近 30 天', 90: '近 90 天', 365: '近一年' } as const;
export const overviewInput = z.strictObject({ days: z.union([z.literal(30), z.literal(90), z.literal(365)]).default(90) });

const lost = z.object({ step: z.enum(stepNames), label: z.string(), count: z.int() });
export const overviewView = z.object({
  since: z.string(),
  /** The dearest first: over budget, then what is left most often. */
  rows: z.array(
    z.object({
      task: z.string(), label: z.string(), who: z.string(), budget: z.int(), done: z.int(), left: z.int(),
      /** Null: too few to be told. */
      taps: z.int().nullable(),
      /** Bounds between which the middle one lies. */
      seconds: z.object({ from: z.int(), until: z.int().nullable() }).nullable(),
      /** Share of what cost more taps than the budget; of what was left, from 0 to 1. */
      overBudget: z.number().nullable(), leftShare: z.number().nullable(),
      /** Where most was left; null: nowhere or too few. */
      worst: lost.nullable(), steps: z.array(lost),
    }),
  ),
  /** Tasks of which there is nothing yet, or too little. */
  quiet: z.array(z.string()),
});
export type OverviewView = z.output<typeof overviewView>;
export type OverviewRow = OverviewView['rows'][number];
