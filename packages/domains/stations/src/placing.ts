// 全员化进站: who is not at a station yet, where the system would put them, and the confirmation by staff.
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { giveCodes } from './codes.ts';
import type { confirmPlacingInput, endPlacingInput, listPlacingInput } from './model-inputs.ts';
import type { PlacingBelowView, PlacingRow, PlacingView } from './model-views.ts';
import { type OpenStation, type Placeable, proposeAll, type Proposal } from './placing-rules.ts';
import { currentMembers } from './reading.ts';

/**
 * Whom the office of a congress puts at stations: its own deputies, and those of higher tiers whom it elected or in whose name it organises
 * their activities (代表法 25: by entrustment of the congress they belong to).
 */
const ofOffice = `d.congress_id = $1 OR EXISTS (SELECT 1 FROM constituency k WHERE k.id = d.constituency_id AND (k.electing_congress_id = $1 OR (k.kind = 'indirect' AND k.division_code = $2)))`;

type DeputyRow = Placeable & { name: string; position: string | null; congressId: string; congressName: string; personId: string; placed: { stationId: string; stationName: string; since: string; own: boolean } | null };

const deputiesOf = (work: Work, { congressId, divisionCode }: Capacity): Promise<DeputyRow[]> =>
  work.sql<DeputyRow>(
    `SELECT d.mandate_id AS "mandateId", d.person_id AS "personId", d.name, d.employer, d.position, d.congress_id AS "congressId", c.name AS "congressName", k.kind AS election, k.name AS "constituencyName",
       COALESCE(k.division_code, e.division_code) AS "divisionCode",
       (SELECT json_build_object('stationId', x.station_id, 'stationName', t.name, 'since', to_char(x.starts_on, 'YYYY-MM-DD'), 'own', x.congress_id = $1) FROM ${currentMembers} x JOIN station t ON t.id = x.station_id WHERE x.mandate_id = d.mandate_id) AS placed
     FROM deputy_public d JOIN congress c ON c.id = d.congress_id LEFT JOIN constituency k ON k.id = d.constituency_id LEFT JOIN congress e ON e.id = k.electing_congress_id
     WHERE ${ofOffice} ORDER BY length(c.division_code) DESC, c.division_code, d.name, d.mandate_id`,
    [congressId, divisionCode],
  );

const stationsOf = (work: Work, { divisionCode }: Capacity): Promise<OpenStation[]> =>
  work.sql<OpenStation>(
    `SELECT s.id, s.name, s.division_code AS "divisionCode", v.name AS "divisionName", (SELECT count(*)::int FROM ${currentMembers} x WHERE x.station_id = s.id) AS members
     FROM station s JOIN division v ON v.code = s.division_code WHERE s.state = 'open' AND s.division_code LIKE $1 ORDER BY s.division_code, s.id`,
    [`${divisionCode}%`],
  );

async function survey(work: Work, capacity: Capacity): Promise<{ deputies: DeputyRow[]; stations: OpenStation[]; proposals: Map<string, Proposal> }> {
  const deputies = await deputiesOf(work, capacity);
  const stations = await stationsOf(work, capacity);
  return { deputies, stations, proposals: proposeAll(deputies.filter(({ placed }) => placed === null), stations) };
}

/** Deputies waiting for a station with the proposal for each, those who have one, and what is missing. */
export async function placing(work: Work, capacity: Capacity, { q, show, limit, offset }: z.output<typeof listPlacingInput>): Promise<PlacingView> {
  const { deputies, stations, proposals } = await survey(work, capacity);
  const rows = deputies
    .filter(({ placed, name, constituencyName }) => (show === 'all' || (show === 'placed') === (placed !== null)) && (!q || `${name}${constituencyName ?? ''}`.includes(q)))
    .map(({ mandateId, name, position, employer, congressName, constituencyName, placed }): PlacingRow => {
      const proposal = proposals.get(mandateId);
      return { mandateId, name, post: position ?? employer ?? '', congressName, constituencyName, placed, proposal: proposal ? { stationId: proposal.stationId, stationName: proposal.stationName, reason: proposal.reason } : null };
    });
  const waiting = deputies.filter(({ placed }) => placed === null);
  return {
    rows: rows.slice(offset, offset + limit), total: rows.length,
    counts: { deputies: deputies.length, placed: deputies.length - waiting.length, proposed: proposals.size, withoutProposal: waiting.length - proposals.size },
    stations: stations.map(({ id, name, members }) => ({ id, name, members })),
  };
}

