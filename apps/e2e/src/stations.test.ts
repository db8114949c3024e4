// 代表联络站: the office founds a station and puts deputies there, a citizen without JavaScript finds them, a code is scanned, a reception day is
// announced in time and recorded by a deputy's phone, and the archive knows.
import { budgetOf } from '@smart/effort/tasks';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { scan } from './acts/scan.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const photograph = join(import.meta.dirname, '../../server/src/demo/station-room.jpg');
/** Another one at every try, so that one that failed does not stand in the way of the next. */
let tries = 0;

it('联络站：设立、按建议进站、群众按地区和代表码找到代表，不用 JavaScript', async () => {
  const name = `城陵矶街道联络站${(tries += 1)}`;
  const officer = await system().arrive('district.office', { tolerated: /400/ });
  await officer.open('/office/stations');
  await officer.page.getByRole('button', { name: '设立联络站' }).first().click();
  const form = officer.page.getByRole('dialog');
  await form.getByLabel('站名').fill(name);
  await form.getByLabel('所在地').selectOption({ label: '城陵矶街道' });
  await form.getByLabel('地址').fill('港城路一号');
  await form.getByLabel('开放时间').fill('工作日 9:00–17:00');
  await form.getByLabel('值班电话').fill('请打给我');
  await form.getByRole('button', { name: '保存' }).click();
  // What is wrong is said by its field; nothing typed is lost.
  await form.getByText('值班电话只填号码，例如 0730-8880000').first().waitFor();
  expect(await form.getByLabel('地址').inputValue()).toBe('港城路一号');
  await form.getByLabel('值班电话').fill('0730-0000601');
  await form.getByLabel('立法联系点').check();
  await officer.inspect('office-station-sheet');
  await form.getByRole('button', { name: '保存' }).click();
  await officer.page.getByRole('heading', { level: 1, name }).waitFor();

  await officer.open('/office/stations/placing');
  await officer.page.getByText('由第1选区').first().waitFor();
  await officer.inspect('office-placing');
  await officer.page.getByRole('button', { name: /^按建议安排全部/ }).click();
  await officer.page.getByText(/已安排 \d+ 名代表进站/).waitFor();
  await officer.page.getByText(/没有合适的站可供建议/).waitFor();
  // The tier above sees how far they are.
  const above = await system().arrive('city.office');
  await above.open('/office/stations/placing');
  await above.page.getByRole('heading', { name: '下级进站情况' }).waitFor();
  await above.page.getByRole('row', { name: /^岳阳楼区人民代表大会 \d+ 名 [1-9]\d* 名/ }).waitFor();
  await above.inspect('office-placing-below');
  await officer.open('/office/stations');
  await officer.inspect('office-stations');
  await officer.page.getByRole('link', { name }).click();
  await officer.page.getByRole('heading', { name: /进站代表（[1-9]/ }).waitFor();
  await officer.inspect('office-station');

  const citizen = await system().arrive(null, { size: 'phone', plain: true, tolerated: /404/ });
  await citizen.open('/');
  await citizen.page.getByRole('link', { name: '找代表', exact: true }).click();
  await citizen.page.getByRole('link', { name: '湖南省', exact: true }).click();
  await citizen.page.getByRole('navigation', { name: '按方位选择' }).waitFor();
  await citizen.inspect('public-find-province');
  await citizen.page.getByRole('link', { name: /^岳阳市，联络站/ }).click();
  await citizen.page.getByRole('link', { name: /^岳阳楼区，联络站/ }).click();
  await citizen.page.getByRole('link', { name: '城陵矶街道', exact: true }).click();
  await citizen.page.getByRole('heading', { name: '岳阳市人民代表大会', exact: true }).waitFor();
  await citizen.page.getByRole('heading', { name: '岳阳楼区人民代表大会', exact: true }).waitFor();
  await citizen.inspect('public-find');
  await citizen.page.getByRole('heading', { name: '岳阳楼区人民代表大会', exact: true }).locator('xpath=..').getByRole('link').first().click();
  await citizen.page.getByText('还没有安排联络站').or(citizen.page.getByText('工作日 9:00–17:00')).first().waitFor();
  const code = new URL(citizen.page.url()).pathname.slice(3);
  await citizen.inspect('public-deputy');
  await citizen.page.getByRole('link', { name: '打印联系卡' }).click();
  await citizen.page.getByRole('img', { name: /二维码/ }).waitFor();
  await citizen.inspect('public-deputy-card');
  // An address as it is written on an envelope; one that nobody can place says so.
  await citizen.open('/find');
  await citizen.page.getByLabel('写地址').fill('岳阳市岳阳楼区城陵矶街道港城路一号');
  await citizen.page.getByRole('button', { name: '查找' }).last().click();
  await citizen.page.getByText('城陵矶街道的各级代表').waitFor();
  await citizen.open('/find?address=某某路一号');
  await citizen.page.getByText('没有认出地址中的县区、乡镇或者街道').waitFor();
  await citizen.inspect('public-find-address');
  // The code as somebody types it; a wrong one says so.
  await citizen.open('/find');
  await citizen.page.getByLabel('输入代表码').fill(` ${code.toLowerCase()} `);
  await citizen.page.getByRole('button', { name: '打开' }).click();
  await citizen.page.waitForURL(`**/d/${code}`);
  await citizen.open('/find?code=ZZZZZZ');
  await citizen.page.getByRole('alert').getByText('没有这个代表码').waitFor();
  await citizen.open('/d/ZZZZZZ');
  await citizen.page.getByRole('heading', { level: 1, name: '没有这个代表码' }).waitFor();

  await citizen.open('/stations');
  await citizen.page.getByLabel('站名、地址或者乡镇街道').fill('城陵矶');
  await citizen.page.getByRole('button', { name: '查找' }).click();
  await citizen.inspect('public-stations');
  await citizen.page.getByRole('link', { name }).click();
  await citizen.page.getByRole('heading', { name: '代表信息和联系名单' }).waitFor();
  await citizen.page.getByText('本站还没有公布工作制度。').waitFor();
  await citizen.page.getByText('今年还没有接待记录、群众意见和公开的建议。').waitFor();
  await citizen.inspect('public-station');
  const desk = await system().arrive(null);
  await desk.open(new URL(citizen.page.url()).pathname);
  await desk.inspect('public-station');
  for (const person of [officer, citizen, desk, above]) expect(person.complaints).toEqual([]);
});

