import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope } from 'vue';
import type { DraftStorage, StoredDraft } from './draft-storage.ts';
import { draftWords, useDraft, type Draft } from './draft.ts';

interface Form {
  title: string;
  body: string;
}
const empty: Form = { title: '', body: '' };

/** What one device keeps; survives a crash of the page. */
function device() {
  const kept = new Map<string, string>();
  let broken = false;
  const readNow = (key: string): StoredDraft | null => JSON.parse(kept.get(key) ?? 'null');
  const storage: DraftStorage = {
    readNow,
    read: async (key) => readNow(key),
    write: async (key, draft) => {
      if (broken) throw new Error('full');
      kept.set(key, JSON.stringify(draft));
    },
    remove: async (key) => void kept.delete(key),
  };
  return { storage, kept, break: () => (broken = true) };
}

function refusal(code: string, httpStatus: number, message = '不行') {
  return Object.assign(new Error(message), { data: { code, httpStatus, requestId: 'r' } });
}

/** A server with revisions that can be cut off, also after it has saved but before it has answered. */
function server() {
  const state = {
    present: null as { value: Form; revision: number } | null,
    history: [] as string[],
    mode: 'up' as 'up' | 'down' | 'answer lost',
    refuse: null as Error | null,
    saves: 0,
  };
  const reach = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (state.mode === 'down') throw new TypeError('fetch failed');
  };
  return {
    state,
    save: async (value: Form, revision: number) => {
      await reach();
      state.saves += 1;
      if (state.refuse) throw state.refuse;
      if ((state.present?.revision ?? 0) !== revision) throw refusal('workflow.version_conflict', 409);
      state.present = { value: structuredClone(value), revision: revision + 1 };
      state.history.push(value.body);
      if (state.mode === 'answer lost') throw new TypeError('fetch failed');
      return { revision: revision + 1 };
    },
    load: async () => {
      await reach();
      return structuredClone(state.present);
    },
  };
}

const scopes: { stop(): void }[] = [];

function open(storage: DraftStorage, { save, load }: Pick<ReturnType<typeof server>, 'save' | 'load'>, key = 'new') {
  const scope = effectScope();
  scopes.push(scope);
  const draft = scope.run(() => useDraft<Form>(key, empty, { personId: 'p', save, load, storage }));
  if (!draft) throw new Error('no draft');
  return { draft, leave: () => scope.stop() };
}

