// Every figure of the analysis against an independent count: raw rows read as the owner and counted in JavaScript by the words of the rules,
// for everybody who may ask, over random filters. And what is behind each figure is as long as the figure says.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listSuggestions } from '../lists.ts';
import { listInput } from '../model-inputs.ts';
import { statesBeforeSubmission } from '../model.ts';
import { countAnew, rollupsOf } from '../rollup.ts';
import { createHouse, type House } from '../testing.ts';
import { belowOf } from './below.ts';
import { evaluatedOf, punctualityRate, satisfactionRate } from './figures.ts';
import { type AnalysisInput, type AnalysisView, analysisInput, type OrganFigures } from './model.ts';
import { plant, randomOf } from './planting.ts';
import { analysisOf, compareOrgans, periodsOf } from './service.ts';

const TODAY = '2026-03-02';
let database: TestDatabase;
let house: House;

const rawSuggestion = z.object({
  id: z.string(), congress: z.string(), session: z.string().nullable(), state: z.string(), title: z.string(), topic: z.string().nullable(), delegation: z.string().nullable(), confidential: z.boolean(), consent: z.boolean(),
  key: z.boolean(), submitted: z.string().nullable(), replied: z.string().nullable(), closed: z.string().nullable(), due: z.string().nullable(), grade: z.string().nullable(), attitude: z.string().nullable(), result: z.string().nullable(),
});
type RawSuggestion = z.output<typeof rawSuggestion>;
const rawPart = z.object({ id: z.string(), suggestion: z.string(), organ: z.string(), role: z.string(), state: z.string(), assigned: z.string() });
const rawReply = z.object({ id: z.string(), part: z.string(), state: z.string(), signed: z.string().nullable() });
const rawLimit = z.object({ subject: z.string(), kind: z.string(), status: z.string(), due: z.string(), ended: z.string().nullable() });
const rawCount = z.object({ part: z.string(), state: z.string() });
const rawPromise = z.object({ suggestion: z.string(), reply: z.string(), state: z.string(), due: z.string() });
let raw: { suggestions: RawSuggestion[]; parts: z.output<typeof rawPart>[]; replies: z.output<typeof rawReply>[]; limits: z.output<typeof rawLimit>[]; contacts: z.output<typeof rawCount>[]; extensions: z.output<typeof rawCount>[]; promises: z.output<typeof rawPromise>[] };

/** An instant as the day in China: eight hours ahead, all year. */
const dayOf = (instant: Date | string | null): string | null => (instant === null ? null : new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 10));

async function readRaw(): Promise<void> {
  const read = async <T>(schema: z.ZodType<T>, text: string, days: readonly string[] = []): Promise<T[]> =>
    (await database.adminSql<Record<string, unknown>>(text)).map((row) => schema.parse({ ...row, ...Object.fromEntries(days.map((name) => [name, dayOf(row[name] instanceof Date ? row[name] : null)])) }));
  raw = {
    suggestions: await read(rawSuggestion, `SELECT id, congress_id AS congress, session_id AS session, state, title, topic, delegation_name AS delegation, confidential, publish_consent AS consent, key_supervision AS key, submitted_at AS submitted, replied_at AS replied, closed_at AS closed, reply_due_on::text AS due, grade, attitude, result FROM suggestion`, ['submitted', 'replied', 'closed']),
    parts: await read(rawPart, 'SELECT id, suggestion_id AS suggestion, organ_id AS organ, role, state, assigned_on::text AS assigned FROM assignment'),
    replies: await read(rawReply, 'SELECT id, assignment_id AS part, state, signed_at AS signed FROM reply', ['signed']),
    limits: await read(rawLimit, 'SELECT subject_id AS subject, kind, status, due_on::text AS due, ended_on::text AS ended FROM deadline'),
    contacts: await read(rawCount, 'SELECT assignment_id AS part, state FROM contact'),
    extensions: await read(rawCount, 'SELECT assignment_id AS part, state FROM extension'),
    promises: await read(rawPromise, 'SELECT suggestion_id AS suggestion, reply_id AS reply, state, due_on::text AS due FROM commitment'),
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  const { city, district, organs } = house;
  const at = (id: string, name: string, congressId: string) => ({ id, name, congressId });
  const cityOrgans = [at(organs.transport, '岳阳市交通运输局', city.congressId), at(organs.housing, '岳阳市住房和城乡建设局', city.congressId), at(organs.office, '岳阳市人民政府办公室', city.congressId)] as const;
  await plant(house, { seed: 20261130, count: 320, place: city, organs: [...cityOrgans], lead: house.deputy });
  await plant(house, { seed: 7, count: 90, place: district, organs: [at(organs.districtHousing, '岳阳楼区住房和城乡建设局', district.congressId)], lead: house.districtDeputy });
  await readRaw();
}, 120_000);
afterAll(() => database.close());

