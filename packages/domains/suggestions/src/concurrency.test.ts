// Two at the same moment: nothing is lost, nothing done twice, and who comes second is told who was first.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as cosigning from './cosigning.ts';
import { saveDraft } from './drafts.ts';
import { examine } from './examination.ts';
import * as reply from './reply.ts';
import { submit } from './submission.ts';
import { createHouse, type House, sample } from './testing.ts';
import { type Steps, stepsIn } from './testing-steps.ts';
import { withdraw, agreeWithdrawal } from './withdrawal.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
beforeAll(async () => {
  database = await createTestDatabase({ size: 10 });
  house = await createHouse(database);
  steps = stepsIn(house);
});
afterAll(() => database.close());

const settled = (results: PromiseSettledResult<unknown>[]) => ({
  done: results.filter((one) => one.status === 'fulfilled').length,
  refused: results.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])),
});

it('two clerks examine: one does, the other is told who, when and what', async () => {
  const id = await house.submitted(house.deputy);
  const { version } = await steps.see(house.officer, id);
  const { done, refused } = settled(
    await Promise.allSettled([
      house.as(house.officer, (work, who) => examine(work, who, { id, expectedVersion: version, decision: 'accept' })),
      house.as(house.officer2, (work, who) => examine(work, who, { id, expectedVersion: version, decision: 'return_for_amendment', reason: '请写明路段' })),
    ]),
  );
  expect(done).toBe(1);
  expect(refused).toMatchObject([{ code: 'workflow.version_conflict', message: expect.stringMatching(/(张华|刘洋).*2026年3月2日.*(立案|退回修改).*您填写的内容已保留/) }]);
});

it('a double click submits once', async () => {
  const id = await house.draft(house.deputy);
  const { done, refused } = settled(await Promise.allSettled([1, 2, 3].map(() => house.as(house.deputy, (work, who) => submit(work, who, { id })))));
  expect(done).toBe(1);
  expect(refused.every((error) => error.code === 'workflow.illegal_action')).toBe(true);
});

it('numbers are given once and without gaps, however many are registered at the same moment', async () => {
  const ids = await Promise.all(Array.from({ length: 8 }, () => house.submitted(house.deputy)));
  const receipts = await Promise.all(ids.map((id) => house.as(house.officer, (work, who) => examine(work, who, { id, decision: 'accept' }))));
  const numbers = receipts.map((one) => Number(/第(\d+)号/.exec(one.numberLabel ?? '')?.[1])).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 8 }, (_, at) => (numbers[0] ?? 0) + at));
});

it('the first save of a draft, sent twice, makes one draft; newer text of another device is not overwritten', async () => {
  const { id } = await house.as(house.deputy, (work, who) => saveDraft(work, who, { title: '占位' }));
  const fresh = id.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  const both = await Promise.all([1, 2].map(() => house.as(house.deputy, (work, who) => saveDraft(work, who, { ...sample, id: fresh }))));
  expect(new Set(both.map((one) => one.id))).toEqual(new Set([fresh]));
  const seen = Math.max(...both.map((one) => one.revision));
  await house.as(house.deputy, (work, who) => saveDraft(work, who, { id: fresh, title: '手机上改的标题', revision: seen }));
  await expect(house.as(house.deputy, (work, who) => saveDraft(work, who, { id: fresh, title: '电脑上改的标题', revision: seen }))).rejects.toMatchObject({ code: 'common.conflict', message: expect.stringContaining('另一台设备') });
});

it('two co-signers answer at the same moment: both answers count', async () => {
  const id = await house.draft(house.deputy);
  await house.as(house.deputy, (work, who) => cosigning.inviteCosigners(work, who, { id, mandateIds: [house.cosigner.id, house.otherDeputy.id] }));
  await Promise.all([house.cosigner, house.otherDeputy].map((one) => house.as(one, (work, who) => cosigning.answerCosign(work, who, { id, agree: true }))));
  await house.as(house.deputy, (work, who) => submit(work, who, { id }));
  expect((await steps.see(house.deputy, id)).cosignerCount).toBe(2);
  await house.as(house.deputy, (work, who) => withdraw(work, who, { id, reason: '问题已经解决' }));
  const answers = await Promise.all([house.cosigner, house.otherDeputy].map((one) => house.as(one, (work, who) => agreeWithdrawal(work, who, { id, agree: true }))));
  expect(answers.map((one) => one.state).sort()).toEqual(['submitted', 'withdrawn']);
});

it('signing and withdrawing at the same moment: one wins, the state is whole', async () => {
  const id = await steps.inHandling();
  await steps.contacted(id, house.transportClerk);
  const { id: assignmentId } = await steps.part(id, house.organs.transport);
  await house.as(house.transportClerk, (work, who) => reply.saveReply(work, who, { assignmentId, grade: 'A', body: '我局已按您的建议调整公交线路，方便了群众出行，感谢您的支持。' }));
  await house.as(house.transportClerk, (work, who) => reply.submitReply(work, who, { assignmentId }));
  const { done } = settled(
    await Promise.allSettled([
      house.as(house.transportHead, (work, who) => reply.signReply(work, who, { assignmentId })),
      house.as(house.deputy, (work, who) => withdraw(work, who, { id, reason: '问题已经解决' })),
    ]),
  );
  expect(done).toBe(1);
  const seen = await steps.see(house.officer, id);
  expect([seen.state, seen.assignments[0]?.state].join()).toMatch(/^(replied,replied|withdrawn,cancelled)$/);
});
