// The pictures of stations, from the demonstration as a first start leaves it.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('demonstration');

it('draws stations', async () => {
  const { trpc } = await system().app.signIn('district.office');
  const { rows } = await trpc.stations.receptions.query({});
  const { code } = await trpc.stations.detail.query({ id: rows[0]?.stationId ?? '' });
  const citizen = await system().arrive(null, { size: 'phone' });
  await citizen.open(`/s/${code}`);
  await snap(citizen, 'stations-public');
  await citizen.page.getByRole('link', { name: /^预约/ }).first().click();
  await citizen.page.getByRole('heading', { name: '预约接待日' }).waitFor();
  await snap(citizen, 'stations-booking');
  await citizen.open('/find?division=4306');
  await snap(citizen, 'stations-tiles', citizen.page.getByRole('navigation', { name: '按方位选择' }));
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open('/deputy/station');
  await deputy.page.getByRole('heading', { name: '接待日' }).waitFor();
  await snap(deputy, 'stations-deputy');
  await deputy.open('/deputy/visits');
  await deputy.page.getByRole('heading', { name: '固定联系户' }).waitFor();
  await snap(deputy, 'stations-visits');
  const clerk = await system().arrive('station.clerk', { size: 'phone' });
  await clerk.open('/office/station');
  await clerk.page.getByRole('heading', { name: /群众意见（/ }).waitFor();
  await snap(clerk, 'stations-desk');
  const county = await system().arrive('county.office');
  await county.open('/office/stations/ratings');
  await county.page.getByRole('table').getByRole('link').first().click();
  await county.page.getByRole('heading', { name: /五到位、五星级/ }).waitFor();
  await snap(county, 'stations-rating');
  await county.page.setViewportSize({ width: 1280, height: 800 });
  await county.open('/office/stations/criteria');
  await county.page.getByRole('heading', { name: '评定标准' }).waitFor();
  await county.page.getByRole('button', { name: /^增加项目/ }).first().waitFor();
  await snap(county, 'stations-criteria');
  // Last, because it makes a reception day of the demonstration today's.
  const me = await system().app.signIn('deputy.city');
  const [mine] = (await me.trpc.stations.mine.query({})).ahead;
  await system().app.admin(`UPDATE reception_day SET held_on = (now() AT TIME ZONE 'Asia/Shanghai')::date WHERE id = $1`, [mine?.id]);
  const [at] = await system().app.admin<{ code: string }>('SELECT s.code FROM reception_day d JOIN station s ON s.id = d.station_id WHERE d.id = $1', [mine?.id]);
  await deputy.open(`/s/${at?.code ?? ''}?today=1`);
  await deputy.page.getByRole('link', { name: '接待代表签到' }).click();
  await deputy.page.getByText('已签到').waitFor();
  await snap(deputy, 'stations-sign-in');
});
