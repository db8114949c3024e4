// From counts of stations and opinions to the maps of the desk; bars where no outline exists (counties, townships). Pure.
import { hasMap } from '@smart/charts/maps.ts';
import type { ChartModel, ChartRow } from '@smart/charts/model.ts';
import { largestSentence } from '@smart/charts/sentences.ts';
import type { StationsBelow } from '@smart/stations/model-views';

type Card = { readonly title: string; readonly sentence: string; readonly model: ChartModel; readonly note?: string };
type Received = { readonly code: string; readonly received: number };

const model = (division: string, name: string, unit: string, rows: ChartRow[]): ChartModel => ({
  kind: hasMap(division) ? 'map' : 'bars', head: '地区', unit, series: [{ name }], rows, ...(hasMap(division) ? { map: division } : { drawn: 20 }),
});

/**
 * @param received opinions heard in a year in the same divisions; null for those who do not read such figures
 */
export function stationCards({ division, rows }: StationsBelow, received: readonly Received[] | null, year: number): Card[] {
  if (rows.length === 0) return [];
  const without = rows.filter(({ stations }) => stations === 0).map(({ label }) => label);
  const counted = rows.map(({ code, label, stations }) => ({ key: code, label, values: [stations] }));
  const drawn = hasMap(division);
  const note = drawn ? '没有单独边界的管理区和本级直接设立的，只在表格里。' : undefined;
  const cards: Card[] = [{
    title: '联络站分布', sentence: `${largestSentence(counted, '各地联络站中', '个')}${without.length === 0 ? '每个地区都有联络站。' : `还没有联络站的 ${without.length} 个：${without.slice(0, 10).join('、')}${without.length > 10 ? '等' : ''}。`}`,
    model: model(division, '联络站', '个', counted), ...(note ? { note } : {}),
  }];
  if (received === null) return cards;
  const heard = new Map(received.map((one) => [one.code, one.received]));
  const rates = rows.map(({ code, label, stations }) => ({ key: code, label, values: [stations === 0 ? null : Math.round(((heard.get(code) ?? 0) / stations) * 10) / 10] }));
  const total = rows.reduce((sum, { stations }) => sum + stations, 0);
  const all = received.reduce((sum, one) => sum + one.received, 0);
  cards.push({
    title: `平均每站群众意见（${year} 年）`, sentence: total === 0 ? '还没有联络站。' : all === 0 ? '下级人大今年还没有收到群众意见。' : `下级人大今年收到群众意见 ${all} 条，平均每站 ${(all / total).toFixed(1)} 条。`,
    model: model(division, '平均每站', '条', rates), note: `各地人大收到的意见，除以当地开放的联络站；没有联络站的不计算。${note ?? ''}`,
  });
  return cards;
}
