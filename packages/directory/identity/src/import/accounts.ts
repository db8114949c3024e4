// Accounts for the people of a batch, opened by the rules of accounts.ts: portion by portion, each row noting what became of it. One-time
// passwords lie sealed with their row until they are handed out, once, to whoever ordered them; a day later they are gone.
import { congressById } from '@smart/divisions/congresses';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import { appendEvents } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { createAccount, requireHighestCongress } from '../accounts.ts';
import { openText, sealText } from '../data-keys.ts';
import { accountAdministered } from '../events.ts';
import { oneTimePassword } from '../passwords.ts';
import { unscopedIdentity } from '../realm.ts';
import type { Batch, RowResult } from './batches.ts';
import type { AccountWay, ImportKind } from './kinds.ts';
import { made as madeSchema, type Made } from './made.ts';
import { openRows } from './sealed.ts';
import { Usernames } from './usernames.ts';

/** Hours in which one-time passwords are handed out; the hourly sweep then removes them, so that none lies here for more than a day. */
export const PASSWORD_HOURS = 23;
/** Rows of one unit of work: each password costs a hash, which the sign-ins of the same moment wait for. */
const PORTIONS: Readonly<Record<AccountWay, number>> = { password: 20, sms: 100 };

const secretContext = (batchId: string, line: number): string => `import:${batchId}:${line}:password`;

type Account = NonNullable<Made['account']>;
type Opened = { line: number; made: Made; account: Account };
type Someone = { id: string; name: string; userId: string | null; hasPhone: boolean };

const left = (reason: string): Account => ({ userId: null, username: null, secret: null, reason });

