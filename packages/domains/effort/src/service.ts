// Sums are added to, and told.
import type { Capacity } from '@smart/identity/capacity';
import { addDays, today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { boundsOf, classOf, type Histogram, medianClass, total } from './histogram.ts';
import { type EffortSample, FEWEST, KEPT_DAYS, MOST_TAPS, type OverviewRow, type OverviewView, type overviewInput, type recordView, secondBounds } from './model.ts';
import { keyTasks, measuredTasks, stepNames, steps, type TaskName } from './tasks.ts';

type Sum = { readonly task: string; readonly measure: string; readonly bucket: number };

const sumsOf = (sample: EffortSample): Sum[] =>
  sample.end === 'done'
    ? [{ task: sample.task, measure: 'taps', bucket: Math.min(sample.taps, MOST_TAPS) }, { task: sample.task, measure: 'seconds', bucket: classOf(sample.seconds, secondBounds) }]
    : [{ task: sample.task, measure: 'left', bucket: stepNames.indexOf(sample.end) }];

/** Adds one device's batch to the sums of the congress's day. Of whom it came nothing is written. */
export async function recordEffort(work: Work, congressId: string, samples: readonly EffortSample[]): Promise<z.output<typeof recordView>> {
  const counts = Map.groupBy(samples.flatMap(sumsOf), ({ task, measure, bucket }) => JSON.stringify([task, measure, bucket]));
  // Always in the same order, so that two devices do not wait for each other in a circle.
  const sums = [...counts].sort(([one], [other]) => (one < other ? -1 : 1)).flatMap(([, [first, ...more]]) => (first ? [{ ...first, count: 1 + more.length }] : []));
  await work.sql(
    `INSERT INTO effort_day (congress_id, day, task, measure, bucket, count)
     SELECT $1, $2::date, s.* FROM unnest($3::text[], $4::text[], $5::int[], $6::int[]) AS s (task, measure, bucket, count)
     ON CONFLICT (congress_id, day, task, measure, bucket) DO UPDATE SET count = effort_day.count + excluded.count`,
    [congressId, today(work.clock), sums.map(({ task }) => task), sums.map(({ measure }) => measure), sums.map(({ bucket }) => bucket), sums.map(({ count }) => count)],
  );
  return { kept: samples.length };
}

/** Where effort is lost in the office's own congress. */
export async function effortOverview(work: Work, capacity: Capacity, { days }: z.output<typeof overviewInput>): Promise<OverviewView> {
  const since = addDays(today(work.clock), -days + 1);
  const rows = await work.sql<Sum & { count: number }>(
    'SELECT task, measure, bucket, sum(count)::int AS count FROM effort_day WHERE congress_id = $1 AND day >= $2::date GROUP BY task, measure, bucket',
    [capacity.congressId, since],
  );
  const of = (task: TaskName, measure: string): Histogram => new Map(rows.filter((row) => row.task === task && row.measure === measure).map(({ bucket, count }) => [bucket, count]));
  const all = measuredTasks.map((task) => rowOf(task, { taps: of(task, 'taps'), seconds: of(task, 'seconds'), left: of(task, 'left') }));
  const told = all.filter(({ done, left }) => done + left >= FEWEST);
  return { since, rows: told.toSorted(dearest), quiet: all.filter(({ done, left }) => done + left < FEWEST).map(({ label }) => label) };
}

const dearest = (one: OverviewRow, other: OverviewRow): number =>
  Number((other.taps ?? 0) > other.budget) - Number((one.taps ?? 0) > one.budget) || (other.leftShare ?? 0) - (one.leftShare ?? 0) || (other.overBudget ?? 0) - (one.overBudget ?? 0);

function rowOf(task: TaskName, sums: Readonly<Record<'taps' | 'seconds' | 'left', Histogram>>): OverviewRow {
  const { label, who, taps: budget } = keyTasks[task];
  const [done, left] = [total(sums.taps), total(sums.left)];
  const middle = medianClass(sums.seconds);
  const over = [...sums.taps].reduce((sum, [taps, count]) => sum + (taps > budget ? count : 0), 0);
  const lost = stepNames.map((step, at) => ({ step, label: steps[step], count: sums.left.get(at) ?? 0 }));
  const worst = lost.reduce((most, one) => (one.count > most.count ? one : most));
  return {
    task, label, who, budget, done, left,
    taps: done < FEWEST ? null : medianClass(sums.taps),
    seconds: done < FEWEST || middle === null ? null : boundsOf(middle, secondBounds),
    overBudget: done < FEWEST ? null : over / done,
    leftShare: done + left < FEWEST ? null : left / (done + left),
    worst: worst.count === 0 ? null : worst, steps: lost,
  };
}

/** Sums older than two years go. Safe to repeat. */
export async function forgetOldEffort(work: Work, congressId: string): Promise<void> {
  await work.sql('DELETE FROM effort_day WHERE congress_id = $1 AND day < $2::date', [congressId, addDays(today(work.clock), -KEPT_DAYS)]);
}
