/** Loads the demonstration into an empty deployment, and goes on where an interrupted start left off. */
import { today } from '@smart/kernel/dates';
import pg from 'pg';
import type { Log } from '../deployment.ts';
import type { Services } from '../services.ts';
import { stableAccounts } from './accounts.ts';
import { assembleCompany } from './company.ts';
import { foundDemo } from './foundation.ts';
import { perform } from './perform.ts';

export { demoAccounts } from './accounts.ts';

/**
 * Seeds the demonstration unless the deployment is somebody's own: it has a congress, and not the demonstration's accounts.
 * Nothing that is there already is written again.
 */
export async function seedDemo(services: Services, adminUrl: string, log: Log): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => {}); // the statement or unit of work in flight reports it
  await admin.connect();
  try {
    const found = await stateOf(admin);
    if (found === 'foreign') return;
    if (found === 'empty') {
      log('loading the demonstration: divisions, congresses, people');
      await inTransaction(admin, () => foundDemo((text, values) => admin.query(text, values), today(services.clock)));
    }
    await perform(services, await assembleCompany((text, values) => admin.query(text, values)), log);
  } finally {
    await admin.end();
  }
}

async function stateOf(admin: pg.Client): Promise<'empty' | 'demo' | 'foreign'> {
  const { rows } = await admin.query<{ congresses: boolean; demo: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM congress) AS congresses,
       EXISTS (SELECT 1 FROM auth_user u JOIN person p ON p.user_id = u.id AND p.fictitious WHERE u.username = $1) AS demo`,
    [stableAccounts[0]],
  );
  if (rows[0]?.demo) return 'demo';
  return rows[0]?.congresses ? 'foreign' : 'empty';
}

async function inTransaction(admin: pg.Client, run: () => Promise<void>): Promise<void> {
  await admin.query('BEGIN');
  try {
    await run();
    await admin.query('COMMIT');
  } catch (error) {
    await admin.query('ROLLBACK');
    throw error;
  }
}
