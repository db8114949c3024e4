// The pictures of what tasks cost and of a deputy's own report, from the demonstration as a first start leaves it.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('demonstration');

it('draws what tasks cost, and a report', async () => {
  const officer = await system().arrive('district.office');
  await officer.open('/office/effort');
  await officer.page.locator('[data-drawn=yes]').nth(2).waitFor();
  await snap(officer, 'office-effort');
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open('/deputy/duty/report');
  await deputy.page.getByText('本人修改').first().waitFor();
  await snap(deputy, 'deputy-report');
});
