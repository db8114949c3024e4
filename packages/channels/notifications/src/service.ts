// A person's notices in one capacity's congress: newest first, unread counted, read marked.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';

export type NoticeRow = { id: string; kind: string; title: string; body: string; link: string; items: { title: string; body: string; link: string }[]; createdAt: string; read: boolean };

/** Notices concern a person in one capacity; those of the others appear after switching. */
const mine = 'person_id = $1 AND capacity_id = $2';

/** One page of notices, newest first; `hasMore` when there is a next page. */
export async function listNotices(work: Work, { personId, id }: Capacity, { unreadOnly, page, pageSize }: { unreadOnly: boolean; page: number; pageSize: number }): Promise<{ rows: NoticeRow[]; hasMore: boolean }> {
  const rows = await work.sql<Omit<NoticeRow, 'createdAt'> & { createdAt: Date }>(
    `SELECT id, kind, title, body, link, items, created_at AS "createdAt", read_at IS NOT NULL AS read FROM notice
     WHERE ${mine} AND ($3 = false OR read_at IS NULL) ORDER BY created_at DESC, id DESC LIMIT $4 OFFSET $5`,
    [personId, id, unreadOnly, pageSize + 1, (page - 1) * pageSize],
  );
  return { rows: rows.slice(0, pageSize).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })), hasMore: rows.length > pageSize };
}

/** How many are unread. */
export async function unreadCount(work: Work, { personId, id }: Capacity): Promise<number> {
  const [row] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM notice WHERE ${mine} AND read_at IS NULL`, [personId, id]);
  return row?.count ?? 0;
}

/** Marks the given notices as read, or all of them; those of other people are not touched. */
export async function markRead(work: Work, { personId, id }: Capacity, noticeIds: readonly string[] | 'all'): Promise<number> {
  const now = work.clock.now().toISOString();
  const rows =
    noticeIds === 'all'
      ? await work.sql(`UPDATE notice SET read_at = $3 WHERE ${mine} AND read_at IS NULL RETURNING 1`, [personId, id, now])
      : await work.sql(`UPDATE notice SET read_at = $3 WHERE ${mine} AND read_at IS NULL AND id = ANY ($4::uuid[]) RETURNING 1`, [personId, id, now, noticeIds]);
  return rows.length;
}
