// 代表联络站: the office founds a station and puts deputies there, a citizen without JavaScript finds them, a code is scanned, a reception day is
// announced in time and recorded by a deputy's phone, and the archive knows.
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
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
  await officer.open('/office/stations');
  await officer.inspect('office-stations');
  await officer.page.getByRole('link', { name }).click();
  await officer.page.getByRole('heading', { name: /进站代表（[1-9]/ }).waitFor();
  await officer.inspect('office-station');

  const citizen = await system().arrive(null, { size: 'phone', plain: true, tolerated: /404/ });
  await citizen.open('/');
  await citizen.page.getByRole('link', { name: '找代表', exact: true }).click();
  for (const place of ['湖南省', '岳阳市', '岳阳楼区', '城陵矶街道']) await citizen.page.getByRole('link', { name: place, exact: true }).click();
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
  await citizen.page.getByText('今年还没有接待记录和公开的建议。').waitFor();
  await citizen.inspect('public-station');
  const desk = await system().arrive(null);
  await desk.open(new URL(citizen.page.url()).pathname);
  await desk.inspect('public-station');
  for (const person of [officer, citizen, desk]) expect(person.complaints).toEqual([]);
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
  await citizen.open(`/s/${code}`);
  await citizen.page.getByText(`主题：${theme}`).waitFor();

  // The day comes.
  await system().app.admin(`UPDATE reception_day SET held_on = (now() AT TIME ZONE 'Asia/Shanghai')::date WHERE theme = $1`, [theme]);
  const phone = await system().arrive('deputy.district', { size: 'phone', tolerated: /ERR_INTERNET_DISCONNECTED/ });
  await phone.open('/deputy/');
  await phone.page.getByText('接待日待记录').waitFor();
  phone.taps();
  await phone.page.getByRole('link', { name: new RegExp(`洛王街道联络站${tries}`) }).click();
  await phone.page.getByRole('heading', { level: 1, name: '我的联络站' }).waitFor();
  await phone.page.getByRole('button', { name: /^记录接待情况/ }).click();
  const sheet = phone.page.getByRole('dialog');
  await sheet.getByLabel('接待人数').fill('5');
  await sheet.getByLabel('反映的问题').fill('小区停车位不够');
  await phone.inspect('deputy-reception-sheet');
  // Cut off in the middle: said, and nothing typed is lost.
  await phone.context.setOffline(true);
  await sheet.getByRole('button', { name: '保存' }).click();
  await sheet.getByText('网络不通，没有提交').waitFor();
  await phone.context.setOffline(false);
  await sheet.getByRole('button', { name: '保存' }).click();
  await phone.page.getByText('已记录，参加接待的代表').waitFor();
  expect(phone.taps(), 'deputy: record a reception, one try more for the network').toBe(4);
  await phone.page.getByText(/今年已参加接待 \d 次，全年不少于 2 次/).waitFor();
  await phone.inspect('deputy-station');
  await expect.poll(() => system().app.admin('SELECT title FROM duty_record WHERE mandate_id = $1', [me]), { timeout: 30_000 }).toContainEqual({ title: `在洛王街道联络站${tries}接待选民` });
  await phone.open('/deputy/duty');
  await phone.page.getByText('参加选民接待日').first().waitFor();
  // How many came is public, what they said is not. (Another address: a browser keeps a public page for a minute.)
  await citizen.open(`/s/${code}?again=1`);
  await citizen.page.getByText('年接待选民 1 次、5 人次。').waitFor();
  expect(await citizen.page.content()).not.toContain('小区停车位不够');
  for (const person of [officer, citizen]) expect(person.complaints).toEqual([]);
});
