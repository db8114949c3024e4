// A deputy with nothing but an SMS: the link opens the one thing to do, without signing in; a scanner that opened it first changed nothing.
import { budgetOf } from '@smart/effort/tasks';
import { expect, it, vi } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { words } from './acts/texts.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

const messages = () => system().app.services.smsBox?.messages() ?? [];

/** The newest message with these words, sent since there were `before` of them. */
async function linkIn(said: string, before: number): Promise<string> {
  const found = await vi.waitUntil(() => messages().slice(0, messages().length - before).find(({ text }) => text.includes(said)), { timeout: 30_000, interval: 100 });
  return /\/a\/[\w-]{35}/.exec(found.text)?.[0] ?? '';
}

/** A phone that has never seen this system. */
const phone = (plain = false): Promise<Person> => system().arrive(null, { size: 'phone', plain, tolerated: /410|404|400/ });
const heading = ({ page }: Person, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

it('evaluates a reply from its SMS in two taps, after a scanner; the same link again leads to signing in', async () => {
  const before = messages().length;
  const id = await troupeOf(system().app).reply({ title: '关于短信评价的建议' });
  const path = await linkIn('已答复', before);
  for (const method of ['HEAD', 'GET', 'GET']) await fetch(`${system().app.origin}${path}`, { method });
  const deputy = await phone();
  await deputy.open(path);
  await deputy.page.getByText(words.secondReply).waitFor();
  await deputy.inspect('act-evaluate');
  deputy.taps();
  await deputy.page.getByLabel('两项都满意').click();
  await deputy.page.getByRole('button', { name: '提交评价' }).click();
  await heading(deputy, /评价已提交/);
  expect(deputy.taps()).toBe(Math.min(2, budgetOf('evaluate_reply')));
  await deputy.inspect('act-done');
  const seen = await troupeOf(system().app).detail(id, 'deputy.city');
  expect(seen.evaluations).toMatchObject([{ attitude: 'satisfied', result: 'satisfied' }]);
  expect(seen.timeline.some((entry) => entry.actorLabel.includes('经通知链接'))).toBe(true);
  await deputy.open(path);
  await heading(deputy, '这个链接现在不能办理');
  await deputy.inspect('act-refused');
  await deputy.page.getByRole('link', { name: '登录并打开' }).click();
  await heading(deputy, '登录');
  expect(decodeURIComponent(deputy.page.url())).toContain(`/deputy/suggestions/${id}?capacity=`);
});

it.each([['desk', false], ['phone', true]] as const)('says what is missing and keeps what was typed (%s, without script: %s)', async (size, plain) => {
  const before = messages().length;
  await troupeOf(system().app).reply({ title: `关于${size}评价的建议` });
  const path = await linkIn('已答复', before);
  const deputy = await system().arrive(null, { size, plain, tolerated: /400/ });
  await deputy.open(path);
  await deputy.inspect(`act-evaluate-${size}`);
  await deputy.page.getByLabel('分别评价').check();
  await deputy.page.getByRole('group', { name: '办理态度' }).getByLabel('基本满意').check();
  await deputy.page.getByRole('group', { name: '办理结果' }).getByLabel('不满意').check();
  await deputy.page.getByLabel('评价意见').fill('快');
  await deputy.page.getByRole('button', { name: '提交评价' }).click();
  await deputy.page.getByText('请说明还希望解决什么（至少 4 个字）').waitFor();
  expect(await deputy.page.getByLabel('评价意见').inputValue()).toBe('快');
  await deputy.inspect(`act-evaluate-problem-${size}`);
  await deputy.page.getByLabel('评价意见').fill(words.unhappy);
  await deputy.page.getByRole('button', { name: '提交评价' }).click();
  await heading(deputy, /评价已提交/);
});

it('answers an invitation to co-sign in two taps', async () => {
  const { as } = troupeOf(system().app);
  const lead = await as('deputy.city');
  const { id } = await lead.trpc.suggestions.saveDraft.mutate({ title: '关于短信联名的建议', background: '居民反映强烈。', proposal: '建议尽快改善。', topic: 'transport' });
  const info = await (await as('deputy.cosigner')).trpc.session.me.query({});
  const before = messages().length;
  await lead.trpc.suggestions.inviteCosigners.mutate({ id, mandateIds: [info.capacities.find(({ kind }) => kind === 'mandate')?.id ?? ''] });
  const path = await linkIn('邀请您联名', before);
  const cosigner = await phone();
  await cosigner.open(path);
  await cosigner.page.getByText('居民反映强烈。').waitFor();
  await cosigner.inspect('act-cosign');
  cosigner.taps();
  await cosigner.page.getByLabel('确认联名').click();
  await cosigner.page.getByRole('button', { name: '提交答复' }).click();
  await heading(cosigner, /已确认联名/);
  expect(cosigner.taps()).toBe(Math.min(2, budgetOf('confirm_cosign')));
});

it('disputes a contact that never was; the box of the demonstration shows the message', async () => {
  const troupe = troupeOf(system().app);
  const id = await troupe.accept({ title: '关于短信确认沟通的建议' });
  const before = messages().length;
  const clerk = await troupe.as('city.transport.clerk');
  const assignmentId = await troupe.part(id, 'city.transport.clerk');
  await clerk.trpc.assignments.recordContact.mutate({ assignmentId, method: 'phone', contactedOn: new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10), content: words.contact });
  const path = await linkIn('登记了与您的沟通', before);
  const deputy = await phone();
  await deputy.open('/demo/messages');
  await deputy.inspect('demo-messages');
  await deputy.page.locator(`a[href="${path}"]`).click();
  await heading(deputy, '核实沟通情况');
  await deputy.page.getByText(words.contact).waitFor();
  await deputy.inspect('act-contact');
  await deputy.page.getByLabel('与实际不符', { exact: true }).click();
  await deputy.page.getByLabel('哪里与实际不符').fill('没有人给我打过电话');
  await deputy.page.getByRole('button', { name: '提交' }).click();
  await heading(deputy, /异议已转承办单位/);
});

