// The clock at the turn of a year: Shanghai's day counts, though in London it is still the old year for eight hours.
import { createAccount } from '@smart/identity/accounts';
import { fixedClock } from '@smart/kernel/clock';
import { createHouse, sample, type House, type Someone } from '@smart/suggestions/testing';
import { replyBody } from '@smart/suggestions/testing-steps';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoPassword, startTestApp, type TestApp, type TestClient } from '../testing.ts';

const LAST_MINUTE = '2026-12-31T23:59:00+08:00';
const FIRST_MINUTE = '2027-01-01T00:00:00+08:00';
const clock = fixedClock('2026-12-31T20:00:00+08:00');
let app: TestApp;
let house: House;
let people: Record<'deputy' | 'officer' | 'clerk' | 'head', TestClient>;

beforeAll(async () => {
  app = await startTestApp({ clock, arrange: async (_services, database) => {
    house = await createHouse(database);
  } });
  const account = async (someone: Someone, username: string) => {
    await house.as(someone, (work) => createAccount(work, { personId: someone.personId, username, password: demoPassword }));
    return app.signIn(username);
  };
  people = { deputy: await account(house.deputy, 'year.deputy'), officer: await account(house.officer, 'year.officer'), clerk: await account(house.transportClerk, 'year.clerk'), head: await account(house.transportHead, 'year.head') };
});
afterAll(() => app.close());

async function submitted(): Promise<string> {
  const { id } = await people.deputy.trpc.suggestions.saveDraft.mutate({ ...sample, researched: true, publishConsent: true });
  await people.deputy.trpc.suggestions.submit.mutate({ id });
  return id;
}

/** Brought to the head's desk. */
async function reviewed(): Promise<{ id: string; assignmentId: string }> {
  const id = await submitted();
  await people.officer.trpc.suggestions.examine.mutate({ id, decision: 'accept' });
  await people.officer.trpc.suggestions.assign.mutate({ items: [{ id, organs: [{ organId: house.organs.transport, role: 'lead' }] }] });
  const assignmentId = (await people.clerk.trpc.suggestions.detail.query({ id })).assignments[0]?.id ?? '';
  await people.clerk.trpc.assignments.accept.mutate({ assignmentId });
  await people.clerk.trpc.assignments.recordContact.mutate({ assignmentId, method: 'phone', contactedOn: '2026-12-31', content: '电话听取了代表的意见' });
  const contactId = (await people.deputy.trpc.suggestions.detail.query({ id })).contacts[0]?.id ?? '';
  await people.deputy.trpc.assignments.confirmContact.mutate({ contactId });
  await people.clerk.trpc.assignments.saveReply.mutate({ assignmentId, grade: 'A', body: replyBody });
  await people.clerk.trpc.assignments.submitReply.mutate({ assignmentId });
  return { id, assignmentId };
}

it('letters are numbered by the year of Shanghai, and a new year begins at 1', async () => {
  const [first, second, third] = [await reviewed(), await reviewed(), await reviewed()];
  const sign = async ({ id, assignmentId }: { id: string; assignmentId: string }) => {
    await people.head.trpc.assignments.signReply.mutate({ assignmentId });
    return (await people.deputy.trpc.suggestions.detail.query({ id })).replies[0]?.letterNumber;
  };
  clock.set(LAST_MINUTE);
  expect(await sign(first)).toBe('岳交函〔2026〕1号');
  clock.set(FIRST_MINUTE);
  expect(await sign(second)).toBe('岳交函〔2027〕1号');
  expect(await sign(third)).toBe('岳交函〔2027〕2号');
});

it('limits start from Shanghai’s day, and a suggestion belongs to the year in which it was handed in there', async () => {
  clock.set(LAST_MINUTE);
  const old = await submitted();
  clock.set(FIRST_MINUTE);
  const fresh = await submitted();
  const due = async (id: string) => (await app.admin<{ started: string; due: string }>(`SELECT started_on::text AS started, due_on::text AS due FROM deadline WHERE subject_id = $1 AND kind = 'examination'`, [id]))[0];
  // Seven working days after the day itself. The holidays of 2027 are not announced in this deployment: weekends only, and a warning.
  expect(await due(old)).toEqual({ started: '2026-12-31', due: '2027-01-11' });
  expect(await due(fresh)).toEqual({ started: '2027-01-01', due: '2027-01-12' });
  const ids = async (filter: object) => (await people.officer.trpc.suggestions.list.query({ limit: 100, states: ['submitted'], ...filter })).rows.map((one) => one.id);
  expect(await ids({ submittedTo: '2026-12-31' })).toEqual([old]);
  expect(await ids({ submittedFrom: '2027-01-01' })).toEqual([fresh]);
});

it('the number of a suggestion goes on: its series is the term’s, not the year’s', async () => {
  clock.set(LAST_MINUTE);
  const [old, fresh] = [await submitted(), await submitted()];
  await people.officer.trpc.suggestions.examine.mutate({ id: old, decision: 'accept' });
  const before = (await people.officer.trpc.suggestions.detail.query({ id: old })).number ?? 0;
  clock.set(FIRST_MINUTE);
  await people.officer.trpc.suggestions.examine.mutate({ id: fresh, decision: 'accept' });
  const { number, numberLabel } = await people.officer.trpc.suggestions.detail.query({ id: fresh });
  expect([number, numberLabel]).toEqual([before + 1, `市九届人大闭会期间第${before + 1}号建议`]);
});
