// Puts a backup into an empty database, and proves that it is the same.
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { deploy, migrationNames } from '../migrate.ts';
import { prepareDatabase } from '../prepare.ts';
import { explainFileError, StartupError } from '../startup-error.ts';
import { digesting, readArchive } from './archive.ts';
import { type Manifest, manifestEntry, parseManifest, secretMark, type TableEntry } from './manifest.ts';
import { columnList, pendingJobColumns, pendingJobs, tableLayouts } from './tables.ts';

export type RestoreOptions = {
  /** The administrator's address of the database, which must hold no records. */
  adminUrl: string;
  file: string;
  /** The secret of this deployment; when it is not the one of the backup, the log says what that means. */
  secret: string;
  /** The folder of the file store; null when the files lie elsewhere (S3). */
  filesFolder: string | null;
  log?: (line: string) => void;
  signal?: AbortSignal | undefined;
};

/** Reads the whole file once before anything is touched: every entry complete and as the manifest says. */
async function verifyFile(file: string): Promise<Manifest> {
  const found = new Map<string, string>();
  let manifest: Manifest | undefined;
  await readArchive(file, async (name, chunks) => {
    const parts: Buffer[] = [];
    const { chunks: passing, digest } = digesting(chunks);
    for await (const chunk of passing) if (name === manifestEntry) parts.push(chunk);
    if (name === manifestEntry) manifest = parseManifest(Buffer.concat(parts).toString());
    else found.set(name, digest().sha256);
  });
  if (!manifest) throw new StartupError('备份文件不完整：请使用另一份备份。 The backup file is incomplete: use another one.');
  const { tables, jobs, files } = manifest;
  const expected = [
    ...tables.map((table): [string, string] => [`tables/${table.name}`, table.sha256]),
    ...(jobs ? [['jobs', jobs.sha256] as const] : []),
    ...(files ?? []).map((entry): [string, string] => [`files/${entry.path}`, entry.sha256]),
  ];
  if (expected.length !== found.size || expected.some(([name, sha256]) => found.get(name) !== sha256)) {
    throw new StartupError('备份文件已损坏，内容与清单不符：请使用另一份备份。 The backup file is damaged: its content is not what its list says.');
  }
  return manifest;
}

async function refuseRecords(client: pg.ClientBase): Promise<void> {
  for (const { name } of await tableLayouts(client)) {
    const { rowCount } = await client.query(`SELECT 1 FROM "${name}" LIMIT 1`);
    if (rowCount) {
      throw new StartupError(
        `数据库中已有数据（表 ${name}），恢复只能在空库中进行：请改用新的 DATA_DIR 或新建的数据库。 The database already holds records (table ${name}): restore into a new DATA_DIR or a new database.`,
      );
    }
  }
}

/** Brings the empty database to the version of the backup, so that later migrations move the data as they would have. */
async function meetVersion(client: pg.ClientBase, adminUrl: string, { migrations }: Manifest, log: (line: string) => void): Promise<{ older: boolean }> {
  const own = migrationNames();
  if (migrations.some((name, i) => own[i] !== name)) {
    throw new StartupError('备份来自更新的版本：请先升级本系统再恢复。 The backup comes from a newer version: upgrade before restoring.');
  }
  if (migrations.length === own.length) return { older: false };
  log('备份来自较早的版本，先按当时的版本恢复，再升级');
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await deploy(adminUrl, migrations);
  return { older: true };
}

async function writeFile(folder: string, path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  const target = join(folder, path);
  if (path.split('/').includes('..')) throw new Error(`a path that leads outside: ${path}`);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await pipeline(chunks, createWriteStream(`${target}.partial`, { mode: 0o600 }));
  await rename(`${target}.partial`, target);
}

async function load(client: pg.ClientBase, { name, columns, rows }: TableEntry, chunks: AsyncIterable<Buffer>): Promise<void> {
  const stream = client.query(copyFrom(`COPY "${name}" (${columnList(columns)}) FROM STDIN`));
  await pipeline(chunks, stream);
  if (stream.rowCount !== rows) throw new StartupError(`恢复后的表 ${name} 行数不符（应为 ${rows}，实为 ${stream.rowCount}）。 The restored table has a different number of rows.`);
}

