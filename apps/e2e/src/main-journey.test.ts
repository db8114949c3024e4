// The whole life of one suggestion: six roles in three apps, from a deputy's phone to the public reading it. Twice: with the offices at
// their desks, and with everybody on a phone. Effort budgets are counted as taps and clicks; typing is not counted.
import { budgetOf } from '@smart/effort/tasks';
import { addDays, today } from '@smart/kernel/dates';
import { systemClock } from '@smart/kernel/clock';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as deputies from './acts/deputy.ts';
import * as offices from './acts/office.ts';
import { matter, words } from './acts/texts.ts';
import type { Person, Size } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

const roles = { deputy: 'deputy.city', cosigner: 'deputy.cosigner', officer: 'city.office', government: 'city.government', clerk: 'city.transport.clerk', head: 'city.transport.head' } as const;
type Role = keyof typeof roles;

describe.each<{ size: Size; words: string }>([
  { size: 'desk', words: 'offices at their desks' },
  { size: 'phone', words: 'everybody on a phone' },
])('a suggestion from a phone to the public, $words', ({ size }) => {
  const title = `${matter.title}${size === 'desk' ? '' : '（二）'}`;
  const people = new Map<Role, Person>();
  const as = (role: Role): Person => {
    const found = people.get(role);
    if (!found) throw new Error(`${role} has not arrived`);
    return found;
  };
  let id = '';
  let code = '';

  beforeAll(async () => {
    for (const role of ['deputy', 'cosigner'] as const) people.set(role, await system().arrive(roles[role], { size: 'phone' }));
    for (const role of ['officer', 'government', 'clerk', 'head'] as const) people.set(role, await system().arrive(roles[role], { size }));
  });
  afterAll(async () => {
    for (const person of people.values()) await person.leave();
  });

  it('the deputy writes it on a phone and invites a colleague, who confirms in two taps', async () => {
    const [deputy, cosigner] = [as('deputy'), as('cosigner')];
    await deputy.open('/deputy/');
    await deputy.inspect('deputy-home');
    id = await deputies.writeDraft(deputy, { ...matter, title });
    const { person } = await (await system().app.signIn(roles.cosigner)).trpc.session.me.query();
    await deputies.inviteCosigner(deputy, person.name);
    await deputy.inspect('deputy-write');

    await deputies.openNotice(cosigner, '请您确认联名', title);
    await cosigner.inspect('deputy-cosign');
    await cosigner.page.getByRole('button', { name: '确认联名' }).click();
    await cosigner.page.getByText('已确认联名').first().waitFor();
    expect(cosigner.taps(), 'co-signer: confirm').toBeLessThanOrEqual(budgetOf('confirm_cosign'));
  });

  it('the deputy hands it in and gets a receipt', async () => {
    const deputy = as('deputy');
    await deputies.openNotice(deputy, '联名已确认', title);
    await deputy.page.getByRole('link', { name: '去提交' }).click();
    // What stands between the deputy and handing in is one press: the last look is open already.
    await deputy.page.getByRole('button', { name: '确认提交' }).click();
    code = await deputies.receiptCode(deputy);
    expect(code).toMatch(/^[0-9A-F]{4}(-[0-9A-F]{4}){4}$/);
    await deputy.inspect('deputy-receipt');
  });

  it('the congress registers it in two clicks and hands it over in two', async () => {
    const officer = as('officer');
    await officer.open('/office/');
    await officer.inspect('office-inbox');
    await offices.takeTask(officer, '审查', title);
    await officer.page.getByRole('button', { name: '立案，看下一件' }).waitFor();
    await officer.inspect('office-examination');
    officer.taps();
    await offices.register(officer, title);
    expect(officer.taps(), 'officer: register').toBe(Math.min(2, budgetOf('register_suggestion')));
    await offices.assign(officer, title);
    expect(officer.taps(), 'officer: assign as recommended').toBe(Math.min(2, budgetOf('assign_suggestion')));
  });

  it('the government office hands it on to the department, which accepts', async () => {
    const [government, clerk] = [as('government'), as('clerk')];
    await offices.distribute(government, title);
    expect(government.taps(), 'government office: distribute as recommended').toBeLessThanOrEqual(budgetOf('distribute_suggestion'));
    await government.inspect('office-distributed');
    await offices.accept(clerk, title);
    await clerk.inspect('office-accepted');
  });

  it('the department speaks with the deputy, who confirms in two taps', async () => {
    const [clerk, deputy] = [as('clerk'), as('deputy')];
    await offices.recordContact(clerk, title, words.contact);
    deputy.taps();
    await deputies.openNotice(deputy, '请您确认沟通情况', title);
    await deputy.inspect('deputy-contact');
    await deputies.confirmContact(deputy);
    expect(deputy.taps(), 'deputy: confirm the contact from its notice').toBeLessThanOrEqual(budgetOf('confirm_contact'));
  });

  it('the clerk drafts a reply of grade B with a commitment, the head signs it', async () => {
    const [clerk, head] = [as('clerk'), as('head')];
    await offices.writeReply(clerk, title, { grade: /^B/, body: words.reply, commitment: { text: words.commitment, dueOn: addDays(today(systemClock), 60) } });
    await clerk.inspect('office-reply');
    await offices.sendToHead(clerk);
    await offices.takeTask(head, '审签答复', title);
    await head.page.getByRole('button', { name: '签发答复' }).waitFor();
    await head.inspect('office-sign');
    await offices.sign(head, title);
  });

  it('the deputy is not satisfied; the department handles it again: six clicks from the to-do to the signed reply', async () => {
    const [deputy, clerk, head] = [as('deputy'), as('clerk'), as('head')];
    await deputies.openNotice(deputy, '收到答复，请您评价', title);
    await deputy.inspect('deputy-evaluate');
    await deputies.evaluateUnhappy(deputy, words.unhappy);
    await offices.recordContact(clerk, title, words.contact);
    await deputies.openNotice(deputy, '请您确认沟通情况', title);
    await deputies.confirmContact(deputy);
    clerk.taps();
    head.taps();
    await offices.writeReply(clerk, title, { grade: /^A/, body: words.secondReply });
    await offices.sendToHead(clerk);
    await offices.sign(head, title);
    expect(clerk.taps() + head.taps(), 'clerk and head: from the to-do to the signed reply').toBeLessThanOrEqual(budgetOf('write_reply', 'sign_reply'));
  });

  it('the deputy is satisfied, two taps; what was promised is kept, and the suggestion is closed', async () => {
    const [deputy, clerk] = [as('deputy'), as('clerk')];
    deputy.taps();
    await deputies.openNotice(deputy, '收到答复，请您评价', title);
    expect(deputy.taps(), 'deputy: open from the notice').toBe(budgetOf('open_notice'));
    await deputies.evaluateSatisfied(deputy);
    expect(deputy.taps(), 'deputy: evaluate').toBeLessThanOrEqual(budgetOf('evaluate_reply'));
    await offices.fulfil(clerk, title, words.evidence);
    await deputies.openNotice(deputy, '收到答复，请您评价', title);
    await deputies.evaluateSatisfied(deputy);
    await deputy.page.getByText('办结').first().waitFor();
    await deputy.inspect('deputy-closed');
  });

  it('the congress publishes it; anybody reads it and checks the receipt', async () => {
    await offices.publish(as('officer'), id);
    await as('officer').inspect('office-published');
    const citizen = await system().arrive(null, { size });
    await citizen.open('/suggestions');
    await citizen.page.getByRole('searchbox').fill(title);
    await citizen.page.getByRole('button', { name: '搜索' }).click();
    await citizen.inspect('public-list');
    await citizen.page.getByRole('link', { name: title, exact: true }).click();
    await citizen.page.getByText(words.secondReply).waitFor();
    await citizen.inspect('public-detail');
    await citizen.open('/log');
    await citizen.page.getByLabel('回执码').fill(code);
    await citizen.page.getByRole('button', { name: '核验' }).click();
    await citizen.page.getByText('记录属实，没有被改动').waitFor();
    await citizen.inspect('public-log');
  });

  it('nobody is left with anything to do', async () => {
    for (const [role, path, none] of [['deputy', '/deputy/', '建议都办完了'], ['clerk', '/office/', '没有待办事项'], ['officer', '/office/', '没有待办事项']] as const) {
      await as(role).open(path);
      await as(role).page.getByText(none).waitFor();
    }
    for (const [role, person] of people) expect(person.complaints, role).toEqual([]);
  });
});