/** The page dies: no goodbye, its timers never fire. */
async function crash(draft: Draft<Form>, kept: Map<string, string>) {
  const before = new Map(kept);
  await draft.clear();
  for (const [key, value] of before) kept.set(key, value);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  for (const scope of scopes.splice(0)) scope.stop();
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('every change is on the device at once and on the server after a moment of quiet', async () => {
  const [phone, backend] = [device(), server()];
  const { draft } = open(phone.storage, backend);
  await vi.advanceTimersByTimeAsync(100);
  draft.value.value.body = '修路';
  expect(phone.kept.get('p.new')).toContain('修路');
  await vi.advanceTimersByTimeAsync(700);
  draft.value.value.body = '修路，建桥';
  expect(draft.stateText.value).toBe('正在保存…');
  await vi.advanceTimersByTimeAsync(700);
  expect(backend.state.saves).toBe(0);
  await vi.advanceTimersByTimeAsync(300);
  expect(backend.state.saves).toBe(1);
  expect(backend.state.present?.value.body).toBe('修路，建桥');
  expect(draft.stateText.value).toBe('已保存');
});

test('typing while a save is under way is not lost', async () => {
  const [phone, backend] = [device(), server()];
  const { draft } = open(phone.storage, backend);
  draft.value.value.body = '一';
  await vi.advanceTimersByTimeAsync(820);
  draft.value.value.body = '一二';
  await vi.advanceTimersByTimeAsync(2000);
  expect(backend.state.present).toEqual({ value: { title: '', body: '一二' }, revision: 2 });
  expect(draft.state.value).toBe('saved');
});

test('without network the words stay here, and go out when it is back', async () => {
  const [phone, backend] = [device(), server()];
  backend.state.mode = 'down';
  const { draft } = open(phone.storage, backend);
  draft.value.value.title = '离线写的';
  await vi.advanceTimersByTimeAsync(3000);
  expect(draft.stateText.value).toBe('未联网，已存在本机');
  expect(backend.state.present).toBeNull();
  backend.state.mode = 'up';
  await vi.advanceTimersByTimeAsync(60_000);
  expect(backend.state.present?.value.title).toBe('离线写的');
  expect(draft.state.value).toBe('saved');
});

test('the online event sends at once', async () => {
  const target = new EventTarget();
  vi.stubGlobal('window', target);
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  const [phone, backend] = [device(), server()];
  backend.state.mode = 'down';
  const { draft } = open(phone.storage, backend);
  draft.value.value.title = '桥';
  await vi.advanceTimersByTimeAsync(40_000);
  const tries = backend.state.saves;
  backend.state.mode = 'up';
  target.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(60);
  expect(backend.state.saves).toBe(tries + 1);
  expect(draft.state.value).toBe('saved');
});

test('after a crash the words are there before the form is drawn', async () => {
  const [phone, backend] = [device(), server()];
  backend.state.mode = 'down';
  const first = open(phone.storage, backend);
  first.draft.value.value.body = '崩溃前的字';
  await crash(first.draft, phone.kept);
  backend.state.mode = 'up';
  const { draft } = open(phone.storage, backend);
  expect(draft.value.value.body).toBe('崩溃前的字');
  await vi.advanceTimersByTimeAsync(2000);
  expect(backend.state.present?.value.body).toBe('崩溃前的字');
});

test('another device continues where the first one stopped', async () => {
  const [phone, desk, backend] = [device(), device(), server()];
  const first = open(phone.storage, backend);
  first.draft.value.value.body = '手机上写的';
  await vi.advanceTimersByTimeAsync(2000);
  const second = open(desk.storage, backend);
  await vi.advanceTimersByTimeAsync(100);
  expect(second.draft.value.value.body).toBe('手机上写的');
  expect(second.draft.conflict.value).toBeNull();
});

for (const which of ['mine', 'theirs'] as const) {
  test(`two devices wrote: the person chooses ${which}, and both then agree`, async () => {
    const [phone, desk, backend] = [device(), device(), server()];
    const first = open(phone.storage, backend);
    const second = open(desk.storage, backend);
    await vi.advanceTimersByTimeAsync(100);
    first.draft.value.value.body = '手机';
    await vi.advanceTimersByTimeAsync(2000);
    second.draft.value.value.body = '电脑';
    await vi.advanceTimersByTimeAsync(2000);
    expect(second.draft.state.value).toBe('conflict');
    expect(second.draft.conflict.value).toMatchObject({ mine: { body: '电脑' }, theirs: { body: '手机' } });
    expect(backend.state.present?.value.body).toBe('手机');
    await Promise.all([second.draft.resolve(which), vi.advanceTimersByTimeAsync(2000)]);
    expect(second.draft.state.value).toBe('saved');
    expect(backend.state.present?.value.body).toBe(which === 'mine' ? '电脑' : '手机');
    expect(second.draft.value.value.body).toBe(which === 'mine' ? '电脑' : '手机');
  });
}

test('an answer lost on the way is not mistaken for another device', async () => {
  const [phone, backend] = [device(), server()];
  const { draft } = open(phone.storage, backend);
  await vi.advanceTimersByTimeAsync(100);
  backend.state.mode = 'answer lost';
  draft.value.value.body = '一';
  await vi.advanceTimersByTimeAsync(900);
  draft.value.value.body = '一二';
  backend.state.mode = 'up';
  await vi.advanceTimersByTimeAsync(10_000);
  expect(draft.conflict.value).toBeNull();
  expect(backend.state.present?.value.body).toBe('一二');
});

test('leaving the page and coming back at once is not a conflict', async () => {
  const [phone, backend] = [device(), server()];
  const first = open(phone.storage, backend);
  await vi.advanceTimersByTimeAsync(100);
  first.draft.value.value.body = '一';
  await vi.advanceTimersByTimeAsync(820);
  first.draft.value.value.body = '一二';
  first.leave();
  const { draft } = open(phone.storage, backend);
  expect(draft.value.value.body).toBe('一二');
  await vi.advanceTimersByTimeAsync(3000);
  expect(draft.conflict.value).toBeNull();
  expect(backend.state.present?.value.body).toBe('一二');
});

test('a refusal is shown with its reason and not repeated until something changes', async () => {
  const [phone, backend] = [device(), server()];
  backend.state.refuse = refusal('common.invalid_input', 400, '标题：最多 60 个字');
  const { draft } = open(phone.storage, backend);
  draft.value.value.title = '太长';
  await vi.advanceTimersByTimeAsync(120_000);
  expect(draft.stateText.value).toBe('已存在本机，尚未保存到服务器：标题：最多 60 个字');
  expect(backend.state.saves).toBe(1);
  backend.state.refuse = null;
  draft.value.value.title = '短';
  await vi.advanceTimersByTimeAsync(2000);
  expect(draft.state.value).toBe('saved');
});

test('a conflict that is not about the draft does not loop', async () => {
  const [phone, backend] = [device(), server()];
  backend.state.refuse = refusal('workflow.version_conflict', 409, '刚刚被别人办理了');
  const { draft } = open(phone.storage, backend);
  draft.value.value.title = '桥';
  await vi.advanceTimersByTimeAsync(60_000);
  expect(draft.state.value).toBe('refused');
  expect(backend.state.saves).toBe(1);
});

test('a draft handed in elsewhere leaves this device when nothing here is unsent', async () => {
  const [phone, backend] = [device(), server()];
  const first = open(phone.storage, backend);
  first.draft.value.value.body = '已提交的';
  await vi.advanceTimersByTimeAsync(2000);
  first.leave();
  backend.state.present = null;
  const { draft } = open(phone.storage, backend);
  await vi.advanceTimersByTimeAsync(200);
  expect(draft.value.value).toEqual(empty);
  expect(phone.kept.size).toBe(0);
});

test('flush tells whether the server has everything', async () => {
  const [phone, backend] = [device(), server()];
  const { draft } = open(phone.storage, backend);
  draft.value.value.body = '马上提交';
  const [sent] = await Promise.all([draft.flush(), vi.advanceTimersByTimeAsync(500)]);
  expect(sent).toBe(true);
  backend.state.mode = 'down';
  draft.value.value.body = '断网';
  const [second] = await Promise.all([draft.flush(), vi.advanceTimersByTimeAsync(500)]);
  expect(second).toBe(false);
});

test('a full device is said, and the server is still told', async () => {
  const [phone, backend] = [device(), server()];
  phone.break();
  backend.state.mode = 'down';
  const { draft } = open(phone.storage, backend);
  draft.value.value.body = '字';
  await vi.advanceTimersByTimeAsync(1000);
  expect(draft.stateText.value).toBe('本机存储不可用，请不要关闭页面，联网后会自动保存');
  backend.state.mode = 'up';
  await vi.advanceTimersByTimeAsync(60_000);
  expect(draft.stateText.value).toBe('已保存');
  expect(draftWords('idle', false, '')).toBe('');
});

type Step = { kind: 'type' } | { kind: 'wait'; milliseconds: number } | { kind: 'network'; mode: 'up' | 'down' | 'answer lost' } | { kind: 'crash' | 'leave' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'type' } as const) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.integer({ min: 1, max: 4000 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('network' as const), mode: fc.constantFrom('up' as const, 'down' as const, 'answer lost' as const) }) },
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
