// Lists, search, similar ones, recommendation, board, figures: what the desks look at.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { DomainEvent } from '@smart/workflow/events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as assignment from './assignment.ts';
import { evaluate } from './evaluation.ts';
import { examine } from './examination.ts';
import { listSuggestions } from './lists.ts';
import { listInput } from './model-inputs.ts';
import { analysisOf } from './analysis/service.ts';
import { publish } from './publication.ts';
import { publicList } from './publication/reading.ts';
import { recommendOrgans } from './recommending/recommend.ts';
import { rollupConsumer, rollupsOf } from './rollup.ts';
import { similarSuggestions } from './similar.ts';
import { answerSupervision, remind, supervise } from './supervision.ts';
import { submit } from './submission.ts';
import { createHouse, type House } from './testing.ts';
import { type Steps, stepsIn } from './testing-steps.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
const ids = { bus: '', school: '', lights: '', done: '' };
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
  ids.done = await steps.replied();
  await house.as(house.deputy, (work, who) => evaluate(work, who, { id: ids.done, attitude: 'satisfied', result: 'mostly_satisfied', comment: '' }));
  house.clock.advance({ days: 1 });
  ids.bus = await house.submitted(house.otherDeputy, { title: '关于增开湖滨片区夜间公交线路的建议' });
  ids.school = await house.submitted(house.deputy, {
    title: '关于增加城东片区小学学位的建议', topic: 'education_culture',
    background: '城东片区近年入住率提高，适龄儿童增多，现有小学学位不足，班额超标严重，家长意见较大。', proposal: '建议市教育局在城东片区新建一所小学，并统筹周边学校学位。',
  });
  ids.lights = await steps.registered(house.otherDeputy, {
    title: '关于补装老旧小区路灯的建议', topic: 'urban_construction',
    background: '部分老旧小区没有路灯，夜间出行存在安全隐患，居民多次反映没有解决，特别是老人和学生出行不便。', proposal: '建议住建部门对老旧小区路灯进行全面排查，补装缺失路灯。',
  });
});
afterAll(() => database.close());

const list = async (filter: object, who = house.officer) => house.as(who, (work) => listSuggestions(work, who, listInput.parse(filter)));
const found = async (filter: object) => new Set((await list(filter)).rows.map((one) => one.id));

describe('lists', () => {
  it('filters by state, stage, topic, organ, session, light, number and words', async () => {
    expect(await found({ states: ['submitted'] })).toEqual(new Set([ids.bus, ids.school]));
    expect(await found({ stage: 'assignment' })).toEqual(new Set([ids.lights]));
    expect(await found({ topic: 'education_culture' })).toEqual(new Set([ids.school]));
    expect(await found({ organId: house.organs.transport })).toEqual(new Set([ids.done]));
    expect(await found({ inRecess: false })).toEqual(new Set());
    expect(await found({ light: 'done' })).toEqual(new Set([ids.done]));
    expect(await found({ q: '第2号' })).toEqual(new Set([ids.lights]));
    expect(await found({ q: '公交线路' })).toEqual(new Set([ids.bus, ids.done]));
    expect(await found({ q: '老旧小区 路灯' })).toEqual(new Set([ids.lights]));
    expect(await found({ result: 'mostly_satisfied' })).toEqual(new Set([ids.done]));
    expect(await found({ submittedFrom: '2026-03-03' })).toEqual(new Set([ids.bus, ids.school, ids.lights]));
    expect(await found({ q: "'; DROP TABLE suggestion; --" })).toEqual(new Set());
  });

  it('pages without loss or repetition, and counts when asked', async () => {
    const pages = [];
    for (const offset of [0, 1, 2, 3]) pages.push(await list({ limit: 1, offset, sort: 'due', withTotal: true }));
    expect(pages.map((one) => one.total)).toEqual([4, 4, 4, 4]);
    expect(pages.map((one) => one.hasMore)).toEqual([true, true, true, false]);
    expect(new Set(pages.flatMap((one) => one.rows.map((row) => row.id)))).toEqual(new Set(Object.values(ids)));
    const dues = pages.flatMap((one) => one.rows.map((row) => row.due?.dueOn ?? '9999'));
    expect(dues).toEqual([...dues].sort());
  });
});

