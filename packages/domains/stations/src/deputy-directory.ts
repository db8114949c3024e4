// 代表名录 for anybody, through the reader role: the deputies of one congress by constituency, with their public fields only (the view deputy_public).
import type { Work } from '@smart/workflow/work';
import { currentMembers } from './reading.ts';

export type DirectoryRow = {
  readonly name: string; readonly gender: string | null;
  /** Where they work and as what, or where they live. */
  readonly post: string;
  readonly constituencyName: string | null;
  readonly hasPhoto: boolean;
  /** Null while none has been given. */
  readonly code: string | null;
  readonly station: { readonly code: string; readonly name: string; readonly phone: string } | null;
};

/** By constituency or electing unit, then by name. */
export async function deputyDirectory(work: Work, congressId: string, { q, limit, offset }: { readonly q: string; readonly limit: number; readonly offset: number }): Promise<{ rows: DirectoryRow[]; total: number }> {
  const from = `deputy_public x LEFT JOIN constituency k ON k.id = x.constituency_id WHERE x.congress_id = $1 AND ($2 = '' OR strpos(x.name || ' ' || COALESCE(k.name, ''), $2) > 0)`;
  const rows = await work.sql<DirectoryRow>(
    `SELECT x.name, x.gender, COALESCE(NULLIF(concat_ws(' ', x.employer, x.position), ''), '') AS post, x.has_photo AS "hasPhoto", k.name AS "constituencyName", (SELECT c.code FROM deputy_code c WHERE c.congress_id = x.congress_id AND c.person_id = x.person_id) AS code,
       (SELECT json_build_object('code', s.code, 'name', s.name, 'phone', s.phone) FROM ${currentMembers} y JOIN station s ON s.id = y.station_id WHERE y.mandate_id = x.mandate_id LIMIT 1) AS station
     FROM ${from} ORDER BY k.name NULLS LAST, x.name, x.mandate_id LIMIT $3 OFFSET $4`,
    [congressId, q, limit, offset],
  );
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${from}`, [congressId, q]);
  return { rows, total: count?.total ?? 0 };
}

/** Congresses with deputies in office, from the province down. */
export const congressesWithDeputies = (work: Work): Promise<{ key: string; label: string }[]> =>
  work.sql(`SELECT c.division_code AS key, c.name AS label FROM congress c WHERE EXISTS (SELECT 1 FROM deputy_public x WHERE x.congress_id = c.id) ORDER BY length(c.division_code), c.division_code LIMIT 2000`);

/** Codes of deputies in office, for the map of addresses. */
export const deputyAddresses = (work: Pick<Work, 'sql'>): Promise<{ code: string }[]> =>
  work.sql('SELECT q.code FROM deputy_code q WHERE EXISTS (SELECT 1 FROM deputy_public x WHERE x.congress_id = q.congress_id AND x.person_id = q.person_id) ORDER BY q.code LIMIT 45000');

/** Codes of open stations, for the map of addresses. */
export const stationAddresses = (work: Pick<Work, 'sql'>): Promise<{ code: string }[]> => work.sql(`SELECT code FROM station WHERE state = 'open' ORDER BY code LIMIT 45000`);

export type PhotoOf = { readonly congressId: string; readonly mandateId: string };

/** Whose picture a code shows; null when there is none, or the person does not want it shown. Through the reader role. */
export async function photoOwner(work: Pick<Work, 'sql'>, code: string): Promise<PhotoOf | null> {
  const [row] = await work.sql<PhotoOf>(
    `SELECT d.congress_id AS "congressId", d.mandate_id AS "mandateId" FROM deputy_code q JOIN deputy_public d ON d.person_id = q.person_id AND d.congress_id = q.congress_id WHERE q.code = $1 AND d.has_photo`,
    [code],
  );
  return row ?? null;
}

/** The picture itself, in a unit of work of the deputy's congress. */
export async function photoContent(work: Pick<Work, 'sql'>, mandateId: string): Promise<{ sha256: string; mediaType: string } | null> {
  const [row] = await work.sql<{ sha256: string; mediaType: string }>(
    `SELECT f.sha256, f.media_type AS "mediaType" FROM deputy_profile d JOIN stored_file f ON f.id = d.photo_id AND f.matter_id = d.id WHERE d.mandate_id = $1`,
    [mandateId],
  );
  return row ?? null;
}
