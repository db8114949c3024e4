// The server and the database killed with -9 in the middle of 200 submissions: what was acknowledged is there, once; nothing is half
// there; a retry of everything completes it; log and state agree; and what was to follow (notices, duty archive) follows once.
import { newId } from '@smart/kernel/ids';
import type { Someone } from '@smart/suggestions/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dataFolder, endPrograms, removeFolders } from '../process-testing.ts';
import { act, admin, type Answer, furnish, killDatabase, killServer, type Running, signIn, smart, startServer } from './testing.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const SUBMISSIONS = 200;
const DEPUTIES = 10;
/** Killed when about this many have been acknowledged. */
const IN_THE_MIDDLE = 60;

type Submission = { readonly id: string; readonly key: string; readonly cookie: string; answer: Answer | null };

let dataDir: string;
let server: Running;
let cookies: string[];
let drafts: Record<'server' | 'database', { id: string; deputy: number }[]>;

beforeAll(async () => {
  dataDir = dataFolder();
  server = await startServer(dataDir);
  drafts = await furnish(dataDir, server, async (house, account) => {
    const deputies: Someone[] = [];
    for (let at = 0; at < DEPUTIES; at++) deputies.push(await house.deputyOf(`代表${at}`));
    await Promise.all(deputies.map((one, at) => account(one, `killed.${at}`)));
    const write = () => Promise.all(Array.from({ length: SUBMISSIONS }, async (_, at) => {
      const deputy = deputies[at % DEPUTIES];
      if (!deputy) throw new Error('no deputy');
      return { id: await house.draft(deputy, { title: `关于改善第${at}路公交线路的建议` }), deputy: at % DEPUTIES };
    }));
    return { server: await write(), database: await write() };
  });
  cookies = await Promise.all(Array.from({ length: DEPUTIES }, (_, at) => signIn(server.origin, `killed.${at}`)));
});
afterAll(async () => {
  await endPrograms();
  removeFolders();
});

/** Hands all in at once and calls `kill` when enough have been acknowledged. */
async function submitAll(all: readonly { id: string; deputy: number }[], kill: () => void): Promise<Submission[]> {
  let acknowledged = 0;
  return Promise.all(all.map(async ({ id, deputy }) => {
    const submission: Submission = { id, key: newId(), cookie: cookies[deputy] ?? '', answer: null };
    submission.answer = await act(server.origin, submission.cookie, 'suggestions.submit', { id }, submission.key);
    if (submission.answer?.status === 200 && ++acknowledged === IN_THE_MIDDLE) kill();
    return submission;
  }));
}

type Row = { id: string; state: string; submits: number; events: number; deadlines: number };

/** What is there of each: its state, and how often it was logged, announced and put under a limit. */
const rowsOf = (ids: readonly string[]) =>
  admin<Row>(server,
    `SELECT s.id, s.state, (SELECT count(*)::int FROM action_log l WHERE l.subject_id = s.id AND l.action = 'submit') AS submits,
       (SELECT count(*)::int FROM domain_event e WHERE e.subject_id = s.id AND e.type = 'suggestion.submitted') AS events,
       (SELECT count(*)::int FROM deadline d WHERE d.subject_id = s.id AND d.kind = 'examination') AS deadlines
     FROM suggestion s WHERE s.id = ANY ($1::uuid[])`, [ids]);

async function expectWholeOrNothing(all: readonly Submission[]): Promise<void> {
  const rows = new Map((await rowsOf(all.map((one) => one.id))).map((row) => [row.id, row]));
  for (const { id, answer } of all) {
    const { state, submits, events, deadlines } = rows.get(id) ?? { state: 'gone', submits: 0, events: 0, deadlines: 0 };
    const whole = state === 'submitted' && submits === 1 && events === 1 && deadlines === 1;
    const nothing = state === 'draft' && submits === 0 && events === 0 && deadlines === 0;
    expect([id, answer?.status === 200 ? whole : whole || nothing]).toEqual([id, true]);
  }
}

/** Every client sends once more what it sent, with the same key; who was acknowledged gets the same answer. */
async function retryAll(all: readonly Submission[]): Promise<void> {
  await Promise.all(all.map(async ({ id, key, cookie, answer }) => {
    const again = await act(server.origin, cookie, 'suggestions.submit', { id }, key);
    expect(again?.status, JSON.stringify(again?.body)).toBe(200);
    if (answer?.status === 200) expect(again).toEqual(answer);
  }));
  for (const row of await rowsOf(all.map((one) => one.id))) expect(row).toMatchObject({ state: 'submitted', submits: 1, events: 1, deadlines: 1 });
}

/** Notices and the duty archive have followed every event, none twice. */
async function expectFollowed(ids: readonly string[]): Promise<void> {
  const followed = () => admin<{ records: number; mandates: number }>(server,
    `SELECT count(*)::int AS records, count(DISTINCT d.subject_id)::int AS mandates FROM duty_record d WHERE d.subject_id = ANY ($1::uuid[])`, [ids]);
  await vi.waitFor(async () => expect((await followed())[0]).toEqual({ records: ids.length, mandates: ids.length }), { timeout: 120_000, interval: 500 });
  const twice = await admin(server, 'SELECT consumer, event_id FROM consumed_event GROUP BY 1, 2 HAVING count(*) > 1');
  expect(twice).toEqual([]);
}

async function expectSoundLog(): Promise<void> {
  const { code, output } = await smart(dataDir, 'verify-log');
  expect(output).toContain('日志完好');
  expect(code).toBe(0);
}

describe('kill -9', () => {
  it('of the server', async () => {
    const all = await submitAll(drafts.server, () => void server.run.child.kill('SIGKILL'));
    const acknowledged = all.filter((one) => one.answer?.status === 200).length;
    expect(acknowledged).toBeGreaterThanOrEqual(IN_THE_MIDDLE);
    expect(acknowledged).toBeLessThan(SUBMISSIONS);
    await killServer(server);
    server = await startServer(dataDir);
    await expectWholeOrNothing(all);
    await retryAll(all);
    await expectSoundLog();
    await expectFollowed(all.map((one) => one.id));
  });

  it('of PostgreSQL: the server says so in words, brings it back, and goes on', async () => {
    const all = await submitAll(drafts.database, () => killDatabase(dataDir));
    const refused = all.filter((one) => one.answer && one.answer.status !== 200);
    expect(all.filter((one) => one.answer === null)).toEqual([]);
    for (const { answer } of refused) expect([answer?.status, JSON.stringify(answer?.body)]).toEqual([503, expect.stringContaining('common.unavailable')]);
    expect(refused.length).toBeGreaterThan(0);
    await vi.waitFor(async () => expect((await fetch(`${server.origin}/readyz`)).status).toBe(200), { timeout: 60_000, interval: 500 });
    await expectWholeOrNothing(all);
    await retryAll(all);
    await expectSoundLog();
    await expectFollowed(all.map((one) => one.id));
  });
});
