// The picture of what tasks cost, from the demonstration as a first start leaves it.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('demonstration');

it('draws what tasks cost', async () => {
  const officer = await system().arrive('district.office');
  await officer.open('/office/effort');
  await officer.page.locator('[data-drawn=yes]').nth(2).waitFor();
  await snap(officer, 'office-effort');
});
