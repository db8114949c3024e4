import { listInput } from '@smart/suggestions/model-inputs';
import { describe, expect, it } from 'vitest';
import { addressOf, groupsOf, readFilters, requestOf } from './list-filters.ts';

describe('filters in the address', () => {
  it('are as usual when the address says nothing or nonsense', () => {
    const usual = { scope: 'mine', group: '', topic: '', q: '', page: 1 };
    expect(readFilters({})).toEqual(usual);
    expect(readFilters({ scope: 'all', group: '<script>', topic: 'toString', page: '-3', q: ['a', 'b'] })).toEqual(usual);
  });

  it('survive the way into the address and back', () => {
    const filters = { scope: 'congress', group: 'handling', topic: 'transport', q: '公交', page: 3 } as const;
    expect(addressOf(filters).query).toEqual({ scope: 'congress', group: 'handling', topic: 'transport', q: '公交', page: '3' });
    expect(readFilters(addressOf(filters).query)).toEqual(filters);
    expect(addressOf(readFilters({})).query).toEqual({});
  });

  it('what only the proposer sees is not offered for the congress', () => {
    expect(groupsOf('congress').map((group) => group.value)).toEqual(['handling', 'replied', 'tracking', 'closed']);
    expect(readFilters({ scope: 'congress', group: 'unfinished' }).group).toBe('');
  });

  it('make a request the server accepts', () => {
    const request = requestOf({ scope: 'mine', group: 'examining', topic: 'health', q: '急救', page: 2 });
    expect(listInput.parse(request)).toMatchObject({ scope: 'mine', states: ['submitted', 'returned_for_amendment'], topic: 'health', q: '急救', limit: 20, offset: 20, withTotal: true });
    expect(requestOf({ scope: 'cosigned', group: '', topic: '', q: '', page: 1 })).not.toHaveProperty('states');
  });
});
