import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watch } from 'vue';
import { createCapacity } from './capacity.ts';
import { createSession, type SessionInfo } from './session.ts';
import { signInAddress } from './signed-out.ts';

function store(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const capacityOf = (id: string) => ({
  id,
  label: '代表',
  kind: 'mandate',
  congressId: 'c',
  congressName: '岳阳市人大',
  tier: 'city',
  roles: [],
});
const me: SessionInfo = {
  person: { id: 'p', name: '李明' },
  user: { username: 'deputy.city' },
  capacities: [capacityOf('city'), capacityOf('district')],
  current: 'city',
};

beforeEach(() => {
  vi.stubGlobal('localStorage', store());
  vi.stubGlobal('sessionStorage', store());
});
afterEach(() => vi.unstubAllGlobals());

test('the choice is remembered per app; a tab keeps its own, a new tab begins with the last', () => {
  const here = createCapacity('deputy');
  here.choose('district');
  expect(createCapacity('office').current.value).toBeNull();
  vi.stubGlobal('sessionStorage', store());
  const there = createCapacity('deputy');
  expect(there.current.value).toBe('district');
  there.choose('city');
  expect(here.current.value).toBe('district');
});

test('without storage the choice still holds', () => {
  vi.stubGlobal('localStorage', undefined);
  vi.stubGlobal('sessionStorage', undefined);
  const capacity = createCapacity('deputy');
  capacity.choose('city');
  expect(capacity.current.value).toBe('city');
});

test('a remembered capacity is kept, an unknown one gives way to the server’s', async () => {
  const capacity = createCapacity('deputy');
  const session = createSession({ me: async () => me, capacity });
  capacity.choose('district');
  await session.load();
  expect(session.capacity.value?.id).toBe('district');
  capacity.choose('of-somebody-else');
  await session.load();
  expect(session.capacity.value?.id).toBe('city');
});

test('when the server refuses a remembered capacity, it is forgotten and asked again', async () => {
  const capacity = createCapacity('deputy');
  capacity.choose('ended');
  const ask = vi.fn(async () => {
    if (capacity.current.value === 'ended')
      throw Object.assign(new Error('x'), { data: { code: 'identity.capacity_unknown' } });
    return me;
  });
  await createSession({ me: ask, capacity }).load();
  expect(ask).toHaveBeenCalledTimes(2);
  expect(capacity.current.value).toBe('city');
});

test('switching drops what was fetched, once', async () => {
  const capacity = createCapacity('deputy');
  const onSwitch = vi.fn();
  const session = createSession({ me: async () => me, capacity, onSwitch });
  await session.load();
  session.switchTo('district');
  session.switchTo('district');
  expect(onSwitch).toHaveBeenCalledExactlyOnceWith('district');
});

test('sign-out that the server did not confirm does not look like one', async () => {
  const capacity = createCapacity('deputy');
  const leave = vi.fn();
  const status = { value: 500 };
  const session = createSession({
    me: async () => me,
    capacity,
    leave,
    fetch: async () => new Response('{}', { status: status.value }),
  });
  await session.load();
  await expect(session.signOut()).rejects.toThrow();
  expect(session.info.value).not.toBeNull();
  expect(leave).not.toHaveBeenCalled();
  status.value = 200;
  await session.signOut();
  expect(leave).toHaveBeenCalledWith('/sign-in');
  expect(session.info.value).toBeNull();
  expect(capacity.current.value).toBeNull();
});

test('the way back survives sign-in, with query and fragment', () => {
  const address = signInAddress({ pathname: '/deputy/suggestions/1', search: '?from=notice&x=1', hash: '#reply' });
  expect(new URL(address, 'http://h').searchParams.get('next')).toBe('/deputy/suggestions/1?from=notice&x=1#reply');
});

test('the app’s own beginning stands before any page may ask something: no request goes out in the server’s choice', async () => {
  const capacity = createCapacity('office');
  const session = createSession({ me: async () => me, capacity, begin: ({ capacities }) => capacities.find(({ id }) => id === 'district')?.id ?? null });
  const seen: (string | null)[] = [];
  watch(session.info, () => seen.push(capacity.current.value), { flush: 'sync' });
  await session.load();
  expect(seen).toEqual(['district']);
});