/** Who sees what, by domain rule 8.1: those who serve the congress its own, from submission on; organs what they have or had a part in. */
function seen(who: Capacity): RawSuggestion[] {
  const own = raw.suggestions.filter((one) => one.submitted !== null && one.congress === who.congressId);
  const early: readonly string[] = statesBeforeSubmission;
  if (who.roles.includes('congress_officer') || who.roles.includes('congress_leader')) return own.filter((one) => !early.includes(one.state));
  return raw.suggestions.filter((one) => one.submitted !== null && one.congress === who.congressId && raw.parts.some((part) => part.suggestion === one.id && part.organ === who.organId));
}

function fits(one: RawSuggestion, input: AnalysisInput, from: string | null, to: string | null): boolean {
  if (input.topic !== undefined && one.topic !== input.topic) return false;
  if (input.delegation !== undefined && one.delegation !== input.delegation) return false;
  if (input.sessionId !== undefined && one.session !== input.sessionId) return false;
  if (input.inRecess === true && one.session !== null) return false;
  return from === null || to === null || (one.submitted !== null && one.submitted >= from && one.submitted <= to);
}

function timeliness(one: RawSuggestion): string {
  if (one.due === null) return 'none';
  if (one.replied !== null) return one.replied <= one.due ? 'in_time' : 'late';
  if (one.state === 'closed' || one.state === 'withdrawn') return 'none';
  return one.due < TODAY ? 'overdue' : 'running';
}

function judgement(one: RawSuggestion): string {
  if (one.result !== null) return one.result;
  if (one.state === 'closed') return 'not_evaluated';
  return one.state === 'replied' ? 'waiting' : 'none';
}

const count = <T>(some: readonly T[], fit: (one: T) => boolean): number => some.filter(fit).length;

const totals = (some: readonly RawSuggestion[]): AnalysisView['totals'] => ({
  total: some.length, replied: count(some, (one) => one.replied !== null), closed: count(some, (one) => one.state === 'closed'), key: count(some, (one) => one.key),
  inTime: count(some, (one) => timeliness(one) === 'in_time'), late: count(some, (one) => timeliness(one) === 'late'), running: count(some, (one) => timeliness(one) === 'running'), overdue: count(some, (one) => timeliness(one) === 'overdue'),
  satisfied: count(some, (one) => judgement(one) === 'satisfied'), mostlySatisfied: count(some, (one) => judgement(one) === 'mostly_satisfied'), notSatisfied: count(some, (one) => judgement(one) === 'not_satisfied'),
  waiting: count(some, (one) => judgement(one) === 'waiting'), notEvaluated: count(some, (one) => judgement(one) === 'not_evaluated'),
});

const tally = (some: readonly RawSuggestion[], of: (one: RawSuggestion) => string | null): Record<string, number> => {
  const found: Record<string, number> = {};
  for (const one of some) {
    const key = of(one);
    if (key !== null) found[key] = (found[key] ?? 0) + 1;
  }
  return found;
};
const shown = (counts: readonly { key: string; count: number }[]): Record<string, number> => Object.fromEntries(counts.filter((one) => one.count > 0).map((one) => [one.key, one.count]));

