// Administration by tier: the province's administrator lets in the city's, the city's the county's, the county's the township's; each
// congress groups its own deputies; the security administrator sees who can do what and which accounts sleep.
import { expect, it } from 'vitest';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const own = 'Chain-2026-Own';
/** What is pressed in a row, with the words for those who do not see the row. */
const named = (act: string, of = ''): RegExp => new RegExp(`^${act}\\s*：\\s*${of}`);

/** Makes an official of the province its system administrator, as `smart create-admin` would a new one; the user name. */
async function provinceAdministrator(): Promise<string> {
  const { app } = system();
  const [official] = await app.admin<{ username: string; person: string; congress: string }>(
    `SELECT u.username, p.id AS person, c.id AS congress FROM appointment a JOIN person p ON p.id = a.person_id JOIN auth_user u ON u.id = p.user_id JOIN congress c ON c.id = a.congress_id
     WHERE c.division_code = '43' ORDER BY a.id LIMIT 1`,
  );
  await app.admin('DELETE FROM appointment WHERE person_id = $1', [official?.person]);
  await app.admin(
    `INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on)
     SELECT gen_random_uuid(), $1, $2, o.id, '系统管理员', ARRAY['system_administrator'], '2022-01-05' FROM organ o WHERE o.congress_id = $2 AND o.kind = 'standing_committee' LIMIT 1`,
    [official?.person, official?.congress],
  );
  return official?.username ?? '';
}

/** Sets up an administrator of a congress below and returns the link that is shown once. */
async function invite({ page, open, inspect }: Person, congress: string, username: string, phone: string): Promise<string> {
  await open('/office/admin/congresses');
  await page.getByRole('searchbox').fill(congress.slice(0, 3));
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: named('管理员', congress) }).waitFor();
  await inspect('congresses');
  await page.getByRole('link', { name: named('管理员', congress) }).click();
  await page.getByRole('heading', { level: 1, name: congress }).waitFor();
  await inspect('congress-administrators');
  await page.getByRole('button', { name: '设立系统管理员' }).click();
  const dialog = page.getByRole('dialog', { name: '设立系统管理员' });
  await dialog.getByLabel('姓名').fill('下级管理员');
  await dialog.getByLabel('手机号').fill('1390');
  await dialog.getByLabel('用户名').fill(username);
  await dialog.getByRole('button', { name: '设立', exact: true }).click();
  // The draft is kept, and the field says what is wrong.
  await dialog.getByText('手机号应当为 11 位').first().waitFor();
  expect(await dialog.getByLabel('姓名').inputValue()).toBe('下级管理员');
  await inspect('congress-administrator-dialog');
  await dialog.getByLabel('手机号').fill(phone);
  await dialog.getByRole('button', { name: '设立', exact: true }).click();
  const link = await page.locator('.handover code').textContent();
  await inspect('congress-handover');
  return new URL(link ?? '').pathname;
}

/** The invited person sets the password on a phone and is in. */
async function accept(path: string, username: string, plain: boolean): Promise<void> {
  const guest = await system().arrive(null, { size: 'phone', plain, tolerated: /400|404/ });
  await guest.open(path);
  await guest.inspect('invitation');
  await guest.page.getByLabel('新密码').fill(own);
  await guest.page.getByLabel('再输入一次').fill('Another-2026-Own');
  await guest.page.getByRole('button', { name: '设置密码' }).click();
  await guest.page.getByText('两次输入的密码不一致').waitFor();
  await guest.page.getByLabel('新密码').fill(own);
  await guest.page.getByLabel('再输入一次').fill(own);
  await guest.page.getByRole('button', { name: '设置密码' }).click();
  await guest.page.getByText('密码已经设置').waitFor();
  await guest.open(path);
  await guest.page.getByText('已经使用或者已经撤销').waitFor();
  await guest.leave();
  await system().app.signIn(username, own);
}

/** Somebody signed in with the password they set themselves. */
async function arriveWithOwn(username: string, size: 'desk' | 'phone'): Promise<Person> {
  const { app } = system();
  const { cookie } = await app.signIn(username, own);
  const person = await system().arrive(null, { size, tolerated: /400/ });
  await person.context.addCookies(cookie.split('; ').map((line) => ({ name: line.slice(0, line.indexOf('=')), value: line.slice(line.indexOf('=') + 1), url: app.origin })));
  return person;
}

it('province, city, county, township: each lets in the administrator of the next, by an invitation that is good once', async () => {
  const [way] = await system().app.admin<{ township: string; county: string }>(
    `SELECT c.name AS township, p.name AS county FROM congress c JOIN congress p ON p.id = c.parent_id WHERE c.tier = 'township' AND p.division_code LIKE '4306%' ORDER BY c.division_code LIMIT 1`,
  );
  const province = await system().arrive(await provinceAdministrator(), { size: 'desk', tolerated: /400/ });
  await accept(await invite(province, '岳阳市人民代表大会', 'chain.city', '13907306001'), 'chain.city', false);
  const city = await arriveWithOwn('chain.city', 'phone');
  await accept(await invite(city, way?.county ?? '', 'chain.county', '13907306002'), 'chain.county', true);
  const county = await arriveWithOwn('chain.county', 'desk');
  await accept(await invite(county, way?.township ?? '', 'chain.town', '13907306003'), 'chain.town', false);
  const town = await arriveWithOwn('chain.town', 'phone');
  await town.open('/office/admin/congresses');
  await town.page.getByText('没有下一级人大').waitFor();
});

