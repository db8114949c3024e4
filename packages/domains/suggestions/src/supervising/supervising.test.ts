// 责任督办: the ladder by itself, letters with their own limit, the key list, inquiries and votes.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { addDays } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { extendDeadline } from '@smart/workflow/deadlines';
import { graphProblems } from '@smart/workflow/graph';
import { readmeIsCurrent, updateReadme } from '@smart/workflow/mermaid';
import { walk } from '@smart/workflow/walk';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actingOf } from '../act.ts';
import { suggestionDetail } from '../detail.ts';
import { inboxOf } from '../inbox.ts';
import { createHouse, type House } from '../testing.ts';
import { type Steps, stepsIn } from '../testing-steps.ts';
import { recordMeetingInput, reviewLetterInput } from './contracts.ts';
import { effectOnLadder, escalateDue } from './escalate.ts';
import { leadersOf, listKey, unlistKey } from './key.ts';
import { nextAfter, reachedBy, rungsOf, stepsOf } from './ladder.ts';
import { supervisionLetterOf } from './letter-document.ts';
import { letterStore } from './letter-store.ts';
import { answerLetter, issueLetter, reviewLetter, withdrawLetter } from './letters.ts';
import { keyListing } from './key-listing.ts';
import * as looking from './looking.ts';
import { resultOf } from './model.ts';
import { meetings, orderCorrection, publicMeetings, publishMeeting, recordMeeting, reportCorrection } from './oversight.ts';
import { letterWorkflow } from './workflow-letter.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
});
afterAll(() => database.close());

const of = (who: Capacity, id: string) => house.as(who, (work) => looking.ofSuggestion(work, who, id));
const escalate = () => house.asSystem(house.city.congressId, (work) => escalateDue(work, house.city.congressId));
const ladder = (who: Capacity, more: object = {}) => house.as(who, (work) => looking.ladder(work, who, { limit: 20, offset: 0, ...more }));
const at = (day: string) => house.clock.set(`${day}T08:02:00+08:00`);

