import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kindNames, type DutyKind } from '../model.ts';
import { bandOf, proposedRules, rulesSchema } from './model.ts';
import { availableDays, medianOf, pointsOf, type Scored } from './points.ts';

const whole = { days: 365, of: 365 };
const records = (...kinds: readonly DutyKind[]): Scored[] => kinds.map((kind) => ({ kind, lacks: [] }));
const many = (kind: DutyKind, times: number): Scored[] => Array.from({ length: times }, () => ({ kind, lacks: [] }));
const partsOf = (list: readonly Scored[], more: Partial<Parameters<typeof pointsOf>[2]> = {}) => {
  const { total, parts } = pointsOf(proposedRules, list, { available: whole, ...more });
  return { total, ...Object.fromEntries(parts.map(({ name, points }) => [name, points])) };
};

describe('the points of a year, by hand', () => {
  it('86: three suggestions, ten households, three visits, four opinions, a report, training and activities', () => {
    const list = [
      ...many('suggestion_submitted', 3), ...many('reply_evaluated', 2), // 24 + 4, capped at 25
      ...many('household_linked', 10), ...many('voters_visited', 3), ...many('opinion_collected', 1), // 10 + 9 + 2
      ...records('report_given'), // 31, capped at 30
      ...many('training_taken', 2), // 10
      ...records('committee_attended'), // 5
      ...many('group_activity', 4), // 16
    ];
    expect(partsOf(list)).toEqual({ total: 86, learning: 10, proposals: 25, sitting_in: 5, contact: 30, activities: 16 });
  });

  it('nothing for nothing, and nothing for a record without the evidence its kind asks for', () => {
    expect(partsOf([])).toMatchObject({ total: 0 });
    expect(partsOf([{ kind: 'research', lacks: ['result'] }, { kind: 'research', lacks: [] }])).toMatchObject({ total: 5, activities: 5 });
  });

  it('each point names its record: what goes beyond the cap brings the rest, then nothing', () => {
    const { parts } = pointsOf(proposedRules, many('suggestion_submitted', 5), { available: whole });
    expect(parts.find(({ name }) => name === 'proposals')?.lines.map(({ worth, points }) => [worth, points])).toEqual([[8, 8], [8, 8], [8, 8], [8, 1], [8, 0]]);
  });

  it('nobody loses by granted leave, wherever it falls, and a day counts once', () => {
    const day = fc.integer({ min: 0, max: 364 }).map((at) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10));
    const leave = fc.tuple(day, fc.integer({ min: 0, max: 14 })).map(([from, more]) => ({ from, until: new Date(Date.parse(from) + more * 86_400_000).toISOString().slice(0, 10) }));
    fc.assert(fc.property(fc.array(fc.constantFrom(...kindNames), { maxLength: 30 }), fc.array(leave, { maxLength: 6 }), (kinds, neutral) => {
      const mandate = { from: '2022-01-05', until: null };
      const [with_, without] = [availableDays(2026, '2026-12-31', { mandate, neutral }), availableDays(2026, '2026-12-31', { mandate, neutral: [] })];
      expect(availableDays(2026, '2026-12-31', { mandate, neutral: [...neutral, ...neutral] })).toEqual(with_);
      expect(partsOf(records(...kinds), { available: with_ }).total ?? 0).toBeGreaterThanOrEqual(partsOf(records(...kinds), { available: without }).total ?? 0);
    }));
  });

  it('half a year of duty makes a record worth twice as much, to the same cap', () => {
    expect(partsOf(records('committee_attended'), { available: { days: 182.5, of: 365 } })).toMatchObject({ total: 10, sitting_in: 10 });
    expect(partsOf(many('committee_attended', 3), { available: { days: 182.5, of: 365 } })).toMatchObject({ sitting_in: 10 });
    expect(partsOf(records('inspection'), { available: { days: 89, of: 365 } }).total).toBeNull();
    expect(partsOf(records('inspection'), { available: { days: 90, of: 365 } }).total).toBe(16.2);
  });

  it('what was established limits the result, not the parts', () => {
    const list = [...many('suggestion_submitted', 4), ...many('voters_received', 8), ...many('training_taken', 3)];
    expect(partsOf(list).total).toBe(70);
    expect(partsOf(list, { vetoes: ['absent_session', 'unknown'] })).toMatchObject({ total: 59, proposals: 25, contact: 30 });
    expect(partsOf(records('inspection'), { vetoes: ['absent_session'] }).total).toBe(4);
  });

  it('a decided objection adds or takes within the cap and never below nothing', () => {
    const up = { id: 'a', subsystem: 'sitting_in', points: 7 } as const;
    expect(partsOf(records('committee_attended'), { adjustments: [up] })).toMatchObject({ sitting_in: 10 });
    expect(partsOf(records('committee_attended'), { adjustments: [{ ...up, points: -9 }] })).toMatchObject({ sitting_in: 0, total: 0 });
  });

  it('has 80 for good and 60 for fairly good', () => {
    expect([100, 80, 79.9, 60, 59.9, 0].map(bandOf)).toEqual(['good', 'good', 'fair', 'fair', 'behind', 'behind']);
  });
});

