import { describe, expect, it } from 'vitest';
import { actsFor } from './board.ts';

describe('supervision board', () => {
  it('offers only what the journey allows in the state of the row', () => {
    expect(actsFor({ state: 'in_handling', keySupervision: false }).map((one) => one.act)).toEqual(['remind', 'supervise', 'markKey']);
    expect(actsFor({ state: 'coordination', keySupervision: false }).map((one) => one.act)).toEqual(['supervise']);
    expect(actsFor({ state: 'submitted', keySupervision: false })).toEqual([]);
    expect(actsFor({ state: 'registered', keySupervision: true })).toEqual([{ act: 'markKey', label: '取消重点' }]);
  });
});
