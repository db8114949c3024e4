import type { ArticleState } from '@smart/content/articles/model';

const tones = { draft: 'neutral', in_review: 'attention', scheduled: 'progress', published: 'good', withdrawn: 'bad', discarded: 'neutral' } as const;

/** The tone of an article's state. */
export const articleTone = (state: ArticleState): (typeof tones)[ArticleState] => tones[state];
