// 建议评价 on a real database: the ranking equals what was done, and satisfaction is honest wherever it is counted.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import type { DomainEvent } from '@smart/workflow/events';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeUnevaluated, evaluate } from '../evaluation.ts';
import { fulfilCommitment } from '../feedback/commitments.ts';
import { reopen } from '../feedback/reopening.ts';
import { listSuggestions } from '../lists.ts';
import type { Score } from '../model.ts';
import { openDataRecord } from '../publication/open-data.ts';
import { listInput } from '../model-inputs.ts';
import { publish } from '../publication.ts';
import { publicDetail, publicList } from '../publication/reading.ts';
import { publicListInput } from '../model-inputs.ts';
import { registerSuggestions } from '../register.ts';
import { analysisOf } from '../analysis/service.ts';
import { rollupConsumer, rollupsOf } from '../rollup.ts';
import { createHouse, type House } from '../testing.ts';
import { type Steps, stepsIn } from '../testing-steps.ts';
import { appraisalOf, judgeQuality, recommend, recommendedOf } from './appraisal.ts';
import { fourOf } from './four.ts';
import { recommendedInput } from './model.ts';
import { publicRanking, publishRanking, rankingOf, scoreOrgan, withdrawRanking } from './ranking.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeEach(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  registerSuggestions();
  steps = stepsIn(house);
});
afterEach(() => database.close());

const judge = (id: string, result: Score) => house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result, comment: '请继续办理' }));
const ranking = (who: Capacity = house.officer, year = 2026) => house.as(who, (work) => rankingOf(work, who, { year }));
const unevaluated = (id: string) => house.asSystem(house.city.congressId, (work) => closeUnevaluated(work, id));

/** Every event so far through the consumer that keeps the counts, as the jobs would. */
async function rolledUp(): Promise<Record<string, number>> {
  await house.asSystem(house.city.congressId, async (work) => {
    await work.sql('DELETE FROM suggestion_rollup WHERE congress_id = $1', [house.city.congressId]);
    const rows = await work.sql<DomainEvent & { at: string }>(
      `SELECT id, congress_id AS "congressId", matter_id AS "matterId", type, subject_type AS "subjectType", subject_id AS "subjectId", person_id AS "personId", payload, at::text AS at FROM domain_event WHERE type = ANY ($1::text[]) ORDER BY position`,
      [rollupConsumer.types],
    );
    for (const event of rows) await rollupConsumer.handle(work, event);
  });
  const { rows } = await house.as(house.officer, (work, who) => rollupsOf(work, who, {}));
  const counts: Record<string, number> = {};
  for (const row of rows.filter((one) => one.congressId === house.city.congressId)) counts[row.measure] = (counts[row.measure] ?? 0) + row.count;
  return counts;
}

it('satisfaction is honest: who did not evaluate is nowhere counted as satisfied, and is shown apart', async () => {
  const satisfied = await steps.replied();
  await judge(satisfied, 'satisfied');
  const dissatisfied = await steps.replied();
  await judge(dissatisfied, 'not_satisfied');
  const silent = [await steps.replied(), await steps.replied(), await steps.replied()];
  for (const id of silent) await unevaluated(id);
  // Satisfied at first, then the reply turned out untrue: the evaluation no longer stands until there is a new one.
  const untrue = await steps.replied();
  await judge(untrue, 'satisfied');
  await house.as(house.deputy, (work, who) => reopen(work, who, { id: untrue, ground: 'reply_untrue', reason: '实地看过，并没有建成' }));
  for (const id of [satisfied, ...silent]) await house.as(house.officer, (work, who) => publish(work, who, { id }));

  const statistics = await house.as(house.officer, (work, who) => analysisOf(work, who, {}));
  const judged = { satisfied: 1, mostlySatisfied: 0, notSatisfied: 1, notEvaluated: 3 };
  expect(statistics.totals).toMatchObject(judged);
  expect(statistics.organs).toMatchObject([judged]);

  const { ranked: [organ] } = await ranking();
  expect(organ).toMatchObject({ items: 6, evaluated: 2, notEvaluated: 3, reopened: 1, measures: { result: { of: 2, share: 0.5 }, attitude: { of: 2, share: 1 } } });

  expect(await rolledUp()).toMatchObject({ evaluations: 2, 'result:satisfied': 1, 'result:not_satisfied': 1, not_evaluated: 3, reopened: 1 });

  const list = (input: object) => house.as(house.officer, (work, who) => listSuggestions(work, who, listInput.parse({ limit: 100, withTotal: true, ...input })));
  expect((await list({ result: 'satisfied' })).rows.map((one) => one.id)).toEqual([satisfied]);
  expect((await list({ result: 'mostly_satisfied' })).total).toBe(0);

  const open = await house.asPublic((work) => publicList(work, publicListInput.parse({ limit: 50 })));
  expect(Object.fromEntries(open.rows.map((one) => [one.id, one.result]))).toEqual({ [satisfied]: 'satisfied', ...Object.fromEntries(silent.map((id) => [id, null])) });
  const detail = await house.asPublic((work) => publicDetail(work, silent[0] ?? ''));
  expect(detail).toMatchObject({ result: null, attitude: null });
  expect(Object.values(openDataRecord(detail)).some((value) => value === '满意' || value === 'satisfied')).toBe(false);
});

