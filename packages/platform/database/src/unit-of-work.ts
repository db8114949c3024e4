// One request, one connection, one transaction: Prisma, Kysely and SQL side by side in it, with the role and capacity set for
// row-level security. BEGIN and the settings go out in one message, together with the first statement of the work.
import { DomainError } from '@smart/kernel/errors';
import pg from 'pg';
import { type Desk, type DeskTools, openDesk, type Sitting, sittings } from './desk.ts';
import { translateDatabaseError } from './pg-errors.ts';

/** What the database must know of the one who acts; the policies of the wall compare these values. */
export type UnitSettings = {
  role: 'smart_app' | 'smart_reader';
  'app.congress'?: string | undefined;
  'app.organ'?: string | undefined;
  'app.person'?: string | undefined;
  /** The emergency authorisation (应急授权) by which one acts: every event says so. */
  'app.emergency'?: string | undefined;
  /** `identity`: accounts, sessions and the finding of capacities. `system`: the platform's own bookkeeping. */
  'app.realm'?: 'identity' | 'system' | undefined;
};

export type UnitOfWork = DeskTools & {
  settings: UnitSettings;
  /** Done in this transaction after the work and before the commit, in order of registration. */
  beforeCommit: (hook: () => Promise<void>) => void;
  /** Done after the commit, outside the transaction; what fails here is reported and undoes nothing. */
  afterCommit: (hook: () => void | Promise<void>) => void;
};

export type UnitOptions = {
  /** The work writes nothing. Its result is given back before the commit is confirmed. */
  readOnly?: boolean;
};

export type UnitsOptions = {
  /** Address with the login of the server (`smart_server`). */
  connectionString: string;
  /** Connections at most. */
  size?: number;
  /** How many may wait for a connection; who comes later is refused at once. */
  maxWaiting?: number;
  /** Milliseconds to wait for a connection at most. */
  waitTimeout?: number;
  /** Told of what failed after a commit, and of connections that could not be opened. */
  onError?: (error: unknown) => void;
};

export type UnitsStats = { size: number; open: number; inUse: number; waiting: number; served: number; refused: number };

export type UnitsOfWork = {
  /**
   * Runs `work` in one transaction under the given role and settings; commits when it returns, rolls back when it throws.
   * @throws DomainError common.unavailable when no connection is to be had, the database is gone, or a time limit passed;
   *   whatever `work` throws, otherwise.
   */
  unitOfWork: <T>(settings: UnitSettings, work: (unit: UnitOfWork) => Promise<T>, options?: UnitOptions) => Promise<T>;
  stats: () => UnitsStats;
  /** Waits for the running units, then closes the connections. */
  close: () => Promise<void>;
};

type Waiting = { take: (desk: Desk) => void; refuse: (error: Error) => void; timer: NodeJS.Timeout };
type Hooks = { before: (() => Promise<void>)[]; after: (() => void | Promise<void>)[] };

const limits = { statement_timeout: 30_000, lock_timeout: 10_000, idle_in_transaction_session_timeout: 60_000 };
const settingNames = ['app.congress', 'app.organ', 'app.person', 'app.emergency', 'app.realm'] as const;

function opening(settings: UnitSettings, readOnly: boolean): string {
  let text = `${readOnly ? 'BEGIN READ ONLY' : 'BEGIN'};SET LOCAL ROLE ${pg.escapeIdentifier(settings.role)}`;
  for (const name of settingNames) {
    const value = settings[name];
    if (value !== undefined) text += `;SET LOCAL ${name}=${pg.escapeLiteral(value)}`;
  }
  return text;
}

function unitAt(desk: Desk, settings: UnitSettings, hooks: Hooks): UnitOfWork {
  return {
    get prisma() {
      return desk.tools.prisma;
    },
    db: desk.tools.db,
    sql: desk.tools.sql,
    attempt: desk.tools.attempt,
    settings,
    beforeCommit: (hook) => void hooks.before.push(hook),
    afterCommit: (hook) => void hooks.after.push(hook),
  };
}

