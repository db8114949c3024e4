// 建议征集: citizens on old phones say what is wrong, staff sort it, a deputy takes it up in one tap, and everybody sees what became of it.
import { expect, it, vi } from 'vitest';
import { submitDraft } from './acts/deputy.ts';
import { troupeOf } from './acts/api.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();
/** Another one at every try, so that one that failed does not stand in the way of the next. */
let tries = 0;
const titleOf = (count: number) => `老旧小区加装电梯征集（${count}）`;
type Text = { readonly title: string; readonly situation: string; readonly wish: string };
const proposals = [
  { title: '三号楼加装电梯没人牵头', situation: '三号楼住着十几位老人，大家都想加装电梯，但没有人牵头协商。', wish: '希望社区派人牵头，公布加装电梯的流程。' },
  { title: '老楼加装电梯太难', situation: '我们小区的老楼没有电梯，老人上下楼困难，加装电梯要有人牵头协商。', wish: '请社区牵头，公布加装电梯的流程。' },
  { title: '想请公司来装监控', situation: '小区大门口没有监控，想请一家公司来安装监控设备。', wish: '请推荐一家公司。' },
] as const;
const [first, second, third] = proposals;

/** From the home page to the receipt; the address of the receipt. */
async function propose(citizen: Person, title: string, text: Text): Promise<string> {
  const { page } = citizen;
  await citizen.open('/calls');
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('link', { name: '我来说一条' }).click();
  await page.getByLabel('标题').fill(text.title);
  await page.getByLabel('情况和问题').fill(text.situation);
  await page.getByLabel('希望怎么解决').fill(text.wish);
  await citizen.inspect('public-call-form');
  // Nobody fills in a form within a second.
  await page.waitForTimeout(1100);
  await page.getByRole('button', { name: '提交，拿回执' }).click();
  await page.getByRole('heading', { level: 1, name: '已收到您的建言' }).waitFor();
  await citizen.inspect('public-receipt');
  return new URL(page.url()).pathname;
}