describe('the ladder', () => {
  it('climbs by itself, each rung once; an extension begins it anew and the answer ends it', async () => {
    const id = await steps.inHandling();
    const { id: assignmentId } = await steps.part(id, house.organs.transport);
    const [limit] = await database.adminSql<{ on: string }>(`SELECT due_on::text AS on FROM deadline WHERE subject_id = $1 AND kind = 'reply'`, [assignmentId]);
    const due = limit?.on ?? '';
    const state = (await steps.see(house.officer, id)).state;
    at(addDays(due, -16));
    expect(await escalate()).toBe(0);
    const days = (value: number[]) => house.asSystem(house.city.congressId, (work) => effectOnLadder(work, { congressId: house.city.congressId, key: 'supervision.ladder', value }));
    expect(await days([-15, 0, 7, 15, 30, 60])).toMatchObject({ open: 1, words: expect.stringContaining('其中 0 项') });
    expect(await days([-20, 0, 7, 15, 30, 60])).toMatchObject({ open: 1, words: expect.stringContaining('其中 1 项') });
    at(addDays(due, -15));
    expect(await escalate()).toBe(1);
    expect(await escalate()).toBe(0);
    expect(await days([-20, 0, 7, 15, 30, 60])).toMatchObject({ words: expect.stringContaining('其中 0 项') });
    expect((await of(house.deputy, id)).ladders).toMatchObject([{ organName: '岳阳市交通运输局', steps: [{ rung: 'organ_head', toLabel: '岳阳市交通运输局' }], next: { rung: 'government_office', on: due } }]);
    at(addDays(due, 8)); // two days of standstill: both rungs that were reached are recorded
    expect(await escalate()).toBe(2);
    expect(await ladder(house.officer)).toMatchObject({ total: 1, rows: [{ suggestionId: id, rung: 'deputies_affairs', light: 'red', next: { rung: 'special_committee', on: addDays(due, 15) } }] });
    expect((await ladder(house.officer)).counts.find((one) => one.rung === 'deputies_affairs')).toMatchObject({ count: 1 });
    expect((await ladder(house.districtOfficer)).rows).toEqual([]);
    expect((await ladder(house.officer, { q: '没有这个' })).total).toBe(0);
    expect((await steps.see(house.officer, id)).state).toBe(state); // supervision never changes where the handling stands
    expect((await steps.see(house.officer, id)).timeline.filter((one) => one.label === '逐级督办')).toHaveLength(3);

    await house.asSystem(house.city.congressId, (work) => extendDeadline(work, { subjectId: assignmentId, kind: 'reply', until: addDays(due, 60) }));
    expect(await escalate()).toBe(0);
    expect((await of(house.officer, id)).ladders).toMatchObject([{ dueOn: addDays(due, 60), steps: [], next: { rung: 'organ_head', on: addDays(due, 45) } }]);
    expect((await ladder(house.officer)).total).toBe(0);
    at(addDays(due, 45));
    expect(await escalate()).toBe(1);
    await steps.answer(id, house.transportClerk, house.transportHead);
    at(addDays(due, 80));
    expect(await escalate()).toBe(0);
    expect((await of(house.officer, id)).ladders).toEqual([]);
    house.clock.set('2026-03-02T09:00:00+08:00');
  });

  it('reaches every limit, however many there are', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) ids.push(await steps.inHandling());
    const [limit] = await database.adminSql<{ on: string }>(`SELECT max(due_on)::text AS on FROM deadline WHERE matter_id = ANY ($1::uuid[]) AND kind = 'reply'`, [ids]);
    at(limit?.on ?? '');
    await house.asSystem(house.city.congressId, (work) => escalateDue(work, house.city.congressId, 2));
    for (const id of ids) expect((await of(house.officer, id)).ladders[0]?.steps.map(({ rung }) => rung)).toEqual(['organ_head', 'government_office']);
    for (const id of ids) await steps.answer(id, house.transportClerk, house.transportHead);
    house.clock.set('2026-03-02T09:00:00+08:00');
  });

  it('is one of three rungs in a township, never starts with a warning, and is the same however often one looks', () => {
    expect(rungsOf('township')).toEqual(['organ_head', 'government_office', 'presidium']);
    const day = fc.integer({ min: -400, max: 400 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.uniqueArray(fc.integer({ min: -60, max: 365 }), { minLength: 6, maxLength: 6 }), day, day, (length, unsorted, a, b) => {
        const days = [...unsorted].sort((x, y) => x - y);
        const running = { startedOn: '2026-03-02', dueOn: addDays('2026-03-02', length) };
        const [earlier, later] = [Math.min(a, b), Math.max(a, b)].map((by) => addDays(running.dueOn, by));
        const [before, after] = [earlier ?? '', later ?? ''].map((on) => reachedBy('county', running, days, on).map(({ rung }) => rung));
        expect(after?.slice(0, before?.length)).toEqual(before); // what was reached stays reached, in the same order
        for (const { on } of reachedBy('county', running, days, later ?? '')) expect(on > running.startedOn && on <= (later ?? '')).toBe(true);
        const next = nextAfter('county', running, days, later ?? '');
        if (next) expect(next.on > (later ?? '')).toBe(true);
        expect(stepsOf('county', running.dueOn, days)).toHaveLength(6);
      }),
    );
  });
});

