import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explainFileError, StartupError } from '@smart/database/startup-error';
import { parseCalendar } from '@smart/kernel/calendar-import';
import type { Config } from '@smart/kernel/config';
import { calendarFolder } from '../world.ts';
import { progress, result } from './run.ts';

/** Checks one year's announcement and keeps it in the data folder; a running server reads it at its next start. */
export async function importCalendarCommand(config: Config, file: string): Promise<void> {
  const table = parseCalendar(textOf(file));
  const folder = calendarFolder(config.dataDir);
  try {
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${table.year}.json`);
    writeFileSync(`${path}.part`, `${JSON.stringify(table, null, 2)}\n`);
    renameSync(`${path}.part`, path);
    result(path);
  } catch (error) {
    throw explainFileError(error, folder);
  }
  progress(`已导入 ${table.year} 年工作日历（${table.source}）。请重新启动服务使其生效；已经算定的期限不变。`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartupError(`无法读取文件 ${file}：请核对路径和权限。 Cannot read the file: check its path and permissions.`, { cause: error });
  }
}
