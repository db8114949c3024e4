// Whether a person wants to be told by SMS in this congress.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import { smsChannel } from './sms.ts';

export type SmsSetting = {
  /** Whether this deployment and congress tell by SMS at all. */
  offered: boolean;
  muted: boolean;
  /** Where to; null when no number is registered. */
  phoneMasked: string | null;
};

export async function smsSetting(work: Work, { congressId, personId }: Capacity): Promise<SmsSetting> {
  const [row] = await work.sql<{ phoneMasked: string | null; muted: boolean }>(
    `SELECT p.phone_masked AS "phoneMasked", EXISTS (SELECT 1 FROM notice_mute n WHERE n.congress_id = $2 AND n.person_id = p.id) AS muted FROM person p WHERE p.id = $1`,
    [personId, congressId],
  );
  const offered = smsChannel() !== null && (await work.parameter(congressId, 'notices.sms')) === true;
  return { offered, muted: row?.muted ?? false, phoneMasked: row?.phoneMasked ?? null };
}

export async function muteSms(work: Work, { congressId, personId }: Capacity, muted: boolean): Promise<void> {
  if (muted) await work.sql('INSERT INTO notice_mute (congress_id, person_id, since) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [congressId, personId, work.clock.now()]);
  else await work.sql('DELETE FROM notice_mute WHERE congress_id = $1 AND person_id = $2', [congressId, personId]);
}
