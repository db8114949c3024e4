// The smallest tier: no standing committee, the presidium's chairman does it all, and on a phone.
import { expect, it } from 'vitest';
import { submitDraft, writeDraft } from './acts/deputy.ts';
import { assign, register } from './acts/office.ts';
import { troupeOf } from './acts/api.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

it('a township deputy\'s suggestion is registered by the presidium and handed to the township\'s government', async () => {
  const title = '关于集镇农村公路路灯的建议';
  const deputy = await system().arrive('deputy.town', { size: 'phone' });
  const id = await writeDraft(deputy, {
    title,
    background: '集镇至中学的农村公路两侧没有路灯，冬季放学时天色已黑，学生步行回家存在安全隐患。',
    proposal: '建议镇人民政府在集镇至中学的农村公路加装太阳能路灯，并明确维护责任。',
  });
  await submitDraft(deputy);
  // A township has no office of a standing committee: its presidium examines (代表法 51).
  await deputy.page.getByText('人大主席团').first().waitFor();
  const chair = await system().arrive('town.office', { size: 'phone' });
  await chair.open('/office/');
  await chair.inspect('office-town-inbox');
  await register(chair, title);
  await assign(chair, title);
  await chair.open(`/office/suggestions/${id}`);
  await chair.inspect('office-town-suggestion');
  const detail = await troupeOf(system().app).detail(id, 'town.office');
  expect(detail.numberLabel).toMatch(/^镇二十届人大/);
  expect(detail.state).toBe('assigned');
  await deputy.open(`/deputy/suggestions/${id}`);
  await deputy.page.getByText(/^现在由.+办理/).waitFor();
  expect([...deputy.complaints, ...chair.complaints]).toEqual([]);
});
