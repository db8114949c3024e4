/** What every command of `pnpm smart` shares: results on stdout, progress on stderr, one sentence and code 1 on refusal. */
import { exitBecause, StartupError } from '@smart/database';
import { ConfigurationError, readConfig, type Config } from '@smart/kernel/config';
import { isDomainError } from '@smart/kernel/errors';
import pg from 'pg';
import { openDeployment, type Deployment } from '../deployment.ts';

/** As a shell reports a process that Ctrl-C ended. */
const INTERRUPTED = 130;
/** How long an interrupted command may take to leave things in order. */
const LEAVE_WITHIN_MS = 3000;

/** A line of progress; never part of the result. */
export const progress = (line: string): void => console.error(line);
/** A line of the result. */
export const result = (line: string): void => console.log(line);

const interrupt = new AbortController();

/** Runs a command and ends the process: 0 when it returns, its own code when it returns a number, 1 when it refuses. */
export async function run(command: (config: Config) => Promise<number | void>): Promise<never> {
  try {
    const code = await command(readConfig());
    process.exit(code ?? 0);
  } catch (error) {
    if (interrupt.signal.aborted) process.exit(INTERRUPTED);
    if (error instanceof ConfigurationError || isDomainError(error)) exitBecause(new StartupError(error.message));
    exitBecause(error);
  }
}

/**
 * Opens the deployment beside a running server, or by itself, and closes it afterwards. Ctrl-C aborts the signal that `work` is
 * given; work that does not heed it loses its connections.
 */
export async function withDeployment<T>(config: Config, work: (deployment: Deployment, signal: AbortSignal) => Promise<T>): Promise<T> {
  const deployment = await openDeployment(config, progress, 'command');
  const interrupted = () => {
    progress('已中断；可以重新运行本命令。 Interrupted; the command can be repeated.');
    interrupt.abort();
    setTimeout(() => void deployment.close().finally(() => process.exit(INTERRUPTED)), LEAVE_WITHIN_MS);
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return await work(deployment, interrupt.signal);
  } finally {
    await deployment.close();
  }
}

/** One administration connection for the time of `work`. */
export async function withAdmin<T>(adminUrl: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => undefined); // the statement under way reports it; when the command is interrupted the database goes first
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
