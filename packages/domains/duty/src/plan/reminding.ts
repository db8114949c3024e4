// Once a quarter a deputy who has not done all of the list is told the one next thing. Who is done hears nothing, and who muted it neither.
import { today, yearOf } from '@smart/kernel/dates';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { lackingDeputies } from './figures.ts';
import { quarterOf } from './model.ts';

const reminded = defineEvent('duty.reminded', z.object({ mandateId: z.string(), personId: z.string(), quarter: z.string(), missing: z.int(), next: z.string() }));

/** Safe to repeat: each deputy is told once a quarter. @returns how many were told */
export async function remindDeputies(work: Work, congressId: string): Promise<number> {
  if ((await work.parameter(congressId, 'duty.reminders')) !== true) return 0;
  const day = today(work.clock);
  const quarter = `${yearOf(day)}-${quarterOf(day)}`;
  const lacking = await lackingDeputies(work, congressId);
  const told = new Set(
    (await work.sql<{ id: string }>(`SELECT subject_id AS id FROM domain_event WHERE congress_id = $1 AND type = $2 AND payload->>'quarter' = $3`, [congressId, reminded.name, quarter])).map(({ id }) => id),
  );
  const due = lacking.filter(({ mandateId }) => !told.has(mandateId));
  for (const one of due) {
    await appendEvent(work, { congressId, matterId: null, type: reminded.name, subjectType: 'duty_plan', subjectId: one.mandateId, personId: null, payload: { ...one, quarter } });
  }
  return due.length;
}
