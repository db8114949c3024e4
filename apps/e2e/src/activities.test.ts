// 代表活动: planned and published at the desk, answered on the phone in one tap or two, signed in by the code on the screen also without a
// network, called from one list and from a paper sheet, recorded; the archive follows, and what was seen becomes the draft of a suggestion.
import { tablesXlsx } from '@smart/documents';
import { budgetOf } from '@smart/effort/tasks';
import { dateInShanghai } from '@smart/kernel/dates';
import { expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
let tries = 0;

it('活动：安排、邀请、回复、请假、签到、点名、记录，履职档案自动记入', async () => {
  const theme = `检查社区消防通道情况${(tries += 1)}`;
  const { as } = troupeOf(system().app);
  const officer = await system().arrive('district.office', { tolerated: /400|409/ });
  await officer.open('/office/activities');
  await officer.page.getByRole('button', { name: '安排活动' }).click();
  await officer.page.getByLabel('主题').fill(theme);
  await officer.page.getByLabel('地点').fill('湖滨社区');
  const today = dateInShanghai(new Date());
  await officer.page.getByLabel(/^日期/).fill(today);
  await officer.page.getByLabel('开始时间').fill('09:00');
  await officer.page.getByLabel('结束时间').fill('08:00');
  await officer.page.getByLabel(/^全体代表/).check();
  await officer.page.getByText(/^共邀请 \d+ 名代表/).waitFor();
  await officer.inspect('office-activity-form');
  await officer.page.getByRole('button', { name: '保存' }).click();
  await officer.page.getByText('结束时间应当晚于开始时间').first().waitFor();
  await officer.page.getByLabel('结束时间').fill('23:00');
  await officer.page.getByRole('button', { name: '保存' }).click();
  await officer.page.getByRole('button', { name: '发布' }).click();
  await officer.page.getByText(/^已发布，\d+ 名代表收到通知/).waitFor();
  const id = officer.page.url().split('/').at(-1)?.split('?')[0] ?? '';

  // One tap to come; leave is two, with the reason between.
  const phone = await system().arrive('deputy.district', { size: 'phone', tolerated: /ERR_INTERNET_DISCONNECTED|400|409/ });
  await phone.open('/deputy/');
  await phone.page.getByRole('region', { name: /代表活动/ }).getByRole('link', { name: '签到' }).waitFor();
  await phone.inspect('deputy-home-activity');
  await phone.open('/deputy/activities');
  const card = phone.page.getByRole('article').filter({ hasText: theme });
  phone.taps();
  await card.getByRole('button', { name: /^请假/ }).click();
  await phone.page.getByRole('dialog').getByLabel('理由').fill('下午有门诊');
  await phone.inspect('deputy-activity-leave');
  await phone.page.getByRole('dialog').getByRole('button', { name: '提交请假' }).click();
  expect(phone.taps(), 'deputy: ask for leave').toBe(Math.min(2, budgetOf('answer_invitation')));
  await phone.page.getByText('请假已提交，批复后通知您。').waitFor();
  await officer.open(`/office/activities/${id}?answer=leave_asked`);
  await officer.page.getByText('请假理由：下午有门诊').waitFor();
  await officer.inspect('office-activity-invitations');
  await officer.page.getByRole('button', { name: /^不准/ }).click();
  await officer.page.getByRole('dialog').getByLabel('理由').fill('请上午到场，下午可以离开');
  await officer.page.getByRole('dialog').getByRole('button', { name: '不准假' }).click();
  await officer.page.getByText('没有准假，代表收到理由。').waitFor();
  await phone.open(`/deputy/activities/${id}`);
  await phone.page.getByText('未准假的理由：请上午到场，下午可以离开').waitFor();
  phone.taps();
  await phone.page.getByRole('button', { name: /^参加/ }).click();
  await phone.page.getByText('已回复参加，当天到场签到。').waitFor();
  expect(phone.taps(), 'deputy: answer').toBe(Math.min(1, budgetOf('answer_invitation')));
  await phone.inspect('deputy-activity');
  const calendar = await phone.page.request.get(`${system().app.origin}${(await phone.page.getByRole('link', { name: '加入手机日历' }).getAttribute('href')) ?? ''}`);
  expect([calendar.status(), (await calendar.text()).includes('BEGIN:VEVENT')]).toEqual([200, true]);

  // The code of the minute, read without a network, arrives once.
  await officer.open(`/office/activities/${id}/screen`);
  const code = (await officer.page.getByLabel('签到码', { exact: true }).textContent())?.trim() ?? '';
  expect(code).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
  await officer.page.getByRole('img', { name: '签到二维码' }).waitFor();
  await officer.inspect('office-activity-screen');
  await phone.open('/deputy/activities/sign-in/ABCDEF');
  await phone.page.getByText('签到码不对或者已经过期').waitFor();
  await phone.inspect('deputy-activity-wrong-code');
  await phone.open('/deputy/activities/sign-in');
  await phone.inspect('deputy-activity-sign-in');
  await phone.page.getByLabel('签到码').fill(code.toLowerCase());
  await phone.context.setOffline(true);
  phone.taps();
  await phone.page.getByRole('button', { name: '签到' }).click();
  await phone.page.getByText('已存在本机').first().waitFor();
  expect(phone.taps(), 'deputy: sign in').toBe(Math.min(1, budgetOf('sign_in')));
  await phone.inspect('deputy-activity-offline');
  await phone.context.setOffline(false);
  await phone.page.getByText('已发送存在本机的 1 条记录').waitFor();
  const { id: me } = (await (await as('deputy.district')).trpc.session.me.query()).capacities[0] ?? { id: '' };
  expect(await system().app.admin('SELECT state FROM duty_invitation WHERE activity_id = $1 AND mandate_id = $2', [id, me])).toEqual([{ state: 'attended' }]);
  // By the code of the screen it needs no tap at all, and the second time changes nothing.
  await phone.open(`/deputy/activities/sign-in/${(await (await as('district.office')).trpc.activities.signInCode.query({ id })).code}`);
  await phone.page.getByText(/已签到$/).waitFor();

  // The roll: a paper sheet first, then the rest at once with an exception.
  const { rows } = await (await as('district.office')).trpc.activities.invitations.query({ id });
  const others = rows.filter(({ mandateId }) => mandateId !== me);
  const [absent] = others;
  await officer.open(`/office/activities/${id}?tab=attendance`);
  await officer.page.getByRole('button', { name: '导入签到表' }).click();
  const sheet = officer.page.getByRole('dialog');
  const mine = rows.find(({ mandateId }) => mandateId === me);
  const lines = [[absent?.name ?? '', absent?.unit ?? '', ''], [mine?.name ?? '', mine?.unit ?? '', ''], [mine?.name ?? '', mine?.unit ?? '', '√'], ['外来人员', '', '√']];
  const file = await tablesXlsx({ title: '视察签到表', facts: ['2026 年'], sheets: [{ name: '签到', columns: ['姓名', '单位', '签到（签名）'].map((header) => ({ header, width: 20 })), rows: lines }], notes: [], printedBy: '办公室' });
  await sheet.getByLabel(/^签到表/).setInputFiles([{ name: '签到表.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: Buffer.from(file) }]);
  await sheet.getByText(/^对上 3 人/).waitFor();
  await sheet.getByText(`${mine?.name ?? ''}：表中为“到场”，表中第 5、6 行都是此人，确认后以表为准`).waitFor();
  await sheet.getByText('没有邀请的：外来人员').waitFor();
  await officer.inspect('office-activity-sheet');
  await sheet.getByRole('button', { name: /^确认点名（2 人）/ }).click();
  await officer.page.getByText('已点名 1 人。').waitFor();
  await officer.page.getByRole('button', { name: '其余全部到场' }).click();
  await officer.page.getByRole('button', { name: /^保存点名/ }).click();
  await officer.page.getByText(new RegExp(`已点名 ${others.length - 1} 人`)).waitFor();
  await officer.inspect('office-activity-attendance');
  const small = await system().arrive('district.office', { size: 'phone' });
  await small.open(`/office/activities/${id}?tab=attendance`);
  await small.page.getByRole('button', { name: '保存点名' }).waitFor();
  await small.inspect('office-activity-attendance-phone');

  await officer.open(`/office/activities/${id}?tab=record`);
  await officer.page.getByLabel('活动情况').fill('三栋楼的消防通道被杂物占用。');
  await officer.page.getByLabel(/^成果/).fill('当场清理两处，一处限期整改。');
  await officer.page.getByRole('button', { name: '记录并记入履职档案' }).click();
  await officer.page.getByText('已记录，到场代表的履职档案自动记入。').waitFor();
  await officer.page.getByRole('heading', { name: '成果' }).waitFor();
  await officer.inspect('office-activity-record');
  await officer.page.getByRole('button', { name: '登记群众意见' }).click();
  expect(await officer.page.getByRole('dialog').getByLabel('群众说了什么').inputValue()).toContain(theme);
  await officer.page.keyboard.press('Escape');
  await officer.open(`/office/activities?q=${encodeURIComponent(theme)}`);
  await officer.page.getByRole('link', { name: theme }).waitFor();
  await officer.inspect('office-activities');

  await expect.poll(() => system().app.admin(`SELECT standing FROM duty_record WHERE mandate_id = $1 AND subject_id = $2`, [me, id]), { timeout: 30_000 }).toEqual([{ standing: 'counted' }]);
  expect(await system().app.admin(`SELECT standing FROM duty_record WHERE mandate_id = $1 AND subject_id = $2`, [absent?.mandateId, id])).toEqual([{ standing: 'noted' }]);
  await phone.open('/deputy/duty');
  await phone.page.getByRole('link', { name: theme }).click();
  await phone.page.getByText('三栋楼的消防通道被杂物占用。').waitFor();
  await phone.inspect('deputy-activity-held');
  await phone.page.getByRole('button', { name: '据此提建议' }).click();
  await phone.page.waitForURL(/\/deputy\/write\//);
  await expect.poll(() => phone.page.getByText(/三栋楼的消防通道|检查社区消防通道/).count() .then(async (count) => count + (await phone.page.locator('textarea').evaluateAll((all) => all.filter((one) => one instanceof HTMLTextAreaElement && one.value.includes('三栋楼的消防通道')).length)))).toBeGreaterThan(0);
  for (const person of [phone, officer, small]) expect(person.complaints).toEqual([]);
});
