// What waits for me: one list for each capacity, by deadline, with the action and an honest estimate of effort.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import { inboxSql } from './inbox-sql.ts';
import { type DeadlineKind, inboxTasks, type InboxTask, stateLabels, type SuggestionState } from './model.ts';
import type { InboxItem, InboxView } from './model-views.ts';
import { dueViewOf, lightingOf } from './rows.ts';
import { parameters } from './visibility.ts';

type Row = {
  task: InboxTask; suggestionId: string; assignmentId: string | null; recordId: string | null; title: string; numberLabel: string | null; state: SuggestionState;
  from: string; since: Date; keySupervision: boolean; version: number; dueKind: DeadlineKind | null; dueOn: string | null;
};

/** More than anybody works through in a day; who has more filters the list. */
const MOST = 300;

/** Everything that waits for the capacity, the nearest limit first; what has no limit comes after, newest first. */
export async function inboxOf(work: Work, capacity: Capacity): Promise<InboxView> {
  const { values, p } = parameters();
  const statement = inboxSql(capacity, work.clock.now(), p);
  const asOf = work.clock.now().toISOString();
  if (statement === null) return { items: [], asOf };
  const lighting = await lightingOf(work, capacity.congressId);
  const rows = await work.sql<Row>(`SELECT * FROM (${statement}) waiting ORDER BY "dueOn" ASC NULLS LAST, since DESC LIMIT ${MOST}`, values);
  const items = rows.map(({ dueKind, dueOn, state, since, ...row }): InboxItem => ({
    ...row,
    label: inboxTasks[row.task].label,
    effort: `约 ${inboxTasks[row.task].minutes} 分钟`,
    title: row.title === '' ? '（未填写标题）' : row.title,
    stateLabel: stateLabels[state],
    since: since.toISOString(),
    due: dueKind !== null && dueOn !== null ? dueViewOf(dueKind, dueOn, lighting) : null,
  }));
  return { items, asOf };
}
