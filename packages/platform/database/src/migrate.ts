// Migrations without a downloaded engine: Prisma's schema engine compiled to WebAssembly, driven by hand.
// The commands stand in migrate-cli.ts.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as wasmGlue from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const schemaDir = join(import.meta.dirname, '../prisma/schema');
const migrationsDir = join(import.meta.dirname, '../prisma/migrations');
const lock = 'provider = "postgresql"\n';
const filters = { externalTables: [], externalEnums: [] };
const read = (...parts: string[]) => readFileSync(join(...parts), 'utf8');

const schema = () =>
  readdirSync(schemaDir)
    .filter((file) => file.endsWith('.prisma'))
    .sort()
    .map((file) => ({ path: join(schemaDir, file), content: read(schemaDir, file) }));

/** The names of all migrations, in order. */
export const migrationNames = (): string[] =>
  readdirSync(migrationsDir, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();

const migrations = (names = migrationNames()) => ({
  baseDir: migrationsDir,
  lockfile: { path: 'migration_lock.toml', content: lock },
  shadowDbInitScript: '',
  migrationDirectories: names.map((path) => ({
    path,
    migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: read(migrationsDir, path, 'migration.sql') } },
  })),
});

let loaded = false;

/**
 * The package's own entry point imports its .wasm file as a module, which Node does not do: instantiate it by hand, once,
 * because the timers of an earlier engine still run in its instance.
 */
function loadEngine() {
  if (loaded) return wasmGlue.SchemaEngine;
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const module = new WebAssembly.Module(readFileSync(join(dirname(script), 'schema_engine_bg.wasm')));
  const { exports } = new WebAssembly.Instance(module, { './schema_engine_bg.js': { ...wasmGlue } });
  wasmGlue.__wbg_set_wasm(exports);
  if (typeof exports['__wbindgen_start'] === 'function') exports['__wbindgen_start']();
  loaded = true;
  return wasmGlue.SchemaEngine;
}

/** The adapter refuses the catalog's one-byte "char" (type 18): pass it as text (25), then tell the engine it is a character. */
async function connect(pool: pg.Pool) {
  let chars: number[] = [];
  const query = pool.query;
  const patched = async (...args: unknown[]) => {
    const result: pg.QueryResult = await Reflect.apply(query, pool, args);
    chars = (result.fields ?? []).flatMap((field, i) => (field.dataTypeID === 18 ? [i] : []));
    for (const field of result.fields ?? []) if (field.dataTypeID === 18) field.dataTypeID = 25;
    return result;
  };
  const adapter = await new PrismaPg(Object.assign(pool, { query: patched })).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.queryRaw = async (sql) => {
    const result = await queryRaw(sql);
    for (const i of chars) result.columnTypes[i] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

async function withEngine<T>(url: string, work: (engine: wasmGlue.SchemaEngine) => Promise<T>): Promise<T> {
  const pools: pg.Pool[] = [];
  const shadows: string[] = [];
  const open = (database = new URL(url).pathname.slice(1)) => {
    const address = new URL(url);
    address.pathname = `/${database}`;
    const pool = new pg.Pool({ connectionString: address.href, max: 1 }); // one session: the engine takes an advisory lock
    pool.on('error', () => {}); // its shadow database is dropped under it
    pools.push(pool);
    return pool;
  };
  // The adapter's own way of making one drops it while still connected, and leaves the database behind.
  const connectToShadowDb = async () => {
    const name = `shadow_${process.pid}_${shadows.length}_${Date.now()}`;
    await open().query(`CREATE DATABASE ${name} TEMPLATE template0`);
    shadows.push(name);
    return connect(open(name));
  };
  const factory = bindMigrationAwareSqlAdapterFactory({ provider: 'postgres', adapterName: '@prisma/adapter-pg', connect: () => connect(open()), connectToShadowDb });
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: (message: string) => console.error(message) } });
  const engine = await loadEngine().new({ datamodels: schema().map(({ path, content }): [string, string] => [path, content]) }, () => {}, factory);
  try {
    return await work(engine);
  } finally {
    engine.free();
    for (const name of shadows) await open().query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await Promise.all(pools.map((pool) => pool.end()));
  }
}

const pending = (engine: wasmGlue.SchemaEngine) =>
  engine.diff({ from: { tag: 'migrations', ...migrations() }, to: { tag: 'schemaDatamodel', files: schema() }, script: true, exitCode: true, filters });

/** Whether the database has every migration of this version; cheap, without the engine. */
export async function isMigrated(admin: pg.ClientBase): Promise<boolean> {
  const { rows: table } = await admin.query<{ there: boolean }>(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there`);
  if (!table[0]?.there) return false;
  const { rows } = await admin.query<{ name: string }>('SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL');
  const applied = new Set(rows.map(({ name }) => name));
  return migrationNames().every((name) => applied.has(name));
}

/** Applies the migrations (all, or those named) that the database does not have yet; returns their names. The wall is put up afterwards by `applyWall`. */
export const deploy = (url: string, names?: string[]): Promise<string[]> =>
  withEngine(url, async (engine) => (await engine.applyMigrations({ migrationsList: migrations(names), filters })).appliedMigrationNames);

/** SHA-256 of every migration as it landed; a migration is never edited, and a test holds this file against the folders. */
export const checksumsFile = join(migrationsDir, 'checksums.txt');
export const checksumLine = (name: string): string => `${createHash('sha256').update(read(migrationsDir, name, 'migration.sql')).digest('hex')}  ${name}\n`;

/** Writes a migration that leads from the migrations so far to the schema files; returns its folder, or undefined when nothing changed. */
export const diff = (url: string, name: string): Promise<string | undefined> =>
  withEngine(url, async (engine) => {
    const { exitCode, stdout } = await pending(engine);
    if (exitCode !== 2) return undefined; // 2: there are differences
    const folder = `${new Date().toISOString().replace(/\D/g, '').slice(0, 14)}_${name}`;
    mkdirSync(join(migrationsDir, folder), { recursive: true });
    writeFileSync(join(migrationsDir, folder, 'migration.sql'), stdout ?? '');
    writeFileSync(join(migrationsDir, 'migration_lock.toml'), lock);
    appendFileSync(checksumsFile, checksumLine(folder));
    return folder;
  });

/** What is wrong: a schema change without a migration, a database that drifted, a migration edited after it was applied. Empty when all agree. */
export const check = (url: string): Promise<string[]> =>
  withEngine(url, async (engine) => {
    const { exitCode, stdout } = await pending(engine);
    const { action } = await engine.devDiagnostic({ migrationsList: migrations(), filters });
    return [...(exitCode === 2 ? [`the schema has changes without a migration:\n${stdout}`] : []), ...(action.tag === 'reset' ? [action.reason] : [])];
  });
