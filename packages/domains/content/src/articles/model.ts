// 网站内容: the words of articles. Pure and without imports of its own, so that every app can use it.

/** What an article is, the same in every congress; the columns (栏目) it stands in are each congress's own. */
export const kindLabels = { news: '要闻动态', notice: '通知公告', document: '文件资料', gazette: '常委会公报', work: '工作动态' } as const;
export type ArticleKind = keyof typeof kindLabels;
export const articleKinds = ['news', 'notice', 'document', 'gazette', 'work'] as const satisfies readonly ArticleKind[];

export const articleStateLabels = { draft: '草稿', in_review: '待审核', scheduled: '待发布', published: '已发布', withdrawn: '已撤下', discarded: '已作废' } as const;
export type ArticleState = keyof typeof articleStateLabels;
export const articleStates = ['draft', 'in_review', 'scheduled', 'published', 'withdrawn', 'discarded'] as const satisfies readonly ArticleState[];

/** Longest texts, in characters; the body as HTML, with its marks. */
export const articleLimits = { title: 80, summary: 200, source: 40, body: 100_000, reason: 300, files: 20 } as const;
/** Shortest, in characters. */
export const articleFewest = { title: 4, reason: 2, withdrawal: 5 } as const;

export const isArticleKind = (value: string): value is ArticleKind => value in kindLabels;
