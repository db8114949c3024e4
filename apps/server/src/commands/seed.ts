import { today } from '@smart/kernel/dates';
import { sealDueDays } from '@smart/workflow/anchors';
import type { Config } from '@smart/kernel/config';
import { loadDemo } from '../demo.ts';
import { seedScale } from '../scale/seed-scale.ts';
import { createServices } from '../services.ts';
import { progress, withAdmin, withDeployment } from './run.ts';

export const scales = ['demo', 'county', 'province'] as const;
export type SeedScale = (typeof scales)[number];

/** Loads invented data: the demonstration, or a county or province for measuring. An interrupted run is completed by repeating it. */
export async function seedCommand(config: Config, scale: SeedScale): Promise<void> {
  await withDeployment(config, async (deployment) => {
    const services = await createServices(deployment, { log: progress });
    try {
      if (scale === 'demo') await (await loadDemo())?.seedDemo(services, deployment.adminUrl, progress);
      else await withAdmin(deployment.adminUrl, (admin) => seedScale(admin, scale, today(services.clock), progress));
      progress('封存操作日志 sealing the log');
      await services.units.unitOfWork({ role: 'smart_app', 'app.realm': 'system' }, (unit) => sealDueDays(services.workOf(unit, 'seed')));
    } finally {
      await services.close();
    }
  });
  progress('完成 done');
}
