// What staff and organs do with an opinion: sort, answer, hand over, give back, reply, tell.
import type { Capacity } from '@smart/identity/capacity';
import { deskDuty } from '@smart/identity/station-desk';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { answerInput, giveBackInput, handOverInput, opinionRef, redirectInput } from './model-inputs.ts';
import { channelLabels, toldAtOnce } from './model.ts';
import type { OpinionReceipt } from './model-views.ts';
import { organsFor, visibleOpinion } from './looking.ts';
import { redirectCase, replyCase, shareCase } from './cases.ts';
import { act } from './store.ts';
import { moveSupervision } from './supervising/store.ts';
import type { OpinionSubject } from './workflow.ts';

type In<Schema extends z.ZodType> = z.output<Schema>;
const receipt = ({ id, version }: OpinionSubject, next: string): OpinionReceipt => ({ id, version, next });

/** @throws DomainError common.not_found, workflow.* */
export async function accept(work: Work, capacity: Capacity, input: In<typeof opinionRef>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  const done = await act(work, capacity, { ...input, action: 'accept' });
  const mine = capacity.roles.includes('congress_officer') || deskDuty(capacity, done.desk) === 'head';
  return receipt(done, mine ? '已受理，请在期限内交办、答复或者分流。' : '已受理，转站长或者主席团交办；能够当场答复的，可以直接答复。');
}

/** In whose name a reply is given: the station at whose desk it is given, or the organ. */
async function answering(work: Work, capacity: Capacity, id: string): Promise<string> {
  const [station] = capacity.roles.includes('congress_officer') ? [] : await work.sql<{ name: string }>('SELECT s.name FROM opinion o JOIN station s ON s.id = o.station_id WHERE o.id = $1', [id]);
  return station?.name ?? capacity.organName ?? capacity.congressName;
}

/** @throws DomainError common.not_found, common.invalid_input (no reason), workflow.* */
export async function redirect(work: Work, capacity: Capacity, { channel, ...input }: In<typeof redirectInput>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  const done = await act(work, capacity, { ...input, action: 'redirect', patch: { channel }, detail: { channel: channelLabels[channel] } });
  await redirectCase(work, input.id, { channel, reason: input.reason });
  return receipt(done, '已告知群众应当向哪里提出。');
}

/** @throws DomainError common.not_found, workflow.* */
export async function answer(work: Work, capacity: Capacity, { reply, ...input }: In<typeof answerInput>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  const by = await answering(work, capacity, input.id);
  const done = await act(work, capacity, { ...input, action: 'answer', patch: { reply, replied_by: by, replied_at: work.clock.now(), organ_id: null, organ_name: null }, detail: { by } });
  await replyCase(work, input.id, { text: reply, by, organId: null });
  return receipt(done, '已答复，群众凭回执可以看到并评价。');
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
    await shareCase(work, input.id, organ.congressId);
  }
  await moveSupervision(work, input.id, organId);
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
  return receipt(await act(work, capacity, { ...input, action: 'giveBack', patch: { organ_id: null, organ_name: null }, detail: { organName }, told: { organId: null, organName } }), '已退回，由人大工作机构重新交办。');
}

/** The limits stay, the one of a supervision, too; whose they are changes. */
async function moveLimit(work: Work, id: string, organId: string): Promise<void> {
  await work.sql(`UPDATE deadline SET owner_organ_id = $2 WHERE subject_type = 'opinion' AND subject_id = $1 AND kind = 'feedback' AND status = 'open'`, [id, organId]);
  await moveSupervision(work, id, organId);
}

/**
 * A tier above hands on to one of its own departments and goes on seeing it; the limit does not begin anew.
 * @throws DomainError common.not_found (opinion, department), common.invalid_input (no reason), workflow.*
 */
export async function handOn(work: Work, capacity: Capacity, { organId, ...input }: In<typeof handOverInput>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  const [organ] = await work.sql<Organ>('SELECT id, name, congress_id AS "congressId" FROM organ WHERE id = $2 AND congress_id = $1 AND abolished_on IS NULL', [capacity.congressId, organId]);
  if (!organ || organId === capacity.organId) throw new DomainError('common.not_found', { what: '承办单位' });
  const done = await act(work, capacity, { ...input, action: 'handOn', patch: { organ_id: organId, organ_name: organ.name, via_organ_id: capacity.organId ?? null }, detail: { organName: organ.name }, told: { organId, organName: organ.name } });
  await moveLimit(work, input.id, organId);
  return receipt(done, `已转交${organ.name}，办理情况您仍可以看到。`);
}

/** Back to the tier above that handed it on. @throws DomainError common.not_found, common.invalid_input (no reason), workflow.* */
export async function returnUp(work: Work, capacity: Capacity, input: In<typeof giveBackInput>): Promise<OpinionReceipt> {
  const { organName } = await visibleOpinion(work, capacity, input.id);
  const [via] = await work.sql<{ id: string; name: string }>('SELECT w.id, w.name FROM opinion o JOIN organ w ON w.id = o.via_organ_id WHERE o.id = $1', [input.id]);
  const done = await act(work, capacity, { ...input, action: 'returnUp', patch: { organ_id: via?.id ?? null, organ_name: via?.name ?? null, via_organ_id: null }, detail: { organName }, told: { organId: via?.id ?? null, organName: via?.name ?? null } });
  if (via) await moveLimit(work, input.id, via.id);
  return receipt(done, `已退回${via?.name ?? ''}。`);
}

/** The organ's answer; who handed in by the site reads it at once. @throws DomainError common.not_found, workflow.* */
export async function reply(work: Work, capacity: Capacity, { reply: text, ...input }: In<typeof answerInput>): Promise<OpinionReceipt> {
  const { organName } = await visibleOpinion(work, capacity, input.id);
  const done = await act(work, capacity, { ...input, action: 'reply', patch: { reply: text, replied_by: organName, replied_at: work.clock.now() }, detail: { organName } });
  await replyCase(work, input.id, { text, by: organName ?? '', organId: done.organId });
  if (!toldAtOnce(done.source)) return receipt(done, '已反馈，由工作人员告知群众。');
  return receipt(await act(work, null, { id: input.id, action: 'tellOnline' }), '已反馈，群众凭回执可以看到并评价。');
}

/** @throws DomainError common.not_found, workflow.* */
export async function tell(work: Work, capacity: Capacity, input: In<typeof opinionRef>): Promise<OpinionReceipt> {
  await visibleOpinion(work, capacity, input.id);
  return receipt(await act(work, capacity, { ...input, action: 'tell' }), '已登记告知，等待群众评价。');
}
