// Looking at ratings: the list of one's own and of those that are to be audited, one with its checklist, and what was published.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { history } from '@smart/workflow/action-log';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { parameters } from '../reading.ts';
import { factsOf } from './facts.ts';
import { picturesOfStation } from '../pictures.ts';
import { criteriaFor } from './criteria.ts';
import { countOf, disclosuresOf, itemsOf, type RatingState } from './model.ts';
import { claimSchema, itemSchema, type listRatingsInput, type RatingRow, type RatingView } from './model-io.ts';
import { auditorOf, yearNow } from './rating.ts';

const officer = ({ roles }: Capacity): boolean => roles.includes('congress_officer');

/** Those of the congress's own stations, and those the congress audits; what waits for it first. */
export async function listRatings(work: Work, capacity: Capacity, input: z.output<typeof listRatingsInput>): Promise<{ rows: RatingRow[]; total: number }> {
  const { values, p } = parameters();
  const own = p(capacity.congressId);
  const where = [
    `(r.congress_id = ${own} OR (r.auditor_id = ${own} AND r.state <> 'draft'))`,
    ...(input.states?.length ? [`r.state = ANY (${p(input.states)})`] : []),
    ...(input.year === undefined ? [] : [`r.year = ${p(input.year)}`]),
    ...(input.q ? [`strpos(s.name || g.name, ${p(input.q)}) > 0`] : []),
  ].join(' AND ');
  const source = 'station_rating r JOIN station s ON s.id = r.station_id JOIN congress g ON g.id = r.congress_id';
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${source} WHERE ${where}`, values);
  const rows = await work.sql<RatingRow>(
    `SELECT r.id, r.version, r.state, r.year, r.station_id AS "stationId", s.name AS "stationName", g.name AS "congressName", COALESCE(r.provisions, 0) AS provisions, COALESCE(r.stars, 0) AS stars,
       ${officer(capacity) ? `(r.state = 'submitted' AND r.auditor_id = ${own}) OR (r.state = 'draft' AND r.congress_id = ${own})` : 'false'} AS waits
     FROM ${source} WHERE ${where} ORDER BY r.state = 'published', waits DESC, r.year DESC, s.name, r.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  return { rows, total: count?.total ?? 0 };
}

type Row = { id: string; version: number; state: RatingState; auditorId: string; claims: unknown; items: unknown; provisions: number | null; stars: number | null; opinion: string };

/**
 * A station's rating of this year, before anything was saved as well, with those of earlier years. For the congress that runs it and the one above.
 * @throws DomainError common.not_found
 */
export async function ratingOfStation(work: Work, capacity: Capacity, stationId: string): Promise<RatingView> {
  const [station] = await work.sql<{ name: string; congressId: string; divisionCode: string; state: string }>('SELECT s.name, s.congress_id AS "congressId", g.division_code AS "divisionCode", s.state FROM station s JOIN congress g ON g.id = s.congress_id WHERE s.id = $1', [stationId]);
  const auditor = station ? await auditorOf(work, station.divisionCode) : null;
  const runs = station?.congressId === capacity.congressId;
  if (!station || !(runs || auditor?.id === capacity.congressId)) throw new DomainError('common.not_found', { what: '联络站评定' });
  const year = yearNow(work);
  const pictures = await picturesOfStation(work, stationId);
  const [row] = await work.sql<Row>(`SELECT id, version, state, auditor_id AS "auditorId", claims, items, provisions, stars, opinion FROM station_rating WHERE station_id = $1 AND year = $2 AND (congress_id = $3 OR state <> 'draft')`, [stationId, year, capacity.congressId]);
  // Facts move until the checklist is handed in; a draft is the business of the congress that runs the station.
  const items = row?.items ? z.array(itemSchema).parse(row.items) : runs ? itemsOf(await criteriaFor(work, station.congressId), await factsOf(work, stationId, station.congressId, year), z.array(claimSchema).parse(row?.claims ?? []), pictures) : [];
  const earlier = await work.sql<{ year: number; provisions: number; stars: number; publishedOn: string }>(
    `SELECT year, provisions, stars, to_char(published_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "publishedOn" FROM station_rating WHERE station_id = $1 AND state = 'published' AND year < $2 ORDER BY year DESC LIMIT 20`,
    [stationId, year],
  );
  const steps = row ? (await history(work, row.id)).filter(({ action }) => action !== 'assess').map(({ actionLabel, actorLabel, at, reason }) => ({ label: actionLabel, by: actorLabel, at: new Date(at).toISOString(), reason })) : [];
  const state = row?.state ?? 'draft';
  return {
    id: row?.id ?? null, version: row?.version ?? 0, state, year, stationId, stationName: station.name, auditorName: auditor?.name ?? null, items, ...countOf(items), disclosures: disclosuresOf(items), pictures, opinion: row?.opinion ?? '', steps, earlier,
    mayAssess: officer(capacity) && runs && station.state === 'open' && state === 'draft' && auditor !== null, mayTakeBack: officer(capacity) && runs && state === 'submitted', mayAudit: officer(capacity) && row?.auditorId === capacity.congressId && state === 'submitted',
  };
}

/** What anybody reads of a station's ratings, the latest year first. Through the reader role. */
export async function publishedRatings(work: Work, stationId: string): Promise<{ year: number; provisions: number; stars: number; opinion: string; publishedOn: string; items: z.output<typeof itemSchema>[] }[]> {
  const rows = await work.sql<{ year: number; provisions: number; stars: number; opinion: string; publishedOn: string; items: unknown }>(
    `SELECT year, provisions, stars, opinion, items, to_char(published_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS "publishedOn" FROM station_rating WHERE station_id = $1 AND state = 'published' ORDER BY year DESC LIMIT 10`,
    [stationId],
  );
  return rows.map((row) => ({ ...row, items: z.array(itemSchema).parse(row.items) }));
}
