// 述职报告: made of the archive, each paragraph opens what it tells of, written on by phone without a network, the archive's news come in beside what was
// written by hand, taken along as a file, given; the office reads what was given.
import { readFileSync } from 'node:fs';
import type { Download } from 'playwright-core';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const bytesOf = async (file: Download): Promise<Buffer> => readFileSync(await file.path());
let tries = 0;

it('述职报告：一键生成初稿，改过的不被覆盖，新的履职标明加入，登记后办公室核实、下载', async () => {
  const run = (tries += 1);
  const { as } = troupeOf(system().app);
  const { trpc } = await as('deputy.district');
  const { id: me } = (await trpc.session.me.query()).capacities[0] ?? { id: '' };
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const record = (kind: string, title: string): Promise<unknown> =>
    system().app.admin(
      `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, event_id, event_at, record_key, kind, title, occurred_on, subject_type, subject_id)
       SELECT gen_random_uuid(), m.congress_id, m.id, m.person_id, gen_random_uuid(), now(), gen_random_uuid()::text, $2, $3, $4::date, 'duty_declaration', gen_random_uuid() FROM mandate m WHERE m.id = $1`,
      [me, kind, title, today],
    );
  await system().app.admin('DELETE FROM duty_report WHERE mandate_id = $1', [me]);
  await system().app.admin(`DELETE FROM duty_record WHERE mandate_id = $1`, [me]);
  await record('research', `调研农村公路${run}`);
  await record('inspection', `视察菜市场${run}`);

  const phone = await system().arrive('deputy.district', { size: 'phone', tolerated: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/ });
  const { page } = phone;
  await phone.open('/deputy/duty');
  await page.getByRole('link', { name: '述职报告' }).click();
  await page.getByRole('button', { name: '生成初稿' }).waitFor();
  await phone.inspect('deputy-report-empty');
  phone.taps();
  await page.getByRole('button', { name: '生成初稿' }).click();
  await page.getByText(`专题调研：调研农村公路${run}`).waitFor();
  expect(phone.taps(), 'deputy: a first draft').toBe(1);
  await page.getByText('已保存').waitFor();
  await phone.inspect('deputy-report');
  await page.getByRole('link', { name: /^看原件/ }).first().click();
  await page.getByRole('heading', { level: 1, name: '补充的履职' }).waitFor();
  await page.goBack();

  // Written in a tunnel.
  const paragraph = page.getByRole('listitem').filter({ hasText: `调研农村公路${run}` });
  await paragraph.waitFor();
  await phone.context.setOffline(true);
  await paragraph.getByRole('button', { name: /^修改/ }).click();
  const field = page.getByLabel('这一段');
  await field.fill(`三月走了六个村的公路${run}，提出养护意见三条。`);
  await page.getByRole('button', { name: '改好了' }).click();
  await page.getByRole('listitem').filter({ hasText: `视察菜市场${run}` }).getByRole('button', { name: /^删去/ }).click();
  await page.getByText('未联网，已存在本机').waitFor();
  await phone.context.setOffline(false);
  await page.getByText('已保存').waitFor({ timeout: 20_000 });

  await record('practical_work', `为老人联系助餐点${run}`);
  await system().app.admin('UPDATE duty_record SET title = $2 WHERE mandate_id = $1 AND title = $3', [me, `调研农村公路养护${run}`, `调研农村公路${run}`]);
  await phone.open('/deputy/duty/report');
  await page.getByRole('heading', { name: /^档案有 \d+ 处更新$/ }).waitFor();
  await phone.inspect('deputy-report-news');
  await page.getByRole('button', { name: '并入报告' }).click();
  await page.getByRole('listitem').filter({ hasText: `为老人联系助餐点${run}` }).getByText('新增').waitFor();
  await page.getByText(`三月走了六个村的公路${run}，提出养护意见三条。`).waitFor();
  expect(await page.getByText(`视察菜市场${run}`).count()).toBe(0);
  await page.getByRole('heading', { name: /^档案有/ }).waitFor({ state: 'detached' });
  await page.getByText('已保存').waitFor();
  await phone.inspect('deputy-report-merged');
  // Both texts are there to choose from; on a phone one below the other.
  const [mine, theirs] = [page.getByRole('region', { name: /^您写的：/ }), page.getByRole('region', { name: /^档案现在是：/ })];
  await theirs.getByText(`专题调研：调研农村公路养护${run}`).waitFor();
  const [above, below] = [await mine.boundingBox(), await theirs.boundingBox()];
  expect((above?.y ?? 0) + (above?.height ?? 0)).toBeLessThanOrEqual(below?.y ?? 0);
  await mine.getByRole('button', { name: '保留我写的' }).click();
  await theirs.waitFor({ state: 'detached' });
  await page.getByText(`三月走了六个村的公路${run}，提出养护意见三条。`).waitFor();
  await page.getByText('已保存').waitFor();

  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载 Word' }).click()]);
  expect((await bytesOf(file)).subarray(0, 2).toString('latin1')).toBe('PK');

  await system().app.admin(`INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) SELECT congress_id, 'duty.publish_reports', 'true', '张华', now() FROM mandate WHERE id = $1 ON CONFLICT (congress_id, key) DO NOTHING`, [me]);
  await phone.open('/deputy/duty/report');
  await page.getByRole('button', { name: '登记述职' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByText('请填写述职地点').waitFor();
  await sheet.getByLabel('地点').fill('湖滨社区会议室');
  await sheet.getByLabel('同意在网站公开这份报告').check();
  await phone.inspect('deputy-report-give');
  await sheet.getByRole('button', { name: '登记' }).click();
  await page.getByText(/^已于.*述职，待核/).waitFor();
  await page.getByText('您已同意公开，办公室核实后显示在您的公开页面').waitFor();
  await phone.inspect('deputy-report-given');

  const officer = await system().arrive('district.office');
  await officer.open('/office/duty/declarations');
  await officer.page.getByRole('button', { name: /^核实.*述职$/ }).first().click();
  await officer.page.getByText(/^已核实 1 条/).waitFor();
  await officer.open(`/office/duty/deputies/${me}`);
  const link = officer.page.getByRole('list', { name: '述职报告' }).getByRole('link', { name: 'PDF' });
  await link.waitFor();
  await officer.inspect('office-duty-report');
  const [given] = await Promise.all([officer.page.waitForEvent('download'), link.click()]);
  expect((await bytesOf(given)).subarray(0, 4).toString('latin1')).toBe('%PDF');

  const citizen = await system().arrive(null, { size: 'phone', tolerated: /404/ });
  await system().app.admin(`INSERT INTO deputy_code (congress_id, person_id, code) SELECT congress_id, person_id, 'AB2345' FROM mandate WHERE id = $1 ON CONFLICT DO NOTHING`, [me]);
  const [code] = await system().app.admin<{ code: string }>('SELECT q.code FROM deputy_code q JOIN mandate m ON m.person_id = q.person_id WHERE m.id = $1', [me]);
  await citizen.open(`/d/${code?.code ?? ''}`);
  await citizen.page.getByRole('link', { name: /年述职报告$/ }).click();
  await citizen.page.getByText(`三月走了六个村的公路${run}，提出养护意见三条。`).waitFor();
  expect(await citizen.page.getByText(`视察菜市场${run}`).count()).toBe(0);
  await citizen.inspect('public-deputy-report');
  await phone.open('/deputy/duty/report');
  await page.getByRole('button', { name: '不再公开' }).click();
  await page.getByText('这份报告没有公开').waitFor();
  await citizen.page.reload();
  await citizen.page.getByText('没有找到').first().waitFor();
  expect(await citizen.page.getByText(`三月走了六个村的公路${run}`).count()).toBe(0);

  const desk = await system().arrive('deputy.district');
  await desk.open('/deputy/duty/report');
  await desk.page.getByText(/^已于.*述职，已核实/).waitFor();
  await desk.inspect('deputy-report-desk');
  for (const person of [phone, officer, desk, citizen]) expect(person.complaints).toEqual([]);
});
