// Pictures of the administrators' page of the manual: the end of a mandate, a reorganisation, a change of term.
import { it } from 'vitest';
import { useSystem } from '../harness/system.ts';
import { snap } from './snap.ts';

const system = useSystem('demonstration');
const later = '2027-01-12';

it('draws the end of a mandate', async () => {
  const [deputy] = await system().app.admin<{ id: string; name: string }>(
    `SELECT p.id, p.name FROM person p JOIN suggestion s ON s.lead_person_id = p.id JOIN cosigner c ON c.suggestion_id = s.id AND c.state = 'confirmed' JOIN congress k ON k.id = s.congress_id
     WHERE k.division_code = '4306' AND s.state IN ('assigned', 'in_handling', 'replied') LIMIT 1`);
  if (!deputy) throw new Error('no deputy leads a joint suggestion');
  const officer = await system().arrive('city.office', { size: 'desk' });
  const { page } = officer;
  await page.setViewportSize({ width: 1280, height: 1100 });
  await officer.open(`/office/admin/people/${deputy.id}`);
  await page.getByRole('button', { name: '终止', exact: true }).click();
  await page.getByLabel('法定情形').selectOption({ label: '迁出或者调离本行政区域（代表法第六十二条）' });
  await page.getByText('由谁接续联系、评价').scrollIntoViewIfNeeded();
  await snap(officer, 'mandate-end');
});

it('draws a reorganisation', async () => {
  const person = await system().arrive('admin.system', { size: 'desk' });
  const { page } = person;
  await page.setViewportSize({ width: 1280, height: 1300 });
  await person.open('/office/admin/reorganisation?new=1');
  const source = page.getByLabel('被撤并的机构');
  await source.selectOption({ label: '岳阳市交通运输局' });
  await page.getByText('合并设立新机构').click();
  await page.getByLabel('新机构名称').fill('岳阳市综合交通局');
  await page.getByRole('button', { name: '预览' }).click();
  await page.getByText('在任工作人员').waitFor();
  await snap(person, 'reorganisation');
});

it('draws a change of term', async () => {
  const person = await system().arrive('admin.system', { size: 'desk' });
  const { page } = person;
  await page.setViewportSize({ width: 1280, height: 1100 });
  await person.open('/office/admin/term-change');
  await page.getByLabel('第一次会议开幕日期').fill(later);
  await page.getByLabel('第一次会议闭幕日期').fill(later);
  await page.getByRole('button', { name: '开始筹备' }).click();
  await page.getByRole('button', { name: '选择本页全部' }).click();
  await snap(person, 'term-change');
});
