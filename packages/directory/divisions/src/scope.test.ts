import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divisionsOf } from './data.ts';
import { ancestors, isRelated, isWithin, parentOf, scopeOf, tierOf } from './scope.ts';

const hunan = divisionsOf();
const division = fc.constantFrom(...hunan);

describe('scopes', () => {
  it('cuts the groups of zeros behind', () => {
    expect(['430000', '430600', '430602', '430602000000', '430602001000', '43'].map(scopeOf)).toEqual([
      '43', '4306', '430602', '430602', '430602001', '43',
    ]);
  });

  it('keeps a zero that belongs to the code', () => {
    expect(scopeOf('430102010')).toBe('430102010');
    expect(scopeOf('4310')).toBe('4310');
    expect(scopeOf('431000')).toBe('4310');
  });

  it('refuses what is no code', () => {
    for (const bad of ['', '4', '430', '4306a', '43060200', '0']) expect(() => scopeOf(bad), bad).toThrow(RangeError);
  });

  it('names the tier and the ancestors', () => {
    expect(['43', '4306', '430602', '430602001'].map(tierOf)).toEqual(['province', 'city', 'county', 'township']);
    expect(ancestors('430602001')).toEqual(['43', '4306', '430602']);
    expect(parentOf('43')).toBeNull();
  });

  // The independent oracle walks the parents of the table instead of comparing text.
  const parents = new Map(hunan.map((row) => [row.code, row.parentCode]));
  const above = (code: string, scope: string): boolean => {
    for (let at: string | null | undefined = code; at; at = parents.get(at)) if (at === scope) return true;
    return false;
  };

  it('agrees with the tree of divisions on who lies within whom', () => {
    fc.assert(
      fc.property(division, division, (one, other) => {
        expect(isWithin(one.code, other.code)).toBe(above(one.code, other.code));
        expect(isRelated(one.code, other.code)).toBe(above(one.code, other.code) || above(other.code, one.code));
      }),
      { numRuns: 500 },
    );
  });
});
