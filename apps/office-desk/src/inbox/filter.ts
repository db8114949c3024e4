// The inbox is one short list that is already here: it is filtered on the spot.
import { inboxTasks, type InboxTask, type Light } from '@smart/suggestions/model';
import type { InboxItem } from '@smart/suggestions/model-views';

export type InboxFilter = { readonly task?: InboxTask | undefined; readonly light?: Light | undefined; readonly q: string };

const lightOf = (item: InboxItem): Light => item.due?.light ?? 'green';

/** What matches; without a limit counts as not urgent. Order is kept. */
export function filterInbox(items: readonly InboxItem[], { task, light, q }: InboxFilter): InboxItem[] {
  const words = q.trim().split(/\s+/).filter((word) => word !== '');
  return items.filter(
    (item) =>
      (task === undefined || item.task === task) &&
      (light === undefined || lightOf(item) === light) &&
      words.every((word) => `${item.title} ${item.numberLabel ?? ''} ${item.from}`.includes(word)),
  );
}

/** How many wait of each kind, in the order in which they first appear. */
export function taskCounts(items: readonly InboxItem[]): { task: InboxTask; label: string; count: number }[] {
  const counts = new Map<InboxTask, number>();
  for (const { task } of items) counts.set(task, (counts.get(task) ?? 0) + 1);
  return [...counts].map(([task, count]) => ({ task, label: inboxTasks[task].label, count }));
}

/** How many wait by light. */
export function lightCounts(items: readonly InboxItem[]): Record<'red' | 'amber' | 'green', number> {
  const counts = { red: 0, amber: 0, green: 0 };
  for (const item of items) {
    const light = lightOf(item);
    if (light !== 'done') counts[light] += 1;
  }
  return counts;
}
