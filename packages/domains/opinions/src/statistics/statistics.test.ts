// The figures equal what an independent statement counts; the congress above and everybody learn numbers of the congresses below and no words.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { testWork } from '@smart/divisions/testing';
import { newId } from '@smart/kernel/ids';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { accept, answer } from '../sorting.ts';
import { publicSettings } from '@smart/rpc/context';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOpinions } from '../looking.ts';
import { listInput } from '../model-inputs.ts';
import { createHouse, type House } from '../testing.ts';
import { digestOf, digestReport } from './digest.ts';
import { contentRate, type Counted, noFigures, ranked, scoreOf } from './model.ts';
import { figureDictionary, figureRecord, figuresCsv, publicFigures } from './public.ts';
import { countOpinions, figuresBelow, figuresOver, opinionRollup } from './rollup.ts';
import { monthBefore, monthSpan, statisticsOf } from './service.ts';

let database: TestDatabase;
let house: House;
const station = newId();
const secretWords = '没有公开的原话';

/** Ninety opinions over three months, in states, topics and verdicts that follow from their number. */
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  await database.adminSql(`INSERT INTO station (id, congress_id, code, division_code, name, label, functions, address, opened_on, updated_at) VALUES ($1, $2, 'AB2345', '430602', '洛王站', '代表联络站', '{}', '洛王路', '2026-01-01', now())`, [station, house.districtId]);
  await database.adminSql(
    `INSERT INTO opinion (id, congress_id, number, source, state, title, content, topic, station_id, deputy_person_id, organ_id, organ_name, reply, replied_at, satisfaction, due_on, held_because, created_at, updated_at)
     SELECT gen_random_uuid(), $1, '430602-2603-' || lpad(n::text, 6, '0'), 'web', (ARRAY['registered', 'assigned', 'replied', 'closed', 'redirected'])[n % 5 + 1], $2, '内容', (ARRAY['urban', 'transport', 'health', NULL])[n % 4 + 1],
       CASE WHEN n % 3 = 0 THEN $3::uuid END, CASE WHEN n % 7 = 0 THEN $4::uuid END, CASE WHEN n % 5 = 1 THEN $5::uuid END, CASE WHEN n % 5 = 1 THEN '区住房和城乡建设局' END, CASE WHEN n % 5 IN (2, 3) THEN '已经办好' END,
       CASE WHEN n % 5 IN (2, 3) THEN at + (n % 50) * interval '1 day' END, CASE WHEN n % 5 = 3 THEN (ARRAY['satisfied', 'basically', 'dissatisfied', 'none'])[n % 4 + 1] END, CASE WHEN n % 5 = 1 THEN '2026-02-20'::date END, '{}', at, at
     FROM (SELECT n, '2026-01-01T00:30:00+08:00'::timestamptz + n * interval '16 hours' AS at FROM generate_series(1, 90) n) x`,
    [house.districtId, secretWords, station, house.deputy.personId, house.housing],
  );
  await house.inDistrict((work) => countOpinions(work, house.districtId, null));
}, 60_000);
afterAll(() => database.close());

/** Counted row by row in the test, not in the statement under test. */
async function independently(where: string): Promise<Record<string, number>> {
  const rows = await database.adminSql<{ state: string; reply: string | null; satisfaction: string | null; heard: string; told: string | null }>(
    `SELECT state, reply, satisfaction, to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS heard, to_char(replied_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS told FROM opinion WHERE congress_id = $1 AND ${where}`,
    [house.districtId],
  );
  const days = rows.filter(({ state, reply }) => reply !== null && (state === 'replied' || state === 'closed')).map(({ heard, told }) => Math.round((Date.parse(told ?? '') - Date.parse(heard)) / 86_400_000));
  const verdicts = (verdict: string): number => rows.filter(({ satisfaction }) => satisfaction === verdict).length;
  return {
    received: rows.length, answered: days.length, redirected: rows.filter(({ state }) => state === 'redirected').length, inTime: days.filter((one) => one <= 30).length, days: days.reduce((sum, one) => sum + one, 0),
    satisfied: verdicts('satisfied'), basically: verdicts('basically'), dissatisfied: verdicts('dissatisfied'), unrated: verdicts('none'),
  };
}
const figures = (input = {}) => house.as(house.officer, (work, who) => statisticsOf(work, who, input));

