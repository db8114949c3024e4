import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { deadlineLook } from './deadline.ts';
import { fileSize } from './format.ts';
import { pageNumbers } from './pages.ts';
import { useToast } from './toast.ts';
import { statusLook, tones } from './tone.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  ['2026-03-31', { light: 'green', shape: '●', words: '还有 30 天' }],
  ['2026-03-16', { light: 'amber', shape: '▲', words: '还有 15 天' }],
  ['2026-03-01', { light: 'amber', shape: '▲', words: '今天到期' }],
  ['2026-02-26', { light: 'red', shape: '■', words: '已超期 3 天' }],
])('a deadline on %s, seen on 2026-03-01', (dueOn, look) => {
  expect(deadlineLook(dueOn, '2026-03-01', { status: 'open' })).toMatchObject(look);
});

test('a lawful extension counts, and both dates are told', () => {
  const look = deadlineLook('2026-02-26', '2026-03-01', { status: 'open', extendedUntil: '2026-03-20' });
  expect(look).toMatchObject({
    light: 'green',
    words: '还有 19 天',
    detail: '已同意延期至2026年3月20日（原期限：2026年2月26日）',
  });
});

test('what is done is not overdue', () => {
  expect(deadlineLook('2026-02-26', '2026-03-01', { status: 'done' })).toMatchObject({
    light: 'done',
    words: '已完成',
    shape: '✓',
  });
});

test('every tone and every light has its own shape', () => {
  const shapes = Object.values(tones).map(({ shape }) => shape);
  expect(new Set(shapes).size).toBe(shapes.length);
});

test('a state the page does not know is shown rather than breaking the list', () => {
  const map = { closed: { label: '办结', tone: 'good' } } as const;
  expect(statusLook(map, 'closed').label).toBe('办结');
  expect(statusLook(map, 'from_the_future')).toEqual({ label: 'from_the_future', tone: 'neutral' });
});

test.each([
  [1, 1, [1]],
  [1, 3, [1, 2, 3]],
  [6, 12, [1, null, 5, 6, 7, null, 12]],
  [3, 12, [1, 2, 3, 4, null, 12]],
  [4, 12, [1, 2, 3, 4, 5, null, 12]],
  [12, 12, [1, null, 11, 12]],
])('pages around %i of %i', (current, count, numbers) => {
  expect(pageNumbers(current, count)).toEqual(numbers);
});

test('sizes of files', () => {
  expect([512, 880_640, 2_516_582].map(fileSize)).toEqual(['512 B', '860 KB', '2.4 MB']);
});

test('confirmations go by themselves, failures stay, repetitions do not pile up', () => {
  const { toasts, success, error, dismiss } = useToast();
  success('已保存');
  success('已保存');
  error('没有提交');
  expect(toasts.map(({ text }) => text)).toEqual(['已保存', '没有提交']);
  vi.advanceTimersByTime(600_000);
  expect(toasts.map(({ text }) => text)).toEqual(['没有提交']);
  dismiss(toasts[0]?.id ?? 0);
  expect(toasts).toHaveLength(0);
});
