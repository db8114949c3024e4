import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { CHANGE_CHANNEL, notifyChange } from '@smart/rpc/live';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startListener, type ProcessListener } from './listener.ts';

const congressId = '0190b0a0-0000-7000-8000-000000000001';
const settings = { role: 'smart_app', 'app.congress': congressId } as const;
const change = (subjectType: string) => ({ congressId, subjectType, matterId: congressId });

let database: TestDatabase;
let listener: ProcessListener;
let payloads: unknown[] = [];

beforeAll(async () => {
  database = await createTestDatabase({ size: 2 });
  listener = await startListener(database.serverUrl, () => undefined);
  listener.on(CHANGE_CHANNEL, (payload) => payloads.push(JSON.parse(payload)));
});
afterAll(async () => {
  await listener.close();
  await database.close();
});

describe('the listening connection', () => {
  it('hears what was committed and nothing of what was rolled back', async () => {
    payloads = [];
    const undone = database.units.unitOfWork(settings, async (work) => {
      await notifyChange(work, change('undone'));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await database.units.unitOfWork(settings, (work) => notifyChange(work, change('kept')));
    await vi.waitFor(() => expect(payloads).toEqual([change('kept')]));
  });

  it('turns a list of people too long for PostgreSQL into a hint to all', async () => {
    payloads = [];
    const personIds = Array.from({ length: 400 }, (_, i) => `0190b0a0-0000-7000-8000-${String(i).padStart(12, '0')}`);
    await database.units.unitOfWork(settings, (work) => notifyChange(work, { ...change('many'), personIds }));
    await vi.waitFor(() => expect(payloads).toEqual([change('many')]));
  });

  it('comes back by itself and says that something may have been missed', async () => {
    const gap = vi.fn();
    listener.onGap(gap);
    await database.adminSql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'smart-listener' AND datname = current_database()`);
    await vi.waitFor(() => expect(gap).toHaveBeenCalled(), 5000);
    payloads = [];
    await database.units.unitOfWork(settings, (work) => notifyChange(work, change('after')));
    await vi.waitFor(() => expect(payloads).toEqual([change('after')]));
  });
});
