// Commands for who changes the schema:
//   node src/migrate-cli.ts diff NAME    writes the migration that leads from the migrations so far to the schema files
//   node src/migrate-cli.ts check        says what is missing
// Both work on a throwaway server; a deployment's own database is migrated by its start.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDatabase } from './ensure-database.ts';
import { check, deploy, diff } from './migrate.ts';
import { startPostgres } from './postgres.ts';
import { exitBecause } from './startup-error.ts';

async function run(url: string, command: string | undefined, name: string | undefined): Promise<string[]> {
  if (command === 'diff' && name && /^[a-z][a-z0-9_]*$/.test(name)) {
    console.log((await diff(url, name)) ?? 'no changes');
    return [];
  }
  if (command === 'check') {
    await deploy(url);
    return check(url);
  }
  return ['usage: node src/migrate-cli.ts diff NAME | check        (NAME: small letters, digits, _)'];
}

const dataDir = mkdtempSync(join(tmpdir(), 'smart-migrate-'));
chmodSync(dataDir, 0o755);
try {
  const server = await startPostgres({ dataDir, settings: { fsync: 'off' } });
  try {
    await ensureDatabase(server.url('migrate'));
    const problems = await run(server.url('migrate'), process.argv[2], process.argv[3]);
    for (const problem of problems) console.error(problem);
    process.exitCode = problems.length > 0 ? 1 : 0;
  } finally {
    await server.stop();
  }
} catch (error) {
  exitBecause(error);
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
process.exit(); // the engine's lock timer would keep the process for ten seconds more
