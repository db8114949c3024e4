// What waits for a deputy: where each task is done, in the fewest taps.
import type { InboxTask } from '@smart/suggestions/model';
import type { InboxItem } from '@smart/suggestions/model-views';

/** Fragment of the detail page that holds the act; the same that notices use. */
const sections: Partial<Record<InboxTask, string>> = {
  answer_cosign: 'cosign',
  answer_withdrawal: 'withdrawal',
  sign_delegation: 'delegation',
  confirm_contact: 'contact',
  evaluate: 'evaluate',
  answer_meeting: 'feedback',
};

const written: ReadonlySet<InboxTask> = new Set(['continue_draft', 'submit', 'amend', 'confirm_paper']);

/** Address at which the task is done. */
export function taskAddress(item: Pick<InboxItem, 'task' | 'suggestionId'>): string {
  if (written.has(item.task)) return `/write/${item.suggestionId}`;
  const section = sections[item.task];
  return `/suggestions/${item.suggestionId}${section ? `#${section}` : ''}`;
}
