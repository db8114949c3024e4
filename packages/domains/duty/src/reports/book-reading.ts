// Year books of a congress: what there are, how far one has come, and what one can be asked for of.
import type { Capacity } from '@smart/identity/capacity';
import { cancelOperation, listOperations, operationById, type OperationView, resumeOperation } from '@smart/identity/operations';
import type { Acting } from '@smart/rpc/context';
import { today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { BOOK } from './book.ts';
import { keptDays, keptUntil } from './book-keeping.ts';
import { type bookChoicesView, bookForms, type bookRef, type booksInput, type booksView, type BookView, volumeNumberOf } from './book-model.ts';

type File = { bookId: string; id: string; name: string; size: number };
const formOf = (name: string): BookView['files'][number]['form'] | undefined => bookForms.find((form) => name.endsWith(`.${form}`));

function viewOf(one: OperationView, files: readonly File[], days: number): BookView {
  const { id, version, title, problem, steps, startedBy, startedAt, finishedAt } = one;
  const state = one.state === 'done' || one.state === 'cancelled' ? one.state : problem === null ? 'running' : 'stopped';
  return {
    id, version, title, state, problem, step: state === 'done' ? null : (steps.find(({ finished }) => !finished)?.label ?? null),
    done: steps.reduce((sum, { done }) => sum + done, 0), total: steps.reduce((sum, { total }) => sum + (total ?? 1), 0),
    startedBy, startedAt, finishedAt, keptUntil: state === 'done' && finishedAt !== null ? keptUntil(finishedAt, days) : null,
    files: state === 'done' ? files.filter(({ bookId }) => bookId === id).flatMap(({ id: fileId, name, size }) => { const form = formOf(name); return form === undefined ? [] : [{ id: fileId, name, form, size, volume: volumeNumberOf(name) }]; }) : [],
  };
}

const filesOf = (work: Work, ids: readonly string[]): Promise<File[]> =>
  work.sql<File>('SELECT subject_id AS "bookId", id, name, size FROM stored_file WHERE matter_id = ANY ($1::uuid[]) AND subject_type = $2 ORDER BY id', [ids, BOOK]);

/** The books of the office's congress, the newest first. */
export async function listBooks(work: Work, capacity: Capacity, { limit, offset }: z.output<typeof booksInput>): Promise<z.output<typeof booksView>> {
  const { rows, total } = await listOperations(work, capacity.congressId, { kind: BOOK, page: Math.floor(offset / limit) + 1, size: limit });
  const files = await filesOf(work, rows.map(({ id }) => id));
  const days = await keptDays(work, capacity.congressId);
  return { rows: rows.map((row) => viewOf(row, files, days)), total };
}

/** @throws DomainError common.not_found */
export async function bookById(work: Work, congressId: string, id: string): Promise<BookView> {
  const one = await operationById(work, congressId, id);
  if (one.kind !== BOOK) throw new DomainError('common.not_found', { what: '年册' });
  return viewOf(one, await filesOf(work, [id]), await keptDays(work, congressId));
}

/** Goes on after what stopped it is mended. @throws DomainError common.not_found, common.conflict */
export async function resumeBook(work: Work, acting: Acting, congressId: string, id: string): Promise<BookView> {
  await bookById(work, congressId, id);
  await resumeOperation(work, acting, congressId, id);
  return bookById(work, congressId, id);
}

/** Gives one up that is being made; nothing of it is kept. @throws DomainError common.not_found, common.conflict */
export async function cancelBook(work: Work, acting: Acting, congressId: string, { id, version }: z.output<typeof bookRef>): Promise<BookView> {
  await bookById(work, congressId, id);
  await cancelOperation(work, acting, congressId, { id, version });
  return bookById(work, congressId, id);
}

/** Years with records, and the delegations and constituencies of the current term that have deputies. */
export async function bookChoices(work: Work, { congressId, tier }: Capacity): Promise<z.output<typeof bookChoicesView>> {
  const now = yearOf(today(work.clock));
  const [first] = await work.sql<{ year: number }>('SELECT COALESCE(extract(year FROM min(occurred_on))::int, $2) AS year FROM duty_record WHERE congress_id = $1', [congressId, now]);
  const groups = (table: 'delegation' | 'constituency') =>
    work.sql<{ id: string; name: string; deputies: number }>(
      `SELECT x.id, x.name, count(*)::int AS deputies FROM ${table} x JOIN term t ON t.id = x.term_id JOIN mandate m ON m.${table}_id = x.id WHERE x.congress_id = $1 AND t.current GROUP BY x.id, x.name ORDER BY x.name, x.id LIMIT 2000`,
      [congressId],
    );
  return {
    years: Array.from({ length: Math.max(1, now - Math.min(first?.year ?? now, now) + 1) }, (_none, at) => now - at),
    // 选举法 3: county and township by constituencies, province and city by the congresses below.
    delegations: await groups('delegation'), constituencies: await groups('constituency'), direct: tier === 'county' || tier === 'township',
  };
}
