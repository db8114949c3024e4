// 催办、督办 (代表法 52): they remind and ask for an answer; the state of the suggestion stays as it is.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf, actOnSuggestion } from './act.ts';
import { mainParts } from './follow.ts';
import type { Matter } from './matter.ts';
import type { SupervisionKind } from './model.ts';
import type { answerSupervisionInput, remindInput, superviseInput } from './model-inputs.ts';
import type { Receipt } from './model-views.ts';
import { lockedOfCongress } from './own.ts';
import { receiptFor } from './receipts.ts';
import { settle, todayOf } from './settle.ts';
import { lockMatter } from './store.ts';

async function ask(work: Work, capacity: Capacity, matter: Matter, kind: SupervisionKind, text: string, about: { organId?: string | undefined; dueOn?: string }): Promise<void> {
  const organId = about.organId ?? matter.row.ownerOrganId ?? mainParts(matter.assignments)[0]?.organId ?? null;
  if (organId !== null && !matter.assignments.some((one) => one.organId === organId)) throw new DomainError('common.not_found', { what: '承办单位' });
  await work.db
    .insertInto('supervision')
    .values({ id: newId(), congress_id: matter.row.congressId, suggestion_id: matter.row.id, organ_id: organId, kind, text, due_on: about.dueOn ?? null, by_label: actingOf(capacity).label, at: work.clock.now() })
    .execute();
}

/** 催办: a reminder to the organ at work (or the one named). @throws DomainError common.not_found, workflow.* */
export async function remind(work: Work, capacity: Capacity, input: z.output<typeof remindInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { id: input.id, action: 'remind', expectedVersion: input.expectedVersion, reason: input.text, matter, facts: { text: input.text } });
  await ask(work, capacity, matter, 'reminder', input.text, input);
  return receiptFor(await settle(work, input.id));
}

/** 督办: an answer is asked for until a day. @throws DomainError common.invalid_input (date), common.not_found, workflow.* */
export async function supervise(work: Work, capacity: Capacity, input: z.output<typeof superviseInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  if (input.dueOn <= todayOf(work)) {
    const problem = '回复时限应当晚于今天';
    throw new DomainError('common.invalid_input', { problem }, [{ path: 'dueOn', message: problem }]);
  }
  await actOnSuggestion(work, capacity, { id: input.id, action: 'supervise', expectedVersion: input.expectedVersion, reason: input.text, matter, facts: { text: input.text, until: input.dueOn } });
  await ask(work, capacity, matter, 'supervision', input.text, input);
  return receiptFor(await settle(work, input.id));
}

/** The organ answers; whoever watches and the deputy are told, the state stays. @throws DomainError common.not_found, workflow.* */
export async function answerSupervision(work: Work, capacity: Capacity, input: z.output<typeof answerSupervisionInput>): Promise<Receipt> {
  const [found] = await work.sql<{ suggestionId: string; organId: string | null; answer: string | null }>(
    'SELECT suggestion_id AS "suggestionId", organ_id AS "organId", answer FROM supervision WHERE id = $1', [input.supervisionId]);
  if (!found || found.organId === null || found.organId !== capacity.organId) throw new DomainError('common.not_found', { what: '催办督办' });
  if (found.answer !== null) throw new DomainError('workflow.refused', { reason: '这次催办督办已经回复过' });
  const matter = await lockMatter(work, found.suggestionId);
  await actOnSuggestion(work, capacity, { id: found.suggestionId, action: 'answerSupervision', matter, facts: { text: input.answer, organNames: [capacity.organName ?? ''] } });
  await work.sql('UPDATE supervision SET answer = $2, answered_at = $3 WHERE id = $1', [input.supervisionId, input.answer, work.clock.now()]);
  return receiptFor(await settle(work, found.suggestionId));
}
