// How long a year book is kept, who may have it, and how it goes: it holds the records of many people, and can be made again at any time.
import { detachAll } from '@smart/files/service';
import type { Capacity } from '@smart/identity/capacity';
import { removeOperation } from '@smart/identity/operations';
import type { Acting } from '@smart/rpc/context';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { BOOK } from './book.ts';
import type { bookRef } from './book-model.ts';

const DAY = 86_400_000;
const removed = defineEvent('duty.book_removed', z.object({ title: z.string(), by: z.string(), reason: z.string() }));

/** Days for which a congress keeps a finished book. */
export const keptDays = async (work: Work, congressId: string): Promise<number> => z.int().parse(await work.parameter(congressId, 'duty.book_days'));

async function discard(work: Work, acting: Acting, congressId: string, ref: { id: string; version: number | null }, reason: string): Promise<void> {
  const title = await removeOperation(work, congressId, { ...ref, kind: BOOK });
  await detachAll(work, BOOK, ref.id);
  await work.sql('DELETE FROM duty_book_part WHERE operation_id = $1', [ref.id]);
  await appendEvent(work, { congressId, matterId: null, type: removed.name, subjectType: 'operation', subjectId: ref.id, personId: acting.personId, payload: { title, by: acting.label, reason } });
}

/**
 * The office throws a book away that is finished or was given up, with its files; that it did stays in the log.
 * @throws DomainError common.not_found; common.conflict while it is being made, or when somebody changed it meanwhile
 */
export const removeBook = (work: Work, acting: Acting, congressId: string, { id, version }: z.output<typeof bookRef>): Promise<void> => discard(work, acting, congressId, { id, version }, '');

/** Throws away what was kept long enough, and what was given up or stood still for as long. @returns how many */
export async function removeOldBooks(work: Work, congressId: string): Promise<number> {
  const days = await keptDays(work, congressId);
  const old = await work.sql<{ id: string }>(
    `SELECT id FROM operation WHERE congress_id = $1 AND kind = $2 AND COALESCE(finished_at, started_at) < $3 AND (state IN ('done', 'cancelled') OR progress ->> 'problem' IS NOT NULL) ORDER BY id LIMIT 500`,
    [congressId, BOOK, new Date(work.clock.now().getTime() - days * DAY).toISOString()],
  );
  for (const { id } of old) await discard(work, { personId: null, capacityId: null, label: '系统' }, congressId, { id, version: null }, `保留 ${days} 日期满`);
  return old.length;
}

/** Until when a finished book is there. @param finishedAt ISO */
export const keptUntil = (finishedAt: string, days: number): string => new Date(new Date(finishedAt).getTime() + days * DAY).toISOString();

/** Whether a capacity may have a file of a book: the office of its congress. False for files of others. */
export async function mayReadBook(work: Work, capacity: Capacity, { matterId, subjectType }: { matterId: string; subjectType: string | null }): Promise<boolean> {
  if (subjectType !== BOOK || !capacity.roles.includes('congress_officer')) return false;
  return (await work.sql(`SELECT 1 FROM operation WHERE id = $1 AND congress_id = $2 AND kind = $3 AND state = 'done'`, [matterId, capacity.congressId, BOOK])).length > 0;
}
