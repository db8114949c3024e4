// 建议审查: two clerks, a split that the deputy agrees to, a letter that is followed up, secrecy, a merge undone. 议案: written and signed on
// phones, decided on by the presidium, one converted, one listed and published.
import { addDays, today } from '@smart/kernel/dates';
import { systemClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { describe, expect, it } from 'vitest';
import { troupeOf } from './acts/api.ts';
import { inviteCosigner, openNotice } from './acts/deputy.ts';
import type { Person } from './harness/person.ts';
import { useSystem } from './harness/system.ts';

const system = useSystem();

describe('建议审查', () => {
  it('建议审查：两名工作人员不能同时审查一件，接手要告知对方；分案由代表同意，各件分别编号', async () => {
    const troupe = troupeOf(system().app);
    const title = '关于增开公交线路和规范停车的建议';
    const id = await troupe.submit({ title });
    const [first, second] = [await system().arrive('city.office'), await system().arrive('city.office.second')];
    await first.open(`/office/examination?id=${id}`);
    await first.page.getByRole('button', { name: '立案，看下一件' }).waitFor();
    await second.open(`/office/examination?id=${id}`);
    await second.page.getByText(/正在审查这件建议/).waitFor();
    expect(await second.page.getByRole('button', { name: '立案，看下一件' }).count()).toBe(0);
    await second.inspect('office-examination-held');
    await second.page.getByRole('button', { name: '接手审查' }).click();
    await second.page.getByRole('button', { name: '立案，看下一件' }).waitFor();
    await first.page.getByText(/正在审查这件建议/).waitFor();

    await second.page.getByRole('group', { name: '审查意见' }).getByLabel('建议分案').click();
    const parts = second.page.getByRole('group', { name: /^第 \d 件/ });
    await parts.nth(0).getByLabel('标题').fill('关于增开公交线路的建议');
    await parts.nth(1).getByLabel('标题').fill('关于规范停车秩序的建议');
    await second.page.getByLabel('理由（代表会看到）').fill('包含公交和停车两件事项，按一事一议分开。');
    await second.inspect('office-examination-split');
    await second.page.getByRole('button', { name: '请代表答复分案，看下一件' }).click();
    await expect.poll(async () => (await troupe.detail(id)).state, { timeout: 15_000 }).toBe('returned_for_amendment');

    const deputy = await system().arrive('deputy.city', { size: 'phone' });
    await openNotice(deputy, '请您答复分案建议', title);
    await deputy.page.getByText('包含公交和停车两件事项', { exact: false }).first().waitFor();
    await deputy.inspect('deputy-split');
    await deputy.page.getByRole('button', { name: '同意分案' }).click();
    await deputy.page.getByText('已同意分案').waitFor();
    await expect.poll(async () => (await troupe.detail(id)).title, { timeout: 15_000 }).toBe('关于增开公交线路的建议');
    const { splitOff } = await (await troupe.as('city.office')).trpc.review.origin.query({ id });
    expect(splitOff.map((one) => one.title)).toEqual(['关于规范停车秩序的建议']);

    // Whoever has an item open holds it: the colleague goes elsewhere first.
    await second.page.getByRole('navigation', { name: '工作台导航' }).getByRole('link', { name: '待办' }).click();
    await second.page.getByRole('heading', { level: 1, name: '待办' }).waitFor();
    await first.open('/office/examination');
    await first.page.getByRole('button', { name: '批量立案' }).click();
    await first.page.getByRole('button', { name: /立案 2 件/ }).waitFor();
    await first.inspect('office-bulk-accept');
    await first.page.getByRole('button', { name: /立案 2 件/ }).click();
    await first.page.getByText('已立案 2 件').waitFor();
    const numbers = await Promise.all([id, splitOff[0]?.id ?? ''].map(async (one) => (await troupe.detail(one)).numberLabel));
    expect(new Set(numbers).size).toBe(2);
    for (const one of [first, second, deputy]) expect(one.complaints).toEqual([]);
  });

  it('建议审查：作为代表来信的送有关机关并登记处理情况；保密后不再公开；交办前可以取消并案', async () => {
    const troupe = troupeOf(system().app);
    const { trpc } = await troupe.as('city.office');
    const letter = await troupe.submit({ title: '关于转交来信的建议' });
    await trpc.suggestions.examine.mutate({ id: letter, decision: 'decline', ground: 'forwarded_letter', followUp: 'letter_of_deputy', reason: '属于代转群众来信' });
    const officer = await system().arrive('city.office');
    await officer.open('/office/letters');
    await officer.inspect('office-letters');
    const dialog = officer.page.getByRole('dialog');
    await officer.page.getByRole('button', { name: '登记送往机关' }).click();
    await dialog.getByRole('combobox', { name: '送往机关' }).fill('交通运输局');
    await dialog.getByRole('option', { name: /交通运输局/ }).first().click();
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await officer.page.getByText('已登记送往机关').waitFor();
    await officer.page.getByRole('button', { name: '登记处理情况' }).click();
    await dialog.getByLabel('处理情况').fill('已经调整班次，并向来信人说明。');
    await dialog.getByRole('button', { name: '登记', exact: true }).click();
    await officer.page.getByText('已登记处理情况').waitFor();
    const deputy = await system().arrive('deputy.city', { size: 'phone' });
    await deputy.open(`/deputy/suggestions/${letter}`);
    await deputy.page.getByText('已经调整班次，并向来信人说明。').first().waitFor();
    await deputy.inspect('deputy-letter');

    const secret = await troupe.register({ title: '关于保密办理的建议' });
    await trpc.suggestions.publish.mutate({ id: secret });
    await officer.open(`/office/suggestions/${secret}`);
    await officer.page.getByRole('button', { name: '设为保密' }).click();
    await officer.page.getByLabel('保密理由').fill('反映人担心打击报复。');
    await officer.page.getByRole('button', { name: '确认保密' }).click();
    await officer.page.getByText('本件保密办理').waitFor();
    await officer.inspect('office-secrecy');
    const citizen = await system().arrive(null, { tolerated: /404|410/ });
    await citizen.open(`/suggestions/${secret}`);
    expect(await citizen.page.getByText('关于保密办理的建议').count()).toBe(0);

    const [main, merged] = [await troupe.register({ title: '关于主件的建议' }), await troupe.submit({ title: '关于误并的建议' })];
    await trpc.suggestions.examine.mutate({ id: merged, decision: 'merge', intoId: main, reason: '内容相同一并办理' });
    await officer.open(`/office/suggestions/${merged}`);
    await officer.page.getByRole('button', { name: '取消并案' }).click();
    await officer.page.getByLabel('取消并案的理由').fill('核对后事项不同。');
    await officer.page.getByRole('button', { name: '确认取消并案' }).click();
    await officer.page.getByText('已取消并案').waitFor();
    expect((await troupe.detail(merged)).state).toBe('registered');
    for (const one of [officer, deputy, citizen]) expect(one.complaints).toEqual([]);
  });
});

/** A session sits today; as many deputies as the law asks for have signed but the one who is asked on the page. */
async function sitting(): Promise<string> {
  const { trpc } = await system().app.signIn('deputy.city');
  const { capacities } = await trpc.session.me.query();
  const congressId = capacities.find((one) => one.kind === 'mandate')?.congressId ?? '';
  const day = today(systemClock);
  await system().app.admin(
    `INSERT INTO session (id, congress_id, term_id, number, starts_on, ends_on) SELECT $1, $2, t.id, 20, $3, $4 FROM term t WHERE t.congress_id = $2 AND t.current AND NOT EXISTS (SELECT 1 FROM session x WHERE x.congress_id = $2 AND x.number = 20)`,
    [newId(), congressId, day, addDays(day, 3)],
  );
  return congressId;
}
const signedByOthers = (motionId: string, count: number) =>
  system().app.admin(
    `INSERT INTO motion_cosigner (id, congress_id, motion_id, mandate_id, person_id, name, state)
     SELECT gen_random_uuid(), x.congress_id, x.id, m.id, m.person_id, p.name, 'confirmed' FROM motion x JOIN mandate m ON m.congress_id = x.congress_id AND m.status = 'active' JOIN person p ON p.id = m.person_id
     WHERE x.id = $1 AND m.person_id <> x.lead_person_id AND NOT EXISTS (SELECT 1 FROM motion_cosigner c WHERE c.motion_id = x.id AND c.person_id = m.person_id) ORDER BY m.id DESC LIMIT $2`,
    [motionId, count],
  );

const motion = {
  标题: '关于推进加装电梯的议案', 案由: '既有住宅加装电梯需求大、推进慢。', 案据: '较早建成的多层住宅多数没有电梯，老年居民上下楼困难，办理规则不统一。', 方案: '由本级人民代表大会作出决定，明确部门职责、补助办法和办理时限。',
} as const;

async function openMotionNotice({ page, open }: Person, kind: string): Promise<void> {
  await open('/deputy/notices');
  await page.getByRole('listitem').filter({ hasText: motion.标题 }).getByRole('link', { name: kind }).first().click();
  await page.waitForURL(/\/deputy\/motions\//);
  await page.getByRole('heading', { level: 1, name: motion.标题 }).waitFor();
}

describe('议案', () => {
  it('议案：代表在手机上起草、邀请联名，满法定人数才能提交；主席团决定转为建议，或者列入议程并公开', async () => {
    await sitting();
    const troupe = troupeOf(system().app);
    const [deputy, cosigner] = [await system().arrive('deputy.city', { size: 'phone' }), await system().arrive('deputy.cosigner', { size: 'phone' })];
    await deputy.open('/deputy/motions');
    await deputy.inspect('deputy-motions');
    await deputy.page.getByRole('link', { name: '写议案' }).click();
    for (const [label, text] of Object.entries(motion)) await deputy.page.getByLabel(label, { exact: false }).first().fill(text);
    await deputy.page.getByText(/已保存/).first().waitFor();
    const id = deputy.page.url().split('/').at(-1) ?? '';
    await inviteCosigner(deputy, (await (await troupe.as('deputy.cosigner')).trpc.session.me.query()).person.name);
    await deputy.page.getByText(/还差 9 人/).first().waitFor();
    await deputy.inspect('deputy-motion-write');
    await openMotionNotice(cosigner, '请您确认联名议案');
    await cosigner.inspect('deputy-motion-cosign');
    await cosigner.page.getByRole('button', { name: '确认联名' }).click();
    await cosigner.page.getByText('已确认联名').first().waitFor();
    await signedByOthers(id, 8);
    await deputy.open(`/deputy/motions/write/${id}`);
    await deputy.page.getByRole('button', { name: '提交议案' }).click();
    await deputy.page.getByRole('button', { name: '确认提交' }).click();
    await deputy.page.getByText(/第\d+号议案/).first().waitFor();
    await deputy.inspect('deputy-motion');

    const officer = await system().arrive('city.office');
    await officer.open('/office/motions');
    await officer.inspect('office-motions');
    await officer.page.getByRole('link', { name: motion.标题, exact: true }).click();
    await officer.page.getByRole('group', { name: '办理事项' }).getByLabel('转为代表建议').click();
    await officer.page.getByLabel(/不作议案处理的理由/).fill('事项属于政府职权，宜作建议办理。');
    await officer.inspect('office-motion');
    await officer.page.getByRole('button', { name: '转为代表建议' }).click();
    await officer.page.getByRole('link', { name: /第\d+号建议/ }).waitFor();
    await openMotionNotice(cosigner, '议案转为代表建议');
    await cosigner.page.getByRole('link', { name: /第\d+号建议/ }).click();
    await cosigner.page.getByRole('heading', { level: 1, name: '关于推进加装电梯的建议' }).waitFor();

    const lead = (await troupe.as('deputy.city')).trpc;
    const second = (await lead.motions.save.mutate({ title: '关于湖泊保护的议案', cause: motion.案由, grounds: motion.案据, plan: motion.方案, topic: 'environment' })).id;
    const { capacities } = await (await troupe.as('deputy.cosigner')).trpc.session.me.query();
    await lead.motions.invite.mutate({ id: second, mandateIds: [capacities.find((one) => one.kind === 'mandate')?.id ?? ''] });
    await (await troupe.as('deputy.cosigner')).trpc.motions.answer.mutate({ id: second, agree: true });
    await signedByOthers(second, 8);
    await lead.motions.submit.mutate({ id: second });
    await officer.open(`/office/motions/${second}`);
    await officer.page.getByRole('group', { name: '办理事项' }).getByLabel('列入会议议程').click();
    await officer.page.getByRole('button', { name: '列入会议议程' }).click();
    await officer.page.getByText('主席团决定').first().waitFor();
    await (await troupe.as('city.office')).trpc.motions.publish.mutate({ id: second });
    const citizen = await system().arrive(null, { size: 'phone' });
    await citizen.open('/motions');
    await citizen.inspect('public-motions');
    await citizen.page.getByRole('link', { name: '关于湖泊保护的议案' }).click();
    await citizen.page.getByText('列入会议议程').first().waitFor();
    await citizen.inspect('public-motion');
    for (const one of [deputy, cosigner, officer, citizen]) expect(one.complaints).toEqual([]);
  });
});
