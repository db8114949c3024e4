// 履职计分: each point opens the record it came from, a missing one is objected to by phone, the office corrects it with a reason, closes a year, and tries rules on last year before they hold.
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
let tries = 0;

it('履职计分：每一分对应一条记录，缺了的提异议，办公室更正、试算规则、年度定版', async () => {
  const words = `列席七月常委会没有计入${(tries += 1)}`;
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  const { as } = troupeOf(system().app);
  const { id: me, congressId } = (await (await as('deputy.district')).trpc.session.me.query()).capacities[0] ?? { id: '', congressId: '' };
  // Something in last year's archive, so that a simulation has what to weigh and a year can be closed.
  await system().app.admin(
    `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, event_id, event_at, record_key, kind, title, occurred_on, subject_type, subject_id)
     SELECT gen_random_uuid(), m.congress_id, m.id, m.person_id, gen_random_uuid(), now(), 'points:' || k.year, 'suggestion_submitted', '关于修缮灌渠的建议', (k.year || '-05-06')::date, 'suggestion', gen_random_uuid()
     FROM mandate m, (VALUES ($2::int), ($2::int - 1)) k(year) WHERE m.id = $1 ON CONFLICT DO NOTHING`,
    [me, year],
  );

  const phone = await system().arrive('deputy.district', { size: 'phone', tolerated: /409/ });
  await phone.open('/deputy/duty');
  await phone.page.getByRole('link', { name: '履职计分' }).click();
  await phone.page.getByRole('heading', { level: 1, name: '履职计分' }).waitFor();
  await phone.page.getByText('不影响代表依法行使各项权利').waitFor();
  await phone.page.locator('summary').filter({ hasText: '议案建议' }).click();
  const source = phone.page.getByRole('link', { name: '关于修缮灌渠的建议' }).first();
  expect(await source.getAttribute('href')).toMatch(/^\/deputy\/suggestions\//);
  await phone.inspect('deputy-duty-points');
  await phone.page.locator('summary').filter({ hasText: '列席常委会' }).click();
  phone.taps();
  await phone.page.getByRole('button', { name: /^缺了一项.*列席常委会$/ }).click();
  const sheet = phone.page.getByRole('dialog');
  await sheet.getByLabel('异议内容').fill('无');
  await sheet.getByText('请写明异议内容，不少于 4 个字').waitFor();
  await sheet.getByLabel('异议内容').fill(words);
  await phone.inspect('deputy-duty-objection');
  await sheet.getByRole('button', { name: '提出' }).click();
  // The demonstration's deputy may have one waiting of the same part: it is withdrawn first, and what was typed is still there.
  const open = sheet.getByText('正在等待办公室处理');
  await open.or(phone.page.getByText('已提出，办公室处理后给您发通知。')).first().waitFor();
  if (await open.isVisible()) {
    await phone.page.keyboard.press('Escape');
    await phone.page.getByRole('button', { name: /^撤回.*异议：/ }).first().click();
    await phone.page.getByText('异议已撤回。').waitFor();
    await phone.page.getByRole('button', { name: /^缺了一项.*列席常委会$/ }).click();
    expect(await sheet.getByLabel('异议内容').inputValue()).toBe(words);
    await sheet.getByRole('button', { name: '提出' }).click();
    await phone.page.getByText('已提出，办公室处理后给您发通知。').waitFor();
  }

  const officer = await system().arrive('district.office', { tolerated: /409/ });
  await officer.open('/office/duty/objections');
  await officer.page.getByText(words).first().waitFor();
  await officer.inspect('office-duty-objections');
  await officer.page.getByRole('button', { name: new RegExp(`^更正.*${words}$`) }).click();
  const dialog = officer.page.getByRole('dialog');
  await dialog.getByText('请填写增加的分值').waitFor();
  await dialog.getByLabel('增加的分值').fill('5');
  await dialog.getByLabel('理由').fill('签到表上有名，补计一次');
  await officer.inspect('office-duty-uphold');
  await dialog.getByRole('button', { name: '更正' }).click();
  await officer.page.getByText('已更正，代表的计分随之改变').waitFor();
  await phone.open('/deputy/duty/points');
  await phone.page.getByRole('region', { name: '我的异议' }).getByText('签到表上有名，补计一次').first().waitFor();

  await officer.open(`/office/duty/points/${me}`);
  await officer.page.getByRole('link', { name: '关于修缮灌渠的建议' }).first().waitFor();
  await officer.page.getByRole('button', { name: '登记准假' }).click();
  await dialog.getByLabel('理由').fill('住院期间准假');
  await dialog.getByRole('button', { name: '登记' }).click();
  await officer.page.getByText('已登记，计分随之改变').waitFor();
  await officer.page.getByText('住院期间准假').first().waitFor();
  await officer.inspect('office-duty-points-deputy');

  // Rules: what does not add up is told, what would change is shown, and they hold from next year on.
  await officer.open('/office/duty/points/rules');
  await officer.page.getByLabel('履职学习上限（分）').fill('20');
  await officer.page.getByRole('button', { name: /档案试算$/ }).click();
  await officer.page.getByText('五个部分的上限合计应为 100 分').waitFor();
  await officer.page.getByLabel('履职学习上限（分）').fill('15');
  await officer.page.getByLabel('提出代表建议（每次计分）').fill('4');
  await officer.page.getByRole('button', { name: /档案试算$/ }).click();
  await officer.page.getByRole('heading', { name: /^试算：/ }).waitFor();
  await officer.page.getByText(/减少 [1-9]\d* 名/).waitFor();
  await officer.inspect('office-duty-rules');
  await officer.page.getByRole('button', { name: '发布', exact: true }).click();
  await dialog.getByRole('button', { name: '发布' }).click();
  await officer.page.getByText('已发布，从所选年度起施行').waitFor();
  await officer.page.getByText(new RegExp(`^第 \\d+ 版：${year + 1} 年起施行`)).first().waitFor();

  await system().app.admin('DELETE FROM duty_result WHERE congress_id = $1', [congressId]);
  await system().app.admin('DELETE FROM duty_year WHERE congress_id = $1', [congressId]);
  await officer.open(`/office/duty/points?year=${year - 1}`);
  await officer.page.getByRole('button', { name: '年度定版' }).click();
  await dialog.getByRole('button', { name: '定版' }).click();
  await officer.page.getByText(/年度计分已定版，共 \d+ 名代表/).waitFor();
  await officer.inspect('office-duty-points');
  // The archive is emptied: the closed year stands.
  await system().app.admin(`DELETE FROM duty_record WHERE record_key = 'points:' || ($1::int - 1) AND mandate_id = $2`, [year, me]);
  await phone.open(`/deputy/duty/points?year=${year - 1}`);
  await phone.page.getByText(/定版/).first().waitFor();
  await phone.page.locator('summary').filter({ hasText: '议案建议' }).click();
  await phone.page.getByRole('link', { name: '关于修缮灌渠的建议' }).waitFor();
  await phone.inspect('deputy-duty-points-closed');
  for (const person of [phone, officer]) expect(person.complaints).toEqual([]);
});

it('我说的话变成了什么：代表看得到每件事的结果并分享，群众只看到已经公开的；档案和年册能下载', async () => {
  const troupe = troupeOf(system().app);
  const title = `关于公交站台的建议${(tries += 1)}`;
  const id = await troupe.reply({ title });
  const lead = await troupe.as('deputy.city');
  await lead.trpc.suggestions.evaluate.mutate({ id, attitude: 'satisfied', result: 'satisfied' });
  await (await troupe.as('city.office')).trpc.suggestions.publish.mutate({ id });
  const { id: mandateId } = (await lead.trpc.session.me.query()).capacities[0] ?? { id: '' };
  await system().app.admin(`INSERT INTO deputy_code (congress_id, person_id, code) SELECT congress_id, person_id, 'CD2345' FROM mandate WHERE id = $1 ON CONFLICT DO NOTHING`, [mandateId]);
  const [known] = await system().app.admin<{ code: string }>('SELECT q.code FROM mandate m JOIN deputy_code q ON q.person_id = m.person_id WHERE m.id = $1', [mandateId]);
  const code = known?.code ?? '';
  await expect.poll(() => system().app.admin(`SELECT kind FROM duty_change WHERE matter_id = $1 ORDER BY kind`, [id]), { timeout: 30_000 }).toEqual([{ kind: 'evaluated' }, { kind: 'replied' }]);
  await expect.poll(() => system().app.admin('SELECT title FROM duty_record WHERE subject_id = $1 AND mandate_id = $2', [id, mandateId]), { timeout: 30_000 }).toContainEqual({ title });
  for (const size of ['phone', 'desk'] as const) {
    const citizen = await system().arrive(null, { size, plain: true });
    await citizen.open(`/d/${code}#impact`);
    await citizen.page.getByRole('heading', { level: 2, name: '说的话变成了什么' }).waitFor();
    await citizen.page.getByRole('region', { name: '说的话变成了什么' }).getByRole('link', { name: title }).waitFor();
    await citizen.page.getByText(/答复：A 类，已经解决或者基本解决/).first().waitFor();
    await citizen.inspect('public-deputy-impact');
    expect(citizen.complaints).toEqual([]);
  }
  const phone = await system().arrive('deputy.city', { size: 'phone' });
  // Whatever the home page shows comes with one request, after the one that says who is there.
  const asked: string[] = [];
  phone.page.on('request', (request) => void (request.method() === 'GET' && request.url().includes('/api/trpc/') && asked.push(new URL(request.url()).pathname.replace('/api/trpc/', ''))));
  await phone.open('/deputy/');
  await phone.page.getByRole('link', { name: /履职/ }).first().waitFor();
  await phone.page.waitForLoadState('networkidle').catch(() => undefined);
  expect(asked.filter((names) => !['session.me', 'live'].some((one) => names.startsWith(one))).map((names) => names.split(',').toSorted())).toEqual([expect.arrayContaining(['activities.mine', 'calls.list', 'duty.myPlan', 'suggestions.inbox', 'suggestions.list'])]);
  await phone.open('/deputy/duty');
  await phone.page.getByRole('link', { name: '我说的话变成了什么' }).click();
  await phone.page.getByRole('heading', { level: 1, name: '我说的话变成了什么' }).waitFor();
  await phone.page.getByRole('list', { name: '说过的和变化' }).getByRole('link', { name: title }).waitFor();
  await phone.page.getByText('对办理态度满意，对办理结果满意').first().waitFor();
  await phone.inspect('deputy-duty-impact');
  await phone.open('/deputy/duty');
  const own = await phone.page.getByRole('link', { name: '下载档案（PDF）' }).getAttribute('href');
  const archive = await phone.page.request.get(`${system().app.origin}${own ?? ''}`);
  expect([archive.status(), archive.headers()['content-type'], (await archive.body()).subarray(0, 4).toString('latin1')]).toEqual([200, 'application/pdf', '%PDF']);
  await phone.inspect('deputy-duty-downloads');
  const officer = await system().arrive('city.office');
  await officer.open('/office/duty/points');
  await officer.page.getByRole('link', { name: '生成履职年册' }).click();
  await officer.page.getByLabel('范围').selectOption({ label: '一个代表团' });
  await officer.page.getByRole('combobox', { name: /^代表团/ }).selectOption({ index: 1 });
  await officer.page.getByRole('button', { name: '生成年册' }).click();
  const card = officer.page.getByRole('region', { name: /代表履职年册/ }).first();
  await card.getByRole('link', { name: '打印（PDF）' }).waitFor({ timeout: 60_000 });
  await officer.inspect('office-duty-books');
  for (const [name, type, sign] of [['打印（PDF）', 'application/pdf', '%PDF'], ['Word', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'PK'], ['Excel', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK']] as const) {
    const href = (await card.getByRole('link', { name }).getAttribute('href')) ?? '';
    const file = await officer.page.request.get(`${system().app.origin}${href}`);
    expect([file.status(), file.headers()['content-type'], (await file.body()).subarray(0, sign.length).toString('latin1')]).toEqual([200, type, sign]);
    expect((await phone.page.request.get(`${system().app.origin}${href.replace(/\?.*$/, '')}`)).status()).toBe(404);
  }
  await officer.page.getByText(/^保留到 20\d\d年/).first().waitFor();
  await card.getByRole('button', { name: /^删除/ }).click();
  const sure = officer.page.getByRole('dialog', { name: /^删除.*代表履职年册/ });
  await sure.getByText('履职档案不受影响').waitFor();
  await officer.inspect('office-duty-books-delete');
  await sure.getByRole('button', { name: '确认删除' }).click();
  await sure.waitFor({ state: 'hidden' });
  await officer.page.setViewportSize({ width: 390, height: 844 });
  await officer.page.getByText('还没有年册').waitFor();
  await officer.inspect('office-duty-books-none');
  await officer.open('/office/notices');
  await officer.page.getByText('履职年册已经生成').first().waitFor();
  for (const person of [phone, officer]) expect(person.complaints).toEqual([]);
});
