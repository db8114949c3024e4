// 追问: the deputy asks an organ back, before and after the reply; the organ answers within a limit (代表法 51).
import type { Capacity } from '@smart/identity/capacity';
import { computeDeadline } from '@smart/kernel/deadlines';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { endDeadlines, startDeadline, termSchema } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from '../act.ts';
import { attachFiles } from '../attachments.ts';
import type { Receipt } from '../model-views.ts';
import { lockedOwn } from '../own.ts';
import { receiptFor } from '../receipts.ts';
import { settle, todayOf } from '../settle.ts';
import { askableParts, lockMatter } from '../store.ts';
import type { answerInput, askInput } from './model.ts';

/** More open questions at once help nobody. */
const openAtOnce = 5;

/**
 * The lead deputy asks one of the organs; it has to answer by a date of its own, which moves no other limit.
 * @throws DomainError common.not_found, workflow.*
 */
export async function askBack(work: Work, capacity: Capacity, input: z.output<typeof askInput>): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  const part = askableParts(matter).find((one) => one.id === input.assignmentId);
  if (!part) throw new DomainError('common.not_found', { what: '承办单位' });
  const open = matter.questions.filter((one) => one.organId === part.organId && one.answer === null).length;
  if (open >= openAtOnce) throw new DomainError('workflow.refused', { reason: `${part.organName}还有 ${open} 条追问没有答复`, remedy: '请等待答复后再提问' });
  const id = newId();
  const term = termSchema.parse(await work.parameter(matter.row.congressId, 'suggestions.question_term'));
  const { dueOn, explanation } = computeDeadline(todayOf(work), term, work.calendar);
  await actOnSuggestion(work, capacity, { id: input.id, action: 'askBack', matter, facts: { text: input.text, organNames: [part.organName], organIds: [part.organId], dueOn } });
  await work.db
    .insertInto('suggestion_question')
    .values({
      id, congress_id: matter.row.congressId, suggestion_id: input.id, assignment_id: part.id, organ_id: part.organId, organ_name: part.organName, text: input.text,
      asked_by: capacity.personName, asked_at: work.clock.now(), due_on: dueOn,
    })
    .execute();
  const subject = { id, matterId: input.id, congressId: matter.row.congressId, state: matter.row.state, version: matter.row.version };
  await startDeadline(work, 'suggestion', subject, { kind: 'question', dueOn, explanation, basis: { label: '答复追问', explanation } }, { organId: part.organId });
  if (input.fileIds) await attachFiles(work, capacity, input.id, { type: 'question', id }, input.fileIds);
  return receiptFor(await settle(work, input.id));
}

/**
 * The organ that was asked answers; possible after the end as well, for an answer that is owed stays owed.
 * @throws DomainError common.not_found, workflow.*
 */
export async function answerBack(work: Work, capacity: Capacity, input: z.output<typeof answerInput>): Promise<Receipt> {
  const [found] = await work.sql<{ suggestionId: string }>('SELECT suggestion_id AS "suggestionId" FROM suggestion_question WHERE id = $1', [input.questionId]);
  if (!found) throw new DomainError('common.not_found', { what: '追问' });
  const id = found.suggestionId;
  const matter = await lockMatter(work, id);
  const question = matter.questions.find((one) => one.id === input.questionId);
  if (!question || question.organId !== capacity.organId) throw new DomainError('common.not_found', { what: '追问' });
  if (question.answer !== null) throw new DomainError('workflow.refused', { reason: `${question.answeredBy ?? '同事'}已经答复了这条追问` });
  await actOnSuggestion(work, capacity, { id, action: 'answerBack', matter, facts: { text: input.text, organNames: [question.organName] } });
  await work.sql('UPDATE suggestion_question SET answer = $2, answered_by = $3, answered_at = $4 WHERE id = $1', [question.id, input.text, capacity.personName, work.clock.now()]);
  await endDeadlines(work, question.id, ['question'], 'met');
  if (input.fileIds) await attachFiles(work, capacity, id, { type: 'answer', id: question.id }, input.fileIds);
  return receiptFor(await settle(work, id));
}
