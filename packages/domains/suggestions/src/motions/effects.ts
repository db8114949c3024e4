// What a changed parameter would do to motions under way, told before it is saved.
import { effectOfParameter, termSchema } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';

/** What setting `value` would do; `value` has passed the schema and the law. */
export async function effectOnMotions(work: Work, change: { readonly congressId: string; readonly key: string; readonly value: unknown }): Promise<{ open: number; words: string } | null> {
  const term = termSchema.safeParse(change.value);
  if (term.success) {
    const { open, statement } = await effectOfParameter(work, change.key, [change.congressId], term.data);
    return { open, words: statement };
  }
  if (!change.key.startsWith('motions.signatories')) return null;
  const [found] = await work.sql<{ open: number }>(`SELECT count(*)::int AS open FROM motion WHERE congress_id = $1 AND state IN ('draft', 'awaiting_cosigners')`, [change.congressId]);
  const open = found?.open ?? 0;
  return { open, words: `保存后立即生效：尚未提交的议案 ${open} 件按新的人数计算联名；已经提交的不变。` };
}
