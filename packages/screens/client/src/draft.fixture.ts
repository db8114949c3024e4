import { effectScope } from 'vue';
import type { DraftStorage, StoredDraft } from './draft-storage.ts';
import { useDraft, type Draft } from './draft.ts';

export interface Form {
  title: string;
  body: string;
}
export const empty: Form = { title: '', body: '' };

/** What one device keeps; survives a crash of the page. */
export function device() {
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

export function refusal(code: string, httpStatus: number, message = '不行') {
  return Object.assign(new Error(message), { data: { code, httpStatus, requestId: 'r' } });
}

/** A server with revisions that can be cut off, also after it has saved but before it has answered. */
export function server() {
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

/** Leaves every page a test has opened. */
export function leaveAll(): void {
  for (const scope of scopes.splice(0)) scope.stop();
}

export function open(
  storage: DraftStorage,
  { save, load }: Pick<ReturnType<typeof server>, 'save' | 'load'>,
  key = 'new',
) {
  const scope = effectScope();
  scopes.push(scope);
  const draft = scope.run(() => useDraft<Form>(key, empty, { personId: 'p', save, load, storage }));
  if (!draft) throw new Error('no draft');
  return { draft, leave: () => scope.stop() };
}

/** The page dies: no goodbye, its timers never fire. */
export async function crash(draft: Draft<Form>, kept: Map<string, string>) {
  const before = new Map(kept);
  await draft.clear();
  for (const [key, value] of before) kept.set(key, value);
}
