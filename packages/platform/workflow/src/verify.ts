// Reads the whole log again and reports whatever does not fit: changed, missing, added or reordered rows, subjects whose state is not
// where the log left them, days that no longer have their closing hash. Independent of the database's own functions.
import { type DateString, dateInShanghai } from '@smart/kernel/dates';
import { anchorHash, merkleRoot, spanOf } from './anchors.ts';
import { hashOf, type LogRow, logColumns } from './action-log.ts';
import { genesisHash } from './canonical.ts';
import { registeredSubjects } from './store.ts';

/** A connection of the administrator (`pg.Client`), outside a transaction. */
export type AdminConnection = { query: <R extends object>(text: string, values?: unknown[]) => Promise<{ rows: R[] }> };

export type LogProblem = {
  /**
   * - `changed`: the row's content is not what its hash was made of.
   * - `missing`: rows are gone: at the beginning, in the middle, or at the end (the subject has moved on further than its log).
   * - `reordered`: the row does not follow the row it followed when it was written, or is older than it.
   * - `added`: rows beyond the subject's version, or rows of a subject that does not exist.
   * - `state`: the subject is in another state than the log says.
   * - `anchor`: the day's rows do not give its published closing hash, or the chain of days is broken.
   * - `unknown`: no store is registered for this kind of subject, so its state could not be compared.
   */
  kind: 'changed' | 'missing' | 'reordered' | 'added' | 'state' | 'anchor' | 'unknown';
  congressId: string | null;
  subjectType: string | null;
  subjectId: string | null;
  sequence: number | null;
  /** For `anchor`. */
  day: DateString | null;
  /** One Chinese sentence. */
  message: string;
};

export type LogVerification = { rows: number; subjects: number; days: number; problems: LogProblem[] };

type Report = (problem: LogProblem) => void;
type Position = { type: string; id: string };
type SubjectRow = { id: string; congressId: string; state: string; version: number };

const batchSize = 5000;

/**
 * Verifies log, subjects and anchors in one snapshot.
 * @param onProgress told after every batch how many rows were read
 */
export async function verifyLog(connection: AdminConnection, { onProgress = () => {} }: { onProgress?: (rows: number) => void } = {}): Promise<LogVerification> {
  const problems: LogProblem[] = [];
  const report: Report = (problem) => void problems.push(problem);
  await connection.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    await connection.query('SET LOCAL ROLE smart_owner'); // the one role that the wall lets see every row
    const { rows, subjects } = await verifyChains(connection, report, onProgress);
    await verifySilentSubjects(connection, report);
    const days = await verifyAnchors(connection, report);
    return { rows, subjects, days, problems };
  } finally {
    await connection.query('ROLLBACK');
  }
}

const aboutRow = (row: LogRow) => ({ congressId: row.congressId, subjectType: row.subjectType, subjectId: row.subjectId, sequence: row.sequence, day: null });

async function verifyChains(connection: AdminConnection, report: Report, onProgress: (rows: number) => void): Promise<{ rows: number; subjects: number }> {
  const counts = { rows: 0, subjects: 0 };
  let from: Position | null = null;
  for (;;) {
    const batch: LogRow[] = await readChains(connection, from);
    if (batch.length === 0) return counts;
    const chains = groupChains(batch);
    for (const chain of chains) verifyChain(chain, report);
    await compareSubjects(connection, chains, report);
    counts.rows += batch.length;
    counts.subjects += chains.length;
    onProgress(counts.rows);
    const last = batch.at(-1);
    from = last ? { type: last.subjectType, id: last.subjectId } : null;
  }
}

/** The next whole chains: a batch of rows, filled up to the end of its last subject. */
async function readChains(connection: AdminConnection, after: Position | null): Promise<LogRow[]> {
  const { rows } = await connection.query<LogRow>(
    `WITH stop AS (
       SELECT subject_type, subject_id FROM action_log WHERE $1::text IS NULL OR (subject_type, subject_id) > ($1, $2::uuid)
       ORDER BY subject_type, subject_id, sequence OFFSET $3 LIMIT 1)
     SELECT ${logColumns} FROM action_log l
     WHERE ($1::text IS NULL OR (l.subject_type, l.subject_id) > ($1, $2::uuid))
       AND (NOT EXISTS (SELECT 1 FROM stop) OR (l.subject_type, l.subject_id) <= (SELECT subject_type, subject_id FROM stop))
     ORDER BY l.subject_type, l.subject_id, l.sequence`,
    [after?.type ?? null, after?.id ?? null, batchSize - 1],
  );
  return rows;
}

function groupChains(rows: readonly LogRow[]): LogRow[][] {
  const chains: LogRow[][] = [];
  for (const row of rows) {
    const chain = chains.at(-1);
    const first = chain?.[0];
    if (chain && first && first.subjectId === row.subjectId && first.subjectType === row.subjectType) chain.push(row);
    else chains.push([row]);
  }
  return chains;
}

function verifyChain(chain: readonly LogRow[], report: Report): void {
  let previous: LogRow | undefined;
  for (const row of chain) {
    const about = aboutRow(row);
    const expected = (previous?.sequence ?? 0) + 1;
    const gap = row.sequence - expected;
    if (gap > 0) report({ ...about, kind: 'missing', sequence: expected, message: `第 ${expected} 条起缺少 ${gap} 条记录` });
    if (gap < 0) report({ ...about, kind: 'added', message: `序号 ${row.sequence} 不应存在` });
    if (hashOf(row) !== row.hash) report({ ...about, kind: 'changed', message: `第 ${row.sequence} 条记录的内容与其校验值不符` });
    if (gap === 0) verifyLink(previous, row, report);
    previous = row;
  }
}

