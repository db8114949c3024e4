// Which tables a backup holds, in which order, and with which columns.
import type pg from 'pg';

export type TableLayout = { name: string; columns: string[] };

/** All tables of the deployment with their columns, each after those it refers to: so a restore keeps every foreign key. */
export async function tableLayouts(client: pg.ClientBase): Promise<TableLayout[]> {
  const { rows } = await client.query<TableLayout & { needs: string[] }>(`
    SELECT c.relname AS name,
      array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
      array(SELECT DISTINCT r.relname::text FROM pg_constraint k JOIN pg_class r ON r.oid = k.confrelid WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS needs
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> '_prisma_migrations' ORDER BY c.relname`);
  const ordered: TableLayout[] = [];
  let open = rows;
  while (open.length > 0) {
    const placed = new Set(ordered.map(({ name }) => name));
    const next = open.filter(({ needs }) => needs.every((name) => placed.has(name)));
    if (next.length === 0) throw new Error(`these tables refer to each other in a circle: ${open.map(({ name }) => name).join(', ')}`);
    ordered.push(...next.map(({ name, columns }) => ({ name, columns })));
    open = open.filter((row) => !next.includes(row));
  }
  return ordered;
}

/** The jobs that are still to be done (deliveries of events, reminders); the queue's own tables are made anew by a restore. */
export const pendingJobs = { name: 'pgboss.job', where: `state IN ('created', 'retry', 'active')` } as const;

/** The columns of the queue's table; none when this deployment has no queue. */
export async function pendingJobColumns(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT attname::text AS name FROM pg_attribute WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [pendingJobs.name],
  );
  return rows.map(({ name }) => name);
}

export const columnList = (columns: readonly string[]): string => columns.map((column) => `"${column}"`).join(', ');