/** Reads the table back as the backup read it: the same bytes. */
async function proveTable(client: pg.ClientBase, { name, columns, sha256 }: TableEntry): Promise<void> {
  const { chunks, digest } = digesting(client.query(copyTo(`COPY (SELECT ${columnList(columns)} FROM "${name}") TO STDOUT`)));
  for await (const _chunk of chunks);
  if (digest().sha256 !== sha256) throw new StartupError(`恢复后的表 ${name} 与备份不一致。 The restored table differs from the backup.`);
}

/** Jobs go into the queues that exist; one that is already there is not doubled. */
async function loadJobs(client: pg.ClientBase, { columns }: TableEntry, chunks: AsyncIterable<Buffer>): Promise<void> {
  const known = await pendingJobColumns(client);
  if (known.length === 0) return;
  const common = columnList(columns.filter((column) => known.includes(column)));
  await client.query(`CREATE TEMPORARY TABLE restored_job ON COMMIT DROP AS SELECT ${columnList(columns)} FROM ${pendingJobs.name} WITH NO DATA`);
  await pipeline(chunks, client.query(copyFrom(`COPY restored_job (${columnList(columns)}) FROM STDIN`)));
  await client.query(`INSERT INTO ${pendingJobs.name} (${common}) SELECT ${common} FROM restored_job WHERE name IN (SELECT name FROM pgboss.queue) ON CONFLICT DO NOTHING`);
}

/** Numbers go on after the highest that was given. */
const sequencesSql = `DO $$ DECLARE item record; BEGIN
  FOR item IN SELECT pg_get_serial_sequence(format('public.%I', c.relname), a.attname) AS name, c.relname, a.attname
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped AND pg_get_serial_sequence(format('public.%I', c.relname), a.attname) IS NOT NULL
  LOOP
    EXECUTE format('SELECT setval(%L, COALESCE((SELECT max(%I) FROM public.%I), 0) + 1, false)', item.name, item.attname, item.relname);
  END LOOP; END $$`;

async function loadAll(client: pg.ClientBase, manifest: Manifest, { file, log = () => {}, signal }: RestoreOptions): Promise<void> {
  const names = manifest.tables.map(({ name }) => `"${name}"`);
  await client.query('BEGIN');
  // COPY does not work under row-level security; whoever owns the tables is free of it until the end of this transaction.
  for (const name of names) await client.query(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`);
  await readArchive(file, async (entry, chunks) => {
    signal?.throwIfAborted();
    const table = manifest.tables.find(({ name }) => entry === `tables/${name}`);
    if (table) {
      await load(client, table, chunks);
      log(`${table.name} ${table.rows} 行`);
    } else if (entry === 'jobs' && manifest.jobs) await loadJobs(client, manifest.jobs, chunks);
  });
  for (const table of manifest.tables) {
    signal?.throwIfAborted();
    await proveTable(client, table);
  }
  await client.query(sequencesSql);
  for (const name of names) await client.query(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`);
  await client.query('COMMIT');
}

/**
 * Restores a backup into a database without records. The file is verified before anything is touched; the tables are loaded in one
 * transaction and read back; an interruption leaves the database empty, and the restore can be started again.
 * @throws StartupError with one sentence: damaged file, newer version, database not empty.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
  const { adminUrl, file, secret, filesFolder, log = () => {} } = options;
  log('核对备份文件');
  const manifest = await verifyFile(file);
  if (manifest.secretMark !== secretMark(secret)) {
    log('注意：备份来自使用另一密钥的部署，电话号码等加密内容无法解密；请将原部署的密钥（DATA_DIR/secret 或 SMART_SECRET）一并恢复。 The secret differs from the backup\'s: what was encrypted cannot be read without the original one.');
  }
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => {}); // the statement in flight reports it
  await client.connect();
  try {
    await refuseRecords(client);
    const { older } = await meetVersion(client, adminUrl, manifest, log);
    const { files } = manifest;
    if (files && filesFolder !== null) {
      await readArchive(file, async (entry, chunks) => {
        options.signal?.throwIfAborted();
        if (entry.startsWith('files/')) await writeFile(filesFolder, entry.slice('files/'.length), chunks);
      });
      log(`文件 ${files.length} 个`);
    }
    await loadAll(client, manifest, options);
    await client.query('ANALYZE');
    if (older) await prepareDatabase(adminUrl, secret, log);
    return manifest;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw explainFileError(error, filesFolder ?? file);
  } finally {
    await client.end().catch(() => {});
  }
}
