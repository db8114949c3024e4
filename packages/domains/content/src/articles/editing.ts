// What editors do with an article, from the first line to taking it off.
import { setAttachments } from '@smart/files/service';
import type { Capacity } from '@smart/identity/capacity';
import { formatDateTime } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { toVector } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { columnOf, columnsOf } from '../sites/settings.ts';
import { validityLabels } from './documents.ts';
import { keptFacts, saveFacts } from './facts.ts';
import type { articleRef, markValidityInput, reasonedInput, saveArticleInput } from './model-inputs.ts';
import type { ArticleReceipt } from './model-views.ts';
import { cleanHtml, wordsOf } from './rich-text.ts';
import { actOnArticle, articleStore, lockedArticle } from './store.ts';

type Save = z.output<typeof saveArticleInput>;
type Ref = z.output<typeof articleRef>;
type Reasoned = z.output<typeof reasonedInput>;
type Locked = Awaited<ReturnType<typeof lockedArticle>>;

const receipt = ({ id, version, revision }: Locked, next: string): ArticleReceipt => ({ id, version, revision, next });

/** @throws DomainError workflow.refused, common.conflict */
function checkDraft({ state, revision }: Locked, known: number | undefined): void {
  if (state !== 'draft') throw new DomainError('workflow.refused', { reason: '只有草稿可以修改', remedy: state === 'in_review' ? '请先取回或者请审核人退回' : '已发布的请撤下后另存为新稿修改' });
  if (known !== undefined && known !== revision) throw new DomainError('common.conflict', { reason: '其他人刚刚保存过这篇稿件。您写的内容还在本页，请复制后刷新再合并' });
}

/**
 * Writes a draft; makes it when it has no id. Whoever saves is one of its writers from then on. The body is made anew from what is allowed.
 * @throws DomainError common.not_found, common.invalid_input (column), common.conflict (saved by another meanwhile), workflow.refused (no draft), files.not_found
 */
export async function saveArticle(work: Work, capacity: Capacity, input: Save): Promise<ArticleReceipt> {
  const column = columnOf(await columnsOf(work, capacity.congressId), input.columnKey);
  if (!column) throw new DomainError('common.invalid_input', { problem: '没有这个栏目，请重新选择' }, [{ path: 'columnKey', message: '没有这个栏目，请重新选择' }]);
  const facts = keptFacts(column.kind, input.facts);
  const cleaned = cleanHtml(input.body);
  const words = wordsOf(cleaned);
  const vector = toVector([{ text: `${input.title} ${facts.number} ${facts.issuer}`, weight: 'A' }, { text: input.summary, weight: 'B' }, { text: words, weight: 'D' }]);
  const columns = [column.kind, column.key, input.title, input.summary, input.source, words === '' ? '' : cleaned, input.publishAt, vector, work.clock.now()];
  const id = input.id ?? newId();
  if (input.id === undefined) {
    await work.sql(
      `INSERT INTO article (id, congress_id, kind, column_key, title, summary, source, body, publish_at, search_vector, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::tsvector, $11, $11)`,
      [id, capacity.congressId, ...columns],
    );
  } else {
    checkDraft(await lockedArticle(work, capacity, id), input.revision);
    await work.sql(
      `UPDATE article SET kind = $2, column_key = $3, title = $4, summary = $5, source = $6, body = $7, publish_at = $8, search_vector = $9::tsvector, updated_at = $10, revision = revision + 1 WHERE id = $1`,
      [id, ...columns],
    );
  }
  await saveFacts(work, id, facts);
  await work.sql(
    `INSERT INTO article_writer (article_id, person_id, congress_id, name, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (article_id, person_id) DO NOTHING`,
    [id, capacity.personId, capacity.congressId, capacity.personName, work.clock.now()],
  );
  await setAttachments(work, input.fileIds, { congressId: capacity.congressId, matterId: id, subjectType: 'article', subjectId: id }, 'article', capacity.personId);
  return receipt(await articleStore.lock(work, id), '已保存为草稿。写好后点“提交审核”，由其他人审核后发布。');
}

/** @throws DomainError common.not_found, workflow.* */
export async function submitArticle(work: Work, capacity: Capacity, input: Ref): Promise<ArticleReceipt> {
  await lockedArticle(work, capacity, input.id);
  return receipt(await actOnArticle(work, capacity, { ...input, action: 'submit', patch: { submitted_at: work.clock.now(), reason: null } }), '已提交审核，审核结果通知您。');
}

export async function takeBackArticle(work: Work, capacity: Capacity, input: Ref): Promise<ArticleReceipt> {
  await lockedArticle(work, capacity, input.id);
  return receipt(await actOnArticle(work, capacity, { ...input, action: 'takeBack' }), '已取回，可以继续修改。');
}

