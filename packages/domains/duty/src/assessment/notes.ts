// What stands beside the records: granted leave, which is neutral, and what the office has established that limits a year. Only added; a
// mistake is taken back by a note that names it.
import type { Capacity } from '@smart/identity/capacity';
import { yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { Rules } from './model.ts';
import type { noteLeaveInput, noteVetoInput, revokeNoteInput } from './model-inputs.ts';
import type { NoteView } from './model-views.ts';
import { closingOf } from './results.ts';
import { rulesOf } from './rules.ts';

type Row = Omit<NoteView, 'label' | 'at'> & { key: string | null; at: Date };

/** Of one mandate and year, without those that were taken back. */
export async function notesOf(work: Work, { mandateId, year, rules }: { mandateId: string; year: number; rules: Rules }): Promise<NoteView[]> {
  const rows = await work.sql<Row>(
    `SELECT id, kind, key, to_char(from_day, 'YYYY-MM-DD') AS from, to_char(until_day, 'YYYY-MM-DD') AS until, reason, by_label AS "byLabel", at FROM duty_circumstance c
     WHERE mandate_id = $1 AND (year = $2 OR (kind = 'leave' AND from_day <= $4::date AND until_day >= $3::date)) AND kind <> 'revoked' AND NOT EXISTS (SELECT 1 FROM duty_circumstance r WHERE r.revokes_id = c.id) ORDER BY at`,
    [mandateId, year, `${year}-01-01`, `${year}-12-31`],
  );
  return rows.map(({ key, at, ...row }) => ({ ...row, label: row.kind === 'leave' ? '准假' : (rules.vetoes.find((one) => one.key === key)?.label ?? '限制项'), at: at.toISOString() }));
}

const wrong = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);

async function inOffice(work: Work, { congressId }: Capacity, mandateId: string): Promise<void> {
  const [row] = await work.sql('SELECT 1 FROM mandate WHERE id = $1 AND congress_id = $2', [mandateId, congressId]);
  if (!row) throw new DomainError('common.not_found', { what: '代表' });
}
async function open(work: Work, congressId: string, years: readonly number[]): Promise<void> {
  for (const year of years) if ((await closingOf(work, congressId, year)) !== null) throw new DomainError('duty.year_closed', { year });
}

type New = { mandateId: string; kind: 'leave' | 'veto' | 'revoked'; key?: string; year?: number; from?: string; until?: string; reason: string; revokesId?: string };
async function add(work: Work, capacity: Capacity, { mandateId, kind, key, year, from, until, reason, revokesId }: New): Promise<{ id: string }> {
  const id = newId();
  await work.sql(
    `INSERT INTO duty_circumstance (id, congress_id, mandate_id, kind, key, year, from_day, until_day, reason, revokes_id, by_label, at) VALUES ($1, $2, $3, $4, $5, $6, $7::date, $8::date, $9, $10, $11, $12)`,
    [id, capacity.congressId, mandateId, kind, key ?? null, year ?? null, from ?? null, until ?? null, reason, revokesId ?? null, capacity.personName, work.clock.now()],
  );
  return { id };
}

/** Granted leave: its days count neither for nor against. Years from its first to its last day must be open. @throws DomainError common.not_found, common.invalid_input, duty.year_closed */
export async function noteLeave(work: Work, capacity: Capacity, { mandateId, from, until, reason }: z.output<typeof noteLeaveInput>): Promise<{ id: string }> {
  await inOffice(work, capacity, mandateId);
  if (until < from) throw wrong('until', '截止日期不能早于开始日期');
  await open(work, capacity.congressId, Array.from({ length: yearOf(until) - yearOf(from) + 1 }, (_none, at) => yearOf(from) + at));
  return add(work, capacity, { mandateId, kind: 'leave', from, until, reason });
}

/** Something the office has established; the system itself never does. @throws DomainError common.not_found, common.invalid_input, duty.year_closed */
export async function noteVeto(work: Work, capacity: Capacity, { mandateId, year, key, reason }: z.output<typeof noteVetoInput>): Promise<{ id: string }> {
  await inOffice(work, capacity, mandateId);
  await open(work, capacity.congressId, [year]);
  if (!(await rulesOf(work, capacity.congressId, year)).rules.vetoes.some((one) => one.key === key)) throw wrong('key', '请选择计分规则中的限制项');
  return add(work, capacity, { mandateId, kind: 'veto', key, year, reason });
}

/** Takes a note back, with a reason; both stay in the record. @throws DomainError common.not_found (also when it was taken back already), duty.year_closed */
export async function revokeNote(work: Work, capacity: Capacity, { id, reason }: z.output<typeof revokeNoteInput>): Promise<{ id: string }> {
  const [row] = await work.sql<{ mandateId: string; from: number; until: number }>(
    `SELECT mandate_id AS "mandateId", COALESCE(year, extract(year FROM from_day)::int) AS from, COALESCE(year, extract(year FROM until_day)::int) AS until FROM duty_circumstance c
     WHERE id = $1 AND congress_id = $2 AND kind <> 'revoked' AND NOT EXISTS (SELECT 1 FROM duty_circumstance r WHERE r.revokes_id = c.id)`,
    [id, capacity.congressId],
  );
  if (!row) throw new DomainError('common.not_found', { what: '登记' });
  await open(work, capacity.congressId, Array.from({ length: row.until - row.from + 1 }, (_none, at) => row.from + at));
  return add(work, capacity, { mandateId: row.mandateId, kind: 'revoked', reason, revokesId: id });
}
