// 交办、重新交办、分办 (代表法 51; domain rule 2.4): the congress hands over, the government office hands on. Nobody else does.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnAssignment, actOnSuggestion } from './act.ts';
import { checkComposition, dueFromToday, dueOf, handOverTo, recipientsOf, type Recipient } from './hand-over.ts';
import type { AssignmentRow, Matter } from './matter.ts';
import { roleLabels, statesOfHandling } from './model.ts';
import type { assignInput, distributeInput } from './model-inputs.ts';
import type { assignView } from './model-views-desks.ts';
import type { AssignmentReceipt } from './model-views.ts';
import { lockedOfCongress } from './own.ts';
import { assignmentReceiptFor, receiptFor } from './receipts.ts';
import { settle, todayOf } from './settle.ts';
import { returnsToCoordinate } from './returns/rules.ts';
import { lockAssignment } from './store.ts';
import { coordinatedFirst } from './subjects.ts';
import type { SuggestionAction } from './workflow.ts';

type Assign = z.output<typeof assignInput>;
type Item = Assign['items'][number];
type AssignView = z.output<typeof assignView>;
type Line = AssignView['items'][number];

const atWork = (parts: readonly AssignmentRow[], parentId: string | null): AssignmentRow[] =>
  parts.filter((one) => one.parentId === parentId && !['returned', 'cancelled', 'completed'].includes(one.state));

/** First hand-over, hand-over after a return, or further organs for one that is being handled. */
function actionOf({ row }: Matter): SuggestionAction {
  if (row.state === 'registered') return row.assignedOn === null ? 'assign' : 'reassign';
  return statesOfHandling.some((state) => state === row.state) ? 'addOrgans' : 'assign';
}

/**
 * Hands suggestions over, one or many. With `preview` nothing is changed and the same checks are made. Of many, those that cannot be
 * handed over are told with the reason and the others go through; a single one that cannot throws.
 * @throws DomainError suggestions.lead_organ_required, suggestions.organ_already_assigned, common.*, workflow.*
 */
export async function assign(work: Work, capacity: Capacity, input: Assign): Promise<AssignView> {
  const lines: Line[] = [];
  for (const item of input.items) {
    if (input.items.length === 1 && !input.preview) lines.push(await assignOne(work, capacity, item));
    else lines.push(await tryOne(work, capacity, item, input.preview));
  }
  return { items: lines };
}

/** Hands one over; what speaks against it is told and not thrown. */
export const assignItem = (work: Work, capacity: Capacity, item: Item): Promise<Line> => tryOne(work, capacity, item, false);

async function tryOne(work: Work, capacity: Capacity, item: Item, preview: boolean): Promise<Line> {
  try {
    return await work.attempt(() => (preview ? previewOne(work, capacity, item) : assignOne(work, capacity, item)));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { id: item.id, title: '', numberLabel: null, ok: false, problem: error.message, organs: [], replyDueOn: null, sharedWith: [], receipt: null };
  }
}

async function prepared(work: Work, capacity: Capacity, item: Item): Promise<{ matter: Matter; recipients: Recipient[] }> {
  const matter = await lockedOfCongress(work, capacity, item.id);
  // Who was quicker, and when, says more than what their act makes of this one.
  if (item.expectedVersion !== undefined && item.expectedVersion !== matter.row.version) await actOnSuggestion(work, capacity, { id: item.id, action: actionOf(matter), expectedVersion: item.expectedVersion, matter });
  checkComposition(item.organs, atWork(matter.assignments, null));
  return { matter, recipients: await recipientsOf(work, capacity, item.organs) };
}

async function lineOf(work: Work, matter: Matter, recipients: readonly Recipient[], replyDueOn: string): Promise<Line> {
  const organs: Line['organs'] = [];
  for (const one of recipients) organs.push({ organName: one.organName, roleLabel: roleLabels[one.role], dueOn: await dueOf(work, matter.row.congressId, one.role) });
  const sharedWith = recipients.filter((one) => one.organCongressId !== matter.row.congressId).map((one) => one.organName);
  return { id: matter.row.id, title: matter.row.title, numberLabel: matter.row.numberLabel, ok: true, problem: null, organs, replyDueOn, sharedWith, receipt: null };
}

const replyDue = async (work: Work, { row }: Matter): Promise<string> => row.replyDueOn ?? dueFromToday(work, row.congressId, 'suggestions.reply_term');

async function previewOne(work: Work, capacity: Capacity, item: Item): Promise<Line> {
  const { matter, recipients } = await prepared(work, capacity, item);
  if (matter.row.state !== 'registered' && actionOf(matter) !== 'addOrgans') throw new DomainError('workflow.refused', { reason: '本件现在不能交办', remedy: '请先审查立案' });
  if (actionOf(matter) !== 'addOrgans') await checkReturns(work, matter);
  return lineOf(work, matter, recipients, await replyDue(work, matter));
}

/** A preview changes nothing and so does not meet the workflow's guard. */
async function checkReturns(work: Work, matter: Matter): Promise<void> {
  const verdict = coordinatedFirst(await returnsToCoordinate(work, matter));
  if (verdict !== true) throw new DomainError('workflow.refused', verdict);
}

async function assignOne(work: Work, capacity: Capacity, item: Item): Promise<Line> {
  const { matter, recipients } = await prepared(work, capacity, item);
  const action = actionOf(matter);
  const replyDueOn = await replyDue(work, matter);
  await actOnSuggestion(work, capacity, {
    id: item.id, action, expectedVersion: item.expectedVersion, matter, facts: { organNames: recipients.map((one) => one.organName), replyDueOn },
    ...(action === 'assign' ? { patch: { assigned_on: todayOf(work) } } : {}),
  });
  await handOverTo(work, capacity, matter, recipients, null);
  const settled = await settle(work, item.id);
  return { ...(await lineOf(work, settled, recipients, replyDueOn)), receipt: receiptFor(settled).receipt };
}

/**
 * The government office hands on to departments (or keeps it, naming itself). May be repeated to add departments.
 * @throws DomainError suggestions.lead_organ_required, suggestions.organ_already_assigned, common.*, workflow.*
 */
export async function distribute(work: Work, capacity: Capacity, input: z.output<typeof distributeInput>): Promise<AssignmentReceipt> {
  const { matter, row } = await lockAssignment(work, input.assignmentId);
  if (input.organs.some((one) => one.role === 'distribute')) throw new DomainError('suggestions.transfer_not_allowed');
  checkComposition(input.organs, atWork(matter.assignments, row.id));
  const recipients = await recipientsOf(work, capacity, input.organs);
  await actOnAssignment(work, capacity, {
    id: row.id, action: 'distribute', expectedVersion: input.expectedVersion, matter, facts: { organNames: recipients.map((one) => one.organName) },
    patch: row.acceptedAt === null ? { accepted_at: work.clock.now() } : {},
  });
  await handOverTo(work, capacity, matter, recipients, row.id);
  return assignmentReceiptFor(work, await settle(work, matter.row.id), row.id);
}