/** One organ's figures from the raw rows. */
function organ(some: readonly RawSuggestion[], organId: string): Omit<OrganFigures, 'organName'> {
  const mine = raw.parts.flatMap((part) => {
    const of = some.find((one) => one.id === part.suggestion);
    return of && part.organ === organId ? [{ ...part, of }] : [];
  });
  const answers = mine.filter((part) => (part.role === 'lead' || part.role === 'separate') && part.state !== 'returned' && part.state !== 'cancelled');
  const firstOf = (id: string) => raw.replies.filter((reply) => reply.part === id && reply.state === 'signed').map((reply) => reply.signed ?? '').toSorted()[0];
  const limit = (id: string) => raw.limits.find((one) => one.subject === id && one.kind === 'reply');
  const limited = (fit: (one: z.output<typeof rawLimit>) => boolean) => count(answers, (part) => { const found = limit(part.id); return found !== undefined && fit(found); });
  const judged = (as: string) => count(answers, (part) => judgement(part.of) === as);
  const graded = (as: string) => count(answers, (part) => part.of.grade === as);
  const days = answers.flatMap((part) => { const first = firstOf(part.id); return first === undefined ? [] : [(Date.parse(first) - Date.parse(part.assigned)) / 86_400_000]; });
  return {
    organId, count: answers.length, assisting: count(mine, (part) => part.role === 'assisting' && part.state !== 'returned' && part.state !== 'cancelled'), replied: days.length,
    inTime: limited((one) => one.status === 'met' && (one.ended ?? '') <= one.due), late: limited((one) => one.status === 'met' && (one.ended ?? '') > one.due),
    running: limited((one) => one.status === 'open' && one.due >= TODAY), overdue: limited((one) => one.status === 'open' && one.due < TODAY),
    gradeA: graded('A'), gradeB: graded('B'), gradeC: graded('C'), gradeD: graded('D'),
    satisfied: judged('satisfied'), mostlySatisfied: judged('mostly_satisfied'), notSatisfied: judged('not_satisfied'), waiting: judged('waiting'), notEvaluated: judged('not_evaluated'),
    returned: count(mine, (part) => part.state === 'returned'), extended: count(raw.extensions, (one) => one.state === 'granted' && mine.some((part) => part.id === one.part)), contacts: count(raw.contacts, (one) => mine.some((part) => part.id === one.part)),
    days: days.length === 0 ? null : Math.round((days.reduce((sum, one) => sum + one, 0) / days.length) * 10) / 10,
  };
}

function inputs(seed: number, many: number): AnalysisInput[] {
  const random = randomOf(seed);
  const sessions = raw.suggestions.flatMap((one) => (one.session ? [one.session] : []));
  return Array.from({ length: many }, () =>
    analysisInput.parse({
      ...(random.chance(0.6) ? { year: random.pick([2024, 2025, 2026]) } : {}), ...(random.chance(0.3) ? { topic: random.pick(['transport', 'health', 'agriculture']) } : {}),
      ...(random.chance(0.3) ? { delegation: random.pick(['岳阳楼区代表团', '华容县代表团']) } : {}), ...(random.chance(0.2) ? { inRecess: true } : random.chance(0.2) ? { sessionId: sessions[random.below(sessions.length)] } : {}),
    }),
  );
}

const viewers = (): readonly (readonly [string, Capacity])[] => [['代表工委', house.officer], ['主任会议', house.leader], ['政府办', house.officeClerk], ['区代表工委', house.districtOfficer]];

