// Reading declarations: the deputy one's own, the office all of its congress.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { dutyKinds, type DutyKind } from '../model.ts';
import { picturePurpose } from './declaring.ts';
import type { listDeclarationsInput, myDeclarationsInput } from './model-inputs.ts';
import type { DeclarationRow, DeclarationView, listDeclarationsView, myDeclarationsView } from './model-views.ts';

const columns = `d.id, d.version, d.state, d.kind, d.title, to_char(d.occurred_on, 'YYYY-MM-DD') AS "occurredOn", d.place, d.result, d.facts, d.return_reason AS "returnReason", d.decided_by AS "decidedBy", d.created_at AS "createdAt",
  (SELECT COALESCE(json_agg(json_build_object('id', f.id, 'name', f.name) ORDER BY f.created_at, f.id), '[]') FROM stored_file f WHERE f.matter_id = d.id AND f.subject_type = '${picturePurpose}') AS pictures,
  (SELECT COALESCE(json_agg(json_build_object('title', r.content->>'title', 'occurredOn', r.content->>'occurredOn', 'place', r.content->>'place', 'result', r.content->>'result', 'replacedBy', r.replaced_by, 'replacedAt', r.replaced_at) ORDER BY r.version DESC), '[]')
   FROM duty_declaration_revision r WHERE r.declaration_id = d.id) AS revisions`;

type Row = Omit<DeclarationView, 'kindLabel' | 'createdAt'> & { kind: DutyKind; createdAt: Date };
const viewOf = <R extends Row>({ createdAt, ...row }: R) => ({ ...row, kindLabel: dutyKinds[row.kind].label, createdAt: createdAt.toISOString() });

/** The acting deputy's own, the latest first. */
export async function myDeclarations(work: Work, capacity: Capacity, { limit, offset }: z.output<typeof myDeclarationsInput>): Promise<z.output<typeof myDeclarationsView>> {
  const rows = await work.sql<Row & { total: number }>(
    `SELECT ${columns}, count(*) OVER ()::int AS total FROM duty_declaration d WHERE d.mandate_id = $1 AND d.person_id = $2 ORDER BY d.created_at DESC, d.id LIMIT $3 OFFSET $4`,
    [capacity.id, capacity.personId, limit, offset],
  );
  return { rows: rows.map(viewOf), total: rows[0]?.total ?? 0 };
}

/** The office's list; what waits comes first, the oldest of it at the top. */
export async function listDeclarations(work: Work, capacity: Capacity, { state, q, limit, offset }: z.output<typeof listDeclarationsInput>): Promise<z.output<typeof listDeclarationsView>> {
  const rows = await work.sql<Row & Pick<DeclarationRow, 'mandateId' | 'deputyName' | 'delegation' | 'similar'> & { total: number }>(
    `SELECT ${columns}, d.mandate_id AS "mandateId", p.name AS "deputyName", g.name AS delegation, count(*) OVER ()::int AS total,
       EXISTS (SELECT 1 FROM duty_record r WHERE r.mandate_id = d.mandate_id AND r.occurred_on = d.occurred_on AND r.kind = d.kind AND r.standing = 'counted' AND r.subject_id <> d.id) AS similar
     FROM duty_declaration d JOIN mandate m ON m.id = d.mandate_id JOIN person p ON p.id = d.person_id LEFT JOIN delegation g ON g.id = m.delegation_id
     WHERE d.congress_id = $1 AND ($2::text IS NULL OR d.state = $2) AND ($3::text IS NULL OR p.name ILIKE $3 OR d.title ILIKE $3)
     ORDER BY d.state <> 'pending', CASE WHEN d.state = 'pending' THEN d.created_at END, d.created_at DESC, d.id LIMIT $4 OFFSET $5`,
    [capacity.congressId, state ?? null, q === undefined || q === '' ? null : `%${q.replaceAll(/[\\%_]/gu, (sign) => `\\${sign}`)}%`, limit, offset],
  );
  const [count] = await work.sql<{ pending: number }>(`SELECT count(*)::int AS pending FROM duty_declaration WHERE congress_id = $1 AND state = 'pending'`, [capacity.congressId]);
  return { rows: rows.map(viewOf), total: rows[0]?.total ?? 0, pending: count?.pending ?? 0 };
}

/** Pictures: for the deputy and the congress's office. False for files of other domains. */
export async function mayReadDeclarationPicture(work: Work, capacity: Capacity, { matterId, subjectType }: { matterId: string; subjectType: string | null }): Promise<boolean> {
  if (subjectType !== picturePurpose) return false;
  const [row] = await work.sql<{ personId: string; congressId: string }>('SELECT person_id AS "personId", congress_id AS "congressId" FROM duty_declaration WHERE id = $1', [matterId]);
  return row !== undefined && (row.personId === capacity.personId || (row.congressId === capacity.congressId && capacity.roles.includes('congress_officer')));
}