describe('figures', () => {
  it('equal an independent count, in total and by each dimension', async () => {
    const view = await figures({ year: 2026 });
    expect(view.totals).toEqual(await independently('true'));
    expect(view.byTopic.find(({ key }) => key === 'health')).toMatchObject(await independently(`topic = 'health'`));
    expect(view.byTopic.find(({ key }) => key === null)).toMatchObject({ label: '未分类', ...(await independently('topic IS NULL')) });
    expect(view.byStation.find(({ key }) => key === station)).toMatchObject({ label: '洛王站', ...(await independently(`station_id = '${station}'`)) });
    expect(view.byDeputy.find(({ label }) => label === '陈静')).toMatchObject(await independently('deputy_person_id IS NOT NULL'));
    expect(view.byOrgan.find(({ label }) => label === '区住房和城乡建设局')).toMatchObject(await independently('organ_id IS NOT NULL'));
    expect(view.byMonth.find(({ key }) => key === '2026-02')).toMatchObject(await independently(`to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') = '2026-02'`));
    expect((await figures({ topic: 'urban', stationId: station })).totals).toEqual(await independently(`topic = 'urban' AND station_id = '${station}'`));
    expect((await figures({ year: 2025 })).totals).toEqual(noFigures);
    expect((await figures({ year: 2025 })).byYear).toMatchObject([{ key: '2026', received: 90 }]);
    expect(view.stations).toBe(1);
  });

  it('lead to the list of those very opinions', async () => {
    const behind = (input: Record<string, unknown>) => house.as(house.officer, (work, who) => listOpinions(work, who, listInput.parse(input)));
    const view = await figures({ year: 2026 });
    const [byMonth, byStation, unrated] = [view.byMonth.find(({ key }) => key === '2026-02'), view.byStation.find(({ key }) => key === station), view.totals.unrated];
    expect((await behind({ from: '2026-02-01', until: '2026-02-28' })).total).toBe(byMonth?.received);
    expect((await behind({ stationId: station })).total).toBe(byStation?.received);
    expect((await behind({ satisfaction: 'none' })).total).toBe(unrated);
    expect((await behind({ deputyId: house.deputy.personId })).total).toBe(view.byDeputy.find(({ label }) => label === '陈静')?.received);
  });

  it('of the congresses below are numbers; the public reads the same numbers and not a word', async () => {
    const above = await house.as(house.cityOfficer, (work, who) => statisticsOf(work, who, { year: 2026 }));
    expect(above.totals).toEqual(noFigures);
    expect(above.below.find(({ code }) => code === '430602')).toMatchObject(await independently('true'));
    const rows = await database.units.unitOfWork(publicSettings, (unit) => publicFigures(testWork(unit, house.clock), '4306', 2026), { readOnly: true });
    expect(rows.reduce((sum, { received }) => sum + received, 0)).toBe(90);
    expect(rows.find(({ stationName, topic, month }) => stationName === '洛王站' && topic === 'health' && month === '2026-01')).toMatchObject(
      await independently(`station_id = '${station}' AND topic = 'health' AND to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') = '2026-01'`),
    );
    expect(JSON.stringify([rows, above])).not.toContain(secretWords);
    expect(Object.keys(figureRecord(rows[0] ?? expect.fail('no figures')))).toEqual(figureDictionary.map(({ name }) => name));
    expect(figuresCsv(rows).split('\r\n')).toHaveLength(rows.length + 2);
  });
});

it('the digest sums up a month, names what is late and becomes a report', async () => {
  const digest = await house.as(house.officer, (work, who) => digestOf(work, who, '2026-02'));
  expect(digest.totals).toEqual(await independently(`to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') = '2026-02'`));
  expect(digest.overdue).toHaveLength(18);
  expect(digest.overdue[0]).toMatchObject({ late: 10, label: '区住房和城乡建设局' });
  expect(digest.handed).toMatchObject([{ organName: '区住房和城乡建设局', open: digest.handed[0]?.handed, overdue: digest.handed[0]?.handed }]);
  const { title, sections } = digestReport(digest);
  expect(title).toContain('2026 年 2 月');
  expect(sections.map(({ heading }) => heading)).toEqual(['一、汇总', '二、梳理', '三、交办', '四、督查']);
  expect(await house.as(house.cityOfficer, (work, who) => digestOf(work, who, '2026-02'))).toMatchObject({ totals: noFigures, overdue: [] });
});

