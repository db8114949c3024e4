// The tables of the job queue live in a schema of their own, made and migrated by the administrator. The running server works
// on them under the application's role and can change no structure.
import pg from 'pg';
import { PgBoss } from 'pg-boss';

/** The schema that holds queues and jobs. */
export const queueSchema = 'pgboss';

const grants = `
  GRANT USAGE ON SCHEMA ${queueSchema} TO smart_app;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${queueSchema} TO smart_app;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${queueSchema} TO smart_app;
  GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queueSchema} TO smart_app`;

/** Processes that start at the same time wait for each other. */
const installLock = 7_203_147;

/**
 * Makes the queues' schema or brings it to the library's version, and grants the application its use of it. Safe to repeat.
 * @param adminUrl the administrator's address; the roles must exist
 */
export async function installQueues(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => {}); // the query in flight reports it
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [installLock]);
    await migrate(adminUrl);
    await admin.query(grants);
  } finally {
    await admin.end();
  }
}

async function migrate(adminUrl: string): Promise<void> {
  const boss = new PgBoss({ connectionString: adminUrl, schema: queueSchema, max: 2, supervise: false, schedule: false, reindex: false });
  boss.on('error', () => {}); // start() rejects with it
  await boss.start();
  await boss.stop({ graceful: false });
}
