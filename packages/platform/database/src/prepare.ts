// Brings a database to this version: roles, migrations, wall. Safe to run by several processes at once and again and again.
import pg from 'pg';
import { deploy, isMigrated } from './migrate.ts';
import { ensureRoles } from './roles.ts';
import { applyWall } from './wall.ts';

const setupLock = 7_203_145;

/**
 * @param adminUrl the administrator's address of the database; it must exist.
 * @param secret the deployment's secret, from which the server's password is derived.
 * @returns the address for the server's own connections.
 */
export async function prepareDatabase(adminUrl: string, secret: string, log: (line: string) => void = () => {}): Promise<string> {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => {});
  await admin.connect();
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [setupLock]);
    const serverUrl = await ensureRoles(admin, adminUrl, secret);
    if (!(await isMigrated(admin))) {
      const applied = await deploy(adminUrl);
      log(`${applied.length} migration(s) applied`);
    }
    await applyWall(admin);
    return serverUrl;
  } finally {
    await admin.end();
  }
}
