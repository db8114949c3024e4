import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { Conflict, DraftOptions, DraftState, ServerDraft } from './draft-model.ts';
import { browserDraftStorage, type DraftStorage, type StoredDraft } from './draft-storage.ts';
import { describeError, refusalStatus, worthRetrying } from './errors.ts';
import { canonical, copyOf, filledUp, fingerprint, sameKeys } from './plain.ts';

const retryDelays = [2_000, 5_000, 15_000, 30_000];
const longestDelay = 60_000;
const mostSent = 50;
const conflictCodes = new Set(['workflow.version_conflict', 'common.conflict']);

/** The work behind `useDraft`, without the component around it. */
export class DraftKeeper<Value> {
  readonly value: Ref<Value>;
  readonly state = ref<DraftState>('idle');
  readonly problem = ref('');
  readonly keptHere = ref(true);
  readonly revision = ref(0);
  readonly conflict: ShallowRef<Conflict<Value> | null> = shallowRef(null);

  readonly #key: string;
  readonly #initial: Value;
  readonly #options: DraftOptions<Value>;
  readonly #storage: DraftStorage;
  readonly #stopWatching: () => void;
  /** Canonical text of the value as last seen; what the watcher must not take for typing. */
  #known: string;
  /** Fingerprints of what was sent since the server last answered: any of them may have arrived. */
  #sent: readonly string[] = [];
  #dirty = false;
  #typed = 0;
  #failures = 0;
  #closed = false;
  #abandoned = false;
  /** A successor looks after the copy on this device. */
  #muted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;

  constructor(key: string, initial: Value, options: DraftOptions<Value>) {
    this.#key = key;
    this.#initial = copyOf(initial);
    this.#options = options;
    this.#storage = options.storage ?? browserDraftStorage();
    this.value = ref(JSON.parse(JSON.stringify(initial)));
    this.#known = canonical(initial);
    const stored = this.#storage.readNow(key);
    if (stored) this.#take(stored);
    this.#stopWatching = watch(this.value, () => this.#onChange(), { deep: true, flush: 'sync' });
  }

