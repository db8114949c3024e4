// 协调承办单位: organs that see a matter differently, or that all give it back, are brought together by whoever handed it over (重庆 20).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf, actOnAssignment, actOnSuggestion } from '../act.ts';
import { visibleMatter, viewerOf } from '../detail.ts';
import { lockedPart } from '../handling.ts';
import type { Matter } from '../matter.ts';
import { organCoordinationLabels, returnLevelLabels, returnReasonLabels, returnStateLabels } from '../model.ts';
import type { AssignmentReceipt, Receipt } from '../model-views.ts';
import { assignmentReceiptFor, receiptFor } from '../receipts.ts';
import { settle, todayOf } from '../settle.ts';
import { lockMatter, suggestionSubject } from '../store.ts';
import { isCoordinator } from '../subjects.ts';
import type { askCoordinationInput, coordinateOrgansInput, ReturnsView } from './model.ts';
import { returnsToCoordinate } from './rules.ts';

/** 提请协调. @throws DomainError common.not_found, workflow.* */
export async function askCoordination(work: Work, capacity: Capacity, input: z.output<typeof askCoordinationInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockedPart(work, capacity, input.assignmentId);
  await actOnAssignment(work, capacity, { id: row.id, action: 'askCoordination', expectedVersion: input.expectedVersion, reason: input.question, matter });
  await work.db
    .insertInto('organ_coordination')
    .values({ id: newId(), congress_id: matter.row.congressId, suggestion_id: matter.row.id, kind: 'opinions', assignment_id: row.id, asked_by_name: row.organName, question: input.question, asked_at: work.clock.now() })
    .execute();
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}

/** Whether the asked coordination is the actor's: of what the office handed on the office's, of the rest the congress's. */
function isAddressee(matter: Matter, capacity: Capacity, assignmentId: string | null): boolean {
  const part = matter.assignments.find((one) => one.id === assignmentId);
  if (!part) return true;
  return part.parentId === null ? capacity.congressId === matter.row.congressId && capacity.roles.includes('congress_officer') : part.assignedByOrganId === capacity.organId;
}

/**
 * Notes what a coordination came to; the organs are told, and a matter that several gave back may be handed over again.
 * @throws DomainError common.not_found, common.forbidden (another coordinates), workflow.*
 */
export async function coordinateOrgans(work: Work, capacity: Capacity, input: z.output<typeof coordinateOrgansInput>): Promise<Receipt> {
  await visibleMatter(work, capacity, input.id);
  const matter = await lockMatter(work, input.id);
  const asked = matter.organCoordinations.find((one) => one.id === input.coordinationId);
  if (input.coordinationId !== undefined && (!asked || asked.coordinatedAt !== null)) throw new DomainError('common.not_found', { what: '待协调的事项' });
  if (asked && !isAddressee(matter, capacity, asked.assignmentId)) throw new DomainError('common.forbidden', { reason: '政府办公厅（室）分办的由其协调，其他的由人大代表工作机构协调' });
  await actOnSuggestion(work, capacity, { id: input.id, action: 'coordinateOrgans', expectedVersion: input.expectedVersion, input, reason: input.outcome, matter, facts: { until: input.heldOn, text: input.outcome } });
  const done = { held_on: input.heldOn, participants: input.participants, outcome: input.outcome, coordinated_by: actingOf(capacity).label, coordinated_at: work.clock.now() };
  if (asked) await work.db.updateTable('organ_coordination').set(done).where('id', '=', asked.id).execute();
  else await work.db.insertInto('organ_coordination').values({ id: newId(), congress_id: matter.row.congressId, suggestion_id: input.id, kind: input.kind, ...done }).execute();
  return receiptFor(await settle(work, input.id));
}

/**
 * The history of returns and coordinations: what whoever hands over again must know. Empty for deputies: it stays between the organs.
 * @throws DomainError common.not_found
 */
export async function returnsOf(work: Work, capacity: Capacity, id: string): Promise<ReturnsView> {
  const matter = await visibleMatter(work, capacity, id);
  const viewer = viewerOf(matter, capacity);
  if (viewer !== 'congress' && viewer !== 'organ') return { returns: [], coordinations: [], coordinateFirst: null, mayCoordinate: false };
  const mayCoordinate = isCoordinator(capacity, await suggestionSubject(work, matter)) === true;
  return {
    returns: matter.returns.map(({ assignmentId: _part, organId: _organ, ...one }) => ({ ...one, causeLabel: returnReasonLabels[one.cause], levelLabel: returnLevelLabels[one.level], stateLabel: returnStateLabels[one.state] })),
    coordinations: matter.organCoordinations.map(({ assignmentId, ...one }) => ({
      ...one, kindLabel: organCoordinationLabels[one.kind], mayCoordinate: mayCoordinate && one.coordinatedAt === null && isAddressee(matter, capacity, assignmentId),
    })),
    coordinateFirst: await returnsToCoordinate(work, matter),
    mayCoordinate: mayCoordinate && matter.row.assignedOn !== null && todayOf(work) >= matter.row.assignedOn,
  };
}
