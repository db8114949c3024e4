// 办理反馈 on a real database: the deputy asks back, both meet, promises are followed, and closed is not the last word.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { evaluate, closeUnevaluated } from '../evaluation.ts';
import { inboxOf } from '../inbox.ts';
import { closeCoordination } from '../coordination.ts';
import { publish } from '../publication.ts';
import type { Capacity } from '@smart/identity/capacity';
import { createHouse, type House } from '../testing.ts';
import { type Steps, stepsIn } from '../testing-steps.ts';
import { bookOf } from './book.ts';
import { changeCommitment, decideCommitmentChange, fulfilCommitment } from './commitments.ts';
import * as meetings from './meetings.ts';
import { bookInput, publicBookInput } from './model.ts';
import { publicBook } from './public-book.ts';
import { answerBack, askBack } from './questions.ts';
import { reopen } from './reopening.ts';
import { feedbackOf } from './view.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
});
afterAll(() => database.close());
beforeEach(() => house.clock.set('2026-03-02T09:00:00+08:00'));

const see = (who: Capacity, id: string) => house.as(who, (work) => feedbackOf(work, who, id));
const tasks = async (who: Capacity, id: string) => (await house.as(who, (work) => inboxOf(work, who))).items.filter((one) => one.suggestionId === id).map((one) => one.task);
const promised = async (commitments: { text: string; dueOn: string }[]) => {
  const id = await steps.inHandling();
  await steps.answer(id, house.transportClerk, house.transportHead, { grade: 'B', commitments });
  await house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result: 'satisfied', comment: '' }));
  const found = (await steps.see(house.deputy, id)).replies[0]?.commitments.map((one) => one.id) ?? [];
  return { id, ids: found };
};
const keep = (commitmentId: string) => house.as(house.transportClerk, (work, who) => fulfilCommitment(work, who, { commitmentId, evidence: '首末站已经建成投用' }));

describe('追问', () => {
  it('goes to one organ with a limit of its own, is answered once, and moves no other limit', async () => {
    const id = await steps.inHandling();
    const before = await steps.see(house.deputy, id);
    const { askable } = await see(house.deputy, id);
    expect(askable.map((one) => one.organName)).toEqual([before.assignments[0]?.organName]);
    await house.as(house.deputy, (work, who) => askBack(work, who, { id, assignmentId: askable[0]?.assignmentId ?? '', text: '新线路什么时候开通？' }));
    expect((await steps.see(house.deputy, id)).due).toEqual(before.due);
    expect(await tasks(house.transportClerk, id)).toContain('answer_question');
    const [question] = (await see(house.transportClerk, id)).questions;
    expect(question).toMatchObject({ text: '新线路什么时候开通？', dueOn: '2026-03-09', mayAnswer: true, late: false });
    await expect(house.as(house.districtClerk, (work, who) => answerBack(work, who, { questionId: question?.id ?? '', text: '不是我们的事' }))).rejects.toMatchObject({ code: 'common.not_found' });
    await house.as(house.transportClerk, (work, who) => answerBack(work, who, { questionId: question?.id ?? '', text: '计划四月底开通试运行' }));
    expect((await see(house.deputy, id)).questions).toMatchObject([{ answer: '计划四月底开通试运行', mayAnswer: false }]);
    await expect(house.as(house.transportClerk, (work, who) => answerBack(work, who, { questionId: question?.id ?? '', text: '再答一次试试看' }))).rejects.toMatchObject({ code: 'workflow.refused' });
    // Other deputies of the congress see the suggestion, not what is written between the deputy and the organ.
    expect((await see(house.otherDeputy, id)).questions).toEqual([]);
  });

  it('an answer is owed even after the end', async () => {
    const id = await steps.replied();
    const { askable } = await see(house.deputy, id);
    await house.as(house.deputy, (work, who) => askBack(work, who, { id, assignmentId: askable[0]?.assignmentId ?? '', text: '站台在哪个位置？' }));
    await house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result: 'satisfied', comment: '' }));
    expect((await steps.see(house.deputy, id)).state).toBe('closed');
    expect(await tasks(house.transportClerk, id)).toEqual(['answer_question']);
    const [question] = (await see(house.transportClerk, id)).questions;
    await house.as(house.transportClerk, (work, who) => answerBack(work, who, { questionId: question?.id ?? '', text: '在小区北门外三十米' }));
    expect(await tasks(house.transportClerk, id)).toEqual([]);
  });
});

