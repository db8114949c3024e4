// Walks a workflow at random through its real store and database, and compares every step with an independent reading of the
// definition. Part of the tests of every domain that has a workflow.
import { today } from '@smart/kernel/dates';
import { isDomainError } from '@smart/kernel/errors';
import fc from 'fast-check';
import { type Acting, hashOf, type LogRow, logColumns, systemActing } from './action-log.ts';
import { advance, type AdvanceRequest } from './advance.ts';
import { genesisHash } from './canonical.ts';
import { entries, type Subject, targets, type Workflow } from './define.ts';
import { graphProblems } from './graph.ts';
import type { SubjectStore } from './store.ts';
import type { Work } from './work.ts';

/** Somebody who takes part. */
export type Walker<Actor> = { readonly name: string; readonly actor: Actor; readonly acting: Acting };

/** What an act needs besides its name. */
export type ActDetails<Patch extends object> = Pick<AdvanceRequest<string, never, Patch>, 'input' | 'reason' | 'patch' | 'event'>;

export type WalkKit<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object> = {
  readonly store: SubjectStore<State, Action, S, Actor, Patch>;
  readonly walkers: readonly Walker<Actor>[];
  /** Runs in a unit of work of its own, as this walker; null for the system. */
  readonly as: <T>(walker: Walker<Actor> | null, run: (work: Work) => Promise<T>) => Promise<T>;
  /** Makes a subject in the initial state at version 0; gives its id. */
  readonly create: () => Promise<string>;
  /** Input, reason, patch and payload of an act; may first write what its guard asks for. `chance` is a number from 0 to 999. */
  readonly details?: (work: Work, action: Action, subject: S, chance: number) => Promise<ActDetails<Patch>> | ActDetails<Patch>;
  /** What must be true of the subject after every step besides log, chain and limits. Throws when it is not. */
  readonly invariant?: (subject: S) => void | Promise<void>;
  /** Walks (10), steps of each at most (15), and forbidden acts tried at every step (4). */
  readonly runs?: number;
  readonly steps?: number;
  readonly attempts?: number;
};

export type WalkReport<State extends string, Action extends string> = { acts: number; refusals: number; states: Set<State>; actions: Set<Action> };

/** Chance may miss a far state in one round; a state that cannot be reached is missed in all of them. */
const roundsForCoverage = 6;

type Act<Action extends string, Actor> = { readonly action: Action; readonly walker: Walker<Actor> | null };

/**
 * Checks the graph, then walks.
 * @returns what was seen, so that a test can ask for coverage
 * @throws Error that names the step at which workflow, database and log disagreed
 */
export async function walk<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
): Promise<WalkReport<State, Action>> {
  const problems = graphProblems(kit.store.workflow);
  if (problems.length > 0) throw new Error(problems.join('; '));
  const report: WalkReport<State, Action> = { acts: 0, refusals: 0, states: new Set(), actions: new Set() };
  const chances = fc.array(fc.nat({ max: 999_999 }), { minLength: 1, maxLength: kit.steps ?? 15, size: 'max' });
  const all = Object.keys(kit.store.workflow.states).length;
  for (let round = 0; round === 0 || (round < roundsForCoverage && report.states.size < all); round += 1) {
    await fc.assert(
      fc.asyncProperty(chances, (numbers) => walkOnce(kit, numbers, report)),
      { numRuns: kit.runs ?? 10, endOnFailure: true },
    );
  }
  return report;
}

async function walkOnce<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
  chances: readonly number[],
  report: WalkReport<State, Action>,
): Promise<void> {
  const { workflow } = kit.store;
  const id = await kit.create();
  const acts = entries(workflow.actions).flatMap(([action]) => [null, ...kit.walkers].map((walker): Act<Action, Actor> => ({ action, walker })));
  for (const chance of chances) {
    const subject = await read(kit, id);
    report.states.add(subject.state);
    if (workflow.states[subject.state].final) break;
    const { chosen, forbidden } = await look(kit, acts, subject, chance, report.actions);
    await tryForbidden(kit, forbidden, subject, chance, report);
    if (!chosen) throw new Error(`dead end: nobody can do anything in ${subject.state}`);
    await doPossible(kit, chosen, subject, chance);
    report.acts += 1;
    report.actions.add(chosen.action);
    await kit.invariant?.(await read(kit, id));
  }
  const last = await read(kit, id);
  report.states.add(last.state);
  await checkLog(kit, last);
}

