import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixedClock } from '@smart/kernel/clock';
import { repositoryRoot } from '@smart/kernel/config';
import { suggestionStates } from '@smart/suggestions/model';
import { verifyLog } from '@smart/workflow/verify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing.ts';
import { stableAccounts } from './accounts.ts';
import { seedDemo } from './seed.ts';

const clock = fixedClock('2026-11-24T15:00:00+08:00');
let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ clock, arrange: (services, database) => seedDemo(services, database.adminUrl, () => undefined) });
}, 180_000);
afterAll(() => app.close());

describe('the demonstration', () => {
  it('lets every stable account sign in, in the capacity its name says', async () => {
    const listed: { username: string; password: string; capacities: string[] }[] = await (await app.anonymous.fetch('/api/demo/accounts')).json();
    expect(listed.map(({ username }) => username)).toEqual(expect.arrayContaining([...stableAccounts]));
    for (const username of stableAccounts) {
      const account = listed.find((one) => one.username === username);
      const client = await app.signIn(username, account?.password);
      const me = await client.trpc.session.me.query();
      expect(me.capacities.map(({ label }) => label), username).toEqual(account?.capacities);
    }
  }, 120_000);

  it('shows a year book that is ready to be fetched', async () => {
    const files = await app.admin<{ name: string }>(`SELECT f.name FROM operation o JOIN stored_file f ON f.subject_id = o.id WHERE o.kind = 'duty_book' AND o.state = 'done' ORDER BY f.id`);
    expect(files.map(({ name }) => name.replace(/^.*（/u, '（'))).toEqual(['（2026 年）.pdf', '（2026 年）.docx', '（2026 年）.xlsx']);
  });

  it('has about three hundred suggestions, in every state, over three years', async () => {
    const rows = await app.admin<{ state: string; count: number; year: number }>(
      `SELECT state, count(*)::int AS count, min(extract(year FROM created_at))::int AS year FROM suggestion GROUP BY state`,
    );
    expect(rows.map(({ state }) => state).sort()).toEqual([...suggestionStates].sort());
    const total = rows.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBeGreaterThan(280);
    expect(total).toBeLessThan(330);
    expect(Math.min(...rows.map(({ year }) => year))).toBe(2024);
  });

  it('tells every congress different things, each where it can be', async () => {
    expect(await app.admin(`SELECT title FROM suggestion WHERE state NOT IN ('merged', 'not_accepted') GROUP BY congress_id, title HAVING count(*) > 2`)).toEqual([]);
    expect((await app.admin(`SELECT title FROM suggestion WHERE state NOT IN ('merged', 'not_accepted') GROUP BY congress_id, title HAVING count(*) > 1`)).length).toBeLessThanOrEqual(1); // the merged one's main
    expect(await app.admin(`SELECT s.title FROM suggestion s JOIN congress c ON c.id = s.congress_id WHERE c.division_code LIKE '430626%' AND (s.title LIKE '%湖区%' OR s.title LIKE '%湿地%')`)).toEqual([]);
    expect(await app.admin(`SELECT title FROM suggestion WHERE title ~ '街道(农村|各村|.*撂荒)'`)).toEqual([]);
    expect(await app.admin(`SELECT title FROM suggestion WHERE title || background || proposal ~ '[{}]'`)).toEqual([]);
    expect(await app.admin(`SELECT count(*) FILTER (WHERE session_id IS NOT NULL) > count(*) / 3 AS enough FROM suggestion WHERE state = 'closed'`)).toEqual([{ enough: true }]);
  });

  it('publishes nothing that is confidential or against the deputy’s will', async () => {
    expect(await app.admin('SELECT id FROM suggestion WHERE published_at IS NOT NULL AND (confidential OR NOT publish_consent)')).toEqual([]);
    expect(await app.admin('SELECT count(*)::int > 60 AS enough FROM suggestion WHERE published_at IS NOT NULL')).toEqual([{ enough: true }]);
  });

  it('has motions of the city and of a township, decided on, carried out, turned into a suggestion and still being signed', async () => {
    const rows = await app.admin<{ state: string }>(`SELECT m.state FROM motion m JOIN congress c ON c.id = m.congress_id WHERE c.division_code IN ('4306', '430626111') ORDER BY m.state`);
    expect(rows.map(({ state }) => state)).toEqual(['awaiting_cosigners', 'closed', 'closed', 'converted', 'in_handling']);
    expect(await app.admin(`SELECT s.state FROM suggestion s JOIN motion m ON m.converted_suggestion_id = s.id`)).toEqual([{ state: 'registered' }]);
  });

  it('gives each visitor something to do', async () => {
    const tasks = async (username: string) => {
      const client = await app.signIn(username);
      const me = await client.trpc.session.me.query();
      const found = new Set<string>();
      for (const { id } of me.capacities) {
        client.act(id);
        for (const { task } of (await client.trpc.suggestions.inbox.query({})).items) found.add(task);
      }
      return found.size;
    };
    const least: Record<string, number> = { 'deputy.city': 4, 'deputy.cosigner': 3, 'city.office': 4, 'city.government': 2, 'city.transport': 3, 'city.education': 2, 'city.housing': 2, 'deputy.town': 1, 'town.office': 2 };
    for (const [username, count] of Object.entries(least)) expect(await tasks(username), username).toBeGreaterThanOrEqual(count);
  }, 120_000);

  it('fills duty archive, counts and notices from the same events, and leaves none to deliver', async () => {
    const [row] = await app.admin<{ archive: number; counts: number; notices: number; left: number }>(
      `SELECT (SELECT count(*)::int FROM duty_record) AS archive, (SELECT count(*)::int FROM suggestion_rollup) AS counts, (SELECT count(*)::int FROM notice) AS notices,
         (SELECT count(*)::int FROM domain_event e WHERE e.type = 'suggestion.submitted' AND NOT EXISTS (SELECT 1 FROM consumed_event c WHERE c.event_id = e.id AND c.consumer = 'duty-archive')) AS left`,
    );
    expect(row?.archive).toBeGreaterThan(300);
    expect(row?.counts).toBeGreaterThan(100);
    expect(row?.notices).toBeGreaterThan(100);
    expect(row?.left).toBe(0);
    const [notices] = await app.admin<{ read: number; latest: boolean; unread: number }>(
      `SELECT count(read_at)::int AS read, count(*) FILTER (WHERE read_at IS NULL)::int AS unread, max(created_at) <= $1 AS latest FROM notice WHERE created_at <> $1`, [clock.now().toISOString()],
    );
    expect(notices).toMatchObject({ latest: true });
    expect(notices?.read).toBeGreaterThan(50);
    expect(notices?.unread).toBeGreaterThan(20);
  });

  it('completes what an interrupted start left out', async () => {
    const [archive] = await app.admin<{ count: number }>('SELECT count(*)::int FROM duty_record');
    await app.admin(`DELETE FROM duty_record`);
    await app.admin(`DELETE FROM consumed_event WHERE consumer = 'duty-archive'`);
    await seedDemo(app.services, app.database.adminUrl, () => undefined);
    expect(await app.admin('SELECT count(*)::int FROM duty_record')).toEqual([archive]);
  }, 60_000);

  it('has a log in which every act follows the one before it', async () => {
    const admin = new pg.Client({ connectionString: app.database.adminUrl });
    await admin.connect();
    const { problems } = await verifyLog(admin).finally(() => admin.end());
    expect(problems).toEqual([]);
  }, 60_000);

  it('changes nothing when it is loaded again', async () => {
    const state = () => app.admin(`SELECT (SELECT count(*) FROM suggestion) AS s, (SELECT count(*) FROM action_log) AS l, (SELECT count(*) FROM notice) AS n, (SELECT count(*) FROM person) AS p`);
    const before = await state();
    await seedDemo(app.services, app.database.adminUrl, () => undefined);
    expect(await state()).toEqual(before);
  }, 60_000);

  const messages = join(repositoryRoot, '../shared/data/citizen-messages.ndjson');
  it.runIf(existsSync(messages))('says everything in its own words: no twenty characters in a row of the citizens’ messages', async () => {
    const pieces = (text: string): string[] => {
      const plain = text.replace(/[\s\p{P}]/gu, '');
      return Array.from({ length: Math.max(0, plain.length - 19) }, (_, at) => createHash('md5').update(plain.slice(at, at + 20)).digest('base64'));
    };
    const theirs = new Set(readFileSync(messages, 'utf8').split('\n').flatMap((line) => (line === '' ? [] : pieces(String(JSON.parse(line).text)))));
    const ours = await app.admin<{ text: string }>('SELECT background || proposal AS text FROM suggestion UNION ALL SELECT body FROM reply');
    expect(ours.flatMap(({ text }) => pieces(text)).filter((piece) => theirs.has(piece))).toEqual([]);
  }, 60_000);
});