it('接待日：太晚不能公告，公告后网站和代表手机上都有，代表当天三下记好，档案自动记入', async () => {
  const { as } = troupeOf(system().app);
  const theme = `物业和停车${(tries += 1)}`;
  const office = await as('district.office');
  const { trpc } = office;
  const saved = await trpc.stations.save.mutate({ name: `洛王街道联络站${tries}`, kind: 'station', label: '代表联络站', divisionCode: '430602012', address: '洛王路一号' });
  const deputy = await as('deputy.district');
  const me = (await deputy.trpc.session.me.query()).capacities.find(({ kind, label }) => kind === 'mandate' && label.startsWith('岳阳楼区'))?.id ?? '';
  await trpc.stations.confirmPlacing.mutate({ mandateIds: [me], stationId: saved.id });

  const officer = await system().arrive('district.office');
  await officer.open('/office/stations/receptions');
  await officer.page.getByRole('button', { name: '安排接待日' }).first().click();
  const form = officer.page.getByRole('dialog');
  await form.getByLabel('联络站').selectOption({ label: `洛王街道联络站${tries}` });
  await form.getByRole('checkbox').first().check();
  await form.getByLabel('主题（可不填）').fill(theme);
  await officer.inspect('office-reception-sheet');
  await form.getByRole('button', { name: '保存' }).click();
  const row = officer.page.getByRole('row').filter({ hasText: theme });
  await row.getByRole('button', { name: /^公告/ }).click();
  await officer.page.getByText('已公告，网站和代表').waitFor();
  await officer.inspect('office-receptions');

  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  const { code } = await trpc.stations.detail.query({ id: saved.id });
  const wall = await system().arrive(null);
  await wall.open(`/s/${code}/poster`);
  await citizen.open(await scan(wall.page.getByRole('img', { name: /^二维码/ })));
  await citizen.page.getByText(`主题：${theme}`).waitFor();
  await citizen.inspect('public-station-ahead');
  // Scanned; two taps, nothing typed but what there is to say.
  await citizen.page.getByRole('link', { name: /^预约/ }).click();
  await citizen.page.getByRole('heading', { level: 1, name: '预约接待日' }).waitFor();
  await citizen.page.getByLabel('想反映什么').fill('小区晚上没有地方停车，打我 13900000000');
  await citizen.inspect('public-booking-form');
  await citizen.page.waitForTimeout(1100); // faster than anybody types is taken for a program
  await citizen.page.getByRole('button', { name: '确认预约' }).click();
  await citizen.page.getByRole('heading', { level: 1, name: '预约好了' }).waitFor();
  await citizen.inspect('public-booking');
  const receipt = new URL(citizen.page.url()).pathname;
  await officer.open('/office/stations/receptions');
  await row.getByText('1 人预约').click();
  await row.getByText('小区晚上没有地方停车').waitFor();
  await officer.inspect('office-receptions-booked');

  // The day comes.
  await system().app.admin(`UPDATE reception_day SET held_on = (now() AT TIME ZONE 'Asia/Shanghai')::date WHERE theme = $1`, [theme]);
  const phone = await system().arrive('deputy.district', { size: 'phone', tolerated: /ERR_INTERNET_DISCONNECTED/ });
  await phone.open('/deputy/');
  await phone.page.getByText('接待日待记录').waitFor();
  // The poster at the station is scanned on the deputy's own phone: one tap.
  await phone.open(`/s/${code}?today=1`);
  phone.taps();
  await phone.page.getByRole('link', { name: '接待代表签到' }).click();
  await phone.page.getByText('已签到').waitFor();
  expect(phone.taps(), 'deputy: sign in by QR').toBe(Math.min(1, budgetOf('sign_in')));
  await phone.inspect('deputy-sign-in');
  await phone.open('/deputy/');
  phone.taps();
  await phone.page.getByRole('link', { name: new RegExp(`洛王街道联络站${tries}`) }).click();
  await phone.page.getByRole('heading', { level: 1, name: '我的联络站' }).waitFor();
  await phone.page.getByText('小区晚上没有地方停车，打我 ［电话已隐去］').waitFor();
  await phone.page.getByRole('button', { name: /^记录接待情况/ }).click();
  const sheet = phone.page.getByRole('dialog');
  await sheet.getByLabel('接待人数').fill('5');
  await sheet.getByLabel('反映的问题').fill('小区停车位不够');
  await sheet.getByLabel('接待形式').selectOption('集中座谈');
  await sheet.getByLabel('照片（可不添加）').setInputFiles([photograph]);
  await sheet.getByRole('button', { name: /移除.*station-room/ }).waitFor();
  await phone.inspect('deputy-reception-sheet');
  // No network in the village: kept on the phone, sent when there is one, and there once.
  await phone.context.setOffline(true);
  await sheet.getByRole('button', { name: '保存' }).click();
  await phone.page.getByText('已存在本机，联网后自动发送').waitFor();
  expect(phone.taps(), 'deputy: record a reception').toBe(Math.min(3, budgetOf('record_reception')));
  await phone.page.getByRole('heading', { name: '存在本机，还没有发出' }).waitFor();
  await phone.page.getByText('接待记录').waitFor();
  expect(await phone.page.getByRole('button', { name: /^记录接待情况/ }).count()).toBe(0);
  await phone.inspect('deputy-station-offline');
  await phone.context.setOffline(false);
  await phone.page.getByText('已发送存在本机的 1 条记录').waitFor();
  expect(await system().app.admin(`SELECT count(*)::int AS times FROM action_log l JOIN reception_day d ON d.id = l.subject_id WHERE d.theme = $1 AND l.action = 'record'`, [theme])).toEqual([{ times: 1 }]);
  await phone.page.getByText(/今年已参加接待 \d 次，全年不少于 2 次/).waitFor();
  await phone.page.getByText('接待 5 人，集中座谈').waitFor();
  // The picture came with it, once.
  const shown = phone.page.getByRole('img', { name: '照片 1，点开看大图' });
  await shown.scrollIntoViewIfNeeded();
  await expect.poll(() => shown.evaluateAll((images) => images.map((image) => image instanceof HTMLImageElement && image.naturalWidth > 0))).toEqual([true]);
  await phone.inspect('deputy-station');
  await expect.poll(() => system().app.admin('SELECT title FROM duty_record WHERE mandate_id = $1', [me]), { timeout: 30_000 }).toContainEqual({ title: `在洛王街道联络站${tries}接待选民` });
  await phone.open('/deputy/duty');
  await phone.page.getByText('参加选民接待日').first().waitFor();
  // How many came is public, what they said is not. (Another address: a browser keeps a public page for a minute.)
  await citizen.open(`/s/${code}?again=1`);
  await citizen.page.getByText('年接待选民 1 次、5 人次。').waitFor();
  expect(await citizen.page.content()).not.toContain('小区停车位不够');
  await citizen.open(`${receipt}?again=1`);
  await citizen.page.getByRole('heading', { level: 1, name: /接待日预约/ }).waitFor();
  for (const person of [officer, citizen]) expect(person.complaints).toEqual([]);
});

