// What editors do with a consultation, from the first line to what became of it.
import type { Capacity } from '@smart/identity/capacity';
import { formatDate, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { toVector } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { consultationRef, extendInput, reasonedRef, saveConsultationInput, saveOutcomeInput } from './model-inputs.ts';
import type { ConsultationReceipt } from './model-views.ts';
import { actOnConsultation, type Consultation, consultationStore, lockedConsultation } from './store.ts';

type Save = z.output<typeof saveConsultationInput>;
type Ref = z.output<typeof consultationRef>;
type Reasoned = z.output<typeof reasonedRef>;

const receipt = ({ id, version, revision }: Consultation, next: string): ConsultationReceipt => ({ id, version, revision, next });

/** @throws DomainError workflow.refused, common.conflict */
function checkDraft({ state, revision }: Consultation, known: number | undefined): void {
  if (state !== 'draft') throw new DomainError('workflow.refused', { reason: '只有草稿可以修改', remedy: state === 'in_review' ? '请先取回或者请审核人退回' : '已发布的草案不能改动，有误的请撤下后重新发布' });
  if (known !== undefined && known !== revision) throw new DomainError('common.conflict', { reason: '其他人刚刚保存过。您写的内容还在本页，请复制后刷新再合并' });
}

/** @throws DomainError common.invalid_input (dates, articles of the same name) */
function checkInput({ startsOn, endsOn, articles }: Save): void {
  if (endsOn < startsOn) throw new DomainError('common.invalid_input', { problem: '截止日期不能早于开始日期' }, [{ path: 'endsOn', message: '截止日期不能早于开始日期' }]);
  const seen = new Set<string>();
  for (const [at, { label }] of articles.entries()) {
    if (seen.has(label)) throw new DomainError('common.invalid_input', { problem: `“${label}”出现两次，请改成不同的条目` }, [{ path: `articles.${at}.label`, message: `“${label}”出现两次` }]);
    seen.add(label);
  }
}

async function addWriter(work: Work, capacity: Capacity, id: string, part: 'draft' | 'outcome'): Promise<void> {
  await work.sql(
    'INSERT INTO consultation_writer (consultation_id, part, person_id, congress_id, name, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING',
    [id, part, capacity.personId, capacity.congressId, capacity.personName, work.clock.now()],
  );
}

/**
 * Writes a draft with its articles; makes it when it has no id. Whoever saves is one of its writers from then on.
 * @throws DomainError common.not_found, common.invalid_input, common.conflict (saved by another meanwhile), workflow.refused (no draft)
 */
export async function saveConsultation(work: Work, capacity: Capacity, input: Save): Promise<ConsultationReceipt> {
  checkInput(input);
  const vector = toVector([{ text: input.title, weight: 'A' }, { text: input.explanation, weight: 'B' }, { text: input.articles.map(({ heading, text }) => `${heading} ${text}`).join('\n'), weight: 'D' }]);
  const columns = [input.kind, input.title, input.explanation, input.drafter, input.startsOn, input.endsOn, vector, work.clock.now()];
  const id = input.id ?? newId();
  if (input.id === undefined) {
    await work.sql(
      `INSERT INTO consultation (id, congress_id, kind, title, explanation, drafter, starts_on, ends_on, search_vector, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7::date, $8::date, $9::tsvector, $10, $10)`,
      [id, capacity.congressId, ...columns],
    );
  } else {
    checkDraft(await lockedConsultation(work, capacity, id), input.revision);
    await work.sql(
      `UPDATE consultation SET kind = $2, title = $3, explanation = $4, drafter = $5, starts_on = $6::date, ends_on = $7::date, search_vector = $8::tsvector, updated_at = $9, revision = revision + 1 WHERE id = $1`,
      [id, ...columns],
    );
    await work.sql('DELETE FROM consultation_article WHERE consultation_id = $1', [id]);
  }
  await work.sql(
    `INSERT INTO consultation_article (id, congress_id, consultation_id, position, label, heading, text)
     SELECT x.id, $1, $2, x.position, x.label, x.heading, x.text FROM jsonb_to_recordset($3::jsonb) AS x(id uuid, position int, label text, heading text, text text)`,
    [capacity.congressId, id, JSON.stringify(input.articles.map((one, position) => ({ ...one, id: newId(), position })))],
  );
  await addWriter(work, capacity, id, 'draft');
  return receipt(await consultationStore.lock(work, id), '已保存为草稿。核对条文和日期后点“提交审核”，由其他人审核后发布。');
}

/** @throws DomainError common.not_found, workflow.* */
export async function submitConsultation(work: Work, capacity: Capacity, input: Ref): Promise<ConsultationReceipt> {
  await lockedConsultation(work, capacity, input.id);
  return receipt(await actOnConsultation(work, capacity, { ...input, action: 'submit', patch: { submitted_at: work.clock.now(), reason: null } }), '已提交审核，审核结果通知您。');
}

export async function takeBackConsultation(work: Work, capacity: Capacity, input: Ref): Promise<ConsultationReceipt> {
  await lockedConsultation(work, capacity, input.id);
  return receipt(await actOnConsultation(work, capacity, { ...input, action: 'takeBack' }), '已取回，可以继续修改。');
}

/** How the record names who examined. */
const reviewerOf = ({ personId, personName }: Capacity, writerIds: readonly string[]): string => (writerIds.includes(personId) ? `${personName}（本级没有其他审核人，撰稿人自审）` : personName);

/**
 * Lays the draft open. Whether comments are shown is fixed here by the congress's parameter.
 * @throws DomainError common.forbidden (the reviewer wrote in it and somebody else could examine), workflow.refused (too few days)
 */
export async function approveConsultation(work: Work, capacity: Capacity, input: Ref): Promise<ConsultationReceipt> {
  const { writerIds, startsOn, endsOn, congressId } = await lockedConsultation(work, capacity, input.id);
  const own = writerIds.includes(capacity.personId);
  const shows = (await work.parameter(congressId, 'consultations.show_comments')) === true;
  const patch = { reviewer_name: reviewerOf(capacity, writerIds), published_at: work.clock.now(), comments_public: shows };
  const done = await actOnConsultation(work, capacity, { ...input, action: 'approve', patch, ...(own ? { detail: { selfReview: true } } : {}) });
  return receipt(done, startsOn > today(work.clock) ? `审核通过，已经公开，${formatDate(startsOn)}开始收意见。` : `审核通过，已经公开征求意见，${formatDate(endsOn)}截止。`);
}

export async function returnConsultation(work: Work, capacity: Capacity, input: Reasoned): Promise<ConsultationReceipt> {
  await lockedConsultation(work, capacity, input.id);
  return receipt(await actOnConsultation(work, capacity, { ...input, action: 'return', patch: { reason: input.reason } }), '已退回，撰稿人会看到您的意见。');
}

export async function discardConsultation(work: Work, capacity: Capacity, input: Ref): Promise<ConsultationReceipt> {
  await lockedConsultation(work, capacity, input.id);
  return receipt(await actOnConsultation(work, capacity, { ...input, action: 'discard' }), '草稿已作废。');
}

export async function extendConsultation(work: Work, capacity: Capacity, { endsOn, ...input }: z.output<typeof extendInput>): Promise<ConsultationReceipt> {
  await lockedConsultation(work, capacity, input.id);
  return receipt(await actOnConsultation(work, capacity, { ...input, action: 'extend', input: { endsOn }, patch: { ends_on: endsOn } }), `已延长到${formatDate(endsOn)}，网站上的截止日期随之更新。`);
}

/** Takes it off: from now on its address answers that it was taken off, with the reason; receipts tell it, too. */
export async function withdrawConsultation(work: Work, capacity: Capacity, input: Reasoned): Promise<ConsultationReceipt> {
  await lockedConsultation(work, capacity, input.id);
  const done = await actOnConsultation(work, capacity, { ...input, action: 'withdraw', patch: { reason: input.reason } });
  await work.sql('INSERT INTO consultation_end (consultation_id, congress_id, reason, ended_at) VALUES ($1, $2, $3, $4)', [input.id, capacity.congressId, input.reason, work.clock.now()]);
  return receipt(done, '已撤下。原网址会说明已经撤下和理由，提出意见的人凭回执也能看到。');
}

/**
 * Writes 采纳情况; whoever saves is one of its writers and does not let it through.
 * @throws DomainError common.not_found, workflow.refused (the time is not over, or it is submitted already)
 */
export async function saveOutcome(work: Work, capacity: Capacity, { id, outcome }: z.output<typeof saveOutcomeInput>): Promise<ConsultationReceipt> {
  const { state } = await lockedConsultation(work, capacity, id);
  if (state !== 'closed') throw new DomainError('workflow.refused', { reason: state === 'open' ? '还没有截止，不能写采纳情况' : '采纳情况已经提交或者公布，不能修改', remedy: state === 'open' ? '请在截止之后再写' : '需要改正的，请由审核人退回' });
  await work.sql('UPDATE consultation SET outcome_draft = $2, updated_at = $3 WHERE id = $1', [id, outcome, work.clock.now()]);
  await addWriter(work, capacity, id, 'outcome');
  return receipt(await consultationStore.lock(work, id), '采纳情况已保存，还没有公开。');
}

/** @throws DomainError workflow.refused while a comment has no decision or nothing is written */
export async function submitOutcome(work: Work, capacity: Capacity, input: Ref): Promise<ConsultationReceipt> {
  await lockedConsultation(work, capacity, input.id);
  // Decisions are part of the outcome: who submits stands for them.
  await addWriter(work, capacity, input.id, 'outcome');
  return receipt(await actOnConsultation(work, capacity, { ...input, action: 'submitOutcome', patch: { reason: null } }), '采纳情况已提交审核，由其他人审核后公布。');
}

export async function returnOutcome(work: Work, capacity: Capacity, input: Reasoned): Promise<ConsultationReceipt> {
  await lockedConsultation(work, capacity, input.id);
  return receipt(await actOnConsultation(work, capacity, { ...input, action: 'returnOutcome', patch: { reason: input.reason } }), '已退回，撰稿人会看到您的意见。');
}

/** Publishes what became of it: the page tells it, and every receipt its own part. */
export async function concludeConsultation(work: Work, capacity: Capacity, input: Ref): Promise<ConsultationReceipt> {
  const { outcomeDraft, outcomeWriterIds, comments } = await lockedConsultation(work, capacity, input.id);
  const [counts] = await work.sql<{ adopted: number; partly: number; declined: number }>(
    `SELECT (count(*) FILTER (WHERE state = 'adopted'))::int AS adopted, (count(*) FILTER (WHERE state = 'partly'))::int AS partly, (count(*) FILTER (WHERE state = 'declined'))::int AS declined FROM consultation_comment WHERE consultation_id = $1`,
    [input.id],
  );
  const done = await actOnConsultation(work, capacity, { ...input, action: 'conclude', patch: { outcome: outcomeDraft, concluded_at: work.clock.now(), ...counts }, ...(outcomeWriterIds.includes(capacity.personId) ? { detail: { selfReview: true } } : {}) });
  await work.sql('UPDATE consultation_comment SET told_state = state, told_answer = answer WHERE consultation_id = $1', [input.id]);
  return receipt(done, `采纳情况已公布，${comments} 条意见的提出人凭回执都能看到结果。`);
}
