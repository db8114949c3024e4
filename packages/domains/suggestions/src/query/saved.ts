// Searches kept under a name: the own ones of a capacity.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { keptQuery, mostSaved, type saveSearchInput, type SavedSearchView } from './model.ts';

type Row = { id: string; name: string; query: unknown; createdAt: Date };

/** The kept searches, by name. One whose conditions are no longer understood is left out. */
export async function savedSearches(work: Work, capacity: Capacity): Promise<SavedSearchView[]> {
  const rows = await work.sql<Row>('SELECT id, name, query, created_at AS "createdAt" FROM saved_search WHERE capacity_id = $1 ORDER BY name', [capacity.id]);
  return rows.flatMap(({ query, createdAt, ...row }) => {
    const known = keptQuery.safeParse(query);
    return known.success ? [{ ...row, query: known.data, createdAt: createdAt.toISOString() }] : [];
  });
}

/**
 * Keeps a search; the same name again replaces the conditions.
 * @throws DomainError common.conflict when too many are kept already
 */
export async function saveSearch(work: Work, capacity: Capacity, { name, query }: z.output<typeof saveSearchInput>): Promise<SavedSearchView[]> {
  const known = await savedSearches(work, capacity);
  if (known.length >= mostSaved && !known.some((one) => one.name === name)) throw new DomainError('common.conflict', { reason: `最多保存 ${mostSaved} 个查询，请先删除不用的` });
  await work.sql(
    `INSERT INTO saved_search (id, congress_id, capacity_id, name, query, created_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6)
     ON CONFLICT (capacity_id, name) DO UPDATE SET query = EXCLUDED.query, created_at = EXCLUDED.created_at`,
    [newId(), capacity.congressId, capacity.id, name, JSON.stringify(query), work.clock.now()],
  );
  return savedSearches(work, capacity);
}

/** @throws DomainError common.not_found when it is not one of the own */
export async function forgetSearch(work: Work, capacity: Capacity, id: string): Promise<SavedSearchView[]> {
  const gone = await work.sql('DELETE FROM saved_search WHERE id = $1 AND capacity_id = $2 RETURNING id', [id, capacity.id]);
  if (gone.length === 0) throw new DomainError('common.not_found', { what: '保存的查询' });
  return savedSearches(work, capacity);
}