describe('figures equal an independent count', () => {
  it.each([1, 2])('totals, groups, months, years, promises and words of everybody who may ask, over random filters (%i)', async (seed) => {
    for (const [name, who] of viewers()) {
      for (const input of inputs(seed, 8)) {
        const view = await house.as(who, (work) => analysisOf(work, who, input));
        const period = input.year === undefined ? null : periodsOf(input.year, TODAY);
        const mine = seen(who).filter((one) => fits(one, input, period?.period.from ?? null, period?.period.to ?? null));
        const where = `${name} ${JSON.stringify(input)}`;
        expect(view.totals, where).toEqual(totals(mine));
        expect([view.byState, view.byTopic, view.byGrade, view.byPromptness, view.byEvaluation, view.byAttitude, view.byDelegation, view.bySession].map(shown), where).toEqual([
          tally(mine, (one) => one.state), tally(mine, (one) => one.topic), tally(mine, (one) => one.grade), tally(mine, (one) => (timeliness(one) === 'none' ? null : timeliness(one))),
          tally(mine, (one) => (judgement(one) === 'none' ? null : judgement(one))), tally(mine, (one) => one.attitude), tally(mine, (one) => one.delegation), tally(mine, (one) => one.session ?? 'recess'),
        ]);
        const month = (pick: (one: RawSuggestion) => string | null) => tally(mine, (one) => pick(one)?.slice(0, 7) ?? null);
        const months = (pick: (one: AnalysisView['byMonth'][number]) => number) => shown(view.byMonth.map((one) => ({ key: one.month, count: pick(one) })));
        expect([months((one) => one.submitted), months((one) => one.replied), months((one) => one.closed)], where).toEqual([month((one) => one.submitted), month((one) => one.replied), month((one) => (one.state === 'closed' ? one.closed : null))]);
        const every = seen(who).filter((one) => fits(one, input, null, null));
        const years = [...new Set(every.map((one) => Number(one.submitted?.slice(0, 4))))].toSorted();
        expect(view.byYear, where).toEqual(years.map((year) => ({ year, ...totals(every.filter((one) => one.submitted?.startsWith(String(year)))) })));
        if (period) expect(view.before?.totals, where).toEqual(totals(seen(who).filter((one) => fits(one, input, period.before.from, period.before.to))));
        const ids = new Set(mine.map((one) => one.id));
        const promises = raw.promises.filter((one) => ids.has(one.suggestion) && raw.replies.some((reply) => reply.id === one.reply && reply.state === 'signed'));
        expect(view.commitments, where).toEqual({ open: count(promises, (one) => one.state === 'open'), kept: count(promises, (one) => one.state === 'kept'), overdue: count(promises, (one) => one.state === 'open' && one.due < TODAY) });
        for (const { word, count: found } of view.words) expect([word, found], where).toEqual([word, count(mine, (one) => one.title.includes(word))]);
        expect(view.organs.map(({ organName: _name, ...figures }) => figures).toSorted((a, b) => a.organId.localeCompare(b.organId)), where).toEqual(
          [...new Set(raw.parts.filter((part) => ids.has(part.suggestion)).map((part) => part.organ))].toSorted((a, b) => a.localeCompare(b)).map((id) => organ(mine, id)),
        );
      }
    }
  }, 120_000);

  it('what is behind a figure is as long as the figure says', async () => {
    const { officer } = house;
    const list = async (filter: Readonly<Record<string, unknown>>): Promise<number | null> => (await house.as(officer, (work, who) => listSuggestions(work, who, listInput.parse({ ...filter, withTotal: true, limit: 1 })))).total;
    const view = await house.as(officer, (work, who) => analysisOf(work, who, {}));
    for (const one of view.byPromptness) expect([one.key, await list({ promptness: one.key })]).toEqual([one.key, one.count]);
    for (const one of view.byEvaluation) expect([one.key, await list({ evaluation: one.key })]).toEqual([one.key, one.count]);
    for (const one of view.byAttitude) expect([one.key, await list({ attitude: one.key })]).toEqual([one.key, one.count]);
    for (const one of view.byDelegation) expect([one.key, await list({ delegation: one.key })]).toEqual([one.key, one.count]);
    for (const one of view.organs.filter(({ count: parts }) => parts > 0)) {
      // An organ may have two parts in one suggestion; the list shows the suggestion once.
      const distinct = new Set(raw.parts.filter((part) => part.organ === one.organId && ['lead', 'separate'].includes(part.role) && !['returned', 'cancelled'].includes(part.state) && seen(officer).some(({ id }) => id === part.suggestion)).map((part) => part.suggestion));
      expect([one.organName, await list({ answeringOrganId: one.organId })]).toEqual([one.organName, distinct.size]);
    }
    for (const one of view.words.slice(0, 8)) expect([one.word, await list({ titleWord: one.word })]).toEqual([one.word, one.count]);
    expect(await list({ titleWord: `o'brien\\:*` })).toBe(0);
  });

  it('two organs side by side have the same figures as among all; an organ without a part is refused by name of what is missing', async () => {
    const { officer, organs } = house;
    const [all, both] = await house.as(officer, async (work, who) => [await analysisOf(work, who, { year: 2025 }), await compareOrgans(work, who, { year: 2025, organIds: [organs.housing, organs.transport] })] as const);
    for (const { byTopic, ...figures } of both.organs) {
      expect(figures).toEqual(all.organs.find((one) => one.organId === figures.organId));
      expect(byTopic.reduce((sum, one) => sum + one.count, 0)).toBeLessThanOrEqual(figures.count);
    }
    expect(both.organs.map((one) => one.organId)).toEqual([organs.housing, organs.transport]);
    await expect(house.as(officer, (work, who) => compareOrgans(work, who, { organIds: [organs.housing, organs.districtHousing] }))).rejects.toMatchObject({ code: 'common.not_found' });
  });

  it('what goes out of the house leaves out what the deputy asked not to be made public', async () => {
    const view = await house.as(house.officer, (work, who) => analysisOf(work, who, {}, true));
    expect(view.totals).toEqual(totals(seen(house.officer).filter((one) => !one.confidential && one.consent)));
  });
});

