// Backup and restore as an administrator does them, with suggestions, log and an attached file: everything is there again, the log is
// sound, the file is the same to the last byte, and people go on working.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { sample } from '@smart/suggestions/testing';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { dataFolder, endPrograms, removeFolders } from '../process-testing.ts';
import { act, admin, furnish, type Running, signIn, smart, startServer } from './testing.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let dataDir: string;
let server: Running;
beforeAll(async () => {
  dataDir = dataFolder();
  server = await startServer(dataDir);
  await furnish(dataDir, server, (house, account) => account(house.deputy, 'kept.deputy'));
});
afterAll(async () => {
  await endPrograms();
  removeFolders();
});

const counts = (of: Running) =>
  admin(of, `SELECT (SELECT count(*)::int FROM suggestion) AS suggestions, (SELECT count(*)::int FROM action_log) AS acts, (SELECT count(*)::int FROM person) AS people,
    (SELECT count(*)::int FROM stored_file) AS files, (SELECT string_agg(hash, '' ORDER BY id) FROM action_log) AS hashes`);

it('what was saved is what is restored', async () => {
  const cookie = await signIn(server.origin, 'kept.deputy');
  const text = Buffer.from('情况说明：附有照片和数据。');
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(text)]), '说明.txt');
  const sent = await fetch(`${server.origin}/api/files?purpose=suggestion`, { method: 'POST', body: form, headers: { cookie } });
  const { id: fileId } = z.object({ id: z.string() }).parse(await sent.json());
  const saved = await act(server.origin, cookie, 'suggestions.saveDraft', { ...sample, researched: true, publishConsent: true, fileIds: [fileId] });
  const { id } = z.object({ result: z.object({ data: z.object({ id: z.string() }) }) }).parse(saved?.body).result.data;
  expect((await act(server.origin, cookie, 'suggestions.submit', { id }))?.status).toBe(200);

  const file = join(dataDir, 'whole.backup');
  expect(await smart(dataDir, 'backup', file)).toMatchObject({ code: 0, output: file });
  const before = await counts(server);
  // What comes after the backup is not in it.
  await act(server.origin, cookie, 'suggestions.saveDraft', { title: '备份以后写的草稿' });

  const other = dataFolder();
  cpSync(join(dataDir, 'secret'), join(other, 'secret'));
  expect(await smart(other, 'restore', file)).toMatchObject({ code: 0 });
  const restored = await startServer(other);
  expect(await counts(restored)).toEqual(before);
  expect((await smart(other, 'verify-log')).output).toContain('日志完好');
  const again = await signIn(restored.origin, 'kept.deputy');
  const fetched = await fetch(`${restored.origin}/api/files/${fileId}`, { headers: { cookie: again } });
  expect([fetched.status, Buffer.from(await fetched.arrayBuffer()).toString()]).toEqual([200, text.toString()]);
  expect(await act(restored.origin, again, 'suggestions.withdraw', { id, reason: '情况已经变化' })).toMatchObject({ status: 200 });
});