it('走访：没有网络也能记，联网后只到一次；群众的问题一并交办；别人看不到', async () => {
  const name = `王奶奶${(tries += 1)}`;
  const phone = await system().arrive('deputy.district', { size: 'phone', tolerated: /ERR_INTERNET_DISCONNECTED|400/ });
  await phone.open('/deputy/visits');
  await phone.page.getByRole('button', { name: '登记联系户' }).click();
  const form = phone.page.getByRole('dialog');
  await form.getByLabel('怎么称呼').fill(name);
  await form.getByLabel('电话').fill('家里电话');
  await form.getByRole('button', { name: '保存' }).click();
  await form.getByText('电话只填号码').first().waitFor();
  await form.getByLabel('电话').fill('');
  await form.getByRole('button', { name: '保存' }).click();
  await phone.page.getByRole('heading', { name }).waitFor();
  await phone.page.getByText('已保存，只有您自己看得到').waitFor();

  // From the first page: three taps besides text.
  await phone.open('/deputy/');
  phone.taps();
  await phone.page.getByRole('link', { name: '记走访' }).first().click();
  const sheet = phone.page.getByRole('dialog');
  await sheet.getByLabel('走访谁').selectOption({ label: name });
  await sheet.getByLabel('情况').fill('一切都好');
  await phone.inspect('deputy-visit-sheet');
  await sheet.getByRole('button', { name: '保存' }).click();
  await phone.page.getByText('已记下，履职档案自动记入').waitFor();
  expect(phone.taps(), 'deputy: log a visit').toBeLessThanOrEqual(budgetOf('log_visit'));

  // Noted of the wrong house: put right in place, what it said before below it.
  await phone.open('/deputy/visits');
  const entry = phone.page.getByRole('article').filter({ hasText: '一切都好' }).last();
  await entry.getByRole('button', { name: /^更正/ }).click();
  await sheet.getByLabel('情况').fill('水管已经修好');
  await sheet.getByLabel('方式').selectOption({ label: '电话联系' });
  await phone.inspect('deputy-visit-edit');
  await sheet.getByRole('button', { name: '保存' }).click();
  await phone.page.getByText('已更正，履职档案随之更新').waitFor();
  await phone.page.getByText('更正过 1 次').first().click();
  await phone.page.getByText(/以前：.*一切都好/).first().waitFor();
  await phone.inspect('deputy-visits-corrected');

  // In the village, with a question to hand in; the page is opened while there is a network, then it is gone.
  const before = await system().app.admin<{ opinions: number }>(`SELECT count(*)::int AS opinions FROM opinion WHERE source = 'visit'`);
  await phone.context.setOffline(true);
  await phone.page.getByRole('button', { name: '记走访', exact: true }).click();
  await sheet.getByLabel('把群众反映的问题交人大办理').check();
  await sheet.getByRole('textbox', { name: /^反映的问题/ }).fill('三组的机井抽不上水，菜地快旱死了');
  await sheet.getByRole('button', { name: '保存' }).click();
  await phone.page.getByText('已存在本机，联网后自动发送').waitFor();
  // Out of battery, and on again at home.
  await phone.context.setOffline(false);
  await phone.open('/deputy/visits');
  await phone.page.getByText('交办的群众意见').first().waitFor();
  await phone.page.getByText('存在本机，还没有发出').waitFor({ state: 'detached' });
  await phone.page.reload();
  await phone.page.getByText('交办的群众意见').first().waitFor();
  await phone.inspect('deputy-visits');
  expect(await system().app.admin(`SELECT count(*)::int AS opinions FROM opinion WHERE source = 'visit'`)).toEqual([{ opinions: (before[0]?.opinions ?? 0) + 1 }]);
  await phone.page.getByRole('link', { name: '交办的群众意见' }).first().click();
  await phone.page.getByText('三组的机井抽不上水').first().waitFor();
  expect(JSON.stringify(await system().app.admin('SELECT cipher FROM household'))).not.toContain(name);
});

