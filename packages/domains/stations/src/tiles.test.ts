import { expect, it } from 'vitest';
import { centres } from './centres.ts';
import { tilesOf } from './tiles.ts';

const under = (prefix: string, length: number) => Object.keys(centres).filter((code) => code.length === length && code.startsWith(prefix)).map((code) => ({ code }));

it.each([['43', 4], ['4306', 6], ['4312', 6], ['4304', 6]])('every part of %s has a tile of its own, about where it lies', (prefix, length) => {
  const places = under(prefix, length);
  const found = tilesOf(places);
  expect(found?.tiles).toHaveLength(places.length);
  expect(new Set(found?.tiles.map(({ x, y }) => `${x},${y}`)).size).toBe(places.length);
  for (const { x, y } of found?.tiles ?? []) {
    expect(x).toBeLessThan(found?.columns ?? 0);
    expect(y).toBeLessThan(found?.rows ?? 0);
  }
  const at = (edge: (code: string) => number) => found?.tiles.toSorted((a, b) => edge(a.code) - edge(b.code))[0];
  expect(at((code) => centres[code]?.[0] ?? 0)?.x).toBe(0);
  expect(at((code) => -(centres[code]?.[1] ?? 0))?.y).toBe(0);
});

it('what nobody knows where it lies is left out, and few are no picture', () => {
  expect(tilesOf([{ code: '430602' }, { code: '430603' }, { code: '430611' }, { code: '999999' }])?.tiles).toHaveLength(3);
  expect(tilesOf([{ code: '430602' }, { code: '999999' }])).toBeNull();
});
