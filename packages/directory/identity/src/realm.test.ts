import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { fixedClock } from '@smart/kernel/clock';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unscopedIdentity } from './realm.ts';
import { createTestIdentity, type TestIdentity } from './testing.ts';

let database: TestDatabase;
let identity: TestIdentity;
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock: fixedClock('2026-03-05T09:00:00+08:00') });
});
afterAll(() => database.close());

describe('the look across congresses', () => {
  it('sees people and accounts everywhere, and the wall stands again afterwards, also after a refusal or a failed statement', async () => {
    const foreign = await identity.person('4307', '外市人员', { username: 'foreign.one' });
    await identity.act('4306', async (work: Work) => {
      const seen = async () => [(await work.sql('SELECT 1 FROM person WHERE id = $1', [foreign])).length, (await work.sql('SELECT 1 FROM auth_user')).length > 0];
      expect(await seen()).toEqual([0, false]);
      expect(await unscopedIdentity(work, 'test', seen)).toEqual([1, true]);
      expect(await seen()).toEqual([0, false]);
      await unscopedIdentity(work, 'test', async () => {
        throw new DomainError('common.not_found', {});
      }).catch(() => undefined);
      expect(await seen()).toEqual([0, false]);
      await work.attempt(() => unscopedIdentity(work, 'test', () => work.sql('SELECT 1/0'))).catch(() => undefined);
      expect(await seen()).toEqual([0, false]);
    });
  });

  it('within a unit of work that is in the realm already leaves it there', async () => {
    await identity.act('4306', async (work) => {
      await unscopedIdentity(work, 'test', async () => undefined);
      expect((await work.sql('SELECT 1 FROM auth_user')).length).toBeGreaterThan(0);
    }, { 'app.realm': 'identity' });
  });
});