describe('counts for upper tiers', () => {
  it('are those of the rows of the congress below, by district and tier, and nobody above is in them', async () => {
    for (const place of [house.city, house.district]) await house.asSystem(place.congressId, (work) => countAnew(work, place.congressId, null));
    const below = await house.as(house.officer, (work, who) => belowOf(work, who, { year: 2025 }));
    const rows = raw.suggestions.filter((one) => one.congress === house.district.congressId && one.submitted?.startsWith('2025'));
    const expected = totals(rows);
    const rolled = { submitted: expected.total, replied: expected.replied, inTime: expected.inTime, late: expected.late, evaluated: evaluatedOf(expected), satisfied: expected.satisfied + expected.mostlySatisfied, notEvaluated: expected.notEvaluated };
    expect(below.districts.find((one) => one.code === '430602')).toMatchObject(rolled);
    expect(below.tiers.find((one) => one.tier === 'county')).toMatchObject(rolled);
    expect(below.tiers.map((one) => one.tier)).not.toContain('city');
    expect((await house.as(house.districtOfficer, (work, who) => belowOf(work, who, {}))).tiers.every((one) => one.submitted === 0)).toBe(true);
  });

  it('counted anew after one event they equal all counted anew', async () => {
    const all = () => house.as(house.officer, (work, who) => rollupsOf(work, who, {}));
    const before = await all();
    await house.asSystem(house.city.congressId, (work) => countAnew(work, house.city.congressId, '2025-06'));
    expect(await all()).toEqual(before);
    expect(before.rows.filter((one) => one.congressId === house.city.congressId && one.measure === 'submitted').reduce((sum, one) => sum + one.count, 0)).toBe(count(raw.suggestions, (one) => one.congress === house.city.congressId && one.submitted !== null));
  });
});

describe('rates', () => {
  it('leave out who said nothing, and are none where nothing can be divided', () => {
    expect(satisfactionRate({ satisfied: 2, mostlySatisfied: 1, notSatisfied: 1 })).toBe(0.75);
    expect(satisfactionRate({ satisfied: 0, mostlySatisfied: 0, notSatisfied: 0 })).toBeNull();
    expect(punctualityRate({ inTime: 3, late: 0, overdue: 1 })).toBe(0.75);
  });
  it('a year that is not over is compared with the same days', () => {
    expect(periodsOf(2026, '2026-03-02')).toEqual({ period: { from: '2026-01-01', to: '2026-03-02' }, before: { from: '2025-01-01', to: '2025-03-02' } });
    expect(periodsOf(2024, '2024-02-29').before.to).toBe('2023-02-28');
    expect(periodsOf(2025, '2026-03-02').before).toEqual({ from: '2024-01-01', to: '2024-12-31' });
  });
});
