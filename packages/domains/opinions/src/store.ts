// How the workflow engine reaches an opinion, and how one act is done with its event.
import type { OpinionTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { deskOfStation } from '@smart/identity/station-desk';
import { DomainError } from '@smart/kernel/errors';
import { type Acting, systemActing } from '@smart/workflow/action-log';
import { advance } from '@smart/workflow/advance';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import type { OpinionEventPayload } from './events.ts';
import type { OpinionState } from './model.ts';
import { type Actor, type OpinionAction, type OpinionSubject, opinionWorkflow } from './workflow.ts';

const subjectColumns = `${deskOfStation('opinion.station_id')} AS desk, id, id AS "matterId", congress_id AS "congressId", state, version, number, title, source, organ_id AS "organId", cardinality(held_because) > 0 AS held, dissatisfied, mandate_id AS "mandateId", merged_into AS "mergedInto", via_organ_id AS "viaOrganId"`;

async function read(work: Work, id: string, lock: '' | 'FOR UPDATE'): Promise<OpinionSubject> {
  const [row] = await work.sql<OpinionSubject>(`SELECT ${subjectColumns} FROM opinion WHERE id = $1 ${lock}`, [id]);
  if (!row) throw new DomainError('common.not_found', { what: '群众意见' });
  return row;
}

/** The opinion as its rules see it, without taking its lock. @throws DomainError common.not_found */
export const opinionSubject = (work: Work, id: string): Promise<OpinionSubject> => read(work, id, '');

export const opinionStore = defineStore<OpinionState, OpinionAction, OpinionSubject, Actor, Updateable<OpinionTable>>({
  workflow: opinionWorkflow,
  table: 'opinion',
  lock: (work, id) => read(work, id, 'FOR UPDATE'),
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('opinion').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
  ownerOf: ({ organId }, owner) => (owner === 'organ' && organId !== null ? { organId } : {}),
  deadlinesChanged: async (work, { id }) => {
    // What the citizen lets pass is nobody's work.
    await work.sql(
      `UPDATE opinion SET due_on = (SELECT min(due_on) FROM deadline WHERE subject_type = 'opinion' AND subject_id = $1 AND status = 'open' AND kind <> 'evaluation') WHERE id = $1`,
      [id],
    );
  },
  describe: async (work, ids) => {
    const rows = await work.sql<{ id: string; number: string; title: string }>('SELECT id, number, title FROM opinion WHERE id = ANY ($1)', [[...ids]]);
    return new Map(rows.map(({ id, number, title }) => [id, { title, numberLabel: number }]));
  },
});

/** The payload of an event as the row stands. @throws DomainError common.not_found */
export async function payloadOf(work: Work, id: string, reason?: string): Promise<OpinionEventPayload> {
  const [row] = await work.sql<Omit<OpinionEventPayload, 'reason'>>(
    `SELECT number, title, organ_id AS "organId", organ_name AS "organName", deputy_person_id AS "deputyPersonId", person_id AS "leadPersonId", mandate_id AS "mandateId", suggestion_id AS "suggestionId", cardinality(held_because) > 0 AS held
     FROM opinion WHERE id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '群众意见' });
  return { ...row, reason: reason ?? null };
}

type Act = {
  readonly id: string;
  readonly action: OpinionAction;
  readonly expectedVersion?: number | undefined;
  readonly reason?: string | undefined;
  readonly patch?: Updateable<OpinionTable>;
  /** What the timeline shows beside the act. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** What the event says otherwise than the row before the act. */
  readonly told?: Partial<OpinionEventPayload>;
  /** A citizen acts by receipt. */
  readonly acting?: Acting;
};

/** How the log names a person who holds the receipt: nothing of them is known. */
export const citizenActing: Acting = { ...systemActing, label: '群众' };

/** How the log names a person of the house. */
export const actingOf = (capacity: Capacity | null): Acting =>
  capacity === null ? systemActing : { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` };

/**
 * One act on an opinion.
 * @param capacity who acts; null for the system and for citizens
 * @throws DomainError what `advance` throws
 */
export async function act(work: Work, capacity: Capacity | null, { told, acting, patch = {}, ...request }: Act): Promise<OpinionSubject> {
  const payload = await payloadOf(work, request.id, request.reason);
  return advance(work, opinionStore, { ...request, actor: capacity, acting: acting ?? actingOf(capacity), patch, event: { payload: { ...payload, ...told } } });
}