describe('a letter of supervision', () => {
  const issue = (id: string, more: object = {}, who = house.officer) =>
    house.as(who, (work) => issueLetter(work, who, { suggestionId: id, organId: house.organs.transport, text: '请报告客流调查的进展和增开线路的时间表', dueOn: '2026-03-20', ...more }));

  it('has a number and a limit of its own; the organ answers, who issued it asks again or closes; the handling stays where it is', async () => {
    const id = await steps.inHandling();
    const before = await steps.see(house.officer, id);
    const letter = await issue(id, { contactName: '张华', contactPhone: '0730-8880000' });
    expect(letter).toMatchObject({ state: 'issued', numberLabel: '市人督〔2026〕1号' });
    const after = await steps.see(house.officer, id);
    expect(after).toMatchObject({ state: before.state, version: before.version, due: before.due });
    expect(after.timeline.at(-1)).toMatchObject({ label: '发出督办单' });
    const inbox = await house.as(house.transportClerk, (work, who) => inboxOf(work, who));
    expect(inbox.items.find((one) => one.task === 'answer_letter')).toMatchObject({ suggestionId: id, recordId: letter.id, due: { dueOn: '2026-03-20', label: '回复督办单' } });
    expect(await of(house.deputy, id)).toMatchObject({ letters: [{ letterLabel: '市人督〔2026〕1号', mayAnswer: false }] });
    expect(await of(house.otherDeputy, id)).toMatchObject({ letters: [], ladders: [] });

    await expect(house.as(house.housingClerk, (work, who) => answerLetter(work, who, { id: letter.id, answer: '不是我们的' }))).rejects.toMatchObject({ code: 'common.not_found' });
    await house.as(house.transportClerk, (work, who) => answerLetter(work, who, { id: letter.id, answer: '正在开展客流调查' }));
    await expect(house.as(house.transportClerk, (work, who) => answerLetter(work, who, { id: letter.id, answer: '再答一次就好' }))).rejects.toMatchObject({ code: 'workflow.illegal_action' });
    expect((await house.as(house.officer, (work, who) => inboxOf(work, who))).items.find((one) => one.task === 'review_letter')).toMatchObject({ recordId: letter.id });
    await house.as(house.officer, (work, who) => reviewLetter(work, who, { id: letter.id, good: false, note: '请写明完成时间', dueOn: '2026-03-27' }));
    expect((await of(house.transportClerk, id)).letters[0]).toMatchObject({ state: 'issued', dueOn: '2026-03-27', mayAnswer: true, reviewNote: '请写明完成时间' });
    await house.as(house.transportHead, (work, who) => answerLetter(work, who, { id: letter.id, answer: '四月底前完成调查并公布方案' }));
    expect(await house.as(house.officer, (work, who) => reviewLetter(work, who, { id: letter.id, good: true, note: '' }))).toMatchObject({ state: 'closed' });
    const limits = await database.adminSql<{ status: string }>(`SELECT status FROM deadline WHERE subject_id = $1 ORDER BY id`, [letter.id]);
    expect(limits.map((one) => one.status)).toEqual(['met', 'met']);
    expect((await steps.see(house.officer, id)).state).toBe(before.state);
  });

  it('names what is wrong: a day that has passed, an organ without a part, nothing handled, somebody who may not', async () => {
    const id = await steps.inHandling();
    await expect(issue(id, { dueOn: '2026-03-02' })).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'dueOn', message: expect.stringContaining('晚于今天') }] });
    await expect(issue(id, { organId: house.organs.housing })).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(issue(await steps.registered())).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(issue(id, {}, house.districtOfficer)).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(issue(id, {}, house.deputy)).rejects.toMatchObject({ code: 'common.forbidden' });
    expect(reviewLetterInput.safeParse({ id, good: false, note: '短' }).error?.issues.map((one) => one.message)).toEqual(expect.arrayContaining([expect.stringContaining('至少 4 个字'), expect.stringContaining('新的回复时限')]));
    const letter = await issue(id);
    await house.as(house.leader, (work, who) => withdrawLetter(work, who, { id: letter.id, reason: '承办单位已经当面答复' }));
    const [limit] = await database.adminSql<{ status: string }>('SELECT status FROM deadline WHERE subject_id = $1', [letter.id]);
    expect(limit?.status).toBe('cancelled');
  });

  it('is an official letter for those it concerns only', async () => {
    const id = await steps.inHandling();
    const { id: letterId, numberLabel } = await issue(id);
    const letter = await house.as(house.transportClerk, (work, who) => supervisionLetterOf(work, who, letterId));
    expect(letter).toMatchObject({ number: numberLabel, addressee: '岳阳市交通运输局', title: expect.stringMatching(/^关于.*第\d+号建议的督办单$/), signer: '张华', seal: 'stamp_here' });
    expect(letter.paragraphs.map((one) => one.text).join('')).toMatch(/第五十二条[\s\S]*时间表[\s\S]*2026年3月20日前书面回复/);
    for (const who of [house.otherDeputy, house.housingClerk, house.districtOfficer]) await expect(house.as(who, (work) => supervisionLetterOf(work, who, letterId))).rejects.toMatchObject({ code: 'common.not_found' });
    // An organ that handles the same matter reads the matter, and not what another organ was urged to do.
    await steps.assign(id, [{ organId: house.organs.housing, role: 'assisting' }]);
    expect((await steps.see(house.housingClerk, id)).id).toBe(id);
    await expect(house.as(house.housingClerk, (work, who) => supervisionLetterOf(work, who, letterId))).rejects.toMatchObject({ code: 'common.not_found' });
  });

  it('walks everywhere and nowhere else', async () => {
    const { officer, leader, transportClerk, transportHead, housingClerk, deputy, districtOfficer, city, organs } = house;
    const suggestionId = await steps.inHandling();
    let number = 900;
    const report = await walk({
      store: letterStore,
      walkers: [officer, leader, transportClerk, transportHead, housingClerk, deputy, districtOfficer].map((who) => ({ name: who.label, actor: who, acting: actingOf(who) })),
      as: (_, run) => house.asSystem(city.congressId, run),
      create: async () => {
        const id = newId();
        await database.adminSql(
          `INSERT INTO supervision_letter (id, congress_id, suggestion_id, organ_id, organ_name, year, number, number_label, text, due_on, issuer, signer, created_at)
           VALUES ($1, $2, $3, $4, '岳阳市交通运输局', 2026, $5, '岳人督', '请报告进展', '2026-03-20', '代表工委', '张华', now())`,
          [id, city.congressId, suggestionId, organs.transport, (number += 1)],
        );
        return id;
      },
      details: (_work, _action, { organId }) => ({
        event: { payload: { title: '标题', numberLabel: null, letterLabel: '岳人督', leadPersonId: deputy.personId, leadMandateId: deputy.id, organId, organName: '岳阳市交通运输局', dueOn: null, text: '', reason: null, actorLabel: '测试' } },
      }),
      runs: 12,
      steps: 10,
      attempts: 3,
    });
    expect(report.states).toEqual(new Set(['draft', 'issued', 'answered', 'closed', 'withdrawn']));
    expect(report.refusals).toBeGreaterThan(60);
  }, 120_000);

  it('has a workflow without dead ends, shown in the README', () => {
    expect(graphProblems(letterWorkflow)).toEqual([]);
    const readme = new URL('../../README.md', import.meta.url).pathname;
    if (process.env['UPDATE_README']) updateReadme(readme, letterWorkflow);
    expect(readmeIsCurrent(readme, letterWorkflow)).toBe(true);
  });
});

