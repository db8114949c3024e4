// What an assistant prepared: in the log once for each time the pen changes hands, and shown to the deputy who sends it.
import { hasRole, type Capacity } from '@smart/identity/capacity';
import { lastRow } from '@smart/workflow/action-log';
import type { Work } from '@smart/workflow/work';
import { actOnSuggestion } from './act.ts';
import { settle } from './settle.ts';

/** Records that the assistant wrote; nothing when the last act already says so, so that saving while typing fills no log. */
export async function notePreparation(work: Work, capacity: Capacity, id: string): Promise<void> {
  if (!hasRole(capacity, 'deputy_assistant')) return;
  const last = await lastRow(work, 'suggestion', id);
  if (last?.action === 'prepare' && last.capacityId === capacity.id) return;
  await actOnSuggestion(work, capacity, { id, action: 'prepare', facts: { personName: capacity.personName } });
  await settle(work, id);
}

/** The assistant who prepared the text last; null when the deputy wrote alone. */
export async function preparedBy(work: Work, id: string): Promise<string | null> {
  const [found] = await work.sql<{ name: string }>(
    `SELECT l.detail->>'personName' AS name FROM action_log l WHERE l.subject_type = 'suggestion' AND l.subject_id = $1 AND l.action = 'prepare' ORDER BY l.sequence DESC LIMIT 1`, [id],
  );
  return found?.name ?? null;
}
