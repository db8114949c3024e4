import { divisionsOf } from '@smart/divisions/data';
import { loadDivisions } from '@smart/divisions/bulk';
import { congressOfDivision, createCongress } from '@smart/divisions/congresses';
import { ancestors } from '@smart/divisions/scope';
import { createAdministrator, type AdministratorRole } from '@smart/identity/service';
import { useDeploymentSecret } from '@smart/identity/keys';
import { systemClock } from '@smart/kernel/clock';
import type { Config } from '@smart/kernel/config';
import { newId } from '@smart/kernel/ids';
import type { Deployment } from '../deployment.ts';
import { registerDomains } from '../domains.ts';
import { createWorkOf, loadCalendar } from '../world.ts';
import { progress, result, withAdmin, withDeployment } from './run.ts';

export type NewAdministrator = { congress: string; name: string; username: string; role: AdministratorRole };

/**
 * Makes the first administrator of a congress and prints the one-time password. On a new deployment it also loads the
 * divisions and founds the congress, and those above it that are missing.
 */
export async function createAdminCommand(config: Config, { congress, name, username, role }: NewAdministrator): Promise<void> {
  await withDeployment(config, async (deployment) => {
    registerDomains();
    useDeploymentSecret(deployment.secret);
    await withAdmin(deployment.adminUrl, async (admin) => {
      const { rowCount } = await admin.query('SELECT 1 FROM division LIMIT 1');
      if (rowCount) return;
      progress('载入行政区划');
      await loadDivisions((text, values) => admin.query(text, values), divisionsOf());
    });
    for (const code of [...ancestors(congress)].sort((a, b) => a.length - b.length)) await found(deployment, code);
    const congressId = await found(deployment, congress);
    const workOf = createWorkOf(systemClock, loadCalendar(config.dataDir));
    const account = await deployment.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) =>
      createAdministrator(workOf(unit, newId()), congressId, { name, username, role }),
    );
    progress(`已建立管理员 ${account.username}。以下一次性密码只显示这一次，首次登录后须立即修改：`);
    result(account.password);
  });
}

/** The id of a division's congress, which is founded when it is not there. */
async function found({ units }: Deployment, code: string): Promise<string> {
  const known = await units.unitOfWork({ role: 'smart_app' }, (unit) => congressOfDivision(unit, code), { readOnly: true });
  if (known) return known.id;
  const id = newId();
  const { congress } = await units.unitOfWork({ role: 'smart_app', 'app.congress': id }, (unit) => createCongress(unit, { id, divisionCode: code }));
  progress(`已建立 ${congress.name}`);
  return id;
}
