import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { divisionsOf, hasCongress } from './data.ts';
import { parentOf, tierOf } from './scope.ts';

const hunan = divisionsOf();
const count = (tier: string, statistical = false): number =>
  hunan.filter((row) => row.tier === tier && row.statistical === statistical).length;

describe('the divisions of Hunan', () => {
  it('has 1 province, 14 prefectures, 122 counties and 1,947 townships and streets by law', () => {
    expect([count('province'), count('city'), count('county'), count('township')]).toEqual([1, 14, 122, 1947]);
  });

  it('marks 12 zones at county level and 61 at township level as statistical units', () => {
    expect([count('county', true), count('township', true)]).toEqual([12, 61]);
    expect(hunan.find((row) => row.code === '430671')).toMatchObject({ name: '岳阳市屈原管理区', statistical: true });
  });

  it('gives streets and statistical units no congress', () => {
    const street = hunan.find((row) => row.code === '430602001');
    expect(street).toMatchObject({ name: '岳阳楼街道', street: true });
    expect(street && hasCongress(street)).toBe(false);
    expect(hunan.filter(hasCongress)).toHaveLength(1 + 14 + 122 + 1522);
  });

  it('lists each parent before its children, with code and tier in agreement', () => {
    const seen = new Set<string>();
    for (const row of hunan) {
      expect(tierOf(row.code)).toBe(row.tier);
      expect(row.parentCode).toBe(parentOf(row.code));
      if (row.parentCode) expect(seen.has(row.parentCode)).toBe(true);
      seen.add(row.code);
    }
    expect(seen.size).toBe(hunan.length);
  });

  it('refuses a province that does not exist', () => {
    expect(() => divisionsOf('99')).toThrow(RangeError);
  });

  const shared = fileURLToPath(new URL('../../../../../shared/data/divisions-hunan.json', import.meta.url));
  it.skipIf(!existsSync(shared))('agrees with the reference list of the data folder (skipped where that folder is absent)', () => {
    const reference = z
      .array(z.object({ code: z.string(), name: z.string(), level: z.string(), parent: z.string().nullable(), stat: z.boolean().optional() }))
      .parse(JSON.parse(readFileSync(shared, 'utf8')));
    const ours = hunan.map((row) => ({
      code: row.code, name: row.name, level: row.tier as string, parent: row.parentCode, ...(row.statistical ? { stat: true } : {}),
    }));
    const byCode = (a: { code: string }, b: { code: string }): number => (a.code < b.code ? -1 : 1);
    expect(ours.toSorted(byCode)).toEqual(reference.toSorted(byCode));
  });
});
