import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLive, type LiveHandlers } from './live.ts';

function scene() {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
  const open = new Set<LiveHandlers<string>>();
  let connections = 0;
  const changes: (string | null)[] = [];
  const live = startLive<string>(
    (handlers) => {
      connections += 1;
      open.add(handlers);
      return { unsubscribe: () => open.delete(handlers) };
    },
    (change) => changes.push(change),
    page,
  );
  return {
    live,
    changes,
    open,
    connections: () => connections,
    last: () => [...open].at(-1),
    show(state: DocumentVisibilityState) {
      page.visibilityState = state;
      page.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('passes changes on', () => {
  const { last, changes } = scene();
  last()?.onData('suggestion');
  expect(changes).toEqual(['suggestion']);
});

test('many changes at once are told twice: the first, and a second later the last', () => {
  const { last, changes } = scene();
  for (let i = 0; i < 200; i += 1) last()?.onData(`change ${i}`);
  expect(changes).toEqual(['change 0']);
  vi.advanceTimersByTime(1_000);
  expect(changes).toEqual(['change 0', 'change 199']);
  vi.advanceTimersByTime(5_000);
  last()?.onData('later');
  expect(changes).toEqual(['change 0', 'change 199', 'later']);
});

test('reconnects with growing pauses, and says that something may have been missed', () => {
  const { last, changes, connections, open } = scene();
  last()?.onError(new Error('x'));
  vi.advanceTimersByTime(1_999);
  expect(connections()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(connections()).toBe(2);
  expect(changes).toEqual([null]);
  last()?.onError(new Error('x'));
  vi.advanceTimersByTime(3_999);
  expect(connections()).toBe(2);
  vi.advanceTimersByTime(1);
  expect(connections()).toBe(3);
  expect(open.size).toBe(1);
});

test('an error and an end of the same connection make one reconnection', () => {
  const { last, connections } = scene();
  const handlers = last();
  handlers?.onError(new Error('x'));
  handlers?.onComplete();
  vi.advanceTimersByTime(60_000);
  expect(connections()).toBe(2);
});

test('stops while hidden and catches up when seen again', () => {
  const { show, open, changes, last, connections } = scene();
  show('hidden');
  expect(open.size).toBe(0);
  vi.advanceTimersByTime(600_000);
  expect(connections()).toBe(1);
  show('visible');
  expect(open.size).toBe(1);
  expect(changes).toEqual([null]);
  vi.advanceTimersByTime(1_000);
  last()?.onData('reply');
  expect(changes).toEqual([null, 'reply']);
});

test('after stop nothing comes back', () => {
  const { live, last, open, show, connections } = scene();
  const handlers = last();
  live.stop();
  handlers?.onError(new Error('x'));
  show('hidden');
  show('visible');
  vi.advanceTimersByTime(600_000);
  expect(open.size).toBe(0);
  expect(connections()).toBe(1);
});
