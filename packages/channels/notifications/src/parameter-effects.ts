// What other settings of a congress would do to what waits to be told, counted before they are saved.
import type { ParameterChange, ParameterEffect } from '@smart/divisions/parameters';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

/** Whom another setting concerns: deputies who are told by SMS, or reminders that wait for the next digest. */
export async function effectOnNotices(work: Work, { congressId, key, value }: ParameterChange): Promise<ParameterEffect> {
  const count = async (sql: string, values: readonly unknown[] = []): Promise<number> => (await work.sql<{ count: number }>(`SELECT count(*)::int AS count ${sql}`, [congressId, ...values]))[0]?.count ?? 0;
  if (key === 'notices.sms') {
    const open = await count(
      `FROM mandate m JOIN person p ON p.id = m.person_id WHERE m.congress_id = $1 AND m.status <> 'ended' AND p.phone_masked IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM notice_mute n WHERE n.congress_id = $1 AND n.person_id = p.id)`,
    );
    return { open, words: value === true ? `登记了手机号、本人没有关闭短信的 ${open} 名代表，今后的事项同时发送短信；已经发生的不补发。` : `登记了手机号的 ${open} 名代表今后不再收到短信，平台内的通知照常；已经发出的办理链接到期前仍可使用。` };
  }
  const waiting = 'FROM reminder_entry WHERE congress_id = $1 AND sent_at IS NULL AND dropped_at IS NULL';
  const open = await count(waiting);
  if (key === 'notices.urgent_days') {
    const urgent = (days: unknown) => count(`${waiting} AND due_on <= $2::date + $3::int`, [today(work.clock), z.int().parse(days)]);
    const [now, then] = [await urgent(await work.parameter(congressId, key)), await urgent(value)];
    return { open, words: `保存后立即生效：等待汇总的 ${open} 条提醒中，作为紧急提醒、不等免打扰结束的由 ${now} 条变为 ${then} 条。` };
  }
  const own = await count('FROM quiet_hours WHERE congress_id = $1');
  return { open, words: `保存后立即生效：等待汇总的 ${open} 条提醒按新的时段发送；已经自行设定时段的 ${own} 人不受影响。` };
}
