// One act on a suggestion or on an organ's part: the workflow's advance with the domain's event around it.
import type { AssignmentTable, SuggestionTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { type Acting, systemActing } from '@smart/workflow/action-log';
import { advance } from '@smart/workflow/advance';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { type EventFacts, payloadOf } from './events.ts';
import { tellSystems } from './exchange/outbox.ts';
import type { Matter } from './matter.ts';
import { assignmentStore, handToEngine, lockMatter, suggestionStore } from './store.ts';
import type { AssignmentSubject, SuggestionSubject } from './subjects.ts';
import { type SuggestionAction, suggestionWorkflow } from './workflow.ts';
import { type AssignmentAction, assignmentWorkflow } from './workflow-assignment.ts';

/** What every act of this room says: on which row, what, seen at which version, why, and what it writes. */
export type ActRequest<Action extends string, Table> = {
  readonly id: string;
  readonly action: Action;
  readonly expectedVersion?: number | undefined;
  /** What guards and the choice of the next state look at. */
  readonly input?: unknown;
  readonly reason?: string | undefined;
  readonly patch?: Updateable<Table>;
};

type Act<Action extends string, Table> = ActRequest<Action, Table> & {
  /** Facts for the event and, as they are, for the log. */
  readonly facts?: EventFacts;
  readonly numberLabel?: string;
  /** The matter as read under the lock, when the caller has it and has written nothing of it since. */
  readonly matter?: Matter;
};

/** How the log names who acts; null is the system. */
export const actingOf = (capacity: Capacity | null): Acting =>
  capacity === null ? systemActing : { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` };

/**
 * Acts on the suggestion itself.
 * @param capacity who acts; null for the system
 * @throws DomainError what `advance` throws
 */
export async function actOnSuggestion(work: Work, capacity: Capacity | null, act: Act<SuggestionAction, SuggestionTable>): Promise<SuggestionSubject> {
  const { facts, numberLabel, matter, ...request } = act;
  const acting = actingOf(capacity);
  const known = matter ?? (await lockMatter(work, act.id));
  handToEngine(work, act.id, known);
  const payload = payloadOf(known, { actorLabel: acting.label, reason: act.reason, facts, numberLabel });
  const subject = await advance(work, suggestionStore, { ...request, actor: capacity, acting, detail: { ...facts }, event: { payload } });
  await tellSystems(work, capacity, suggestionWorkflow.actions[act.action].event, act.id, payload);
  return subject;
}

/**
 * Acts on one organ's part.
 * @param matter the suggestion it belongs to, read under its lock
 * @throws DomainError what `advance` throws
 */
export async function actOnAssignment(
  work: Work,
  capacity: Capacity | null,
  act: Act<AssignmentAction, AssignmentTable> & { readonly matter: Matter },
): Promise<AssignmentSubject> {
  const { facts, matter, ...request } = act;
  const acting = actingOf(capacity);
  handToEngine(work, act.id, matter);
  const payload = payloadOf(matter, { actorLabel: acting.label, reason: act.reason, assignmentId: act.id, facts });
  const subject = await advance(work, assignmentStore, { ...request, actor: capacity, acting, detail: { organName: payload.organ?.organName, ...facts }, event: { payload } });
  await tellSystems(work, capacity, assignmentWorkflow.actions[act.action].event, matter.row.id, payload);
  return subject;
}
