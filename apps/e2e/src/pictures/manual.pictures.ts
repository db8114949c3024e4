// The pictures of the manual: one suggestion's journey on the demonstration, stopped at every step that the manual shows.
import { it } from 'vitest';
import * as deputies from '../acts/deputy.ts';
import * as offices from '../acts/office.ts';
import { matter, words } from '../acts/texts.ts';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('demonstration');
const title = '关于增开城陵矶片区夜间公交的建议';

it('draws the journey', async () => {
  const arrive = system().arrive;
  const deputy = await arrive('deputy.city', { size: 'phone' });
  const cosigner = await arrive('deputy.cosigner', { size: 'phone' });
  const officer = await arrive('city.office');
  const government = await arrive('city.government');
  const clerk = await arrive('city.transport.clerk');
  const head = await arrive('city.transport.head');
  for (const { page } of [officer, government, clerk, head]) await page.setViewportSize({ width: 1280, height: 800 });

  await deputy.open('/deputy/');
  await snap(deputy, 'deputy-home');
  const id = await deputies.writeDraft(deputy, { ...matter, title });
  await deputy.page.evaluate(() => window.scrollTo(0, 0));
  await snap(deputy, 'deputy-write');
  const { person } = await (await system().app.signIn('deputy.cosigner')).trpc.session.me.query();
  await deputies.inviteCosigner(deputy, person.name);
  await snap(deputy, 'deputy-invite', deputy.page.getByRole('heading', { name: /联名代表/ }));
  await deputies.openNotice(cosigner, '请您确认联名', title);
  await snap(cosigner, 'cosigner-confirm');
  await cosigner.page.getByRole('button', { name: '确认联名' }).click();
  await cosigner.page.getByText('已确认联名').first().waitFor();
  await deputies.openNotice(deputy, '联名已确认', title);
  await deputy.page.getByRole('link', { name: '去提交' }).click();
  await deputy.page.getByRole('button', { name: '确认提交' }).waitFor();
  await snap(deputy, 'deputy-submit');
  await deputy.page.getByRole('button', { name: '确认提交' }).click();
  const code = await deputies.receiptCode(deputy);
  await snap(deputy, 'deputy-receipt');

  await officer.open('/office/');
  await snap(officer, 'office-inbox');
  await officer.open('/office/motions');
  await snap(officer, 'office-motions');
  await officer.open(`/office/examination?id=${id}`);
  await officer.page.getByRole('button', { name: '立案，看下一件' }).waitFor();
  await snap(officer, 'office-examination');
  await officer.page.getByRole('button', { name: '立案，看下一件' }).click();
  await officer.page.getByText(/第\d+号建议：/).waitFor();
  await officer.open(`/office/assignment?q=${encodeURIComponent(title)}`);
  await officer.page.getByRole('row').filter({ hasText: title }).getByRole('button', { name: '交办', exact: true }).click();
  const dialog = officer.page.getByRole('dialog', { name: '交办' });
  await dialog.getByText('答复代表。').waitFor();
  await snap(officer, 'office-assign');
  await dialog.getByRole('button', { name: '交办', exact: true }).click();
  await officer.page.getByText(/^已交.+办理/).waitFor();

  await government.open('/office/distribution');
  await snap(government, 'government-list');
  await government.open(`/office/suggestions/${id}#handling`);
  await government.page.getByRole('region', { name: '本单位办理' }).getByRole('button', { name: '分办', exact: true }).click();
  await government.page.getByRole('dialog', { name: '分办' }).getByText('已选为主办').waitFor();
  await snap(government, 'government-distribute');
  await government.page.getByRole('dialog', { name: '分办' }).getByRole('button', { name: '分办', exact: true }).click();
  await government.page.getByText('已分办。').waitFor();
  await government.open('/office/distribution?view=departments');
  await snap(government, 'government-departments');

  await clerk.open('/office/handling');
  await snap(clerk, 'organ-list');
  await clerk.open(`/office/suggestions/${id}#handling`);
  await clerk.page.getByRole('region', { name: '本单位办理' }).getByRole('button', { name: '签收', exact: true }).click();
  await clerk.page.getByText('已签收。').waitFor();
  await snap(clerk, 'organ-part');
  await offices.recordContact(clerk, title, words.contact);
  await deputies.openNotice(deputy, '请您确认沟通情况', title);
  await snap(deputy, 'deputy-contact', deputy.page.getByRole('heading', { name: '确认沟通情况' }));
  await deputies.confirmContact(deputy);
  await offices.writeReply(clerk, title, { grade: /^A/, body: words.secondReply });
  await clerk.page.getByText('已与代表沟通').waitFor();
  await snap(clerk, 'organ-reply', clerk.page.getByRole('form', { name: '起草答复' }));
  await offices.sendToHead(clerk);
  await offices.takeTask(head, '审签答复', title);
  await head.page.getByRole('button', { name: '签发答复' }).waitFor();
  await snap(head, 'organ-sign', head.page.getByRole('region', { name: '本单位办理' }));
  await head.page.getByRole('button', { name: '签发答复' }).click();
  await head.page.getByText('已签发。').waitFor();

  await deputies.openNotice(deputy, '收到答复，请您评价', title);
  await deputy.page.getByLabel('两项都满意').click();
  await snap(deputy, 'deputy-evaluate', deputy.page.getByRole('heading', { name: '评价答复' }));
  await deputy.page.getByRole('button', { name: '提交评价' }).click();
  await deputy.page.getByText('评价已提交').waitFor();
  await deputy.open(`/deputy/suggestions/${id}`);
  await snap(deputy, 'deputy-suggestion');
  await offices.publish(officer, id);

  const citizen = await arrive(null);
  await citizen.page.setViewportSize({ width: 1280, height: 800 });
  await citizen.open(`/suggestions/${id}`);
  await snap(citizen, 'public-detail');
  await citizen.open('/suggestions');
  await snap(citizen, 'public-list');
  await citizen.open(`/log?code=${encodeURIComponent(code)}`);
  await snap(citizen, 'public-log');
});

