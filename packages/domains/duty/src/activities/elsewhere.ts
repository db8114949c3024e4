// One activity counts for several mandates only when it is marked so: then it is entered in the other congresses of whoever was there.
import { activityKindSchema } from './schemas.ts';
import { unscopedIdentity } from '@smart/identity/realm';
import { appendEvent, defineEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

/** Announced in the congress whose deputies were there: mandates of that congress, and those that were taken for there by mistake. */
const attendedElsewhere = defineEvent('activity.attended_elsewhere', z.object({
  title: z.string(), kind: activityKindSchema, heldOn: z.string(), place: z.string(), organiser: z.string(), results: z.string(), attended: z.array(z.string()), gone: z.array(z.string()),
}));

/** Lets the congresses in which those who were there have another mandate read the activity. Nothing unless it is held and marked. */
export async function shareWithOthers(work: Work, congressId: string, id: string): Promise<void> {
  const rows = await work.sql<{ personId: string }>(
    `SELECT i.person_id AS "personId" FROM duty_invitation i JOIN duty_activity a ON a.id = i.activity_id WHERE a.id = $1 AND a.congress_id = $2 AND a.state = 'held' AND a.counts_elsewhere AND i.state = 'attended'`, [id, congressId]);
  if (rows.length === 0) return;
  const others = await unscopedIdentity(work, 'other mandates of those who were there, for an activity that counts in them', () =>
    work.sql<{ congressId: string }>(`SELECT DISTINCT congress_id AS "congressId" FROM mandate WHERE person_id = ANY ($1::uuid[]) AND status = 'active' AND congress_id <> $2`, [rows.map((one) => one.personId), congressId]));
  for (const other of others) await work.sql('INSERT INTO matter_share (matter_id, congress_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [id, other.congressId, work.clock.now()]);
}

type Shared = { id: string; title: string; kind: z.output<typeof activityKindSchema>; heldOn: string; place: string; organiser: string; results: string; attended: string[]; before: string[] };

/** Enters in this congress what its deputies did at activities of others; a correction there is followed. Safe to repeat. @returns how many were entered */
export async function enterFromElsewhere(work: Work, congressId: string): Promise<number> {
  const rows = await work.sql<Shared>(
    `SELECT a.id, a.theme AS title, a.kind, to_char(a.held_on, 'YYYY-MM-DD') AS "heldOn", a.place, a.organiser, COALESCE(a.results, '') AS results,
       ARRAY(SELECT m.id::text FROM mandate m JOIN duty_invitation i ON i.person_id = m.person_id AND i.activity_id = a.id AND i.state = 'attended' WHERE m.congress_id = $1 AND m.status = 'active' AND m.starts_on <= a.held_on ORDER BY m.id) AS attended,
       COALESCE((SELECT ARRAY(SELECT jsonb_array_elements_text(e.payload->'attended')) FROM domain_event e WHERE e.congress_id = $1 AND e.type = $2 AND e.subject_id = a.id ORDER BY e.position DESC LIMIT 1), ARRAY[]::text[]) AS before
     FROM duty_activity a WHERE a.congress_id <> $1 AND a.state = 'held' AND a.counts_elsewhere ORDER BY a.id`,
    [congressId, attendedElsewhere.name],
  );
  const news = rows.filter(({ attended, before }) => attended.join() !== before.join());
  for (const { id, before, ...facts } of news) {
    const payload = { ...facts, gone: before.filter((one) => !facts.attended.includes(one)) };
    await appendEvent(work, { congressId, matterId: null, type: attendedElsewhere.name, subjectType: 'duty_activity', subjectId: id, personId: null, payload });
  }
  return news.length;
}

/** Shares what has been put right since, and enters what others share. */
export async function followElsewhere(work: Work, congressId: string): Promise<void> {
  const own = await work.sql<{ id: string }>(`SELECT id FROM duty_activity WHERE congress_id = $1 AND state = 'held' AND counts_elsewhere AND updated_at > $2::timestamptz - interval '30 days'`, [congressId, work.clock.now()]);
  for (const { id } of own) await shareWithOthers(work, congressId, id);
  await enterFromElsewhere(work, congressId);
}
