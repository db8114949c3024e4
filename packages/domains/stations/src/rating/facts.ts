// What the system knows of a station in a year. What comes of opinions another domain knows: the server registers who counts them.
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { today } from '@smart/kernel/dates';
import { currentMembers } from '../reading.ts';
import type { Facts } from './model.ts';

/** Opinions that came in at a station in a year, and those of them that were answered. In a unit of work of the station's congress. */
export type OpinionCounts = (work: Work, stationId: string, year: number) => Promise<{ opinions: number; answered: number }>;
let countOpinions: OpinionCounts = async () => ({ opinions: 0, answered: 0 });

/** Set by the server, which knows both domains. */
export function registerOpinionCounts(count: OpinionCounts): void {
  countOpinions = count;
}

/** @throws Error when there is no such station: the caller has looked */
export async function factsOf(work: Work, stationId: string, congressId: string, year: number): Promise<Facts> {
  const [row] = await work.sql<Omit<Facts, 'opinions' | 'answered' | 'wanted'>>(
    `SELECT (SELECT count(*)::int FROM ${currentMembers} x WHERE x.station_id = s.id) AS members,
       (SELECT count(*)::int FROM ${currentMembers} x WHERE x.station_id = s.id AND EXISTS (SELECT 1 FROM deputy_code k WHERE k.congress_id = x.mandate_congress_id AND k.person_id = x.person_id)) AS coded,
       (SELECT count(*)::int FROM station_staff f WHERE f.station_id = s.id AND f.duty = 'head') AS heads, (SELECT count(*)::int FROM station_staff f WHERE f.station_id = s.id AND f.duty = 'liaison') AS liaisons,
       s.address <> '' AS address, s.hours <> '' AS hours, s.phone <> '' AS phone, s.longitude IS NOT NULL AS placed, s.rules <> '' AS rules, s.plan <> '' AND s.plan_year IS NOT DISTINCT FROM $2 AS plan,
       d.held, d.themes, d.unrecorded, d.visitors
     FROM station s, LATERAL (SELECT count(*) FILTER (WHERE d.state = 'held')::int AS held, count(DISTINCT d.theme) FILTER (WHERE d.state = 'held' AND d.theme <> '')::int AS themes,
       count(*) FILTER (WHERE d.state = 'announced' AND d.held_on < $3::date)::int AS unrecorded, COALESCE(sum(d.visitors) FILTER (WHERE d.state = 'held'), 0)::int AS visitors
       FROM reception_day d WHERE d.station_id = s.id AND extract(year FROM d.held_on) = $2) d WHERE s.id = $1`,
    [stationId, year, today(work.clock)],
  );
  if (!row) throw new Error('factsOf: no such station');
  const wanted = z.int().parse(await work.parameter(congressId, 'stations.receptions_per_station'));
  return { ...row, ...(await countOpinions(work, stationId, year)), wanted };
}
