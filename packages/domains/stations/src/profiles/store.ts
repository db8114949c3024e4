// How the workflow engine reaches a profile, and how one act is done with its event.
import type { DeputyProfileTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { advance } from '@smart/workflow/advance';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { actingOf } from '../store.ts';
import type { Actor } from '../workflow.ts';
import type { ProfileState } from './model.ts';
import { type ProfileAction, type ProfileSubject, profileWorkflow } from './workflow.ts';

/** What listeners get; of the words themselves nothing is in an event. */
const profilePayload = z.object({ mandateId: z.string(), personId: z.string(), name: z.string(), reason: z.string().nullable() });
for (const event of new Set(entries(profileWorkflow.actions).map(([, one]) => one.event))) defineEvent(event, profilePayload);

export type Profile = ProfileSubject & { readonly personId: string; readonly photoId: string | null; readonly proposedPhotoId: string | null };

async function lock(work: Work, id: string): Promise<Profile> {
  await work.sql('SELECT 1 FROM deputy_profile WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await work.sql<Profile>(
    `SELECT d.id, d.id AS "matterId", d.congress_id AS "congressId", d.state, d.version, d.mandate_id AS "mandateId", d.person_id AS "personId", p.name, d.photo_id AS "photoId", d.proposed_photo_id AS "proposedPhotoId",
       d.confirmed_at IS NOT NULL AS standing
     FROM deputy_profile d JOIN person p ON p.id = d.person_id WHERE d.id = $1 AND d.congress_id = $2`,
    [id, work.settings['app.congress']],
  );
  if (!row) throw new DomainError('common.not_found', { what: '代表' });
  return row;
}

export const profileStore = defineStore<ProfileState, ProfileAction, Profile, Actor, Updateable<DeputyProfileTable>>({
  workflow: profileWorkflow,
  table: 'deputy_profile',
  lock,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('deputy_profile').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

/**
 * The profile of a deputy of the own congress, locked; made when there is none yet.
 * @throws DomainError common.not_found: no deputy of this congress, or not any more
 */
export async function profileOf(work: Work, capacity: Capacity, mandateId: string): Promise<Profile> {
  const [mandate] = await work.sql<{ personId: string }>(`SELECT person_id AS "personId" FROM mandate WHERE id = $1 AND congress_id = $2 AND status IN ('active', 'suspended')`, [mandateId, capacity.congressId]);
  if (!mandate) throw new DomainError('common.not_found', { what: '代表' });
  await work.sql(
    `INSERT INTO deputy_profile (id, congress_id, mandate_id, person_id, hidden, created_at, updated_at) VALUES ($1, $2, $3, $4, '{}', $5, $5) ON CONFLICT (mandate_id) DO NOTHING`,
    [newId(), capacity.congressId, mandateId, mandate.personId, work.clock.now()],
  );
  const [row] = await work.sql<{ id: string }>('SELECT id FROM deputy_profile WHERE mandate_id = $1', [mandateId]);
  return lock(work, row?.id ?? mandateId);
}

type Act = { readonly action: ProfileAction; readonly expectedVersion?: number | undefined; readonly reason?: string | undefined; readonly patch?: Updateable<DeputyProfileTable>; readonly detail?: Readonly<Record<string, unknown>> };

/** @throws DomainError what `advance` throws */
export async function actOnProfile(work: Work, capacity: Capacity, { id, mandateId, personId, name }: Profile, act: Act): Promise<Profile> {
  const payload: z.output<typeof profilePayload> = { mandateId, personId, name, reason: act.reason ?? null };
  return advance(work, profileStore, { ...act, id, actor: capacity, acting: actingOf(capacity), event: { payload } });
}
