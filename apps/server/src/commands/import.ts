// `smart import`: a sheet of deputies, staff, organs or election results into one congress, as the page does it, without a browser.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { StartupError } from '@smart/database/startup-error';
import { congressOfDivision } from '@smart/divisions/congresses';
import { useDeploymentSecret } from '@smart/identity/keys';
import { applyBatch, batchById, createBatch, readBatch, stepBatch, verdictCounts } from '@smart/identity/import/batches';
import { faultyRows } from '@smart/identity/import/batch-lists';
import type { ImportKind } from '@smart/identity/import/kinds';
import { readyDataKeys } from '@smart/identity/data-keys';
import { systemContext } from '@smart/identity/procedures';
import { systemClock } from '@smart/kernel/clock';
import type { Config } from '@smart/kernel/config';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { Deployment } from '../deployment.ts';
import { registerDomains } from '../domains.ts';
import { createWorkOf, loadCalendar } from '../world.ts';
import { progress, result, withDeployment } from './run.ts';

export type ImportOptions = { kind: ImportKind; congress: string; validOnly?: boolean; dryRun?: boolean };

const acting = { ...systemContext.acting, label: '运维命令' };
/** Faulty rows named on the terminal; all of them are told on the page. */
const NAMED = 50;

function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartupError(`无法读取文件 ${file}：请核对路径和权限。 Cannot read the file: check its path and permissions.`, { cause: error });
  }
}

type Act = <T>(work: (work: Work) => Promise<T>) => Promise<T>;

async function actIn({ units, secret }: Deployment, config: Config, code: string): Promise<{ congressId: string; act: Act }> {
  registerDomains();
  useDeploymentSecret(secret);
  await units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => readyDataKeys({ ...unit, clock: systemClock }, config.personalDataCipher));
  const congress = await units.unitOfWork({ role: 'smart_app' }, (unit) => congressOfDivision(unit, code), { readOnly: true });
  if (!congress) throw new StartupError(`没有行政区划 ${code} 的人大：请核对代码。 No congress for this division: check the code.`);
  const workOf = createWorkOf(systemClock, loadCalendar(config.dataDir));
  return { congressId: congress.id, act: (work) => units.unitOfWork({ role: 'smart_app', 'app.congress': congress.id }, (unit) => work(workOf(unit, newId()))) };
}

/**
 * Reads the sheet, tells what its rows would do, and imports them. Interrupted, it is run again with the same file: what is there is found to be
 * the same. Code 1 when the sheet cannot be read, or rows are wrong and not to be left out.
 */
export async function importCommand(config: Config, file: string, { kind, congress, validOnly = false, dryRun = false }: ImportOptions): Promise<number> {
  const content = contentOf(file);
  return withDeployment(config, async (deployment, signal) => {
    const { congressId, act } = await actIn(deployment, config, congress);
    const id = await act(async (work) => {
      const made = await createBatch(work, acting, congressId, { kind, fileName: basename(file), fileId: null });
      await readBatch(work, congressId, made, content);
      return made;
    });
    const batch = await act((work) => batchById(work, congressId, id));
    if (batch.state === 'failed') {
      progress(batch.problem ?? '');
      return 1;
    }
    const counts = await act((work) => verdictCounts(work, id));
    progress(`共 ${batch.total} 行：新增 ${counts.new}，有变化 ${counts.changed}，无变化 ${counts.same}，有错误 ${counts.invalid}`);
    for (const { line, problems } of (await act((work) => faultyRows(work, batch))).slice(0, NAMED)) progress(`第 ${line} 行 ${problems.map(({ column, message }) => `${column}：${message}`).join('；')}`);
    const refused = counts.invalid > 0 && !validOnly;
    if (refused) progress('有错误的行：请更正后重新导入，或者加 --valid-only 只导入没有错误的行');
    if (refused || dryRun || counts.new + counts.changed === 0) {
      result(dryRun ? '只核对，没有导入' : refused ? '没有导入' : '没有需要导入的行');
      return refused ? 1 : 0;
    }
    await act((work) => applyBatch(work, acting, congressId, { id, validOnly }));
    return runToEnd(act, congressId, id, signal);
  });
}

async function runToEnd(act: Act, congressId: string, id: string, signal: AbortSignal): Promise<number> {
  for (let more = true; more; ) {
    if (signal.aborted) return 1;
    more = await act((work) => stepBatch(work, congressId, id));
    const { done, total } = await act((work) => batchById(work, congressId, id));
    progress(`已导入 ${done}/${total} 行`);
  }
  const { done, options } = await act((work) => batchById(work, congressId, id));
  result(`导入完成：${done - options.skipped} 行${options.skipped > 0 ? `，${options.skipped} 行未办理` : ''}`);
  return 0;
}
