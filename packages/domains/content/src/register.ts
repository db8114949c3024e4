// What the public site tells the rest of the house when a server loads it.
import { registerParameters } from '@smart/divisions/parameters';
import type { FileStore } from '@smart/files/store';
import { registerOwnData } from '@smart/identity/own-data';
import { registerPersonColumns } from '@smart/identity/person-columns';
import type { Work } from '@smart/workflow/work';
import './articles/events.ts';
import { effectOnSelfReview } from './articles/store.ts';
import { sweepArticles } from './articles/sweeps.ts';
import './consultations/events.ts';
import { consultationParameters } from './consultations/parameters.ts';
import { useDraftFiles } from './consultations/reading-files.ts';
import './consultations/store.ts';
import { effectOnConsultations, sweepConsultations } from './consultations/sweeps.ts';
import { contentParameters } from './parameters.ts';

/** Parameters and questions of the directory, and where uploads lie; may be called again. */
export function registerContent(files: () => FileStore | null): void {
  registerParameters(contentParameters, effectOnSelfReview);
  registerParameters(consultationParameters, effectOnConsultations);
  useDraftFiles(files);
  registerPersonColumns('content', [
    { table: 'article_writer', column: 'person_id', key: 'article_id', label: '撰写的网站稿件', unless: 'EXISTS (SELECT 1 FROM article_writer x WHERE x.article_id = t.article_id AND x.person_id = $2)' },
    {
      table: 'consultation_writer', column: 'person_id', key: 'consultation_id', label: '撰写的草案征求意见',
      unless: 'EXISTS (SELECT 1 FROM consultation_writer x WHERE x.consultation_id = t.consultation_id AND x.part = t.part AND x.person_id = $2)',
    },
  ]);
  registerOwnData('撰写的草案征求意见', (work, { personId }) =>
    work.sql(
      `SELECT to_char(w.at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS "时间", c.title AS "草案", CASE w.part WHEN 'draft' THEN '草案和说明' ELSE '采纳情况' END AS "内容"
       FROM consultation_writer w JOIN consultation c ON c.id = w.consultation_id WHERE w.person_id = $1 ORDER BY w.at DESC LIMIT 2000`,
      [personId],
    ),
  );
  registerOwnData('撰写的网站稿件', (work, { personId }) =>
    work.sql(
      `SELECT to_char(w.at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') AS "时间", a.title AS "标题" FROM article_writer w JOIN article a ON a.id = w.article_id WHERE w.person_id = $1 ORDER BY w.at DESC LIMIT 2000`,
      [personId],
    ),
  );
}

type Jobs = { readonly registerSweep: (name: string, cron: string, handle: (work: Work, congressId: string) => Promise<void>) => void };

/** Once per process. Consultations end in the first minutes of the day after their last one. Articles appear at the full and the half hour: the desk offers no other times. */
export function registerContentJobs({ registerSweep }: Jobs): void {
  registerSweep('articles', '0,30 * * * *', async (work, congressId) => void (await sweepArticles(work, congressId)));
  registerSweep('consultations', '6 0 * * *', async (work, congressId) => void (await sweepConsultations(work, congressId)));
}
