import type { OpinionState } from '@smart/opinions/model';
import type { SupervisionView } from '@smart/opinions/supervising/model';

/** The colour of a state, with its word beside it. */
export const toneOf = (state: OpinionState): 'progress' | 'attention' | 'good' | 'neutral' =>
  state === 'closed' || state === 'merged' || state === 'redirected' ? 'neutral' : state === 'registered' || state === 'accepted' || state === 'answered' ? 'attention' : state === 'replied' ? 'good' : 'progress';

/** The colour of a letter of supervision. */
export const supervisionTone = ({ state, overdue }: Pick<SupervisionView, 'state' | 'overdue'>): 'progress' | 'attention' | 'good' | 'neutral' =>
  overdue || state === 'answered' ? 'attention' : state === 'issued' ? 'progress' : state === 'closed' ? 'good' : 'neutral';
