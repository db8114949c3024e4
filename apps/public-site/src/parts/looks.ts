import type { PublicRow } from '@smart/suggestions/model-views-public';

type Score = NonNullable<PublicRow['result']>;

const scores = {
  satisfied: { label: '代表满意', tone: 'good' },
  mostly_satisfied: { label: '代表基本满意', tone: 'good' },
  not_satisfied: { label: '代表不满意', tone: 'bad' },
} as const;

/** The deputy's evaluation of the result, in words and tone. */
export const scoreLook = (score: Score): (typeof scores)[Score] => scores[score];

/** Answered is good, everything else is under way. */
export const stateTone = (row: Pick<PublicRow, 'repliedAt'>): 'good' | 'progress' => (row.repliedAt ? 'good' : 'progress');