describe('面商', () => {
  const part = async (id: string) => (await steps.part(id, house.organs.transport)).id;
  const propose = async (id: string, slots: string[]) => house.as(house.transportClerk, async (work, who) => meetings.proposeMeeting(work, who, { assignmentId: await part(id), place: '局三楼会议室', slots, note: '' }));

  it('two times are offered, the deputy proposes another, both agree, both are reminded, and what was held is the contact', async () => {
    const id = await steps.inHandling();
    await propose(id, ['2026-03-06T09:30', '2026-03-05T15:00']);
    expect(await tasks(house.deputy, id)).toContain('answer_meeting');
    const [offered] = (await see(house.deputy, id)).meetings;
    expect(offered).toMatchObject({ state: 'proposed', slots: ['2026-03-05T07:00:00.000Z', '2026-03-06T01:30:00.000Z'], mayPick: true, mayCounter: true, mayHold: false });
    const meetingId = offered?.id ?? '';
    await expect(house.as(house.deputy, (work, who) => meetings.counterMeeting(work, who, { meetingId, at: '2026-03-01T09:00', note: '' }))).rejects.toMatchObject({ code: 'common.invalid_input' });
    await house.as(house.deputy, (work, who) => meetings.counterMeeting(work, who, { meetingId, at: '2026-03-04T10:00', note: '四日上午有空' }));
    expect(await tasks(house.transportClerk, id)).toContain('confirm_meeting');
    await house.as(house.transportClerk, (work, who) => meetings.confirmMeeting(work, who, { meetingId }));
    await expect(house.as(house.transportClerk, (work, who) => meetings.holdMeeting(work, who, { meetingId, content: '当面听取了代表意见' }))).rejects.toMatchObject({ message: expect.stringContaining('还没有到') });
    house.clock.set('2026-03-03T08:00:00+08:00');
    const remind = () => house.asSystem(house.city.congressId, (work) => meetings.remindMeetings(work, house.city.congressId));
    expect([await remind(), await remind()]).toEqual([1, 0]);
    house.clock.set('2026-03-04T11:30:00+08:00');
    expect(await tasks(house.transportClerk, id)).toContain('hold_meeting');
    await house.as(house.transportClerk, (work, who) => meetings.holdMeeting(work, who, { meetingId, content: '当面听取了代表对线路走向的意见' }));
    const seen = await steps.see(house.deputy, id);
    expect(seen.contacts).toMatchObject([{ method: 'meeting', contactedOn: '2026-03-04', state: 'waiting', content: '面商地点：局三楼会议室。当面听取了代表对线路走向的意见' }]);
    expect((await see(house.deputy, id)).meetings).toMatchObject([{ state: 'held' }]);
  });

  it('one at a time; a time that has passed cannot be picked; either side may call it off', async () => {
    const id = await steps.inHandling();
    await propose(id, ['2026-03-05T15:00']);
    await expect(propose(id, ['2026-03-06T15:00'])).rejects.toMatchObject({ code: 'workflow.refused' });
    const meetingId = (await see(house.deputy, id)).meetings[0]?.id ?? '';
    await expect(house.as(house.otherDeputy, (work, who) => meetings.acceptMeeting(work, who, { meetingId, slot: 0 }))).rejects.toMatchObject({ code: 'common.not_found' });
    house.clock.set('2026-03-05T16:00:00+08:00');
    await expect(house.as(house.deputy, (work, who) => meetings.acceptMeeting(work, who, { meetingId, slot: 0 }))).rejects.toMatchObject({ message: expect.stringContaining('已经过去') });
    await house.as(house.deputy, (work, who) => meetings.cancelMeeting(work, who, { meetingId, reason: '改为电话沟通' }));
    expect((await see(house.transportClerk, id)).meetings).toMatchObject([{ state: 'cancelled', endedReason: '改为电话沟通' }]);
    expect((await see(house.transportClerk, id)).invitable).toHaveLength(1);
  });

  it('is over when the reply is signed without it', async () => {
    const id = await steps.inHandling();
    await propose(id, ['2026-03-05T15:00']);
    await steps.answer(id, house.transportClerk, house.transportHead);
    expect((await see(house.deputy, id)).meetings).toMatchObject([{ state: 'cancelled' }]);
  });
});