describe('the key list', () => {
  it('puts on and takes off by decision, with a leader of the congress in charge', async () => {
    const [first, second] = [await steps.inHandling(), await steps.inHandling()];
    const leaders = await house.as(house.officer, (work, who) => leadersOf(work, who));
    expect(leaders).toMatchObject([{ name: '周平', personId: house.leader.personId }]);
    const input = { criterion: 'general_concern' as const, decidedOn: '2026-03-02', meeting: '第十二次主任会议', leaderId: leaders[0]?.appointmentId ?? null };
    await house.as(house.officer, (work, who) => listKey(work, who, { ...input, items: [{ id: first }, { id: second }] }));
    const list = (who: Capacity, mine = false) => house.as(who, (work) => looking.keyList(work, who, { mine, limit: 20, offset: 0 }));
    expect(await list(house.leader, true)).toMatchObject({ total: 2, rows: [{ leaderName: '周平', criterionLabel: '事关重大或者群众普遍关心', faceToFace: false, meeting: '第十二次主任会议' }, {}] });
    expect((await list(house.officer, true)).total).toBe(0);
    expect((await of(house.transportHead, first)).key).toMatchObject({ leaderName: '周平', faceToFace: false });
    await steps.contacted(first, house.transportClerk);
    expect((await of(house.transportHead, first)).key).toMatchObject({ faceToFace: true });
    expect(await house.as(house.transportClerk, (work, who) => suggestionDetail(work, who, first))).toMatchObject({ keySupervision: true, keyLeader: '周平' });
    await expect(house.as(house.officer, (work, who) => listKey(work, who, { ...input, items: [{ id: first }] }))).rejects.toMatchObject({ code: 'workflow.refused' });
    await expect(house.as(house.officer, (work, who) => listKey(work, who, { ...input, decidedOn: '2026-03-03', items: [{ id: first }] }))).rejects.toMatchObject({ code: 'common.invalid_input' });
    await expect(house.as(house.officer, (work, who) => listKey(work, who, { ...input, leaderId: house.officer.id, items: [{ id: first }] }))).rejects.toMatchObject({ code: 'common.not_found' });
    // The list on paper: organ by organ, what was decided, who leads; an organ has what it handles, a leader can have their own.
    const paper = (who: Capacity, mine = false) => house.as(who, (work) => keyListing(work, who, { mine }));
    const whole = await paper(house.officer);
    expect(whole.title).toBe('岳阳市人民代表大会重点督办建议清单');
    expect(whole.sections).toMatchObject([{ heading: '岳阳市交通运输局（2 件）', rows: [['1', ...Array(8).fill(expect.any(String))], ['2', ...Array(8).fill(expect.any(String))]] }]);
    expect(whole.sections[0]?.rows.flat()).toEqual(expect.arrayContaining(['第十二次主任会议，2026年3月2日', '已当面沟通', '尚未当面沟通']));
    expect(whole.columns.reduce((sum, one) => sum + one.share, 0)).toBeCloseTo(1);
    expect([await paper(house.leader, true), await paper(house.officer, true), await paper(house.housingClerk)].map((one) => one.sections.length)).toEqual([1, 0, 0]);
    await house.as(house.officer, (work, who) => unlistKey(work, who, { id: second }));
    expect((await list(house.officer)).rows.map((row) => row.id)).toEqual([first]);
  });
});

