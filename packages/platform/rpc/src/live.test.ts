import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { changeSchema, createLiveHub, streamOf } from './live.ts';
import type { Change } from './live.ts';

function fakeListener() {
  const payloads = new Set<(payload: string) => void>();
  const gaps = new Set<() => void>();
  return {
    listener: {
      on: (_channel: string, handler: (payload: string) => void) => {
        payloads.add(handler);
        return () => payloads.delete(handler);
      },
      onGap: (handler: () => void) => {
        gaps.add(handler);
        return () => gaps.delete(handler);
      },
    },
    send: (value: unknown) => payloads.forEach((tell) => tell(typeof value === 'string' ? value : JSON.stringify(value))),
    gap: () => gaps.forEach((tell) => tell()),
  };
}

const change = (congressId: string): Change => ({ congressId, subjectType: 'suggestion', matterId: 'm' });

describe('live changes', () => {
  it('gives each reader only what it wants, in order, and ends with the signal', async () => {
    const { listener, send } = fakeListener();
    const hub = createLiveHub(listener);
    const stop = new AbortController();
    const seen: (Change | null)[] = [];
    const reading = (async () => {
      for await (const item of hub.changes(({ congressId }) => congressId === 'a', stop.signal)) seen.push(item);
    })();
    await Promise.resolve();
    send(change('b'));
    send(change('a'));
    send('not json');
    send({ congressId: 7 });
    await new Promise((done) => setTimeout(done, 5));
    stop.abort();
    await reading;
    expect(seen).toEqual([change('a')]);
  });

  it('tells readers to fetch everything again after a gap or when they fall behind', async () => {
    const { listener, send, gap } = fakeListener();
    const stop = new AbortController();
    const reader = createLiveHub(listener).changes(() => true, stop.signal);
    const first = reader.next();
    gap();
    expect((await first).value).toBeNull();
    for (let i = 0; i < 500; i++) send(change('a'));
    expect((await reader.next()).value).toBeNull();
    stop.abort();
    await reader.return();
  });

  it('ends every stream when the server stops', async () => {
    const hub = createLiveHub(fakeListener().listener);
    const waiting = hub.changes(() => true, undefined).next();
    hub.end();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect((await hub.changes(() => true, new AbortController().signal).next()).done).toBe(true);
  });

  it('hides whom a change concerns from those who are told', async () => {
    const schema = streamOf(changeSchema);
    async function* source() {
      yield { ...change('a'), personIds: ['p'] };
      yield null;
    }
    const out = [];
    for await (const item of schema.parse(source())) out.push(item);
    expect(out).toEqual([{ subjectType: 'suggestion', matterId: 'm' }, null]);
    expect(() => streamOf(z.string()).parse('text')).toThrow();
  });
});
