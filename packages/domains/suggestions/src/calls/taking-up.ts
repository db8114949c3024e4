// A deputy makes a topic their own: one tap, and a draft with the facts in it waits to be finished. Others join it or take another.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { inviteCosigners } from '../cosigning.ts';
import { saveDraft } from '../drafts.ts';
import { limits, type Topic, topics } from '../model.ts';
import type { Receipt } from '../model-views.ts';
import { saveDraftInput } from '../model-inputs.ts';
import type { inviteJoinedInput, topicRef } from './model-inputs.ts';
import { requireMandate } from './proposing.ts';
import { lockedTopic } from './sorting.ts';
import { actOnTopic } from './store.ts';

type Facts = { title: string; situation: string; wish: string; place: string; proposals: number; supports: number; callTitle: string; topics: string[] };

/** 「关于…的建议」, as long as a title may be. */
export function draftTitle(title: string): string {
  const plain = title.trim().replace(/[。！!？?]+$/u, '');
  if (plain.endsWith('的建议')) return plain;
  return `${plain.startsWith('关于') ? '' : '关于'}${[...plain].slice(0, limits.title - 5).join('')}的建议`;
}

function draftOf(facts: Facts) {
  const weight = `这一问题来自“${facts.callTitle}”征集：${facts.proposals} 人提出${facts.supports > 0 ? `，${facts.supports} 人支持` : ''}${facts.place === '' ? '' : `；地点：${facts.place}`}。`;
  const [only, ...more] = facts.topics;
  const topic: Topic | undefined = more.length === 0 ? topics.find((one) => one === only) : undefined;
  return { title: draftTitle(facts.title), background: `${facts.situation}\n${weight}`, proposal: facts.wish, ...(topic === undefined ? {} : { topic }) };
}

/**
 * Takes a topic up: a draft suggestion of the deputy's, linked to it.
 * @param suggestionId the draft's id; a new one unless the caller knows it already
 * @throws DomainError calls.taken_already, suggestions.mandate_suspended, common.not_found, workflow.*
 */
export async function takeUp(work: Work, capacity: Capacity, { topicId, expectedVersion }: z.output<typeof topicRef>, suggestionId = newId()): Promise<{ suggestionId: string }> {
  await requireMandate(work, capacity);
  const topic = await lockedTopic(work, capacity, topicId);
  if (topic.state === 'taken_up' && topic.mandateId !== capacity.id) throw new DomainError('calls.taken_already', { name: topic.deputyName ?? '' });
  const [facts] = await work.sql<Facts>(
    `SELECT t.title, t.situation, t.wish, t.place, t.proposals, t.supports, c.title AS "callTitle", c.topics FROM call_topic t JOIN topic_call c ON c.id = t.call_id WHERE t.id = $1`,
    [topicId],
  );
  if (!facts) throw new DomainError('common.not_found', { what: '选题' });
  const lead = { mandateId: capacity.id, personId: capacity.personId, deputyName: capacity.personName, stage: 'taken_up' as const };
  await actOnTopic(work, capacity, {
    id: topicId, action: 'takeUp', expectedVersion, detail: { deputyName: lead.deputyName }, told: lead,
    patch: { mandate_id: lead.mandateId, person_id: lead.personId, deputy_name: lead.deputyName, suggestion_id: suggestionId, stage: lead.stage, number_label: null },
  });
  await saveDraft(work, capacity, saveDraftInput.parse({ id: suggestionId, ...draftOf(facts) }));
  return { suggestionId };
}

/** Would co-sign; the deputy who took it up is told and sends the invitation. @throws DomainError workflow.* */
export async function join(work: Work, capacity: Capacity, { topicId, expectedVersion }: z.output<typeof topicRef>): Promise<{ id: string; version: number; next: string }> {
  await requireMandate(work, capacity);
  const topic = await lockedTopic(work, capacity, topicId);
  const done = await actOnTopic(work, capacity, { id: topicId, action: 'join', expectedVersion, input: { mandateId: capacity.id }, told: { joinedName: capacity.personName } });
  await work.sql('INSERT INTO call_join (topic_id, mandate_id, congress_id, person_id, name, created_at) VALUES ($1, $2, $3, $4, $5, $6)', [topicId, capacity.id, capacity.congressId, capacity.personId, capacity.personName, work.clock.now()]);
  return { id: topicId, version: done.version, next: `已告诉${topic.deputyName ?? ''}代表您愿意联名，收到联名邀请后请阅看全文再确认。` };
}

/** The deputy who took it up invites everybody who asked to join and was not invited yet. @throws as `inviteCosigners` */
export async function inviteJoined(work: Work, capacity: Capacity, { topicId }: z.output<typeof inviteJoinedInput>): Promise<Receipt> {
  const topic = await lockedTopic(work, capacity, topicId);
  const [row] = await work.sql<{ suggestionId: string | null; mandateIds: string[] }>(
    `SELECT t.suggestion_id AS "suggestionId", ARRAY(SELECT j.mandate_id FROM call_join j WHERE j.topic_id = t.id
       AND NOT EXISTS (SELECT 1 FROM cosigner s WHERE s.suggestion_id = t.suggestion_id AND s.mandate_id = j.mandate_id)) AS "mandateIds" FROM call_topic t WHERE t.id = $1`,
    [topicId],
  );
  if (topic.mandateId !== capacity.id || !row?.suggestionId) throw new DomainError('common.not_found', { what: '认领的选题' });
  if (row.mandateIds.length === 0) throw new DomainError('common.conflict', { reason: '申请联名的代表都已邀请' });
  return inviteCosigners(work, capacity, { id: row.suggestionId, mandateIds: row.mandateIds });
}
