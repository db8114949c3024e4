// Pictures of 建议提交 in the manual: the earlier answer beside the draft, a paper suggestion entered by the office.
import { it } from 'vitest';
import * as deputies from '../acts/deputy.ts';
import { troupeOf } from '../acts/api.ts';
import { matter } from '../acts/texts.ts';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem();

it('draws the earlier answer', async () => {
  await troupeOf(system().app).reply({ title: '关于改善城陵矶片区公交候车条件的建议' });
  const deputy = await system().arrive('deputy.cosigner', { size: 'phone' });
  await deputies.writeDraft(deputy, { ...matter, title: '关于城陵矶公交候车时间仍然过长的建议' });
  const card = deputy.page.getByRole('region', { name: '以前有类似的建议，先看答复' });
  await card.getByText('答复：').first().waitFor();
  await snap(deputy, 'deputy-earlier', card);
});

it('draws the entry of a paper suggestion', async () => {
  const officer = await system().arrive('city.office');
  await officer.page.setViewportSize({ width: 1280, height: 800 });
  await officer.open('/office/papers');
  await officer.page.getByRole('button', { name: '录入纸质建议' }).click();
  await officer.page.getByLabel('标题').fill('关于修缮南津港大堤步道的建议');
  await snap(officer, 'office-paper');
});