it('五星级：本级自评，有依据才能报，上一级逐项审核后公布，网站上看得到为什么', async () => {
  const { as } = troupeOf(system().app);
  const name = `评定站${(tries += 1)}`;
  const { trpc } = await as('district.office');
  const saved = await trpc.stations.save.mutate({ name, kind: 'station', label: '代表联络站', divisionCode: '430602012', address: '洛王路二号', hours: '工作日', phone: '0730-0000602', rules: '每月接待', plan: '接待六次', planYear: Number(new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 4)) });
  const { code } = await trpc.stations.detail.query({ id: saved.id });

  const officer = await system().arrive('district.office', { tolerated: /403/ });
  // One line more under a heading, for this district and its townships.
  const line = `设有无障碍通道${tries}`;
  await officer.open('/office/stations/criteria');
  await officer.page.getByRole('button', { name: /^增加项目.*服务保障到位/ }).click();
  await officer.page.getByRole('dialog').getByLabel('项目').fill(line);
  await officer.inspect('office-criterion-sheet');
  await officer.page.getByRole('dialog').getByRole('button', { name: '增加' }).click();
  await officer.page.getByText(/本级增加（/).first().waitFor();
  await officer.inspect('office-criteria');
  await officer.open(`/office/stations/${saved.id}`);
  await officer.page.getByRole('link', { name: '五到位、五星级' }).click();
  await officer.page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor();
  await officer.page.getByText('进站代表 0 名，有代表码 0 名').waitFor();
  await officer.page.getByRole('checkbox', { name: new RegExp(line) }).waitFor();
  for (const what of ['工作经费已落实', '场所、设备、人员和经费有长期保障']) await officer.page.getByRole('checkbox', { name: new RegExp(what) }).check();
  await officer.page.getByLabel('依据（工作经费已落实）').fill('列入本年部门预算');
  await officer.page.getByRole('button', { name: /^报.*审核$/ }).click();
  await officer.page.getByText(/有 1 项自评达到但没有写明依据/).waitFor();
  await officer.inspect('office-rating-assess');
  await officer.page.getByLabel('依据（场所、设备、人员和经费有长期保障）').fill('街道长期提供');
  await officer.page.getByRole('button', { name: /^报.*审核$/ }).click();
  await officer.page.getByText('已报上级审核').waitFor();

  const city = await system().arrive('city.office', { tolerated: /400/ });
  await city.open('/office/stations/ratings');
  await city.inspect('office-ratings');
  await city.page.getByRole('link', { name }).click();
  await city.page.getByText('列入本年部门预算').waitFor();
  // What is found otherwise than it was handed in says why; nothing that was typed is lost.
  await city.page.getByLabel('审核意见').fill('制度健全');
  await city.page.getByRole('checkbox', { name: /场所、设备、人员和经费有长期保障/ }).uncheck();
  await city.page.getByRole('button', { name: '审核并公布' }).click();
  await city.page.getByText(/审核结论与自评不同，请写明理由/).first().waitFor();
  await city.page.getByLabel(/^不同于自评的理由/).fill('只有一年的协议');
  await city.inspect('office-rating-audit');
  await city.page.getByRole('button', { name: '审核并公布' }).click();
  await city.page.getByText('已公布：五到位达到 1 项，1 星').waitFor();
  await city.inspect('office-rating-published');

  for (const size of ['phone', 'desk'] as const) {
    const citizen = await system().arrive(null, { size, plain: true });
    await citizen.open(`/s/${code}`);
    await citizen.page.getByText('1 星，五公开达到 2 项，五到位达到 1 项').waitFor();
    await citizen.page.getByText('审核说明：只有一年的协议').waitFor();
    await citizen.inspect('public-station-rated');
    expect(citizen.complaints).toEqual([]);
  }
  await officer.open('/office/notices');
  await officer.page.getByText(new RegExp(`${name}.*1 星`)).first().waitFor({ timeout: 30_000 });
});

