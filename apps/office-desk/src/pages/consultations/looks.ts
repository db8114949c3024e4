import type { CommentState, ConsultationState } from '@smart/content/consultations/model';

const tones = { draft: 'neutral', in_review: 'attention', open: 'progress', closed: 'attention', outcome_review: 'attention', concluded: 'good', withdrawn: 'bad', discarded: 'neutral' } as const;
/** The tone of a consultation's state. */
export const consultationTone = (state: ConsultationState): (typeof tones)[ConsultationState] => tones[state];

const commentTones = { held: 'attention', received: 'neutral', adopted: 'good', partly: 'progress', declined: 'neutral' } as const;
export const commentTone = (state: CommentState): (typeof commentTones)[CommentState] => commentTones[state];
