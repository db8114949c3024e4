// How the states of a suggestion and of its parts look: word, tone and with it the shape.
import type { StatusLook, Tone } from '@smart/ui/tone.ts';
import {
  assignmentStateLabels,
  commitmentStateLabels,
  contactStateLabels,
  cosignerStateLabels,
  scoreLabels,
  stateLabels,
  type AssignmentState,
  type CommitmentState,
  type ContactState,
  type CosignerState,
  type Score,
  type SuggestionState,
} from '../model.ts';

function looksOf<State extends string>(
  labels: Readonly<Record<State, string>>,
  tones: Readonly<Record<State, Tone>>,
): (state: State) => StatusLook {
  return (state) => ({ label: labels[state], tone: tones[state] });
}

/** Word and tone of a suggestion's state; neutral to who looks. */
export const stateLook: (state: SuggestionState) => StatusLook = looksOf(stateLabels, {
  draft: 'neutral',
  awaiting_cosigners: 'progress',
  submitted: 'progress',
  returned_for_amendment: 'attention',
  not_accepted: 'bad',
  merged: 'progress',
  registered: 'progress',
  assigned: 'progress',
  return_requested: 'attention',
  in_handling: 'progress',
  reply_under_review: 'progress',
  replied: 'attention',
  second_handling: 'attention',
  coordination: 'attention',
  tracking_commitment: 'progress',
  closed: 'good',
  withdrawn: 'neutral',
});

/** Word and tone of one organ's part. */
export const assignmentLook: (state: AssignmentState) => StatusLook = looksOf(assignmentStateLabels, {
  assigned: 'progress',
  distributed: 'progress',
  return_requested: 'attention',
  returned: 'neutral',
  in_handling: 'progress',
  opinion_given: 'good',
  reply_under_review: 'progress',
  replied: 'good',
  second_handling: 'attention',
  completed: 'good',
  cancelled: 'neutral',
});

/** Word and tone of a recorded contact with the deputy. */
export const contactLook: (state: ContactState) => StatusLook = looksOf(contactStateLabels, {
  waiting: 'attention',
  confirmed: 'good',
  disputed: 'bad',
});

/** Word and tone of a co-signer's answer. */
export const cosignerLook: (state: CosignerState) => StatusLook = looksOf(cosignerStateLabels, {
  invited: 'progress',
  confirmed: 'good',
  declined: 'neutral',
});

/** Word and tone of a promise with a date. */
export const commitmentLook: (state: CommitmentState) => StatusLook = looksOf(commitmentStateLabels, {
  open: 'progress',
  kept: 'good',
});

/** Word and tone of one score of an evaluation. */
export const scoreLook: (score: Score) => StatusLook = looksOf(scoreLabels, {
  satisfied: 'good',
  mostly_satisfied: 'progress',
  not_satisfied: 'bad',
});
