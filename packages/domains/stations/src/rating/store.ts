// How the workflow engine reaches a rating, and how one act is done with its event.
import type { StationRatingTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { advance } from '@smart/workflow/advance';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { actingOf } from '../store.ts';
import type { Actor } from '../workflow.ts';
import { isProven, type RatingState } from './model.ts';
import { claimSchema } from './model-io.ts';
import { type RatingAction, type RatingSubject, ratingWorkflow } from './workflow.ts';

/** What listeners get with every event of a rating. */
export const ratingPayload = z.object({ stationName: z.string(), year: z.int(), auditorId: z.string(), stars: z.int().nullable(), reason: z.string().nullable() });
for (const [, { event }] of entries(ratingWorkflow.actions)) defineEvent(event, ratingPayload);

async function lock(work: Work, id: string): Promise<RatingSubject> {
  await work.sql('SELECT 1 FROM station_rating WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await work.sql<Omit<RatingSubject, 'unproven'> & { claims: unknown }>(
    `SELECT r.id, r.id AS "matterId", r.congress_id AS "congressId", r.state, r.version, r.auditor_id AS "auditorId", r.year, r.claims, s.name AS "stationName" FROM station_rating r JOIN station s ON s.id = r.station_id WHERE r.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '联络站评定' });
  const { claims, ...subject } = row;
  return { ...subject, unproven: z.array(claimSchema).parse(claims).filter((one) => one.met && !isProven(one)).length };
}

export const ratingStore = defineStore<RatingState, RatingAction, RatingSubject, Actor, Updateable<StationRatingTable>>({
  workflow: ratingWorkflow,
  table: 'station_rating',
  lock,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('station_rating').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

type Act = { readonly id: string; readonly action: RatingAction; readonly expectedVersion?: number | undefined; readonly reason?: string | undefined; readonly patch?: Updateable<StationRatingTable>; readonly detail?: Readonly<Record<string, unknown>> };

/** One act on a rating. @throws DomainError what `advance` throws */
export async function actOnRating(work: Work, capacity: Capacity, act: Act): Promise<RatingSubject> {
  const { stationName, year, auditorId } = await lock(work, act.id);
  const stars = typeof act.patch?.stars === 'number' ? act.patch.stars : null;
  return advance(work, ratingStore, { ...act, actor: capacity, acting: actingOf(capacity), event: { payload: { stationName, year, auditorId, stars, reason: act.reason ?? null } satisfies z.output<typeof ratingPayload> } });
}