it('建议征集：群众不用登录提出并跟踪，工作人员合并同类，代表一键认领提交，进展自己走到回执上', async () => {
  const title = titleOf((tries += 1));
  const officer = await system().arrive('city.office');
  await officer.open('/office/calls');
  await officer.inspect('office-calls-none');
  await officer.page.getByRole('button', { name: '新建征集' }).first().click();
  await officer.page.getByLabel('征集题目').fill(title);
  await officer.page.getByLabel('征集内容').fill('请说说您所在的小区加装电梯遇到了什么困难，希望怎样解决，我们请代表据此提出建议。');
  await officer.page.getByLabel('城乡建设').check();
  await officer.inspect('office-call-sheet');
  await officer.page.getByRole('dialog').getByRole('button', { name: '保存' }).click();
  await officer.page.getByRole('button', { name: '开始征集' }).click();
  await officer.page.getByRole('dialog').getByRole('button', { name: '开始征集' }).click();
  await officer.page.getByText('征集中').first().waitFor();

  // One without JavaScript on a phone, two more with it.
  const plain = await system().arrive(null, { size: 'phone', plain: true });
  await plain.open('/');
  await plain.page.getByText('正在征集').waitFor();
  const receipt = await propose(plain, title, first);
  const phone = await system().arrive(null, { size: 'phone' });
  const secondReceipt = await propose(phone, title, second);
  const desk = await system().arrive(null, { size: 'desk' });
  const thirdReceipt = await propose(desk, title, third);

  await phone.open('/calls');
  await phone.inspect('public-calls');
  await phone.page.getByRole('link', { name: title }).click();
  await phone.page.getByRole('button', { name: new RegExp(`我也支持.*${first.title}`) }).click();
  await phone.page.getByText('已记下您的支持').waitFor();
  await phone.page.getByText('您已支持').waitFor();
  await phone.inspect('public-call');

  // Staff: the system says what is alike; one press merges, the other thing is put aside with a reason.
  await officer.page.reload();
  const group = officer.page.getByRole('region', { name: '系统提示：可能是同一件事' });
  await group.getByText(second.title).waitFor();
  await officer.inspect('office-call');
  await group.getByRole('button', { name: /合并为一个选题/ }).click();
  await officer.page.getByText(/已将 1 条并入/).waitFor();
  await officer.page.getByRole('row').filter({ hasText: third.title }).getByRole('button', { name: /不予采用/ }).click();
  await officer.page.getByRole('dialog').getByLabel('与本次征集的内容无关').check();
  await officer.page.getByRole('dialog').getByLabel('说明').fill('安装监控请与小区业主委员会商量。');
  await officer.inspect('office-topic-aside');
  await officer.page.getByRole('dialog').getByRole('button', { name: '不予采用' }).click();
  await officer.page.getByText('已列入“未采用”').waitFor();

  // The deputy: from the quiet line on the first page, one tap makes the draft.
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open('/deputy/');
  await deputy.page.getByText('正在征集').waitFor();
  await deputy.open('/deputy/calls');
  await deputy.page.getByRole('link', { name: title }).click();
  await deputy.page.getByRole('button', { name: /认领，形成建议/ }).first().waitFor();
  await deputy.inspect('deputy-call');
  deputy.taps();
  await deputy.page.getByRole('button', { name: /认领，形成建议/ }).first().click();
  await deputy.page.waitForURL(/\/deputy\/write\//);
  expect(deputy.taps(), 'deputy: take up a topic').toBe(1);
  await expect.poll(() => deputy.page.getByLabel('具体建议').inputValue()).toContain('加装电梯');
  expect(await deputy.page.getByLabel('情况和问题').inputValue()).toContain('2 人提出，1 人支持');
  await deputy.inspect('deputy-taken-up');
  await submitDraft(deputy);

  // Another deputy sees that it is taken and finds the way back to the call.
  const other = await system().arrive('deputy.second', { size: 'phone' });
  await other.open('/deputy/calls');
  await other.inspect('deputy-calls');

  // Every receipt says where it stands, also that of whoever was merged, by number and code.
  await expect.poll(async () => {
    await plain.open(receipt);
    return plain.page.getByText('代表已提交建议，等待审查').count();
  }, { timeout: 30_000 }).toBe(1);
  await plain.page.getByText(/代表已认领$/).first().waitFor();
  await plain.inspect('public-follow');
  await phone.open(secondReceipt);
  await phone.page.getByText('与同类建言合并').waitFor();
  await phone.page.getByText('代表已提交建议，等待审查').waitFor();
  await phone.inspect('public-follow');
  const [number, code] = await phone.page.getByRole('definition').allInnerTexts();
  await phone.open('/f');
  await phone.inspect('public-follow-form');
  await phone.page.getByLabel('回执编号').fill((number ?? '').toLowerCase());
  await phone.page.getByLabel('查询码').fill((code ?? '').replaceAll('-', ''));
  await phone.page.getByRole('button', { name: '查询' }).click();
  await phone.page.getByText('与同类建言合并').waitFor();
  await desk.open(thirdReceipt);
  await desk.page.getByText('与本次征集的内容无关。说明：安装监控请与小区业主委员会商量。').waitFor();
  for (const person of [officer, plain, phone, desk, deputy, other]) expect(person.complaints).toEqual([]);
});

it('建议征集：留下经验证的手机号就有短信，结果告知后号码即删除', async () => {
  const app = system().app;
  const troupe = troupeOf(app);
  const { trpc } = await troupe.as('city.office');
  const { rows } = await trpc.calls.list.query({});
  const call = rows.find((one) => one.running);
  const citizen = await system().arrive(null, { size: 'phone', tolerated: /400/ });
  const receipt = await propose(citizen, call?.title ?? '', { title: '电梯坏了没有人修', situation: '小区里已经装好的电梯坏了，半年没有人来修。', wish: '请明确由谁维修。' });
  const messages = () => app.services.smsBox?.messages() ?? [];
  await citizen.page.getByLabel('手机号').fill('13807301234');
  await citizen.page.getByRole('button', { name: '发送验证码' }).click();
  await citizen.page.getByLabel('验证码').fill('000000');
  await citizen.page.getByRole('button', { name: '确认' }).click();
  await citizen.page.getByText('验证码不正确').waitFor();
  await citizen.page.getByLabel('验证码').fill(/\d{6}/.exec(messages()[0]?.text ?? '')?.[0] ?? '');
  await citizen.page.getByRole('button', { name: '确认' }).click();
  await citizen.page.getByText('已留下手机号').waitFor();
  await citizen.inspect('public-follow-told');
  const topics = await trpc.calls.topics.query({ callId: call?.id ?? '', sort: 'newest' });
  const topic = topics.rows.find((one) => one.title === '电梯坏了没有人修');
  await trpc.calls.setAside.mutate({ topicId: topic?.id ?? '', ground: 'answered_already', reason: '市市场监管局上周已经派人检修。' });
  const told = await vi.waitUntil(() => messages().find(({ text }) => text.includes('没有采用，理由见页面')), { timeout: 30_000, interval: 100 });
  expect(told.text).toContain(receipt);
  expect(told.text).not.toContain('电梯');
  await expect.poll(() => app.admin('SELECT 1 FROM call_proposal WHERE contact_cipher IS NOT NULL')).toEqual([]);
  await citizen.open(receipt);
  await citizen.page.getByText('市市场监管局上周已经派人检修').waitFor();
});
