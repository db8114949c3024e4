// A workflow looked at as a graph; pure, for tests.
import { type AnyWorkflow, entries, targets } from './define.ts';

/** What the graph needs; any workflow fits. */
export type GraphOf = Pick<AnyWorkflow, 'initial' | 'states'> & { readonly actions: Readonly<Record<string, Pick<AnyWorkflow['actions'][string], 'from' | 'to'>>> };

/** What is wrong with the shape: states that nothing leads to, states from which no end can be reached, acts that can never be done. Empty when all is well. */
export function graphProblems(workflow: GraphOf): string[] {
  const reachable = closure([workflow.initial], (state) => after(workflow, state));
  const finals = entries(workflow.states).flatMap(([state, { final }]) => (final ? [state] : []));
  const ending = closure(finals, (state) => before(workflow, state));
  return [
    ...(finals.length === 0 ? ['no state is final'] : []),
    ...Object.keys(workflow.states).flatMap((state) => (reachable.has(state) ? [] : [`state ${state} cannot be reached`])),
    ...[...reachable].flatMap((state) => (ending.has(state) ? [] : [`no final state can be reached from ${state}`])),
    ...entries(workflow.actions).flatMap(([name, { from }]) => (from.some((state) => reachable.has(state)) ? [] : [`action ${name} can never be done`])),
  ];
}

const after = (workflow: GraphOf, state: string): readonly string[] =>
  entries(workflow.actions).flatMap(([, action]) => (action.from.includes(state) ? targets(action) : []));

const before = (workflow: GraphOf, state: string): readonly string[] =>
  entries(workflow.actions).flatMap(([, action]) => (targets(action).includes(state) ? action.from : []));

function closure(start: readonly string[], next: (state: string) => readonly string[]): Set<string> {
  const seen = new Set(start);
  const open = [...start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const neighbour of next(state)) {
      if (seen.has(neighbour)) continue;
      seen.add(neighbour);
      open.push(neighbour);
    }
  }
  return seen;
}
