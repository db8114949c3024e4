// The real server with the demonstration's people on a database of its own, the built apps, and one browser.
import { foundDemo } from '@smart/server/demo/foundation';
import { seedDemo } from '@smart/server/demo/seed';
import { startTestApp, type TestApp, type TestAppOptions } from '@smart/server/testing';
import { today } from '@smart/kernel/dates';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { arriveAs, type Arrival, type Person } from './person.ts';

export type System = {
  readonly app: TestApp;
  readonly browser: Browser;
  readonly people: readonly Person[];
  /** Opens a browser of their own for somebody; without a user name for whoever passes by. */
  readonly arrive: (username: string | null, arrival?: Arrival) => Promise<Person>;
  readonly close: () => Promise<void>;
};

const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** The browser asks nobody but the server under test. */
const switches = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--lang=zh-CN'];

/** Pictures of failures, for whoever looks for the cause. */
const evidence = join(import.meta.dirname, '../../.test/failures');

/** `people`: people and organs are there, each test writes its own suggestions. `demonstration`: as a first start leaves it. */
export type Furnishing = 'people' | 'demonstration';

/** Where the server is found, when a test depends on it. */
export type Place = Pick<TestAppOptions, 'port' | 'environment'>;

async function startSystem(furnishing: Furnishing, place: Place): Promise<System> {
  const app = await startTestApp({
    ...place,
    jobs: true,
    // The demonstration is played in all its congresses at once.
    connections: 12,
    arrange: async (services, { adminUrl, adminSql }) => {
      if (furnishing === 'demonstration') await seedDemo(services, adminUrl, () => undefined);
      else await foundDemo(async (text, values) => ({ rows: await adminSql(text, [...values]) }), today(services.clock));
    },
  });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: switches, env: { ...process.env, LANGUAGE: 'zh_CN', LANG: 'zh_CN.UTF-8' } });
  const people: Person[] = [];
  return {
    app,
    browser,
    people,
    arrive: async (username, arrival = {}) => {
      const person = await arriveAs({ app, browser }, username, arrival);
      people.push(person);
      return person;
    },
    close: async () => {
      await Promise.all(people.map((one) => one.leave()));
      await browser.close();
      await app.close();
    },
  };
}

/** One system for a test file, with a picture of what everybody saw when a test fails. Call it at the top of the file. */
export function useSystem(furnishing: Furnishing = 'people', place: () => Promise<Place> = async () => ({})): () => System {
  let system: System | null = null;
  beforeAll(async () => {
    system = await startSystem(furnishing, await place());
  });
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    mkdirSync(evidence, { recursive: true });
    for (const [at, { page }] of (system?.people ?? []).entries()) {
      // Whoever has left already has nothing to show.
      if (!page.isClosed()) await page.screenshot({ path: join(evidence, `${task.name.slice(0, 40).replaceAll(/\W+/g, '-')}-${at}.png`) }).catch(() => undefined);
    }
  });
  afterAll(() => system?.close());
  return () => {
    if (!system) throw new Error('the system has not started');
    return system;
  };
}
