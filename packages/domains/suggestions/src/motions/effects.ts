// What a changed parameter would do to motions under way, told before it is saved.
import type { Work } from '@smart/workflow/work';

/** What setting `value` would do; `value` has passed the schema and the law. */
export async function effectOnMotions(work: Work, change: { readonly congressId: string; readonly key: string }): Promise<{ open: number; words: string } | null> {
  if (!change.key.startsWith('motions.signatories')) return null;
  const [congress] = await work.sql<{ township: boolean }>(`SELECT tier = 'township' AS township FROM congress WHERE id = $1`, [change.congressId]);
  if (congress?.township !== (change.key === 'motions.signatories_township')) return { open: 0, words: '目前没有本级的议案按此项计算联名，此项适用于其他层级的人大。' };
  const [found] = await work.sql<{ open: number }>(`SELECT count(*)::int AS open FROM motion WHERE congress_id = $1 AND state IN ('draft', 'awaiting_cosigners')`, [change.congressId]);
  const open = found?.open ?? 0;
  return { open, words: `保存后立即生效：尚未提交的议案 ${open} 件按新的人数计算联名；已经提交的不变。` };
}
