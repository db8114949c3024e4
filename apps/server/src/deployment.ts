/** The database of this deployment with its job queues, brought to this version. */
import { type Database, openDatabase } from '@smart/database';
import { lockHolder } from '@smart/database/data-lock';
import { startPostgres } from '@smart/database/postgres';
import { installQueues } from '@smart/jobs/install';
import type { Config } from '@smart/kernel/config';

export type Log = (line: string) => void;
export type Deployment = Database & { readonly config: Config };

const DATABASE = 'smart';
/** Enough for the machine's cores to be busy; several processes share PostgreSQL's 100 connections. */
const SERVER_CONNECTIONS = 16;

/**
 * Opens the deployment: `server` for the one process that owns the data folder, `command` to work beside it.
 * @throws StartupError with one sentence: data folder locked, not writable or full; database unreachable; rights missing
 */
export async function openDeployment(config: Config, log: Log, as: 'server' | 'command'): Promise<Deployment> {
  const { dataDir, databaseUrl, secret } = config;
  const onError = (error: unknown) => log(`database: ${error instanceof Error ? error.message : String(error)}`);
  const database = await openDatabase({ dataDir, databaseUrl, secret, as, log, units: { size: as === 'server' ? SERVER_CONNECTIONS : 4, onError } });
  try {
    await installQueues(database.adminUrl);
    return { ...database, config };
  } catch (error) {
    const explained = database.explain(error);
    await database.close().catch(() => {});
    throw explained;
  }
}

/** The administration address in use; null when the embedded server of this data folder is not running. */
export async function addressInUse(config: Config): Promise<string | null> {
  if (config.databaseUrl !== null) return config.databaseUrl;
  if (lockHolder(config.dataDir) === undefined) return null;
  return (await startPostgres({ dataDir: config.dataDir })).url(DATABASE);
}
