// How the workflow engine reaches a reception day, and how one act is done with its event.
import type { ReceptionDayTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { deskOfStation } from '@smart/identity/station-desk';
import { DomainError } from '@smart/kernel/errors';
import { advance } from '@smart/workflow/advance';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { isReceptionForm, receptionFormLabels, type ReceptionState } from './model.ts';
import { actingOf } from './store.ts';
import type { Actor } from './workflow.ts';
import { type ReceptionAction, type ReceptionSubject, receptionWorkflow } from './workflow-reception.ts';

/** What listeners get with every event of a reception day; nothing of what citizens said. */
export const receptionPayload = z.object({
  title: z.string(), stationName: z.string(), heldOn: z.string(), startsAt: z.string(), reason: z.string().nullable(),
  /** Whether people knew of the day before this act. */
  announced: z.boolean().default(true),
  /** 接待形式 in words and how many came, once recorded. */
  form: z.string().nullable().default(null),
  visitors: z.int().nullable().default(null),
  deputies: z.array(z.object({ mandateId: z.string(), personId: z.string(), mandateCongressId: z.string() })),
});
/** A deputy of this congress received at a station of another: announced in the deputy's own congress, for the archive there. */
export const receivedElsewhere = 'reception.attended';
for (const name of [receivedElsewhere, ...entries(receptionWorkflow.actions).map(([, { event }]) => event)]) defineEvent(name, receptionPayload);

const deputiesOf = `(SELECT COALESCE(json_agg(json_build_object('mandateId', r.mandate_id, 'personId', r.person_id, 'mandateCongressId', r.mandate_congress_id, 'name', r.name) ORDER BY r.name, r.mandate_id), '[]') FROM reception_deputy r WHERE r.reception_id = d.id)`;

async function lock(work: Work, id: string): Promise<ReceptionSubject> {
  await work.sql('SELECT 1 FROM reception_day WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await work.sql<Omit<ReceptionSubject, 'announceDays'>>(
    `SELECT d.id, d.id AS "matterId", d.congress_id AS "congressId", d.state, d.version, d.station_id AS "stationId", s.name AS "stationName", ${deskOfStation('s.id')} AS desk, to_char(d.held_on, 'YYYY-MM-DD') AS "heldOn", d.starts_at AS "startsAt", ${deputiesOf} AS deputies
     FROM reception_day d JOIN station s ON s.id = d.station_id WHERE d.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '接待日' });
  return { ...row, announceDays: z.int().parse(await work.parameter(row.congressId, 'stations.announce_days')) };
}

export const receptionStore = defineStore<ReceptionState, ReceptionAction, ReceptionSubject, Actor, Updateable<ReceptionDayTable>>({
  workflow: receptionWorkflow,
  table: 'reception_day',
  lock,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('reception_day').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

type ReceptionAct = {
  readonly id: string;
  readonly action: ReceptionAction;
  readonly expectedVersion?: number | undefined;
  readonly input?: unknown;
  readonly reason?: string | undefined;
  readonly patch?: Updateable<ReceptionDayTable>;
  /** Who was there, when not all who were announced. */
  readonly attended?: readonly string[] | undefined;
};

/** What a record says that listeners may know. */
const recorded = (patch: ReceptionAct['patch']): Pick<z.output<typeof receptionPayload>, 'form' | 'visitors'> => ({
  form: typeof patch?.form === 'string' && isReceptionForm(patch.form) ? receptionFormLabels[patch.form] : null, visitors: typeof patch?.visitors === 'number' ? patch.visitors : null,
});

/**
 * One act on a reception day.
 * @throws DomainError what `advance` throws
 */
export async function actOnReception(work: Work, capacity: Capacity, { attended, ...act }: ReceptionAct): Promise<ReceptionSubject> {
  const { stationName, heldOn, startsAt, deputies, state } = await lock(work, act.id);
  const there = attended === undefined ? deputies : deputies.filter(({ mandateId }) => attended.includes(mandateId));
  const payload: z.output<typeof receptionPayload> = { title: `在${stationName}接待选民`, stationName, heldOn: typeof act.patch?.held_on === 'string' ? act.patch.held_on : heldOn, startsAt: typeof act.patch?.starts_at === 'string' ? act.patch.starts_at : startsAt, reason: act.reason ?? null, announced: state !== 'planned', ...recorded(act.patch), deputies: [...there] };
  return advance(work, receptionStore, { ...act, actor: capacity, acting: actingOf(capacity), detail: { station: stationName, deputies: there.map(({ name }) => name) }, event: { payload } });
}
