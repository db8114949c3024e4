// A reorganisation and a change of term on a county of the province scale: interrupted between and within batches, and with the process
// killed, they end in the same state as without.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { serverAddress } from '@smart/database/roles';
import { copyTemplate, testSecret } from '@smart/database/test-server';
import { createUnitsOfWork } from '@smart/database/unit-of-work';
import { advanceOperation } from '@smart/identity/operations';
import { verifyLog } from '@smart/workflow/verify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { fingerprint, type Ground, inCongress, layGround } from './operation-ground.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** Small, so that there are many places to be interrupted at. */
const BATCH = 10;

let ground: Ground;
let base: { adminUrl: string; drop: () => Promise<void> };
const copies: (() => Promise<void>)[] = [];
const nameOf = (adminUrl: string): string => new URL(adminUrl).pathname.slice(1);

async function withAdmin<T>(adminUrl: string, run: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    return await run(admin);
  } finally {
    await admin.end();
  }
}

beforeAll(async () => {
  base = await copyTemplate(inject('postgresUrl'));
  ground = await withAdmin(base.adminUrl, (admin) => layGround(admin, serverAddress(base.adminUrl, testSecret)));
});
afterAll(async () => {
  for (const drop of copies) await drop();
  await base.drop();
});

async function copy(): Promise<string> {
  const made = await copyTemplate(inject('postgresUrl'), nameOf(base.adminUrl));
  copies.push(made.drop);
  return made.adminUrl;
}

class Interrupted extends Error {}

/** Runs the batches; `interrupt` is asked before each commit, and its yes undoes the batch as a crash would. Returns the number of crashes. */
async function drive(adminUrl: string, operationId: string, interrupt: () => boolean): Promise<number> {
  let crashes = 0;
  for (let more = true; more; ) {
    const units = createUnitsOfWork({ connectionString: serverAddress(adminUrl, testSecret), size: 1 });
    try {
      while (more) {
        more = await inCongress(units, ground.congressId, async (work) => {
          const left = await advanceOperation(work, ground.congressId, operationId, BATCH);
          if (interrupt()) throw new Interrupted();
          return left;
        });
      }
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      crashes += 1;
    } finally {
      await units.close();
    }
  }
  return crashes;
}

/** The same sequence of yes and no for the same seed. */
function chances(seed: number): () => boolean {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % 100 < 30;
  };
}

const process = (adminUrl: string, operationId: string) =>
  spawn(globalThis.process.execPath, [join(import.meta.dirname, 'operation-process.ts'), serverAddress(adminUrl, testSecret), ground.congressId, operationId], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Kills the process with -9 after some batches, again and again, until one comes to the end. */
async function driveAndKill(adminUrl: string, operationId: string): Promise<number> {
  let kills = 0;
  for (;;) {
    const child = process(adminUrl, operationId);
    const enough = 2 + kills * 3;
    let batches = 0;
    child.stdout.on('data', (dots: Buffer) => {
      batches += dots.length;
      if (kills < 3 && batches >= enough) child.kill('SIGKILL');
    });
    const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => child.once('close', (code_, signal_) => resolve({ code: code_, signal: signal_ })));
    if (signal === 'SIGKILL') kills += 1;
    else if (code === 0) return kills;
    else throw new Error(`the process ended with ${code}`);
  }
}

describe.each([['reorganisation'], ['termChange']] as const)('%s', (kind) => {
  let expected: Record<string, string>;

  it('runs to its end, changes what it should, and leaves a sound log', async () => {
    const adminUrl = await copy();
    const before = await withAdmin(adminUrl, fingerprint);
    expect(await drive(adminUrl, ground[kind], () => false)).toBe(0);
    await withAdmin(adminUrl, async (admin) => {
      expected = await fingerprint(admin);
      expect(expected['suggestion']).not.toBe(before['suggestion']);
      expect((await admin.query('SELECT state, finished_at IS NOT NULL AS finished FROM operation WHERE id = $1', [ground[kind]])).rows).toEqual([{ state: 'done', finished: true }]);
      expect((await verifyLog(admin)).problems).toEqual([]);
      await (kind === 'reorganisation' ? expectReorganised(admin) : expectChanged(admin));
    });
  });

  it.each([[1], [2], [3]])('interrupted at random (seed %i) it ends in the same state', async (seed) => {
    const adminUrl = await copy();
    expect(await drive(adminUrl, ground[kind], chances(seed))).toBeGreaterThan(3);
    expect(await withAdmin(adminUrl, fingerprint)).toEqual(expected);
  });

  it('with its process killed it ends in the same state', async () => {
    const adminUrl = await copy();
    expect(await driveAndKill(adminUrl, ground[kind])).toBeGreaterThan(0);
    expect(await withAdmin(adminUrl, fingerprint)).toEqual(expected);
  });
});

