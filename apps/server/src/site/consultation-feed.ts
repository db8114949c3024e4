/** RSS 2.0 of the drafts that were laid open last. */
import { publicConsultations, type PublicFilter } from '@smart/content/consultations/public';
import { formatDate } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { escapeXml } from './open-data.ts';

/** Items of a feed. */
const feedLength = 30;

/** `path` and the pages' addresses are made absolute with `origin`. */
export async function consultationFeed(work: Work, filter: PublicFilter, { origin, path, title }: { origin: string; path: string; title: string }): Promise<string> {
  const { rows } = await publicConsultations(work, filter, { limit: feedLength, offset: 0 });
  const items = rows.map((one) => {
    const link = escapeXml(`${origin}/consultations/${one.id}`);
    const about = `${one.congressName}，${one.stateLabel}，${formatDate(one.endsOn)}截止。${one.summary}`;
    return `<item><title>${escapeXml(one.title)}</title><link>${link}</link><guid isPermaLink="true">${link}</guid><pubDate>${new Date(one.publishedAt).toUTCString()}</pubDate><category>${escapeXml(one.kindLabel)}</category><description>${escapeXml(about)}</description></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${escapeXml(title)}</title><link>${escapeXml(`${origin}/consultations`)}</link><description>${escapeXml('公开征求意见的草案')}</description><language>zh-CN</language>
<atom:link href="${escapeXml(`${origin}${path}`)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`;
}
