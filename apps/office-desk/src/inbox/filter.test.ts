import type { InboxItem } from '@smart/suggestions/model-views';
import { describe, expect, it } from 'vitest';
import { filterInbox, lightCounts, taskCounts } from './filter.ts';

const item = (over: Partial<InboxItem>): InboxItem => ({
  task: 'examine', label: '审查', effort: '约 5 分钟', suggestionId: 'a', assignmentId: null, recordId: null, title: '关于修缮桥梁的建议', numberLabel: '第 3 号', stateLabel: '待审查',
  from: '李代表', since: '2026-03-05T00:00:00Z', due: null, keySupervision: false, version: 1, ...over,
});
const due = (light: 'red' | 'amber' | 'green') => ({ kind: 'examination' as const, label: '审查', dueOn: '2026-03-05', light, timeLeft: '' });

const items = [
  item({ due: due('red') }),
  item({ task: 'assign', title: '关于增设公交站的建议', due: due('amber') }),
  item({ task: 'examine', title: '关于河道治理的建议', from: '王代表' }),
];

describe('inbox filter', () => {
  it('narrows by kind, light and words together', () => {
    expect(filterInbox(items, { task: 'examine', q: '' })).toHaveLength(2);
    expect(filterInbox(items, { light: 'amber', q: '' }).map((one) => one.task)).toEqual(['assign']);
    expect(filterInbox(items, { task: 'examine', q: '河道 王' })).toHaveLength(1);
    expect(filterInbox(items, { q: '河道 李' })).toEqual([]);
  });

  it('counts kinds and lights; what has no limit is not urgent', () => {
    expect(taskCounts(items)).toEqual([{ task: 'examine', label: '审查', count: 2 }, { task: 'assign', label: '交办', count: 1 }]);
    expect(lightCounts(items)).toEqual({ red: 1, amber: 1, green: 1 });
  });
});
