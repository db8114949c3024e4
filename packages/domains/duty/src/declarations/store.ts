// How the workflow engine reaches a declaration, and how one act is done with its event.
import type { DutyDeclarationTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { advance } from '@smart/workflow/advance';
import { entries } from '@smart/workflow/define';
import { defineEvent } from '@smart/workflow/events';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { z } from 'zod';
import { type DutyKind, isDutyKind } from '../model.ts';
import type { DeclarationState } from './model.ts';
import { declaredFacts } from './model-inputs.ts';
import { type Actor, type DeclarationAction, type DeclarationSubject, declarationWorkflow } from './workflow.ts';

/** What listeners get with every event: all that the archive enters, and whom it concerns. */
export const declarationPayload = z.object({
  mandateId: z.string(), personId: z.string(), kind: z.custom<DutyKind>(isDutyKind), title: z.string(), occurredOn: z.string(), place: z.string(), result: z.string(), facts: declaredFacts, reason: z.string().nullable(),
});
export type Content = Omit<z.output<typeof declarationPayload>, 'mandateId' | 'personId' | 'reason'>;
for (const [, { event }] of entries(declarationWorkflow.actions)) defineEvent(event, declarationPayload);

async function lock(work: Work, id: string): Promise<DeclarationSubject> {
  const [row] = await work.sql<DeclarationSubject>(
    'SELECT id, id AS "matterId", congress_id AS "congressId", state, version, mandate_id AS "mandateId", person_id AS "personId", title FROM duty_declaration WHERE id = $1 FOR UPDATE',
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '补充的履职' });
  return row;
}

export const declarationStore = defineStore<DeclarationState, DeclarationAction, DeclarationSubject, Actor, Updateable<DutyDeclarationTable>>({
  workflow: declarationWorkflow,
  table: 'duty_declaration',
  lock,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('duty_declaration').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
  describe: async (work, ids) => {
    const rows = await work.sql<{ id: string; title: string }>('SELECT id, title FROM duty_declaration WHERE id = ANY ($1)', [[...ids]]);
    return new Map(rows.map(({ id, title }) => [id, { title, numberLabel: null }]));
  },
});

/** What a declaration says now. @throws DomainError common.not_found */
export async function contentOf(work: Work, id: string): Promise<Content> {
  const [row] = await work.sql<Content>(`SELECT kind, title, to_char(occurred_on, 'YYYY-MM-DD') AS "occurredOn", place, result, facts FROM duty_declaration WHERE id = $1`, [id]);
  if (!row) throw new DomainError('common.not_found', { what: '补充的履职' });
  return row;
}

type Act = { readonly id: string; readonly action: DeclarationAction; readonly expectedVersion?: number | undefined; readonly reason?: string | undefined; readonly patch?: Updateable<DutyDeclarationTable>; /** What it says after the act, where the act changes it. */ readonly content?: Content };

/** One act on a declaration. @throws DomainError what `advance` throws */
export async function actOnDeclaration(work: Work, capacity: Capacity, { content, ...act }: Act): Promise<DeclarationSubject> {
  const { mandateId, personId } = await lock(work, act.id);
  const payload = { ...(content ?? (await contentOf(work, act.id))), mandateId, personId, reason: act.reason ?? null };
  const acting = { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` };
  return advance(work, declarationStore, { ...act, actor: capacity, acting, detail: { kind: payload.kind, occurredOn: payload.occurredOn }, event: { payload } });
}
