import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isEmpty, shownValue, type ChartModel } from './model.ts';
import { divisionAt, outlinesOf } from './outlines.ts';
import { indexIn, optionOf, tooltipOf } from './options.ts';
import { largestSentence, lastSentence, peakSentence } from './sentences.ts';

const row = (label: string, ...values: number[]) => ({ key: label, label, values });
const bars: ChartModel = { kind: 'bars', head: '单位', unit: '件', series: [{ name: '件数' }], rows: [row('甲', 3), row('<b>乙</b>', 1)] };
const drawing = { textSize: 14, width: 360, motion: false, description: '说明' };

describe('sentences', () => {
  it('names the largest with its share and the next', () => {
    expect(largestSentence([row('乙', 1), row('甲', 3)], '建议中')).toBe('建议中甲最多，3 件，占 75%；其次是乙，1 件。');
    expect(largestSentence([row('甲', 2), row('乙', 2)], '建议中')).toBe('建议中甲、乙最多，各 2 件。');
    expect(largestSentence([row('甲', 0)], '建议中')).toBe('还没有数据。');
  });
  it('compares the last with the one before and finds the peak', () => {
    expect(lastSentence([row('2025 年', 8), row('2026 年', 5)], '提出')).toBe('2026 年提出 5 件，比 2025 年少 3 件。');
    expect(lastSentence([row('2026 年', 5)], '提出')).toBe('2026 年提出 5 件。');
    expect(peakSentence([row('1 月', 1), row('2 月', 4)], '提出')).toBe('2 月提出最多，4 件。');
  });
});

describe('options', () => {
  it('draws every row, without motion when asked, and says what it shows', () => {
    expect(optionOf(bars, drawing)).toMatchObject({ animation: false, aria: { enabled: true, label: { description: '说明' } }, series: [{ type: 'bar', data: [3, 1] }] });
  });
  it('draws the first rows only when told, the table keeps all', () => {
    expect(optionOf({ ...bars, drawn: 1 }, drawing)).toMatchObject({ series: [{ data: [3] }] });
  });
  it('lets no name become markup', () => {
    expect(tooltipOf(bars, 1)).toBe('<b>&lt;b>乙&lt;/b></b><br>件数：1 件');
  });
  it('finds the row of a click on a map by its code', () => {
    const map: ChartModel = { ...bars, kind: 'map', map: '4306', rows: [{ key: '430602', label: '岳阳楼区', values: [2] }] };
    expect(indexIn(map, { name: '430602', dataIndex: 7 })).toBe(0);
    expect(indexIn(map, { name: '430681' })).toBe(-1);
  });
  it('knows what is empty and how values read', () => {
    expect(isEmpty({ ...bars, rows: [row('甲', 0)] })).toBe(true);
    expect(isEmpty(bars)).toBe(false);
    expect([shownValue(0.875, '%'), shownValue(null, '件'), shownValue(3, '天')]).toEqual(['87.5%', '—', '3 天']);
  });
});

const mapSchema = z.object({ features: z.array(z.object({ properties: z.object({ name: z.string(), code: z.string() }), geometry: z.object({ coordinates: z.array(z.array(z.array(z.array(z.number())))) }) })) });

it('maps name parts by code and close their borders', () => {
  const folder = new URL('maps/', import.meta.url);
  const files = readdirSync(folder).filter((one) => one.endsWith('.json'));
  expect(files).toHaveLength(15);
  for (const file of files) {
    const { features } = mapSchema.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    for (const { properties, geometry } of features) {
      expect(properties.code.startsWith(file.slice(0, -5))).toBe(true);
      expect(properties.name).toMatch(/[市区县州]$/);
      for (const [ring] of geometry.coordinates) expect(ring?.[0]).toEqual(ring?.at(-1));
    }
  }
});

it('a point is found in the county whose border goes around it, and outside the city in none', () => {
  const outlines = outlinesOf(readFileSync(new URL('maps/4306.json', import.meta.url), 'utf8'));
  expect(outlines.length).toBeGreaterThan(8);
  expect(divisionAt(outlines, [113.13, 29.37])?.name).toBe('岳阳楼区');
  expect(divisionAt(outlines, [112.98, 28.19])).toBeUndefined();
  expect(outlinesOf('{}')).toEqual([]);
});
