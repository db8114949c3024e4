// How the workflow engine reaches an objection, and how one act is done with its event.
import type { DutyObjectionTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { advance } from '@smart/workflow/advance';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import type { ObjectionState } from './objection-model.ts';
import { type Actor, type ObjectionAction, type ObjectionSubject, objectionWorkflow } from './objection-workflow.ts';

export const objectionPayload = z.object({ mandateId: z.string(), personId: z.string(), year: z.int(), title: z.string(), reason: z.string().nullable() });
for (const [, { event }] of entries(objectionWorkflow.actions)) defineEvent(event, objectionPayload);

type Locked = ObjectionSubject & { readonly title: string };
async function lock(work: Work, id: string): Promise<Locked> {
  const [row] = await work.sql<Locked>(
    `SELECT id, id AS "matterId", congress_id AS "congressId", state, version, mandate_id AS "mandateId", person_id AS "personId", year, subsystem, COALESCE(record_title, left(text, 30)) AS title FROM duty_objection WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '计分异议' });
  return row;
}

const objectionStore = defineStore<ObjectionState, ObjectionAction, ObjectionSubject, Actor, Updateable<DutyObjectionTable>>({
  workflow: objectionWorkflow,
  table: 'duty_objection',
  lock,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('duty_objection').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
  describe: async (work, ids) => {
    const rows = await work.sql<{ id: string; title: string }>('SELECT id, COALESCE(record_title, left(text, 30)) AS title FROM duty_objection WHERE id = ANY ($1)', [[...ids]]);
    return new Map(rows.map(({ id, title }) => [id, { title, numberLabel: null }]));
  },
});

type Act = { readonly id: string; readonly action: ObjectionAction; readonly expectedVersion?: number | undefined; readonly reason?: string | undefined; readonly patch?: Updateable<DutyObjectionTable> };

/** One act on an objection. @throws DomainError what `advance` throws */
export async function actOnObjection(work: Work, capacity: Capacity, act: Act): Promise<ObjectionSubject> {
  const { mandateId, personId, year, title } = await lock(work, act.id);
  const acting = { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` };
  return advance(work, objectionStore, { ...act, actor: capacity, acting, detail: { year }, event: { payload: { mandateId, personId, year, title, reason: act.reason ?? null } } });
}
