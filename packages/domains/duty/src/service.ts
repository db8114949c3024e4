import { registerConsumer } from '@smart/jobs/registry';
import type { Capacity } from '@smart/identity/capacity';
import { registerPersonColumns } from '@smart/identity/person-columns';
import { registerRecordUse } from '@smart/identity/import/uses';
import { registerOwnData } from '@smart/identity/own-data';
import { newId } from '@smart/kernel/ids';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { dutyKinds, type DutyKind } from './model.ts';
import { dutyEventTypes, recordsOf } from './projection.ts';

/** Of these there is no page of a suggestion: the entry names the thing itself. */
const ownSubjects: ReadonlySet<string> = new Set(['reception_day', 'deputy_visit']);

/** Enters what one event adds. Safe to repeat: a record is known by its event and mandate. */
export async function project(work: Work, event: DomainEvent): Promise<void> {
  for (const record of recordsOf(event)) {
    await work.sql(
      `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, event_id, kind, title, occurred_on, subject_type, subject_id, detail)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8::date, $9, $10, $11::jsonb) ON CONFLICT (event_id, mandate_id) DO NOTHING`,
      [newId(), event.congressId, record.mandateId, record.personId, event.id, record.kind, record.title, record.occurredOn, ownSubjects.has(event.subjectType) ? event.subjectType : 'suggestion', ownSubjects.has(event.subjectType) ? event.subjectId : event.matterId, JSON.stringify(record.detail)],
    );
  }
}

type EventRow = Omit<DomainEvent, 'at'> & { at: Date };
const batch = 500;

/**
 * Makes a congress's archive anew from its events; the result is the same as having followed them one by one.
 * @returns how many events were read
 */
export async function rebuildArchive(work: Work, congressId: string): Promise<number> {
  await work.sql('DELETE FROM duty_record WHERE congress_id = $1', [congressId]);
  let after = '0';
  let read = 0;
  for (;;) {
    const rows = await work.sql<EventRow & { position: string }>(
      `SELECT id, position::text AS position, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType",
         subject_id AS "subjectId", person_id AS "personId", payload, at
       FROM domain_event WHERE congress_id = $1 AND position > $2::bigint AND type = ANY ($3::text[]) ORDER BY position LIMIT $4`,
      [congressId, after, [...dutyEventTypes], batch],
    );
    for (const { position, ...row } of rows) {
      await project(work, { ...row, at: row.at.toISOString() });
      after = position;
    }
    read += rows.length;
    if (rows.length < batch) return read;
  }
}

export type ArchiveEntry = { id: string; kind: DutyKind; kindLabel: string; title: string; occurredOn: string; /** Null for what has no page of its own. */ suggestionId: string | null };
export type Archive = { rows: ArchiveEntry[]; hasMore: boolean; years: { year: number; count: number }[] };

/** A page of one mandate's archive, newest first, of one year or all; with the counts per year. */
export async function archiveOf(work: Work, mandateId: string, { year, page, pageSize }: { year?: number | undefined; page: number; pageSize: number }): Promise<Archive> {
  const rows = await work.sql<{ id: string; kind: string; title: string; occurredOn: string; suggestionId: string | null }>(
    `SELECT id, kind, title, occurred_on::text AS "occurredOn", CASE WHEN subject_type NOT IN ('reception_day', 'deputy_visit') THEN subject_id END AS "suggestionId" FROM duty_record
     WHERE mandate_id = $1 AND ($2::int IS NULL OR extract(year FROM occurred_on) = $2) ORDER BY occurred_on DESC, id DESC LIMIT $3 OFFSET $4`,
    [mandateId, year ?? null, pageSize + 1, (page - 1) * pageSize],
  );
  const years = await work.sql<{ year: number; count: number }>(
    `SELECT extract(year FROM occurred_on)::int AS year, count(*)::int AS count FROM duty_record WHERE mandate_id = $1 GROUP BY 1 ORDER BY 1 DESC`,
    [mandateId],
  );
  const known = rows.flatMap(({ kind, ...row }) => (isDutyKind(kind) ? [{ ...row, kind, kindLabel: dutyKinds[kind] }] : []));
  return { rows: known.slice(0, pageSize), hasMore: rows.length > pageSize, years };
}

const isDutyKind = (kind: string): kind is DutyKind => Object.hasOwn(dutyKinds, kind);

/** The acting deputy's own archive. */
export const myArchive = (work: Work, capacity: Capacity, input: { year?: number | undefined; page: number; pageSize: number }): Promise<Archive> => archiveOf(work, capacity.id, input);

let registered = false;

/** Has the events delivered here; once per process, before the jobs start. */
export function registerDuty(): void {
  if (registered) return;
  registered = true;
  registerConsumer('duty-archive', dutyEventTypes, project);
  registerRecordUse('duty', (work, ids) => work.sql(`SELECT mandate_id AS id, '已有履职记录' AS reason FROM duty_record WHERE mandate_id = ANY ($1::uuid[])`, [ids]));
  registerPersonColumns('duty', [{ table: 'duty_record', column: 'person_id', key: 'id', label: '履职记录' }]);
  registerOwnData('履职记录', async (work, { personId }) => {
    const rows = await work.sql<{ kind: string; title: string; day: string }>(`SELECT kind, title, to_char(occurred_on, 'YYYY-MM-DD') AS day FROM duty_record WHERE person_id = $1 ORDER BY occurred_on, id`, [personId]);
    return rows.flatMap(({ kind, title, day }) => (isDutyKind(kind) ? [{ 日期: day, 类别: dutyKinds[kind], 内容: title }] : []));
  });
}
