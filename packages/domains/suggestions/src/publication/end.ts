// What the address of a suggestion answers after it was taken off the public site.
import type { Work } from '@smart/workflow/work';

/** The deputy's own reason is not the public's business. */
export const withdrawnReason = '提出建议的代表撤回了这件建议';

/** Keeps the reason in words for the public. Call it only for what was published. */
export async function markPublicationEnd(work: Work, { id, congressId }: { id: string; congressId: string }, reason: string): Promise<void> {
  await work.sql(
    `INSERT INTO publication_end (suggestion_id, congress_id, reason, ended_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (suggestion_id) DO UPDATE SET reason = EXCLUDED.reason, ended_at = EXCLUDED.ended_at`,
    [id, congressId, reason, work.clock.now()],
  );
}
