// A session's last hour: many deputies hand in at once, some press twice, some retry. None is lost, none is doubled.
import { createAccount } from '@smart/identity/accounts';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { createHouse, sample, type House, type Someone } from '@smart/suggestions/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoPassword, startTestApp, type TestApp, type TestClient } from '../testing.ts';
import { act } from './testing.ts';

const people = 6;
const each = 15;
let app: TestApp;
let house: House;
const clients: TestClient[] = [];

beforeAll(async () => {
  app = await startTestApp({ clock: fixedClock('2026-03-02T09:00:00+08:00'), arrange: async (_services, database) => {
    house = await createHouse(database);
  } });
  for (let at = 0; at < people; at++) {
    const deputy: Someone = await house.deputyOf(`赶会代表${at}`);
    await house.as(deputy, (work) => createAccount(work, { personId: deputy.personId, username: `rush.${at}`, password: demoPassword }));
    clients.push(await app.signIn(`rush.${at}`));
  }
}, 120_000);
afterAll(() => app.close());

it('ninety at once, every third pressed twice and every fifth retried: each is there once', async () => {
  const drafts = await Promise.all(clients.flatMap((client, who) => Array.from({ length: each }, async (_, at) => {
    const title = `截止以前提交的第 ${who}-${at} 件建议`;
    const { id } = await client.trpc.suggestions.saveDraft.mutate({ ...sample, title, researched: false, publishConsent: true });
    return { id, title, cookie: client.cookie, turn: who * each + at };
  })));
  const answers = await Promise.all(drafts.flatMap(({ id, cookie, turn }) => {
    const key = newId();
    const send = () => act(app.origin, cookie, 'suggestions.submit', { id }, key);
    return turn % 3 === 0 ? [send(), send()] : turn % 5 === 0 ? [send().then(() => send())] : [send()];
  }));
  expect(new Set(answers.map((one) => one?.status))).toEqual(new Set([200]));
  const ids = drafts.map((one) => one.id);
  expect(await app.admin(`SELECT count(*)::int AS count FROM suggestion WHERE id = ANY ($1::uuid[]) AND state = 'submitted'`, [ids])).toEqual([{ count: people * each }]);
  expect(await app.admin(`SELECT count(*)::int AS acts, count(DISTINCT subject_id)::int AS matters FROM action_log WHERE subject_id = ANY ($1::uuid[]) AND action = 'submit'`, [ids])).toEqual([{ acts: people * each, matters: people * each }]);
  expect(await app.admin(`SELECT count(*)::int AS count FROM domain_event WHERE subject_id = ANY ($1::uuid[]) AND type = 'suggestion.submitted'`, [ids])).toEqual([{ count: people * each }]);
  expect(await app.admin(`SELECT title FROM suggestion WHERE title LIKE '截止以前提交的%' GROUP BY title HAVING count(*) > 1`)).toEqual([]);
}, 120_000);
