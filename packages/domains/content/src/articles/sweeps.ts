// What happens by itself: an article appears when its time has come.
import { isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { actOnArticle } from './store.ts';

/** Safe to repeat. @returns how many appeared */
export async function sweepArticles(work: Work, congressId: string): Promise<number> {
  const due = await work.sql<{ id: string; publishAt: Date }>(`SELECT id, publish_at AS "publishAt" FROM article WHERE congress_id = $1 AND state = 'scheduled' AND publish_at <= $2 ORDER BY publish_at, id`, [congressId, work.clock.now()]);
  let appeared = 0;
  for (const { id, publishAt } of due) {
    try {
      await work.attempt(() => actOnArticle(work, null, { id, action: 'appear', patch: { published_at: publishAt } }));
      appeared += 1;
    } catch (error) {
      // Recalled or published by somebody in this moment.
      if (!isDomainError(error)) throw error;
    }
  }
  return appeared;
}