describe('inquiries and votes', () => {
  const vote = (more: object = {}) => recordMeetingInput.safeParse({
    kind: 'satisfaction_vote', title: '交通运输局办理代表建议情况', meeting: '市九届人大常委会第三十二次会议', heldOn: '2026-03-02', membersTotal: 41, membersPresent: 38, subjects: [{ organId: house.organs.transport, ballots: { satisfied: 20, mostlySatisfied: 10, notSatisfied: 6, abstained: 2 } }], ...more,
  });

  it('are recorded with their result by rule, ordered to correct, and public when decided', async () => {
    const input = vote().data;
    if (!input) throw new Error('the input is good');
    const recorded = await house.as(house.officer, (work, who) => recordMeeting(work, who, input));
    expect(recorded).toMatchObject({ published: false, subjects: [{ organName: '岳阳市交通运输局', result: 'mostly_satisfied', ballots: { satisfied: 20 } }] });
    const subjectId = recorded.subjects[0]?.id ?? '';
    await expect(house.as(house.officer, (work, who) => reportCorrection(work, who, { subjectId, correctedOn: '2026-03-02', correction: '已经整改完毕' }))).rejects.toMatchObject({ code: 'workflow.refused' });
    await expect(house.as(house.officer, (work, who) => orderCorrection(work, who, { subjectId, text: '限期完成整改', dueOn: '2026-03-01' }))).rejects.toMatchObject({ code: 'common.invalid_input' });
    expect((await house.as(house.officer, (work, who) => orderCorrection(work, who, { subjectId, text: '限期办结超期建议', dueOn: '2026-05-29' }))).subjects[0]).toMatchObject({ orderDueOn: '2026-05-29', light: 'green' });
    expect((await house.asPublic((work) => publicMeetings(work, { limit: 20, offset: 0 }))).total).toBe(0);
    await house.as(house.officer, (work, who) => publishMeeting(work, who, { id: recorded.id }));
    expect(await house.asPublic((work) => publicMeetings(work, { limit: 20, offset: 0 }))).toMatchObject({ total: 1, rows: [{ congressName: '岳阳市人民代表大会', subjects: [{ result: 'mostly_satisfied', orderText: '限期办结超期建议' }] }] });
    await house.as(house.officer, (work, who) => reportCorrection(work, who, { subjectId, correctedOn: '2026-03-02', correction: '超期建议已经全部办结' }));
    expect(await house.as(house.leader, (work, who) => meetings(work, who, { limit: 20, offset: 0 }))).toMatchObject({ total: 1, rows: [{ subjects: [{ light: 'done', correction: '超期建议已经全部办结' }] }] });
    expect((await house.as(house.districtOfficer, (work, who) => meetings(work, who, { limit: 20, offset: 0 }))).total).toBe(0);
    await expect(house.as(house.districtOfficer, (work, who) => publishMeeting(work, who, { id: recorded.id }))).rejects.toMatchObject({ code: 'common.not_found' });
  });

  it('refuse sums above those present, a meeting without a quorum, missing ballots', () => {
    const problems = (more: object) => vote(more).error?.issues.map((one) => one.message).join() ?? '';
    expect(problems({ membersPresent: 37 })).toContain('票数合计 38 张，超过出席人数 37 人');
    expect(problems({ membersPresent: 20 })).toContain('没有过半');
    expect(problems({ membersPresent: 42 })).toContain('不能超过组成人员总数');
    expect(problems({ subjects: [{ organId: house.organs.transport }] })).toContain('请填写各项票数');
    expect(problems({ kind: 'inquiry', membersTotal: null, membersPresent: null, subjects: [{ organId: house.organs.transport }] })).toBe('');
  });

  it('have the result that more than half of all members gave', () => {
    const none = { satisfied: 0, mostlySatisfied: 0, notSatisfied: 0, abstained: 0 };
    expect(resultOf({ ...none, satisfied: 21 }, 41)).toBe('satisfied');
    expect(resultOf({ ...none, satisfied: 20, mostlySatisfied: 1 }, 41)).toBe('mostly_satisfied');
    expect(resultOf({ ...none, satisfied: 20, notSatisfied: 10, abstained: 8 }, 41)).toBe('not_satisfied');
  });
});
