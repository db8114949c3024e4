// The suggestion follows its organs: pure rules, from the states of their parts to the system action that is due.
import type { AssignmentRow } from './matter.ts';
import type { AssignmentState, SuggestionState } from './model.ts';
import type { SuggestionAction } from './workflow.ts';

type Part = Pick<AssignmentRow, 'id' | 'parentId' | 'role' | 'state'>;

const ended = (state: AssignmentState): boolean => state === 'returned' || state === 'cancelled';

/** Parts that answer the deputy: lead and separate ones, and a government office that has not handed on yet. */
export function mainParts<P extends Part>(parts: readonly P[]): P[] {
  const active = parts.filter((one) => !ended(one.state));
  const answering = active.filter((one) => one.role === 'lead' || one.role === 'separate');
  const waiting = active.filter((one) => one.role === 'distribute' && !answering.some((child) => child.parentId === one.id));
  return [...answering, ...waiting];
}

/**
 * Where the suggestion stands by its parts; null while nobody has it (it goes back to the congress).
 * In separate handling the slowest decides: replied only when all have replied.
 */
function standing(states: readonly AssignmentState[]): SuggestionState {
  const every = (...some: AssignmentState[]) => states.every((state) => some.includes(state));
  const any = (...some: AssignmentState[]) => states.some((state) => some.includes(state));
  if (states.length === 0) return 'registered';
  if (every('replied', 'completed')) return 'replied';
  if (any('second_handling')) return 'second_handling';
  if (every('reply_under_review', 'replied')) return 'reply_under_review';
  if (every('return_requested')) return 'return_requested';
  if (any('in_handling', 'reply_under_review', 'replied')) return 'in_handling';
  return 'assigned';
}

const actionFor: Partial<Record<SuggestionState, SuggestionAction>> = {
  registered: 'followReturn',
  assigned: 'followHandBack',
  return_requested: 'followReturnRequest',
  in_handling: 'followHandling',
  reply_under_review: 'followReview',
  second_handling: 'followSendBack',
  replied: 'followReply',
};

const followed: readonly SuggestionState[] = ['assigned', 'return_requested', 'in_handling', 'reply_under_review', 'second_handling'];

/** The system action by which the suggestion catches up with its parts; null when it is where they are. */
export function followUp(state: SuggestionState, parts: readonly Part[]): SuggestionAction | null {
  if (!followed.includes(state)) return null;
  const target = standing(mainParts(parts).map((one) => one.state));
  return target === state ? null : (actionFor[target] ?? null);
}

/** Government offices whose departments have all given back: they hand on anew. */
export const officesToTakeBack = <P extends Part>(parts: readonly P[]): P[] =>
  parts.filter((office) => office.role === 'distribute' && office.state === 'distributed' && mainParts(parts).some((one) => one.id === office.id));
