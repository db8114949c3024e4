// The pictures of 群众意见, from the demonstration as a first start leaves it.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('demonstration');

it('draws citizens’ opinions', async () => {
  const { trpc } = await system().app.signIn('city.office');
  const { rows } = await trpc.opinions.list.query({});
  const waiting = rows.find(({ state }) => state === 'registered');
  const officer = await system().arrive('city.office');
  await officer.page.setViewportSize({ width: 1280, height: 860 });
  await officer.open(`/office/opinions/${waiting?.id ?? ''}`);
  await officer.page.getByRole('button', { name: /^采用/ }).waitFor();
  await snap(officer, 'opinions-office');
  const placed = rows.find(({ title }) => title.startsWith('求索路小学门口没有护栏'));
  await officer.open(`/office/opinions/${placed?.id ?? ''}`);
  await officer.page.getByRole('img', { name: /位置示意/ }).waitFor();
  await snap(officer, 'opinions-point', officer.page.getByRole('heading', { name: '群众反映' }));
  const letters = await trpc.opinionSupervision.list.query({ states: ['closed'] });
  await officer.open(`/office/opinions/${letters.rows[0]?.opinionId ?? ''}`);
  const supervised = officer.page.getByRole('heading', { name: '督查', exact: true });
  await supervised.waitFor();
  await snap(officer, 'opinions-supervision', supervised);
  // One correction, so that there is something learned.
  const { proposal } = await trpc.opinions.detail.query({ id: waiting?.id ?? '' });
  await trpc.opinions.sort.mutate({ id: waiting?.id ?? '', topic: proposal?.topic?.key === 'transport' ? 'urban' : 'transport' });
  await officer.open('/office/opinions/lessons');
  await officer.page.getByRole('heading', { name: '学到了什么' }).waitFor();
  await snap(officer, 'opinions-lessons');
  const citizen = await system().arrive(null, { size: 'phone' });
  await citizen.open('/opinions/statistics?division=4306');
  await citizen.page.getByRole('heading', { level: 1, name: '群众意见统计：岳阳市' }).waitFor();
  await snap(citizen, 'opinions-statistics');
  await citizen.open('/opinions/new');
  await citizen.page.getByLabel('反映给哪一级人大').selectOption({ label: '岳阳市人民代表大会' });
  await citizen.page.getByLabel('您想说什么').fill('社区活动室晚上八点就关门，下了班的人用不上。希望开到九点半。');
  // Nobody fills in a form within a second.
  await citizen.page.waitForTimeout(1100);
  await citizen.page.getByRole('button', { name: '提交，拿回执' }).click();
  await citizen.page.getByRole('heading', { level: 1, name: '已收到您的意见' }).waitFor();
  await snap(citizen, 'opinions-public');
});