it('联络站联络员：手机登录只见本站，代群众登记，当场答复，转主席团交办；站合并后不再能办', async () => {
  tries += 1;
  const light = `老街公厕的灯坏了${tries}天`;
  const drain = `集镇排水沟堵了${tries}天`;
  const name = `集镇联络站${tries}`;
  // A try that failed half-way has left the clerk at its station.
  await system().app.admin(`DELETE FROM station_staff f USING appointment a WHERE a.id = f.appointment_id AND 'station_clerk' = ANY (a.roles)`);
  const clerk = await system().arrive('station.clerk', { size: 'phone' });
  await clerk.open('/office/');
  await clerk.page.getByText('还没有指定您所在的联络站').waitFor();
  await clerk.inspect('office-station-desk-none');

  const presidium = await system().arrive('town.office');
  await presidium.open('/office/stations');
  await presidium.page.getByRole('button', { name: '设立联络站' }).first().click();
  const founding = presidium.page.getByRole('dialog');
  await founding.getByLabel('站名').fill(name);
  await founding.getByLabel('所在地').selectOption({ index: 1 });
  await founding.getByLabel('地址').fill('老街一号');
  await founding.getByLabel('添加站长、联络员').selectOption({ label: await founding.getByLabel('添加站长、联络员').locator('option', { hasText: '联络站联络员' }).innerText() });
  await founding.getByLabel(/的职务$/).selectOption({ label: '联络员' });
  await founding.getByRole('button', { name: '保存' }).click();
  await presidium.page.getByRole('heading', { level: 1, name }).waitFor();

  await clerk.open('/office/');
  await clerk.page.getByRole('heading', { level: 1, name: '我的联络站' }).waitFor();
  await clerk.page.getByText(name).first().waitFor();
  await clerk.inspect('office-station-desk');
  const desk = await system().arrive('station.clerk');
  await desk.open('/office/');
  await desk.page.getByRole('heading', { level: 1, name: '我的联络站' }).waitFor();
  await desk.inspect('office-station-desk');
  // Nothing of administration, of suggestions or of other stations in the menu.
  expect(await desk.page.getByRole('navigation', { name: '工作台导航' }).getByRole('link').allInnerTexts()).toEqual(['我的联络站', '群众意见', '联络站', '选民接待日', '代班', '应急授权', '我的账号']);

  // What the station looks like: taken with the phone, in words, in order; everybody sees it.
  await clerk.page.getByRole('main').getByRole('link', { name, exact: true }).click();
  await clerk.page.getByRole('button', { name: '添加照片' }).click();
  for (const [at, alt] of ['公示栏', '一楼接待室'].entries()) {
    await clerk.page.locator('input[type=file]').setInputFiles([photograph]);
    await clerk.page.getByLabel(`第 ${at + 1} 张照片的说明`).fill(alt);
  }
  await clerk.page.getByRole('button', { name: /^前移.*2/ }).click();
  await clerk.inspect('office-station-pictures-form');
  await clerk.page.getByRole('button', { name: '保存', exact: true }).click();
  await clerk.page.getByText('已保存，公开页面随之更新').waitFor();
  await clerk.page.getByRole('region', { name: '照片' }).getByRole('img', { name: '公示栏' }).waitFor();
  expect(await clerk.page.getByRole('region', { name: '照片' }).getByRole('img').evaluateAll((images) => images.map((image) => image.getAttribute('alt')))).toEqual(['一楼接待室', '公示栏']);
  await clerk.inspect('office-station-pictures');
  const citizen = await system().arrive(null, { size: 'phone', plain: true });
  await citizen.open((await clerk.page.getByRole('link', { name: /^公开页面/ }).getAttribute('href')) ?? '');
  await citizen.page.getByRole('img', { name: '一楼接待室' }).waitFor();
  await citizen.inspect('public-station-pictures');
  expect(citizen.complaints).toEqual([]);

  const takeDown = async (words: string): Promise<void> => {
    const { page } = clerk;
    await clerk.open('/office/station');
    await page.getByRole('button', { name: '代群众登记' }).click();
    const form = page.getByRole('dialog');
    await form.getByLabel('群众说了什么').fill(`${words}，请派人来看看。`);
    await form.getByRole('button', { name: '登记', exact: true }).click();
    await page.getByRole('dialog', { name: '已登记，请把回执交给群众' }).waitFor();
    await form.getByRole('button', { name: '已交给群众' }).click();
    await page.getByRole('link', { name: new RegExp(words) }).click();
    await page.getByRole('heading', { level: 1, name: new RegExp(words) }).waitFor();
  };
  await takeDown(light);
  await clerk.inspect('office-station-opinion');
  await clerk.page.getByRole('button', { name: '现场答复' }).click();
  await clerk.page.getByLabel('答复内容').fill('站里已经联系维修，今晚恢复照明。');
  await clerk.page.getByRole('dialog').getByRole('button', { name: '现场答复' }).click();
  await clerk.page.getByText('已答复，群众凭回执').waitFor();

  await takeDown(drain);
  await clerk.page.getByRole('button', { name: '受理' }).click();
  await clerk.page.getByText('转站长或者主席团交办').waitFor();
  expect(await clerk.page.getByRole('button', { name: '交办' }).count()).toBe(0);

  await presidium.open('/office/');
  await presidium.page.getByRole('link', { name: new RegExp(`交办群众意见：${drain}`) }).click();
  await presidium.page.getByRole('button', { name: '交办' }).click();
  const sheet = presidium.page.getByRole('dialog');
  await sheet.getByLabel('承办单位').selectOption({ index: 1 });
  await sheet.getByLabel('说明').fill('请三天内疏通');
  await sheet.getByRole('button', { name: '交办' }).click();
  await presidium.page.getByText(/已交.+办理/).waitFor();
  // The desk goes on seeing what became of it.
  await desk.open('/office/opinions');
  await desk.page.getByRole('row').filter({ hasText: drain }).getByText('已交办').waitFor();
  await desk.inspect('office-station-opinions');
  await desk.open('/office/stations/receptions');
  await desk.inspect('office-station-receptions');

  // The station is closed: from then on there is nothing to do in this post.
  await presidium.open(`/office/stations?q=${encodeURIComponent(name)}`);
  await presidium.page.getByRole('link', { name }).click();
  await presidium.page.getByRole('button', { name: '撤销' }).click();
  await presidium.page.getByRole('dialog').getByLabel('理由').fill('房屋维修');
  await presidium.page.getByRole('dialog').getByRole('button', { name: '撤销' }).click();
  await presidium.page.getByText('已撤销，记录保留').waitFor();
  await clerk.open('/office/station');
  await clerk.page.getByText('还没有指定您所在的联络站').waitFor();
  for (const person of [clerk, desk, presidium]) expect(person.complaints).toEqual([]);
});

