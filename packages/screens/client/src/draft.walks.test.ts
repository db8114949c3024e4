import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { crash, device, leaveAll, open, server } from './draft.fixture.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  leaveAll();
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Step =
  | { kind: 'type' }
  | { kind: 'wait'; milliseconds: number }
  | { kind: 'network'; mode: 'up' | 'down' | 'answer lost' }
  | { kind: 'crash' | 'leave' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'type' } as const) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.integer({ min: 1, max: 4000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('network' as const),
      mode: fc.constantFrom('up' as const, 'down' as const, 'answer lost' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'crash' } as const, { kind: 'leave' } as const) },
);

test('one device, any order of typing, waiting, losing the network, crashing: the last words arrive, and no conflict is ever shown', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const [phone, backend] = [device(), server()];
      let page = open(phone.storage, backend);
      let words = '';
      for (const [at, act] of steps.entries()) {
        if (act.kind === 'type') {
          words += String(at % 10);
          page.draft.value.value.body = words;
        } else if (act.kind === 'wait') await vi.advanceTimersByTimeAsync(act.milliseconds);
        else if (act.kind === 'network') backend.state.mode = act.mode;
        else {
          if (act.kind === 'crash') await crash(page.draft, phone.kept);
          else page.leave();
          page = open(phone.storage, backend);
        }
        expect(page.draft.conflict.value).toBeNull();
        expect(page.draft.value.value.body).toBe(words);
      }
      backend.state.mode = 'up';
      await vi.advanceTimersByTimeAsync(130_000);
      expect(page.draft.conflict.value).toBeNull();
      expect(page.draft.value.value.body).toBe(words);
      if (words) expect(backend.state.present?.value.body).toBe(words);
      page.leave();
      await vi.advanceTimersByTimeAsync(5000);
    }),
    { numRuns: 150 },
  );
}, 60_000);

test('two devices, any order: whatever was typed last on each is on the server, on the screen or offered to choose', async () => {
  const act = fc.record({ who: fc.constantFrom(0, 1), step });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
      const backend = server();
      const devices = [device(), device()];
      const pages = devices.map(({ storage }) => open(storage, backend));
      const last = ['', ''];
      for (const [at, { who, step: act }] of acts.entries()) {
        const [page, own] = [pages[who], devices[who]];
        if (!page || !own) continue;
        if (act.kind === 'type') {
          last[who] = `${who}:${at}`;
          page.draft.value.value.body = last[who];
        } else if (act.kind === 'wait') await vi.advanceTimersByTimeAsync(act.milliseconds);
        else if (act.kind === 'network') backend.state.mode = act.mode;
        else {
          if (act.kind === 'crash') await crash(page.draft, own.kept);
          else page.leave();
          pages[who] = open(own.storage, backend);
        }
      }
      backend.state.mode = 'up';
      await vi.advanceTimersByTimeAsync(130_000);
      for (const [who, page] of pages.entries()) {
        const there = [...backend.state.history, page.draft.value.value.body, page.draft.conflict.value?.mine.body];
        if (last[who]) expect(there).toContain(last[who]);
        expect(['saved', 'conflict', 'idle']).toContain(page.draft.state.value);
        page.leave();
      }
      await vi.advanceTimersByTimeAsync(5000);
    }),
    { numRuns: 150 },
  );
}, 60_000);
