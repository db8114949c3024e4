// What the office sees of the exchange: who is how far behind, and what was refused with which reason.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { exchangeView, inboundMessage, inboundTypes } from './model.ts';

type System = { organId: string; organName: string; latest: number; read: number; oldestUnreadAt: Date | null; readAt: Date | null; sentIn: number; handled: number; failed: number };
type Failure = { organName: string; messageId: string; type: string; problem: string | null; attempts: number; updatedAt: Date };
const FAILURES = 50;
const types: z.ZodType<keyof typeof inboundTypes> = z.enum(inboundMessage.options.map(({ shape }) => shape.type.value));

/** Every system that sends opinions in or handles them, by organ. */
export async function exchangeOf(work: Work, { congressId }: Capacity): Promise<z.output<typeof exchangeView>> {
  const systems = await work.sql<System>(
    `SELECT g.id AS "organId", g.name AS "organName", m.latest, COALESCE(c.sequence, 0)::int AS read, c.at AS "readAt", x."sentIn", x.handled,
       (SELECT min(u.at) FROM opinion_exchange_message u WHERE u.organ_id = g.id AND u.sequence > COALESCE(c.sequence, 0)) AS "oldestUnreadAt",
       (SELECT count(*)::int FROM opinion_exchange_inbound i WHERE i.organ_id = g.id AND i.state = 'refused') AS failed
     FROM (SELECT organ_id, (count(*) FILTER (WHERE sent_in))::int AS "sentIn", (count(*) FILTER (WHERE NOT sent_in))::int AS handled FROM opinion_exchange WHERE congress_id = $1 GROUP BY organ_id) x
     JOIN organ g ON g.id = x.organ_id LEFT JOIN opinion_exchange_cursor c ON c.organ_id = g.id
     CROSS JOIN LATERAL (SELECT COALESCE(max(sequence), 0)::int AS latest FROM opinion_exchange_message WHERE organ_id = g.id) m ORDER BY g.sort, g.name LIMIT 100`,
    [congressId],
  );
  const failures = await work.sql<Failure>(
    `SELECT g.name AS "organName", i.message_id AS "messageId", i.type, i.problem, i.attempts, i.updated_at AS "updatedAt" FROM opinion_exchange_inbound i JOIN organ g ON g.id = i.organ_id
     WHERE i.congress_id = $1 AND i.state = 'refused' ORDER BY i.updated_at DESC, i.message_id LIMIT ${FAILURES}`,
    [congressId],
  );
  return {
    systems: systems.map(({ oldestUnreadAt, readAt, ...one }) => ({ ...one, lag: one.latest - one.read, oldestUnreadAt: oldestUnreadAt?.toISOString() ?? null, readAt: readAt?.toISOString() ?? null })),
    failures: failures.map(({ type, problem, updatedAt, ...one }) => ({ ...one, typeLabel: types.safeParse(type).success ? inboundTypes[types.parse(type)] : '其他', problem: problem ?? '', updatedAt: updatedAt.toISOString() })),
  };
}
