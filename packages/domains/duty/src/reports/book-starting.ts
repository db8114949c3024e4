// Asking for a year book: whose, and of which year.
import type { Capacity } from '@smart/identity/capacity';
import { draftOperation, operationById, startOperation } from '@smart/identity/operations';
import { today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { holdersOf } from '../assessment/facts.ts';
import { BOOK, type BookPlan } from './book.ts';
import { bookTitle } from './book-content.ts';
import type { startBookInput } from './book-model.ts';

type Scope = { readonly name: string; readonly mandateIds: readonly string[] };
const tables = { delegation: { table: 'delegation', column: 'delegation_id', what: '代表团' }, constituency: { table: 'constituency', column: 'constituency_id', what: '选区（选举单位）' } } as const;

/** Mandates of one delegation or constituency; one of the same name in another term is the same to a year that saw both. */
async function scopeOf(work: Work, congressId: string, scope: 'delegation' | 'constituency', id: string): Promise<Scope> {
  const { table, column, what } = tables[scope];
  const [chosen] = await work.sql<{ name: string }>(`SELECT name FROM ${table} WHERE id = $1 AND congress_id = $2`, [id, congressId]);
  if (chosen === undefined) throw new DomainError('common.not_found', { what });
  const rows = await work.sql<{ id: string }>(`SELECT m.id FROM mandate m JOIN ${table} x ON x.id = m.${column} WHERE m.congress_id = $1 AND x.name = $2`, [congressId, chosen.name]);
  return { name: chosen.name, mandateIds: rows.map((row) => row.id) };
}

/**
 * Writes down whose book is asked for and begins; the portions follow by themselves.
 * @returns the operation's id
 * @throws DomainError common.not_found, common.invalid_input (a year to come, or nobody was deputy), common.conflict (another book is being made)
 */
export async function startBook(work: Work, capacity: Capacity, { year, scope, scopeId }: z.output<typeof startBookInput>): Promise<string> {
  const { congressId, congressName, personId, personName } = capacity;
  const refuse = (path: string, problem: string): DomainError => new DomainError('common.invalid_input', { problem }, [{ path, message: problem }]);
  const day = today(work.clock);
  if (year > yearOf(day)) throw refuse('year', `${year} 年还没有开始，请选择已有履职记录的年度`);
  const chosen = scope === 'congress' || scopeId === undefined ? null : await scopeOf(work, congressId, scope, scopeId);
  const holders = await holdersOf(work, { congressId, year, mandateIds: chosen?.mandateIds ?? null });
  if (holders.length === 0) throw refuse(chosen === null ? 'year' : 'scopeId', `${year} 年${chosen?.name ?? '本级'}没有代表，请另选年度或者范围`);
  const plan: BookPlan = { year, congressName, scopeName: chosen?.name ?? null, asOf: day, askedBy: personName, personId };
  const acting = { personId, capacityId: capacity.id, label: personName };
  const id = await draftOperation(work, acting, congressId, { kind: BOOK, title: bookTitle(plan), plan });
  await work.sql('INSERT INTO duty_book_part (operation_id, position, congress_id, mandate_id) SELECT $1, p.n, $2, p.m FROM unnest($3::uuid[]) WITH ORDINALITY AS p(m, n)', [id, congressId, holders.map(({ mandateId }) => mandateId)]);
  const { version } = await operationById(work, congressId, id);
  await startOperation(work, acting, congressId, { id, version });
  return id;
}