describe('finding the like and the organ', () => {
  it('finds earlier suggestions on the same matter, with the words they share', async () => {
    const { items } = await house.as(house.officer, (work, who) => similarSuggestions(work, who, { id: ids.bus, title: '', text: '', limit: 5 }));
    expect(items[0]).toMatchObject({ id: ids.done, sharedWords: expect.arrayContaining(['公交']) });
    expect(items.map((one) => one.id)).not.toContain(ids.bus);
  });

  it('recommends the office for what departments do, and the department with its reason', async () => {
    const asOfficer = await house.as(house.officer, (work, who) => recommendOrgans(work, who, ids.bus));
    expect(asOfficer.organs[0]).toMatchObject({ organId: house.organs.office, role: 'distribute', reason: expect.stringContaining('岳阳市交通运输局') });
    expect(asOfficer.organs[1]).toMatchObject({ organId: house.organs.transport, role: 'lead', reason: expect.stringContaining('办理过类似建议') });
    expect(asOfficer.organs[1]?.confidence).toBeGreaterThan(0.4);
    const school = await house.as(house.officer, (work, who) => recommendOrgans(work, who, ids.school));
    expect(school.organs[1]).toMatchObject({ organId: house.organs.education });
    const lights = await house.as(house.officer, (work, who) => recommendOrgans(work, who, ids.lights));
    expect(lights.organs[1]).toMatchObject({ organId: house.organs.housing, reason: expect.stringMatching(/路灯|住房/) });
  });
});

describe('watching', () => {
  it('reminds, supervises; the organ answers once', async () => {
    const id = await steps.inHandling();
    await house.as(house.officer, (work, who) => remind(work, who, { id, text: '请抓紧与代表联系' }));
    await house.as(house.leader, (work, who) => supervise(work, who, { id, text: '请书面报告办理进展', dueOn: '2026-03-20' }));
    const seen = await steps.see(house.transportClerk, id);
    expect(seen).toMatchObject({ supervisions: [{ kind: 'reminder', mayAnswer: true }, { kind: 'supervision', dueOn: '2026-03-20', byLabel: expect.stringContaining('周平') }] });
    const supervisionId = seen.supervisions[1]?.id ?? '';
    await expect(house.as(house.housingClerk, (work, who) => answerSupervision(work, who, { supervisionId, answer: '不是我们的' }))).rejects.toMatchObject({ code: 'common.not_found' });
    await house.as(house.transportClerk, (work, who) => answerSupervision(work, who, { supervisionId, answer: '已与代表约定周三面谈' }));
    await expect(house.as(house.transportClerk, (work, who) => answerSupervision(work, who, { supervisionId, answer: '再答一次' }))).rejects.toMatchObject({ code: 'workflow.refused' });
    expect((await steps.see(house.officer, id)).timeline.find((one) => one.label === '回复催办督办')?.actorLabel).toContain('郑涛');
    expect((await database.adminSql<{ payload: { facts: object } }>(`SELECT payload FROM domain_event WHERE type = 'suggestion.supervision_answered' AND matter_id = $1`, [id])).map((one) => one.payload.facts)).toEqual([{ text: '已与代表约定周三面谈', organNames: ['市交通运输局'] }]);
    await expect(house.as(house.otherDeputy, (work, who) => remind(work, who, { id, text: '请抓紧办理' }))).rejects.toMatchObject({ code: 'common.forbidden' });
  });

  it('hands many over at once, and tells which could not be', async () => {
    const many = await Promise.all([1, 2, 3].map(() => steps.registered()));
    const organs = [{ organId: house.organs.housing, role: 'lead' as const }];
    const { items } = await house.as(house.officer, (work, who) => assignment.assign(work, who, { items: [...many, ids.school].map((id) => ({ id, organs })), preview: false }));
    expect(items.map((one) => one.ok)).toEqual([true, true, true, false]);
    expect(items[3]?.problem).toContain('待审查');
    expect(items[0]).toMatchObject({ receipt: expect.any(String), organs: [{ roleLabel: '主办' }] });
  });
});

