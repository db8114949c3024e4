// 办理反馈 and 建议评价: a deputy on a phone and the offices at their desks, from the appointment to the public ledger and the ranking.
import { budgetOf } from '@smart/effort/tasks';
import { readFileSync } from 'node:fs';
import { addDays, today } from '@smart/kernel/dates';
import { systemClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import * as deputies from './acts/deputy.ts';
import * as offices from './acts/office.ts';
import { words } from './acts/texts.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
const seal = new URL('../../server/src/demo/seal.png', import.meta.url).pathname;

let deputy: Person;
let clerk: Person;
let head: Person;
let officer: Person;
beforeAll(async () => {
  deputy = await system().arrive('deputy.city', { size: 'phone' });
  [clerk, head, officer] = [await system().arrive('city.transport.clerk'), await system().arrive('city.transport.head', { tolerated: /400 \(Bad Request\).*feedback\.keepSeal/ }), await system().arrive('city.office')];
});
afterAll(async () => {
  for (const person of [deputy, clerk, head, officer]) {
    expect(person.complaints).toEqual([]);
    await person.leave();
  }
});

const feedback = (person: Person) => person.page.getByRole('region', { name: '办理反馈' });

/** The bytes behind a link of the page. */
async function fetched(person: Person, name: string | RegExp): Promise<Buffer> {
  const href = await person.page.getByRole('link', { name }).first().getAttribute('href');
  const response = await person.context.request.get(href ?? '');
  expect(response.status(), href ?? '').toBe(200);
  return response.body();
}

describe('办理反馈', () => {
  const title = '关于办理反馈的建议';
  let id = '';

  it('办理反馈：约请面商，代表在手机上两次点按选定时间，取得日历文件，面商情况自动成为沟通记录', async () => {
    id = await troupeOf(system().app).accept({ title });
    await clerk.open(`/office/suggestions/${id}#feedback`);
    await clerk.page.getByRole('button', { name: '约请代表面商' }).click();
    await clerk.page.getByLabel('面商地点').fill('市交通运输局三楼会议室');
    await clerk.page.getByLabel('可选时间').fill(`${addDays(today(systemClock), 3)}T09:30`);
    await clerk.inspect('office-meeting-sheet');
    await clerk.page.getByRole('button', { name: '发出约请' }).click();
    await clerk.page.getByText('已约请代表').waitFor();

    await deputies.openNotice(deputy, '承办单位约请您面商', title);
    await feedback(deputy).getByText('市交通运输局三楼会议室').waitFor();
    await deputy.inspect('deputy-meeting');
    deputy.taps();
    await feedback(deputy).getByRole('radio').first().click();
    await deputy.page.getByRole('button', { name: '就定这个时间' }).click();
    await deputy.page.getByText('面商时间已约定').first().waitFor();
    expect(deputy.taps(), 'deputy: agree to an appointment').toBeLessThanOrEqual(budgetOf('accept_meeting'));
    const calendar = (await fetched(deputy, '加入手机日历')).toString('utf8');
    expect(calendar).toContain('BEGIN:VEVENT');
    expect(calendar.replaceAll('\r\n ', '')).toContain(title);

    // The hour has come; not an earlier one, which after midnight would lie on the day before the assignment.
    await system().app.admin(`UPDATE suggestion_meeting SET at = now() WHERE suggestion_id = '${id}'`);
    await offices.takeTask(clerk, '登记面商情况', title);
    await feedback(clerk).getByRole('button', { name: '登记面商情况' }).click();
    await clerk.page.getByRole('textbox', { name: '面商情况' }).fill('当面听取了代表对线路走向和班次的意见。');
    await clerk.page.getByRole('dialog').getByRole('button', { name: '登记', exact: true }).click();
    await clerk.page.getByText('已登记为沟通记录').waitFor();
    await deputies.openNotice(deputy, '请您确认沟通情况', title);
    await deputy.page.getByText('面商地点：市交通运输局三楼会议室。').first().waitFor();
    await deputies.confirmContact(deputy);
  });

  it('办理反馈：代表追问，承办单位在待办中答复，追问不对外公开', async () => {
    await deputy.open(`/deputy/suggestions/${id}`);
    await deputy.page.getByRole('button', { name: '追问承办单位' }).click();
    await deputy.page.getByRole('button', { name: '提交追问' }).click();
    await deputy.page.getByText('请写明要问什么').waitFor();
    await deputy.page.getByLabel('追问内容').fill('新线路预计什么时候开通？');
    await deputy.inspect('deputy-ask');
    await deputy.page.getByRole('button', { name: '提交追问' }).click();
    await deputy.page.getByText('已转承办单位').waitFor();

    await offices.takeTask(clerk, '答复代表追问', title);
    await feedback(clerk).getByText('新线路预计什么时候开通？').waitFor();
    await clerk.inspect('office-question');
    await clerk.page.getByLabel('答复代表').fill('计划下月底开通试运行，届时邀请您体验。');
    await feedback(clerk).getByRole('button', { name: '答复', exact: true }).click();
    await clerk.page.getByText('已答复代表').waitFor();
    await deputies.openNotice(deputy, '承办单位答复了您的追问', title);
    await feedback(deputy).getByText('计划下月底开通试运行').waitFor();
    await deputy.inspect('deputy-thread');
  });

  it('办理反馈：负责人保管的印章只在签发时使用，答复公文可以下载为 PDF 和 Word', async () => {
    await head.open('/office/seal');
    await head.page.locator('input[type=file]').setInputFiles({ name: '印章.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') });
    await head.page.getByText('不是完整的 PNG 文件').first().waitFor();
    await head.page.locator('input[type=file]').setInputFiles({ name: '印章.png', mimeType: 'image/png', buffer: readFileSync(seal) });
    await head.page.getByText('印章图片已保存').waitFor();
    await head.page.getByRole('img', { name: '本单位印章图片' }).waitFor();
    await head.inspect('office-seal');

    await offices.writeReply(clerk, title, { grade: /^B/, body: words.reply, commitment: { text: words.commitment, dueOn: addDays(today(systemClock), 60) } });
    await offices.sendToHead(clerk);
    await offices.sign(head, title);
    await deputies.openNotice(deputy, '收到答复，请您评价', title);
    const pdf = await fetched(deputy, '下载答复公文（PDF）');
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toContain('/Subtype /Image');
    await officer.open(`/office/suggestions/${id}#reply`);
    const docx = await fetched(officer, '下载答复公文（Word）');
    expect(docx.subarray(0, 2).toString()).toBe('PK');
    expect(docx.includes('word/media/')).toBe(true);
  });

  it('办理反馈：承诺事项变更时限须经同意，落实后有佐证，公众在承诺台账中看得到', async () => {
    await deputies.evaluateSatisfied(deputy);
    await clerk.open('/office/commitments');
    await clerk.page.getByRole('row').filter({ hasText: title }).getByRole('button', { name: '申请变更时限' }).click();
    await clerk.page.getByRole('textbox', { name: '新的完成时限' }).fill(addDays(today(systemClock), 120));
    await clerk.page.getByRole('textbox', { name: '变更理由' }).fill('站台用地手续延后办结');
    await clerk.page.getByRole('button', { name: '提出申请' }).click();
    await clerk.page.getByText('已申请变更时限').waitFor();

    await offices.takeTask(officer, '审核承诺时限变更', title);
    await officer.page.getByText('站台用地手续延后办结').first().waitFor();
    await officer.inspect('office-commitment-book');
    await officer.page.getByRole('button', { name: '同意', exact: true }).click();
    await officer.page.getByText('已同意变更时限').waitFor();

    await offices.fulfil(clerk, title, words.evidence);
    await clerk.open('/office/commitments');
    await clerk.inspect('office-commitments');
    await deputies.openNotice(deputy, '收到答复，请您评价', title);
    await deputies.evaluateSatisfied(deputy);
    await offices.publish(officer, id);
    for (const size of ['desk', 'phone'] as const) {
      const citizen = await system().arrive(null, { size });
      await citizen.open('/commitments?light=done');
      await citizen.page.getByText(words.evidence).waitFor();
      await citizen.page.getByText('经人大同意变更').waitFor();
      await citizen.inspect('public-commitments');
      const csv = (await fetched(citizen, '下载 CSV')).toString('utf8');
      expect(csv).toContain(words.commitment);
      await citizen.leave();
    }
  });
});

