// Taking a batch back, last row first: what it made is removed, what it changed set back — as long as nothing was built on it and nobody changed
// it since. Such rows are left as they are and named. The acts of a mandate stay and tell that it was entered and taken back.
import { insertMany } from '@smart/divisions/bulk';
import { organUses } from '@smart/divisions/hooks';
import { today } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import { withdrawUnusedAccounts } from '../accounts.ts';
import { announceIdentityChange } from '../changes.ts';
import { unscopedIdentity } from '../realm.ts';
import type { Batch, RowResult } from './batches.ts';
import { made as madeSchema, type Change, type Made } from './made.ts';
import { recordUses } from './uses.ts';
import { organColumns, setOrgans } from './write-organs.ts';
import { setPeople, storedPeople } from './write-people.ts';

type Line = { line: number; made: Made };
/** Why a line cannot be taken back. */
type Blocked = Map<number, string>;

/** Whether a record stands as the import left it. Ciphers do not count: a change of keys is no change of what they say. */
function untouched(now: Readonly<Record<string, unknown>> | undefined, { after }: Change): boolean {
  return now !== undefined && Object.entries(after).every(([column, value]) => column.endsWith('_cipher') || now[column] === value);
}

const idsOf = ({ made }: Line): string[] => [made.createdPerson?.id, made.mandate?.id, made.appointment].filter((id) => id !== undefined);

/**
 * Accounts that this batch opened go as well, as long as nobody has signed in with them; a new person who has used it, or has another one, stays.
 */
async function blockAccounts(work: Work, lines: readonly Line[], blocked: Blocked): Promise<void> {
  const free = lines.filter(({ line }) => !blocked.has(line));
  const gone = await withdrawUnusedAccounts(work, free.flatMap(({ made }) => made.account?.userId ?? []));
  const created = free.filter(({ made }) => made.createdPerson);
  const held = await work.sql<{ id: string }>('SELECT id FROM person WHERE id = ANY ($1::uuid[]) AND user_id IS NOT NULL AND NOT user_id = ANY ($2::uuid[])', [created.map(({ made }) => made.createdPerson?.id), [...gone]]);
  const known = new Set(held.map(({ id }) => id));
  for (const { line, made } of created) if (made.createdPerson && known.has(made.createdPerson.id)) blocked.set(line, '账号已经使用');
}

async function blockUsed(work: Work, lines: readonly Line[], blocked: Blocked): Promise<void> {
  const uses = await recordUses(work, lines.flatMap(idsOf));
  for (const line of lines) {
    const reason = idsOf(line).map((id) => uses.get(id)).find((one) => one !== undefined);
    if (reason) blocked.set(line.line, reason);
  }
}

async function blockChanged(work: Work, lines: readonly Line[], blocked: Blocked): Promise<void> {
  const changes = lines.flatMap(({ made }) => [made.createdPerson, made.changedPerson].filter((one) => one !== undefined));
  const people = await storedPeople(work, changes.map(({ id }) => id));
  const ids = lines.flatMap(({ made }) => [made.mandate?.id, made.movedMandate?.id].filter((id) => id !== undefined));
  const mandates = new Map((await work.prisma.mandate.findMany({ where: { id: { in: ids } }, select: { id: true, delegationId: true } })).map((one) => [one.id, one.delegationId]));
  for (const { line, made } of lines) {
    const person = made.createdPerson ?? made.changedPerson;
    if (person && !untouched(people.get(person.id), person)) blocked.set(line, '人员信息在导入后又有更正');
    else if (made.mandate && mandates.get(made.mandate.id) !== made.mandate.delegationId) blocked.set(line, '代表团在导入后又有调整');
    else if (made.movedMandate && mandates.get(made.movedMandate.id) !== made.movedMandate.to) blocked.set(line, '代表团在导入后又有调整');
  }
}

/** A person entered by the import who holds something else by now, also by a row that is left, stays. */
async function blockHolders(work: Work, lines: readonly Line[], blocked: Blocked): Promise<void> {
  const created = lines.filter(({ line, made }) => made.createdPerson && !blocked.has(line));
  if (created.length === 0) return;
  const taken = lines.filter(({ line }) => !blocked.has(line)).flatMap(idsOf);
  const holders = await unscopedIdentity(work, 'a person may meanwhile serve elsewhere', () =>
    work.sql<{ id: string }>(
      `SELECT p.id FROM person p WHERE p.id = ANY ($1::uuid[]) AND (cardinality(p.congress_ids) > 1
         OR EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = p.id AND NOT m.id = ANY ($2::uuid[])) OR EXISTS (SELECT 1 FROM appointment a WHERE a.person_id = p.id AND NOT a.id = ANY ($2::uuid[])))`,
      [created.map(({ made }) => made.createdPerson?.id), taken],
    ),
  );
  const known = new Set(holders.map(({ id }) => id));
  for (const { line, made } of created) if (made.createdPerson && known.has(made.createdPerson.id)) blocked.set(line, '该人员另有代表资格或者任职');
}

