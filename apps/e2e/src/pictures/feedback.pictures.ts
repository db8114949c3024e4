// Pictures of 办理反馈 and 建议评价: what the demonstration's people find on their first look.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('demonstration');

it('draws appointments, the ledger and the ranking', async () => {
  const arrive = system().arrive;
  const [deputy, officer, citizen] = [await arrive('deputy.city', { size: 'phone' }), await arrive('city.office'), await arrive(null, { size: 'phone' })];
  await officer.page.setViewportSize({ width: 1280, height: 800 });
  const [asked] = await system().app.admin<{ id: string }>(`SELECT suggestion_id AS id FROM suggestion_meeting WHERE state = 'proposed' LIMIT 1`);
  await deputy.open(`/deputy/suggestions/${asked?.id ?? ''}#feedback`);
  await snap(deputy, 'deputy-thread', deputy.page.getByRole('heading', { name: '办理反馈' }));
  await officer.open('/office/commitment-book');
  await officer.page.getByRole('table').waitFor();
  await snap(officer, 'office-commitment-book');
  const year = new Date().getFullYear() - 1;
  await officer.open(`/office/ranking?year=${year}`);
  await officer.page.getByText('排名公式').waitFor();
  await snap(officer, 'office-ranking');
  await citizen.open('/commitments');
  await snap(citizen, 'public-commitments');
});
