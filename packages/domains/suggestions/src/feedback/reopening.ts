// 重启办理: closed is not the last word when a promise was not kept or a reply turned out untrue (上海 23, 重庆 27).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { startDeadline } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnAssignment, actOnSuggestion } from '../act.ts';
import { loadMatter, type Matter } from '../matter.ts';
import { reopenGroundLabels } from '../model.ts';
import type { Receipt } from '../model-views.ts';
import { lockedOwn } from '../own.ts';
import { receiptFor } from '../receipts.ts';
import { settle } from '../settle.ts';
import { noteStep } from './commitments.ts';
import type { reopenInput } from './model.ts';

/**
 * The lead deputy has a closed suggestion taken up again. A satisfied evaluation no longer stands afterwards: it was given on what turned
 * out not to be so; it stays in the record, and the deputy evaluates anew. A dissatisfied one goes on standing.
 * @throws DomainError common.not_found, workflow.refused (the time is over, no such promise), workflow.*
 */
export async function reopen(work: Work, capacity: Capacity, input: z.output<typeof reopenInput>): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  const broken = input.ground === 'promise_not_kept' ? brokenPromises(matter, input.commitmentIds) : [];
  const { result } = matter.row;
  const falls = result === 'satisfied' || result === 'mostly_satisfied';
  await actOnSuggestion(work, capacity, {
    id: input.id, action: 'reopen', expectedVersion: input.expectedVersion, input, reason: input.reason, matter,
    facts: { ground: reopenGroundLabels[input.ground] },
    patch: { reopened: matter.row.reopened + 1, closed_at: null, reopen_until: null, ...(falls ? { result: null, attitude: null } : {}) },
  });
  for (const one of broken) await openAgain(work, capacity, matter, one, input.reason);
  await reviveParts(work, input.id);
  if (input.ground === 'reply_untrue') await actOnSuggestion(work, null, { id: input.id, action: 'followCoordination' });
  return receiptFor(await settle(work, input.id));
}

/** @throws DomainError common.not_found for one that was not reported as kept */
function brokenPromises({ commitments }: Matter, ids: readonly string[] | undefined): Matter['commitments'] {
  const kept = commitments.filter((one) => one.state === 'kept');
  if (ids === undefined || ids.length === 0) return kept;
  const chosen = kept.filter((one) => ids.includes(one.id));
  if (chosen.length !== new Set(ids).size) throw new DomainError('common.not_found', { what: '已落实的承诺事项' });
  return chosen;
}

/** The promise stands again with the date it had; when that has passed, its light says so at once. */
async function openAgain(work: Work, capacity: Capacity, matter: Matter, one: Matter['commitments'][number], reason: string): Promise<void> {
  const { row } = matter;
  await work.sql(`UPDATE commitment SET state = 'open', kept_on = NULL, evidence = NULL WHERE id = $1`, [one.id]);
  await noteStep(work, capacity, matter, one.id, { kind: 'reopened', text: reason, fromDueOn: one.dueOn });
  const explanation = '代表反映没有落实，按原承诺时限继续跟踪';
  const subject = { id: one.id, matterId: row.id, congressId: row.congressId, state: row.state, version: row.version };
  await startDeadline(work, 'suggestion', subject, { kind: 'commitment', dueOn: one.dueOn, explanation, basis: { label: '落实承诺', explanation } }, { organId: one.organId });
}

/** Organs that answered have their part again: it may come to a second handling. */
async function reviveParts(work: Work, id: string): Promise<void> {
  const matter = await loadMatter(work, id);
  for (const part of matter.assignments.filter((one) => one.state === 'completed' && (one.role === 'lead' || one.role === 'separate'))) {
    if (matter.replies.some((reply) => reply.assignmentId === part.id && reply.state === 'signed')) await actOnAssignment(work, null, { id: part.id, action: 'revive', matter });
  }
}
