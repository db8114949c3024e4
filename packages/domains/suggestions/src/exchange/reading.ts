// What an organ's system reads: the messages after a number, its parts, one part in full; and what the desk shows of the exchange.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { suggestionDetail } from '../detail.ts';
import { type AssignmentRole, type AssignmentState, assignmentStateLabels, roleLabels } from '../model.ts';
import { capacityOfSystem, type OrganSystem } from './keys.ts';
import { type exchangePart, type exchangePartDetail, type exchangeParts, inboundLabels, isInboundType, type journalInput, journalView, outboundMessage, type outboundPage, outboundTypes, outboundType, type outboundQuery, systemsView } from './model.ts';

/** Messages after a number, in order. Reading changes nothing: any number may be read from again. */
export async function outboundAfter(work: Work, organId: string, { after, limit }: z.output<typeof outboundQuery>): Promise<z.output<typeof outboundPage>> {
  const rows = await work.sql<{ id: string; sequence: number; type: string; at: Date; content: unknown }>(
    `SELECT id, sequence, type, at, content FROM exchange_message WHERE organ_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
    [organId, after, limit],
  );
  const items = rows.map((row) => outboundMessage.parse({ ...row, label: outboundTypes[outboundType.parse(row.type)], at: row.at.toISOString() }));
  return { items, next: items.at(-1)?.sequence ?? after, latest: await latestOf(work, organId) };
}

async function latestOf(work: Work, organId: string): Promise<number> {
  const [found] = await work.sql<{ latest: number }>('SELECT COALESCE(max(sequence), 0)::int AS latest FROM exchange_message WHERE organ_id = $1', [organId]);
  return found?.latest ?? 0;
}

/** The system says how far it has read; never more than there is, and never back. @throws DomainError common.invalid_input */
export async function acknowledge(work: Work, system: OrganSystem, sequence: number): Promise<{ sequence: number; latest: number }> {
  const latest = await latestOf(work, system.organId);
  if (sequence > latest) throw new DomainError('common.invalid_input', { problem: `序号不能大于最新的序号 ${latest}` }, [{ path: 'sequence', message: `序号不能大于最新的序号 ${latest}` }]);
  const [row] = await work.sql<{ sequence: number }>(
    `INSERT INTO exchange_cursor (organ_id, congress_id, sequence, at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organ_id) DO UPDATE SET sequence = GREATEST(exchange_cursor.sequence, EXCLUDED.sequence), at = EXCLUDED.at RETURNING sequence`,
    [system.organId, system.congressId, sequence, work.clock.now()],
  );
  return { sequence: row?.sequence ?? sequence, latest };
}

type PartRow = { id: string; version: number; role: AssignmentRole; state: AssignmentState; assignedOn: string; dueOn: string | null; totalDueOn: string | null; suggestionId: string; numberLabel: string | null; title: string; leadName: string };
type Part = z.output<typeof exchangePart>;

const partOf = ({ suggestionId, numberLabel, title, leadName, ...row }: PartRow): Part => ({ ...row, roleLabel: roleLabels[row.role], stateLabel: assignmentStateLabels[row.state], suggestion: { id: suggestionId, numberLabel, title, leadName } });
const partSql = `SELECT a.id, a.version, a.role, a.state, a.assigned_on AS "assignedOn", s.reply_due_on AS "totalDueOn", s.id AS "suggestionId", s.number_label AS "numberLabel", s.title, s.lead_name AS "leadName",
  (SELECT d.due_on FROM deadline d WHERE d.subject_id = a.id AND d.kind IN ('reply', 'second_reply', 'opinion', 'distribution') AND d.status = 'open' ORDER BY d.due_on LIMIT 1) AS "dueOn"
  FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id WHERE a.organ_id = $1`;

/** The organ's parts by id, for the first reading and for comparing; `open` ones are still at work. */
export async function partsOfSystem(work: Work, organId: string, { after, open, limit }: { after: string | undefined; open: boolean; limit: number }): Promise<z.output<typeof exchangeParts>> {
  const condition = open ? `AND a.state IN ('assigned', 'distributed', 'return_requested', 'in_handling', 'opinion_given', 'reply_under_review', 'second_handling')` : '';
  const rows = await work.sql<PartRow>(`${partSql} ${condition} AND ($2::uuid IS NULL OR a.id > $2) ORDER BY a.id LIMIT $3`, [organId, after ?? null, limit + 1]);
  const items = rows.slice(0, limit).map(partOf);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** One part with the suggestion's text and what belongs to the handling. @throws DomainError common.not_found */
export async function partOfSystem(work: Work, system: OrganSystem, partId: string): Promise<z.output<typeof exchangePartDetail>> {
  const [row] = await work.sql<PartRow>(`${partSql} AND a.id = $2`, [system.organId, partId]);
  if (!row) throw new DomainError('common.not_found', { what: '承办事项' });
  const detail = await suggestionDetail(work, capacityOfSystem(system, system.organName), row.suggestionId);
  const own = detail.assignments.find((one) => one.id === partId);
  const reply = detail.replies.findLast((one) => one.assignmentId === partId);
  return {
    ...partOf(row),
    background: detail.background, proposal: detail.proposal, topic: detail.topic, cosigners: detail.cosigners.map((one) => one.name), confidential: detail.confidential, note: own?.note ?? null, returnUntil: own?.returnUntil ?? null,
    opinions: detail.assignments.flatMap(({ organName, opinion, parentId }) => (opinion === null || parentId !== own?.parentId ? [] : [{ organName, opinion }])),
    contacts: detail.contacts.filter((one) => one.assignmentId === partId).map(({ method, contactedOn, content, state, disputeReason }) => ({ method, contactedOn, content, state, disputeReason })),
    reply: reply ? { state: reply.state, grade: reply.grade, body: reply.body, letterNumber: reply.letterNumber, reviewNote: reply.reviewNote } : null,
    evaluations: detail.evaluations.map(({ round, attitude, result, comment }) => ({ round, attitude, result, comment })),
    files: detail.files.map(({ id, name, mediaType, size }) => ({ id, name, mediaType, size })),
  };
}

type JournalRow = { messageId: string; type: string; assignmentId: string; suggestionId: string | null; title: string | null; state: 'accepted' | 'refused'; problem: string | null; attempts: number; sentBy: string; updatedAt: Date };

/** The desk's page: how far the organ's system is behind, and what of its messages failed. @throws DomainError common.forbidden */
export async function journalOf(work: Work, capacity: Capacity, { failed, limit, offset }: z.output<typeof journalInput>): Promise<z.output<typeof journalView>> {
  const { organId, organName } = capacity;
  if (organId === undefined) throw new DomainError('common.forbidden', { reason: '当前身份不属于任何承办单位' });
  const where = `i.organ_id = $1 AND ($2::boolean = false OR i.state = 'refused')`;
  const rows = await work.sql<JournalRow>(
    `SELECT i.message_id AS "messageId", i.type, i.assignment_id AS "assignmentId", s.id AS "suggestionId", s.title, i.state, i.problem, i.attempts, i.sent_by AS "sentBy", i.updated_at AS "updatedAt"
     FROM exchange_inbound i LEFT JOIN assignment a ON a.id = i.assignment_id AND a.organ_id = i.organ_id LEFT JOIN suggestion s ON s.id = a.suggestion_id WHERE ${where} ORDER BY i.updated_at DESC, i.message_id LIMIT $3 OFFSET $4`,
    [organId, failed, limit, offset],
  );
  const [counted] = await work.sql<{ total: number; failed: number }>(`SELECT count(*) FILTER (WHERE $2::boolean = false OR state = 'refused')::int AS total, count(*) FILTER (WHERE state = 'refused')::int AS failed FROM exchange_inbound WHERE organ_id = $1`, [organId, failed]);
  const [cursor] = await work.sql<{ sequence: number; at: Date }>('SELECT sequence, at FROM exchange_cursor WHERE organ_id = $1', [organId]);
  const latest = await latestOf(work, organId);
  const read = cursor?.sequence ?? 0;
  const [oldest] = await work.sql<{ at: Date }>('SELECT at FROM exchange_message WHERE organ_id = $1 AND sequence > $2 ORDER BY sequence LIMIT 1', [organId, read]);
  return journalView.parse({
    organName: organName ?? '', latest, read, lag: latest - read, oldestUnreadAt: oldest?.at.toISOString() ?? null, readAt: cursor?.at.toISOString() ?? null, failed: counted?.failed ?? 0, total: counted?.total ?? 0,
    rows: rows.map(({ type, updatedAt, ...row }) => ({ ...row, typeLabel: isInboundType(type) ? inboundLabels[type] : '其他', updatedAt: updatedAt.toISOString() })),
  });
}

/** Every organ of the congress with a system, for its system administrator: who is behind, whose messages fail. */
export async function systemsOf(work: Work, { congressId }: Capacity): Promise<z.output<typeof systemsView>> {
  const rows = await work.sql<{ organId: string; organName: string; keys: number; lastUsedAt: Date | null; lag: number; failed: number }>(
    `SELECT o.id AS "organId", o.name AS "organName", k.keys, k.used AS "lastUsedAt",
       (COALESCE((SELECT max(m.sequence) FROM exchange_message m WHERE m.organ_id = o.id), 0) - COALESCE((SELECT c.sequence FROM exchange_cursor c WHERE c.organ_id = o.id), 0))::int AS lag,
       (SELECT count(*) FROM exchange_inbound i WHERE i.organ_id = o.id AND i.state = 'refused')::int AS failed
     FROM (SELECT organ_id, count(*) FILTER (WHERE revoked_at IS NULL)::int AS keys, max(last_used_at) AS used FROM exchange_key WHERE congress_id = $1 GROUP BY organ_id) k JOIN organ o ON o.id = k.organ_id ORDER BY o.sort, o.name LIMIT 500`,
    [congressId],
  );
  return systemsView.parse({ rows: rows.map(({ lastUsedAt, ...row }) => ({ ...row, lastUsedAt: lastUsedAt?.toISOString() ?? null })) });
}
