import type { OpinionState } from '@smart/opinions/model';

/** The colour of a state, with its word beside it. */
export const toneOf = (state: OpinionState): 'progress' | 'attention' | 'good' | 'neutral' =>
  state === 'closed' || state === 'merged' || state === 'redirected' ? 'neutral' : state === 'registered' || state === 'accepted' || state === 'answered' ? 'attention' : state === 'replied' ? 'good' : 'progress';
