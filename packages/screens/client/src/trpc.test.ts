import { initTRPC } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { afterEach, expect, test, vi } from 'vitest';
import { describeError } from './errors.ts';
import { onSignedOut } from './signed-out.ts';
import { createClient, type ClientOptions } from './trpc.ts';

type Context = { capacity: string | null; key: string | null };

const t = initTRPC.context<Context>().create({
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    data: { code: 'test.refused', httpStatus: Number(error.message) || 500, requestId: 'r' },
  }),
});
const router = t.router({
  who: t.procedure.query(({ ctx }) => ctx),
  act: t.procedure.mutation(({ ctx }) => ctx),
  refuse: t.procedure.query(() => {
    throw new Error('401');
  }),
});

type Fetch = NonNullable<ClientOptions['fetch']>;

/** The router behind a network that fails as told: each call takes one entry; `after` fails once the server has acted. */
function network(...failures: ('before' | 'after' | 'page' | null)[]) {
  const seen: { path: string; key: string | null; capacity: string | null }[] = [];
  const send: Fetch = async (input, init) => {
    const failure = failures.shift();
    const request = new Request(new URL(String(input), 'http://test'), {
      method: init?.method ?? 'GET',
      headers: new Headers(init?.headers),
      body: typeof init?.body === 'string' ? init.body : null,
    });
    const [capacity, key] = [request.headers.get('x-capacity'), request.headers.get('x-idempotency-key')];
    seen.push({ path: new URL(request.url).pathname, key, capacity });
    if (failure === 'before') throw new TypeError('fetch failed');
    if (failure === 'page') return new Response('<html>502</html>', { status: 502 });
    const answer = await fetchRequestHandler({
      endpoint: '/api/trpc',
      req: request,
      router,
      createContext: () => ({ capacity, key }),
    });
    if (failure === 'after') throw new TypeError('fetch failed');
    return answer;
  };
  return { seen, send };
}

function client(send: Fetch, options: Partial<ClientOptions> = {}) {
  return createClient<typeof router>({
    url: 'http://test/api/trpc',
    getCapacity: () => 'cap-1',
    fetch: send,
    retryDelay: () => 1,
    ...options,
  });
}

afterEach(() => vi.unstubAllGlobals());

test('a mutation repeated after failures keeps its key and its capacity', async () => {
  const { seen, send } = network('before', 'after', 'page', null);
  let capacity = 'cap-1';
  const slow: Fetch = async (...call) => {
    const answer = send(...call);
    capacity = 'cap-2'; // the person switches while the call is under way
    return answer;
  };
  const answer = await client(slow, { getCapacity: () => capacity }).act.mutate();
  expect(seen).toHaveLength(4);
  expect(new Set(seen.map(({ key }) => key))).toEqual(new Set([answer.key]));
  expect(seen.map((call) => call.capacity)).toEqual(['cap-1', 'cap-1', 'cap-1', 'cap-1']);
  expect(answer.key).toMatch(/^[0-9a-f-]{36}$/);
});

test('each mutation has its own key and its own request, also when called together', async () => {
  const { seen, send } = network();
  const api = client(send);
  const [one, two] = await Promise.all([api.act.mutate(), api.act.mutate()]);
  expect(one.key).not.toBe(two.key);
  expect(seen).toHaveLength(2);
});

test('a caller’s own key is used', async () => {
  const { send } = network('after');
  const answer = await client(send).act.mutate(undefined, { context: { idempotencyKey: 'draft-42-submit' } });
  expect(answer.key).toBe('draft-42-submit');
});

test('queries share one request, carry no key, and give up after three repeats', async () => {
  const { seen, send } = network();
  const api = client(send);
  const [one] = await Promise.all([api.who.query(), api.who.query()]);
  expect(seen).toHaveLength(1);
  expect(one).toEqual({ capacity: 'cap-1', key: null });
  const down = network('before', 'before', 'before', 'before', 'before');
  await expect(
    client(down.send)
      .who.query()
      .catch((error) => describeError(error).code),
  ).resolves.toBe('network');
  expect(down.seen).toHaveLength(4);
});

test('a device that knows it is offline fails at once', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  const { seen, send } = network('before', null);
  await expect(client(send).who.query()).rejects.toThrow();
  expect(seen).toHaveLength(1);
});

test('no answer in time is a failure that is repeated', async () => {
  const { send } = network();
  let calls = 0;
  const stuck: Fetch = (input, init) => {
    calls += 1;
    if (calls > 1) return send(input, init);
    return new Promise((_, reject) =>
      init?.signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError'))),
    );
  };
  await client(stuck, { timeout: 20 }).who.query();
  expect(calls).toBe(2);
});

test('a call given up by the caller is neither repeated nor reported as the network', async () => {
  const controller = new AbortController();
  let calls = 0;
  const stuck: Fetch = (_input, init) => {
    calls += 1;
    return new Promise((_, reject) =>
      init?.signal?.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError'))),
    );
  };
  const call = client(stuck)
    .act.mutate(undefined, { signal: controller.signal })
    .catch((error) => describeError(error).code);
  setTimeout(() => controller.abort(), 10);
  await expect(call).resolves.toBe('aborted');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(calls).toBe(1);
});

test('401 is announced once and not repeated', async () => {
  const { seen, send } = network();
  const heard = vi.fn();
  const stop = onSignedOut(heard);
  await expect(client(send).refuse.query()).rejects.toThrow();
  stop();
  expect(heard).toHaveBeenCalledTimes(1);
  expect(seen).toHaveLength(1);
});