const numberOf = async (admin: pg.Client, text: string): Promise<number> => Number((await admin.query<{ count: string }>(text, [ground.congressId])).rows[0]?.count);

async function expectReorganised(admin: pg.Client): Promise<void> {
  const gone = '(SELECT id FROM organ WHERE congress_id = $1 AND abolished_on IS NOT NULL)';
  expect(await numberOf(admin, `SELECT count(*) FROM organ WHERE congress_id = $1 AND abolished_on IS NOT NULL AND successor_id = (SELECT id FROM organ WHERE name = '平江县综合事务局')`)).toBe(3);
  expect(await numberOf(admin, `SELECT count(*) FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id WHERE a.organ_id IN ${gone} AND s.state <> 'closed' AND a.state NOT IN ('completed', 'cancelled', 'returned')`)).toBe(0);
  expect(await numberOf(admin, `SELECT count(*) FROM assignment a WHERE a.organ_id IN ${gone}`)).toBeGreaterThan(0); // closed matters keep the old organ
  expect(await numberOf(admin, `SELECT count(*) FROM deadline d WHERE d.status = 'open' AND d.owner_organ_id IN ${gone}`)).toBe(0);
  expect(await numberOf(admin, `SELECT count(*) FROM appointment a WHERE a.organ_id IN ${gone} AND a.ends_on IS NULL`)).toBe(0);
  expect(await numberOf(admin, `SELECT count(*) FROM stand_in i JOIN appointment a ON a.id = i.appointment_id WHERE a.organ_id IN ${gone}`)).toBe(0);
  expect(await numberOf(admin, `SELECT count(*) FROM assignment a JOIN organ o ON o.id = a.organ_id WHERE o.name = '平江县综合事务局' AND a.organ_name = o.name AND a.congress_id <> $1`)).toBe(8);
}

async function expectChanged(admin: pg.Client): Promise<void> {
  expect(await numberOf(admin, `SELECT count(*) FROM term WHERE congress_id = $1 AND current AND number = 19`)).toBe(1);
  expect(await numberOf(admin, `SELECT count(*) FROM mandate m JOIN term t ON t.id = m.term_id WHERE m.congress_id = $1 AND m.status = 'active' AND t.number = 19`)).toBe(200);
  expect(await numberOf(admin, `SELECT count(*) FROM mandate m JOIN term t ON t.id = m.term_id WHERE m.congress_id = $1 AND m.status = 'ended' AND t.number = 18`)).toBe(300);
  // Who left leads nothing that somebody else could go on with.
  expect(await numberOf(admin, `SELECT count(*) FROM suggestion s WHERE s.congress_id = $1 AND s.state NOT IN ('closed', 'withdrawn', 'not_accepted', 'draft', 'awaiting_cosigners')
    AND NOT EXISTS (SELECT 1 FROM mandate m WHERE m.id = s.lead_mandate_id AND m.status = 'active')
    AND EXISTS (SELECT 1 FROM cosigner c JOIN mandate m ON m.person_id = c.person_id AND m.congress_id = $1 AND m.status = 'active' WHERE c.suggestion_id = s.id AND c.state = 'confirmed' AND c.person_id <> s.lead_person_id)`)).toBe(0);
  expect(await numberOf(admin, `SELECT count(*) FROM deputy_group_member WHERE congress_id = $1`)).toBe(200);
  expect(await numberOf(admin, `SELECT count(DISTINCT subject_id) FROM domain_event WHERE congress_id = $1 AND type = 'mandate.ended'`)).toBe(300);
}
