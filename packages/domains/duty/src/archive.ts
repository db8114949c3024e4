// The archive as a table: statements of events are laid over what is there, by the same rule whether they come one by one, late, twice, or all anew.
import { createHash } from 'node:crypto';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { compareChanges, rebuildChanges } from './impact/changes.ts';
import { archiveRules } from './model.ts';
import { firstDayKey, reducers, type Statement, statementsOf } from './reducers.ts';

/** A statement with the event that made it; of two about one thing the later event's holds. */
export type Entry = Statement & { readonly eventId: string; /** ISO 8601. */ readonly eventAt: string };

export const entriesOf = (event: DomainEvent): Entry[] => statementsOf(event).map((one) => ({ ...one, eventId: event.id, eventAt: event.at }));

const isLater = (one: Entry, other: Entry): boolean => one.eventAt > other.eventAt || (one.eventAt === other.eventAt && one.eventId > other.eventId);

/** Lays two statements about one thing over each other. Commutative, associative and idempotent: order and repeats do not matter. */
export function merge(one: Entry, other: Entry): Entry {
  const later = isLater(other, one) ? other : one;
  if (!one.key.startsWith(firstDayKey)) return later;
  return { ...later, occurredOn: one.occurredOn < other.occurredOn ? one.occurredOn : other.occurredOn };
}