function verifyLink(previous: LogRow | undefined, row: LogRow, report: Report): void {
  const about = aboutRow(row);
  if (row.previousHash !== (previous?.hash ?? genesisHash)) report({ ...about, kind: 'reordered', message: `第 ${row.sequence} 条记录与前一条不相衔接` });
  else if (previous && row.at < previous.at) report({ ...about, kind: 'reordered', message: `第 ${row.sequence} 条记录的时间早于前一条` });
  if (previous && row.fromState !== previous.toState) report({ ...about, kind: 'state', message: `第 ${row.sequence} 条记录的起始状态与前一条的结果不一致` });
}

async function compareSubjects(connection: AdminConnection, chains: readonly LogRow[][], report: Report): Promise<void> {
  const ends = chains.flatMap((chain) => chain.slice(-1));
  for (const type of new Set(ends.map(({ subjectType }) => subjectType))) {
    const rows = ends.filter(({ subjectType }) => subjectType === type);
    const table = registeredSubjects().get(type)?.table;
    const [first] = rows;
    if (!table) {
      if (first) report({ ...aboutRow(first), subjectId: null, sequence: null, kind: 'unknown', message: `没有登记“${type}”对应的数据表，无法核对其状态` });
      continue;
    }
    const subjects = await readSubjects(connection, table, rows.map(({ subjectId }) => subjectId));
    for (const row of rows) compareSubject(row, subjects.get(row.subjectId), report);
  }
}

async function readSubjects(connection: AdminConnection, table: string, ids: string[]): Promise<Map<string, SubjectRow>> {
  const { rows } = await connection.query<SubjectRow>(`SELECT id, congress_id AS "congressId", state, version FROM ${quoted(table)} WHERE id = ANY ($1::uuid[])`, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

function compareSubject(last: LogRow, subject: SubjectRow | undefined, report: Report): void {
  const about = aboutRow(last);
  if (!subject) return report({ ...about, kind: 'added', message: '记录所属的事项已不存在' });
  if (subject.version > last.sequence) {
    report({ ...about, kind: 'missing', sequence: last.sequence + 1, message: `末尾缺少 ${subject.version - last.sequence} 条记录` });
  } else if (subject.version < last.sequence) {
    report({ ...about, kind: 'added', sequence: subject.version + 1, message: `末尾多出 ${last.sequence - subject.version} 条记录` });
  } else if (subject.state !== last.toState) {
    report({ ...about, kind: 'state', message: `事项状态为“${subject.state}”，而最后一条记录为“${last.toState}”` });
  }
  if (subject.congressId !== last.congressId) report({ ...about, kind: 'state', message: '记录与事项不属于同一个人大' });
}

/** Subjects that have been acted on and have no row at all: the whole chain was removed. */
async function verifySilentSubjects(connection: AdminConnection, report: Report): Promise<void> {
  for (const [type, { table }] of registeredSubjects()) {
    const { rows } = await connection.query<SubjectRow>(
      `SELECT s.id, s.congress_id AS "congressId", s.state, s.version FROM ${quoted(table)} s
       WHERE s.version > 0 AND NOT EXISTS (SELECT 1 FROM action_log l WHERE l.subject_type = $1 AND l.subject_id = s.id)`,
      [type],
    );
    for (const { id, congressId, version } of rows) {
      report({ kind: 'missing', congressId, subjectType: type, subjectId: id, sequence: 1, day: null, message: `全部 ${version} 条记录缺失` });
    }
  }
}

const quoted = (table: string): string => `"${table.replaceAll('"', '""')}"`;

type AnchorRow = { day: DateString; rows: number; root: string; previous: string; hash: string };

async function verifyAnchors(connection: AdminConnection, report: Report): Promise<number> {
  const { rows: anchors } = await connection.query<AnchorRow>('SELECT day::text AS day, rows, root, previous, hash FROM log_anchor ORDER BY day');
  let previous: AnchorRow | undefined;
  for (const anchor of anchors) {
    const about = { kind: 'anchor' as const, congressId: null, subjectType: null, subjectId: null, sequence: null, day: anchor.day };
    if (anchor.hash !== anchorHash(anchor)) report({ ...about, message: `${anchor.day} 的日终校验值被改动` });
    if (anchor.previous !== (previous?.hash ?? genesisHash)) report({ ...about, message: `${anchor.day} 的日终校验值与前一日不相衔接` });
    const { rows } = await connection.query<{ hash: string }>('SELECT hash FROM action_log WHERE at >= $1 AND at < $2 ORDER BY at, id', spanOf(anchor.day));
    if (rows.length !== anchor.rows || merkleRoot(rows.map(({ hash }) => hash)) !== anchor.root) {
      report({ ...about, message: `${anchor.day} 封存时有 ${anchor.rows} 条记录，现有 ${rows.length} 条，校验值不符` });
    }
    previous = anchor;
  }
  await verifyBeforeFirst(connection, anchors[0], report);
  return anchors.length;
}

/** Rows dated before the first sealed day were slipped in after the sealing began. */
async function verifyBeforeFirst(connection: AdminConnection, first: AnchorRow | undefined, report: Report): Promise<void> {
  if (!first) return;
  const { rows } = await connection.query<LogRow>(`SELECT ${logColumns} FROM action_log l WHERE l.at < $1 ORDER BY l.at LIMIT 100`, [spanOf(first.day)[0]]);
  for (const row of rows) report({ ...aboutRow(row), kind: 'added', day: dateInShanghai(row.at), message: '记录的日期早于第一个封存日' });
}
