// A workflow as data: states, and actions that lead from one to another. Pure: the same definition draws the button in the
// browser, guards the server, draws the diagram in the README and is walked at random by the tests.

/** What a rule says: yes, or why not and what to do instead (Chinese, shown to the user as it is). */
export type Verdict = true | { readonly reason: string; readonly remedy?: string };

export type StateDefinition = {
  /** What users read. */
  readonly label: string;
  /** Nothing can follow. */
  readonly final?: true;
};

/** What every subject of a workflow has. `matterId` is the root by which sharing and the log go together. */
export type Subject<State extends string = string> = {
  readonly id: string;
  readonly matterId: string;
  readonly congressId: string;
  readonly state: State;
  readonly version: number;
};

/** What a guard may look at besides the subject. */
export type GuardContext = {
  /** Today in Asia/Shanghai, YYYY-MM-DD. */
  readonly today: string;
  /** The input of the act; absent when only asking what is possible. */
  readonly input?: unknown;
};

export type DeadlineStart = {
  readonly kind: string;
  /** What is due, in the words of a reminder: 签收, 答复代表. */
  readonly label?: string;
  /** Key of the parameter that holds the term, e.g. `suggestions.evaluation_term`. */
  readonly parameter: string;
  /** Who must act by then; the domain's store resolves it to an organ or a person. */
  readonly owner: string;
};

export type ActionDefinition<State extends string, S extends Subject<State>, Actor> = {
  /** The button's words. */
  readonly label: string;
  readonly from: readonly State[];
  /** The state after; several where `decide` chooses; `unchanged` for an act that leaves the state as it is. */
  readonly to: State | readonly State[] | 'unchanged';
  readonly decide?: (subject: S, input: unknown) => State;
  /** Whether this actor may do it at all; a refusal hides the button. */
  readonly who: (actor: Actor, subject: S) => Verdict;
  /** Whether it can be done now; a refusal disables the button and says why. */
  readonly guard?: (subject: S, context: GuardContext) => Verdict;
  /** The act needs a written reason of at least this many characters. */
  readonly reasonLength?: number;
  readonly starts?: readonly DeadlineStart[];
  /** Kinds of deadline that this act meets. */
  readonly meets?: readonly string[];
  /** Kinds of deadline that this act makes pointless; `*` for all. */
  readonly cancels?: readonly string[];
  /** The domain event it announces. */
  readonly event: string;
  /** Done by the system only: a deadline that passed, the follow-up of another act. Never a button. */
  readonly system?: true;
  /** Law or rule it keeps, for the README. */
  readonly source?: string;
};

export type Workflow<State extends string, Action extends string, S extends Subject<State>, Actor> = {
  readonly subject: string;
  readonly label: string;
  readonly initial: State;
  readonly states: Readonly<Record<State, StateDefinition>>;
  readonly actions: Readonly<Record<Action, ActionDefinition<State, S, Actor>>>;
};

/** Any workflow, for code that treats all alike. */
export type AnyWorkflow = Workflow<string, string, never, never>;

/**
 * Checks and freezes a workflow.
 * @throws Error when a state is unknown, a choice has no `decide`, or a state that is not final has no way out.
 */
export function defineWorkflow<S extends Subject, Actor>() {
  return <const State extends S['state'] & string, const Action extends string>(
    definition: Workflow<State, Action, S & Subject<State>, Actor>,
  ): Workflow<State, Action, S & Subject<State>, Actor> => {
    const problems = problemsOf(definition);
    if (problems.length > 0) throw new Error(`workflow ${definition.subject}: ${problems.join('; ')}`);
    return Object.freeze(definition);
  };
}

function problemsOf<State extends string, Action extends string, S extends Subject<State>, Actor>(
  definition: Workflow<State, Action, S, Actor>,
): string[] {
  const states = new Set<string>(Object.keys(definition.states));
  const problems: string[] = [];
  const leaving = new Set<string>();
  for (const [name, action] of entries(definition.actions)) {
    for (const state of action.from) {
      if (!states.has(state)) problems.push(`action ${name} starts from the unknown state ${state}`);
      if (action.to !== 'unchanged') leaving.add(state);
    }
    for (const state of targets(action)) if (!states.has(state)) problems.push(`action ${name} leads to the unknown state ${state}`);
    if (targets(action).length > 1 && !action.decide) problems.push(`action ${name} has several targets and no decide`);
  }
  for (const [name, state] of entries(definition.states)) {
    if (state.final && leaving.has(name)) problems.push(`state ${name} is final and can be left`);
    if (!state.final && !leaving.has(name)) problems.push(`state ${name} has no way out`);
  }
  return problems;
}

/** `Object.entries` that keeps the keys' type. */
export function entries<K extends string, V>(record: Readonly<Record<K, V>>): [K, V][] {
  const pairs: [K, V][] = [];
  for (const key in record) pairs.push([key, record[key]]);
  return pairs;
}

/** The states an action may lead to; empty when it leaves the state as it is. */
export function targets<State extends string>(action: { readonly to: State | readonly State[] | 'unchanged' }): readonly State[] {
  if (action.to === 'unchanged') return [];
  return typeof action.to === 'string' ? [action.to] : action.to;
}

export type AvailableAction<Action extends string = string> = {
  action: Action;
  label: string;
  reasonLength: number;
  allowed: boolean;
  reason?: string;
  remedy?: string;
};

/**
 * The buttons for this actor on this subject, in the order of the definition. An action that the actor may do but not now
 * comes with the reason; what the actor may never do does not come at all.
 */
export function availableActions<State extends string, Action extends string, S extends Subject<State>, Actor>(
  workflow: Workflow<State, Action, S, Actor>,
  subject: S,
  actor: Actor,
  context: GuardContext,
): AvailableAction<Action>[] {
  return entries(workflow.actions).flatMap(([action, definition]): AvailableAction<Action>[] => {
    if (definition.system || !definition.from.includes(subject.state) || definition.who(actor, subject) !== true) return [];
    const verdict = definition.guard?.(subject, context) ?? true;
    const base = { action, label: definition.label, reasonLength: definition.reasonLength ?? 0 };
    if (verdict === true) return [{ ...base, allowed: true }];
    return [{ ...base, allowed: false, reason: verdict.reason, ...(verdict.remedy ? { remedy: verdict.remedy } : {}) }];
  });
}
