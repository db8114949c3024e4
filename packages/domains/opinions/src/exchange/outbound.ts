// What other systems read: one message for each event of an opinion they know, in order and without gaps, from any number again.
import { DomainError } from '@smart/kernel/errors';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { opinionEventPayload } from '../events.ts';
import { channelLabels, isChannel, isSatisfaction, type OpinionState, opinionStateLabels, satisfactionLabels } from '../model.ts';
import { isOutboundType, outboundContent, outboundMessage, type outboundPage, type outboundQuery, outboundTypes } from './model.ts';

type Row = { number: string; state: OpinionState; title: string; content: string; place: string; organId: string | null; organName: string | null; reply: string | null; repliedBy: string | null; channel: string | null; satisfaction: string | null; dueOn: string | null };
type Known = { organId: string; externalId: string | null; sentIn: boolean };
/** What an organ wrote is others' only when it was told. */
const isTold = (state: OpinionState): boolean => state === 'replied' || state === 'closed';

/** An opinion that is handed over to an organ with a system of its own is known to that system from then on. */
async function introduce(work: Work, opinionId: string, congressId: string, organId: string): Promise<void> {
  await work.sql(
    `INSERT INTO opinion_exchange (opinion_id, organ_id, congress_id, sent_in, created_at) SELECT $1, g.id, $2, false, $4 FROM organ g WHERE g.id = $3 AND g.congress_id = $2 ON CONFLICT DO NOTHING`,
    [opinionId, congressId, organId, work.clock.now()],
  );
}

/**
 * Tells the systems that know the opinion of an event. Repeating it tells nobody twice.
 * @param hasSystem whether an organ has a key in force
 */
export async function tellSystems(work: Work, event: DomainEvent, hasSystem: (work: Work, organId: string) => Promise<boolean>): Promise<void> {
  const { type, subjectId, congressId } = event;
  if (!isOutboundType(type)) return;
  const payload = opinionEventPayload.parse(event.payload);
  if ((type === 'opinion.assigned' || type === 'opinion.handed_on') && payload.organId !== null && (await hasSystem(work, payload.organId))) await introduce(work, subjectId, congressId, payload.organId);
  const known = await work.sql<Known>('SELECT organ_id AS "organId", external_id AS "externalId", sent_in AS "sentIn" FROM opinion_exchange WHERE opinion_id = $1 ORDER BY organ_id', [subjectId]);
  if (known.length === 0) return;
  const [row] = await work.sql<Row>(
    `SELECT number, state, title, content, place, organ_id AS "organId", organ_name AS "organName", reply, replied_by AS "repliedBy", channel, satisfaction, to_char(due_on, 'YYYY-MM-DD') AS "dueOn" FROM opinion WHERE id = $1`,
    [subjectId],
  );
  if (!row) return;
  for (const one of known) {
    // Numbers are given one after the other until the transaction ends: a reader never misses one that was committed later.
    await work.sql('SELECT pg_advisory_xact_lock(hashtextextended($1, 6))', [`opinion exchange ${one.organId}`]);
    await work.sql(
      `INSERT INTO opinion_exchange_message (organ_id, event_id, congress_id, sequence, type, opinion_id, content, at)
       SELECT $1, $2, $3, COALESCE((SELECT max(sequence) FROM opinion_exchange_message WHERE organ_id = $1), 0) + 1, $4, $5, $6::jsonb, $7 ON CONFLICT (organ_id, event_id) DO NOTHING`,
      [one.organId, event.id, congressId, type, subjectId, JSON.stringify(contentFor(one, row, payload.reason)), event.at],
    );
  }
}

function contentFor({ organId, externalId, sentIn }: Known, row: Row, reason: string | null): z.output<typeof outboundContent> {
  const handles = organId === row.organId;
  const told = isTold(row.state);
  return {
    number: row.number, externalId, state: row.state, stateLabel: opinionStateLabels[row.state], title: row.title, content: handles && !sentIn ? row.content : null, place: handles && !sentIn ? row.place : null, organName: row.organName,
    reply: told || handles ? row.reply : null, repliedBy: told ? row.repliedBy : null, channel: row.channel !== null && isChannel(row.channel) ? channelLabels[row.channel] : null,
    satisfaction: row.satisfaction !== null && isSatisfaction(row.satisfaction) ? satisfactionLabels[row.satisfaction] : null, reason: handles || row.state === 'redirected' ? reason : null, dueOn: handles ? row.dueOn : null,
  };
}

async function latestOf(work: Work, organId: string): Promise<number> {
  const [found] = await work.sql<{ latest: number }>('SELECT COALESCE(max(sequence), 0)::int AS latest FROM opinion_exchange_message WHERE organ_id = $1', [organId]);
  return found?.latest ?? 0;
}

/** Messages after a number, in order. Reading changes nothing. */
export async function messagesAfter(work: Work, organId: string, { after, limit }: z.output<typeof outboundQuery>): Promise<z.output<typeof outboundPage>> {
  const rows = await work.sql<{ id: string; sequence: number; type: string; at: Date; content: unknown }>(
    'SELECT event_id AS id, sequence, type, at, content FROM opinion_exchange_message WHERE organ_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3',
    [organId, after, limit],
  );
  const items = rows.map(({ type, at, ...row }) => outboundMessage.parse({ ...row, type, label: isOutboundType(type) ? outboundTypes[type] : type, at: at.toISOString() }));
  return { items, next: items.at(-1)?.sequence ?? after, latest: await latestOf(work, organId) };
}

/** The system says how far it has read; never more than there is, and never back. @throws DomainError common.invalid_input */
export async function acknowledge(work: Work, { organId, congressId }: { organId: string; congressId: string }, sequence: number): Promise<{ sequence: number; latest: number }> {
  const latest = await latestOf(work, organId);
  if (sequence > latest) throw new DomainError('common.invalid_input', { problem: `序号不能大于最新的序号 ${latest}` }, [{ path: 'sequence', message: `序号不能大于最新的序号 ${latest}` }]);
  const [row] = await work.sql<{ sequence: number }>(
    `INSERT INTO opinion_exchange_cursor (organ_id, congress_id, sequence, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organ_id) DO UPDATE SET sequence = GREATEST(opinion_exchange_cursor.sequence, EXCLUDED.sequence), at = EXCLUDED.at RETURNING sequence`,
    [organId, congressId, sequence, work.clock.now()],
  );
  return { sequence: row?.sequence ?? sequence, latest };
}
