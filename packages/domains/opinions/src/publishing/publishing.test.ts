// 公开: what reaches everybody is what staff wrote, names nobody, and can be taken off; the workflow walks nowhere else.
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { testWork } from '@smart/divisions/testing';
import type { Capacity } from '@smart/identity/capacity';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { publicSettings } from '@smart/rpc/context';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { walk, type Walker } from '@smart/workflow/walk';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { opinionSecret } from '../entering.ts';
import { evaluate } from '../follow.ts';
import { accept, answer } from '../sorting.ts';
import { createHouse, type House, sample } from '../testing.ts';
import { opinionDataCsvHead, opinionDataCsvLine, opinionDataDictionary, opinionDataRecord } from './open-data.ts';
import { publicationListInput, publishInput } from './model.ts';
import { opinionAddresses, opinionMonths, publicOpinion, publicOpinionPortion, publicOpinions } from './public.ts';
import { declinePublication, listPublications, proposePublication, publishOpinion, withdrawPublication } from './publishing.ts';
import { publicationStore } from './store.ts';
import { type Actor, publicationWorkflow } from './workflow.ts';

let database: TestDatabase;
let house: House;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
});
afterAll(() => database.close());

const asPublic = <T>(run: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork(publicSettings, (unit) => run(testWork(unit, house.clock)), { readOnly: true });
const refusal = async (run: Promise<unknown>): Promise<{ code: string; fields: readonly string[] }> => {
  try {
    await run;
    return { code: 'done', fields: [] };
  } catch (error) {
    return isDomainError(error) ? { code: error.code, fields: error.fields.map(({ path }) => path) } : { code: String(error), fields: [] };
  }
};
const replied = '已派人更换灯具，三号楼路灯今晚恢复照明。';

async function closed(changes: Partial<typeof sample> = {}): Promise<string> {
  const { id, number } = await house.byCitizen(changes);
  await house.as(house.officer, (work, who) => accept(work, who, { id }));
  await house.as(house.officer, (work, who) => answer(work, who, { id, reply: replied }));
  await house.inDistrict((work) => evaluate(work, number, opinionSecret(id), 'satisfied'));
  return id;
}
const page = { limit: 20, offset: 0 };
const publish = (opinionId: string, changes: Record<string, unknown> = {}) =>
  house.as(house.officer, (work, who) => publishOpinion(work, who, publishInput.parse({ opinionId, title: '路灯修好了', content: '楼前的路灯坏了三个月。', place: '金鹗小区', topic: 'urban', reply: replied, ...changes })));

it('what staff wrote is public, names nobody, is found, taken off and published anew; before, and afterwards, nothing of it is public', async () => {
  const id = await closed({ content: '我是王小明，电话13800001111，三号楼的路灯坏了三个月。', name: '王小明' });
  const proposal = await house.as(house.officer, (work, who) => proposePublication(work, who, id));
  expect(proposal.content).toBe('我是［姓名已隐去］，电话［电话已隐去］，三号楼的路灯坏了三个月。');
  expect(proposal.warnings).toContain('含有电话号码');
  expect((await asPublic((work) => publicOpinions(work, {}, page))).total).toBe(0);
  expect(await refusal(publish(id, { content: '王小明说路灯坏了', reply: '请拨打 13800001111 联系' }))).toEqual({ code: 'common.invalid_input', fields: ['content', 'reply'] });
  await publish(id);
  const { rows: [row] } = await asPublic((work) => publicOpinions(work, { q: '路灯', division: '4306', topic: 'urban', year: 2026 }, page));
  expect(row).toMatchObject({ title: '路灯修好了', satisfactionLabel: '满意', days: 0, congressName: '岳阳楼区人民代表大会' });
  expect(JSON.stringify(row)).not.toMatch(/王小明|13800001111/);
  expect(row?.id).not.toBe(id);
  const publicId = row?.id ?? '';
  expect((await asPublic((work) => publicOpinions(work, { division: '4307' }, page))).total).toBe(0);
  expect((await asPublic((work) => publicOpinions(work, { q: '公交' }, page))).total).toBe(0);
  expect(await asPublic((work) => opinionAddresses(work, '2026-03'))).toHaveLength(1);
  expect(await asPublic(opinionMonths)).toMatchObject([{ month: '2026-03' }]);
  await house.as(house.officer, (work, who) => withdrawPublication(work, who, { opinionId: id, reason: '地点写得太细' }));
  expect(await refusal(asPublic((work) => publicOpinion(work, publicId)))).toMatchObject({ code: 'opinions.not_public' });
  expect((await asPublic((work) => publicOpinions(work, { q: '路灯' }, page))).total).toBe(0);
  await publish(id, { place: '' });
  expect((await asPublic((work) => publicOpinion(work, publicId))).place).toBe('');
});

it('what is under way is not published; what is not to be shown says why; other congresses and deputies see none of it', async () => {
  const { officer, cityOfficer, deputy } = house;
  const open = await house.byCitizen();
  expect((await refusal(publish(open.id))).code).toBe('workflow.refused');
  expect((await refusal(house.as(officer, (work, who) => declinePublication(work, who, { opinionId: open.id, reason: '涉及隐私' })))).code).toBe('workflow.refused');
  const id = await closed();
  await house.as(officer, (work, who) => declinePublication(work, who, { opinionId: id, reason: '涉及个人隐私' }));
  const declined = await house.as(officer, (work, who) => listPublications(work, who, publicationListInput.parse({ tab: 'declined' })));
  expect(declined).toMatchObject({ total: 1, counts: { waiting: 0, published: 1, declined: 1, withdrawn: 0 }, rows: [{ opinionId: id, reason: '涉及个人隐私', publicId: null }] });
  const other = await closed();
  expect((await refusal(house.as(cityOfficer, (work, who) => proposePublication(work, who, id)))).code).toBe('common.not_found');
  expect((await refusal(house.as(deputy, (work, who) => publishOpinion(work, who, publishInput.parse({ opinionId: other, title: '标题标题', content: '内容内容内容', reply: '答复答复答复' }))))).code).toBe('common.forbidden');
});

it('the open data are explained column by column and run no formula', async () => {
  const id = await closed();
  await publish(id, { title: '=HYPERLINK("x")', content: '内容,带"引号"的一句话' });
  const [one] = await asPublic((work) => publicOpinionPortion(work, {}, { after: null, limit: 1 }));
  if (!one) throw new Error('nothing is public');
  expect(Object.keys(opinionDataRecord(one))).toEqual(opinionDataDictionary.map(({ name }) => name));
  expect(opinionDataCsvHead.startsWith('\uFEFFid,congress,')).toBe(true);
  expect(opinionDataCsvLine(one)).toContain(`"'=HYPERLINK(""x"")"`);
  const rest = await asPublic((work) => publicOpinionPortion(work, {}, { after: { publishedAt: one.publishedAt, id: one.id }, limit: 10 }));
  expect(rest.map((other) => other.id)).not.toContain(one.id);
});

it('the publication of an opinion walks everywhere and nowhere else, and the README shows it', async () => {
  expect(readmeIsCurrent(join(import.meta.dirname, '../../README.md'), publicationWorkflow)).toBe(true);
  const walker = (capacity: Capacity): Walker<Actor> => ({ name: capacity.personName, actor: capacity, acting: { personId: capacity.personId, capacityId: capacity.id, label: capacity.personName } });
  let made = 0;
  const report = await walk({
    store: publicationStore,
    walkers: [house.officer, house.leader, house.clerk, house.deputy, house.cityOfficer].map(walker),
    as: (_, run) => house.inDistrict(run),
    create: async () => {
      const [id, opinionId] = [newId(), newId()];
      made += 1;
      await database.adminSql(
        `INSERT INTO opinion (id, congress_id, number, source, state, title, content, reply, updated_at) VALUES ($1, $2, $3, 'web', $4, '标题', '内容', '答复', now())`,
        [opinionId, house.districtId, `430602-260302-9${String(made).padStart(5, '0')}`, made % 5 === 0 ? 'handling' : 'closed'],
      );
      await database.adminSql(`INSERT INTO opinion_publication (id, congress_id, opinion_id, title, content, reply, received_on, replied_on, updated_at) VALUES ($1, $2, $3, '标题', '内容', '答复', '2026-03-01', '2026-03-02', now())`, [id, house.districtId, opinionId]);
      return id;
    },
    details: async () => ({ event: { payload: { title: '标题' } } }),
    runs: 20, steps: 10, attempts: 3,
  });
  expect(report.states).toEqual(new Set(['draft', 'published', 'withdrawn', 'declined']));
  expect(report.refusals).toBeGreaterThan(50);
}, 120_000);
