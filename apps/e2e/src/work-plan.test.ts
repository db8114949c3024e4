// 年度代表工作计划: drafted, passed, told and published at the desk, an activity made of an item in a few taps, read by a deputy on the phone
// and by anybody on the site; and a deputy group whose leader calls it from the phone.
import { budgetOf } from '@smart/effort/tasks';
import { addDays, dateInShanghai, yearOf } from '@smart/kernel/dates';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const today = (): string => dateInShanghai(new Date());
const district = '430602';

it('年度计划：拟订、通过、告知、公布，由计划安排活动，代表和公众都看得到', async () => {
  const { as } = troupeOf(system().app);
  const officer = await system().arrive('district.office', { tolerated: /400|409/ });
  const title = '视察湖滨片区排水设施';
  // A year has one plan: a second try begins anew.
  await system().app.admin('DELETE FROM duty_work_plan_item');
  await system().app.admin('DELETE FROM duty_work_plan');
  await officer.open('/office/activities');
  await officer.page.getByRole('link', { name: '年度计划' }).click();
  await officer.page.getByRole('button', { name: '开始拟订' }).waitFor();
  await officer.inspect('office-work-plan-none');
  await officer.page.getByRole('button', { name: '开始拟订' }).click();
  await officer.page.getByRole('button', { name: '添加项目' }).first().click();
  const sheet = officer.page.getByRole('dialog');
  await sheet.getByLabel('活动名称').fill(title);
  await sheet.getByLabel('月份或者季度').selectOption(`m${Number(today().slice(5, 7))}`);
  await sheet.getByLabel('责任单位或者责任人').fill('区人大代表工委');
  await officer.inspect('office-work-plan-item');
  await sheet.getByRole('button', { name: '保存' }).click();
  await officer.page.getByRole('rowheader', { name: title }).waitFor();
  await officer.page.getByRole('button', { name: '登记通过' }).click();
  await sheet.getByLabel('通过日期').fill(addDays(today(), 3));
  await sheet.getByLabel('哪一次会议').fill('第 12 次主任会议');
  await sheet.getByRole('button', { name: '登记通过' }).click();
  await sheet.getByText('通过日期不能晚于今天').first().waitFor();
  await sheet.getByLabel('通过日期').fill(today());
  await sheet.getByRole('button', { name: '登记通过' }).click();
  await officer.page.getByRole('button', { name: '告知代表' }).click();
  await officer.page.getByRole('button', { name: '向社会公布' }).click();
  await officer.page.getByText(/已公布$/).waitFor();
  await officer.page.getByText(/经主任会议通过（第 12 次主任会议）/).waitFor();

  // Of the item an activity, with nothing typed but the place.
  officer.taps();
  await officer.page.getByRole('button', { name: /^安排活动/ }).click();
  expect(await officer.page.getByLabel('主题').inputValue()).toBe(title);
  expect(await officer.page.getByLabel('组织单位').inputValue()).toBe('区人大代表工委');
  await officer.inspect('office-activity-from-plan');
  await officer.page.getByLabel('地点').fill('湖滨泵站');
  await officer.page.getByRole('button', { name: '保存' }).click();
  await officer.page.getByRole('button', { name: '发布' }).waitFor();
  const saved = officer.taps();
  expect(saved, 'office: plan an activity').toBeLessThanOrEqual(budgetOf('plan_activity'));
  await officer.page.getByRole('button', { name: '发布' }).click();
  expect(saved + officer.taps(), 'office: an activity from the plan').toBeLessThanOrEqual(3);
  await officer.page.getByText(/^已发布，\d+ 名代表收到通知/).waitFor();
  const id = officer.page.url().split('/').at(-1)?.split('?')[0] ?? '';

  // Laid open: nobody's telephone, then words for everybody.
  await officer.page.getByRole('button', { name: '在网站公开' }).click();
  await sheet.getByLabel(/^公开的情况/).fill('联系电话 13812345678');
  await sheet.getByRole('button', { name: '公开', exact: true }).click();
  await sheet.getByText(/有电话、证件号码/).first().waitFor();
  await officer.inspect('office-activity-disclose');
  await sheet.getByLabel(/^公开的情况/).fill('查看泵站运行，听取沿线居民意见。');
  await sheet.getByRole('button', { name: '公开', exact: true }).click();
  await officer.page.getByText('已在本级网站公开').first().waitFor();
  await officer.open('/office/work-plan');
  await officer.page.getByText(/已安排$/).waitFor();
  await officer.inspect('office-work-plan');
  const small = await system().arrive('district.office', { size: 'phone' });
  await small.open('/office/work-plan');
  await small.page.getByText(/已安排$/).waitFor();
  await small.inspect('office-work-plan-phone');

  const phone = await system().arrive('deputy.district', { size: 'phone' });
  await phone.open('/deputy/activities');
  await phone.page.getByRole('link', { name: '年度计划' }).click();
  await phone.page.getByRole('heading', { name: `${yearOf(today())} 年度代表工作计划` }).waitFor();
  await phone.inspect('deputy-work-plan');
  await phone.page.getByRole('link', { name: /^邀请您参加/ }).click();
  await phone.page.getByText('湖滨泵站').waitFor();
  const { id: me } = (await (await as('deputy.district')).trpc.session.me.query()).capacities[0] ?? { id: '' };
  await expect.poll(() => system().app.admin(`SELECT DISTINCT title FROM notice WHERE capacity_id = $1 AND kind = 'work_plan.told'`, [me]), { timeout: 30_000 }).toEqual([{ title: `${yearOf(today())} 年度代表工作计划已通过` }]);

  for (const size of ['phone', 'desk'] as const) {
    const anybody = await system().arrive(null, { size });
    await anybody.open(`/c/${district}`);
    await anybody.page.getByRole('region', { name: '代表活动' }).getByRole('link', { name: new RegExp(title) }).waitFor();
    await anybody.inspect(`site-home-activities-${size}`);
    await anybody.open(`/activities?division=${district}`);
    await anybody.page.getByRole('link', { name: new RegExp(title) }).waitFor();
    await anybody.inspect(`site-activities-${size}`);
    await anybody.page.getByRole('link', { name: '年度代表工作计划' }).click();
    await anybody.page.getByText(/邀请对象：全体代表/).waitFor();
    await anybody.inspect(`site-work-plan-${size}`);
    await anybody.page.getByRole('link', { name: new RegExp(`安排\\s*：${title}`) }).click();
    await anybody.page.getByText('查看泵站运行，听取沿线居民意见。').waitFor();
    await anybody.inspect(`site-activity-${size}`);
    await anybody.open(`/activities?division=${district}&q=${encodeURIComponent('没有这样的活动')}`);
    await anybody.page.getByText('没有符合条件的活动').waitFor();
    await anybody.inspect(`site-activities-none-${size}`);
    expect(anybody.complaints).toEqual([]);
  }
  // What the office withdraws is gone from the site.
  await officer.open(`/office/activities/${id}`);
  await officer.page.getByRole('button', { name: '不再公开' }).click();
  await officer.page.getByText('网站上不再显示。').waitFor();
  expect((await system().app.anonymous.fetch(`/activities/${id}`, { headers: { accept: 'text/html' } })).status).toBe(404);
  for (const person of [officer, small, phone]) expect(person.complaints).toEqual([]);
});

