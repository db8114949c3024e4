// 分布: how many open stations there are in each division right below the own one, for the map of the desk. Stations are public places: numbers of them, too.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import type { StationsBelow } from './model-views.ts';

/** Length of the codes of the divisions right below those of a length: province 2, city 4, county 6. */
const lengthBelow: Readonly<Record<number, number>> = { 2: 4, 4: 6, 6: 9 };

/** Every division below, also without a station; management areas, which are none of their own, only where one stands. A township has none below it. */
export async function stationsBelow(work: Work, { divisionCode }: Capacity): Promise<StationsBelow> {
  const length = lengthBelow[divisionCode.length];
  if (length === undefined) return { division: divisionCode, rows: [] };
  const rows = await work.sql<StationsBelow['rows'][number]>(
    `SELECT v.code, v.name AS label, count(s.id)::int AS stations FROM division v LEFT JOIN station s ON s.state = 'open' AND left(s.division_code, $2) = v.code
     WHERE starts_with(v.code, $1) AND length(v.code) = $2 GROUP BY v.code, v.name, v.statistical HAVING NOT v.statistical OR count(s.id) > 0
     UNION ALL SELECT $1, '本级直接设立', count(*)::int FROM station s WHERE s.state = 'open' AND s.division_code = $1 HAVING count(*) > 0 ORDER BY 1`,
    [divisionCode, length],
  );
  return { division: divisionCode, rows };
}
