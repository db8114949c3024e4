// What staff do with a call as a whole: write it, open it, close it, say what came of it.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { callRef, closeCallInput, concludeCallInput, extendCallInput, saveCallInput } from './model-inputs.ts';
import type { CallReceipt } from './model-views.ts';
import { actOnCall, callStore } from './store.ts';
import type { CallSubject } from './workflow.ts';

const receipt = ({ id, version }: CallSubject, next: string): CallReceipt => ({ id, version, next });

/** @throws DomainError common.not_found: to other congresses it does not exist */
async function lockedCall(work: Work, capacity: Capacity, id: string): Promise<CallSubject> {
  const call = await callStore.lock(work, id);
  if (call.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '征集' });
  return call;
}

/**
 * Writes a call that is not open yet; makes it when it has no id.
 * @throws DomainError common.invalid_input (dates), common.not_found, workflow.refused (it is open already)
 */
export async function saveCall(work: Work, capacity: Capacity, input: z.output<typeof saveCallInput>): Promise<CallReceipt> {
  if (input.endsOn < input.startsOn) throw new DomainError('common.invalid_input', { problem: '截止日期不能早于开始日期' }, [{ path: 'endsOn', message: '截止日期不能早于开始日期' }]);
  const id = input.id ?? newId();
  const columns = [input.title, input.wanted, input.topics, input.startsOn, input.endsOn, input.participants, work.clock.now()];
  if (input.id === undefined) {
    await work.sql(
      `INSERT INTO topic_call (id, congress_id, title, wanted, topics, starts_on, ends_on, participants, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6::date, $7::date, $8, $9, $9)`,
      [id, capacity.congressId, ...columns],
    );
  } else {
    const call = await lockedCall(work, capacity, id);
    if (call.state !== 'draft') throw new DomainError('workflow.refused', { reason: '征集已经开始，题目和内容不能再改', remedy: '需要延长时间的，请用“延长”' });
    await work.sql('UPDATE topic_call SET title = $2, wanted = $3, topics = $4, starts_on = $5::date, ends_on = $6::date, participants = $7, updated_at = $8 WHERE id = $1', [id, ...columns]);
  }
  return receipt(await lockedCall(work, capacity, id), '已保存。核对后点“开始征集”，公众和代表就能看到。');
}

/** @throws DomainError common.not_found, workflow.* */
export async function openCall(work: Work, capacity: Capacity, input: z.output<typeof callRef>): Promise<CallReceipt> {
  await lockedCall(work, capacity, input.id);
  return receipt(await actOnCall(work, capacity, { ...input, action: 'open' }), '征集已经开始，到截止日期自动截止。');
}

export async function discardCall(work: Work, capacity: Capacity, input: z.output<typeof callRef>): Promise<CallReceipt> {
  await lockedCall(work, capacity, input.id);
  return receipt(await actOnCall(work, capacity, { ...input, action: 'discard' }), '草稿已作废。');
}

export async function extendCall(work: Work, capacity: Capacity, { endsOn, ...input }: z.output<typeof extendCallInput>): Promise<CallReceipt> {
  await lockedCall(work, capacity, input.id);
  return receipt(await actOnCall(work, capacity, { ...input, action: 'extend', input: { endsOn }, patch: { ends_on: endsOn } }), '已延长，页面上的截止日期随之更新。');
}

export async function closeCall(work: Work, capacity: Capacity, input: z.output<typeof closeCallInput>): Promise<CallReceipt> {
  await lockedCall(work, capacity, input.id);
  return receipt(await actOnCall(work, capacity, { ...input, action: 'close' }), '已截止。请梳理选题，全部有着落后公布结果。');
}

/** @throws DomainError workflow.refused while somebody who proposed has no answer */
export async function concludeCall(work: Work, capacity: Capacity, { summary, ...input }: z.output<typeof concludeCallInput>): Promise<CallReceipt> {
  await lockedCall(work, capacity, input.id);
  return receipt(await actOnCall(work, capacity, { ...input, action: 'conclude', input: { summary }, patch: { summary } }), '结果已公布。代表建议的办理进展仍会继续告知提出人。');
}
