// The pictures of activities, from the demonstration as a first start leaves it.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('demonstration');

it('draws activities', async () => {
  const deputy = await system().arrive('deputy.district', { size: 'phone' });
  await deputy.open('/deputy/activities');
  await deputy.page.getByRole('article').first().waitFor();
  await snap(deputy, 'deputy-activities');
  const officer = await system().arrive('district.office');
  await officer.open('/office/activities');
  await officer.page.getByRole('table').getByRole('link').first().waitFor();
  await snap(officer, 'office-activities');
});
