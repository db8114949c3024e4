// What happens by itself: nobody waits for an evaluation for ever, and names are not kept longer than needed.
import type { ParameterChange, ParameterEffect } from '@smart/divisions/parameters';
import { addDays, startOfDayShanghai, today } from '@smart/kernel/dates';
import { isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { act } from './store.ts';

/** Safe to repeat. @returns how many were closed without an evaluation, and how many names erased */
export async function sweepOpinions(work: Work, congressId: string): Promise<{ closed: number; erased: number }> {
  const due = await work.sql<{ id: string }>(
    `SELECT o.id FROM opinion o JOIN deadline d ON d.subject_type = 'opinion' AND d.subject_id = o.id AND d.kind = 'evaluation' AND d.status = 'open'
     WHERE o.congress_id = $1 AND o.state = 'replied' AND d.due_on < $2::date ORDER BY o.id`,
    [congressId, today(work.clock)],
  );
  let closed = 0;
  for (const { id } of due) {
    try {
      await work.attempt(() => act(work, null, { id, action: 'lapse', patch: { satisfaction: 'none' } }));
      closed += 1;
    } catch (error) {
      // Evaluated in this moment.
      if (!isDomainError(error)) throw error;
    }
  }
  const days = z.int().parse(await work.parameter(congressId, 'opinions.name_days'));
  const erased = await work.sql(`UPDATE opinion SET name_cipher = NULL, contact_cipher = NULL, point_cipher = NULL WHERE ${named} AND updated_at < $2 RETURNING id`, [congressId, startOfDayAgo(work, days)]);
  return { closed, erased: erased.length };
}

/** What is over and still holds who said it. */
const named = `congress_id = $1 AND (name_cipher IS NOT NULL OR contact_cipher IS NOT NULL OR point_cipher IS NOT NULL) AND state IN ('redirected', 'closed')`;
const startOfDayAgo = (work: Work, days: number): Date => startOfDayShanghai(addDays(today(work.clock), -days));

/** What keeping names for other days would do: what it erases cannot be brought back. Null for terms, whose limits are counted for all domains alike. */
export async function effectOnOpinions(work: Work, { congressId, key, value }: ParameterChange): Promise<ParameterEffect | null> {
  if (key === 'opinions.supervision_days') return effectOnSupervision(work, congressId, value);
  if (key !== 'opinions.name_days') return null;
  const older = async (days: unknown): Promise<number> =>
    (await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM opinion WHERE ${named} AND updated_at < $2`, [congressId, startOfDayAgo(work, z.int().parse(days))]))[0]?.count ?? 0;
  const [open] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM opinion WHERE ${named}`, [congressId]);
  const [now, then] = [await older(await work.parameter(congressId, key)), await older(value)];
  return { open: open?.count ?? 0, words: `已经办结、仍存有姓名、联系方式或者位置的 ${open?.count ?? 0} 件中，下一次清理时到期删除的由 ${now} 件变为 ${then} 件；已经删除的不能恢复。` };
}

/** Letters keep the day that was written in them. */
async function effectOnSupervision(work: Work, congressId: string, value: unknown): Promise<ParameterEffect> {
  const [row] = await work.sql<{ open: number }>(`SELECT count(*)::int AS open FROM opinion_supervision s JOIN organ i ON i.id = s.issuer_organ_id WHERE i.congress_id = $1 AND s.state = 'issued'`, [congressId]);
  const [now, then] = [z.int().parse(await work.parameter(congressId, 'opinions.supervision_days')), z.int().parse(value)];
  return { open: row?.open ?? 0, words: `已经发出、等待回复的 ${row?.open ?? 0} 份督查单时限不变；以后发出和继续督查的，填好的回复时限由 ${now} 天变为 ${then} 天。` };
}
