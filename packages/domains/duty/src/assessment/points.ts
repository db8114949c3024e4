// The points of one year: from records and rules to a result of which each point names the record it came from. Pure; the same for one deputy and for all.
import { dayNumber } from '@smart/kernel/dates';
import { type DutyKind, dutyKinds, type Subsystem, subsystemNames } from '../model.ts';
import { type Evidence, FEWEST_DAYS, type Rules } from './model.ts';

/** What the engine looks at in a record; `lacks`: evidence its kind asks for and it does not have. */
export type Scored = { readonly kind: DutyKind; readonly lacks: readonly Evidence[] };

/** Points that a decided objection adds to a part or takes from it. */
export type Adjustment = { readonly id: string; readonly subsystem: Subsystem; readonly points: number };

/** How much of the year one could do duty: pro rata for a by-election, a suspension (代表法 61) and granted leave. Days. */
export type Available = { readonly days: number; readonly of: number };

export type Line<R> = {
  readonly record: R;
  /** What it is worth by the rules, pro rata. */
  readonly worth: number;
  /** What it brings after the cap of its part. */
  readonly points: number;
};
export type Part<R> = { readonly name: Subsystem; readonly cap: number; readonly points: number; readonly lines: readonly Line<R>[]; readonly adjustments: readonly { readonly id: string; readonly points: number }[] };
export type Result<R> = {
  /** Null: too short a time in the year to give a result. */
  readonly total: number | null;
  readonly parts: readonly Part<R>[];
  /** The lowest limit of what was established; null: none. */
  readonly most: number | null;
};

/** To a tenth of a point. */
export const tenth = (value: number): number => Math.round(value * 10) / 10;

/**
 * Weighs records in the order given; what goes beyond the cap of a part brings nothing. Half a year of duty makes each record worth twice as
 * much, up to the same cap, so that nobody loses by leave or suspension.
 */
export function pointsOf<R extends Scored>(rules: Rules, records: readonly R[], { available, vetoes = [], adjustments = [] }: { available: Available; vetoes?: readonly string[]; adjustments?: readonly Adjustment[] }): Result<R> {
  const weights = new Map(rules.weights.map((one) => [one.kind, one.points]));
  const share = Math.min(1, available.days / available.of);
  const worthOf = ({ kind, lacks }: R): number => (lacks.length > 0 || share <= 0 ? 0 : tenth((weights.get(kind) ?? 0) / share));
  const parts = subsystemNames.map((name) => partOf(name, rules.caps[name], { records: records.filter(({ kind }) => dutyKinds[kind].subsystem === name), worthOf, adjustments: adjustments.filter(({ subsystem }) => subsystem === name) }));
  const limits = rules.vetoes.filter(({ key }) => vetoes.includes(key)).map(({ most }) => most);
  const most = limits.length === 0 ? null : Math.min(...limits);
  const sum = tenth(parts.reduce((total, { points }) => total + points, 0));
  return { total: available.days < FEWEST_DAYS ? null : Math.min(sum, most ?? sum), parts, most };
}

function partOf<R>(name: Subsystem, cap: number, { records, worthOf, adjustments }: { records: readonly R[]; worthOf: (record: R) => number; adjustments: readonly Adjustment[] }): Part<R> {
  let points = 0;
  const add = (value: number): number => {
    const after = Math.max(0, Math.min(cap, tenth(points + value)));
    const brought = tenth(after - points);
    points = after;
    return brought;
  };
  const lines = records.map((record) => {
    const worth = worthOf(record);
    return { record, worth, points: add(worth) };
  });
  return { name, cap, lines, adjustments: adjustments.map(({ id, points: granted }) => ({ id, points: add(granted) })), points };
}

/** From and until, both days included; null: it goes on. YYYY-MM-DD. */
export type Period = { readonly from: string; readonly until: string | null };

/**
 * Days of a year on which duty could be done: those of the mandate without suspended ones and granted leave; a day counts once.
 * @param day today: what goes on now is known up to here
 */
export function availableDays(year: number, day: string, { mandate, neutral }: { mandate: Period; neutral: readonly Period[] }): Available {
  const [first, last] = [dayNumber(`${year}-01-01`), dayNumber(`${year}-12-31`)];
  const now = Math.min(dayNumber(day), last);
  const free = new Set<number>();
  for (let at = Math.max(first, dayNumber(mandate.from)); at <= Math.min(last, mandate.until === null ? last : dayNumber(mandate.until)); at += 1) free.add(at);
  for (const { from, until } of neutral) {
    const end = Math.min(last, until === null ? now : dayNumber(until));
    for (let at = Math.max(first, dayNumber(from)); at <= end; at += 1) free.delete(at);
  }
  return { days: free.size, of: last - first + 1 };
}

/** The middle of a list; of two in the middle their mean. Null for too few to compare with. */
export function medianOf(values: readonly number[], fewest: number): number | null {
  if (values.length < fewest) return null;
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return tenth(sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2);
}