it('a parameter says what it does to open cases before it is saved, also when the tier above is to apply again', async () => {
  const { page, open, inspect } = await system().arrive('admin.system', { tolerated: /400/ });
  await open('/office/admin/parameters');
  await page.getByRole('button', { name: named('调整', '答复期限') }).click();
  const dialog = page.getByRole('dialog', { name: '答复期限' });
  const effect = dialog.getByRole('region', { name: '调整的影响' });
  await dialog.getByLabel('答复期限').fill('4');
  await effect.getByText('代表法第五十一条').waitFor();
  await dialog.getByLabel('答复期限').fill('2');
  await effect.getByText('新的期限（2 个月）只适用于保存之后开始计算的事项').waitFor();
  await effect.getByText(/下级 \d+ 个人大未自行设定/).waitFor();
  await inspect('parameter');
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: named('调整', '答复期限') }).click();
  await dialog.getByRole('button', { name: '恢复沿用' }).click();
  await effect.getByText('恢复沿用 3 个月').waitFor();
  await effect.getByText('新的期限（3 个月）只适用于保存之后开始计算的事项').waitFor();
  await dialog.getByRole('button', { name: '保存' }).click();
  await dialog.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: named('调整', '逐级督办（县级以上）') }).click();
  const ladder = page.getByRole('dialog', { name: '逐级督办（县级以上）' });
  await ladder.getByLabel('逐级督办（县级以上）').fill('-20、0、7、15、30、60');
  await ladder.getByText(/按新的日数逐级督办，其中 \d+ 项/).waitFor();
});

it.each(['desk', 'phone'] as const)('delegations, deputy groups, electing units and quota (%s)', async (size) => {
  const officer = await system().arrive('admin.system', { size, tolerated: /400/ });
  const { page, open, inspect } = officer;
  const name = size === 'desk' ? '环保' : '水利';
  await open('/office/admin/groups');
  await page.getByRole('button', { name: '组织代表小组' }).first().click();
  await page.getByLabel('名称').fill(`${name}代表小组`);
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: `${name}代表小组的成员` }).waitFor();
  const search = page.getByRole('searchbox', { name: '查找本级和上级代表' });
  const [deputy] = await system().app.admin<{ name: string }>(`SELECT p.name FROM mandate m JOIN person p ON p.id = m.person_id JOIN congress c ON c.id = m.congress_id WHERE c.division_code = '4306' AND m.status = 'active' ORDER BY p.name LIMIT 1`);
  await search.fill(deputy?.name ?? '');
  await search.press('Enter');
  await page.getByRole('button', { name: named('编入', deputy?.name ?? '') }).first().click();
  await page.getByRole('button', { name: named('任组长', deputy?.name ?? '') }).click();
  await page.getByText('不足 3 名代表').first().waitFor();
  await inspect('groups');

  await open('/office/admin/delegations');
  await page.getByRole('button', { name: '设立代表团' }).first().click();
  await page.getByLabel('名称').fill(`${name}代表团`);
  await page.getByRole('button', { name: '设立', exact: true }).click();
  await page.getByRole('rowheader', { name: `${name}代表团` }).waitFor();
  await page.getByRole('button', { name: named('代表') }).first().click();
  await page.getByRole('heading', { name: /的代表$/ }).waitFor();
  await inspect('delegations');

  await open('/office/admin/constituencies');
  await page.getByRole('button', { name: '登记批准的名额' }).click();
  await page.getByLabel('人口数').fill('5050000');
  await page.getByLabel('代表名额').fill('700');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('代表总名额不得超过 650 名（选举法第十二条）').first().waitFor();
  await page.getByLabel('代表名额').fill('430');
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByText('按照现有人口计算为 442 名').waitFor();
  await inspect('constituencies');
});

it.each(['desk', 'phone'] as const)('who can do what, dormant accounts, and what a change of duties gives and takes (%s)', async (size) => {
  const { app } = system();
  await app.admin(`UPDATE auth_user SET last_signed_in_at = now() - interval '400 days' WHERE username = $1`, [size === 'desk' ? 'city.office.second' : 'city.housing']);
  const security = await system().arrive('admin.security', { size });
  await security.open('/office/admin/abilities');
  await security.page.getByRole('searchbox').fill('核查');
  await security.page.keyboard.press('Enter');
  await security.page.getByRole('button', { name: named('有哪些人') }).first().click();
  await security.page.getByText('因担任').first().waitFor();
  await security.inspect('abilities');
  await security.open('/office/admin/dormant');
  await security.page.getByRole('button', { name: named('停用') }).first().waitFor();
  await security.inspect('dormant');
  await security.page.getByRole('button', { name: named('保留') }).first().click();
  await security.page.getByLabel('理由').fill('长期驻外仍需使用');
  await security.page.getByRole('dialog').getByRole('button', { name: '保留' }).click();
  await security.page.getByText(/：已保留/).waitFor();

  const administrator = await system().arrive('admin.system', { size });
  const [person] = await app.admin<{ id: string }>(`SELECT p.id FROM person p JOIN auth_user u ON u.id = p.user_id WHERE u.username = 'city.housing'`);
  await administrator.open(`/office/admin/people/${person?.id ?? ''}`);
  await administrator.page.getByRole('button', { name: named('调整') }).first().click();
  const dialog = administrator.page.getByRole('dialog', { name: /调整任职/ });
  await dialog.getByText('可以办理的事项没有增减').waitFor();
  await dialog.getByLabel('承办单位主要负责人（签发答复）').click();
  await dialog.getByText(/将(增加|失去) \d+ 项/).first().waitFor();
  await administrator.inspect('change-appointment');
  await dialog.getByLabel('职务').fill(`调整后的职务${size === 'desk' ? '一' : '二'}`);
  await dialog.getByRole('button', { name: '取消' }).click();
});
