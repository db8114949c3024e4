// How the workflow engine reaches a station, and how one act is done with its event.
import type { StationTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { deskOfStation } from '@smart/identity/station-desk';
import { DomainError } from '@smart/kernel/errors';
import { type Acting, systemActing } from '@smart/workflow/action-log';
import { advance } from '@smart/workflow/advance';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import type { StationState } from './model.ts';
import { type Actor, type StationAction, type StationSubject, stationWorkflow } from './workflow.ts';

/** What listeners get with every event of a station. */
const stationPayload = z.object({ title: z.string(), reason: z.string().nullable() });
for (const [, { event }] of entries(stationWorkflow.actions)) defineEvent(event, stationPayload);

async function lock(work: Work, id: string): Promise<StationSubject> {
  const [row] = await work.sql<StationSubject>(
    `SELECT id, id AS "matterId", congress_id AS "congressId", state, version, name, ${deskOfStation('station.id')} AS desk FROM station WHERE id = $1 AND congress_id = $2 FOR UPDATE`,
    [id, work.settings['app.congress']],
  );
  if (!row) throw new DomainError('common.not_found', { what: '联络站' });
  return row;
}

export const stationStore = defineStore<StationState, StationAction, StationSubject, Actor, Updateable<StationTable>>({
  workflow: stationWorkflow,
  table: 'station',
  lock,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('station').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

/** How the log names who acts; null is the system. */
export const actingOf = (capacity: Capacity | null): Acting =>
  capacity === null ? systemActing : { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` };

type StationAct = {
  readonly id: string;
  readonly action: StationAction;
  readonly expectedVersion?: number | undefined;
  readonly reason?: string | undefined;
  readonly patch?: Updateable<StationTable>;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/**
 * One act on a station.
 * @throws DomainError what `advance` throws; common.not_found for a station of another congress
 */
export async function actOnStation(work: Work, capacity: Capacity, act: StationAct): Promise<StationSubject> {
  const { name } = await lock(work, act.id);
  return advance(work, stationStore, { ...act, actor: capacity, acting: actingOf(capacity), event: { payload: { title: act.patch?.name ?? name, reason: act.reason ?? null } } });
}
