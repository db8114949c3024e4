// What could not be done after all repetitions: kept for the administrator to see, and to try again once the cause is mended.
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { PgBoss } from 'pg-boss';
import { deadLetterQueue, within } from './queues.ts';

export type DeadLetter = {
  id: string;
  /** The consumer or sweep that failed: `consumer.notices`, `sweep.reminders.congress`. */
  queue: string;
  congressId: string | null;
  /** For consumers: which event, of what type. */
  eventId: string | null;
  eventType: string | null;
  /** What it said last. */
  problem: string;
  attempts: number;
  createdAt: string;
  failedAt: string;
};

const columns = `j.id, j.source_name AS queue, j.data->>'congressId' AS "congressId", j.data->>'eventId' AS "eventId", e.type AS "eventType",
  COALESCE(j.source_output->>'message', '') AS problem, COALESCE(j.source_retry_count, 0) + 1 AS attempts, j.source_created_on AS "createdAt", j.created_on AS "failedAt"`;

/** The acting congress's own; in the realm of the system everybody's. */
const visible = ({ settings }: Work): string | null => (settings['app.realm'] === 'system' ? null : (settings['app.congress'] ?? '00000000-0000-0000-0000-000000000000'));

/** What lies there, newest first, at most 200: of the unit of work's congress; in the realm of the system of all. */
export async function deadLetters(work: Work): Promise<DeadLetter[]> {
  const rows = await work.sql<Omit<DeadLetter, 'createdAt' | 'failedAt'> & { createdAt: Date; failedAt: Date }>(
    `SELECT ${columns} FROM pgboss.job j LEFT JOIN domain_event e ON e.id = (j.data->>'eventId')::uuid
     WHERE j.name = $1 AND j.state < 'active' AND ($2::text IS NULL OR j.data->>'congressId' = $2) ORDER BY j.created_on DESC LIMIT 200`,
    [deadLetterQueue, visible(work)],
  );
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString(), failedAt: row.failedAt.toISOString() }));
}

/**
 * Gives one back to where it failed, with all its attempts before it.
 * @throws DomainError common.not_found
 */
export async function retryDeadLetter(boss: PgBoss, work: Work, id: string): Promise<void> {
  const congressId = visible(work);
  const moved = await boss.redrive(deadLetterQueue, { ...within(work), ids: [id], ...(congressId === null ? {} : { data: { congressId } }) });
  if (moved === 0) throw new DomainError('common.not_found', { what: '失败任务' });
}

export type QueueFigure = { queue: string; state: string; count: number };

/** How many jobs are in which state, for monitoring; done ones are left out. */
export const queueFigures = ({ sql }: Pick<Work, 'sql'>): Promise<QueueFigure[]> =>
  sql<QueueFigure>(`SELECT name AS queue, state::text AS state, count(*)::int AS count FROM pgboss.job WHERE state <> 'completed' GROUP BY 1, 2 ORDER BY 1, 2`);
