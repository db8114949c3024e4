// 办事用时: what a task cost is counted by itself on phone and desk, arrives as sums without a person, and the office sees where effort is lost.
import { keyTasks } from '@smart/effort/tasks';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

/** Turned away from, as a phone that is put into a pocket. */
async function pocket({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => 'visible' });
  });
}
const sums = (): Promise<{ task: string; measure: string; bucket: number; count: number }[]> =>
  system().app.admin('SELECT e.task, e.measure, e.bucket, e.count FROM effort_day e JOIN congress c ON c.id = e.congress_id WHERE c.division_code = $1 ORDER BY 1, 2, 3', ['430602']);

it('办事用时：手机上自动记点击、用时和离开的一步，不记人；办公室看到哪里费事', async () => {
  await system().app.admin('DELETE FROM effort_day');
  const officer = await system().arrive('district.office');
  await officer.open('/office/effort');
  await officer.page.getByText('还没有办事用时').waitFor();
  await officer.inspect('office-effort-empty');

  const phone = await system().arrive('deputy.district', { size: 'phone' });
  await phone.open('/deputy/visits');
  await phone.page.getByRole('button', { name: '记走访', exact: true }).click();
  await phone.page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await phone.page.getByRole('dialog').waitFor({ state: 'detached' });
  // A suggestion is begun and left.
  await phone.page.getByRole('navigation').getByRole('link', { name: '写建议' }).click();
  await phone.page.getByLabel('标题').fill('关于修缮灌渠的建议');
  await phone.page.getByRole('link', { name: /返回首页/ }).click();
  await phone.page.getByRole('heading', { level: 1 }).waitFor();
  await pocket(phone);
  await expect.poll(sums).toEqual([
    { task: 'log_visit', measure: 'seconds', bucket: 5, count: 1 }, { task: 'log_visit', measure: 'taps', bucket: 2, count: 1 }, { task: 'submit_suggestion', measure: 'left', bucket: 2, count: 1 },
  ]);
  expect(keyTasks.log_visit.taps).toBeGreaterThanOrEqual(2);

  // A batch that is lost is nobody's trouble.
  await phone.context.route('**/effortMeter.record*', (route) => route.abort());
  await phone.page.getByRole('navigation').getByRole('link', { name: '写建议' }).click();
  await phone.page.getByLabel('标题').waitFor();
  await phone.page.getByRole('link', { name: /返回首页/ }).click();
  await pocket(phone);
  await phone.context.unroute('**/effortMeter.record*');

  const { trpc } = await troupeOf(system().app).as('deputy.district');
  const done = (taps: number, seconds: number) => ({ task: 'evaluate_reply' as const, end: 'done' as const, taps, seconds });
  await trpc.effortMeter.record.mutate({ samples: [done(2, 9), done(4, 40), done(4, 41), done(5, 70), done(2, 12), { task: 'evaluate_reply', end: 'refused' }, { task: 'evaluate_reply', end: 'refused' }] });
  await officer.open('/office/effort?days=30');
  await officer.page.getByText('评价答复 4 次（规定 2 次）超过规定').waitFor();
  await officer.page.getByText('提交没有通过 2 次').waitFor();
  await officer.page.getByText(/还不足 5 次的：.*提交建议/).waitFor();
  await officer.page.locator('[data-drawn=yes]').nth(2).waitFor();
  await officer.inspect('office-effort');
  const small = await system().arrive('district.office', { size: 'phone' });
  await small.open('/office/effort');
  await small.page.locator('[data-drawn=yes]').nth(2).waitFor();
  await small.inspect('office-effort-phone');
  for (const person of [officer, small]) expect(person.complaints).toEqual([]);
});

it('办事用时：群众在网站上反映意见、查进展也只记总数；没有填完离开的算离开', async () => {
  await system().app.admin('DELETE FROM effort_day');
  const citizen = await system().arrive(null, { size: 'phone', tolerated: /opinions\/new/ });
  const { page } = citizen;
  const toForm = async (): Promise<void> => {
    await citizen.open('/c/430602');
    await page.getByRole('link', { name: '反映意见', exact: true }).first().click();
    await page.getByLabel('反映给哪一级人大').selectOption({ label: '岳阳楼区人民代表大会' });
  };
  await toForm();
  // What is too short is turned back, by the server too; the task goes on.
  await page.getByLabel('您想说什么').evaluate((field) => field.removeAttribute('minlength'));
  await page.getByLabel('您想说什么').fill('灯坏');
  await page.waitForTimeout(1100);
  await page.getByRole('button', { name: '提交，拿回执' }).click();
  await page.locator('#content-problem').waitFor();
  await page.getByLabel('您想说什么').fill('滨湖路口的路灯坏了一周，晚上看不清路。');
  await page.getByRole('button', { name: '提交，拿回执' }).click();
  await page.getByRole('heading', { level: 1, name: '已收到您的意见' }).waitFor();
  await expect.poll(sums).toEqual([{ task: 'file_opinion', measure: 'seconds', bucket: 5, count: 1 }, { task: 'file_opinion', measure: 'taps', bucket: 3, count: 1 }]);

  const [number, code] = await page.getByRole('definition').allInnerTexts();
  await page.getByRole('link', { name: '查意见办理进展' }).click();
  await page.getByLabel('回执编号').fill(number ?? '');
  await page.getByLabel('查询码').fill(code ?? '');
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByRole('heading', { level: 1, name: '意见办理进展' }).waitFor();
  const found = [{ task: 'find_receipt', measure: 'seconds', bucket: 5, count: 1 }, { task: 'find_receipt', measure: 'taps', bucket: keyTasks.find_receipt.taps, count: 1 }];
  await expect.poll(async () => (await sums()).filter(({ task }) => task === 'find_receipt')).toEqual(found);

  // Typed, and away to another site.
  await toForm();
  await page.getByLabel('您想说什么').fill('还想说');
  await page.waitForTimeout(3100);
  await page.goto('about:blank');
  await expect.poll(async () => (await sums()).filter(({ measure }) => measure === 'left')).toEqual([{ task: 'file_opinion', measure: 'left', bucket: 2, count: 1 }]);

  // What is no task of the site, and a congress that is none, change nothing.
  const tell = (body: unknown) => fetch(`${system().app.origin}/effort`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const before = await sums();
  const end = { task: 'file_opinion', end: 'opened' };
  expect((await tell({ division: '430602', samples: [{ task: 'evaluate_reply', end: 'opened' }] })).status).toBe(400);
  expect((await tell({ division: '430602', samples: [{ ...end, text: '内容' }] })).status).toBe(400);
  expect((await tell({ division: '99', samples: [end] })).status).toBe(204);
  expect(await sums()).toEqual(before);
  expect(citizen.complaints).toEqual([]);
});