describe('承诺台账', () => {
  const book = (who: Capacity, input: object = {}) => house.as(who, (work) => bookOf(work, who, bookInput.parse({ limit: 100, ...input })));

  it('turns amber by itself when the date has passed and red a month later, without any run', async () => {
    const { id } = await promised([{ text: '建成公交首末站', dueOn: '2026-06-30' }]);
    const light = async (day: string) => {
      house.clock.set(`${day}T09:00:00+08:00`);
      return (await book(house.officer)).rows.find((one) => one.suggestionId === id)?.light;
    };
    expect([await light('2026-06-30'), await light('2026-07-01'), await light('2026-07-30'), await light('2026-07-31')]).toEqual(['green', 'amber', 'amber', 'red']);
    const seen = await book(house.officer, { light: 'red' });
    expect(seen.rows.map((one) => one.suggestionId)).toContain(id);
    expect(seen.total).toBe(seen.counts.red);
  });

  it('a later date needs consent; refused or granted, every turn stays in the history', async () => {
    const { id, ids: [commitmentId = ''] } = await promised([{ text: '增设候车亭', dueOn: '2026-05-31' }]);
    const ask = (dueOn: string) => house.as(house.transportClerk, (work, who) => changeCommitment(work, who, { commitmentId, dueOn, reason: '施工招标延后' }));
    await expect(ask('2026-05-20')).rejects.toMatchObject({ code: 'common.invalid_input' });
    await ask('2026-12-31');
    await expect(ask('2027-01-31')).rejects.toMatchObject({ code: 'workflow.refused' });
    expect(await tasks(house.officer, id)).toEqual(['decide_commitment']);
    await house.as(house.officer, (work, who) => decideCommitmentChange(work, who, { commitmentId, grant: false, note: '请先完成主要站点' }));
    await ask('2026-08-31');
    await house.as(house.officer, (work, who) => decideCommitmentChange(work, who, { commitmentId, grant: true, note: '' }));
    const row = (await book(house.officer)).rows.find((one) => one.id === commitmentId);
    expect(row).toMatchObject({ dueOn: '2026-08-31', firstDueOn: '2026-05-31', askedDueOn: null, steps: [{ kind: 'change_asked' }, { kind: 'change_refused' }, { kind: 'change_asked' }, { kind: 'change_granted', fromDueOn: '2026-05-31', toDueOn: '2026-08-31' }] });
  });

  it('the yearly report lists what was due this year and the last', async () => {
    const { id } = await promised([{ text: '今年的一项', dueOn: '2026-11-30' }, { text: '后年的一项', dueOn: '2028-03-31' }]);
    const texts = async (reportYear: number) => (await book(house.officer, { reportYear })).rows.filter((one) => one.suggestionId === id).map((one) => one.text);
    expect([await texts(2026), await texts(2027), await texts(2029)]).toEqual([['今年的一项'], ['今年的一项'], ['后年的一项']]);
  });

  it('the public reads promises of published suggestions only', async () => {
    const { id, ids: [commitmentId = ''] } = await promised([{ text: '公开的承诺事项', dueOn: '2026-05-31' }]);
    const open = () => house.asPublic((work) => publicBook(work, publicBookInput.parse({ limit: 100 })));
    expect((await open()).rows.map((one) => one.id)).not.toContain(commitmentId);
    await house.as(house.officer, (work, who) => publish(work, who, { id }));
    expect((await open()).rows).toContainEqual(expect.objectContaining({ id: commitmentId, light: 'green', evidence: null, reopened: false }));
    await keep(commitmentId);
    expect((await open()).rows).toContainEqual(expect.objectContaining({ id: commitmentId, light: 'done', evidence: '首末站已经建成投用' }));
  });
});