/** How far the congresses below are, each with its own area: counts of what everybody may read, and no names. Those furthest behind first. */
export async function placingBelow(work: Work, { congressId }: Capacity): Promise<PlacingBelowView> {
  const rows = await work.sql<PlacingBelowView['rows'][number]>(
    `SELECT b.id AS "congressId", b.name AS "congressName", COALESCE(f.deputies, 0)::int AS deputies, COALESCE(f.placed, 0)::int AS placed,
       (SELECT count(*)::int FROM station s WHERE s.state = 'open' AND s.division_code LIKE b.division_code || '%') AS stations
     FROM congress b LEFT JOIN LATERAL (SELECT count(*) AS deputies, count(y.mandate_id) AS placed FROM congress c JOIN deputy_public d ON d.congress_id = c.id
         LEFT JOIN ${currentMembers} y ON y.mandate_id = d.mandate_id WHERE c.division_code LIKE b.division_code || '%') f ON true
     WHERE b.parent_id = $1 ORDER BY f.placed::float / NULLIF(f.deputies, 0) NULLS LAST, b.division_code`,
    [congressId],
  );
  return { rows };
}

/**
 * Puts deputies at stations: where the system proposes, or all of them at the one that is named. Without a choice of deputies, everybody for
 * whom there is a proposal. Somebody who is at a station already goes to the named one.
 * @throws DomainError common.invalid_input (a deputy or station outside the office's care, no proposal), stations.placed_elsewhere
 */
export async function confirmPlacing(work: Work, capacity: Capacity, { mandateIds, stationId }: z.output<typeof confirmPlacingInput>): Promise<{ placed: number; next: string }> {
  const { deputies, stations, proposals } = await survey(work, capacity);
  const chosen = mandateIds === undefined ? deputies.filter((one) => proposals.has(one.mandateId)) : deputies.filter((one) => mandateIds.includes(one.mandateId));
  if (mandateIds !== undefined && chosen.length !== new Set(mandateIds).size) throw refused('mandateIds', '所选代表中有人不由本级安排进站，请重新选择');
  if (stationId !== undefined && !stations.some(({ id }) => id === stationId)) throw refused('stationId', '请选择本行政区域内开放的联络站');
  const places = chosen.map((deputy) => {
    const proposal = proposals.get(deputy.mandateId);
    const target = stationId ?? proposal?.stationId;
    if (target === undefined) throw refused('mandateIds', `${deputy.name}代表${deputy.placed ? `已在${deputy.placed.stationName}` : '没有合适的联络站可供建议'}，请为其选择联络站`);
    return { deputy, stationId: target, basis: proposal?.stationId === target ? proposal.basis : 'chosen' };
  });
  for (const { deputy } of places) {
    if (deputy.placed && !deputy.placed.own) throw new DomainError('stations.placed_elsewhere', { name: deputy.name, station: deputy.placed.stationName });
  }
  await endMembership(work, capacity, places.map(({ deputy }) => deputy.mandateId));
  const day = today(work.clock);
  await work.sql(
    `INSERT INTO station_member (id, congress_id, station_id, mandate_id, person_id, mandate_congress_id, basis, starts_on, current_mandate_id)
     SELECT n.id, $1, n.station, n.mandate, n.person, n.congress, n.basis, $2::date, n.mandate FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[]) AS n(id, station, mandate, person, congress, basis)`,
    [
      capacity.congressId, day, places.map(() => newId()), places.map((one) => one.stationId), places.map(({ deputy }) => deputy.mandateId), places.map(({ deputy }) => deputy.personId),
      places.map(({ deputy }) => deputy.congressId), places.map(({ basis }) => basis),
    ],
  );
  await giveCodes(work, capacity.congressId);
  return { placed: places.length, next: places.length === 0 ? '没有可以按建议安排的代表。' : `已安排 ${places.length} 名代表进站，公开页面随之更新。` };
}

/** Ends what the congress itself arranged, also at stations that were closed since. */
const endMembership = (work: Work, capacity: Capacity, mandateIds: readonly string[]): Promise<unknown> =>
  work.sql('UPDATE station_member SET ends_on = $3::date, current_mandate_id = NULL WHERE current_mandate_id = ANY ($1::uuid[]) AND congress_id = $2', [mandateIds, capacity.congressId, today(work.clock)]);

/** @throws DomainError common.not_found when the congress arranged no station for the deputy */
export async function endPlacing(work: Work, capacity: Capacity, { mandateId }: z.output<typeof endPlacingInput>): Promise<{ placed: number; next: string }> {
  const [known] = await work.sql('SELECT 1 FROM station_member WHERE current_mandate_id = $1 AND congress_id = $2', [mandateId, capacity.congressId]);
  if (!known) throw new DomainError('common.not_found', { what: '本级安排的进站记录' });
  await endMembership(work, capacity, [mandateId]);
  return { placed: 0, next: '已调出，该代表列入“待安排”。' };
}

/** A mandate that has ended holds no place. Safe to repeat. */
export const endGoneMembers = (work: Work, congressId: string): Promise<unknown> =>
  work.sql(
    `UPDATE station_member m SET ends_on = $2::date, current_mandate_id = NULL WHERE m.congress_id = $1 AND m.current_mandate_id IS NOT NULL
       AND EXISTS (SELECT 1 FROM mandate x WHERE x.id = m.mandate_id AND x.status = 'ended')`,
    [congressId, today(work.clock)],
  );

const refused = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);
