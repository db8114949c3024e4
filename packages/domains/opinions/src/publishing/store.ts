// How the workflow engine reaches the publication of an opinion, and how one act is done with its event.
import type { OpinionPublicationTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { advance } from '@smart/workflow/advance';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import type { PublicationState } from './model.ts';
import { type Actor, type PublicationAction, type PublicationSubject, publicationWorkflow } from './workflow.ts';

const payload = z.object({ title: z.string() });
/** What is announced: the published title; of the citizen nothing. */
export const publicationEvents = new Map([...new Set(entries(publicationWorkflow.actions).map(([, { event }]) => event))].map((name) => [name, defineEvent(name, payload)]));

async function lock(work: Work, id: string): Promise<PublicationSubject> {
  await work.sql('SELECT 1 FROM opinion_publication WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await work.sql<PublicationSubject>(
    `SELECT p.id, p.id AS "matterId", p.congress_id AS "congressId", p.state, p.version, p.title, o.state = 'closed' AND o.reply IS NOT NULL AS answered
     FROM opinion_publication p JOIN opinion o ON o.id = p.opinion_id WHERE p.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '意见公开' });
  return row;
}

export const publicationStore = defineStore<PublicationState, PublicationAction, PublicationSubject, Actor, Updateable<OpinionPublicationTable>>({
  workflow: publicationWorkflow,
  table: 'opinion_publication',
  lock,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('opinion_publication').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

type Act = { readonly id: string; readonly action: PublicationAction; readonly expectedVersion?: number | undefined; readonly reason?: string | undefined; readonly patch: Updateable<OpinionPublicationTable> };

/** @throws DomainError what `advance` throws */
export async function actOnPublication(work: Work, capacity: Capacity, act: Act): Promise<PublicationSubject> {
  const { title } = await lock(work, act.id);
  const acting = { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` };
  return advance(work, publicationStore, { ...act, actor: capacity, acting, event: { payload: { title } } });
}
