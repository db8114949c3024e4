import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { satisfactionRate } from '../analysis/figures.ts';
import { analysisOf } from '../analysis/service.ts';
import { plant } from '../analysis/planting.ts';
import { createHouse, type House } from '../testing.ts';
import { figuresOf } from './content.ts';
import { filledIn, partsOf, reportFields, reportFigures, saveSectionInput, unknownFields, type FieldValues, type ReportView } from './model.ts';
import { publicReport, publicReports } from './public.ts';
import { actOnReport, generateReport, reportDetail, reportsOf, saveSection, versionOf } from './service.ts';

let database: TestDatabase;
let house: House;
let id: string;

const open = (): Promise<ReportView> => house.as(house.officer, (work, who) => reportDetail(work, who, id));
const sectionOf = async (key: string): Promise<ReportView['sections'][number]> => {
  const found = (await open()).sections.find((one) => one.key === key);
  if (!found) throw new Error(`no section ${key}`);
  return found;
};
const act = async (action: 'generate' | 'finalise' | 'reopen' | 'publish' | 'withdraw', reason?: string) => {
  const { version } = await open();
  return house.as(house.officer, (work, who) => actOnReport(work, who, { id, action, version, reason }));
};
const write = async (key: string, text: string | null, revision?: number) => {
  const section = await sectionOf(key);
  return house.as(house.officer, (work, who) => saveSection(work, who, { sectionId: section.id, revision: revision ?? section.revision, text }));
};

beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  const { city, organs } = house;
  const at = (organId: string, name: string) => ({ id: organId, name, congressId: city.congressId });
  await plant(house, { seed: 4306, count: 120, place: city, organs: [at(organs.transport, '岳阳市交通运输局'), at(organs.housing, '岳阳市住房和城乡建设局')], lead: house.deputy });
  ({ id } = await house.as(house.officer, (work, who) => generateReport(work, who, { year: 2025 })));
}, 60_000);
afterAll(() => database.close());

describe('texts with fields', () => {
  const values = (): FieldValues => reportFigures.shape.values.parse(Object.fromEntries(reportFields.map((field) => [field, `<${field}>`])));
  it('puts figures in and leaves other braces alone, but names them when saved', () => {
    expect(filledIn('共{提出件数}件，{不知道}', values())).toBe('共<提出件数>件，{不知道}');
    expect(partsOf('共{提出件数}件', values())).toEqual([{ text: '共', field: null }, { text: '<提出件数>', field: '提出件数' }, { text: '件', field: null }]);
    expect(unknownFields('{提出件数}{满意度}')).toEqual(['满意度']);
    const refused = saveSectionInput.safeParse({ sectionId: id, revision: 0, text: '{满意度}' });
    expect(refused.error?.issues[0]?.message).toContain('没有名为“满意度”的数据项');
  });
});

