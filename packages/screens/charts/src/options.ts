// From what a chart shows to what ECharts draws: our colours, type and sizes, and nothing that moves for longer than 200 ms.
import { chartPalette, color, font } from '@smart/ui/tokens.ts';
import type { EChartsCoreOption } from 'echarts/core';
import { shownValue, type ChartModel, type SeriesTone } from './model.ts';

const tones: Readonly<Record<SeriesTone, string>> = { green: color.green, amber: color.amber, red: color.red, grey: color['line-strong'], info: color.info, accent: color.accent };

export type Drawing = {
  /** Size of text in px, as the person chose it. */
  readonly textSize: number;
  /** Width of the chart in px. */
  readonly width: number;
  readonly motion: boolean;
  /** Read to those who do not see it. */
  readonly description: string;
};

/** Characters that fit beside the bars: a third of the width. */
const labelWidth = ({ width, textSize }: Drawing): number => Math.max(textSize * 4, Math.min(width * 0.34, textSize * 13));

/** The model with the rows that are drawn; the table has all of them. */
const drawnOf = (model: ChartModel): ChartModel => (model.drawn === undefined || model.rows.length <= model.drawn ? model : { ...model, rows: model.rows.slice(0, model.drawn) });

/** Height in px: bars need as much as there are. */
export function heightOf(whole: ChartModel, textSize: number): number {
  const model = drawnOf(whole);
  if (model.kind === 'bars') return model.rows.length * textSize * (model.stacked || model.series.length === 1 ? 2 : 1 + model.series.length) + textSize * (model.series.length > 1 ? 5 : 3);
  return textSize * (model.kind === 'map' ? 26 : 20);
}

const text = ({ textSize }: Drawing) => ({ color: color.text, fontFamily: font.sans, fontSize: textSize });

const seriesColors = (model: ChartModel): string[] => {
  let next = 0;
  return model.series.map(({ tone }) => (tone ? tones[tone] : (chartPalette[next++ % chartPalette.length] ?? color.info)));
};

/** What is said of one row when it is pointed at. Names come from people; they are escaped because ECharts takes this as HTML. */
export function tooltipOf(model: ChartModel, at: number): string {
  const row = model.rows[at];
  if (!row) return '';
  const escape = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return [`<b>${escape(row.label)}</b>`, ...model.series.map(({ name }, series) => `${escape(name)}：${shownValue(row.values[series], model.unit)}`)].join('<br>');
}

function axes(model: ChartModel, drawing: Drawing) {
  const lying = model.kind === 'bars';
  const category = {
    type: 'category', data: model.rows.map((row) => row.label), inverse: lying, axisTick: { show: false }, axisLine: { lineStyle: { color: color['line-strong'] } },
    axisLabel: { ...text(drawing), interval: lying ? 0 : 'auto', hideOverlap: !lying, ...(lying ? { width: labelWidth(drawing), overflow: 'truncate' } : {}) },
  };
  const value = {
    type: 'value', minInterval: model.unit === '%' ? 0 : 1, splitLine: { lineStyle: { color: color.line } }, ...(model.unit === '%' ? { max: 1 } : {}),
    axisLabel: { ...text(drawing), color: color['text-muted'], hideOverlap: true, formatter: (one: number) => (model.unit === '%' ? `${Math.round(one * 100)}%` : String(one)) },
  };
  return lying ? { xAxis: value, yAxis: category } : { xAxis: category, yAxis: value };
}

function axisChart(model: ChartModel, drawing: Drawing): EChartsCoreOption {
  const colors = seriesColors(model);
  const label = model.series.length === 1 && model.kind === 'bars';
  return {
    ...axes(model, drawing),
    grid: { left: 0, right: label ? drawing.textSize * 4 : drawing.textSize, top: model.series.length > 1 ? drawing.textSize * 3 : drawing.textSize, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { show: model.series.length > 1, top: 0, left: 0, textStyle: text(drawing), itemWidth: drawing.textSize, itemHeight: drawing.textSize * 0.75 },
    series: model.series.map(({ name }, at) => ({
      name, type: model.kind === 'lines' ? 'line' : 'bar', data: model.rows.map((row) => row.values[at] ?? null), itemStyle: { color: colors[at] }, barMaxWidth: drawing.textSize * 1.75,
      ...(model.stacked ? { stack: 'all' } : {}), ...(model.kind === 'lines' ? { symbolSize: 8, lineStyle: { width: 2 } } : {}),
      ...(label ? { label: { ...text(drawing), show: true, position: 'right', formatter: ({ value }: { value: number | null }) => shownValue(value, model.unit) } } : {}),
    })),
  };
}

function mapChart(model: ChartModel, drawing: Drawing): EChartsCoreOption {
  const most = Math.max(1, ...model.rows.map((row) => row.values[0] ?? 0));
  const names = new Map(model.rows.map((row) => [row.key, row.label]));
  return {
    visualMap: {
      min: 0, max: model.unit === '%' ? 1 : most, left: 0, bottom: 0, orient: 'horizontal', calculable: false, itemWidth: drawing.textSize, itemHeight: drawing.textSize * 6, textStyle: text(drawing),
      text: [shownValue(model.unit === '%' ? 1 : most, model.unit), '0'], inRange: { color: [color['info-soft'], color.info] }, outOfRange: { color: color.sunken },
    },
    series: [{
      type: 'map', map: model.map, nameProperty: 'code', name: model.series[0]?.name ?? '', selectedMode: false, top: drawing.textSize, bottom: drawing.textSize * 4,
      itemStyle: { borderColor: color['line-strong'], areaColor: color.sunken }, emphasis: { itemStyle: { areaColor: color.gold }, label: { color: color.text } },
      label: { ...text(drawing), fontSize: drawing.textSize * 0.875, show: true, formatter: ({ name }: { name: string }) => names.get(name) ?? '', textBorderColor: color.surface, textBorderWidth: 2 },
      labelLayout: { hideOverlap: true }, data: model.rows.map((row) => ({ name: row.key, value: row.values[0] ?? null })),
    }],
  };
}

/** The whole option of a chart. */
export function optionOf(whole: ChartModel, drawing: Drawing): EChartsCoreOption {
  const model = drawnOf(whole);
  return {
    animation: drawing.motion, animationDuration: 180, animationDurationUpdate: 180, backgroundColor: color.surface, textStyle: text(drawing),
    aria: { enabled: true, label: { description: drawing.description } },
    tooltip: {
      trigger: model.kind === 'map' ? 'item' : 'axis', confine: true, axisPointer: { type: 'shadow' }, textStyle: text(drawing), transitionDuration: 0,
      formatter: (given: unknown) => tooltipOf(model, indexIn(model, given)),
    },
    ...(model.kind === 'map' ? mapChart(model, drawing) : axisChart(model, drawing)),
  };
}

/** The row an event or tooltip of ECharts is about; -1 for none. */
export function indexIn(model: ChartModel, given: unknown): number {
  const one: unknown = Array.isArray(given) ? given[0] : given;
  if (typeof one !== 'object' || one === null) return -1;
  if (model.kind === 'map' && 'name' in one) return model.rows.findIndex((row) => row.key === one.name);
  return 'dataIndex' in one && typeof one.dataIndex === 'number' ? one.dataIndex : -1;
}
