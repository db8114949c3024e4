import type { InboxTask } from '@smart/suggestions/model';
import type { InboxItem } from '@smart/suggestions/model-views';
import type { RouteLocationRaw } from 'vue-router';

/** Tasks that are done in the list itself, in a dialog that opens from the row. */
export const tasksInPlace = ['assign', 'decide_return', 'decide_extension'] as const satisfies readonly InboxTask[];

export const isInPlace = (task: InboxTask): boolean => tasksInPlace.some((one) => one === task);

/** Where on a suggestion's page a task is done. */
const parts: Partial<Record<InboxTask, string>> = {
  coordinate: '#coordination',
  coordinate_organs: '#organ-coordination',
  answer_supervision: '#handling',
  fulfil_commitment: '#handling',
  answer_letter: '#supervision',
  review_letter: '#supervision',
  answer_question: '#feedback',
  confirm_meeting: '#feedback',
  hold_meeting: '#feedback',
};

/** The page on which a task is done. */
export function taskTarget(item: Pick<InboxItem, 'task' | 'suggestionId'>): RouteLocationRaw {
  if (item.task === 'decide_commitment') return { path: '/commitment-book', query: { asked: '1' } };
  if (item.task === 'examine') return { path: '/examination', query: { id: item.suggestionId } };
  return { path: `/suggestions/${item.suggestionId}`, hash: parts[item.task] ?? '#handling' };
}
