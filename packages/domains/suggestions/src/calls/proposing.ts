// Handing in: the same for citizens, who have no account, and deputies. What is handed in is kept word for word and never deleted.
import { digestOf } from '@smart/identity/verifications';
import type { Capacity } from '@smart/identity/capacity';
import { formatDate, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { proposed } from './events.ts';
import { type HeldReason, type Participants, participantLabels } from './model.ts';
import type { proposalText, proposeInput, topicRef } from './model-inputs.ts';
import { newReceiptNumber } from '@smart/identity/receipt-codes';
import { actOnTopic, topicPayload } from './store.ts';
import { reasonsToHold } from '@smart/identity/word-filter';

type Text = z.output<typeof proposalText>;
type Running = { id: string; congressId: string; divisionCode: string; title: string; state: string; participants: Participants; startsOn: string; endsOn: string };

/**
 * The call, when it runs today and is for this kind of person.
 * @throws DomainError calls.not_public, calls.not_open, calls.not_for_you
 */
export async function runningCall(work: Work, callId: string, who: 'citizens' | 'deputies'): Promise<Running> {
  const [call] = await work.sql<Running>(
    `SELECT c.id, c.congress_id AS "congressId", g.division_code AS "divisionCode", c.title, c.state, c.participants, to_char(c.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(c.ends_on, 'YYYY-MM-DD') AS "endsOn"
     FROM topic_call c JOIN congress g ON g.id = c.congress_id WHERE c.id = $1 AND c.state IN ('open', 'closed', 'concluded')`,
    [callId],
  );
  if (!call) throw new DomainError('calls.not_public');
  const { title, state, startsOn, endsOn, participants } = call;
  const day = today(work.clock);
  if (day < startsOn) throw new DomainError('calls.not_open', { title, when: `将于${formatDate(startsOn)}开始` });
  if (state !== 'open' || day > endsOn) throw new DomainError('calls.not_open', { title, when: '已经截止' });
  if (participants !== 'both' && participants !== who) throw new DomainError('calls.not_for_you', { title, participants: participantLabels[participants] });
  return call;
}

type Proposer = { readonly source: 'citizen' } | { readonly source: 'deputy'; readonly capacity: Capacity };
export type Proposed = { readonly id: string; readonly topicId: string; readonly number: string; readonly held: boolean };

async function insertProposal(work: Work, call: Running, ids: { id: string; topicId: string }, text: Text, proposer: Proposer, formKey: string | null): Promise<string> {
  const by = proposer.source === 'deputy' ? proposer.capacity : null;
  // Chance gives the same number to two once in a billion; then the next one is drawn.
  for (let tries = 0; tries < 5; tries += 1) {
    const number = newReceiptNumber(call.divisionCode, today(work.clock));
    const done = await work.sql(
      `INSERT INTO call_proposal (id, congress_id, call_id, topic_id, own_topic_id, source, person_id, mandate_id, proposer_name, title, situation, wish, place, number, form_key, created_at)
       VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (number) DO NOTHING RETURNING id`,
      [ids.id, call.congressId, call.id, ids.topicId, proposer.source, by?.personId ?? null, by?.id ?? null, by?.personName ?? null, text.title, text.situation, text.wish, text.place, number, formKey, work.clock.now()],
    );
    if (done.length > 0) return number;
  }
  throw new DomainError('common.unavailable');
}

async function enter(work: Work, call: Running, text: Text, proposer: Proposer, formKey: string | null): Promise<Proposed> {
  const ids = { id: newId(), topicId: newId() };
  const reviewFirst = (await work.parameter(call.congressId, 'calls.review_first')) === true;
  const because: HeldReason[] = [...(reviewFirst ? (['all'] as const) : []), ...reasonsToHold([text.title, text.situation, text.wish, text.place])];
  await work.sql(
    `INSERT INTO call_topic (id, congress_id, call_id, title, situation, wish, place, held_because, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [ids.topicId, call.congressId, call.id, text.title, text.situation, text.wish, text.place, because, work.clock.now()],
  );
  const number = await insertProposal(work, call, ids, text, proposer, formKey);
  await appendEvent(work, {
    congressId: call.congressId, matterId: call.id, type: proposed, subjectType: 'call_topic', subjectId: ids.topicId,
    personId: proposer.source === 'deputy' ? proposer.capacity.personId : null, payload: await topicPayload(work, ids.topicId),
  });
  if (because.length === 0) await actOnTopic(work, null, { id: ids.topicId, action: 'pass', patch: { shown: true }, told: { held: false } });
  return { ...ids, number, held: because.length > 0 };
}

/** @throws DomainError calls.not_public, calls.not_open, calls.not_for_you, suggestions.mandate_suspended, suggestions.not_a_deputy */
export async function propose(work: Work, capacity: Capacity, { callId, ...text }: z.output<typeof proposeInput>): Promise<Proposed> {
  await requireMandate(work, capacity);
  const call = await runningCall(work, callId, 'deputies');
  if (call.congressId !== capacity.congressId) throw new DomainError('calls.not_public');
  return enter(work, call, text, { source: 'deputy', capacity }, null);
}

/**
 * A citizen's form, in a unit of work of the call's congress. The same form sent again gives the same receipt.
 * @throws DomainError calls.not_public, calls.not_open, calls.not_for_you
 */
export async function proposeAsCitizen(work: Work, callId: string, text: Text, formKey: string): Promise<Proposed> {
  // Two presses of the button at once: the second waits and finds what the first one made.
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 3))', [formKey]);
  const [known] = await work.sql<Proposed>(`SELECT p.id, p.topic_id AS "topicId", p.number, NOT t.shown AS held FROM call_proposal p JOIN call_topic t ON t.id = p.topic_id WHERE p.form_key = $1 AND p.call_id = $2`, [formKey, callId]);
  if (known) return known;
  return enter(work, await runningCall(work, callId, 'citizens'), text, { source: 'citizen' }, formKey);
}

/** A suspended mandate may not act (代表法 61). @throws DomainError suggestions.mandate_suspended, suggestions.not_a_deputy */
export async function requireMandate(work: Work, capacity: Capacity): Promise<void> {
  const [found] = await work.sql<{ status: string }>('SELECT status FROM mandate WHERE id = $1 AND person_id = $2', [capacity.id, capacity.personId]);
  if (found?.status === 'suspended') throw new DomainError('suggestions.mandate_suspended');
  if (found?.status !== 'active') throw new DomainError('suggestions.not_a_deputy', { congress: capacity.congressName });
}

async function countSupport(work: Work, call: Running, topicId: string, voter: { key: string; mandateId: string | null }): Promise<{ supports: number }> {
  const [topic] = await work.sql<{ id: string }>(`SELECT id FROM call_topic WHERE id = $1 AND call_id = $2 AND shown AND state IN ('open', 'taken_up') FOR UPDATE`, [topicId, call.id]);
  if (!topic) throw new DomainError('common.not_found', { what: '选题' });
  const given = await work.sql(
    'INSERT INTO call_support (topic_id, voter_key, congress_id, mandate_id, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING topic_id',
    [topicId, voter.key, call.congressId, voter.mandateId, work.clock.now()],
  );
  if (given.length === 0) throw new DomainError('calls.supported_already');
  const [row] = await work.sql<{ supports: number }>('UPDATE call_topic SET supports = supports + 1 WHERE id = $1 RETURNING supports', [topicId]);
  return { supports: row?.supports ?? 0 };
}

const callOf = async (work: Work, topicId: string): Promise<string> => {
  const [topic] = await work.sql<{ callId: string }>('SELECT call_id AS "callId" FROM call_topic WHERE id = $1', [topicId]);
  if (!topic) throw new DomainError('common.not_found', { what: '选题' });
  return topic.callId;
};

/** Once per mandate. @throws DomainError calls.supported_already, calls.not_open, calls.not_for_you, common.not_found */
export async function support(work: Work, capacity: Capacity, { topicId }: z.output<typeof topicRef>): Promise<{ supports: number }> {
  await requireMandate(work, capacity);
  const call = await runningCall(work, await callOf(work, topicId), 'deputies');
  if (call.congressId !== capacity.congressId) throw new DomainError('common.not_found', { what: '选题' });
  return countSupport(work, call, topicId, { key: `mandate ${capacity.id}`, mandateId: capacity.id });
}

/** Once per browser: its random token is hashed with the call, so that nobody can tell what else it supports. */
export async function supportAsCitizen(work: Work, callId: string, topicId: string, token: string): Promise<{ supports: number }> {
  const call = await runningCall(work, callId, 'citizens');
  return countSupport(work, call, topicId, { key: voterKeyOf(callId, token), mandateId: null });
}

export const voterKeyOf = (callId: string, token: string): string => digestOf('call support', `${callId} ${token}`);

/** Which of these topics the browser with this token supports; in a unit of work of the call's congress. */
export async function supportedBy(work: Work, callId: string, token: string): Promise<ReadonlySet<string>> {
  const rows = await work.sql<{ id: string }>('SELECT s.topic_id AS id FROM call_support s JOIN call_topic t ON t.id = s.topic_id WHERE t.call_id = $1 AND s.voter_key = $2', [callId, voterKeyOf(callId, token)]);
  return new Set(rows.map(({ id }) => id));
}