it('the deputy ends a link and mutes the messages in the portal', async () => {
  const before = messages().length;
  await troupeOf(system().app).reply({ title: '关于撤销链接的建议' });
  const path = await linkIn('已答复', before);
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open('/deputy/notices');
  await deputy.page.getByRole('button', { name: '撤销链接：评价答复，关于撤销链接的建议' }).click();
  await deputy.page.getByText('链接已撤销').waitFor();
  await deputy.inspect('notices-sms');
  await deputy.page.getByLabel(/有待办时发短信到/).click();
  await deputy.page.getByText('不再发短信').waitFor();
  await deputy.page.getByLabel(/有待办时发短信到/).click();
  await deputy.page.getByText('将发短信告知您').waitFor();
  const stranger = await phone();
  await stranger.open(path);
  await stranger.page.getByText('这个链接已经撤销').waitFor();
});

it('a deputy of two tiers is turned to the mandate a notice is for, in the portal and from the desk', async () => {
  const client = await troupeOf(system().app).as('deputy.city');
  const mandates = (await client.trpc.session.me.query({})).capacities.filter(({ kind }) => kind === 'mandate');
  const [city, district] = [mandates.find(({ tier }) => tier === 'city'), mandates.find(({ tier }) => tier === 'county')];
  client.act(district?.id);
  const { id } = await client.trpc.suggestions.saveDraft.mutate({ title: '关于两级代表的建议', background: '居民反映强烈。', proposal: '建议尽快改善。', topic: 'transport' });
  client.act(undefined);
  const deputy = await system().arrive('deputy.city', { size: 'phone' });
  await deputy.open(`/deputy/?capacity=${city?.id}`);
  await deputy.open(`/deputy/suggestions/${id}?capacity=${district?.id}`);
  await deputy.page.getByText('关于两级代表的建议').first().waitFor();
  const desk = await system().arrive('deputy.city');
  await desk.open(`/office/suggestions/${id}?capacity=${district?.id}`);
  await heading(desk, '这件事要换一个身份办理');
  await desk.inspect('desk-linked-elsewhere');
  await desk.page.getByRole('link', { name: '到代表履职服务平台打开' }).click();
  await desk.page.getByText('关于两级代表的建议').first().waitFor();
});
