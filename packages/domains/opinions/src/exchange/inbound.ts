// What other systems send: each message once, by the same services and rules as by hand, with an answer of its own.
import { createHash } from 'node:crypto';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { enterFromSystem } from '../entering.ts';
import { addAs, judgeAs } from '../follow.ts';
import { type OpinionState, opinionStateLabels } from '../model.ts';
import { giveBack, receive, reply } from '../sorting.ts';
import { type InboundMessage, inboundResult, type InboundResult } from './model.ts';

const hashOf = ({ id: _id, ...content }: InboundMessage): string => createHash('sha256').update(JSON.stringify(content)).digest('hex');
const refusal = (id: string, code: string, message: string): InboundResult => ({ id, status: 'refused', code, message, opinion: null });

type Known = { contentHash: string; state: 'accepted' | 'refused'; result: unknown };

/**
 * Handles one message in the caller's unit of work. Sent again after it was done, it gets the same answer; after a refusal it is tried again,
 * because what spoke against it may be gone.
 * @param capacity the system's: its organ's clerk, under the name of who sent the message
 */
export async function handleInbound(work: Work, capacity: Capacity & { readonly organId: string }, message: InboundMessage): Promise<InboundResult> {
  const { organId, congressId } = capacity;
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 7))', [`opinion exchange in ${organId} ${message.id}`]);
  const contentHash = hashOf(message);
  const [known] = await work.sql<Known>('SELECT content_hash AS "contentHash", state, result FROM opinion_exchange_inbound WHERE organ_id = $1 AND message_id = $2', [organId, message.id]);
  if (known && known.contentHash !== contentHash) return refusal(message.id, 'exchange.id_reused', '同一消息标识已经用于内容不同的消息，请换用新的标识');
  if (known?.state === 'accepted') return { ...inboundResult.parse(known.result), status: 'duplicate' };
  const result = await attempted(work, capacity, message);
  await work.sql(
    `INSERT INTO opinion_exchange_inbound (organ_id, message_id, congress_id, type, content_hash, state, problem, result, received_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, $9, $9)
     ON CONFLICT (organ_id, message_id) DO UPDATE SET state = EXCLUDED.state, problem = EXCLUDED.problem, result = EXCLUDED.result, updated_at = EXCLUDED.updated_at, attempts = opinion_exchange_inbound.attempts + 1`,
    [organId, message.id, congressId, message.type, contentHash, result.status, result.message, JSON.stringify(result), work.clock.now()],
  );
  return result;
}

async function attempted(work: Work, capacity: Capacity & { readonly organId: string }, message: InboundMessage): Promise<InboundResult> {
  try {
    const id = await work.attempt(() => perform(work, capacity, message));
    const [row] = await work.sql<{ number: string; state: OpinionState }>('SELECT number, state FROM opinion WHERE id = $1', [id]);
    return { id: message.id, status: 'accepted', code: null, message: null, opinion: row ? { ...row, stateLabel: opinionStateLabels[row.state] } : null };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return refusal(message.id, error.code, error.message);
  }
}

/** The opinion of that number, when the system knows it. @throws DomainError common.not_found, whether it exists or not */
async function knownTo(work: Work, organId: string, number: string): Promise<{ id: string; sentIn: boolean }> {
  const [row] = await work.sql<{ id: string; sentIn: boolean | null; organId: string | null }>(
    'SELECT o.id, x.sent_in AS "sentIn", o.organ_id AS "organId" FROM opinion o LEFT JOIN opinion_exchange x ON x.opinion_id = o.id AND x.organ_id = $1 WHERE o.number = $2 AND (x.organ_id IS NOT NULL OR o.organ_id = $1)',
    [organId, number],
  );
  if (!row) throw new DomainError('common.not_found', { what: '群众意见' });
  return { id: row.id, sentIn: row.sentIn ?? false };
}

async function submitted(work: Work, capacity: Capacity & { readonly organId: string }, { data, by }: Extract<InboundMessage, { type: 'opinion.submit' }>): Promise<string> {
  const { organId, congressId } = capacity;
  // Two messages with one number of theirs: the second finds what the first one made.
  await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 8))', [`opinion exchange id ${organId} ${data.externalId}`]);
  const [known] = await work.sql<{ id: string }>('SELECT opinion_id AS id FROM opinion_exchange WHERE organ_id = $1 AND external_id = $2', [organId, data.externalId]);
  if (known) return known.id;
  const { id } = await enterFromSystem(work, congressId, { content: data.content, place: data.place, urgent: data.urgent, label: `${by}（${capacity.organName ?? ''}业务系统）` });
  await work.sql('INSERT INTO opinion_exchange (opinion_id, organ_id, congress_id, external_id, sent_in, created_at) VALUES ($1, $2, $3, $4, true, $5)', [id, organId, congressId, data.externalId, work.clock.now()]);
  return id;
}

async function perform(work: Work, capacity: Capacity & { readonly organId: string }, message: InboundMessage): Promise<string> {
  if (message.type === 'opinion.submit') return submitted(work, capacity, message);
  const { id, sentIn } = await knownTo(work, capacity.organId, message.number);
  switch (message.type) {
    case 'opinion.receive':
      await receive(work, capacity, { id });
      if (message.data.externalId !== undefined) await work.sql('UPDATE opinion_exchange SET external_id = $3 WHERE opinion_id = $1 AND organ_id = $2', [id, capacity.organId, message.data.externalId]);
      return id;
    case 'opinion.give_back':
      await giveBack(work, capacity, { id, reason: message.data.reason });
      return id;
    case 'opinion.reply':
      await reply(work, capacity, { id, reply: message.data.reply });
      return id;
    case 'opinion.add':
    case 'opinion.evaluate':
      // The hotline speaks for whoever called it, and for nobody else.
      if (!sentIn) throw new DomainError('common.forbidden', { reason: '只能补充、评价本系统转来的意见' });
      if (message.type === 'opinion.add') await addAs(work, id, message.data.content);
      else await judgeAs(work, id, message.data.verdict);
      return id;
  }
}