/** Organs one by one, children first: who asks whether one is in use asks by organ. */
async function undoOrgans(work: Work, congressId: string, lines: readonly Line[], blocked: Blocked): Promise<void> {
  for (const { line, made } of lines) {
    const change = made.createdOrgan ?? made.changedOrgan;
    if (!change) continue;
    const [now] = await work.sql<Record<string, unknown>>(`SELECT ${organColumns.join(', ')} FROM organ WHERE id = $1 AND abolished_on IS NULL FOR UPDATE`, [change.id]);
    if (!untouched(now, change)) blocked.set(line, '机构在导入后又有变动');
    else if (made.changedOrgan) await setOrgans(work, [{ id: change.id, columns: change.before }]);
    else {
      const [held] = await work.sql<{ used: boolean }>('SELECT EXISTS (SELECT 1 FROM organ WHERE parent_id = $1) OR EXISTS (SELECT 1 FROM appointment WHERE organ_id = $1) AS used', [change.id]);
      const reasons = held?.used ? ['该机构已有下属机构或者工作人员'] : await organUses(work, { id: change.id, congressId });
      if (reasons[0] !== undefined) blocked.set(line, reasons[0]);
      else await work.sql('DELETE FROM organ WHERE id = $1', [change.id]);
    }
  }
}

/** That a mandate was entered by mistake stays to be read. */
async function noteTakenBack(work: Work, by: Acting, batch: Batch, mandateIds: readonly string[]): Promise<void> {
  await insertMany(work.sql, 'mandate_act', ['id', 'congress_id', 'mandate_id', 'act', 'on_day', 'decision_note', 'facts', 'acting_label', 'at'], mandateIds.map((mandateId) => ({
    id: newId(), congress_id: batch.congressId, mandate_id: mandateId, act: 'ended', on_day: today(work.clock), decision_note: `导入批次“${batch.fileName}”撤销，登记作废`, facts: {},
    acting_label: by.label, at: work.clock.now().toISOString(),
  })));
}

async function takeBack(work: Work, by: Acting, batch: Batch, lines: readonly Line[]): Promise<void> {
  const of = <T>(pick: (made: Made) => T | undefined): T[] => lines.flatMap(({ made }) => pick(made) ?? []);
  const mandates = of(({ mandate }) => mandate?.id);
  await noteTakenBack(work, by, batch, mandates);
  await work.sql('DELETE FROM mandate WHERE id = ANY ($1::uuid[])', [mandates]);
  await work.sql('DELETE FROM appointment WHERE id = ANY ($1::uuid[])', [of(({ appointment }) => appointment)]);
  const moved = of(({ movedMandate }) => movedMandate);
  await work.sql('UPDATE mandate m SET delegation_id = d."from" FROM jsonb_to_recordset($1::jsonb) AS d(id uuid, "from" uuid) WHERE m.id = d.id', [JSON.stringify(moved)]);
  await insertMany(work.sql, 'mandate_act', ['id', 'congress_id', 'mandate_id', 'act', 'on_day', 'facts', 'acting_label', 'at'], moved.map(({ id, fromName, toName }) => ({
    id: newId(), congress_id: batch.congressId, mandate_id: id, act: 'delegation_changed', on_day: today(work.clock), facts: { from: toName, to: fromName }, acting_label: by.label, at: work.clock.now().toISOString(),
  })));
  await setPeople(work, of(({ changedPerson }) => changedPerson).map(({ id, before }) => ({ id, columns: before })));
  await work.sql('DELETE FROM person WHERE id = ANY ($1::uuid[])', [of(({ createdPerson }) => createdPerson?.id)]);
  await detach(work, batch.congressId, of(({ attachedPerson }) => attachedPerson));
}

/** People of other congresses who hold nothing here any more are no longer seen here. */
async function detach(work: Work, congressId: string, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await unscopedIdentity(work, 'the person belongs to another congress', () =>
    work.sql(
      `UPDATE person p SET congress_ids = array_remove(congress_ids, $2::uuid) WHERE p.id = ANY ($1::uuid[]) AND cardinality(congress_ids) > 1
         AND NOT EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = p.id AND m.congress_id = $2) AND NOT EXISTS (SELECT 1 FROM appointment a WHERE a.person_id = p.id AND a.congress_id = $2)`,
      [personIds, congressId],
    ),
  );
}

/** Takes the next portion back. */
export async function undoPortion(work: Work, by: Acting, batch: Batch, limit: number): Promise<RowResult[]> {
  const rows = await work.prisma.importRow.findMany({ where: { batchId: batch.id, outcome: 'done' }, orderBy: { line: 'desc' }, take: limit, select: { line: true, made: true } });
  const lines = rows.map(({ line, made }): Line => ({ line, made: madeSchema.parse(made) }));
  const blocked: Blocked = new Map();
  await blockUsed(work, lines, blocked);
  await blockChanged(work, lines, blocked);
  await blockHolders(work, lines, blocked);
  await blockAccounts(work, lines, blocked);
  await undoOrgans(work, batch.congressId, lines, blocked);
  await takeBack(work, by, batch, lines.filter(({ line }) => !blocked.has(line)));
  await announceIdentityChange(work, batch.congressId);
  return lines.map(({ line }): RowResult => {
    const reason = blocked.get(line);
    return reason === undefined ? { line, outcome: 'undone' } : { line, outcome: 'skipped', problems: [{ column: '', message: `${reason}，没有撤销` }] };
  });
}
