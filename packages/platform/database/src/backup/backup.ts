// A backup of the whole deployment in one file: every table as it was at one moment, and the files.
import { createReadStream } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { explainFileError } from '../startup-error.ts';
import { type ArchiveWriter, writeArchive } from './archive.ts';
import { type Manifest, manifestEntry, secretMark, type TableEntry } from './manifest.ts';
import { columnList, pendingJobColumns, pendingJobs, tableLayouts } from './tables.ts';

export type BackupOptions = {
  /** The administrator's address. */
  adminUrl: string;
  /** Where the backup goes; replaced when it exists. */
  file: string;
  /** The deployment's secret: the backup does not hold it, only a mark by which a restore recognises it. */
  secret: string;
  /** The folder of the file store; null when the files lie elsewhere (S3). */
  filesFolder: string | null;
  log?: (line: string) => void;
  signal?: AbortSignal | undefined;
};

/** Copies what a query gives in COPY's text form; the rows are counted by the server. */
async function copyEntry(client: pg.ClientBase, archive: ArchiveWriter, entry: string, name: string, columns: string[], query: string): Promise<TableEntry> {
  const stream = client.query(copyTo(`COPY (${query}) TO STDOUT`));
  stream.on('error', () => {}); // told to who reads it; nobody reads on after an interruption
  const digest = await archive.entry(entry, stream);
  return { name, columns, rows: stream.rowCount, ...digest };
}

/** Every complete file below the folder, as path with slashes; uploads in progress (`incoming`) do not count. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []; // nothing was ever stored
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.startsWith('incoming/'))
    .sort();
}

async function addFiles(archive: ArchiveWriter, folder: string, log: (line: string) => void): Promise<NonNullable<Manifest['files']>> {
  const paths = await filesBelow(folder);
  const files: NonNullable<Manifest['files']> = [];
  for (const [i, path] of paths.entries()) {
    files.push({ path, ...(await archive.entry(`files/${path}`, createReadStream(join(folder, path)))) });
    if ((i + 1) % 500 === 0) log(`文件 ${i + 1}/${paths.length}`);
  }
  log(`文件 ${files.length} 个`);
  return files;
}

async function fill(client: pg.ClientBase, archive: ArchiveWriter, { secret, filesFolder, log = () => {} }: BackupOptions): Promise<Manifest> {
  const { rows: applied } = await client.query<{ name: string }>('SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name');
  const files = filesFolder === null ? null : await addFiles(archive, filesFolder, log);
  const tables: TableEntry[] = [];
  for (const { name, columns } of await tableLayouts(client)) {
    const entry = await copyEntry(client, archive, `tables/${name}`, name, columns, `SELECT ${columnList(columns)} FROM "${name}"`);
    tables.push(entry);
    log(`${name} ${entry.rows} 行`);
  }
  const jobColumns = await pendingJobColumns(client);
  const jobs =
    jobColumns.length === 0 ? null : await copyEntry(client, archive, 'jobs', pendingJobs.name, jobColumns, `SELECT ${columnList(jobColumns)} FROM ${pendingJobs.name} WHERE ${pendingJobs.where}`);
  const { rows: moment } = await client.query<{ at: Date }>('SELECT now() AS at');
  const manifest: Manifest = {
    format: 1,
    takenAt: (moment[0]?.at ?? new Date()).toISOString(),
    migrations: applied.map(({ name }) => name),
    tables,
    jobs,
    files,
    secretMark: secretMark(secret),
  };
  await archive.entry(manifestEntry, [Buffer.from(JSON.stringify(manifest))]);
  return manifest;
}

/**
 * Writes the backup while the deployment goes on working: all tables show one moment. What interrupts it leaves no half file, and
 * it can be started again. The deployment's secret is not in it: keep that apart, phone numbers cannot be read without it.
 * @throws StartupError when the file cannot be written.
 */
export async function backup(options: BackupOptions): Promise<Manifest> {
  const client = new pg.Client({ connectionString: options.adminUrl });
  client.on('error', () => {}); // the statement in flight reports it
  await client.connect();
  let manifest: Manifest | undefined;
  try {
    await mkdir(dirname(options.file), { recursive: true });
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // All that is in the store now stays: contents are removed long after their last row.
    await writeArchive(options.file, async (archive) => void (manifest = await fill(client, archive, options)), options.signal);
  } catch (error) {
    throw explainFileError(error, options.file);
  } finally {
    await client.end().catch(() => {});
  }
  if (!manifest) throw new Error('the archive was closed without a manifest');
  return manifest;
}
