// Whose quiet hours are which: a person's own in a congress, else the congress's.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { nextSending, type Quiet } from './quiet.ts';

/** What the congress has set for everybody. */
export async function quietOfCongress(work: Work, congressId: string): Promise<Quiet> {
  const hour = z.int();
  return {
    fromHour: hour.parse(await work.parameter(congressId, 'notices.quiet_from_hour')),
    toHour: hour.parse(await work.parameter(congressId, 'notices.quiet_to_hour')),
    daysOff: z.boolean().parse(await work.parameter(congressId, 'notices.quiet_days_off')),
  };
}

const ownLines = (work: Work, congressId: string, personIds: readonly string[]) =>
  work.sql<Quiet & { personId: string }>(
    `SELECT person_id AS "personId", from_hour AS "fromHour", to_hour AS "toHour", days_off AS "daysOff" FROM quiet_hours WHERE congress_id = $1 AND person_id = ANY ($2::uuid[])`,
    [congressId, personIds],
  );

/** The quiet hours in force for each of these people. */
export async function quietOf(work: Work, congressId: string, personIds: readonly string[]): Promise<ReadonlyMap<string, Quiet>> {
  const ids = [...new Set(personIds)];
  const usual = await quietOfCongress(work, congressId);
  const own = new Map((await ownLines(work, congressId, ids)).map(({ personId, fromHour, toHour, daysOff }) => [personId, { fromHour, toHour, daysOff }]));
  return new Map(ids.map((id) => [id, own.get(id) ?? usual]));
}

export type QuietSetting = {
  /** What the person has set; null where the congress's hours apply. */
  own: Quiet | null;
  usual: Quiet;
  /** From when the next reminder can come. */
  next: string;
};

export async function quietSetting(work: Work, { congressId, personId }: Capacity): Promise<QuietSetting> {
  const usual = await quietOfCongress(work, congressId);
  const [line] = await ownLines(work, congressId, [personId]);
  const own = line ? { fromHour: line.fromHour, toHour: line.toHour, daysOff: line.daysOff } : null;
  return { own, usual, next: nextSending(work.clock.now(), own ?? usual, work.calendar).toISOString() };
}

/** Sets the person's own quiet hours, or goes back to the congress's (null). */
export async function setQuiet(work: Work, { congressId, personId }: Capacity, quiet: Quiet | null): Promise<void> {
  if (quiet === null) {
    await work.sql('DELETE FROM quiet_hours WHERE congress_id = $1 AND person_id = $2', [congressId, personId]);
    return;
  }
  await work.sql(
    `INSERT INTO quiet_hours (congress_id, person_id, from_hour, to_hour, days_off) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (congress_id, person_id) DO UPDATE SET from_hour = EXCLUDED.from_hour, to_hour = EXCLUDED.to_hour, days_off = EXCLUDED.days_off`,
    [congressId, personId, quiet.fromHour, quiet.toHour, quiet.daysOff],
  );
}
