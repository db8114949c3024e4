// Walks a workflow at random without a database: many thousand steps in a second, over the definition and a subject that is simulated.
// What the walk through the real store proves of a few hundred steps (walk.ts), this proves of the rules alone over ten thousand.
import { entries, type Subject, targets, type Workflow } from './define.ts';

export type ModelKit<State extends string, Action extends string, S extends Subject<State>, Actor> = {
  readonly workflow: Workflow<State, Action, S, Actor>;
  /** Everybody who may try; the system tries besides. */
  readonly actors: readonly Actor[];
  /** A subject in the initial state at version 0. */
  readonly create: () => S;
  /** What a guard and the choice of the next state look at. `chance` is a number from 0 to 999. */
  readonly input?: (action: Action, subject: S, chance: number) => unknown;
  /** The facts as the services leave them after the act; state and version are set by the walk. */
  readonly apply: (subject: S, action: Action, chance: number, actor: Actor | null) => S;
  /** Who has to act now; null when nobody. */
  readonly ownerOf: (subject: S) => string | null;
  /** What must be true after every step. Throws when it is not. */
  readonly invariant: (subject: S) => void;
  readonly today: string;
  readonly steps: number;
  /** Most steps with one subject. */
  readonly depth?: number;
  /** The same seed walks the same way. */
  readonly seed: number;
};

export type ModelReport<State extends string, Action extends string> = { steps: number; subjects: number; states: Set<State>; counts: Map<Action, number> };

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Walks until `steps` acts were done.
 * @returns what was seen, so that a test can ask for coverage
 * @throws Error that names seed, state and act: a dead end, a target that is none, somebody who should own the ball, a limit that runs in a
 * final state, a log that does not lead to the state, or what `invariant` says
 */
export function walkModel<State extends string, Action extends string, S extends Subject<State>, Actor>(kit: ModelKit<State, Action, S, Actor>): ModelReport<State, Action> {
  const random = randomFrom(kit.seed);
  const report: ModelReport<State, Action> = { steps: 0, subjects: 0, states: new Set(), counts: new Map() };
  while (report.steps < kit.steps) {
    report.subjects += 1;
    try {
      walkOne(kit, random, report);
    } catch (error) {
      throw new Error(`seed ${kit.seed}, step ${report.steps}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
  return report;
}

function walkOne<State extends string, Action extends string, S extends Subject<State>, Actor>(kit: ModelKit<State, Action, S, Actor>, random: () => number, report: ModelReport<State, Action>): void {
  const { workflow } = kit;
  let subject = kit.create();
  const log: { from: State; to: State }[] = [];
  const running = new Set<string>();
  for (let depth = 0; depth < (kit.depth ?? 40) && report.steps < kit.steps; depth += 1) {
    report.states.add(subject.state);
    const chance = Math.floor(random() * 1000);
    const possible = possibleActs(kit, subject, chance);
    if (possible.length === 0) {
      if (workflow.states[subject.state].final) break;
      throw new Error(`dead end: nobody can do anything in ${subject.state}`);
    }
    // One time in three an act that was done least often: the far ends of a workflow are reached sooner.
    const rare = random() < 0.33 ? rarest(possible, report.counts) : possible;
    const [action, actor] = rare[Math.floor(random() * rare.length)] ?? never();
    const definition = workflow.actions[action];
    const state = definition.to === 'unchanged' ? subject.state : (definition.decide?.(subject, kit.input?.(action, subject, chance)) ?? targets(definition)[0]);
    if (state === undefined || (definition.to !== 'unchanged' && !targets(definition).includes(state))) throw new Error(`${action} in ${subject.state} led to ${String(state)}`);
    log.push({ from: subject.state, to: state });
    subject = { ...kit.apply(subject, action, chance, actor), state, version: subject.version + 1 };
    moveLimits(workflow.states[state].final === true, definition, running);
    report.steps += 1;
    report.counts.set(action, (report.counts.get(action) ?? 0) + 1);
    check(kit, subject, log, running);
  }
  report.states.add(subject.state);
}

function rarest<Action extends string, Actor>(possible: readonly [Action, Actor][], counts: ReadonlyMap<Action, number>): readonly [Action, Actor][] {
  const least = Math.min(...possible.map(([action]) => counts.get(action) ?? 0));
  return possible.filter(([action]) => (counts.get(action) ?? 0) === least);
}

const never = (): never => {
  throw new Error('a list that is not empty has no first');
};

function possibleActs<State extends string, Action extends string, S extends Subject<State>, Actor>(kit: ModelKit<State, Action, S, Actor>, subject: S, chance: number): [Action, Actor | null][] {
  return entries(kit.workflow.actions).flatMap(([action, definition]) => {
    if (!definition.from.includes(subject.state)) return [];
    if (definition.guard && definition.guard(subject, { today: kit.today, input: kit.input?.(action, subject, chance) }) !== true) return [];
    const who = definition.system ? [null] : kit.actors.filter((actor) => definition.who(actor, subject) === true);
    return who.map((actor): [Action, Actor | null] => [action, actor]);
  });
}

type Limits = { readonly meets?: readonly string[]; readonly cancels?: readonly string[]; readonly starts?: readonly { readonly kind: string }[] };

/** As `advance` does: ends before it starts, nothing runs in a final state. */
function moveLimits(final: boolean, { meets = [], cancels = [], starts = [] }: Limits, running: Set<string>): void {
  for (const kind of meets) running.delete(kind);
  if (final || cancels.includes('*')) running.clear();
  for (const kind of cancels) running.delete(kind);
  if (!final) for (const { kind } of starts) running.add(kind);
}

function check<State extends string, Action extends string, S extends Subject<State>, Actor>(kit: ModelKit<State, Action, S, Actor>, subject: S, log: readonly { from: State; to: State }[], running: ReadonlySet<string>): void {
  const final = kit.workflow.states[subject.state].final === true;
  if (log.length !== subject.version || log.at(-1)?.to !== subject.state) throw new Error(`the log of ${log.length} acts does not lead to ${subject.state} at version ${subject.version}`);
  log.forEach((entry, at) => {
    if (entry.from !== (log[at - 1]?.to ?? kit.workflow.initial)) throw new Error(`the log is broken at ${at + 1}`);
  });
  if (final && running.size > 0) throw new Error(`limits still run in the final state ${subject.state}: ${[...running].join(', ')}`);
  if (!final && kit.ownerOf(subject) === null) throw new Error(`nobody owns the ball in ${subject.state}`);
  kit.invariant(subject);
}
