// Two at the same moment: a double click, a retry after the network was cut, two clerks with the same matter before them.
import { connect } from 'node:net';
import { createAccount } from '@smart/identity/accounts';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { createHouse, sample, type House, type Someone } from '@smart/suggestions/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { demoPassword, startTestApp, type TestApp, type TestClient } from '../testing.ts';
import { act } from './testing.ts';

let app: TestApp;
let house: House;
let people: Record<'deputy' | 'officer' | 'officer2', TestClient>;

beforeAll(async () => {
  app = await startTestApp({ clock: fixedClock('2026-03-02T09:00:00+08:00'), arrange: async (_services, database) => {
    house = await createHouse(database);
  } });
  const account = async (someone: Someone, username: string) => {
    await house.as(someone, (work) => createAccount(work, { personId: someone.personId, username, password: demoPassword }));
    return app.signIn(username);
  };
  people = { deputy: await account(house.deputy, 'two.deputy'), officer: await account(house.officer, 'two.officer'), officer2: await account(house.officer2, 'two.officer2') };
});
afterAll(() => app.close());

const titled = (title: string) => app.admin<{ id: string; state: string }>('SELECT id, state FROM suggestion WHERE title = $1', [title]);
const whole = { ...sample, researched: true, publishConsent: true };

describe('one act sent twice', () => {
  it('a double click on save makes one draft and gives one answer', async () => {
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 5 }, () => act(app.origin, people.deputy.cookie, 'suggestions.saveDraft', { ...whole, title: '点了五次保存的建议' }, key)));
    expect(answers.map((one) => one?.status)).toEqual([200, 200, 200, 200, 200]);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await titled('点了五次保存的建议')).toHaveLength(1);
  });

  it('a double click on submit without a key (an old page) submits once; the second is told so', async () => {
    const { id } = await people.deputy.trpc.suggestions.saveDraft.mutate({ ...whole, title: '没有带编号的双击' });
    const answers = await Promise.all([0, 1].map(() => act(app.origin, people.deputy.cookie, 'suggestions.submit', { id })));
    expect(answers.map((one) => one?.status).toSorted()).toEqual([200, 409]);
    expect(await app.admin(`SELECT 1 FROM action_log WHERE subject_id = $1 AND action = 'submit'`, [id])).toHaveLength(1);
  });

  it('a client that lost the answer asks again and is given it; the act was done once', async () => {
    const { id } = await people.deputy.trpc.suggestions.saveDraft.mutate({ ...whole, title: '断网以后重试的建议' });
    const key = newId();
    await sendAndHangUp('suggestions.submit', { id }, key);
    await vi.waitFor(async () => expect((await titled('断网以后重试的建议'))[0]?.state).toBe('submitted'), 10_000);
    const again = await act(app.origin, people.deputy.cookie, 'suggestions.submit', { id }, key);
    expect(again).toMatchObject({ status: 200, body: { result: { data: { id, state: 'submitted' } } } });
    expect(await act(app.origin, people.deputy.cookie, 'suggestions.submit', { id }, key)).toEqual(again);
    expect(await app.admin(`SELECT 1 FROM action_log WHERE subject_id = $1 AND action = 'submit'`, [id])).toHaveLength(1);
  });
});

/** Sends a whole request and cuts the line before an answer can come. */
async function sendAndHangUp(procedure: string, input: unknown, key: string): Promise<void> {
  const body = JSON.stringify(input);
  const { hostname, port } = new URL(app.origin);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once('connect', resolve));
  const head = [`POST /api/trpc/${procedure} HTTP/1.1`, `host: ${hostname}`, 'content-type: application/json', `content-length: ${Buffer.byteLength(body)}`, `cookie: ${people.deputy.cookie}`, `x-idempotency-key: ${key}`];
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  await new Promise((resolve) => socket.once('close', resolve));
}

describe('two clerks with the same matter before them', () => {
  it('one acts, the other hears who did what and when, and loses nothing', async () => {
    const { id } = await people.deputy.trpc.suggestions.saveDraft.mutate({ ...whole, title: '两位工作人员同时审查的建议' });
    await people.deputy.trpc.suggestions.submit.mutate({ id });
    const { version } = await people.officer.trpc.suggestions.detail.query({ id });
    const answers = await Promise.all([
      act(app.origin, people.officer.cookie, 'suggestions.examine', { id, expectedVersion: version, decision: 'accept', note: '同意立案' }),
      act(app.origin, people.officer2.cookie, 'suggestions.examine', { id, expectedVersion: version, decision: 'return_for_amendment', reason: '请补充调研情况' }),
    ]);
    expect(answers.map((one) => one?.status).toSorted()).toEqual([200, 409]);
    const first = answers[0]?.status === 200 ? house.officer : house.officer2;
    const loser = answers.find((one) => one?.status === 409);
    const { error } = z.object({ error: z.object({ message: z.string(), data: z.object({ code: z.string() }) }) }).parse(loser?.body);
    expect(error.data.code).toBe('workflow.version_conflict');
    expect(error.message).toContain(first.personName);
    const { state } = await people.officer.trpc.suggestions.detail.query({ id });
    expect(state).toBe(first === house.officer ? 'registered' : 'returned_for_amendment');
    // Exactly one act besides the submission, and no number was used up for nothing.
    expect(await app.admin(`SELECT action FROM action_log WHERE subject_id = $1 AND action <> 'submit'`, [id])).toHaveLength(1);
  });

  it('thirty registrations at once: thirty numbers, none twice, none left out', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, () => house.submitted(house.deputy)));
    const officers = [people.officer, people.officer2];
    const answers = await Promise.all(ids.map((id, at) => act(app.origin, officers[at % 2]?.cookie ?? '', 'suggestions.examine', { id, decision: 'accept' }, newId())));
    expect(new Set(answers.map((one) => one?.status))).toEqual(new Set([200]));
    const numbers = (await app.admin<{ number: number }>('SELECT number FROM suggestion WHERE id = ANY ($1::uuid[]) ORDER BY number', [ids])).map((one) => one.number);
    const first = numbers[0] ?? 0;
    expect(numbers).toEqual(numbers.map((_, at) => first + at));
  });
});
