// Changes as a table: one row for each event that changed something, so that order and repeats of delivery do not matter and a rebuild gives the same.
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { type Change, changeEventTypes, changeOf } from './model.ts';

async function enter(work: Work, congressId: string, events: readonly DomainEvent[]): Promise<void> {
  const rows = events.flatMap((event) => { const change = changeOf(event); return change === null ? [] : [change]; });
  if (rows.length === 0) return;
  await work.sql(
    `INSERT INTO duty_change (event_id, congress_id, matter_id, kind, on_day, text, proof)
     SELECT r."eventId", $1, r."matterId", r.kind, r."on", r.text, r.proof FROM jsonb_to_recordset($2::jsonb) AS r("eventId" uuid, "matterId" uuid, kind text, "on" date, text text, proof text)
     ON CONFLICT (event_id) DO UPDATE SET kind = EXCLUDED.kind, on_day = EXCLUDED.on_day, text = EXCLUDED.text, proof = EXCLUDED.proof`,
    [congressId, JSON.stringify(rows)],
  );
}

/** Enters what one event changed. Safe to repeat. */
export const followChange = (work: Work, event: DomainEvent): Promise<void> => enter(work, event.congressId, [event]);

const batch = 1000;
/** All events of a congress that may have changed something, oldest first, in portions. */
async function* eventsOf(work: Work, congressId: string): AsyncGenerator<DomainEvent[]> {
  let after = '0';
  for (;;) {
    const rows = await work.sql<Omit<DomainEvent, 'at'> & { at: Date; position: string }>(
      `SELECT id, position::text AS position, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at
       FROM domain_event WHERE congress_id = $1 AND position > $2::bigint AND type = ANY ($3::text[]) ORDER BY position LIMIT $4`,
      [congressId, after, changeEventTypes, batch],
    );
    if (rows.length > 0) yield rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return;
    after = last.position;
  }
}

/** Makes a congress's changes anew from its events. @returns how many events were read */
export async function rebuildChanges(work: Work, congressId: string): Promise<number> {
  await work.sql('DELETE FROM duty_change WHERE congress_id = $1', [congressId]);
  let read = 0;
  for await (const events of eventsOf(work, congressId)) {
    await enter(work, congressId, events);
    read += events.length;
  }
  return read;
}

export type ChangeDifference = { readonly what: 'missing' | 'surplus' | 'different'; readonly text: string; readonly on: string };

/** Compares a congress's changes with its events and alters nothing. Events not yet delivered show as missing. */
export async function compareChanges(work: Work, congressId: string): Promise<ChangeDifference[]> {
  const expected = new Map<string, Change>();
  for await (const events of eventsOf(work, congressId)) {
    for (const event of events) {
      const change = changeOf(event);
      if (change !== null) expected.set(change.eventId, change);
    }
  }
  const kept = await work.sql<Omit<Change, 'kind'> & { kind: string }>(
    `SELECT event_id AS "eventId", matter_id AS "matterId", kind, to_char(on_day, 'YYYY-MM-DD') AS on, text, proof FROM duty_change WHERE congress_id = $1`,
    [congressId],
  );
  const differences: ChangeDifference[] = [];
  for (const row of kept) {
    const change = expected.get(row.eventId);
    expected.delete(row.eventId);
    if (change === undefined) differences.push({ what: 'surplus', text: row.text, on: row.on });
    else if (row.matterId !== change.matterId || row.kind !== change.kind || row.on !== change.on || row.text !== change.text || row.proof !== change.proof) differences.push({ what: 'different', text: change.text, on: change.on });
  }
  for (const { text, on } of expected.values()) differences.push({ what: 'missing', text, on });
  return differences;
}
