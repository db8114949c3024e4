// What changed weights would do: nothing to rankings that were published; the next computation follows them.
import type { Work } from '@smart/workflow/work';

export async function effectOnRanking(work: Work, { congressId }: { congressId: string }): Promise<{ open: number; words: string }> {
  const [row] = await work.sql<{ count: number }>('SELECT count(*)::int AS count FROM organ_ranking WHERE congress_id = $1 AND withdrawn_at IS NULL', [congressId]);
  const open = row?.count ?? 0;
  return { open, words: `保存后计算的排名使用新的公式；已经公布的 ${open} 个年度的排名连同当时的公式保持不变。` };
}
