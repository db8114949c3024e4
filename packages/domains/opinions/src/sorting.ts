// What staff and organs do with an opinion: sort, answer, hand over, give back, reply, tell.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { answerInput, giveBackInput, handOverInput, opinionRef, redirectInput, sortInput } from './model-inputs.ts';
import { channelLabels, opinionTopicLabels } from './model.ts';
import type { OpinionReceipt } from './model-views.ts';
import { organsFor, visibleOpinion } from './looking.ts';
import { act } from './store.ts';
import type { OpinionSubject } from './workflow.ts';

type In<Schema extends z.ZodType> = z.output<Schema>;
const receipt = ({ id, version }: OpinionSubject, next: string): OpinionReceipt => ({ id, version, next });

/** @throws DomainError common.not_found, workflow.* */
export async function accept(work: Work, capacity: Capacity, input: In<typeof opinionRef>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  return receipt(await act(work, capacity, { ...input, action: 'accept' }), '已受理，请在期限内交办、答复或者分流。');
}

/** Corrects topic and urgency; the citizen's own words stay. @throws DomainError common.not_found, workflow.* */
export async function sort(work: Work, capacity: Capacity, { topic, urgent, ...input }: In<typeof sortInput>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  return receipt(await act(work, capacity, { ...input, action: 'sort', patch: { topic, urgent }, detail: { topic: opinionTopicLabels[topic], urgent } }), '已保存分类。');
}

/** @throws DomainError common.not_found, common.invalid_input (no reason), workflow.* */
export async function redirect(work: Work, capacity: Capacity, { channel, ...input }: In<typeof redirectInput>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  return receipt(await act(work, capacity, { ...input, action: 'redirect', patch: { channel }, detail: { channel: channelLabels[channel] } }), '已告知群众应当向哪里提出。');
}

/** @throws DomainError common.not_found, workflow.* */
export async function answer(work: Work, capacity: Capacity, { reply, ...input }: In<typeof answerInput>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  const by = capacity.organName ?? capacity.congressName;
  return receipt(await act(work, capacity, { ...input, action: 'answer', patch: { reply, replied_by: by, replied_at: work.clock.now(), organ_id: null, organ_name: null }, detail: { by } }), '已答复，群众凭回执可以看到并评价。');
}

type Organ = { id: string; name: string; congressId: string };

/**
 * Hands over; to another tier with the same number, which it is shown by an explicit line and by nothing else.
 * @throws DomainError common.not_found (opinion, organ), common.invalid_input (no reason), workflow.*
 */
export async function handOver(work: Work, capacity: Capacity, { organId, ...input }: In<typeof handOverInput>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  const [organ] = await work.sql<Organ>(`SELECT o.id, o.name, o.congress_id AS "congressId" FROM organ o WHERE o.id = $2 AND ${organsFor}`, [capacity.congressId, organId]);
  if (!organ) throw new DomainError('common.not_found', { what: '承办单位' });
  const named = { organId, organName: organ.name };
  const done = await act(work, capacity, { ...input, action: 'handOver', patch: { organ_id: organId, organ_name: organ.name }, detail: { organName: organ.name }, told: named });
  if (organ.congressId !== capacity.congressId) {
    await work.sql('INSERT INTO matter_share (matter_id, congress_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [input.id, organ.congressId, work.clock.now()]);
  }
  return receipt(done, `已交${organ.name}办理，群众凭回执可以看到。`);
}

/** @throws DomainError common.not_found, workflow.* */
export async function receive(work: Work, capacity: Capacity, input: In<typeof opinionRef>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  return receipt(await act(work, capacity, { ...input, action: 'receive' }), '已签收，请在期限内反馈办理情况。');
}

/** @throws DomainError common.not_found, common.invalid_input (no reason), workflow.* */
export async function giveBack(work: Work, capacity: Capacity, input: In<typeof giveBackInput>): Promise<OpinionReceipt> {
  const { organName } = await visibleOpinion(work, capacity, input.id);
  return receipt(await act(work, capacity, { ...input, action: 'giveBack', patch: { organ_id: null, organ_name: null }, detail: { organName } }), '已退回，由人大工作机构重新交办。');
}

/** The organ's answer; who handed in by the site reads it at once. @throws DomainError common.not_found, workflow.* */
export async function reply(work: Work, capacity: Capacity, { reply: text, ...input }: In<typeof answerInput>): Promise<OpinionReceipt> {
  const { organName } = await visibleOpinion(work, capacity, input.id);
  const done = await act(work, capacity, { ...input, action: 'reply', patch: { reply: text, replied_by: organName, replied_at: work.clock.now() }, detail: { organName } });
  if (done.source !== 'web') return receipt(done, '已反馈，由工作人员告知群众。');
  return receipt(await act(work, null, { id: input.id, action: 'tellOnline' }), '已反馈，群众凭回执可以看到并评价。');
}

/** @throws DomainError common.not_found, workflow.* */
export async function tell(work: Work, capacity: Capacity, input: In<typeof opinionRef>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  return receipt(await act(work, capacity, { ...input, action: 'tell' }), '已登记告知，等待群众评价。');
}
