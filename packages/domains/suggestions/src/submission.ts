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

type Standing = { status: string | null; sessionId: string | null };

/**
 * The session in which a suggestion handed in now belongs; null between sessions and after the cut-off.
 * A suspended mandate may not act (代表法 61); a sign-in from before the suspension does not help.
 * @throws DomainError suggestions.not_a_deputy, suggestions.mandate_suspended
 */
async function openSessionFor(work: Work, capacity: Capacity): Promise<string | null> {
  const [found] = await work.sql<Standing>(
    `SELECT (SELECT status FROM mandate WHERE id = $1 AND person_id = $2) AS status,
       (SELECT id FROM session WHERE congress_id = $3 AND $4::date BETWEEN starts_on AND ends_on AND (suggestion_cutoff IS NULL OR suggestion_cutoff >= $5) ORDER BY starts_on DESC LIMIT 1) AS "sessionId"`,
    [capacity.id, capacity.personId, capacity.congressId, todayOf(work), work.clock.now()],
  );
  if (found?.status === 'suspended') throw new DomainError('suggestions.mandate_suspended');
  if (found?.status !== 'active') throw new DomainError('suggestions.not_a_deputy', { congress: capacity.congressName });
  return found.sessionId;
}

/** Text that says of itself that it is secret does not enter the system (青岛 6). */
function refuseSecrets(matter: Matter): void {
  if (checkGrounds(matter.row).some((hint) => hint.ground === 'state_secret')) throw new DomainError('suggestions.secret_off_system');
}

/** What was kept as typed while it was a draft is handed in without blanks at its ends. */
const trimmed = ({ row }: Matter) => ({ title: row.title.trim(), background: row.background.trim(), proposal: row.proposal.trim() });

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
  const sessionId = await openSessionFor(work, capacity);
  refuseSecrets(matter);
  const now = work.clock.now();
  await actOnSuggestion(work, capacity, {
    ...input, action: 'submit', matter: { ...matter, row: { ...matter.row, sessionId, submittedAt: now } },
    patch: { session_id: sessionId, submitted_at: now, ...trimmed(matter) },
  });
  await indexWords(work, matter);
  return receiptFor(await settle(work, input.id));
}

/** Hands it in again after amendment; it stays in the session it was first handed in. @throws as `submit` */
export async function resubmit(work: Work, capacity: Capacity, input: Ref): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  await openSessionFor(work, capacity);
  refuseSecrets(matter);
  await actOnSuggestion(work, capacity, { ...input, action: 'resubmit', matter, patch: { decision_reason: null, ...trimmed(matter) } });
  await indexWords(work, matter);
  return receiptFor(await settle(work, input.id));
}
