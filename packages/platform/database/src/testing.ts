// A database of its own for a test file.
//   const database = await createTestDatabase();   afterAll(() => database.close());
import pg from 'pg';
import { inject } from 'vitest';
import { serverAddress } from './roles.ts';
import { copyTemplate, testSecret } from './test-server.ts';
import { createUnitsOfWork, type UnitsOfWork } from './unit-of-work.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export type TestDatabase = {
  /** The administrator's address: passes the wall. For arranging data and for looking at what is really there. */
  adminUrl: string;
  /** The server's address: `smart_server`, behind the wall. */
  serverUrl: string;
  units: UnitsOfWork;
  /** One statement as administrator; rows of it. */
  adminSql: <R extends pg.QueryResultRow>(text: string, values?: unknown[]) => Promise<R[]>;
  close: () => Promise<void>;
};

/** A fresh copy of the migrated and walled template, some milliseconds; `size` connections at most in `units`. */
export async function createTestDatabase({ size = 5 }: { size?: number } = {}): Promise<TestDatabase> {
  const { adminUrl, drop } = await copyTemplate(inject('postgresUrl'));
  const serverUrl = serverAddress(adminUrl, testSecret);
  const units = createUnitsOfWork({ connectionString: serverUrl, size });
  const admin = new pg.Pool({ connectionString: adminUrl, max: 2 });
  admin.on('error', () => {});
  return {
    adminUrl,
    serverUrl,
    units,
    adminSql: async (text, values = []) => (await admin.query(text, values)).rows,
    close: async () => {
      await units.close();
      await admin.end();
      await drop();
    },
  };
}