async function peopleOf(work: Work, ids: readonly string[]): Promise<Map<string, Someone>> {
  const rows = await unscopedIdentity(work, 'who has an account, belongs to no congress', () =>
    work.sql<Someone>('SELECT id, name, user_id AS "userId", phone_index IS NOT NULL AS "hasPhone" FROM person WHERE id = ANY ($1::uuid[]) AND merged_into_id IS NULL ORDER BY id FOR UPDATE', [ids]),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Why somebody gets no account, in words; null when they do. */
async function refusal(work: Work, batch: Batch, way: AccountWay, person: Someone | undefined): Promise<string | null> {
  if (!person) return '人员已不在登记中，没有开通账号';
  if (person.userId !== null) return '已有账号';
  if (way === 'sms' && !person.hasPhone) return '没有登记手机号，没有开通账号';
  try {
    await requireHighestCongress(work, person.id, batch.congressId);
    return null;
  } catch (error) {
    if (!isDomainError(error, 'common.forbidden')) throw error;
    return error.message;
  }
}

/** What a row's account is called after: the certificate of the mandate, or nothing. */
async function certificatesOf(work: Work, batch: Batch, lines: readonly number[]): Promise<Map<number, string>> {
  const stored = await work.prisma.importRow.findMany({ where: { batchId: batch.id, line: { in: [...lines] } }, select: { line: true, cells: true } });
  return new Map((await openRows(work, batch.id, stored)).map(({ line, cells }) => [line, cells.certificate ?? '']));
}

/** Opens the next portion of accounts. Hashes one after the other: whoever signs in meanwhile waits for one at most. */
export async function accountsPortion(work: Work, by: Acting, batch: Batch, way: AccountWay): Promise<RowResult[]> {
  const rows = await work.sql<{ line: number; made: unknown }>(
    `SELECT line, made FROM import_row WHERE batch_id = $1 AND outcome = 'done' AND made ? 'person' AND NOT made ? 'account' ORDER BY line LIMIT $2`, [batch.id, PORTIONS[way]],
  );
  const lines = rows.map(({ line, made }) => ({ line, made: madeSchema.parse(made) }));
  const people = await peopleOf(work, lines.flatMap(({ made }) => made.person ?? []));
  const congress = await congressById(work, batch.congressId);
  const certificates = await certificatesOf(work, batch, lines.map(({ line }) => line));
  const names = await Usernames.read(work, batch.kind, congress.divisionCode);
  const opened: Opened[] = [];
  for (const { line, made } of lines) {
    const person = people.get(made.person ?? '');
    const reason = await refusal(work, batch, way, person);
    if (reason !== null || !person) {
      opened.push({ line, made, account: left(reason ?? '') });
      continue;
    }
    const password = way === 'password' ? oneTimePassword() : null;
    const { userId, username } = await createAccount(work, { personId: person.id, username: names.next(certificates.get(line) ?? ''), password, mustChange: password !== null });
    people.set(person.id, { ...person, userId });
    opened.push({ line, made, account: { userId, username, secret: password === null ? null : sealText(secretContext(batch.id, line), password), reason: null } });
  }
  await appendEvents(work, opened.flatMap(({ made, account }) => {
    const person = people.get(made.person ?? '');
    if (account.userId === null || !person) return [];
    return [{
      congressId: batch.congressId, matterId: null, type: accountAdministered.name, subjectType: 'person', subjectId: person.id, personId: by.personId,
      payload: { personId: person.id, personName: person.name, congressName: congress.name, by: by.label, act: '开通账号（批量导入）' },
    }];
  }));
  return opened.map(({ line, made, account }): RowResult => ({ line, outcome: 'done', made: { ...made, account } }));
}

/** How many rows of the batch wait for an account to be opened or refused. */
export async function rowsForAccounts(work: Work, batchId: string): Promise<number> {
  const [row] = await work.sql<{ n: number }>(`SELECT count(*)::int AS n FROM import_row WHERE batch_id = $1 AND outcome = 'done' AND made ? 'person' AND NOT made ? 'account'`, [batchId]);
  return row?.n ?? 0;
}

export type AccountCounts = { opened: number; left: number; /** One-time passwords not handed out yet. */ waiting: number };

export async function accountCounts(work: Work, batchId: string): Promise<AccountCounts> {
  const [row] = await work.sql<AccountCounts>(
    `SELECT count(*) FILTER (WHERE made #>> '{account,userId}' IS NOT NULL)::int AS opened, count(*) FILTER (WHERE made #>> '{account,userId}' IS NULL)::int AS left,
       count(*) FILTER (WHERE made #>> '{account,secret}' IS NOT NULL)::int AS waiting FROM import_row WHERE batch_id = $1 AND made ? 'account'`,
    [batchId],
  );
  return row ?? { opened: 0, left: 0, waiting: 0 };
}

export type Handout = { name: string; place: string; username: string; password: string };

const placeOf = (kind: ImportKind, cells: { organ?: string | undefined; certificate?: string | undefined }): string => (kind === 'staff' ? cells.organ : cells.certificate) ?? '';

/**
 * The one-time passwords of a batch, for the only time: they are removed with it.
 * @throws DomainError common.conflict when there are none (any more)
 */
export async function takePasswords(work: Work, batch: Batch): Promise<Handout[]> {
  const stored = await work.prisma.importRow.findMany({ where: { batchId: batch.id, outcome: { in: ['done', 'skipped'] } }, orderBy: { line: 'asc' }, select: { line: true, cells: true, made: true } });
  const rows = (await openRows(work, batch.id, stored)).flatMap(({ line, cells, made }): Handout[] => {
    const { account } = madeSchema.parse(made);
    if (!account?.secret || account.username === null) return [];
    return [{ name: cells.name ?? '', place: placeOf(batch.kind, cells), username: account.username, password: openText(secretContext(batch.id, line), account.secret) }];
  });
  if (rows.length === 0) throw new DomainError('common.conflict', { reason: '一次性密码已经下载，或者超过一天已经清除。需要时请在人员页面逐人重置密码' });
  await work.sql(`UPDATE import_row SET made = made #- '{account,secret}' WHERE batch_id = $1 AND made ? 'account'`, [batch.id]);
  return rows;
}

/** Removes one-time passwords that nobody fetched; run hourly. */
export async function forgetPasswords(work: Work, congressId: string): Promise<void> {
  const before = new Date(work.clock.now().getTime() - PASSWORD_HOURS * 3_600_000).toISOString();
  await work.sql(
    `UPDATE import_row r SET made = made #- '{account,secret}' FROM import_batch b
     WHERE b.congress_id = $1 AND b.options #>> '{accounts,since}' < $2 AND r.batch_id = b.id AND r.made #>> '{account,secret}' IS NOT NULL`,
    [congressId, before],
  );
}
