// One server process per data folder. A second one would stop the first one's database when it ends.
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from './startup-error.ts';

const lockFile = (dataDir: string) => join(dataDir, 'server.lock');

/** When a process began, in the kernel's own count; tells a reused process id from the one that wrote the lock. Empty where unknown. */
function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

/** Whether a process with this id exists, ours or another account's. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The living process that holds the data folder, if any. A lock left by a process that was killed does not count. */
export function lockHolder(dataDir: string): number | undefined {
  const file = lockFile(dataDir);
  if (!existsSync(file)) return undefined;
  const [pid = '', began = ''] = readFileSync(file, 'utf8').trim().split(' ');
  const id = Number(pid);
  return Number.isInteger(id) && id > 0 && alive(id) && beganAt(id) === began ? id : undefined;
}

/**
 * Takes the data folder for this process; the returned function gives it back.
 * @throws StartupError when another living process holds it.
 */
export function lockDataDir(dataDir: string): () => void {
  const file = lockFile(dataDir);
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, `${process.pid} ${beganAt(process.pid)}\n`);
  try {
    // linkSync fails when the name exists: of two that start at once, one wins.
    for (let tries = 0; ; tries++) {
      try {
        linkSync(mine, file);
        break;
      } catch (error) {
        const holder = lockHolder(dataDir);
        if (holder !== undefined) {
          throw new StartupError(
            `数据文件夹 ${dataDir} 正被另一个正在运行的服务（进程 ${holder}）使用：请先停止它，或用 DATA_DIR 指定其他文件夹。 The data folder is in use by process ${holder}: stop it first, or set DATA_DIR.`,
            { cause: error },
          );
        }
        if (tries === 3) throw error;
        rmSync(file, { force: true });
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
  return () => {
    if (lockHolder(dataDir) === process.pid) rmSync(file, { force: true });
  };
}
