// 转为建议: a deputy makes an opinion their own. What a suggestion is, this domain does not know: the server joins both in one transaction,
// and what becomes of the suggestion comes back as a stage and, at the end, as the reply.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { visibleOpinion } from './looking.ts';
import type { Stage } from './model.ts';
import type { opinionRef } from './model-inputs.ts';
import { membersOf, replyCase } from './cases.ts';
import { act } from './store.ts';

/** What is carried over into the draft. */
export type Facts = { readonly number: string; readonly title: string; readonly content: string; readonly place: string; readonly topic: string | null; /** Other reports on the same matter, answered with this one. */ readonly others: readonly { readonly id: string; readonly number: string; readonly place: string }[] };

/**
 * @param suggestionId the draft that the caller makes in the same transaction
 * @throws DomainError common.not_found, workflow.* (taken by another, handed over already, not looked at yet), opinions.mandate_not_active
 */
export async function takeUp(work: Work, capacity: Capacity, { id, expectedVersion }: z.output<typeof opinionRef>, suggestionId: string): Promise<Facts> {
  const [mandate] = await work.sql<{ status: string }>('SELECT status FROM mandate WHERE id = $1 AND person_id = $2', [capacity.id, capacity.personId]);
  // A suspended mandate may not act (代表法 61).
  if (mandate?.status !== 'active') throw new DomainError('opinions.mandate_not_active');
  await visibleOpinion(work, capacity, id);
  await act(work, capacity, {
    id, expectedVersion, action: 'takeUp', detail: { deputyName: capacity.personName }, told: { leadPersonId: capacity.personId, mandateId: capacity.id, suggestionId },
    patch: { mandate_id: capacity.id, person_id: capacity.personId, deputy_name: capacity.personName, suggestion_id: suggestionId, stage: 'taken_up', organ_id: null, organ_name: null },
  });
  const [facts] = await work.sql<Omit<Facts, 'others'>>('SELECT number, title, content, place, topic FROM opinion WHERE id = $1', [id]);
  if (!facts) throw new DomainError('common.not_found', { what: '群众意见' });
  return { ...facts, others: await membersOf(work, id) };
}

/** Opinions that a deputy made this suggestion of and that wait for it. */
const waitingFor = (work: Work, suggestionId: string): Promise<{ id: string; stage: string | null }[]> =>
  work.sql(`SELECT id, stage FROM opinion WHERE suggestion_id = $1 AND state = 'taken_up' ORDER BY id`, [suggestionId]);

/** @param numberLabel null for a suggestion that must not be published */
export async function progressOf(work: Work, suggestionId: string, stage: Stage, numberLabel: string | null): Promise<void> {
  for (const one of await waitingFor(work, suggestionId)) {
    if (one.stage !== stage) await act(work, null, { id: one.id, action: 'progress', patch: { stage }, detail: { stage, numberLabel } });
  }
}

/** The reply to the suggestion answers everybody whose opinion it came from, without a clerk. */
export async function repliedBySuggestion(work: Work, suggestionId: string, reply: { text: string; by: string; numberLabel: string | null }): Promise<void> {
  for (const { id } of await waitingFor(work, suggestionId)) {
    await act(work, null, { id, action: 'suggestionReplied', patch: { reply: reply.text, replied_by: reply.by, replied_at: work.clock.now() }, detail: { organName: reply.by, numberLabel: reply.numberLabel } });
    await replyCase(work, id, { text: reply.text, by: reply.by, organId: null });
  }
}

/** The deputy gave it up, or it was not accepted as a suggestion: it is handed over like any other. */
export async function releaseFrom(work: Work, suggestionId: string): Promise<void> {
  for (const { id } of await waitingFor(work, suggestionId)) {
    await act(work, null, { id, action: 'release', patch: { mandate_id: null, person_id: null, deputy_name: null, suggestion_id: null, stage: null } });
  }
}

/** What is taken up and not handed in when the mandate ends is free again. */
export async function releaseOfMandate(work: Work, mandateId: string): Promise<void> {
  const rows = await work.sql<{ suggestionId: string }>(`SELECT suggestion_id AS "suggestionId" FROM opinion WHERE mandate_id = $1 AND state = 'taken_up' AND stage = 'taken_up'`, [mandateId]);
  for (const { suggestionId } of rows) await releaseFrom(work, suggestionId);
}
