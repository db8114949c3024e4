// How the workflow engine reaches a call and a topic, and how one act is done with its event.
import type { CallTopicTable, TopicCallTable } from '@smart/database/generated/kysely/types';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { advance } from '@smart/workflow/advance';
import { defineStore } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Updateable } from 'kysely';
import { actingOf, type ActRequest } from '../act.ts';
import type { Actor } from '../subjects.ts';
import type { CallEventPayload } from './events.ts';
import { isProgress, isSetAsideGround, type CallState, type TopicState } from './model.ts';
import { type CallAction, type CallSubject, callWorkflow, type TopicAction, type TopicSubject, topicWorkflow } from './workflow.ts';

const date = (column: string): string => `to_char(${column}, 'YYYY-MM-DD')`;

const callColumns = `c.id, c.id AS "matterId", c.congress_id AS "congressId", c.state, c.version, c.title, c.wanted, ${date('c.starts_on')} AS "startsOn", ${date('c.ends_on')} AS "endsOn"`;

async function lockCall(work: Work, id: string): Promise<CallSubject> {
  await work.sql('SELECT 1 FROM topic_call WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await work.sql<CallSubject>(
    `SELECT ${callColumns}, (SELECT count(*)::int FROM call_topic t WHERE t.call_id = c.id AND t.state IN ('held', 'open')) AS undecided FROM topic_call c WHERE c.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '征集' });
  return row;
}

export const callStore = defineStore<CallState, CallAction, CallSubject, Actor, Updateable<TopicCallTable>>({
  workflow: callWorkflow,
  table: 'topic_call',
  lock: lockCall,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('topic_call').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

type TopicRow = Omit<TopicSubject, 'stage'> & { stage: string | null };

async function lockTopic(work: Work, id: string): Promise<TopicSubject> {
  // The fact about others (who joined) is read when the lock is held, so that it is never older than what somebody just did.
  await work.sql('SELECT 1 FROM call_topic WHERE id = $1 FOR UPDATE', [id]);
  const [row] = await work.sql<TopicRow>(
    `SELECT t.id, t.call_id AS "matterId", t.congress_id AS "congressId", t.state, t.version, t.title, t.mandate_id AS "mandateId", t.deputy_name AS "deputyName", t.stage,
       ARRAY(SELECT j.mandate_id FROM call_join j WHERE j.topic_id = t.id) AS joined
     FROM call_topic t WHERE t.id = $1`,
    [id],
  );
  if (!row) throw new DomainError('common.not_found', { what: '选题' });
  return { ...row, stage: row.stage !== null && isProgress(row.stage) ? row.stage : null };
}

export const topicStore = defineStore<TopicState, TopicAction, TopicSubject, Actor, Updateable<CallTopicTable>>({
  workflow: topicWorkflow,
  table: 'call_topic',
  lock: lockTopic,
  save: async (work, { id }, { state, version, patch }) => {
    await work.db.updateTable('call_topic').set({ ...patch, state, version, updated_at: work.clock.now() }).where('id', '=', id).execute();
  },
});

type PayloadRow = {
  callId: string; callTitle: string; endsOn: string; topicId: string; title: string; deputyName: string | null; mandateId: string | null; personId: string | null; stage: string | null; numberLabel: string | null;
  ground: string | null; held: boolean; deputies: { personId: string; mandateId: string }[]; contacts: string[];
};

/** The payload of an event about a topic as it stands. @throws DomainError common.not_found */
export async function topicPayload(work: Work, topicId: string, reason?: string): Promise<CallEventPayload> {
  const [row] = await work.sql<PayloadRow>(
    `SELECT c.id AS "callId", c.title AS "callTitle", ${date('c.ends_on')} AS "endsOn", t.id AS "topicId", t.title, t.deputy_name AS "deputyName", t.mandate_id AS "mandateId", t.person_id AS "personId", t.stage, t.number_label AS "numberLabel",
       t.set_aside_ground AS ground, NOT t.shown AS held,
       (SELECT COALESCE(json_agg(DISTINCT jsonb_build_object('personId', p.person_id, 'mandateId', p.mandate_id)), '[]') FROM call_proposal p WHERE p.topic_id = t.id AND p.mandate_id IS NOT NULL) AS deputies,
       ARRAY(SELECT p.id::text FROM call_proposal p WHERE p.topic_id = t.id AND p.contact_cipher IS NOT NULL) AS contacts
     FROM call_topic t JOIN topic_call c ON c.id = t.call_id WHERE t.id = $1`,
    [topicId],
  );
  if (!row) throw new DomainError('common.not_found', { what: '选题' });
  const { callId, callTitle, endsOn, deputies, contacts, title, stage, ground, topicId: id, ...topic } = row;
  return {
    callId, callTitle, endsOn, deputies, contacts, reason: reason ?? null,
    topic: { ...topic, id, title, stage: stage !== null && isProgress(stage) ? stage : null, ground: ground !== null && isSetAsideGround(ground) ? ground : null, joinedName: null, intoTitle: null },
  };
}

type TopicAct = ActRequest<TopicAction, CallTopicTable> & {
  /** What the timeline of the receipt shows beside the act. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly told?: Partial<NonNullable<CallEventPayload['topic']>>;
};

/**
 * One act on a topic; `told` is what the event says otherwise than the row before the act.
 * @param capacity who acts; null for the system
 * @throws DomainError what `advance` throws
 */
export async function actOnTopic(work: Work, capacity: Capacity | null, { told, patch = {}, ...act }: TopicAct): Promise<TopicSubject> {
  const payload = await topicPayload(work, act.id, act.reason);
  const topic = payload.topic === null ? null : { ...payload.topic, ...told };
  return advance(work, topicStore, { ...act, actor: capacity, acting: actingOf(capacity), patch, event: { payload: { ...payload, topic } } });
}

type CallAct = ActRequest<CallAction, TopicCallTable>;

/** One act on a call. @throws DomainError what `advance` throws */
export async function actOnCall(work: Work, capacity: Capacity | null, act: CallAct): Promise<CallSubject> {
  const { title, endsOn } = await lockCall(work, act.id);
  const payload: CallEventPayload = { callId: act.id, callTitle: title, endsOn, topic: null, deputies: [], contacts: [], reason: act.reason ?? null };
  return advance(work, callStore, { ...act, actor: capacity, acting: actingOf(capacity), event: { payload } });
}