describe('a year’s report', () => {
  it('has the figures of the analysis, and texts that name only fields there are', async () => {
    const view = await open();
    const figures = await house.as(house.officer, (work, who) => analysisOf(work, who, { year: 2025 }));
    expect(view.values.提出件数).toBe(String(figures.totals.total));
    expect(view.values.满意率).toBe(`${((satisfactionRate(figures.totals) ?? 0) * 100).toFixed(1).replace(/\.0$/, '')}%`);
    expect(view.values.未作评价件数).toBe(String(figures.totals.notEvaluated));
    for (const section of view.sections) expect(unknownFields(section.generated)).toEqual([]);
    expect(view.sections.map((one) => one.key)).toEqual(['submission', 'handling', 'evaluation', 'supervision', 'below', 'problems', 'plans']);
  });

  it('breaks down only what may be made public, and says how many are not', async () => {
    const open_ = await house.as(house.officer, (work, who) => analysisOf(work, who, { year: 2025 }, true));
    const view = await open();
    const [topics] = (await sectionOf('submission')).tables;
    expect(topics?.rows.at(-1)?.[1]).toBe(String(open_.byTopic.reduce((sum, one) => sum + one.count, 0)));
    expect(Number(view.values.不宜公开件数)).toBe(Number(view.values.提出件数) - open_.totals.total);
  });

  it('counts grades and evaluations without the hidden ones where these are so few that a sum would tell how one was judged', async () => {
    const view = (publishable: boolean) => house.as(house.officer, (work, who) => analysisOf(work, who, { year: 2025 }, publishable));
    const [all, shown] = [await view(false), await view(true)];
    const told = (hidden: number) => {
      const totals = { ...all.totals, total: shown.totals.total + hidden, satisfied: shown.totals.satisfied + hidden };
      return figuresOf({ year: 2025, all: { ...all, totals }, open: shown, below: { division: '4306', year: 2025, districts: [], tiers: [] } }).values;
    };
    expect(told(0).满意件数).toBe(String(shown.totals.satisfied));
    for (const few of [1, 4]) expect([told(few).满意件数, told(few).不宜公开件数]).toEqual([String(shown.totals.satisfied), String(few)]);
    expect(told(5).满意件数).toBe(String(shown.totals.satisfied + 5));
  });

  it('keeps what was changed by hand when it is generated again, with fresh figures in it and the new text beside it', async () => {
    await write('evaluation', '代表普遍认可办理工作，满意率{满意率}。');
    await write('problems', '个别单位联系代表不够主动。');
    const before = await open();
    await house.submitted(house.deputy);
    await database.adminSql(`UPDATE suggestion SET submitted_at = '2025-05-05T04:00:00Z', result = 'not_satisfied', state = 'closed' WHERE submitted_at > '2026-03-02'`);
    await act('generate');
    const after = await open();
    const section = after.sections.find((one) => one.key === 'evaluation');
    expect(section).toMatchObject({ text: '代表普遍认可办理工作，满意率{满意率}。', changedBy: house.officer.personName });
    expect(section?.generated).toContain('{已评价件数}');
    expect(after.sections.find((one) => one.key === 'submission')?.text).toBeNull();
    expect(Number(after.values.提出件数)).toBeGreaterThan(Number(before.values.提出件数));
    expect(after.versions.length).toBe(before.versions.length + 1);
    // The version before shows what stood then.
    const kept = await house.as(house.officer, (work, who) => versionOf(work, who, { id, number: 1 }));
    expect(kept.sections[0]?.text).toContain(`提出建议、批评和意见${before.values.提出件数}件`);
  });

  it('two who write the same section notice each other; going back to the generated text is one act', async () => {
    const { revision } = await sectionOf('plans');
    await write('plans', '继续做好跟踪督办。', revision);
    await expect(write('plans', '另一个人的文字。', revision)).rejects.toMatchObject({ code: 'common.conflict' });
    await write('plans', null);
    expect((await sectionOf('plans')).text).toBeNull();
  });

  it('is final, then public as it stood, and closed to changes until it is taken back with a reason', async () => {
    expect(await house.asPublic((work) => publicReports(work))).toEqual([]);
    await act('finalise');
    await expect(write('problems', '定稿后的修改')).rejects.toMatchObject({ code: 'common.conflict' });
    await expect(act('generate')).rejects.toMatchObject({ code: 'workflow.illegal_action' });
    await expect(house.asPublic((work) => publicReport(work, id))).rejects.toMatchObject({ code: 'common.not_found' });
    await act('publish');
    const [shown] = await house.asPublic((work) => publicReports(work));
    expect(shown).toMatchObject({ id, year: 2025, congressName: '岳阳市人民代表大会' });
    const content = await house.asPublic((work) => publicReport(work, id));
    expect(content.sections.map((one) => one.heading)).toContain('五、存在的问题');
    expect(JSON.stringify(content)).not.toMatch(/[{]\p{Script=Han}/u);
    await expect(act('withdraw', '')).rejects.toMatchObject({ code: 'common.invalid_input' });
    await act('withdraw', '数据需要更正');
    expect(await house.asPublic((work) => publicReports(work))).toEqual([]);
    await act('reopen', '更正数据');
    expect((await open()).stateLabel).toBe('草稿');
  });

  it('belongs to its congress; a leader reads along and changes nothing; a year to come has no report', async () => {
    await expect(house.as(house.districtOfficer, (work, who) => reportDetail(work, who, id))).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(house.as(house.leader, async (work, who) => actOnReport(work, who, { id, action: 'finalise', version: (await reportDetail(work, who, id)).version }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await expect(house.as(house.officer, (work, who) => generateReport(work, who, { year: 2027 }))).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'year' }] });
    // The last hours of 2024 in Shanghai: the year before begins with it.
    await database.adminSql(`UPDATE suggestion SET submitted_at = '2024-12-31T15:30:00Z' WHERE id = (SELECT id FROM suggestion WHERE congress_id = $1 AND state = 'closed' AND submitted_at IS NOT NULL LIMIT 1)`, [house.city.congressId]);
    expect((await house.as(house.officer, (work, who) => reportsOf(work, who))).years).toEqual([2026, 2025, 2024]);
  });
});
