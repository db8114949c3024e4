/** What came of citizens' opinions at a station. Neither domain knows the other: stations ask, opinions are counted here. */
import type { Work } from '@smart/workflow/work';

/** Opinions that came in at the station in a year, and those of them that were answered or told where to go. In a unit of work of the station's congress. */
export async function opinionsAtStation(work: Work, stationId: string, year: number): Promise<{ opinions: number; answered: number }> {
  const [row] = await work.sql<{ opinions: number; answered: number }>(
    `SELECT count(*)::int AS opinions, count(*) FILTER (WHERE state IN ('replied', 'closed', 'redirected'))::int AS answered FROM opinion
     WHERE station_id = $1 AND created_at >= make_timestamptz($2, 1, 1, 0, 0, 0, 'Asia/Shanghai') AND created_at < make_timestamptz($2 + 1, 1, 1, 0, 0, 0, 'Asia/Shanghai')`,
    [stationId, year],
  );
  return row ?? { opinions: 0, answered: 0 };
}