/**
 * The act to do and those that must be refused. What the definition alone decides costs nothing; a guard is asked only until one act is
 * found that can be done. One time in two an act that no walk has done yet comes first, and three times in four one that does not end the
 * walk: the far ends of a workflow are reached sooner.
 */
async function look<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
  acts: readonly Act<Action, Actor>[],
  subject: S,
  chance: number,
  done: ReadonlySet<Action>,
): Promise<{ chosen: Act<Action, Actor> | undefined; forbidden: Act<Action, Actor>[] }> {
  const open = acts.filter((act) => mayAsk(kit, act, subject));
  const forbidden = acts.filter((act) => !open.includes(act));
  const from = Math.floor(chance / 2) % Math.max(open.length, 1);
  const turned = [...open.slice(from), ...open.slice(0, from)];
  const onward = Math.floor(chance / 4) % 4 === 0 ? turned : [...turned.filter((act) => !ends(kit, act)), ...turned.filter((act) => ends(kit, act))];
  const order = chance % 2 === 0 ? [...onward.filter(({ action }) => !done.has(action)), ...onward.filter(({ action }) => done.has(action))] : onward;
  for (const act of order) {
    if (await mayDo(kit, act, subject, chance)) return { chosen: act, forbidden };
    forbidden.push(act);
  }
  return { chosen: undefined, forbidden };
}

/** Whether an act always leads to a final state. */
function ends<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>({ store: { workflow } }: WalkKit<State, Action, S, Actor, Patch>, { action }: Act<Action, Actor>): boolean {
  const definition = workflow.actions[action];
  return definition.to !== 'unchanged' && targets(definition).every((state) => workflow.states[state].final === true);
}

const read = <State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
  id: string,
): Promise<S> => kit.as(null, (work) => kit.store.lock(work, id));

/** State and actor as the definition has them, without `advance` and `availableActions`. */
function mayAsk<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
  { action, walker }: Act<Action, Actor>,
  subject: S,
): boolean {
  const definition = kit.store.workflow.actions[action];
  if (!definition.from.some((state) => state === subject.state)) return false;
  return definition.system ? walker === null : walker !== null && definition.who(walker.actor, subject) === true;
}

/** What the guard says, for an act that may be asked. The unit of work is undone: only the answer counts. */
async function mayDo<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
  { action, walker }: Act<Action, Actor>,
  subject: S,
  chance: number,
): Promise<boolean> {
  const { guard } = kit.store.workflow.actions[action];
  if (!guard) return true;
  return undone(kit, walker, async (work) => {
    const { input } = (await kit.details?.(work, action, subject, chance)) ?? {};
    const now = await kit.store.lock(work, subject.id); // `details` may have written what the guard looks at
    return guard(now, { today: today(work.clock), input }) === true;
  });
}

class Undo<T> extends Error {
  readonly answer: T;
  constructor(answer: T) {
    super('undone on purpose');
    this.answer = answer;
  }
}