  /** Brings back what was written before, here or on the server. */
  async restore(): Promise<void> {
    const stored = await this.#storage.read(this.#key).catch(() => null);
    if (stored && this.#typed === 0) this.#take(stored);
    await this.#compare();
    if (this.#dirty && !this.conflict.value) this.#schedule(0);
  }

  async resolve(which: 'mine' | 'theirs'): Promise<void> {
    const open = this.conflict.value;
    if (!open) return;
    this.conflict.value = null;
    this.revision.value = open.revision;
    this.#sent = [];
    if (which === 'theirs') return this.#adopt(open.theirs);
    this.#dirty = true;
    await this.#keep();
    await this.#send();
  }

  /** True when the server has everything. */
  async flush(): Promise<boolean> {
    await this.#running;
    if (this.#dirty) await this.#send();
    return !this.#dirty;
  }

  retryNow(): void {
    this.#failures = 0;
    this.sendSoon();
  }

  sendSoon(): void {
    if (this.#dirty) void this.#send();
  }

  /** Stops watching; resolves when the last words have been sent or the sending has failed. */
  async close(): Promise<void> {
    this.#stopWatching();
    this.#closed = true;
    clearTimeout(this.#timer);
    if (this.#dirty) {
      this.#remember(this.#known);
      void this.#keep();
    }
    await this.#running;
    if (this.#dirty) await this.#send();
  }

  /** A page opened again goes on with the same draft: this one may finish sending, but writes here no more. */
  mute(): void {
    this.#muted = true;
  }

  /** Takes over from the page that was left: what it had saved is not a foreign change. */
  inherit(before: DraftKeeper<Value>): void {
    before.abandon();
    this.revision.value = Math.max(this.revision.value, before.revision.value);
    this.#sent = [...new Set([...this.#sent, ...before.#sent])];
  }

  /** Nothing more is sent or kept. */
  abandon(): void {
    this.#abandoned = true;
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async forget(): Promise<void> {
    this.abandon();
    this.#stopWatching();
    this.#dirty = false;
    this.conflict.value = null;
    this.state.value = 'idle';
    await this.#storage.remove(this.#key).catch(() => undefined);
  }

  #onChange(): void {
    const now = canonical(this.value.value);
    if (now === this.#known) return;
    this.#known = now;
    this.#typed += 1;
    this.#dirty = true;
    void this.#keep();
    if (this.conflict.value) return;
    if (this.state.value !== 'local') this.state.value = 'saving';
    this.#schedule(this.#options.delay ?? 800);
  }

  #schedule(milliseconds: number): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void this.#send(), milliseconds);
  }

  /** One save at a time; whatever is typed meanwhile goes with the next. */
  #send(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running ??= this.#sendOnce().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #sendOnce(): Promise<void> {
    if (!this.#dirty || this.#abandoned || this.conflict.value) return;
    const typed = this.#typed;
    const value = copyOf(this.value.value);
    this.state.value = 'saving';
    this.#remember(canonical(value));
    void this.#keep();
    try {
      const answer = await this.#options.save(value, this.revision.value);
      this.revision.value = answer.revision;
      this.#sent = [];
      this.#failures = 0;
      this.#dirty = this.#typed !== typed;
      this.state.value = this.#dirty ? 'saving' : 'saved';
      await this.#keep();
      if (this.#dirty) this.#schedule(this.#options.delay ?? 800);
    } catch (error) {
      await this.#afterFailure(error);
    }
  }

  async #afterFailure(error: unknown): Promise<void> {
    if (this.#abandoned) return;
    const { code, message } = describeError(error);
    if (conflictCodes.has(code) && this.#options.load) {
      const before = this.revision.value;
      const answered = await this.#compare();
      if (!this.#dirty || this.conflict.value) return;
      // Who wrote meanwhile is not known yet: the network went in between. Asked again when it is back.
      if (!answered) {
        this.state.value = 'local';
        return this.#scheduleRetry();
      }
      // Ours under a newer number (an answer was lost): go on. The same number: this refusal is about something else.
      if (this.revision.value !== before) return this.#schedule(0);
    }
    const passing = worthRetrying(error) || code === 'common.too_many_requests';
    this.problem.value = message;
    this.state.value = passing ? 'local' : 'refused';
    if (passing || (refusalStatus(error) ?? 0) >= 500) this.#scheduleRetry();
  }

  #scheduleRetry(): void {
    this.#schedule(retryDelays[this.#failures] ?? longestDelay);
    this.#failures += 1;
  }

  /** Looks at the server's version and takes it, keeps ours, or asks. @returns false when the server could not be reached */
  async #compare(): Promise<boolean> {
    const { load } = this.#options;
    if (!load || this.#abandoned) return true;
    const before = this.revision.value;
    let theirs: ServerDraft<Value> | null;
    try {
      theirs = await load();
    } catch (error) {
      // Without an answer we go on with what is here; the next save finds out.
      return !worthRetrying(error);
    }
    if (this.#abandoned) return true;
    // What was saved while the answer was under way is newer than the answer.
    if (this.revision.value !== before) return this.#compare();
    if (theirs) {
      await this.#meet(theirs.value, theirs.revision);
      return true;
    }
    // The server has none (any more): a clean copy was handed in or thrown away elsewhere, unsent words begin anew.
    const known = this.revision.value > 0;
    this.revision.value = 0;
    if (this.#dirty || !known) return true;
    this.#put(this.#initial);
    this.state.value = 'idle';
    await this.#storage.remove(this.#key).catch(() => undefined);
    return true;
  }

  async #meet(theirs: Value, revision: number): Promise<void> {
    const text = canonical(sameKeys(theirs, this.#initial));
    const mine = canonical(this.value.value);
    if (text === mine || !this.#dirty) {
      this.revision.value = revision;
      return this.#adopt(theirs);
    }
    if (revision === this.revision.value) return;
    // Typed before the first answer came, and the server has what this page began with: nobody else wrote.
    if (this.revision.value === 0 && text === canonical(this.#initial)) {
      this.revision.value = revision;
      return this.#keep();
    }
    if (this.#sent.includes(fingerprint(text))) {
      this.revision.value = revision;
      return this.#keep();
    }
    this.conflict.value = { mine: copyOf(this.value.value), theirs: copyOf(theirs), revision };
    this.state.value = 'conflict';
  }

  #adopt(value: Value): Promise<void> {
    this.#put(sameKeys(value, this.#initial));
    this.#dirty = false;
    this.state.value = 'saved';
    return this.#keep();
  }

  /** Sets the value without counting it as typing; leaves it alone when it is the same, so that the cursor stays. */
  #put(value: Value): void {
    const text = canonical(value);
    if (text === canonical(this.value.value)) return;
    this.#known = text;
    this.value.value = copyOf(value);
  }

  #take(stored: StoredDraft): void {
    this.#put(filledUp(this.#initial, stored.value));
    this.revision.value = stored.revision;
    this.#dirty = stored.dirty;
    this.#sent = stored.sent ?? [];
    this.state.value = stored.dirty ? 'local' : 'saved';
  }

  #remember(text: string): void {
    this.#sent = [...this.#sent.slice(-mostSent), fingerprint(text)];
  }

  async #keep(): Promise<void> {
    if (this.#abandoned || this.#muted) return;
    const value = copyOf(this.value.value);
    const draft: StoredDraft = {
      version: 1,
      value,
      revision: this.revision.value,
      dirty: this.#dirty,
      sent: this.#sent,
      at: Date.now(),
    };
    try {
      await this.#storage.write(this.#key, draft);
      this.keptHere.value = true;
    } catch {
      // Full or refused: the words under the form say so, the server is still told.
      this.keptHere.value = false;
    }
  }
}
