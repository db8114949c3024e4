// A checkout under a closed home folder: the account that runs the database cannot reach its programs there. Only root lends an account.
import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packaged, postgresAccount, runAs, runnableBy } from './postgres-binaries.ts';

describe.runIf(process.getuid?.() === 0)('the programs of the database', () => {
  let closed: string;
  let open: string;
  beforeAll(() => {
    closed = mkdtempSync(join(tmpdir(), 'smart-closed-'));
    open = mkdtempSync(join(tmpdir(), 'smart-open-'));
    cpSync(packaged().native, join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    chmodSync(closed, 0o700);
    chmodSync(open, 0o755);
  });
  afterAll(() => [closed, open].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

  it('are copied once to where the account may run them, and used in place where it already may', async () => {
    const account = postgresAccount();
    if (!account) throw new Error('root lends an account');
    const lines: string[] = [];
    const [native, copy] = [join(closed, 'native'), join(open, 'postgresql')];
    await expect(runAs(account, join(native, 'bin/postgres'), ['--version'])).rejects.toThrow();
    const bin = await runnableBy(account, native, copy, (line) => lines.push(line));
    expect(bin.postgres.startsWith(copy)).toBe(true);
    // It rejects where a program cannot be run; what it printed may not have been read by then.
    for (const program of Object.values(bin)) await expect(runAs(account, program, ['--version'])).resolves.toBeDefined();
    expect(await runnableBy(account, native, copy, (line) => lines.push(line))).toEqual(bin);
    expect(lines).toEqual([expect.stringContaining('copying PostgreSQL')]);
    chmodSync(closed, 0o755);
    expect((await runnableBy(account, native, copy, (line) => lines.push(line))).postgres).toBe(join(native, 'bin/postgres'));
  });
});