it('系统管理员登记联络站联络员的任职，并选择所在联络站', async () => {
  const name = `城区代表之家${(tries += 1)}`;
  const { as } = troupeOf(system().app);
  await (await as('city.office')).trpc.stations.save.mutate({ name, kind: 'house', label: '人大代表之家', divisionCode: '4306', address: '南湖大道一号' });
  const admin = await system().arrive('admin.system');
  await admin.open('/office/admin/people');
  await admin.page.getByRole('main').getByRole('row').getByRole('link').first().click();
  await admin.page.getByText('登记任职', { exact: true }).click();
  await admin.page.getByLabel('机构').selectOption({ label: '代表工作委员会' }).catch(async () => void (await admin.page.getByLabel('机构').selectOption({ index: 1 })));
  await admin.page.getByLabel('职务').fill('联络员');
  await admin.page.getByLabel(/联络站站长、联络员/).check();
  await admin.page.getByLabel(name).selectOption({ label: '联络员' });
  await admin.inspect('office-appointment-desks');
  await admin.page.getByRole('button', { name: '登记', exact: true }).click();
  await admin.page.getByText(`联络站：${name}（联络员）`).waitFor();
  await admin.inspect('office-person-desks');
  expect(admin.complaints).toEqual([]);
});

it('联络站分布：市人大在图上看各县区的联络站和平均每站意见，没有边界的用条形图，图下有表格', async () => {
  const { trpc } = await system().app.signIn('city.office');
  const { rows } = await trpc.stations.list.query({ q: '洞庭湖畔联络站' });
  if (rows.length === 0) await trpc.stations.save.mutate({ name: '洞庭湖畔联络站', kind: 'station', label: '人大代表联络站', divisionCode: '430602', address: '洞庭北路 8 号' });
  const officer = await system().arrive('city.office');
  await officer.open('/office/stations');
  await officer.page.getByRole('button', { name: '看分布图' }).click();
  await officer.page.getByRole('img', { name: /^联络站分布：/ }).and(officer.page.locator('[data-drawn=yes]')).waitFor();
  await officer.page.getByText('示意图，没有审图号').first().waitFor();
  await officer.page.getByRole('button', { name: '查看表格：联络站分布' }).click();
  await officer.page.getByRole('row', { name: /岳阳楼区/ }).first().waitFor();
  await officer.inspect('office-stations-map');
  expect(officer.complaints).toEqual([]);
});
