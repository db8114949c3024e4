// A deputy withdraws: alone at once, a joint suggestion only when everybody who signed agrees. Handling stops.
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { openNotice } from './acts/deputy.ts';
import { matter } from './acts/texts.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

it('alone: with a reason, and the organ has nothing left to do', async () => {
  const troupe = troupeOf(system().app);
  const id = await troupe.accept({ title: '关于撤回的建议' });
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open(`/deputy/suggestions/${id}`);
  await deputy.page.getByRole('button', { name: '撤回建议' }).click();
  await deputy.page.getByText('请先写明撤回理由').waitFor();
  await deputy.inspect('deputy-withdraw');
  await deputy.page.getByLabel('撤回理由').fill('问题已经由街道解决。');
  await deputy.page.getByRole('button', { name: '确认撤回' }).click();
  await deputy.page.getByText('建议已撤回，办理已终止').waitFor();
  const clerk = await system().arrive('city.transport.clerk');
  await clerk.open('/office/');
  await clerk.page.getByText('没有待办事项').waitFor();
  await clerk.inspect('office-inbox-empty');
});

it('together: the co-signer is asked, reads the reason, agrees, and then it is withdrawn', async () => {
  const troupe = troupeOf(system().app);
  const title = '关于联名撤回的建议';
  const lead = await troupe.as('deputy.city');
  const cosigner = await troupe.as('deputy.cosigner');
  const { id } = await lead.trpc.suggestions.saveDraft.mutate({ ...matter, title, topic: 'transport', publishConsent: true });
  const me = await cosigner.trpc.session.me.query();
  await lead.trpc.suggestions.inviteCosigners.mutate({ id, mandateIds: [me.capacities[0]?.id ?? ''] });
  await cosigner.trpc.suggestions.answerCosign.mutate({ id, agree: true });
  await lead.trpc.suggestions.submit.mutate({ id });

  const [deputy, other] = [await system().arrive('deputy.city', { size: 'phone' }), await system().arrive('deputy.cosigner', { size: 'phone' })];
  await deputy.open(`/deputy/suggestions/${id}`);
  await deputy.page.getByRole('button', { name: '申请撤回' }).click();
  await deputy.page.getByLabel('撤回理由').fill('情况已经变化。');
  await deputy.page.getByRole('button', { name: '提出撤回' }).click();
  await deputy.page.getByText('正在征求联名代表意见').first().waitFor();

  await openNotice(other, '请您答复撤回征询', title);
  await other.page.getByText('理由：情况已经变化。').first().waitFor();
  await other.inspect('deputy-withdrawal-asked');
  await other.page.getByRole('button', { name: '同意撤回', exact: true }).click();
  await other.page.getByText('已同意撤回').first().waitFor();
  await expect.poll(async () => (await troupe.detail(id, 'deputy.city')).state).toBe('withdrawn');
});
