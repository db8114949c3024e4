// 提交: in session until the presidium's cut-off, else in recess (代表法 24, 36).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { toVector } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from './act.ts';
import { checkGrounds } from './grounds.ts';
import type { suggestionRef } from './model-inputs.ts';
import type { Receipt } from './model-views.ts';
import { lockedOwn } from './own.ts';
import { receiptFor } from './receipts.ts';
import { settle, todayOf } from './settle.ts';
import type { Matter } from './matter.ts';

type Ref = z.output<typeof suggestionRef>;

/** The session in which a suggestion handed in now belongs; null between sessions and after the cut-off. */
async function openSession(work: Work, congressId: string): Promise<string | null> {
  const [open] = await work.sql<{ id: string }>(
    `SELECT id FROM session WHERE congress_id = $1 AND $2::date BETWEEN starts_on AND ends_on AND (suggestion_cutoff IS NULL OR suggestion_cutoff >= $3) ORDER BY starts_on DESC LIMIT 1`,
    [congressId, todayOf(work), work.clock.now()],
  );
  return open?.id ?? null;
}

/** A suspended mandate may not act (代表法 61); a session opened before the suspension does not help. */
async function assertActive(work: Work, capacity: Capacity): Promise<void> {
  const [mandate] = await work.sql<{ status: string }>('SELECT status FROM mandate WHERE id = $1 AND person_id = $2', [capacity.id, capacity.personId]);
  if (!mandate) throw new DomainError('suggestions.not_a_deputy', { congress: capacity.congressName });
  if (mandate.status === 'suspended') throw new DomainError('suggestions.mandate_suspended');
  if (mandate.status !== 'active') throw new DomainError('suggestions.not_a_deputy', { congress: capacity.congressName });
}

/** Text that says of itself that it is secret does not enter the system (青岛 6). */
function refuseSecrets(matter: Matter): void {
  if (checkGrounds(matter.row).some((hint) => hint.ground === 'state_secret')) throw new DomainError('suggestions.secret_off_system');
}

/** Keeps what search and the finding of similar suggestions read: title first, then the text, then the replies. */
export async function indexWords(work: Work, { row, replies }: Pick<Matter, 'row' | 'replies'>): Promise<void> {
  const vector = toVector([
    { text: row.title, weight: 'A' },
    { text: `${row.background}\n${row.proposal}`, weight: 'B' },
    { text: replies.filter((one) => one.state === 'signed').map((one) => one.body).join('\n'), weight: 'C' },
  ]);
  await work.sql('UPDATE suggestion SET search_vector = $2::tsvector WHERE id = $1', [row.id, vector]);
}

/**
 * Hands the suggestion in.
 * @throws DomainError suggestions.not_a_deputy, suggestions.mandate_suspended, suggestions.secret_off_system, workflow.refused (what is missing)
 */
export async function submit(work: Work, capacity: Capacity, input: Ref): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  await assertActive(work, capacity);
  refuseSecrets(matter);
  const sessionId = await openSession(work, capacity.congressId);
  const now = work.clock.now();
  await actOnSuggestion(work, capacity, {
    ...input, action: 'submit', matter: { ...matter, row: { ...matter.row, sessionId, submittedAt: now } },
    patch: { session_id: sessionId, submitted_at: now },
  });
  await indexWords(work, matter);
  return receiptFor(work, await settle(work, input.id));
}

/** Hands it in again after amendment; it stays in the session it was first handed in. @throws as `submit` */
export async function resubmit(work: Work, capacity: Capacity, input: Ref): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  await assertActive(work, capacity);
  refuseSecrets(matter);
  await actOnSuggestion(work, capacity, { ...input, action: 'resubmit', matter, patch: { decision_reason: null } });
  await indexWords(work, matter);
  return receiptFor(work, await settle(work, input.id));
}
