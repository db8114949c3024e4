/** What is kept on this device for one draft. */
export interface StoredDraft {
  /** Form of this record; an older or newer one is ignored rather than misread. */
  readonly version: 1;
  readonly value: unknown;
  /** The server's revision on which `value` is based; 0 when the server has none yet. */
  readonly revision: number;
  /** True while `value` has words that the server has not. */
  readonly dirty: boolean;
  /** Fingerprints of what was sent and not answered: tells our own save from another device's. */
  readonly sent?: readonly string[] | undefined;
  /** Milliseconds since 1970, for choosing the newer of two copies. */
  readonly at: number;
}

/** A place on this device. Failures (full, refused) reject or throw; `useDraft` then says so. */
export interface DraftStorage {
  /** What can be read before the next line runs, so that a form never starts empty and fills later. */
  readNow(key: string): StoredDraft | null;
  read(key: string): Promise<StoredDraft | null>;
  write(key: string, draft: StoredDraft): Promise<void>;
  remove(key: string): Promise<void>;
}

const prefix = 'smart.draft.';
const databaseName = 'smart-drafts';
const storeName = 'drafts';

/**
 * Two copies on each keystroke: localStorage, which is written before the next line runs, and IndexedDB, which
 * browsers put on disk at once (localStorage waits some seconds: seen to lose everything when Chromium was killed).
 * The newer copy wins; one working place is enough.
 */
export function browserDraftStorage(): DraftStorage {
  return {
    readNow: readLocal,
    async read(key) {
      const first = readLocal(key);
      const indexed = await attempt(() => readIndexed(key));
      const second = indexed instanceof Failure ? null : indexed;
      if (!first || !second) return first ?? second;
      return second.at > first.at ? second : first;
    },
    async write(key, draft) {
      const local = attempt(async () => localStorage.setItem(prefix + key, JSON.stringify(draft)));
      const indexed = attempt(() => writeIndexed((store) => store.put(JSON.stringify(draft), key)));
      await oneOf(local, indexed);
    },
    async remove(key) {
      const local = attempt(async () => localStorage.removeItem(prefix + key));
      const indexed = attempt(() => writeIndexed((store) => store.delete(key)));
      await oneOf(local, indexed);
    },
  };
}

/** A draft that lies on this device, under the key given to `useDraft` behind its person's id. */
export interface DeviceDraft {
  readonly key: string;
  readonly draft: StoredDraft;
}

/**
 * Drafts of `personId` whose key begins with `start`, newest first: what can be continued even when the server has
 * never heard of it. Reads localStorage only, so that the page has them before its next line.
 */
export function draftsOnDevice(personId: string, start: string): DeviceDraft[] {
  const full = `${prefix}${personId}.`;
  const found: DeviceDraft[] = [];
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(full + start)) continue;
      const draft = readLocal(name.slice(prefix.length));
      if (draft) found.push({ key: name.slice(full.length), draft });
    }
  } catch {
    // Storage refused: the server's list is all there is.
  }
  return found.sort((a, b) => b.draft.at - a.draft.at);
}

/**
 * Brings back to localStorage what it lost when the browser was killed, from IndexedDB. Call it once before the app is
 * mounted: `draftsOnDevice` then lists everything, and forms start with the last words.
 */
export async function recoverDrafts(): Promise<void> {
  await attempt(async () => {
    for (const [key, text] of await allIndexed()) {
      const kept = parse(text);
      const local = readLocal(key);
      if (kept && (!local || kept.at > local.at)) localStorage.setItem(prefix + key, JSON.stringify(kept));
    }
  });
}

/** Forgets every draft on this device, for sign-out on a shared computer. Unsent words are lost: ask first. */
export async function clearDraftsOfDevice(): Promise<void> {
  await attempt(async () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  });
  await attempt(() => writeIndexed((store) => store.clear()));
}

class Failure {
  readonly cause: unknown;
  constructor(cause: unknown) {
    this.cause = cause;
  }
}

async function attempt<T>(act: () => Promise<T>): Promise<T | Failure> {
  try {
    return await act();
  } catch (cause) {
    return new Failure(cause);
  }
}

async function oneOf(first: Promise<unknown>, second: Promise<unknown>): Promise<void> {
  const [one, other] = await Promise.all([first, second]);
  if (one instanceof Failure && other instanceof Failure) throw other.cause;
}

function readLocal(key: string): StoredDraft | null {
  try {
    return parse(localStorage.getItem(prefix + key));
  } catch {
    // Storage refused or the record damaged: the other copy is asked.
    return null;
  }
}

function parse(text: unknown): StoredDraft | null {
  if (typeof text !== 'string') return null;
  const value: unknown = JSON.parse(text);
  return isStoredDraft(value) ? value : null;
}

function isStoredDraft(value: unknown): value is StoredDraft {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === 1 &&
    'value' in value &&
    'revision' in value &&
    typeof value.revision === 'number' &&
    'dirty' in value &&
    typeof value.dirty === 'boolean' &&
    'at' in value &&
    typeof value.at === 'number'
  );
}

let opened: Promise<IDBDatabase> | undefined;

function openDatabase(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    // Some versions of Safari never answer; the form must not wait for them.
    setTimeout(() => reject(new Error('the draft database does not open')), 2_000);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => {
      // The browser may close the database (storage cleared, new version in another tab): open it again next time.
      request.result.onclose = request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('the draft database is blocked by another tab'));
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function readIndexed(key: string): Promise<StoredDraft | null> {
  const database = await openDatabase();
  return new Promise((resolve, reject) => {
    const request = database.transaction(storeName).objectStore(storeName).get(key);
    request.onsuccess = () => {
      try {
        resolve(parse(request.result));
      } catch (error) {
        reject(error);
      }
    };
    request.onerror = () => reject(request.error);
  });
}

async function allIndexed(): Promise<[string, unknown][]> {
  const database = await openDatabase();
  return new Promise((resolve, reject) => {
    const found: [string, unknown][] = [];
    const request = database.transaction(storeName).objectStore(storeName).openCursor();
    request.onsuccess = () => {
      const cursor = request.result;
      if (!cursor) return resolve(found);
      if (typeof cursor.key === 'string') found.push([cursor.key, cursor.value]);
      cursor.continue();
    };
    request.onerror = () => reject(request.error);
  });
}

async function writeIndexed(act: (store: IDBObjectStore) => unknown): Promise<void> {
  const database = await openDatabase();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, 'readwrite');
    act(transaction.objectStore(storeName));
    transaction.oncomplete = () => resolve();
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
