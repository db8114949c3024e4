// What staff do with what came in: let it be seen, tidy its words, merge what is alike, put aside with a reason. Nothing is deleted.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { hidingGround, setAsideGrounds } from './model.ts';
import type { amendTopicInput, mergeTopicsInput, releaseInput, setAsideInput, topicRef } from './model-inputs.ts';
import type { CallReceipt } from './model-views.ts';
import { actOnTopic, topicStore } from './store.ts';
import type { TopicSubject } from './workflow.ts';

const receipt = ({ id, version }: TopicSubject, next: string): CallReceipt => ({ id, version, next });

/** @throws DomainError common.not_found: to other congresses it does not exist */
export async function lockedTopic(work: Work, capacity: Capacity, id: string): Promise<TopicSubject> {
  const topic = await topicStore.lock(work, id);
  if (topic.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '选题' });
  return topic;
}

/** Lets what was held back be seen; what somebody else released in the meantime is passed over. */
export async function release(work: Work, capacity: Capacity, { topicIds }: z.output<typeof releaseInput>): Promise<{ released: number }> {
  let released = 0;
  for (const id of [...new Set(topicIds)].toSorted()) {
    const topic = await lockedTopic(work, capacity, id);
    if (topic.state !== 'held') continue;
    await actOnTopic(work, capacity, { id, action: 'release', patch: { shown: true } });
    released += 1;
  }
  return { released };
}

/** Tidies the published words; what the proposer wrote stays as it is. */
export async function amend(work: Work, capacity: Capacity, { topicId, expectedVersion, ...text }: z.output<typeof amendTopicInput>): Promise<CallReceipt> {
  await lockedTopic(work, capacity, topicId);
  return receipt(await actOnTopic(work, capacity, { id: topicId, action: 'amend', expectedVersion, patch: text, told: { title: text.title } }), '公布的文字已更新，提出人的原文保留。');
}

/**
 * Merges topics into one: each proposer stays with it, who supported both counts once.
 * @throws DomainError common.invalid_input (into itself, of another call), workflow.*
 */
export async function mergeTopics(work: Work, capacity: Capacity, input: z.output<typeof mergeTopicsInput>): Promise<{ id: string; merged: number; next: string }> {
  const others = [...new Set(input.topicIds)].filter((id) => id !== input.intoId).toSorted();
  if (others.length === 0) throw new DomainError('common.invalid_input', { problem: '请至少再选择一条要并入的选题' }, [{ path: 'topicIds', message: '请至少再选择一条' }]);
  const into = await lockedTopic(work, capacity, input.intoId);
  if (into.state === 'set_aside' || into.state === 'merged') throw new DomainError('workflow.refused', { reason: '并入的选题已不在征集中', remedy: '请选择待认领或者代表已认领的选题' });
  if (into.state === 'held') await actOnTopic(work, capacity, { id: into.id, action: 'release', patch: { shown: true } });
  for (const id of others) {
    const topic = await lockedTopic(work, capacity, id);
    if (topic.matterId !== into.matterId) throw new DomainError('common.invalid_input', { problem: '只能合并同一次征集的选题' }, [{ path: 'topicIds', message: '只能合并同一次征集的选题' }]);
    await actOnTopic(work, capacity, {
      id, action: 'merge', patch: { merged_into_id: into.id }, detail: { intoTitle: into.title },
      told: { intoTitle: into.title, deputyName: into.deputyName, stage: into.stage },
    });
    await work.sql('UPDATE call_proposal SET topic_id = $2 WHERE topic_id = $1', [id, into.id]);
    await work.sql('INSERT INTO call_support (topic_id, voter_key, congress_id, mandate_id, created_at) SELECT $2, voter_key, congress_id, mandate_id, created_at FROM call_support WHERE topic_id = $1 ON CONFLICT DO NOTHING', [id, into.id]);
  }
  await work.sql(
    `UPDATE call_topic SET proposals = (SELECT count(*) FROM call_proposal p WHERE p.topic_id = $1), supports = (SELECT count(*) FROM call_support s WHERE s.topic_id = $1) WHERE id = $1`,
    [into.id],
  );
  return { id: into.id, merged: others.length, next: `已将 ${others.length} 条并入“${into.title}”，每位提出人都会被告知。` };
}

/** Puts aside with a ground of the list and words of one's own; what must not be seen disappears from the public page. */
export async function setAside(work: Work, capacity: Capacity, { topicId, ground, ...input }: z.output<typeof setAsideInput>): Promise<CallReceipt> {
  await lockedTopic(work, capacity, topicId);
  const patch = { set_aside_ground: ground, set_aside_reason: input.reason, ...(ground === hidingGround ? { shown: false } : {}) };
  const done = await actOnTopic(work, capacity, { id: topicId, action: 'setAside', expectedVersion: input.expectedVersion, reason: input.reason, patch, detail: { ground: setAsideGrounds[ground] }, told: { ground } });
  return receipt(done, '已列入“未采用”，理由会告知提出人；以后可以重新列入。');
}

export async function restore(work: Work, capacity: Capacity, { topicId, expectedVersion }: z.output<typeof topicRef>): Promise<CallReceipt> {
  await lockedTopic(work, capacity, topicId);
  return receipt(await actOnTopic(work, capacity, { id: topicId, action: 'restore', expectedVersion, patch: { set_aside_ground: null, set_aside_reason: null, shown: true }, told: { ground: null } }), '已重新列入待认领的选题。');
}
