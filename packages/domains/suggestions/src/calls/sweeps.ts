// What happens by itself: a call ends with its last day, and numbers that were left are not kept longer than allowed.
import type { ParameterChange, ParameterEffect } from '@smart/divisions/parameters';
import { isDomainError } from '@smart/kernel/errors';
import { addDays, startOfDayShanghai, today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { actOnCall } from './store.ts';

/** After the outcome was told the number goes at once; where nothing could be sent, after these days. */
const DAYS_AFTER_OUTCOME = 7;

/** Safe to repeat. @returns how many calls were closed and numbers erased */
export async function sweepCalls(work: Work, congressId: string): Promise<{ closed: number; erased: number }> {
  const over = await work.sql<{ id: string }>(`SELECT id FROM topic_call WHERE congress_id = $1 AND state = 'open' AND ends_on < $2::date ORDER BY id`, [congressId, today(work.clock)]);
  let closed = 0;
  for (const { id } of over) {
    try {
      await work.attempt(() => actOnCall(work, null, { id, action: 'lapse' }));
      closed += 1;
    } catch (error) {
      // Closed or extended by somebody in this moment.
      if (!isDomainError(error)) throw error;
    }
  }
  const days = z.int().parse(await work.parameter(congressId, 'calls.contact_days'));
  const erased = await work.sql(`UPDATE call_proposal p SET contact_cipher = NULL FROM call_topic t WHERE ${held} AND ${pastTime} RETURNING p.id`, pastTimeValues(work, congressId, days));
  return { closed, erased: erased.length };
}

/** Numbers that are held, and those of them that are over: kept for so long, or told of the outcome a while ago. */
const held = 'p.congress_id = $1 AND t.id = p.topic_id AND p.contact_cipher IS NOT NULL';
const pastTime = `(p.created_at < $2 OR (t.updated_at < $3 AND (t.state = 'set_aside' OR t.stage IN ('replied', 'not_accepted'))))`;
function pastTimeValues(work: Work, congressId: string, days: number): unknown[] {
  const daysAgo = (count: number): Date => startOfDayShanghai(addDays(today(work.clock), -count));
  return [congressId, daysAgo(days), daysAgo(DAYS_AFTER_OUTCOME)];
}

/** What other rules would do to calls that run and to numbers that are held. */
export async function effectOnCalls(work: Work, { congressId, key, value }: ParameterChange): Promise<ParameterEffect> {
  const count = async (sql: string, values: readonly unknown[]): Promise<number> => (await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`, values))[0]?.count ?? 0;
  if (key === 'calls.review_first') {
    const open = await count(`topic_call WHERE congress_id = $1 AND state = 'open'`, [congressId]);
    return { open, words: `正在征集的 ${open} 项，保存后提出的建言${value === true ? '都由工作人员核看后公布' : '没有疑问的当即公布'}；已经提出的不变。` };
  }
  const pastAfter = async (days: unknown) => count(`call_proposal p, call_topic t WHERE ${held} AND ${pastTime}`, pastTimeValues(work, congressId, z.int().parse(days)));
  const open = await count(`call_proposal p, call_topic t WHERE ${held}`, [congressId]);
  const [now, then] = [await pastAfter(await work.parameter(congressId, key)), await pastAfter(value)];
  return { open, words: `仍存有的 ${open} 个联系号码中，下一次清理时到期删除的由 ${now} 个变为 ${then} 个；已经删除的不能恢复。` };
}