it('小组组长在手机上安排小组活动，代表工作机构得到通知；其他层级的代表没有邀请，写明是谁', async () => {
  const { app } = system();
  const { as } = troupeOf(app);
  const [me] = (await (await as('deputy.district')).trpc.session.me.query()).capacities.filter(({ roles }) => roles.includes('deputy'));
  const mandate = await app.admin<{ personId: string; congressId: string }>('SELECT person_id AS "personId", congress_id AS "congressId" FROM mandate WHERE id = $1', [me?.id]);
  const { personId = '', congressId = '' } = mandate[0] ?? {};
  const [group] = await app.admin<{ id: string; name: string }>(`SELECT id, name FROM deputy_group WHERE congress_id = $1 AND kind = 'area'`, [congressId]);
  await app.admin('UPDATE deputy_group_member SET leader = false WHERE group_id = $1', [group?.id]);
  await app.admin('INSERT INTO deputy_group_member (group_id, person_id, congress_id, leader) VALUES ($1, $2, $3, true) ON CONFLICT (group_id, person_id) DO UPDATE SET leader = true', [group?.id, personId, congressId]);
  // A deputy of the city who is none of the district.
  const [above] = await app.admin<{ name: string; personId: string }>(
    `SELECT p.name, p.id AS "personId" FROM mandate m JOIN person p ON p.id = m.person_id JOIN congress c ON c.id = m.congress_id AND c.division_code = '4306' WHERE NOT EXISTS (SELECT 1 FROM mandate o WHERE o.person_id = m.person_id AND o.congress_id = $1) ORDER BY m.certificate DESC LIMIT 1`, [congressId]);
  await app.admin('INSERT INTO deputy_group_member (group_id, person_id, congress_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [group?.id, above?.personId, congressId]);
  const phone = await system().arrive('deputy.district', { size: 'phone', tolerated: /400|409/ });
  await phone.open('/deputy/activities');
  await phone.page.getByRole('link', { name: '安排小组活动' }).click();
  await phone.page.getByRole('button', { name: '安排小组活动' }).click();
  await phone.page.getByText(`另有 1 名其他层级的代表`).waitFor();
  await phone.page.getByText(`${above?.name ?? ''}（`).waitFor();
  await phone.page.getByLabel('主题').fill('走访沿街商户');
  await phone.page.getByLabel('地点').fill('东风路');
  await phone.page.getByLabel('结束时间').fill('08:00');
  await phone.page.getByRole('button', { name: '发布并通知小组' }).click();
  await phone.page.getByText('结束时间应当晚于开始时间').first().waitFor();
  await phone.inspect('deputy-group-plan');
  expect(await phone.page.getByLabel('主题').inputValue()).toBe('走访沿街商户');
  await phone.page.getByLabel('结束时间').fill('11:00');
  phone.taps();
  await phone.page.getByRole('button', { name: '发布并通知小组' }).click();
  expect(1 + phone.taps(), 'leader: call the group').toBe(Math.min(2, budgetOf('call_group')));
  await phone.page.getByText(/^已通知小组 \d+ 名代表，并告知代表工作机构/).waitFor();
  await phone.page.getByText(/^看谁参加/).first().click();
  await phone.page.getByText(/：待回复$/).first().waitFor();
  await phone.inspect('deputy-group-activities');
  await phone.page.getByRole('button', { name: /^取消活动/ }).first().click();
  await phone.page.getByRole('dialog').getByLabel('理由').fill('与区里会议冲突');
  await phone.inspect('deputy-group-cancel');
  await phone.page.getByRole('dialog').getByRole('button', { name: '取消活动' }).click();
  await phone.page.getByText(/已取消$/).first().waitFor();
  const { id: office } = (await (await as('district.office')).trpc.session.me.query()).capacities[0] ?? { id: '' };
  await expect.poll(() => app.admin(`SELECT DISTINCT title FROM notice WHERE capacity_id = $1 AND title LIKE '代表小组%' ORDER BY title`, [office]), { timeout: 30_000 }).toEqual([{ title: '代表小组安排了活动' }, { title: '代表小组活动取消' }]);
  // Whoever invites at the desk is told who is left out.
  const officer = await system().arrive('district.office');
  await officer.open('/office/activities/new');
  await officer.page.locator('summary', { hasText: /^代表小组$/ }).click();
  await officer.page.getByLabel(new RegExp(`^${group?.name ?? ''}`)).check();
  await officer.page.getByText(/另有 1 名其他层级的代表不在本级代表名册，不邀请/).waitFor();
  await officer.inspect('office-activity-left-out');
  for (const person of [phone, officer]) expect(person.complaints).toEqual([]);
});

it('小组组长在手机上批复请假、点名、记录，网络不通不丢，到场代表的履职档案自动记入', async () => {
  const { app } = system();
  const { as } = troupeOf(app);
  const leader = await as('deputy.district');
  const [me] = (await leader.trpc.session.me.query()).capacities.filter(({ roles }) => roles.includes('deputy'));
  const [mandate] = await app.admin<{ personId: string; congressId: string }>('SELECT person_id AS "personId", congress_id AS "congressId" FROM mandate WHERE id = $1', [me?.id]);
  const { personId = '', congressId = '' } = mandate ?? {};
  const [group] = await app.admin<{ id: string }>(`SELECT id FROM deputy_group WHERE congress_id = $1 AND kind = 'area'`, [congressId]);
  await app.admin('UPDATE deputy_group_member SET leader = false WHERE group_id = $1', [group?.id]);
  await app.admin('INSERT INTO deputy_group_member (group_id, person_id, congress_id, leader) VALUES ($1, $2, $3, true) ON CONFLICT (group_id, person_id) DO UPDATE SET leader = true', [group?.id, personId, congressId]);
  const { id } = await leader.trpc.groupActivities.plan.mutate({ groupId: group?.id ?? '', kind: 'group', theme: '走访沿河商户', details: '', place: '沿河路', heldOn: dateInShanghai(new Date()), startsAt: '09:00', endsAt: '23:00' });
  const { people } = await leader.trpc.groupActivities.detail.query({ id });
  const other = people.find(({ mine }) => !mine) ?? expect.fail('nobody else is in the group');
  await app.admin(`UPDATE duty_invitation SET state = 'leave_asked', reason = '下午有门诊' WHERE id = $1`, [other.id]);

  const phone = await system().arrive('deputy.district', { size: 'phone', tolerated: /ERR_INTERNET_DISCONNECTED|409/ });
  await phone.open('/deputy/group-activities');
  await phone.page.getByRole('article').filter({ hasText: '走访沿河商户' }).first().getByRole('link', { name: /^1 人请假待批复/ }).click();
  await phone.page.getByText('下午有门诊').waitFor();
  await phone.inspect('deputy-group-activity-leave');
  phone.taps();
  await phone.page.getByRole('button', { name: /^准假/ }).click();
  await phone.page.getByText('已准假，代表收到通知。').waitFor();
  expect(phone.taps(), 'leader: grant leave').toBe(1);
  await phone.page.getByRole('group', { name: other.name }).getByRole('button', { name: '到场' }).click();
  await phone.page.getByRole('button', { name: '撤销上一步' }).click();
  phone.taps();
  await phone.page.getByRole('button', { name: '其余全部到场' }).click();
  await phone.context.setOffline(true);
  await phone.page.getByRole('button', { name: /^保存点名/ }).click();
  await phone.page.getByText('网络不通，没有提交').first().waitFor();
  await phone.context.setOffline(false);
  await phone.page.getByRole('button', { name: /^保存点名/ }).click();
  await phone.page.getByText(/^已点名 \d+ 人。/).waitFor();
  expect(phone.taps(), 'leader: call the roll, the last tap repeated after the network failed').toBe(3);
  await phone.page.getByLabel('活动情况').fill('走访了五户商户。');
  await phone.page.reload();
  expect(await phone.page.getByLabel('活动情况').inputValue()).toBe('走访了五户商户。');
  await phone.inspect('deputy-group-activity-roll');
  phone.taps();
  await phone.page.getByRole('button', { name: '记录并结束活动' }).click();
  await phone.page.getByText('已记录，到场代表的履职档案自动记入。').waitFor();
  expect(phone.taps(), 'leader: record').toBe(1);
  await phone.inspect('deputy-group-activity-held');
  await expect.poll(() => app.admin('SELECT standing FROM duty_record WHERE mandate_id = $1 AND subject_id = $2', [me?.id, id]), { timeout: 30_000 }).toEqual([{ standing: 'counted' }]);
  expect(phone.complaints).toEqual([]);
});
