import { describe, expect, it } from 'vitest';
import { dutyKinds, isDutyKind } from '../model.ts';
import { nextStep, planSchema, progressOf, proposedPlan, quarterOf, quarterStart } from './model.ts';

const count = (kind: string, year: number, quarter = year, ever = year) => ({ kind, year, quarter, ever });

describe('the list of a year', () => {
  it('as proposed is a valid one of ten, with the quotas of 汨罗', () => {
    expect(planSchema.parse(proposedPlan)).toHaveLength(10);
    expect(Object.fromEntries(proposedPlan.map(({ key, yearly }) => [key, yearly]))).toMatchObject({ households: 10, visits: 2, opinions: 5, suggestions: 1, activities: 2 });
    for (const kind of proposedPlan.flatMap(({ kinds }) => kinds)) expect(isDutyKind(kind) && dutyKinds[kind].label).not.toBe(false);
  });

  it('counts households as many as there are, the rest by year', () => {
    const lines = progressOf(proposedPlan, [count('household_linked', 1, 0, 9), count('voters_visited', 3), count('suggestion_submitted', 0, 0, 4), count('unknown_kind', 7)]);
    const of = (key: string) => lines.find((line) => line.key === key);
    expect(of('households')).toMatchObject({ done: 9, missing: 1 });
    expect(of('visits')).toMatchObject({ done: 3, missing: 0 });
    expect(of('suggestions')).toMatchObject({ done: 0, missing: 1 });
    expect(of('reports')).toMatchObject({ wanted: 0, missing: 0 });
  });

  it('has a line for each quarter where a quarter wants something', () => {
    const plan = [{ key: 'visits', label: '走访', kinds: ['voters_visited' as const], yearly: 4, quarterly: 1 }];
    expect(progressOf(plan, [count('voters_visited', 3, 0)]).map(({ period, missing }) => [period, missing])).toEqual([['year', 1], ['quarter', 1]]);
    expect([quarterStart('2026-11-30'), quarterOf('2026-11-30'), quarterStart('2026-03-31'), quarterOf('2026-01-01')]).toEqual(['2026-10-01', 4, '2026-01-01', 1]);
  });

  it('names the one thing that is behind most, and nothing when all is done', () => {
    const plan = proposedPlan.filter(({ key }) => ['visits', 'opinions', 'suggestions'].includes(key));
    expect(nextStep(progressOf(plan, [count('voters_visited', 1), count('opinion_collected', 4)]), '2026-11-30')?.key).toBe('suggestions');
    expect(nextStep(progressOf(plan, [count('voters_visited', 1), count('opinion_collected', 4), count('suggestion_submitted', 1)]), '2026-11-30')?.key).toBe('visits');
    expect(nextStep(progressOf(plan, [count('voters_visited', 2), count('opinion_collected', 5), count('motion_submitted', 1)]), '2026-11-30')).toBeNull();
  });

  it('takes no list with the same item twice, none without kinds, none without words', () => {
    const [one] = proposedPlan;
    expect(planSchema.safeParse([one, one]).success).toBe(false);
    expect(planSchema.safeParse([{ ...one, kinds: [] }]).error?.issues[0]?.message).toBe('请选择计入的履职');
    expect(planSchema.safeParse([{ ...one, label: ' ' }]).success).toBe(false);
  });
});