describe('kept figures', () => {
  const everybody = <T>(read: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork(publicSettings, (unit) => read(testWork(unit, house.clock)), { readOnly: true });

  it('equal the opinions, by month and by year, for everybody', async () => {
    const months = await everybody((work) => figuresOver(work, '4306', 2026));
    expect(months.map(({ period }) => period)).toEqual(['2026-01', '2026-02', '2026-03']);
    expect(months[1]).toMatchObject(await independently(`to_char(created_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') = '2026-02'`));
    expect(await everybody((work) => figuresOver(work, '430602', null))).toEqual([{ period: '2026', ...(await independently('true')) }]);
    expect((await everybody((work) => figuresBelow(work, '43', 2026))).find(({ code }) => code === '4306')).toMatchObject(await independently('true'));
    expect((await everybody((work) => figuresBelow(work, '4306', 2025))).every(({ received }) => received === 0)).toBe(true);
  });

  it('follow each act by its event, whatever its order and however often it comes; what was lost is counted anew', async () => {
    const events = () => house.inDistrict((work) => work.sql<DomainEvent>(`SELECT id, congress_id AS "congressId", type, subject_id AS "subjectId" FROM domain_event WHERE subject_type = 'opinion' ORDER BY random()`));
    const total = async (): Promise<Record<string, unknown> | undefined> => (await everybody((work) => figuresOver(work, '430602', null)))[0];
    const { id } = await house.byCitizen();
    expect(await total()).toMatchObject({ received: 90 });
    for (const event of [...(await events()), ...(await events())]) if (opinionRollup.types.includes(event.type)) await house.inDistrict((work) => opinionRollup.handle(work, event));
    expect(await total()).toMatchObject(await independently('true'));
    await house.as(house.officer, (work, who) => accept(work, who, { id }));
    await house.as(house.officer, (work, who) => answer(work, who, { id, reply: '已经派人修好。' }));
    for (const event of await events()) await house.inDistrict((work) => opinionRollup.handle(work, event));
    expect(await total()).toMatchObject(await independently('true'));
    await database.adminSql('DELETE FROM opinion_rollup');
    await house.inDistrict((work) => countOpinions(work, house.districtId, null));
    expect(await total()).toMatchObject(await independently('true'));
  });

  it('belong to their congress: another neither writes nor counts them', async () => {
    const elsewhere = <T>(run: (work: Work) => Promise<T>): Promise<T> => house.as(house.cityOfficer, (work) => run(work));
    await expect(elsewhere((work) => work.sql(`INSERT INTO opinion_rollup SELECT congress_id, '2020', 1, 1, 1, 1, 1, 1, 1, 1, 1 FROM opinion_rollup LIMIT 1`))).rejects.toThrow();
    await elsewhere((work) => work.sql(`UPDATE opinion_rollup SET received = 0`));
    expect(await everybody((work) => figuresOver(work, '430602', null))).toMatchObject([await independently('true')]);
  });
});

it('a month ends where the next begins', () => {
  expect(monthSpan('2026-12')).toEqual({ from: '2026-12-01', before: '2027-01-01' });
  expect(monthBefore('2026-01')).toBe('2025-12');
});

describe('the score', () => {
  const of = (changes: Partial<Counted>): Counted => ({ ...noFigures, key: 'k', label: '站', received: 10, ...changes });
  it('weighs answers, promptness and content; what nobody said is in no rate, and too few are not ranked', () => {
    expect(scoreOf(of({ answered: 8, redirected: 2, inTime: 4, satisfied: 3, dissatisfied: 1, unrated: 4 }))).toBe(77.5);
    expect(scoreOf(of({ answered: 10, inTime: 10, unrated: 10 }))).toBe(100);
    expect(scoreOf(of({ received: 2, answered: 2, inTime: 2 }))).toBeNull();
    expect(contentRate(of({ unrated: 5 }))).toBeNull();
  });
  it('ranks equal scores alike and puts those without a score last', () => {
    const rows = ranked([of({ label: '丙', received: 1 }), of({ label: '乙', answered: 10, inTime: 10 }), of({ label: '甲', answered: 10, inTime: 10 }), of({ label: '丁', answered: 5, inTime: 5 })]);
    expect(rows.map(({ label, rank }) => [label, rank])).toEqual([['甲', 1], ['乙', 1], ['丁', 3], ['丙', null]]);
  });
});
