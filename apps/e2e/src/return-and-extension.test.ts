// An organ that is not competent gives back; one that needs longer asks; who handed it over decides, and the deputy is told.
import { formatDate } from '@smart/kernel/dates';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { openNotice } from './acts/deputy.ts';
import { takeTask } from './acts/office.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

it('a department gives back with a reason; the congress agrees and hands it over anew, the deputy\'s limit running on', async () => {
  const troupe = troupeOf(system().app);
  const title = '关于退办的建议';
  const id = await troupe.assign({ title });
  const before = (await troupe.detail(id)).replyDueOn;
  const [clerk, officer] = [await system().arrive('city.transport.clerk'), await system().arrive('city.office')];
  await takeTask(clerk, '签收', title);
  await clerk.page.getByRole('button', { name: '申请退办' }).click();
  await clerk.page.getByLabel('不属于本单位职责').click();
  await clerk.page.getByRole('textbox', { name: '理由' }).fill('站台建设由城市管理部门负责。');
  await clerk.inspect('office-return-sheet');
  await clerk.page.getByRole('button', { name: '提交申请' }).click();
  await clerk.page.getByText('审核同意前仍由本单位负责').first().waitFor();

  await takeTask(officer, '审核退办', title);
  await officer.page.getByText('站台建设由城市管理部门负责。').first().waitFor();
  await officer.inspect('office-decide-return');
  await officer.page.getByRole('button', { name: '同意退办' }).click();
  await expect.poll(async () => (await troupe.detail(id)).state).toBe('registered');
  expect((await troupe.detail(id)).deadlines.find((one) => one.kind === 'reply_total' && one.status === 'open')?.dueOn).toBe(before);

  await takeTask(officer, '交办', title);
  await officer.page.getByRole('dialog', { name: '交办' }).waitFor();
});

it('a department asks for more time; the congress agrees and the deputy is told the new date', async () => {
  const troupe = troupeOf(system().app);
  const title = '关于延期的建议';
  const id = await troupe.accept({ title });
  const [clerk, officer, deputy] = [await system().arrive('city.transport'), await system().arrive('city.office'), await system().arrive('deputy.city', { size: 'phone' })];
  await clerk.open(`/office/suggestions/${id}#handling`);
  await clerk.page.getByRole('button', { name: '申请延期' }).click();
  await clerk.page.getByRole('textbox', { name: '理由' }).fill('需要等待客流调查的结果。');
  await clerk.inspect('office-extension-sheet');
  await clerk.page.getByRole('button', { name: '提交申请' }).click();
  await clerk.page.getByText('已提交延期申请').waitFor();
  const until = (await troupe.detail(id)).extensions[0]?.requestedUntil ?? '';

  await takeTask(officer, '审批延期', title);
  await officer.inspect('office-decide-extension');
  await officer.page.getByRole('button', { name: '同意延期' }).click();
  await expect.poll(async () => (await troupe.detail(id)).extensions[0]?.state).toBe('granted');

  await openNotice(deputy, '已同意延期', title);
  await deputy.page.getByText(formatDate(until)).first().waitFor();
  await deputy.inspect('deputy-extended');
});
