// A sensitive call waits for the proof, is repeated once under its own key, and leaves nobody signed out.
import { initTRPC } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onSignedOut } from './signed-out.ts';
import { onStepUpRequired } from './step-up.ts';
import { createClient } from './trpc.ts';

const t = initTRPC.context<{ key: string | null }>().create({
  errorFormatter: ({ shape }) => ({ ...shape, data: { code: 'identity.step_up_required', httpStatus: 401, requestId: 'r' } }),
});

let proved = false;
let keys: (string | null)[] = [];
const router = t.router({
  show: t.procedure.mutation(({ ctx }) => {
    keys.push(ctx.key);
    if (!proved) throw new Error('请再次确认');
    return '13800138000';
  }),
  look: t.procedure.query(() => {
    if (!proved) throw new Error('请再次确认');
    return 'seen';
  }),
});

const client = createClient<typeof router>({
  url: 'http://test/api/trpc',
  getCapacity: () => null,
  fetch: async (input, init) =>
    fetchRequestHandler({
      endpoint: '/api/trpc',
      req: new Request(new URL(String(input), 'http://test'), { method: init?.method ?? 'GET', headers: new Headers(init?.headers), body: typeof init?.body === 'string' ? init.body : null }),
      router,
      createContext: ({ req }) => ({ key: req.headers.get('x-idempotency-key') }),
    }),
});

const signedOut = vi.fn();
const stops: (() => void)[] = [];
beforeEach(() => {
  [proved, keys] = [false, []];
  signedOut.mockClear();
  stops.push(onSignedOut(signedOut));
});
afterEach(() => stops.splice(0).forEach((stop) => stop()));

const answerWith = (answer: boolean) => {
  const ask = vi.fn(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    proved = answer;
    return answer;
  });
  stops.push(onStepUpRequired(ask));
  return ask;
};

test('after the proof the call is repeated under the same key', async () => {
  const ask = answerWith(true);
  expect(await client.show.mutate()).toBe('13800138000');
  expect(ask).toHaveBeenCalledTimes(1);
  expect(keys).toHaveLength(2);
  expect(keys[0]).not.toBeNull();
  expect(keys[1]).toBe(keys[0]);
  expect(signedOut).not.toHaveBeenCalled();
});

test('several calls at once are one question', async () => {
  const ask = answerWith(true);
  expect(await Promise.all([client.show.mutate(), client.look.query(), client.look.query()])).toEqual(['13800138000', 'seen', 'seen']);
  expect(ask).toHaveBeenCalledTimes(1);
});

test('who gives no proof sees the refusal, and the call is not sent again', async () => {
  answerWith(false);
  await expect(client.show.mutate()).rejects.toThrow('请再次确认');
  expect(keys).toHaveLength(1);
  expect(signedOut).not.toHaveBeenCalled();
});

test('a proof that the server does not accept asks once and not for ever', async () => {
  const ask = vi.fn(async () => true);
  stops.push(onStepUpRequired(ask));
  await expect(client.show.mutate()).rejects.toThrow('请再次确认');
  expect(ask).toHaveBeenCalledTimes(1);
  expect(keys).toHaveLength(2);
});