/** The id of a record: of mandate and key, so that a rebuild gives the same one. */
export function recordId(mandateId: string, key: string): string {
  const hex = createHash('sha256').update(`${mandateId} ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const slot = ({ mandateId, key }: Pick<Entry, 'mandateId' | 'key'>): string => `${mandateId} ${key}`;

/** One entry for each thing; what several events say about it is merged. */
export function fold(entries: Iterable<Entry>, into = new Map<string, Entry>()): Map<string, Entry> {
  for (const entry of entries) {
    const known = into.get(slot(entry));
    into.set(slot(entry), known === undefined ? entry : merge(known, entry));
  }
  return into;
}

const later = '(duty_record.event_at, duty_record.event_id) < (EXCLUDED.event_at, EXCLUDED.event_id)';
const replaced = ['standing', 'kind', 'title', 'subject_type', 'subject_id', 'detail', 'event_id', 'event_at'];

/** A record hangs on the mandate; whose it is, the mandate says (two entries of one human may have been made one since the event). */
const write = `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, record_key, standing, event_id, event_at, kind, title, occurred_on, subject_type, subject_id, detail)
  SELECT r.id, m.congress_id, m.id, m.person_id, r.key, r.standing, r."eventId", r."eventAt", r.kind, r.title, r."occurredOn", r."subjectType", r."subjectId", r.detail
  FROM jsonb_to_recordset($2::jsonb) AS r(id uuid, "mandateId" uuid, key text, standing text, "eventId" uuid, "eventAt" timestamptz, kind text, title text, "occurredOn" date, "subjectType" text, "subjectId" uuid, detail jsonb)
  JOIN mandate m ON m.id = r."mandateId" AND m.congress_id = $1 ORDER BY r.id
  ON CONFLICT (mandate_id, record_key) DO UPDATE SET
    occurred_on = CASE WHEN EXCLUDED.record_key LIKE '${firstDayKey}%' THEN LEAST(duty_record.occurred_on, EXCLUDED.occurred_on) WHEN ${later} THEN EXCLUDED.occurred_on ELSE duty_record.occurred_on END,
    ${replaced.map((column) => `${column} = CASE WHEN ${later} THEN EXCLUDED.${column} ELSE duty_record.${column} END`).join(', ')}
  WHERE ${later} OR EXCLUDED.occurred_on < duty_record.occurred_on`;

async function enter(work: Work, congressId: string, entries: Iterable<Entry>): Promise<void> {
  const rows = [...entries].map((entry) => ({ ...entry, id: recordId(entry.mandateId, entry.key) }));
  if (rows.length > 0) await work.sql(write, [congressId, JSON.stringify(rows)]);
}

/** Enters what one event says. Safe to repeat and in any order. */
export const project = (work: Work, event: DomainEvent): Promise<void> => enter(work, event.congressId, fold(entriesOf(event)).values());

export const dutyEventTypes = Object.keys(reducers);

type EventRow = Omit<DomainEvent, 'at'> & { at: Date; position: string };
const batch = 1000;

/** All events of a congress of which the archive is made, oldest first, in portions. */
async function* eventsOf(work: Work, congressId: string): AsyncGenerator<DomainEvent[]> {
  let after = '0';
  for (;;) {
    const rows = await work.sql<EventRow>(
      `SELECT id, position::text AS position, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType",
         subject_id AS "subjectId", person_id AS "personId", payload, at
       FROM domain_event WHERE congress_id = $1 AND position > $2::bigint AND type = ANY ($3::text[]) ORDER BY position LIMIT $4`,
      [congressId, after, dutyEventTypes, batch],
    );
    if (rows.length > 0) yield rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return;
    after = last.position;
  }
}

/**
 * Makes a congress's archive anew from its events: the same as having followed them one by one. One transaction, so that who looks meanwhile
 * sees the old one; interrupted, nothing has changed.
 * @returns how many events were read
 */
export async function rebuildArchive(work: Work, congressId: string): Promise<number> {
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [congressId]);
  await work.sql('DELETE FROM duty_record WHERE congress_id = $1', [congressId]);
  let read = 0;
  for await (const events of eventsOf(work, congressId)) {
    await enter(work, congressId, fold(events.flatMap(entriesOf)).values());
    read += events.length;
  }
  await rebuildChanges(work, congressId);
  await work.sql(
    'INSERT INTO duty_archive (congress_id, rules, rebuilt_at) VALUES ($1, $2, $3) ON CONFLICT (congress_id) DO UPDATE SET rules = EXCLUDED.rules, rebuilt_at = EXCLUDED.rebuilt_at',
    [congressId, archiveRules, work.clock.now()],
  );
  return read;
}

/** Builds an archive that older rules made. @returns whether it had to be built */
export async function renewArchive(work: Work, congressId: string): Promise<boolean> {
  const [state] = await work.sql<{ rules: number }>('SELECT rules FROM duty_archive WHERE congress_id = $1', [congressId]);
  if (state !== undefined && state.rules >= archiveRules) return false;
  await rebuildArchive(work, congressId);
  return true;
}

/** `person` is empty for what a deputy's words changed: it belongs to the matter. */
export type Difference = { readonly what: 'missing' | 'surplus' | 'different'; readonly person: string; readonly title: string; readonly occurredOn: string };
type Kept = { id: string; person: string; title: string; occurredOn: string; standing: string; kind: string; subjectType: string; subjectId: string; detail: unknown };

const same = (kept: Kept, entry: Entry): boolean =>
  kept.title === entry.title && kept.occurredOn === entry.occurredOn && kept.standing === entry.standing && kept.kind === entry.kind && kept.subjectType === entry.subjectType && kept.subjectId === entry.subjectId &&
  JSON.stringify(sorted(kept.detail)) === JSON.stringify(sorted(entry.detail));
const sorted = (detail: unknown): [string, unknown][] => Object.entries(detail ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1));

/** Compares a congress's archive, and what its deputies' words changed, with its events and alters nothing. Events not yet delivered show as missing. */
export async function compareArchive(work: Work, congressId: string): Promise<{ events: number; differences: Difference[] }> {
  const expected = new Map<string, Entry>();
  let events = 0;
  for await (const portion of eventsOf(work, congressId)) {
    fold(portion.flatMap(entriesOf), expected);
    events += portion.length;
  }
  const people = new Map((await work.sql<{ id: string; name: string }>('SELECT m.id, p.name FROM mandate m JOIN person p ON p.id = m.person_id WHERE m.congress_id = $1', [congressId])).map(({ id, name }) => [id, name]));
  const byId = new Map([...expected.values()].filter(({ mandateId }) => people.has(mandateId)).map((entry) => [recordId(entry.mandateId, entry.key), entry]));
  const kept = await work.sql<Kept>(
    `SELECT r.id, p.name AS person, r.title, to_char(r.occurred_on, 'YYYY-MM-DD') AS "occurredOn", r.standing, r.kind, r.subject_type AS "subjectType", r.subject_id AS "subjectId", r.detail
     FROM duty_record r JOIN person p ON p.id = r.person_id WHERE r.congress_id = $1`,
    [congressId],
  );
  const differences: Difference[] = [];
  for (const row of kept) {
    const entry = byId.get(row.id);
    byId.delete(row.id);
    if (entry === undefined) differences.push({ what: 'surplus', person: row.person, title: row.title, occurredOn: row.occurredOn });
    else if (!same(row, entry)) differences.push({ what: 'different', person: row.person, title: entry.title, occurredOn: entry.occurredOn });
  }
  for (const { mandateId, title, occurredOn } of byId.values()) differences.push({ what: 'missing', person: people.get(mandateId) ?? '', title, occurredOn });
  for (const { what, text, on } of await compareChanges(work, congressId)) differences.push({ what, person: '', title: text, occurredOn: on });
  return { events, differences };
}
