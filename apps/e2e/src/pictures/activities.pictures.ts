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
  await deputy.open('/deputy/work-plan');
  await deputy.page.getByRole('article').first().waitFor();
  await snap(deputy, 'deputy-work-plan');
  const officer = await system().arrive('district.office');
  await officer.open('/office/activities');
  await officer.page.getByRole('table').getByRole('link').first().waitFor();
  await snap(officer, 'office-activities');
  await officer.page.getByRole('table').getByRole('link').first().click();
  await officer.page.waitForURL(/\/activities\/[0-9a-f-]{36}/);
  await officer.open(`${new URL(officer.page.url()).pathname}/paper`);
  await officer.page.getByText(/^签到表　第 1 页/).waitFor();
  await snap(officer, 'office-activity-paper');
  await officer.open('/office/work-plan');
  await officer.page.getByRole('table').getByRole('rowheader').first().waitFor();
  await snap(officer, 'office-work-plan');
  const anybody = await system().arrive(null);
  await anybody.open('/activities?division=430602');
  await anybody.page.getByRole('article').first().waitFor();
  await snap(anybody, 'site-activities');
});