/**
 * Lets an article through: it appears at once, or at the time asked for when that lies ahead.
 * @throws DomainError common.forbidden when the reviewer wrote in it and somebody else could examine it
 */
export async function approveArticle(work: Work, capacity: Capacity, input: Ref): Promise<ArticleReceipt> {
  const now = work.clock.now();
  const { publishAt, writerIds } = await lockedArticle(work, capacity, input.id);
  const own = writerIds.includes(capacity.personId);
  const later = publishAt !== null && publishAt > now;
  const done = await actOnArticle(work, capacity, { ...input, action: 'approve', input: { later }, patch: { reviewer_name: own ? `${capacity.personName}（本级没有其他审核人，撰稿人自审）` : capacity.personName, published_at: later ? null : now }, ...(own ? { detail: { selfReview: true } } : {}) });
  return receipt(done, later ? `审核通过，${formatDateTime(publishAt.toISOString())}自动发布。` : '审核通过，已经发布。');
}

export async function returnArticle(work: Work, capacity: Capacity, input: Reasoned): Promise<ArticleReceipt> {
  await lockedArticle(work, capacity, input.id);
  return receipt(await actOnArticle(work, capacity, { ...input, action: 'return', patch: { reason: input.reason } }), '已退回，撰稿人会看到您的意见。');
}

export async function publishArticle(work: Work, capacity: Capacity, input: Ref): Promise<ArticleReceipt> {
  await lockedArticle(work, capacity, input.id);
  return receipt(await actOnArticle(work, capacity, { ...input, action: 'publish', patch: { published_at: work.clock.now() } }), '已经发布。');
}

export async function recallArticle(work: Work, capacity: Capacity, input: Ref): Promise<ArticleReceipt> {
  await lockedArticle(work, capacity, input.id);
  return receipt(await actOnArticle(work, capacity, { ...input, action: 'recall', patch: { reviewer_name: null } }), '已撤回为草稿，修改后须重新审核。');
}

/** Takes it off: from now on its address answers that it was taken off, with the reason. */
export async function withdrawArticle(work: Work, capacity: Capacity, input: Reasoned): Promise<ArticleReceipt> {
  await lockedArticle(work, capacity, input.id);
  const done = await actOnArticle(work, capacity, { ...input, action: 'withdraw', patch: { reason: input.reason } });
  await work.sql('INSERT INTO article_end (article_id, congress_id, reason, ended_at) VALUES ($1, $2, $3, $4)', [input.id, capacity.congressId, input.reason, work.clock.now()]);
  return receipt(done, '已撤下。原网址会说明已经撤下和理由。');
}

/**
 * Says of a published document that it holds, was amended or repealed, and by what: the one thing that changes under the reader's eyes.
 * @throws DomainError common.invalid_input (by what is missing), common.forbidden (no document)
 */
export async function markValidity(work: Work, capacity: Capacity, { validity, note, ...input }: z.output<typeof markValidityInput>): Promise<ArticleReceipt> {
  await lockedArticle(work, capacity, input.id);
  if (validity !== 'in_force' && note === '') throw new DomainError('common.invalid_input', { problem: '请写明依据什么修改或者废止' }, [{ path: 'note', message: '请写明依据什么修改或者废止' }]);
  const patch = { validity, validity_note: validity === 'in_force' ? '' : note };
  return receipt(await actOnArticle(work, capacity, { ...input, action: 'mark', patch, detail: { validity: validityLabels[validity], note } }), `已标明“${validityLabels[validity]}”，网站随之更新。`);
}

export async function discardArticle(work: Work, capacity: Capacity, input: Ref): Promise<ArticleReceipt> {
  await lockedArticle(work, capacity, input.id);
  return receipt(await actOnArticle(work, capacity, { ...input, action: 'discard' }), '草稿已作废。');
}

/** A new draft with the words of another article of the congress, whatever became of that one; without its attachments. */
export async function copyArticle(work: Work, capacity: Capacity, { id }: { id: string }): Promise<ArticleReceipt> {
  await lockedArticle(work, capacity, id);
  const copy = newId();
  await work.sql(
    `INSERT INTO article (id, congress_id, kind, column_key, title, summary, source, body, search_vector, document_kind, document_number, issuer, adopted_on, validity, validity_note, gazette_year, gazette_issue, created_at, updated_at)
     SELECT $2, congress_id, kind, column_key, title, summary, source, body, search_vector, document_kind, document_number, issuer, adopted_on, validity, validity_note, gazette_year, gazette_issue, $3, $3 FROM article WHERE id = $1`,
    [id, copy, work.clock.now()],
  );
  await work.sql('INSERT INTO article_writer (article_id, person_id, congress_id, name, at) VALUES ($1, $2, $3, $4, $5)', [copy, capacity.personId, capacity.congressId, capacity.personName, work.clock.now()]);
  return receipt(await articleStore.lock(work, copy), '已另存为新稿，附件请重新添加。');
}
