// A desk: one connection with the tools to work on it. Prisma, Kysely and plain SQL share the connection and the transaction on it.
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from '@prisma/driver-adapter-utils';
import { type CompiledQuery, type DatabaseConnection, type Driver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type QueryResult } from 'kysely';
import pg from 'pg';
import type { DB } from './generated/kysely/types.ts';
import { PrismaClient } from './generated/prisma/client.ts';

export type Sql = <R extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<R[]>;
export type DeskTools = {
  /** Prisma's client: records and writes. */
  prisma: PrismaClient;
  /** Typed SQL: lists, boards, search, statistics. Dates come as 'YYYY-MM-DD', instants as Date, bigint as number. */
  db: Kysely<DB>;
  /** Plain SQL with $1, $2 …; values as for `db`. */
  sql: Sql;
  /** Run something that may fail; when it does, only what it did is undone, and the unit of work goes on. */
  attempt: <T>(work: () => Promise<T>) => Promise<T>;
};
/** Who works at the desk; work that was begun within another unit of work knows that one as its parent. */
export type Sitting = { parent: Sitting | undefined };
export type Desk = {
  client: pg.Client;
  tools: DeskTools;
  /** The connection broke: the desk is not used again. */
  lost: boolean;
  current: Sitting | undefined;
};

/** Which sitting the running code belongs to; tells work that outlived its transaction from work of the present one. */
export const sittings = new AsyncLocalStorage<Sitting>();

/** Statements are prepared once per connection. Texts without end (lists of generated length) must not fill the server's memory. */
const namedStatementsPerDesk = 400;

/** Elements of an array of numbers or dates, which need no quotes. */
const elements = (value: string) => (value === '{}' ? [] : value.slice(1, -1).split(','));
const parsers: Record<number, (value: string) => unknown> = {
  20: Number, // int8: counts and positions, far below 2^53
  1016: (value) => elements(value).map(Number), // int8[]
  1082: String, // date: a civil date has no time zone; the driver would make it an instant of this machine's
  1182: elements, // date[]
};
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => (format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : (parsers[oid] ?? pg.types.getTypeParser(oid, 'text'))),
};

function statementNames() {
  const names = new Map<string, string>();
  return (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= namedStatementsPerDesk) return known;
    const name = createHash('sha1').update(text).digest('base64url').slice(0, 20);
    names.set(text, name);
    return name;
  };
}

/** Refuses a statement of a unit of work that has ended: it would run in the transaction, and with the rights, of somebody else. */
function assertSitting(desk: Pick<Desk, 'current'>): void {
  const asking = sittings.getStore();
  for (let sitting = asking; sitting; sitting = sitting.parent) if (sitting === desk.current) return;
  if (asking || !desk.current) throw new Error('this unit of work has ended: await everything it does before it returns');
}

/** A "pool" that always hands out the one connection we own, so that Prisma's adapter runs inside our transaction. */
class SingleConnection extends pg.Pool {
  constructor(query: pg.Client['query']) {
    super({ max: 1 });
    Object.defineProperty(this, 'query', { value: query });
  }
}

/** What Prisma would run as a transaction of its own (nested writes, batches) becomes a savepoint. */
function withSavepoints(adapter: SqlDriverAdapter): SqlDriverAdapter {
  let depth = 0;
  const run = (sql: string) => adapter.executeRaw({ sql, args: [], argTypes: [] });
  adapter.startTransaction = async (): Promise<Transaction> => {
    const name = `prisma_${++depth}`;
    await run(`SAVEPOINT ${name}`);
    return {
      provider: adapter.provider,
      adapterName: adapter.adapterName,
      options: { usePhantomQuery: true },
      queryRaw: (query) => adapter.queryRaw(query),
      executeRaw: (query) => adapter.executeRaw(query),
      commit: async () => void (await run(`RELEASE SAVEPOINT ${name}`)),
      rollback: async () => void (await run(`ROLLBACK TO SAVEPOINT ${name}`)),
      createSavepoint: async (inner) => void (await run(`SAVEPOINT ${inner}`)),
      rollbackToSavepoint: async (inner) => void (await run(`ROLLBACK TO SAVEPOINT ${inner}`)),
      releaseSavepoint: async (inner) => void (await run(`RELEASE SAVEPOINT ${inner}`)),
    };
  };
  return adapter;
}

function prismaOn(query: pg.Client['query'], nameOf: (text: string) => string | undefined): PrismaClient {
  const statementNameGenerator = ({ sql }: { sql: string }) => nameOf(sql) ?? '';
  const adapter: SqlDriverAdapterFactory = {
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: async () => withSavepoints(await new PrismaPg(new SingleConnection(query), { statementNameGenerator }).connect()),
  };
  return new PrismaClient({ adapter });
}

type Run = (text: string, values: readonly unknown[]) => Promise<pg.QueryResult>;

function kyselyOn(run: Run): Kysely<DB> {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await run(query.sql, query.parameters);
      return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
    },
    streamQuery() {
      throw new Error('streaming is not possible in a unit of work: read page by page');
    },
  };
  const refuse = async () => {
    throw new Error('the unit of work is the transaction: use attempt() for a part that may fail');
  };
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

/** Opens a connection and lays out the tools on it. Statements are pipelined: one need not wait for the answer to the one before. */
export async function openDesk(config: pg.ClientConfig): Promise<Desk> {
  const client = new pg.Client({ ...config, types, pipeline: true });
  const state: Pick<Desk, 'lost' | 'current'> = { lost: false, current: undefined };
  const lose = () => (state.lost = true);
  client.on('error', lose); // the query in flight reports it
  client.on('end', lose);
  await client.connect();
  const nameOf = statementNames();
  const run: Run = (text, values) => {
    assertSitting(state);
    const name = nameOf(text);
    return client.query(name === undefined ? { text, values: [...values] } : { name, text, values: [...values] });
  };
  const guarded = (...args: unknown[]) => {
    assertSitting(state);
    return Reflect.apply(client.query, client, args);
  };
  const attempt = async <T>(work: () => Promise<T>) => {
    assertSitting(state);
    const saved = client.query('SAVEPOINT attempt');
    saved.catch(() => {}); // awaited below
    try {
      const result = await work();
      await saved;
      await client.query('RELEASE SAVEPOINT attempt');
      return result;
    } catch (error) {
      await saved;
      await client.query('ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt');
      throw error;
    }
  };
  let prisma: PrismaClient | undefined;
  const tools: DeskTools = {
    get prisma() {
      prisma ??= prismaOn(guarded, nameOf); // made when first asked for: many desks serve lists only
      return prisma;
    },
    db: kyselyOn(run),
    sql: async (text, values = []) => (await run(text, values)).rows,
    attempt,
  };
  return Object.assign(state, { client, tools });
}
