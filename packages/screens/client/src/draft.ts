import { computed, getCurrentScope, onScopeDispose, type ComputedRef, type Ref } from 'vue';
import { DraftKeeper } from './draft-keeper.ts';
import type { Conflict, DraftOptions, DraftState } from './draft-model.ts';

export interface Draft<Value> {
  /** Bind the form to it; every change is kept. */
  readonly value: Ref<Value>;
  readonly state: Readonly<Ref<DraftState>>;
  /** Words for `state`, ready to show. */
  readonly stateText: ComputedRef<string>;
  /** Set while the person has to choose between two versions. */
  readonly conflict: Readonly<Ref<Conflict<Value> | null>>;
  /** The server's revision on which the value is based; 0 before the first save. */
  readonly revision: Readonly<Ref<number>>;
  /** Settles when earlier words have been restored and compared with the server's. */
  readonly ready: Promise<void>;
  /** 用本机的 / 用另一台设备的. */
  resolve(which: 'mine' | 'theirs'): Promise<void>;
  /** Saves now; true when the server has everything. Call before handing in. */
  flush(): Promise<boolean>;
  /** Forgets the draft on this device, after it was handed in or thrown away. Later changes are not kept. */
  clear(): Promise<void>;
}

/** Drafts of pages just left that are still on their way to the server. */
const leaving = new Map<string, { readonly keeper: unknown; readonly done: Promise<void> }>();
const longestWait = 3_000;

/**
 * A form value that is never lost: kept on this device at every change, sent to the server after a moment of quiet,
 * again when the network is back, restored after a crash, and compared with what another device wrote meanwhile.
 * Use inside `setup` (or an effect scope).
 */
export function useDraft<Value>(key: string, initial: Value, options: DraftOptions<Value>): Draft<Value> {
  const storageKey = `${options.personId}.${key}`;
  const keeper = new DraftKeeper(storageKey, initial, options);
  const stopListening = listen(keeper);
  if (getCurrentScope()) {
    onScopeDispose(() => {
      stopListening();
      leave(storageKey, keeper);
    });
  }
  const ready = takeOver(storageKey, keeper).then(() => keeper.restore());
  return {
    value: keeper.value,
    state: keeper.state,
    stateText: computed(() => draftWords(keeper.state.value, keeper.keptHere.value, keeper.problem.value)),
    conflict: keeper.conflict,
    revision: keeper.revision,
    ready,
    resolve: (which) => keeper.resolve(which),
    flush: () => ready.then(() => keeper.flush()),
    clear() {
      stopListening();
      return keeper.forget();
    },
  };
}

/** Where the words are, for the person who wrote them. */
export function draftWords(state: DraftState, keptHere: boolean, problem: string): string {
  if (!keptHere && state !== 'saved' && state !== 'idle') return '本机存储不可用，请不要关闭页面，联网后会自动保存';
  switch (state) {
    case 'idle':
      return '';
    case 'saving':
      return '正在保存…';
    case 'saved':
      return '已保存';
    case 'local':
      return '未联网，已存在本机';
    case 'refused':
      return `已存在本机，尚未保存到服务器：${problem}`;
    case 'conflict':
      return '另一台设备也改过这份草稿，请选择以哪一份为准';
  }
}

/** The network is back: send. The page is put away: send now rather than in 0.8 s. */
function listen(keeper: { retryNow(): void; sendSoon(): void }): () => void {
  if (typeof window === 'undefined') return () => undefined;
  const onOnline = () => keeper.retryNow();
  const onHide = () => {
    if (document.visibilityState === 'hidden') keeper.sendSoon();
  };
  window.addEventListener('online', onOnline);
  document.addEventListener('visibilitychange', onHide);
  return () => {
    window.removeEventListener('online', onOnline);
    document.removeEventListener('visibilitychange', onHide);
  };
}

function leave<Value>(storageKey: string, keeper: DraftKeeper<Value>): void {
  const done = keeper.close().finally(() => {
    if (leaving.get(storageKey)?.done === done) leaving.delete(storageKey);
  });
  leaving.set(storageKey, { keeper, done });
}

/**
 * Whoever comes back to a page at once must not meet his own last save as a foreign change: it is waited for a
 * little, then taken over.
 */
async function takeOver<Value>(storageKey: string, keeper: DraftKeeper<Value>): Promise<void> {
  const before = leaving.get(storageKey);
  if (!(before?.keeper instanceof DraftKeeper)) return;
  before.keeper.mute();
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([before.done, new Promise<void>((resolve) => (timer = setTimeout(resolve, longestWait)))]);
  clearTimeout(timer);
  keeper.inherit(before.keeper);
}
