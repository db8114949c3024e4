// 履职档案: it fills itself, the first page names the one next thing, what happened elsewhere is declared by phone without a network and arrives
// once, the office confirms it, the archive opens what each record came from, and the public reads figures.
import { budgetOf } from '@smart/effort/tasks';
import { refreshFigures } from '@smart/duty/plan/figures';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { useSystem } from './harness/system.ts';

const photograph = join(import.meta.dirname, '../../server/src/demo/station-room.jpg');
const system = useSystem();
let tries = 0;

it('履职：首页给出下一步，没有网络也能补充，办公室核实后计入，网站按年公示次数', async () => {
  const title = `调研农村公路养护${(tries += 1)}`;
  const { as } = troupeOf(system().app);
  const phone = await system().arrive('deputy.district', { size: 'phone', tolerated: /ERR_INTERNET_DISCONNECTED|400/ });
  await phone.open('/deputy/');
  // The one next thing, with the link that does it.
  const card = phone.page.getByRole('region', { name: /^今年履职/ });
  await card.getByText(/^下一步：/).waitFor();
  await phone.inspect('deputy-home-duty');
  await card.getByRole('link', { name: /项完成$/ }).click();
  await phone.page.getByRole('heading', { level: 1, name: '履职清单' }).waitFor();
  await phone.inspect('deputy-duty-plan');
  await phone.page.getByLabel('不要按季提醒我履职进度').check();
  await phone.page.getByText('不再提醒履职进度').waitFor();
  await phone.page.getByLabel('不要按季提醒我履职进度').uncheck();

  await phone.open('/deputy/duty/declared');
  await phone.context.setOffline(true);
  phone.taps();
  await phone.page.getByRole('button', { name: '补充履职' }).click();
  const sheet = phone.page.getByRole('dialog');
  await sheet.getByLabel('做了什么').fill('会');
  await sheet.getByText('请写明做了什么，不少于 4 个字').waitFor();
  await sheet.getByLabel('做了什么').fill(title);
  await sheet.getByLabel(/^成果/).fill('提出养护资金安排的意见三条');
  await sheet.getByLabel('照片（可不添加）').setInputFiles([photograph]);
  await sheet.getByRole('button', { name: /移除|删除/ }).first().waitFor();
  await phone.inspect('deputy-declare-sheet');
  await sheet.getByRole('button', { name: '提交' }).click();
  await phone.page.getByText('已存在本机，联网后自动发送').waitFor();
  expect(phone.taps(), 'deputy: declare').toBe(Math.min(2, budgetOf('declare_duty')));
  await phone.inspect('deputy-declared-offline');
  await phone.context.setOffline(false);
  await phone.page.getByText('已发送存在本机的 1 条记录').waitFor();
  await phone.page.getByRole('heading', { name: title }).waitFor();
  expect(await system().app.admin('SELECT count(*)::int AS times FROM duty_declaration WHERE title = $1', [title])).toEqual([{ times: 1 }]);
  await phone.page.getByRole('img', { name: /^照片 1/ }).waitFor();
  await phone.inspect('deputy-declared');

  // Sent back with a reason, put right, confirmed.
  const officer = await system().arrive('district.office', { tolerated: /400/ });
  await officer.open('/office/duty/declarations');
  await officer.page.getByText(title).first().waitFor();
  await officer.inspect('office-duty-declarations');
  await officer.page.getByRole('button', { name: new RegExp(`^退回.*${title}$`) }).click();
  await officer.page.getByRole('dialog').getByLabel('理由').fill('请写明调研了哪些乡镇');
  await officer.inspect('office-duty-return');
  await officer.page.getByRole('dialog').getByRole('button', { name: '退回' }).click();
  await officer.page.getByText('已退回，代表收到理由后可以修改。').waitFor();
  await phone.open('/deputy/duty/declared');
  await phone.page.getByText('请写明调研了哪些乡镇').first().waitFor();
  await phone.page.getByRole('button', { name: new RegExp(`^修改.*${title}$`) }).click();
  await sheet.getByLabel(/^地点/).fill('西塘镇、康王乡');
  await sheet.getByRole('button', { name: '提交' }).click();
  await phone.page.getByText('已提交，办公室核实后计入档案。').waitFor();
  await officer.open('/office/duty/declarations');
  await officer.page.getByLabel(new RegExp(`^选择.*${title}$`)).check();
  await officer.page.getByRole('button', { name: '核实所选 1 条' }).click();
  await officer.page.getByText('已核实 1 条，计入代表的履职档案').waitFor();

  // The archive of the deputy, by subsystem; each record opens what it came from.
  const { id: me } = (await (await as('deputy.district')).trpc.session.me.query()).capacities[0] ?? { id: '' };
  await expect.poll(() => system().app.admin(`SELECT title FROM duty_record WHERE standing = 'counted' AND mandate_id = $1`, [me]), { timeout: 30_000 }).toContainEqual({ title });
  await phone.open('/deputy/duty');
  await phone.page.getByRole('link', { name: /^代表活动 [1-9]/ }).click();
  await phone.page.getByRole('link', { name: title }).waitFor();
  await phone.page.getByText('西塘镇、康王乡').first().waitFor();
  await phone.inspect('deputy-duty');
  await phone.page.getByRole('link', { name: title }).click();
  await phone.page.getByRole('heading', { level: 1, name: '补充的履职' }).waitFor();

  // The office sees all deputies, one archive, the list it sets, and takes the table away.
  await officer.open('/office/duty?sort=most');
  await officer.page.getByRole('row').nth(1).getByRole('link').waitFor();
  await officer.inspect('office-duty');
  const href = await officer.page.getByRole('link', { name: 'Excel' }).getAttribute('href');
  const table = await officer.page.request.get(`${system().app.origin}${href ?? ''}`);
  expect([table.status(), table.headers()['content-type']]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']);
  await officer.open(`/office/duty/deputies/${me}`);
  await officer.page.getByRole('link', { name: title }).waitFor();
  await officer.inspect('office-duty-archive');
  await officer.open('/office/duty/plan');
  await officer.page.getByLabel('第 1 项').fill('固定联系选区群众（户）');
  await officer.page.getByLabel('全年次数').first().fill('很多');
  await officer.page.getByRole('button', { name: '保存', exact: true }).click();
  await officer.page.getByText('第 1 项：').waitFor();
  await officer.page.getByLabel('全年次数').first().fill('8');
  await officer.inspect('office-duty-plan');
  await officer.page.getByRole('button', { name: '保存', exact: true }).click();
  await officer.page.getByRole('dialog').getByText(/名代表中有 \d+ 名还有未完成的项目/).waitFor();
  await officer.page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await officer.page.getByText('已保存，代表手机上随之显示').waitFor();
  await phone.open('/deputy/duty/plan');
  await phone.page.getByRole('heading', { name: '固定联系选区群众（户）' }).waitFor();

  // The tier above and anybody: figures, no word of what was done.
  const { services } = system().app;
  await system().app.admin(`INSERT INTO deputy_code (congress_id, person_id, code) SELECT congress_id, person_id, $2 FROM mandate WHERE id = $1 ON CONFLICT DO NOTHING`, [me, `AB234${4 + tries}`]);
  const [congress] = await system().app.admin<{ id: string; code: string }>('SELECT m.congress_id AS id, q.code FROM mandate m JOIN deputy_code q ON q.person_id = m.person_id WHERE m.id = $1', [me]);
  await services.units.unitOfWork({ role: 'smart_app', 'app.congress': congress?.id ?? '' }, (unit) => refreshFigures(services.workOf(unit, 'test'), congress?.id ?? ''));
  const above = await system().arrive('city.office');
  await above.open('/office/duty/below');
  await above.page.getByRole('row').filter({ hasText: '岳阳楼区' }).getByText(/[1-9]/).first().waitFor();
  await above.inspect('office-duty-below');
  expect(await above.page.content()).not.toContain(title);
  for (const size of ['phone', 'desk'] as const) {
    const citizen = await system().arrive(null, { size, plain: true });
    await citizen.open(`/d/${congress?.code ?? ''}`);
    await citizen.page.getByRole('heading', { level: 2, name: '履职情况' }).waitFor();
    await citizen.page.getByText('专题调研').waitFor();
    expect(await citizen.page.content()).not.toContain(title);
    await citizen.inspect('public-deputy-duty');
    expect(citizen.complaints).toEqual([]);
  }
  for (const person of [phone, officer, above]) expect(person.complaints).toEqual([]);
});