it('an organ cannot close what it has not done: open promises keep a satisfied suggestion open', async () => {
  const id = await steps.inHandling();
  await steps.answer(id, house.transportClerk, house.transportHead, { grade: 'B', commitments: [{ text: '建成公交首末站', dueOn: '2026-03-31' }, { text: '增设候车亭', dueOn: '2026-12-31' }] });
  await judge(id, 'satisfied');
  const [first, second] = (await steps.see(house.deputy, id)).replies[0]?.commitments ?? [];
  await house.as(house.transportClerk, (work, who) => fulfilCommitment(work, who, { commitmentId: first?.id ?? '', evidence: '首末站已经投用' }));
  expect((await steps.see(house.deputy, id)).state).toBe('tracking_commitment');
  await expect(unevaluated(id)).rejects.toMatchObject({ code: 'workflow.illegal_action' });
  await expect(house.as(house.otherDeputy, (work, who) => fulfilCommitment(work, who, { commitmentId: second?.id ?? '', evidence: '代为反馈一下' }))).rejects.toMatchObject({ code: 'common.not_found' });
  house.clock.set('2026-06-01T09:00:00+08:00');
  // One kept in time; the other is not due yet and counts for nothing.
  expect((await ranking()).apart[0]?.measures.commitments).toEqual({ of: 1, share: 1 });
});

it('a ranking is published with its formula and inputs, stands as it was, and can be taken down', async () => {
  for (let n = 0; n < 3; n++) await judge(await steps.replied(), 'satisfied');
  await house.as(house.officer, (work, who) => scoreOrgan(work, who, { organId: house.organs.transport, year: 2026, score: 90, reason: '办理规范，回访及时' }));
  await expect(house.as(house.officer, (work, who) => scoreOrgan(work, who, { organId: house.organs.housing, year: 2026, score: 90, reason: '没有承办过的单位' }))).rejects.toMatchObject({ code: 'common.not_found' });
  const before = await ranking();
  expect(before).toMatchObject({ ranked: [{ place: 1, score: 99.4, measures: { office: { share: 0.9 } } }], published: null });
  await expect(house.as(house.officer, (work, who) => publishRanking(work, who, { year: 2025 }))).rejects.toMatchObject({ code: 'workflow.refused' });
  await house.as(house.officer, (work, who) => publishRanking(work, who, { year: 2026 }));
  const open = () => house.asPublic((work) => publicRanking(work, {}));
  expect(await open()).toMatchObject({ congresses: [{ id: house.city.congressId, years: [2026] }], ranking: { year: 2026, organs: [{ score: 99.4 }], formula: { least: 3 } } });
  expect(JSON.stringify(await open())).not.toContain('回访及时');
  await judge(await steps.replied(), 'not_satisfied');
  expect((await open()).ranking?.organs[0]?.score).toBe(99.4);
  await house.as(house.officer, (work, who) => withdrawRanking(work, who, { year: 2026 }));
  expect((await open()).ranking).toBeNull();
});

it('what a deputy asked not to be made public is in the office’s ranking and in no published figure', async () => {
  const open: string[] = [];
  for (let n = 0; n < 3; n++) open.push(await steps.replied());
  for (const id of open) await judge(id, 'satisfied');
  const [hidden, secret] = [await steps.replied(), await steps.replied()];
  for (const id of [hidden, secret]) await judge(id, 'not_satisfied');
  await house.database.adminSql('UPDATE suggestion SET publish_consent = false WHERE id = $1', [hidden]);
  await house.database.adminSql(`UPDATE suggestion SET confidential = true, confidential_reason = '涉及反映人住址' WHERE id = $1`, [secret]);
  expect((await ranking()).ranked[0]).toMatchObject({ items: 5, evaluated: 5, measures: { result: { of: 5, share: 0.6 } } });
  await house.as(house.officer, (work, who) => publishRanking(work, who, { year: 2026 }));
  const published = await house.asPublic((work) => publicRanking(work, {}));
  expect(published.ranking?.organs).toMatchObject([{ items: 3, evaluated: 3, measures: { result: { of: 3, share: 1 } } }]);
  await house.database.adminSql('UPDATE suggestion SET publish_consent = false WHERE id = $1', [open[0]]);
  await expect(house.as(house.officer, (work, who) => publishRanking(work, who, { year: 2026 }))).rejects.toThrow(/可以公开的建议/u);
});

it('quality is judged by the office and seen in it only; an organ recommends what it handled, nobody the own one', async () => {
  const id = await steps.replied();
  const seen = (who: Capacity) => house.as(who, (work) => appraisalOf(work, who, id));
  await house.as(house.officer, (work, who) => judgeQuality(work, who, { id, quality: 'excellent', reason: '调研深入、措施具体' }));
  expect([(await seen(house.officer)).quality?.label, (await seen(house.deputy)).quality, (await seen(house.transportClerk)).quality]).toEqual(['优秀', null, null]);
  await house.as(house.transportClerk, (work, who) => recommend(work, who, { id, reason: '促成了线路调整' }));
  await expect(house.as(house.transportHead, (work, who) => recommend(work, who, { id, reason: '再推荐一次' }))).rejects.toMatchObject({ code: 'workflow.refused' });
  await expect(house.as(house.deputy, (work, who) => recommend(work, who, { id, reason: '推荐自己的建议' }))).rejects.toMatchObject({ code: 'common.forbidden' });
  expect(await house.as(house.officer, (work, who) => recommendedOf(work, who, recommendedInput.parse({})))).toMatchObject({ total: 1, rows: [{ id, quality: '优秀', recommendations: [{ byKind: 'organ' }] }] });
});

it('the four statistics are of what the viewer may see', async () => {
  await steps.inHandling();
  await steps.replied();
  expect(await house.as(house.officer, (work, who) => fourOf(work, who))).toEqual({ year: 2026, handling: { open: 1, overdue: 0 }, assigned: 2, replied: { count: 1, inTime: 1 }, key: { count: 0, open: 0 } });
  expect((await house.as(house.districtOfficer, (work, who) => fourOf(work, who))).assigned).toBe(0);
});