it('draws the yearly report', async () => {
  const officer = await system().arrive('city.office');
  await officer.page.setViewportSize({ width: 1280, height: 800 });
  await officer.open('/office/analysis/reports');
  await officer.page.getByRole('button', { name: '生成报告' }).click();
  await officer.page.getByRole('heading', { level: 1, name: /年度办理情况的报告$/ }).waitFor();
  await snap(officer, 'office-report');
});

it('draws a year book', async () => {
  const officer = await system().arrive('city.office');
  await officer.page.setViewportSize({ width: 1280, height: 800 });
  await officer.open('/office/duty/books');
  await officer.page.getByRole('button', { name: '生成年册' }).click();
  await officer.page.getByRole('link', { name: '打印（PDF）' }).nth(1).waitFor({ timeout: 60_000 });
  await snap(officer, 'office-duty-books');
});

it('draws the other pages', async () => {
  const pages = [
    ['deputy.city', 'phone', '/deputy/notices', 'deputy-notices'],
    ['deputy.city', 'phone', '/deputy/me', 'deputy-me'],
    ['deputy.city', 'phone', '/deputy/duty', 'deputy-duty'],
    ['deputy.city', 'phone', '/deputy/duty/plan', 'deputy-duty-plan'],
    ['city.office', 'desk', '/office/duty?sort=most', 'office-duty'],
    ['deputy.city', 'phone', '/deputy/duty/points', 'deputy-duty-points'],
    ['city.office', 'desk', '/office/duty/points', 'office-duty-points'],
    ['city.office', 'desk', '/office/board', 'office-board'],
    ['city.office', 'desk', '/office/publication', 'office-publication'],
    ['city.office', 'desk', `/office/search?q=${encodeURIComponent('公交')}`, 'office-search'],
    [null, 'phone', '/query', 'public-number'],
    ['city.office', 'desk', '/office/decisions', 'office-decisions'],
    ['city.office', 'desk', '/office/supervision?tab=key', 'office-key-list'],
    ['city.office', 'desk', '/office/analysis', 'office-analysis'],
    ['city.office', 'desk', '/office/assignment-list', 'office-assignment-list'],
    ['city.transport.head', 'desk', '/office/exchange', 'organ-exchange'],
    ['city.transport', 'desk', '/office/commitments', 'organ-commitments'],
    ['town.office', 'phone', '/office/', 'presidium-inbox'],
    ['town.office', 'phone', '/office/examination', 'presidium-examination'],
    ['admin.system', 'desk', '/office/admin/people', 'admin-people'],
    ['admin.system', 'desk', '/office/admin/organs', 'admin-organs'],
    ['admin.system', 'desk', '/office/admin/parameters', 'admin-parameters'],
    ['admin.system', 'desk', '/office/admin/log', 'admin-log'],
    [null, 'phone', '/', 'public-home'],
  ] as const;
  for (const [username, size, path, name] of pages) {
    const person = await system().arrive(username, { size });
    if (size === 'desk') await person.page.setViewportSize({ width: 1280, height: 800 });
    await person.open(path);
    await person.page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null && document.querySelector('.loading') === null);
    await snap(person, name);
    await person.leave();
  }
});
