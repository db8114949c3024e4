// Counts what a task costs whoever does it: taps, seconds with the page in view, how far they were when they left it. Never what was tapped or
// typed. One task at a time; what it learns is a word and two numbers.

/** What begins with the opening of a page, and by which acts it is done; without these it is not measured. */
export type MeterTask = { readonly label: string; readonly opens?: readonly string[]; readonly done?: readonly string[] };
/** How far somebody was; `done` is not left. */
export type Left = 'opened' | 'pressed' | 'typed' | 'refused';
export type EffortSample<Task extends string> = { readonly task: Task; readonly end: 'done'; readonly taps: number; readonly seconds: number } | { readonly task: Task; readonly end: Left };

/** A tap this long before a page opens is the one that opened it. */
const OPENING_MS = 1500;
/** Nobody works for an hour on one; it was left lying and says nothing about effort. */
const LYING_MS = 3_600_000;

/** One under way, between two pages of a site without a router. */
export type Held<Task> = { readonly task: Task; readonly taps: number; readonly left: Left; readonly seen: number };
type Running<Task> = { readonly task: Task; readonly byPage: boolean; taps: number; left: Left; seen: number; since: number };

export class EffortMeter<Task extends string> {
  readonly #tasks: Readonly<Record<Task, MeterTask>>;
  readonly #now: () => number;
  readonly #finish: (sample: EffortSample<Task>) => void;
  #running: Running<Task> | null = null;
  #lastTap = -OPENING_MS;
  #page = '';

  /** @param now milliseconds that only grow */
  constructor(tasks: Readonly<Record<Task, MeterTask>>, finish: (sample: EffortSample<Task>) => void, now: () => number) {
    this.#tasks = tasks;
    this.#finish = finish;
    this.#now = now;
  }

  /** @param path of the page; @param pattern as the router names it */
  opened(path: string, pattern: string): void {
    const task = this.#names().find((name) => this.#tasks[name].opens?.includes(pattern));
    const running = this.#running;
    // From the page that makes a draft to the draft's own is one way, and so is a link that begins a task and leads to where it is done.
    const led = running?.taps === 1 && this.#now() - this.#lastTap < OPENING_MS;
    const goesOn = running !== null && (running.byPage ? running.task === task : path === this.#page || led);
    this.#page = path;
    if (goesOn) return;
    this.leave();
    if (task !== undefined) this.#begin(task, true, this.#now() - this.#lastTap < OPENING_MS ? 1 : 0);
  }

  /** A press anywhere but into a field; `task` is what it begins, if any. */
  pressed(task: string | undefined): void {
    this.#lastTap = this.#now();
    const begun = this.#names().find((name) => name === task);
    if (begun !== undefined && this.#running?.task !== begun) {
      this.leave();
      this.#begin(begun, false, 0);
    }
    if (this.#running === null) return;
    this.#running.taps += 1;
    if (this.#running.left === 'opened') this.#running.left = 'pressed';
  }

  typed(): void {
    if (this.#running !== null && this.#running.left !== 'refused') this.#running.left = 'typed';
  }

  /** The server was asked for an act. */
  acted(path: string, done: boolean): void {
    const running = this.#running;
    if (running === null || this.#tasks[running.task].done?.includes(path) !== true) return;
    if (!done) {
      running.left = 'refused';
      return;
    }
    this.#running = null;
    const seen = this.#seen(running);
    if (seen < LYING_MS) this.#finish({ task: running.task, end: 'done', taps: running.taps, seconds: Math.round(seen / 1000) });
  }

  /** Seconds run only while the page is in view. */
  inView(shown: boolean): void {
    if (this.#running === null) return;
    if (shown) this.#running.since = this.#now();
    else {
      this.#running.seen = this.#seen(this.#running);
      this.#running.since = Number.NaN;
    }
  }

  /** Ends here and goes on where it is resumed: the next page of the same site was asked for. */
  hold(): Held<Task> | null {
    const running = this.#running;
    this.#running = null;
    return running === null ? null : { task: running.task, taps: running.taps, left: running.left, seen: this.#seen(running) };
  }

  /** What was held by the page before. It ends unless this page belongs to it or is what finishes it. */
  resume({ task, taps, left, seen }: Held<Task>): void {
    this.#running = { task, byPage: true, taps, left, seen, since: this.#now() };
  }

  /** Whatever is under way was left. */
  leave(): void {
    const running = this.#running;
    this.#running = null;
    if (running !== null && this.#seen(running) < LYING_MS) this.#finish({ task: running.task, end: running.left });
  }

  #names(): Task[] {
    return Object.keys(this.#tasks).filter((name): name is Task => Object.hasOwn(this.#tasks, name));
  }

  #begin(task: Task, byPage: boolean, taps: number): void {
    this.#running = { task, byPage, taps, left: 'opened', seen: 0, since: this.#now() };
  }

  #seen({ seen, since }: Running<Task>): number {
    return Number.isNaN(since) ? seen : seen + this.#now() - since;
  }
}

/** Fields that are typed into; what is chosen is a tap. */
const fields = 'textarea, select, [contenteditable="true"], input:not([type=checkbox], [type=radio], [type=file], [type=submit], [type=button])';
const SEND_MS = 15_000;
const MOST = 50;

/**
 * Wires a meter to the document and sends what it learns in batches; a batch that is not taken is thrown away.
 * @param send one batch to the server
 */
export function attachMeter<Task extends string>(tasks: Readonly<Record<Task, MeterTask>>, send: (samples: EffortSample<Task>[]) => Promise<unknown>): EffortMeter<Task> {
  let waiting: EffortSample<Task>[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting.slice(0, MOST);
    waiting = [];
    if (batch.length > 0 && navigator.onLine) send(batch).catch(() => undefined);
  };
  const meter = new EffortMeter(tasks, (sample) => {
    waiting.push(sample);
    timer ??= setTimeout(flush, SEND_MS);
  }, () => performance.now());
  listen(meter);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && flush());
  return meter;
}

/** Tells a meter of presses, typing and whether the page is in view. */
export function listen<Task extends string>(meter: EffortMeter<Task>): void {
  document.addEventListener('click', ({ target, detail }) => {
    // A label's press comes again as its field's, without a pointer.
    if (!(target instanceof Element) || target.closest(fields) || (detail === 0 && target.matches('input'))) return;
    meter.pressed(target.closest<HTMLElement>('[data-task]')?.dataset['task']);
  }, true);
  document.addEventListener('input', ({ target }) => target instanceof Element && target.matches(fields) && meter.typed(), true);
  document.addEventListener('visibilitychange', () => meter.inView(document.visibilityState === 'visible'));
}