it('whatever the records, the lines add up to the parts and the parts to the result, between 0 and 100', () => {
  const record = fc.record({ kind: fc.constantFrom(...kindNames), lacks: fc.constantFrom<Scored['lacks'][]>([], [], ['result']).map((one) => [...one]) });
  fc.assert(fc.property(fc.array(record, { maxLength: 80 }), fc.integer({ min: 90, max: 365 }), (list, days) => {
    const { total, parts } = pointsOf(proposedRules, list, { available: { days, of: 365 } });
    for (const { lines, points, cap } of parts) {
      expect(points).toBeLessThanOrEqual(cap);
      expect(lines.reduce((sum, line) => sum + line.points, 0)).toBeCloseTo(points, 6);
    }
    expect(parts.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(total ?? -1, 6);
  }));
});

describe('days of duty in a year', () => {
  const days = (mandate: { from: string; until: string | null }, ...neutral: { from: string; until: string | null }[]) => availableDays(2026, '2026-11-30', { mandate, neutral });
  it('are those of the mandate, without suspended ones and leave, each once', () => {
    expect(days({ from: '2022-01-05', until: null })).toEqual({ days: 365, of: 365 });
    expect(days({ from: '2026-07-01', until: null }).days).toBe(184);
    expect(days({ from: '2022-01-05', until: '2026-01-31' }).days).toBe(31);
    expect(days({ from: '2022-01-05', until: null }, { from: '2025-12-01', until: '2026-01-31' }, { from: '2026-01-15', until: '2026-02-28' }).days).toBe(365 - 59);
    // It goes on: known up to today.
    expect(days({ from: '2022-01-05', until: null }, { from: '2026-11-01', until: null }).days).toBe(365 - 30);
    expect(availableDays(2028, '2028-03-01', { mandate: { from: '2027-01-01', until: null }, neutral: [] })).toEqual({ days: 366, of: 366 });
  });
});

it('the middle of fewer than five is not told', () => {
  expect(medianOf([1, 2, 3, 4], 5)).toBeNull();
  expect(medianOf([9, 1, 5, 3, 7], 5)).toBe(5);
  expect(medianOf([1, 2, 3, 4, 5, 6], 5)).toBe(3.5);
});

describe('rules', () => {
  it('as proposed are valid and have a weight for every kind', () => {
    expect(rulesSchema.parse(proposedRules).weights.map(({ kind }) => kind).toSorted()).toEqual(kindNames.toSorted());
  });
  it('that do not make a hundred, or weigh a kind twice, are refused in words', () => {
    const problem = (value: unknown) => rulesSchema.safeParse(value).error?.issues[0]?.message;
    expect(problem({ ...proposedRules, caps: { ...proposedRules.caps, contact: 31 } })).toBe('五个部分的上限合计应为 100 分');
    expect(problem({ ...proposedRules, weights: [proposedRules.weights[0], proposedRules.weights[0]] })).toBe('同一类履职只能有一个分值');
    expect(problem({ ...proposedRules, weights: [{ kind: 'research', points: 0.3, evidence: [] }] })).toBe('分值以 0.5 分为单位');
  });
});
