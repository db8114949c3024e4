import { describe, expect, it } from 'vitest';
import { actsFor, daysText } from './board.ts';

describe('supervision board', () => {
  it('offers only what the journey allows in the state of the row', () => {
    expect(actsFor({ state: 'in_handling', keySupervision: false }).map((one) => one.act)).toEqual(['remind', 'supervise', 'markKey']);
    expect(actsFor({ state: 'coordination', keySupervision: false }).map((one) => one.act)).toEqual(['supervise']);
    expect(actsFor({ state: 'submitted', keySupervision: false })).toEqual([]);
    expect(actsFor({ state: 'registered', keySupervision: true })).toEqual([{ act: 'markKey', label: '取消重点' }]);
  });

  it('says days in words', () => {
    expect([daysText(null), daysText(-3), daysText(0), daysText(5)]).toEqual(['无期限', '超期 3 天', '今天到期', '5 天']);
  });
});
