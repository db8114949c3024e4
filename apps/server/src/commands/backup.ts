import { resolve } from 'node:path';
import { backup } from '@smart/database/backup';
import { restore } from '@smart/database/restore';
import { lockHolder } from '@smart/database/data-lock';
import { StartupError } from '@smart/database/startup-error';
import type { Config } from '@smart/kernel/config';
import { progress, result, withDeployment } from './run.ts';

const filesFolder = ({ files }: Config): string | null => (files.driver === 'disk' ? files.folder : null);

/** Writes everything of this deployment into one file, while it goes on working. Prints the file's path. */
export async function backupCommand(config: Config, file: string): Promise<void> {
  const path = resolve(file);
  await withDeployment(config, ({ adminUrl, secret }, signal) => backup({ adminUrl, file: path, secret, filesFolder: filesFolder(config), log: progress, signal }));
  result(path);
}

/** Loads a backup into a deployment without records. The server must not run meanwhile. */
export async function restoreCommand(config: Config, file: string): Promise<void> {
  if (lockHolder(config.dataDir) !== undefined) {
    throw new StartupError('服务正在运行：请先停止服务，再恢复备份。 The server is running: stop it before restoring.');
  }
  await withDeployment(config, ({ adminUrl, secret }, signal) =>
    restore({ adminUrl, file: resolve(file), secret, filesFolder: filesFolder(config), log: progress, signal }),
  );
}
