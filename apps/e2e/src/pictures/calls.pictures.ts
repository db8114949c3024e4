// The pictures of 建议征集, from the demonstration as a first start leaves it.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('demonstration');

it('draws calls for topics', async () => {
  const { trpc } = await system().app.signIn('city.office');
  const { rows } = await trpc.calls.list.query({});
  const call = rows.find(({ running }) => running);
  const officer = await system().arrive('city.office');
  await officer.page.setViewportSize({ width: 1280, height: 860 });
  await officer.open(`/office/calls/${call?.id ?? ''}`);
  await officer.page.getByRole('region', { name: '系统提示：可能是同一件事' }).waitFor();
  await snap(officer, 'calls-office');
  const deputy = await system().arrive('deputy.third', { size: 'phone' });
  await deputy.open(`/deputy/calls/${call?.id ?? ''}`);
  await deputy.page.getByRole('button', { name: /认领/ }).first().waitFor();
  await snap(deputy, 'calls-deputy', deputy.page.getByRole('heading', { name: '选题' }));
  const citizen = await system().arrive(null, { size: 'phone' });
  await citizen.open(`/calls/${call?.id ?? ''}`);
  await snap(citizen, 'calls-public');
});