describe('重启办理', () => {
  const again = (id: string, ground: 'promise_not_kept' | 'reply_untrue') => house.as(house.deputy, (work, who) => reopen(work, who, { id, ground, reason: '实地看过，站台并没有建' }));

  it('a promise that was not kept is followed again; the satisfied evaluation falls, and the deputy evaluates anew', async () => {
    const { id, ids: [commitmentId = ''] } = await promised([{ text: '建成公交首末站', dueOn: '2026-03-31' }]);
    await keep(commitmentId);
    await house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result: 'satisfied', comment: '' }));
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'closed', result: 'satisfied' });
    house.clock.set('2026-05-06T09:00:00+08:00');
    expect((await see(house.deputy, id)).reopen).toMatchObject({ commitments: [{ id: commitmentId }] });
    await again(id, 'promise_not_kept');
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'tracking_commitment', result: null, attitude: null, closedAt: null, replies: [{ commitments: [{ state: 'open', light: 'red' }] }], due: { light: 'red' } });
    await keep(commitmentId);
    await house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result: 'mostly_satisfied', comment: '' }));
    // Every round is kept.
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'closed', result: 'mostly_satisfied', evaluations: [{ round: 1 }, { round: 2 }, { round: 3 }] });
  });

  it('an untrue reply goes to coordination, ends with the deputy evaluating, and may come to a second handling', async () => {
    const id = await steps.replied();
    await house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result: 'satisfied', comment: '' }));
    await again(id, 'reply_untrue');
    expect(await steps.see(house.officer, id)).toMatchObject({ state: 'coordination', due: { kind: 'coordination' }, assignments: [{ state: 'replied' }] });
    await house.as(house.officer, (work, who) => closeCoordination(work, who, { id, outcome: '双方到现场核实，承办单位重新说明' }));
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'replied', due: { kind: 'evaluation' } });
    await house.as(house.deputy, (work, who) => evaluate(work, who, { id, attitude: 'satisfied', result: 'not_satisfied', comment: '站台仍然没有' }));
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'second_handling', assignments: [{ state: 'second_handling' }] });
    await steps.answer(id, house.transportClerk, house.transportHead);
    expect(await steps.see(house.deputy, id)).toMatchObject({ state: 'replied' });
  });

  it('only by the lead, only for promises there are, and only within the time counted when it was closed', async () => {
    const id = await steps.replied();
    await expect(again(id, 'reply_untrue')).rejects.toMatchObject({ code: 'workflow.illegal_action' });
    await house.asSystem(house.city.congressId, (work) => closeUnevaluated(work, id));
    await expect(house.as(house.otherDeputy, (work, who) => reopen(work, who, { id, ground: 'reply_untrue', reason: '与实际不符' }))).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(again(id, 'promise_not_kept')).rejects.toMatchObject({ code: 'workflow.refused' });
    house.clock.set('2026-09-03T09:00:00+08:00');
    expect((await see(house.deputy, id)).reopen).toBeNull();
    await expect(again(id, 'reply_untrue')).rejects.toMatchObject({ message: expect.stringContaining('期限') });
    house.clock.set('2026-09-02T09:00:00+08:00');
    await again(id, 'reply_untrue');
    expect((await steps.see(house.deputy, id)).state).toBe('coordination');
  });
});
