import { noFigures, type StatisticsView } from '@smart/opinions/statistics/model';
import { expect, it } from 'vitest';
import { behindOf } from './behind.ts';
import { opinionCards } from './cards.ts';

const some = { ...noFigures, received: 4, answered: 2, satisfied: 1, unrated: 1, inTime: 2, days: 6 };
const view: StatisticsView = {
  supervision: { opened: 0, inTime: 0, late: 0, answered: 0, settled: 0, running: 0, overdue: 0 }, asOf: '2026-03-02', year: 2026, totals: some, medianDays: 3, byTopic: [{ ...some, key: 'urban', label: '城乡建设' }, { ...some, received: 9, key: null, label: '未分类' }], byStation: [{ ...some, key: 's', label: '洛王站' }], byDeputy: [], byPlace: [], byOrgan: [],
  byMonth: [{ ...some, key: '2026-02', label: '2026-02' }], byYear: [{ ...some, key: '2026', label: '2026 年' }], stations: 2, ranking: [], formula: '', division: '430602001', below: [],
};
const card = (id: string) => opinionCards(view).find((one) => one.id === id);

it('each card says what it shows; what has no name is in the table and not in the sentence', () => {
  expect(card('topics')?.sentence).toBe('收到的意见中城乡建设最多，4 条，占 100%。');
  expect(card('topics')?.model.rows).toHaveLength(2);
  expect(card('stations')?.sentence).toContain('平均每站 2.0 条');
  expect(card('satisfaction')?.sentence).toBe('已评价 1 条，满意率 100%；未评价 1 条，单列，不计入满意率。');
  expect(card('times')?.sentence).toBe('平均 3 天答复，一半在 3 天之内。');
});

it('a value leads to the list of what it counted, and a value without a name nowhere', () => {
  const [urban, unknown] = card('topics')?.model.rows ?? [];
  expect(urban && card('topics')?.behind?.(urban, 0)).toEqual({ topic: 'urban' });
  expect(unknown && card('topics')?.behind?.(unknown, 0)).toBeUndefined();
  const address: Readonly<Record<string, string>> = { month: '2026-02', satisfaction: 'none', station: 's' };
  expect(behindOf((name) => address[name] ?? '')).toEqual({ from: '2026-02-01', until: '2026-02-28', stationId: 's', satisfaction: 'none' });
  expect(behindOf((name) => ({ year: '2026', satisfaction: 'nonsense' })[name] ?? '')).toEqual({ from: '2026-01-01', until: '2026-12-31' });
});
