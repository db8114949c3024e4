import { expect, it } from 'vitest';
import { countOf } from './mandate-form.ts';

it('reads counts as people type them, and nothing else', () => {
  expect(['45', ' 45 ', '４５', '0'].map(countOf)).toEqual([45, 45, 45, 0]);
  expect(['', '四十五', '4.5', '-3', '4 5'].map(countOf)).toEqual([null, null, null, null, null]);
});
