// The pictures of the manual's pages on administration by tier.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('people');

it('draws the congresses below, the electing units, and the accounts to review', async () => {
  const administrator = await system().arrive('admin.system');
  await administrator.open('/office/admin/congresses');
  await administrator.page.getByRole('table').waitFor();
  await snap(administrator, 'congresses');
  await administrator.open('/office/admin/constituencies');
  await administrator.page.getByRole('table').first().waitFor();
  await snap(administrator, 'constituencies');
  await system().app.admin(`UPDATE auth_user SET last_signed_in_at = now() - interval '300 days' WHERE username IN ('city.housing', 'city.education')`);
  const security = await system().arrive('admin.security');
  await security.open('/office/admin/dormant');
  await security.page.getByRole('table').waitFor();
  await snap(security, 'dormant');
});
