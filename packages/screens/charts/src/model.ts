// What a chart shows, in the words of those who show it. How it is drawn is in options.ts.

/** One thing of the axis: an organ, a topic, a month. `key` names it for the way to what is behind it. */
export type ChartRow = { readonly key: string; readonly label: string; /** One value for each series; null where there is none. */ readonly values: readonly (number | null)[] };

/** Meaning decides a colour, so that 超期 is red in every chart; without one the palette's next is taken. */
export type SeriesTone = 'green' | 'amber' | 'red' | 'grey' | 'info' | 'accent';
export type ChartSeries = { readonly name: string; readonly tone?: SeriesTone | undefined };

export type ChartModel = {
  /** `bars` lie (long names), `columns` stand (time), `map` colours the divisions of `map` by the first series. */
  readonly kind: 'bars' | 'columns' | 'lines' | 'map';
  /** What the rows are: the head of the table's first column. */
  readonly head: string;
  readonly series: readonly ChartSeries[];
  readonly rows: readonly ChartRow[];
  /** 件, 天, %: values of `%` are shares from 0 to 1. */
  readonly unit: string;
  readonly stacked?: boolean | undefined;
  /** How many rows are drawn, from the first; the table has all. */
  readonly drawn?: number | undefined;
  /** Code of the division whose parts are drawn; for `map`. Row keys are the codes of its parts. */
  readonly map?: string | undefined;
};

/** A value as people read it. */
export function shownValue(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return '—';
  return unit === '%' ? `${(value * 100).toFixed(1).replace(/\.0$/, '')}%` : `${value} ${unit}`;
}

/** Whether there is anything to draw. */
export const isEmpty = (model: ChartModel): boolean => model.rows.every((row) => row.values.every((value) => value === null || value === 0));