describe('建议评价', () => {
  const title = '关于建议评价的建议';

  it('建议评价：两项评分分别给出，再次不满意的协调并附会议纪要，办结后代表提请重启', async () => {
    const troupe = troupeOf(system().app);
    const id = await troupe.reply({ title });
    await deputies.openNotice(deputy, '收到答复，请您评价', title);
    await deputies.evaluateUnhappy(deputy, words.unhappy);
    await offices.recordContact(clerk, title, words.contact);
    await deputies.openNotice(deputy, '请您确认沟通情况', title);
    await deputies.confirmContact(deputy);
    await offices.writeReply(clerk, title, { grade: /^A/, body: words.secondReply });
    await offices.sendToHead(clerk);
    await offices.sign(head, title);
    await deputies.openNotice(deputy, '收到答复，请您评价', title);
    await deputies.evaluateUnhappy(deputy, words.unhappy);

    await officer.open('/office/coordination');
    const row = officer.page.getByRole('row').filter({ hasText: title });
    await row.getByRole('button', { name: '安排协调会' }).click();
    await officer.page.getByRole('textbox', { name: /协调安排/ }).fill('在代表之家会议室召开协调会，请双方参加。');
    await officer.page.getByRole('textbox', { name: '协调会日期' }).fill(addDays(today(systemClock), 2));
    await officer.page.getByRole('dialog').getByRole('button', { name: '安排协调会' }).click();
    await officer.page.getByText('已办理：安排协调会').waitFor();
    await row.getByRole('button', { name: '记录结果' }).click();
    await officer.page.getByRole('textbox', { name: /协调结果/ }).fill('双方同意分两步实施，每季度回访一次。');
    await officer.page.locator('input[type=file]').setInputFiles({ name: '协调会纪要.txt', mimeType: 'text/plain', buffer: Buffer.from('协调会纪要：双方同意分两步实施。') });
    await officer.page.getByText('协调会纪要.txt').first().waitFor();
    await officer.inspect('office-coordination-sheet');
    await officer.page.getByRole('dialog').getByRole('button', { name: '记录并结束协调' }).click();
    await officer.page.getByText('已办理：记录协调结果').waitFor();

    await deputy.open(`/deputy/suggestions/${id}`);
    await deputy.page.getByRole('button', { name: '提请重启办理' }).click();
    await deputy.page.getByLabel('答复与实际不符').click();
    await deputy.page.getByLabel('情况说明').fill('实地看过，站台并没有改造。');
    await deputy.inspect('deputy-reopen');
    await deputy.page.getByRole('button', { name: '提请重启', exact: true }).click();
    await deputy.page.getByText('已提请重启办理').first().waitFor();
    expect(await troupe.detail(id)).toMatchObject({ state: 'coordination', result: 'not_satisfied', evaluations: [{ round: 1 }, { round: 2 }] });
    await officer.open(`/office/suggestions/${id}`);
    await officer.page.getByText('曾重启办理').waitFor();
    await officer.page.getByRole('button', { name: '评定建议质量' }).click();
    await officer.page.getByRole('radio', { name: '优秀' }).click();
    await officer.page.getByRole('textbox', { name: '评定理由' }).fill('调研深入、措施具体');
    await officer.page.getByRole('button', { name: '评定', exact: true }).click();
    await officer.page.getByText('已评定建议质量').waitFor();
    await officer.page.getByRole('button', { name: '推荐优秀建议' }).click();
    await officer.page.getByRole('textbox', { name: '推荐理由' }).fill('推动解决了多年的问题');
    await officer.page.getByRole('button', { name: '推荐', exact: true }).click();
    await officer.page.getByText('已推荐为优秀建议').waitFor();
    await officer.inspect('office-reopened');
    await officer.open('/office/recommended');
    await officer.page.getByText('推动解决了多年的问题').waitFor();
    await officer.inspect('office-recommended');
  });

  it('建议评价：四项统计一次点击可达，排名列出公式和每项指标，公布后公众可查', async () => {
    const troupe = troupeOf(system().app);
    // As many as a ranking asks for.
    for (const n of ['二', '三', '四']) await troupe.reply({ title: `${title}（${n}）` });
    await officer.open('/office/');
    const four = officer.page.getByRole('navigation', { name: '四项统计' });
    for (const name of ['办理', '交办清单', '办复', '重点建议']) await four.getByRole('link', { name }).waitFor();
    await officer.inspect('office-inbox-four');
    await four.getByRole('link', { name: '重点建议' }).click();
    await officer.page.waitForURL(/tab=key/);

    await officer.open('/office/ranking');
    await officer.page.getByRole('row').filter({ hasText: '交通运输局' }).getByRole('button', { name: '评分' }).click();
    await officer.page.getByRole('textbox', { name: /评分（0/ }).fill('85');
    await officer.page.getByRole('textbox', { name: '评分理由' }).fill('答复规范，回访及时');
    await officer.page.getByRole('dialog').getByRole('button', { name: '评分', exact: true }).click();
    await officer.page.getByText(/已对.*评分/).waitFor();
    await officer.page.getByText('85.0%').waitFor();
    await officer.inspect('office-ranking');
    await officer.page.getByRole('button', { name: '公布排名' }).click();
    await officer.page.getByRole('dialog').getByRole('button', { name: '公布', exact: true }).click();
    await officer.page.getByText('已在公开网站公布排名和公式').waitFor();
    for (const size of ['desk', 'phone'] as const) {
      const citizen = await system().arrive(null, { size });
      await citizen.open('/ranking');
      await citizen.page.getByText('第 1 名').waitFor();
      await citizen.page.getByText('没有数据的指标不计入').waitFor();
      expect(await citizen.page.content()).not.toContain('回访及时');
      await citizen.inspect('public-ranking');
      await citizen.leave();
    }
  });
});