/** A fixed number of desks; who finds none free waits its turn. */
function createDesks({ connectionString, size = 10, maxWaiting = 500, waitTimeout = 10_000, onError = () => {} }: UnitsOptions) {
  const free: Desk[] = [];
  const queue: Waiting[] = [];
  const counts = { open: 0, inUse: 0, served: 0, refused: 0 };
  let closing = false;

  const refusal = (reason: string) => {
    counts.refused++;
    return new DomainError('common.unavailable', { reason });
  };
  function wait(): Promise<Desk> {
    if (queue.length >= maxWaiting) return Promise.reject(refusal('排队人数过多'));
    return new Promise((take, refuse) => {
      const waiting: Waiting = { take, refuse, timer: setTimeout(() => giveUp(waiting), waitTimeout) };
      queue.push(waiting);
    });
  }
  function giveUp(waiting: Waiting) {
    const place = queue.indexOf(waiting);
    if (place >= 0) queue.splice(place, 1);
    waiting.refuse(refusal('等待数据库超时'));
  }
  async function open(): Promise<Desk> {
    counts.open++;
    try {
      return await openDesk({ connectionString, connectionTimeoutMillis: 5000, keepAlive: true, ...limits });
    } catch (error) {
      counts.open--;
      onError(error);
      throw translateDatabaseError(error);
    }
  }
  async function take(): Promise<Desk> {
    if (closing) throw refusal('服务正在停止');
    for (let desk = free.pop(); desk; desk = free.pop()) {
      if (!desk.lost) return desk;
      counts.open--;
    }
    return counts.open < size ? open() : wait();
  }
  /** The desk is free for the next one; a lost desk makes room for a new one. */
  function giveBack(desk: Desk) {
    const next = queue.shift();
    if (next) clearTimeout(next.timer);
    if (desk.lost) {
      counts.open--;
      void desk.client.end().catch(() => {});
      if (next) open().then(next.take, next.refuse);
    } else if (next) next.take(desk);
    else if (closing) void desk.client.end().catch(() => {});
    else free.push(desk);
  }
  const close = async () => {
    closing = true;
    while (counts.inUse > 0) await new Promise((done) => setTimeout(done, 20));
    await Promise.all(free.splice(0).map((desk) => desk.client.end().catch(() => {})));
  };
  const stats = (): UnitsStats => ({ size, open: counts.open, inUse: counts.inUse, waiting: queue.length, served: counts.served, refused: counts.refused });
  return { take, giveBack, close, stats, counts, onError };
}

/** The door to the database: every piece of work of the server goes through `unitOfWork`. */
export function createUnitsOfWork(options: UnitsOptions): UnitsOfWork {
  const desks = createDesks(options);

  async function commit(desk: Desk, begun: Promise<unknown>, readOnly: boolean) {
    await begun;
    const committed = desk.client.query('COMMIT');
    if (readOnly) return void committed.catch(() => {}); // what is sent next on this connection waits behind it
    const { command } = await committed;
    if (command !== 'COMMIT') throw new Error('the transaction was rolled back: a statement failed and the failure was swallowed; use attempt()');
  }
  async function run<T>(desk: Desk, settings: UnitSettings, hooks: Hooks, work: (unit: UnitOfWork) => Promise<T>, readOnly: boolean): Promise<T> {
    // Not awaited: the work's first statement follows at once. Were BEGIN to fail, that one would fail as well, because the
    // login itself has no right to anything.
    const begun = desk.client.query(opening(settings, readOnly));
    begun.catch(() => {});
    try {
      const result = await work(unitAt(desk, settings, hooks));
      for (let hook = hooks.before.shift(); hook; hook = hooks.before.shift()) await hook();
      await commit(desk, begun, readOnly);
      return result;
    } catch (error) {
      desk.current = undefined; // work that still runs beside the failed part gets no further
      await desk.client.query('ROLLBACK').catch(() => (desk.lost = true));
      const failed = await begun.then(() => undefined, (reason: unknown) => reason);
      throw translateDatabaseError(failed ?? error);
    }
  }
  async function unitOfWork<T>(settings: UnitSettings, work: (unit: UnitOfWork) => Promise<T>, { readOnly = false }: UnitOptions = {}): Promise<T> {
    const hooks: Hooks = { before: [], after: [] };
    desks.counts.inUse++;
    let result: T;
    try {
      const desk = await desks.take();
      const sitting: Sitting = { parent: sittings.getStore() };
      desk.current = sitting;
      try {
        result = await sittings.run(sitting, () => run(desk, settings, hooks, work, readOnly));
      } finally {
        desk.current = undefined;
        desks.giveBack(desk);
      }
    } finally {
      desks.counts.inUse--;
      desks.counts.served++;
    }
    for (const hook of hooks.after) await Promise.resolve().then(hook).catch(desks.onError);
    return result;
  }
  return { unitOfWork, stats: desks.stats, close: desks.close };
}
