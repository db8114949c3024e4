// How the workflow engine reaches an article, and how one act is done with its event.
import type { ArticleTable } from '@smart/database/generated/kysely/types';
import type { ParameterChange, ParameterEffect } from '@smart/divisions/parameters';
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { type Acting, systemActing } from '@smart/workflow/action-log';
import { advance } from '@smart/workflow/advance';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { articleEventPayload, type ArticleEventPayload } from './events.ts';
import type { ArticleState } from './model.ts';
import { z } from 'zod';
import { type Actor, type ArticleAction, type ArticleSubject, articleWorkflow } from './workflow.ts';

type Locked = ArticleSubject & { readonly revision: number; readonly publishAt: Date | null };

/** Nobody but these writers could examine an article of the congress today. */
async function nobodyElse(work: Work, congressId: string, writerIds: readonly string[]): Promise<boolean> {
  const others = await work.sql(
    `SELECT 1 FROM appointment a WHERE a.congress_id = $1 AND a.roles && ARRAY['congress_officer', 'congress_leader'] AND a.starts_on <= $3::date AND (a.ends_on IS NULL OR a.ends_on >= $3::date) AND a.person_id <> ALL ($2::uuid[]) LIMIT 1`,
    [congressId, [...writerIds], today(work.clock)],
  );
  return others.length === 0;
}

/** Whether a writer may examine an article: nobody else of the congress could, and its parameter allows it. */
export const selfReviewOf = async (work: Work, congressId: string, writerIds: readonly string[]): Promise<boolean> =>
  (await nobodyElse(work, congressId, writerIds)) && z.boolean().parse(await work.parameter(congressId, 'content.self_review'));

/** What allowing or forbidding it would do to the articles that wait to be examined. */
export async function effectOnSelfReview(work: Work, { congressId, value }: ParameterChange): Promise<ParameterEffect> {
  const waiting = await work.sql<{ writerIds: string[] }>(
    `SELECT ARRAY(SELECT w.person_id::text FROM article_writer w WHERE w.article_id = a.id) AS "writerIds" FROM article a WHERE a.congress_id = $1 AND a.state = 'in_review'`,
    [congressId],
  );
  let alone = 0;
  for (const { writerIds } of waiting) if (await nobodyElse(work, congressId, writerIds)) alone += 1;
  return { open: waiting.length, words: `保存后立即生效：待审核的 ${waiting.length} 篇稿件中，没有其他审核人的 ${alone} 篇${value === true ? '可以由撰稿人自审发布' : '不能再由撰稿人自审，须先增设审核人'}。` };
}

async function lockArticle(work: Work, id: string): Promise<Locked> {
  await work.sql('SELECT 1 FROM article WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await work.sql<Omit<Locked, 'selfReview'>>(
    `SELECT a.id, a.id AS "matterId", a.congress_id AS "congressId", a.state, a.version, a.revision, a.title, a.body <> '' AS written, a.kind = 'document' AS document, a.publish_at AS "publishAt",
       ARRAY(SELECT w.person_id::text FROM article_writer w WHERE w.article_id = a.id ORDER BY w.at, w.person_id) AS "writerIds"
     FROM article a WHERE a.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '稿件' });
  return { ...row, selfReview: await selfReviewOf(work, row.congressId, row.writerIds) };
}

export const articleStore = defineStore<ArticleState, ArticleAction, Locked, Actor, Updateable<ArticleTable>>({
  workflow: articleWorkflow,
  table: 'article',
  lock: lockArticle,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('article').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

/**
 * An article of the own congress, locked.
 * @throws DomainError common.not_found: to other congresses it does not exist
 */
export async function lockedArticle(work: Work, capacity: Capacity, id: string): Promise<Locked> {
  const article = await lockArticle(work, id);
  if (article.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '稿件' });
  return article;
}

export const actingOf = (capacity: Capacity | null): Acting =>
  capacity === null ? systemActing : { personId: capacity.personId, capacityId: capacity.id, label: `${capacity.personName}（${capacity.logLabel ?? capacity.label}）` };

type Act = {
  readonly id: string;
  readonly action: ArticleAction;
  readonly expectedVersion?: number | undefined;
  readonly input?: unknown;
  readonly reason?: string | undefined;
  readonly patch?: Updateable<ArticleTable>;
  /** What the timeline keeps beside the act. */
  readonly detail?: Readonly<Record<string, unknown>>;
};

/**
 * One act on an article.
 * @param capacity who acts; null for the system
 * @throws DomainError what `advance` throws
 */
export async function actOnArticle(work: Work, capacity: Capacity | null, act: Act): Promise<Locked> {
  const before = await lockArticle(work, act.id);
  const { to, decide } = articleWorkflow.actions[act.action];
  const state = decide ? decide(before, act.input) : typeof to === 'string' && to !== 'unchanged' ? to : before.state;
  const payload: ArticleEventPayload = articleEventPayload.parse({ title: before.title, state, writerIds: [...before.writerIds], reason: act.reason ?? null, publishAt: before.publishAt?.toISOString() ?? null });
  return advance(work, articleStore, { ...act, actor: capacity, acting: actingOf(capacity), event: { payload } });
}
