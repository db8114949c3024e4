// The numbers of 选举法 12 and 地方组织法 47, tier by tier.
import { describe, expect, it } from 'vitest';
import { checkQuota, quotaByLaw, type QuotaFacts } from './quota.ts';

const levels = (facts: Partial<QuotaFacts> & Pick<QuotaFacts, 'tier'>) =>
  checkQuota({ population: null, deputyQuota: null, committeeSeats: null, ...facts }).map(({ field, level }) => `${field} ${level}`);

it.each([
  ['province', 66_000_000, 790], ['province', 110_000_000, 1000], ['city', 5_000_000, 440], ['city', 12_000_000, 650], ['county', 800_000, 300], ['county', 1_600_000, 450], ['township', 30_000, 65], ['township', 300_000, 160],
] as const)('%s with %i inhabitants: %i deputies', (tier, population, quota) => {
  expect(quotaByLaw(tier, population)).toBe(quota);
  expect(levels({ tier, population, deputyQuota: quota })).toEqual([]);
});

describe('deputies', () => {
  it.each([
    ['more than the law allows', { tier: 'county', population: 9_000_000, deputyQuota: 451 }, ['deputyQuota refused']],
    ['fewer than the base in a city', { tier: 'city', population: 100_000, deputyQuota: 239 }, ['deputyQuota refused']],
    ['fewer than the base in a county that is not small', { tier: 'county', population: 50_000, deputyQuota: 139 }, ['deputyQuota refused']],
    ['fewer than the base in a small county', { tier: 'county', population: 49_999, deputyQuota: 120 }, []],
    ['fewer than the base in a small township', { tier: 'township', population: 1999, deputyQuota: 40 }, []],
    ['another number than the population yields', { tier: 'county', population: 800_000, deputyQuota: 280 }, ['deputyQuota warning']],
    ['a number without a population', { tier: 'county', deputyQuota: 280 }, ['deputyQuota warning']],
    ['nothing entered', { tier: 'county' }, []],
  ] as const)('%s', (_what, facts, expected) => expect(levels(facts)).toEqual(expected));
});

describe('standing committee', () => {
  it.each([
    ['within the numbers', { tier: 'city', committeeSeats: 45 }, []],
    ['too small', { tier: 'city', committeeSeats: 28 }, ['committeeSeats refused']],
    ['larger, population large enough', { tier: 'city', population: 8_000_001, committeeSeats: 61 }, []],
    ['larger, population too small', { tier: 'city', population: 8_000_000, committeeSeats: 52 }, ['committeeSeats refused']],
    ['larger, population unknown', { tier: 'county', committeeSeats: 40 }, ['committeeSeats warning']],
    ['beyond every population', { tier: 'province', population: 99_000_000, committeeSeats: 96 }, ['committeeSeats refused']],
    ['in a township', { tier: 'township', committeeSeats: 9 }, ['committeeSeats refused']],
  ] as const)('%s', (_what, facts, expected) => expect(levels(facts)).toEqual(expected));
});
