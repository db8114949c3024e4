import { describe, expect, it } from 'vitest';
import { groupMatters, sameMatter } from './index.ts';
import { lookAlikePairs, samePairs } from './pairs/index.ts';

describe('one matter told twice', () => {
  it('is found among pairs that only look alike: precision and recall as the README says', () => {
    const told = (pairs: typeof samePairs): number => pairs.filter(([a, b]) => sameMatter({ text: a }, { text: b }).same).length;
    const [right, wrong] = [told(samePairs), told(lookAlikePairs)];
    expect(samePairs.length + lookAlikePairs.length).toBeGreaterThanOrEqual(60);
    expect(right / samePairs.length).toBeGreaterThanOrEqual(0.88);
    expect(right / (right + wrong)).toBeGreaterThanOrEqual(0.84);
  });

  it('whichever stands first, and says why', () => {
    const [a, b] = [{ text: '锦绣花园小区停水三天' }, { text: '锦绣花园停水好几天了' }];
    expect(sameMatter(a, b)).toMatchObject({ same: true, reason: expect.stringContaining('锦绣') });
    expect(sameMatter(b, a).same).toBe(true);
    expect(sameMatter(a, { text: '翠湖小区停水三天' })).toMatchObject({ same: false, reason: expect.stringContaining('地点') });
    expect(sameMatter({ text: '12路收班太早' }, { text: '27路收班太早' })).toMatchObject({ same: false, reason: '线路不同：12路和27路' });
  });

  it('groups hold each message once; nothing is like an empty one', () => {
    const messages = ['锦绣花园小区停水三天', '退休金怎么计算', '锦绣花园停水好几天了', '', ''].map((text) => ({ text }));
    expect(groupMatters(messages)).toEqual([[0, 2], [1], [3], [4]]);
    expect(groupMatters([])).toEqual([]);
  });
});
