// 建议征集: every proposer is told what became of it. Deputies by notice; citizens, when they left a number, by SMS with the link of their
// receipt. Whatever is told comes from an event of the topic; of the suggestion it names the stage only.
import { registerConsumer } from '@smart/jobs/registry';
import { newId } from '@smart/kernel/ids';
import { notifyChange } from '@smart/rpc/live';
import { callEventPayload, callEvents, type CallEventPayload } from '@smart/suggestions/calls/events';
import { eraseContact, openContact, proposalSecret } from '@smart/suggestions/calls/follow';
import { progressLabels, setAsideGrounds } from '@smart/suggestions/calls/model';
import { tokenOf } from '@smart/identity/receipt-codes';
import { appendEvents, defineEvent, type DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { deputyOf, officersOf, type Recipient } from './recipients.ts';
import { smsChannel } from './sms.ts';
import { smsWords } from './sms-texts.ts';

/** A message to a citizen waits to be sent; the number is opened in the moment of sending and stands in no event. */
const followDue = defineEvent('notice.follow_due', z.object({ proposalId: z.string(), stage: z.string() }));
const followSent = defineEvent('notice.follow_sent', z.object({ proposalId: z.string(), reference: z.string() }));
const followRefused = defineEvent('notice.follow_refused', z.object({ proposalId: z.string(), code: z.string() }));

export type Told = {
  /** Proposers; in one case the deputy who took it up, in others those who keep the call. */
  readonly to: 'proposers' | 'lead' | 'officers';
  readonly title: string;
  readonly body: string;
  /** What fits in the gap of an SMS to a citizen; null: not worth a message. */
  readonly stage: string | null;
};

type Topic = NonNullable<CallEventPayload['topic']>;

const because = (payload: CallEventPayload): string => (payload.reason ? `说明：${payload.reason}` : '');
const own = ({ callTitle }: CallEventPayload, topic: Topic): string => `您向“${callTitle}”提出的“${topic.title}”`;

/** What an event of a topic means to somebody; null: nobody is told. */
function ofTopic(type: string, payload: CallEventPayload, topic: Topic): Told | null {
  const proposers = (title: string, body: string, stage: string | null): Told => ({ to: 'proposers', title, body, stage });
  switch (type) {
    case 'call.topic_shown':
      return topic.held ? proposers('您的建言已公布', `${own(payload, topic)}经核看已公布`, null) : null;
    case 'call.topic_merged':
      return proposers('您的建言已与同类合并', `${own(payload, topic)}并入“${topic.intoTitle ?? ''}”，后续进展继续告知您`, null);
    case 'call.topic_set_aside':
      return proposers('您的建言没有采用', `${own(payload, topic)}没有采用：${topic.ground === null ? '' : setAsideGrounds[topic.ground]}。${because(payload)}`, '没有采用，理由见页面');
    case 'call.topic_restored':
      return proposers('您的建言重新列入选题', `${own(payload, topic)}重新列入征集选题`, '重新列入选题');
    case 'call.topic_taken_up':
      return proposers('代表认领了您的建言', `${own(payload, topic)}由${topic.deputyName ?? ''}代表认领，将据此形成代表建议`, '代表已认领');
    case 'call.topic_given_back':
      return proposers('您的建言等待其他代表认领', `${own(payload, topic)}由代表撤回，等待其他代表认领`, '等待其他代表认领');
    case 'call.topic_progressed':
      return topic.stage === null ? null : proposers('您的建言有新进展', `${own(payload, topic)}：${progressLabels[topic.stage]}${topic.numberLabel ? `（${topic.numberLabel}）` : ''}`, progressLabels[topic.stage]);
    case 'call.topic_joined':
      return { to: 'lead', title: '有代表申请联名', body: `${topic.joinedName ?? ''}代表愿意就您认领的“${topic.title}”参加联名，请发出联名邀请`, stage: null };
    default:
      return null;
  }
}

/** What an event of a call means to somebody; null: nobody is told. */
export function toldOf(type: string, payload: CallEventPayload): Told | null {
  if (payload.topic !== null) return ofTopic(type, payload, payload.topic);
  if (type === 'call.closed') return { to: 'officers', title: '征集已截止，请梳理', body: `“${payload.callTitle}”已截止，请梳理选题，逐条答复提出人后公布结果`, stage: null };
  return null;
}

async function recipientsOf(work: Work, event: DomainEvent, payload: CallEventPayload, to: Told['to']): Promise<Recipient[]> {
  if (to === 'officers') return officersOf(work, event.congressId);
  const people = to === 'lead' ? (payload.topic?.personId ? [payload.topic.personId] : []) : payload.deputies.map(({ personId }) => personId);
  const found: Recipient[] = [];
  for (const personId of new Set(people)) found.push(...(await deputyOf(work, personId, event.congressId)));
  return found;
}

/** Tells whom an event of calls concerns, except the one who did it. Repeating it tells nobody twice. */
export async function noticeCallEvent(work: Work, event: DomainEvent): Promise<void> {
  const payload = callEventPayload.parse(event.payload);
  const told = toldOf(event.type, payload);
  if (told === null) return;
  const people = (await recipientsOf(work, event, payload, told.to)).filter(({ personId }) => personId !== event.personId);
  const topic = payload.topic === null || told.to === 'officers' ? '' : `/topics/${payload.topic.id}`;
  const rows = people.map(({ personId, capacityId, congressId, app }) => ({
    id: newId(), congress_id: congressId, person_id: personId, capacity_id: capacityId, event_id: event.id, kind: event.type, title: told.title, body: told.body.trim(),
    link: `/${app}/calls/${payload.callId}${topic}?capacity=${capacityId}`, matter_id: event.matterId, created_at: work.clock.now().toISOString(),
  }));
  if (rows.length > 0) {
    await work.sql('SELECT deliver_notices($1::jsonb)', [JSON.stringify(rows)]);
    await notifyChange(work, { congressId: event.congressId, subjectType: 'notice', personIds: people.map(({ personId }) => personId) });
  }
  const { stage } = told;
  if (stage === null || told.to !== 'proposers' || smsChannel() === null) return;
  await appendEvents(work, payload.contacts.map((proposalId) => ({ congressId: event.congressId, matterId: event.matterId, type: followDue.name, subjectType: 'notice', subjectId: proposalId, personId: null, payload: { proposalId, stage } })));
}

/**
 * Sends one message to a citizen; after the outcome was told the number is forgotten.
 * @throws SmsTrouble when the provider did not take it: the job is repeated
 */
export async function sendFollowDue(work: Work, event: DomainEvent): Promise<void> {
  const channel = smsChannel();
  const { proposalId, stage } = followDue.payloadOf(event);
  const contact = channel === null ? null : await openContact(work, proposalId);
  if (channel === null || contact === null) return;
  const params = { stage, token: tokenOf(contact.number, proposalSecret(proposalId)) };
  const result = await channel.provider.send({ id: event.id, phone: contact.phone, template: 'follow', params, text: smsWords.follow(params, channel.origin) });
  if (contact.over || !result.accepted) await eraseContact(work, proposalId);
  const about = { congressId: event.congressId, matterId: event.matterId, subjectType: 'notice', subjectId: proposalId, personId: null };
  await appendEvents(work, [result.accepted ? { ...about, type: followSent.name, payload: { proposalId, reference: result.reference } } : { ...about, type: followRefused.name, payload: { proposalId, code: result.code } }]);
}

/** Has the events delivered here; once per process, before the jobs start. */
export function registerCallNotices(): void {
  registerConsumer('call-notices', [...callEvents.keys()], noticeCallEvent);
  registerConsumer('call-sms', [followDue.name], sendFollowDue);
}
