import { expect, it } from 'vitest';
import { timeLeftWords } from './use-handing-in.ts';

it.each([
  ['2026-04-09T12:00:00+08:00', '还有 1 天 3 小时'],
  ['2026-04-09T09:00:30+08:00', '还有 1 天'],
  ['2026-04-08T12:20:00+08:00', '还有 3 小时 20 分钟'],
  ['2026-04-08T09:07:00+08:00', '还有 7 分钟'],
  ['2026-04-08T09:00:30+08:00', '即将截止'],
])('until %s: %s', (until, words) => {
  expect(timeLeftWords(new Date(until), new Date('2026-04-08T09:00:00+08:00'))).toBe(words);
});