describe('figures', () => {
  it('counts what was evaluated and leaves out what was not', async () => {
    const figures = await house.as(house.officer, (work, who) => analysisOf(work, who, { year: 2026 }));
    expect(figures.totals).toMatchObject({ satisfied: 0, mostlySatisfied: 1, notSatisfied: 0, notEvaluated: 0, inTime: 1, late: 0 });
    expect(figures.byState.reduce((sum, one) => sum + one.count, 0)).toBe(figures.totals.total);
    expect(figures.byTopic.find((one) => one.key === 'education_culture')).toMatchObject({ label: '教育文体', count: 1 });
    expect(figures.organs.find((one) => one.organId === house.organs.transport)).toMatchObject({ replied: 1, mostlySatisfied: 1, inTime: 1 });
    expect(figures.byMonth).toMatchObject([{ month: '2026-03', replied: 1, closed: 1 }]);
    expect((await house.as(house.officer, (work, who) => analysisOf(work, who, { year: 2020 }))).totals.total).toBe(0);
  });

  it('rollups are kept by events; upper tiers read counts, lower tiers read nothing of upper ones', async () => {
    const events = await database.adminSql<DomainEvent>(`SELECT id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at::text FROM domain_event ORDER BY position`);
    await house.asSystem(house.city.congressId, async (work) => {
      for (const event of events) if (rollupConsumer.types.includes(event.type)) await rollupConsumer.handle(work, event);
    });
    const { rows } = await house.as(house.officer, (work, who) => rollupsOf(work, who, {}));
    const [{ count: submitted } = { count: 0 }] = await database.adminSql<{ count: number }>(`SELECT count(*)::int AS count FROM suggestion WHERE submitted_at IS NOT NULL`);
    expect(rows.find((one) => one.measure === 'submitted')).toMatchObject({ congressName: '岳阳市人民代表大会', period: '2026-03', count: submitted });
    expect(rows.find((one) => one.measure === 'result:mostly_satisfied')).toMatchObject({ count: 1 });
    expect((await house.as(house.districtOfficer, (work, who) => rollupsOf(work, who, {}))).rows).toEqual([]);
  });

  it('the public searches what is published and nothing else', async () => {
    const search = (q: string) => house.asPublic((work) => publicList(work, { q, limit: 20, offset: 0 }));
    expect((await search('公交')).total).toBe(0);
    await house.as(house.officer, (work, who) => publish(work, who, { id: ids.done }));
    expect(await search('公交')).toMatchObject({ total: 1, rows: [{ id: ids.done, stateLabel: '办结', congressName: '岳阳市人民代表大会' }] });
    expect((await search('学位')).total).toBe(0);
    expect((await house.asPublic((work) => publicList(work, { division: '4307', limit: 20, offset: 0 }))).total).toBe(0);
  });
});

it('what is handed in during a session belongs to it, and is handed over within a month of its close', async () => {
  await database.adminSql(`INSERT INTO session (id, congress_id, term_id, number, starts_on, ends_on, suggestion_cutoff) VALUES (gen_random_uuid(), $1, $2, 5, '2026-04-07', '2026-04-10', '2026-04-09T12:00:00+08:00')`, [house.city.congressId, house.city.termId]);
  house.clock.set('2026-04-09T11:59:00+08:00');
  const inside = await house.submitted(house.deputy);
  house.clock.set('2026-04-09T12:01:00+08:00');
  const late = await house.draft(house.deputy);
  // The deputy is told that it is too late for the session, and chooses.
  await expect(house.as(house.deputy, (work, who) => submit(work, who, { id: late }))).rejects.toMatchObject({ code: 'suggestions.session_closed' });
  await house.as(house.deputy, (work, who) => submit(work, who, { id: late, asRecess: true }));
  const accept = (id: string) => house.as(house.officer, (work, who) => examine(work, who, { id, decision: 'accept' }));
  expect(await accept(inside)).toMatchObject({ numberLabel: '市九届人大五次会议第1号建议' });
  expect((await accept(late)).numberLabel).toContain('闭会期间');
  expect(await steps.see(house.officer, inside)).toMatchObject({ inSession: true, due: { kind: 'assignment', dueOn: '2026-05-11' } });
});
