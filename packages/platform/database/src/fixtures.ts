// Two congresses, one above the other, for this package's own tests; made as administrator.
import type { TestDatabase } from './testing.ts';

export type Fixture = { city: string; district: string; term: string };

/** Puts Yueyang (city) and Yueyanglou (district) in, each with a current term of the city. */
export async function twoCongresses({ adminSql }: Pick<TestDatabase, 'adminSql'>): Promise<Fixture> {
  await adminSql(`INSERT INTO division (code, name, tier, parent_code) VALUES ('4306', '岳阳市', 'city', NULL), ('430602', '岳阳楼区', 'county', '4306')`);
  const congress = async (code: string, name: string, tier: string) => {
    const [row] = await adminSql<{ id: string }>(
      `INSERT INTO congress (id, division_code, name, short_name, tier, congress_id) SELECT id, $1, $2, left($2, 1), $3, id FROM (SELECT gen_random_uuid() AS id) i RETURNING id`,
      [code, name, tier],
    );
    return row?.id ?? '';
  };
  const city = await congress('4306', '岳阳市人民代表大会', 'city');
  const district = await congress('430602', '岳阳楼区人民代表大会', 'county');
  const [term] = await adminSql<{ id: string }>(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES (gen_random_uuid(), $1, 9, '2022-01-05', true) RETURNING id`, [city]);
  return { city, district, term: term?.id ?? '' };
}
