import { systemClock } from '@smart/kernel/clock';
import type { Config } from '@smart/kernel/config';
import { newId } from '@smart/kernel/ids';
import { sealDueDays } from '@smart/workflow/anchors';
import { verifyLog } from '@smart/workflow/verify';
import { registerDomains } from '../domains.ts';
import { createWorkOf, loadCalendar } from '../world.ts';
import { progress, result, withAdmin, withDeployment } from './run.ts';

/** Reads the whole action log and reports every changed, missing, reordered or added row. Code 1 when something is wrong. */
export async function verifyLogCommand(config: Config): Promise<number> {
  registerDomains(); // tells which tables hold the subjects that the log must agree with
  return withDeployment(config, ({ adminUrl }) =>
    withAdmin(adminUrl, async (admin) => {
      const { rows, subjects, days, problems } = await verifyLog(admin, { onProgress: (done) => progress(`已核验 ${done} 条`) });
      for (const problem of problems) result(JSON.stringify(problem));
      result(
        problems.length === 0
          ? `日志完好：${rows} 条记录、${subjects} 个事项、${days} 个封存日全部吻合`
          : `发现 ${problems.length} 处异常（共核验 ${rows} 条记录、${subjects} 个事项、${days} 个封存日）`,
      );
      return problems.length === 0 ? 0 : 1;
    }),
  );
}

/** Seals every day up to yesterday that is not sealed yet. The server does it each night; this is for a server that was off. */
export async function sealLogCommand(config: Config): Promise<void> {
  await withDeployment(config, async ({ units }) => {
    const workOf = createWorkOf(systemClock, loadCalendar(config.dataDir));
    const sealed = await units.unitOfWork({ role: 'smart_app', 'app.realm': 'system' }, (unit) => sealDueDays(workOf(unit, newId())));
    for (const { day, rows, hash } of sealed) result(`${day} ${rows} ${hash}`);
    progress(sealed.length === 0 ? '没有需要封存的日期' : `已封存 ${sealed.length} 日`);
  });
}
