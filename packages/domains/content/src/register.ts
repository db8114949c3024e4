// What the public site tells the rest of the house when a server loads it.
import { registerParameters } from '@smart/divisions/parameters';
import { registerOwnData } from '@smart/identity/own-data';
import { registerPersonColumns } from '@smart/identity/person-columns';
import type { Work } from '@smart/workflow/work';
import './articles/events.ts';
import { effectOnSelfReview } from './articles/store.ts';
import { sweepArticles } from './articles/sweeps.ts';
import { contentParameters } from './parameters.ts';

/** Parameters and questions of the directory; may be called again. */
export function registerContent(): void {
  registerParameters(contentParameters, effectOnSelfReview);
  registerPersonColumns('content', [
    { table: 'article_writer', column: 'person_id', key: 'article_id', label: '撰写的网站稿件', unless: 'EXISTS (SELECT 1 FROM article_writer x WHERE x.article_id = t.article_id AND x.person_id = $2)' },
  ]);
  registerOwnData('撰写的网站稿件', (work, { personId }) =>
    work.sql(
      `SELECT to_char(w.at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS "时间", a.title AS "标题" FROM article_writer w JOIN article a ON a.id = w.article_id WHERE w.person_id = $1 ORDER BY w.at DESC LIMIT 2000`,
      [personId],
    ),
  );
}

type Jobs = { readonly registerSweep: (name: string, cron: string, handle: (work: Work, congressId: string) => Promise<void>) => void };

/** Once per process. Articles appear at the full and the half hour: the desk offers no other times. */
export function registerContentJobs({ registerSweep }: Jobs): void {
  registerSweep('articles', '0,30 * * * *', async (work, congressId) => void (await sweepArticles(work, congressId)));
}
