// The articles of the matrix: one in each state, and one that waits whose writer is the officer who tries.
import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { People } from './world.ts';

export type Articles = Readonly<Record<'draft' | 'waiting' | 'ownWaiting' | 'scheduled' | 'published' | 'document', string>>;

/** What the draft says; it must reach nobody outside the congress's office. */
export const draftWords = '尚未审核的网站稿件';

/** Enters them as they stand; how they come there is tested with the domain. */
export async function createArticles({ at: { home }, of }: People, { adminSql }: TestDatabase): Promise<Articles> {
  const articles = { draft: newId(), waiting: newId(), ownWaiting: newId(), scheduled: newId(), published: newId(), document: newId() };
  const own = of('home.congress_officer');
  for (const [id, state] of [[articles.draft, 'draft'], [articles.waiting, 'in_review'], [articles.ownWaiting, 'in_review'], [articles.scheduled, 'scheduled'], [articles.published, 'published'], [articles.document, 'published']] as const) {
    await adminSql(
      `INSERT INTO article (id, congress_id, state, kind, column_key, title, body, published_at, created_at, updated_at) VALUES ($1, $2, $3, $6, $6, $4, '<p>正文</p>', $5, '2026-03-02', '2026-03-02')`,
      [id, home.congressId, state, state === 'published' ? '已经发布的稿件' : draftWords, state === 'published' ? '2026-03-02' : null, id === articles.document ? 'document' : 'news'],
    );
    const mine = id === articles.ownWaiting || id === articles.draft;
    await adminSql('INSERT INTO article_writer (article_id, person_id, congress_id, name, at) VALUES ($1, $2, $3, $4, $5)', [id, mine ? own.personId : newId(), home.congressId, '撰稿人', '2026-03-02']);
  }
  return articles;
}
