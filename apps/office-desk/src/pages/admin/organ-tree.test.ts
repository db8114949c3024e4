import { expect, it } from 'vitest';
import { depthsOf } from './organ-tree.ts';

it('counts the upper organs that are shown', () => {
  const depths = depthsOf([{ id: 'a', parentId: null }, { id: 'b', parentId: 'a' }, { id: 'c', parentId: 'b' }, { id: 'd', parentId: 'not shown' }]);
  expect([...depths.values()]).toEqual([0, 1, 2, 0]);
});

it('ends in a circle', () => {
  expect(depthsOf([{ id: 'a', parentId: 'b' }, { id: 'b', parentId: 'a' }]).get('a')).toBe(1);
});