async function undone<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object, T>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
  walker: Walker<Actor> | null,
  ask: (work: Work) => Promise<T>,
): Promise<T> {
  let answer: { value: T } | undefined;
  try {
    await kit.as(walker, async (work) => {
      answer = { value: await ask(work) };
      throw new Undo(answer);
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  if (!answer) throw new Error('the unit of work did not run');
  return answer.value;
}

async function act<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
  { action, walker }: Act<Action, Actor>,
  subject: S,
  chance: number,
): Promise<S> {
  return kit.as(walker, async (work) => {
    const details = (await kit.details?.(work, action, subject, chance)) ?? {};
    const reason = '随'.repeat(kit.store.workflow.actions[action].reasonLength ?? 0);
    return advance(work, kit.store, { reason, ...details, id: subject.id, action, actor: walker?.actor ?? null, acting: walker?.acting ?? systemActing });
  });
}

const describe = <Action extends string, Actor>({ action, walker }: Act<Action, Actor>, { state }: Subject): string => `${action} by ${walker?.name ?? 'the system'} in ${state}`;

async function tryForbidden<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
  forbidden: readonly Act<Action, Actor>[],
  subject: S,
  chance: number,
  report: WalkReport<State, Action>,
): Promise<void> {
  // A person's act asked for by the system is a fault of the program, not a refusal; advance throws a plain error for it.
  const askable = forbidden.filter(({ action, walker }) => walker !== null || kit.store.workflow.actions[action].system);
  for (let i = 0; i < Math.min(kit.attempts ?? 4, askable.length); i += 1) {
    const attempt = askable[(chance * 31 + i * 7919) % askable.length];
    if (!attempt) continue;
    const outcome = await act(kit, attempt, subject, chance).then(() => 'it was done', (error: unknown) => (isDomainError(error) ? undefined : String(error)));
    if (outcome !== undefined) throw new Error(`${describe(attempt, subject)} must be refused, but: ${outcome}`);
    const now = await read(kit, subject.id);
    if (now.version !== subject.version || now.state !== subject.state) throw new Error(`${describe(attempt, subject)} was refused and left a trace`);
    report.refusals += 1;
  }
}

async function doPossible<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
  chosen: Act<Action, Actor>,
  subject: S,
  chance: number,
): Promise<void> {
  const definition = kit.store.workflow.actions[chosen.action];
  const next = await act(kit, chosen, subject, chance).catch((error: unknown) => {
    throw new Error(`${describe(chosen, subject)} must be possible`, { cause: error });
  });
  const expected: readonly State[] = definition.to === 'unchanged' ? [subject.state] : targets(definition);
  const now = await read(kit, subject.id);
  if (!expected.includes(next.state) || now.state !== next.state) throw new Error(`${describe(chosen, subject)} led to ${next.state}, stored as ${now.state}`);
  if (next.version !== subject.version + 1 || now.version !== next.version) throw new Error(`${describe(chosen, subject)} made version ${next.version} of ${subject.version}`);
}

async function checkLog<State extends string, Action extends string, S extends Subject<State>, Actor, Patch extends object>(
  kit: WalkKit<State, Action, S, Actor, Patch>,
  subject: S,
): Promise<void> {
  const { workflow } = kit.store;
  const [rows, open] = await kit.as(null, (work) =>
    Promise.all([
      work.sql<LogRow>(`SELECT ${logColumns} FROM action_log l WHERE l.subject_type = $1 AND l.subject_id = $2 ORDER BY l.sequence`, [workflow.subject, subject.id]),
      work.sql<{ kind: string }>(`SELECT kind FROM deadline WHERE subject_id = $1 AND status = 'open'`, [subject.id]),
    ]),
  );
  const end = replay(workflow, rows);
  if (end !== subject.state || rows.length !== subject.version) throw new Error(`the log ends in ${end} after ${rows.length} acts, the subject is in ${subject.state} at version ${subject.version}`);
  if (workflow.states[subject.state].final && open.length > 0) throw new Error(`limits still run in the final state ${subject.state}: ${open.map(({ kind }) => kind).join(', ')}`);
}

/** Does the log's acts again on paper. */
function replay<State extends string, Action extends string, S extends Subject<State>, Actor>(workflow: Workflow<State, Action, S, Actor>, rows: readonly LogRow[]): string {
  const definitions = new Map(entries(workflow.actions).map(([name, definition]) => [String(name), definition]));
  let state: string = workflow.initial;
  let previous = genesisHash;
  for (const [index, row] of rows.entries()) {
    const definition = definitions.get(row.action);
    const known = definition?.from.some((from) => from === state) && (definition.to === 'unchanged' ? row.toState === state : targets(definition).some((to) => to === row.toState));
    if (!known || row.fromState !== state || row.sequence !== index + 1) throw new Error(`the log records an act that the workflow does not know: ${row.action} from ${row.fromState} to ${row.toState} as ${row.sequence}`);
    if (row.previousHash !== previous || hashOf(row) !== row.hash) throw new Error(`the chain is broken at ${row.sequence}`);
    previous = row.hash;
    state = row.toState;
  }
  return state;
}
