// Filters of the suggestion lists as they stand in the address, and the request they make.
import { isSuggestionState, topicLabels, type SuggestionState, type Topic } from '@smart/suggestions/model';
import type { Choice } from '@smart/ui/types.ts';
import type { LocationQuery } from 'vue-router';

export const pageSize = 20;

export const scopes = [
  { value: 'mine', label: '我提出的', emptyTitle: '您还没有提出过建议', emptyHint: '写好提交后，可以在这里看到由谁办理、还有几天。' },
  { value: 'cosigned', label: '我联名的', emptyTitle: '您还没有联名过建议', emptyHint: '其他代表邀请您联名、您确认后，会列在这里。' },
  { value: 'congress', label: '本级代表建议', emptyTitle: '还没有立案的建议', emptyHint: '本级代表的建议立案后，都可以在这里查阅（不公开的除外）。' },
] as const;
export type Scope = (typeof scopes)[number]['value'];

interface Group {
  readonly value: string;
  readonly label: string;
  readonly states: readonly SuggestionState[];
  /** Only the proposers themselves see these. */
  readonly own?: true;
}

const groups: readonly Group[] = [
  { value: 'unfinished', label: '没有提交', states: ['draft', 'awaiting_cosigners'], own: true },
  { value: 'examining', label: '审查中', states: ['submitted', 'returned_for_amendment'], own: true },
  { value: 'handling', label: '办理中', states: ['merged', 'registered', 'assigned', 'return_requested', 'in_handling', 'reply_under_review', 'second_handling', 'coordination'] },
  { value: 'replied', label: '待评价', states: ['replied'] },
  { value: 'tracking', label: '承诺跟踪', states: ['tracking_commitment'] },
  { value: 'closed', label: '已办结', states: ['closed'] },
  { value: 'ended', label: '不作建议处理或已撤回', states: ['not_accepted', 'withdrawn'], own: true },
];

export interface Filters {
  readonly scope: Scope;
  /** Value of a group of states; '' for all. */
  readonly group: string;
  readonly topic: string;
  readonly q: string;
  /** From 1. */
  readonly page: number;
}

/** The groups of states that can occur in a list. */
export function groupsOf(scope: Scope): Choice[] {
  return groups.filter((group) => scope !== 'congress' || !group.own).map(({ value, label }) => ({ value, label }));
}

const textOf = (value: LocationQuery[string] | undefined): string => (typeof value === 'string' ? value.trim() : '');
const isTopic = (value: string): value is Topic => Object.hasOwn(topicLabels, value);

/** Reads what the address says; what it should not say is left out. */
export function readFilters(query: LocationQuery): Filters {
  const scope = scopes.find((one) => one.value === query['scope'])?.value ?? 'mine';
  const group = textOf(query['group']);
  const topic = textOf(query['topic']);
  const page = Number.parseInt(textOf(query['page']), 10);
  return {
    scope,
    group: groupsOf(scope).some((one) => one.value === group) ? group : '',
    topic: isTopic(topic) ? topic : '',
    q: textOf(query['q']).slice(0, 100),
    page: page >= 1 && page <= 500 ? page : 1,
  };
}

/** The address of a list; what is as usual is not written out. */
export function addressOf({ scope, group, topic, q, page }: Filters): { path: string; query: Record<string, string> } {
  return {
    path: '/suggestions',
    query: {
      ...(scope === 'mine' ? {} : { scope }),
      ...(group ? { group } : {}),
      ...(topic ? { topic } : {}),
      ...(q ? { q } : {}),
      ...(page > 1 ? { page: String(page) } : {}),
    },
  };
}

/** What the server is asked. */
export function requestOf({ scope, group, topic, q, page }: Filters) {
  const states = groups.find((one) => one.value === group)?.states.filter(isSuggestionState);
  return {
    scope,
    ...(states ? { states } : {}),
    ...(isTopic(topic) ? { topic } : {}),
    ...(q ? { q } : {}),
    sort: scope === 'mine' ? ('updated' as const) : ('submitted' as const),
    limit: pageSize,
    offset: (page - 1) * pageSize,
    withTotal: true,
  };
}
