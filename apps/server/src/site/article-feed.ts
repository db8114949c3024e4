/** RSS 2.0 of the newest articles of a filter. */
import { publicArticles, type PublicArticleFilter } from '@smart/content/articles/public';
import type { Work } from '@smart/workflow/work';
import { escapeXml } from './open-data.ts';

/** Items of a feed. */
const feedLength = 30;

/** `path` and the pages' addresses are made absolute with `origin`. */
export async function articleFeed(work: Work, filter: PublicArticleFilter, { origin, path, title }: { origin: string; path: string; title: string }): Promise<string> {
  const { rows } = await publicArticles(work, filter, { limit: feedLength, offset: 0 });
  const items = rows.map((one) => {
    const link = escapeXml(`${origin}/articles/${one.id}`);
    return `<item><title>${escapeXml(one.title)}</title><link>${link}</link><guid isPermaLink="true">${link}</guid><pubDate>${new Date(one.publishedAt).toUTCString()}</pubDate><category>${escapeXml(one.columnName)}</category><description>${escapeXml(one.summary)}</description></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>${escapeXml(title)}</title><link>${escapeXml(`${origin}/articles`)}</link><description>${escapeXml('最近发布的要闻公告')}</description><language>zh-CN</language>
<atom:link href="${escapeXml(`${origin}${path}`)}" rel="self" type="application/rss+xml"/>
${items.join('\n')}
</channel></rss>
`;
}
