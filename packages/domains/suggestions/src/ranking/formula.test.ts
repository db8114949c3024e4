import { expect, it } from 'vitest';
import { type Measures, placed, rankingInputNames, scoreOf, type Weights } from './formula.ts';

const weights: Weights = { punctuality: 25, result: 25, attitude: 10, commitments: 20, contact: 10, returns: 5, office: 5 };
const measures = (changes: Partial<Measures> = {}): Measures => {
  const nothing = { of: 0, share: null };
  return { punctuality: nothing, result: nothing, attitude: nothing, commitments: nothing, contact: nothing, returns: nothing, office: nothing, ...changes };
};

it('what could not be measured is left out and does not count as nothing or as full', () => {
  expect(scoreOf(measures(), weights)).toBeNull();
  expect(scoreOf(measures({ punctuality: { of: 4, share: 0.5 } }), weights)).toBe(50);
  // (0.5 * 25 + 1 * 25) / 50
  expect(scoreOf(measures({ punctuality: { of: 4, share: 0.5 }, result: { of: 2, share: 1 } }), weights)).toBe(75);
  expect(scoreOf(measures({ result: { of: 2, share: 1 } }), { ...weights, result: 0 })).toBeNull();
});

it('equal scores share a place; too few items come apart, whatever their score', () => {
  const row = (organName: string, items: number, score: number | null) => ({ organName, items, score });
  const { ranked, apart } = placed([row('甲局', 5, 80), row('乙局', 9, 90), row('丙局', 3, 80), row('丁局', 1, 100), row('戊局', 6, null)], 3);
  expect(ranked.map(({ organName, place }) => [organName, place])).toEqual([['乙局', 1], ['甲局', 2], ['丙局', 2]]);
  expect(apart.map(({ organName }) => organName)).toEqual(['戊局', '丁局']);
});

it('every input is in the formula once', () => {
  expect(rankingInputNames.toSorted()).toEqual(Object.keys(weights).toSorted());
});
