import { describe, expect, it } from 'vitest';
import { filtersOf } from './filters.ts';

const query = (values: Record<string, string>) => ({
  get: (name: string) => values[name] ?? '',
  oneOf: <Value extends string>(name: string, allowed: readonly Value[]) => allowed.find((value) => value === values[name]),
});

describe('filters of the library', () => {
  it('asks for nothing that is not set, and ignores what is no filter', () => {
    expect(filtersOf(query({ state: 'nonsense', light: 'blue' }))).toEqual({ sort: 'submitted' });
  });

  it('reads session, recess and whole term apart', () => {
    expect(filtersOf(query({ session: 'recess' }))).toEqual({ sort: 'submitted', inRecess: true });
    expect(filtersOf(query({ session: 'term:t1' }))).toEqual({ sort: 'submitted', termId: 't1' });
    expect(filtersOf(query({ session: 's1' }))).toEqual({ sort: 'submitted', sessionId: 's1' });
  });

  it('reads a year as the days it was handed in on', () => {
    expect(filtersOf(query({ year: '2025' }))).toEqual({ sort: 'submitted', submittedFrom: '2025-01-01', submittedTo: '2025-12-31' });
    expect(filtersOf(query({ year: 'soon' }))).toEqual({ sort: 'submitted' });
  });

  it('passes the rest on', () => {
    expect(filtersOf(query({ q: '桥', state: 'replied', light: 'red', organ: 'o', grade: 'B', key: '1', published: '0', sort: 'due' }))).toEqual({
      q: '桥', states: ['replied'], light: 'red', organId: 'o', grade: 'B', key: true, published: false, sort: 'due',
    });
  });
});
