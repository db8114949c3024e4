// `smart relearn`: what congresses learned from corrected topics is made anew, as weights that were trained anew ask for; `--check` only tells what it would do.
import { relearnReport } from '@smart/opinions/learned';
import { useDeploymentSecret } from '@smart/identity/keys';
import { systemClock } from '@smart/kernel/clock';
import type { Config } from '@smart/kernel/config';
import { createWorkOf, loadCalendar } from '../world.ts';
import { progress, result, withAdmin, withDeployment } from './run.ts';

export type RelearnOptions = { readonly congress?: string; readonly check?: boolean };

/** Congresses with corrections, one after the other; repeated, it does the same again. Returns the exit code. */
export async function relearnCommand(config: Config, { congress, check = false }: RelearnOptions): Promise<number> {
  return withDeployment(config, async ({ units, adminUrl, secret }, signal) => {
    useDeploymentSecret(secret);
    const workOf = createWorkOf(systemClock, loadCalendar(config.dataDir));
    const { rows } = await withAdmin(adminUrl, (admin) =>
      admin.query<{ id: string; name: string }>(
        'SELECT c.id, c.name FROM congress c WHERE ($1::text IS NULL OR c.division_code = $1) AND EXISTS (SELECT 1 FROM opinion_correction o WHERE o.congress_id = c.id) ORDER BY length(c.division_code), c.division_code',
        [congress ?? null],
      ),
    );
    if (rows.length === 0) progress(congress === undefined ? '还没有哪级人大更正过群众意见的分类' : `行政区划代码 ${congress} 的人大没有更正过群众意见的分类`);
    for (const { id, name } of rows) {
      if (signal.aborted) return 1;
      const { corrections, measured, plain, now, anew } = await units.unitOfWork({ role: 'smart_app', 'app.congress': id }, (unit) => relearnReport(workOf(unit, 'relearn'), id, !check));
      result(`${name}：更正 ${corrections} 次；最近已分类的 ${measured} 条意见，与工作人员一致的：只用权重 ${plain} 条，现有经验 ${now} 条，重新学习 ${anew} 条${check ? '（没有保存）' : ''}`);
    }
    return 0;
  });
}
