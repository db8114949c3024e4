// 提交: in session until the presidium's cut-off, else in recess (代表法 24, 36).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { hidePersonalData } from '@smart/kernel/personal-text';
import { toVector } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from './act.ts';
import { checkGrounds } from './grounds.ts';
import type { submitInput, suggestionRef } from './model-inputs.ts';
import type { Receipt } from './model-views.ts';
import { lockedOwn } from './own.ts';
import { receiptFor } from './receipts.ts';
import { settle } from './settle.ts';
import type { Matter } from './matter.ts';
import { confirmPaper } from './submitting/paper.ts';
import { sessionFor } from './submitting/window.ts';

type Ref = z.output<typeof suggestionRef>;
type Submit = z.output<typeof submitInput>;

/**
 * A suspended mandate may not act (代表法 61); a sign-in from before the suspension does not help.
 * @throws DomainError suggestions.not_a_deputy, suggestions.mandate_suspended
 */
async function assertServing(work: Work, capacity: Capacity): Promise<void> {
  const [found] = await work.sql<{ status: string }>('SELECT status FROM mandate WHERE id = $1 AND person_id = $2', [capacity.id, capacity.personId]);
  if (found?.status === 'suspended') throw new DomainError('suggestions.mandate_suspended');
  if (found?.status !== 'active') throw new DomainError('suggestions.not_a_deputy', { congress: capacity.congressName });
}

/** Text that says of itself that it is secret does not enter the system (青岛 6). */
function refuseSecrets(matter: Matter): void {
  if (checkGrounds(matter.row).some((hint) => hint.ground === 'state_secret')) throw new DomainError('suggestions.secret_off_system');
}

/** What was kept as typed while it was a draft is handed in without blanks at its ends. */
const trimmed = ({ row }: Matter) => ({ title: row.title.trim(), background: row.background.trim(), proposal: row.proposal.trim() });

/**
 * Keeps what search and the finding of similar suggestions read: title first, then the text, then the replies. Phones and the like are left
 * out: the public searches the same words, and must not learn by trying whose number stands in a text.
 */
export async function indexWords(work: Work, { row, replies }: { row: Pick<Matter['row'], 'id' | 'title' | 'background' | 'proposal'>; replies: readonly Pick<Matter['replies'][number], 'state' | 'body'>[] }): Promise<void> {
  const vector = toVector([
    { text: hidePersonalData(row.title), weight: 'A' },
    { text: hidePersonalData(`${row.background}\n${row.proposal}`), weight: 'B' },
    { text: hidePersonalData(replies.filter((one) => one.state === 'signed').map((one) => one.body).join('\n')), weight: 'C' },
  ]);
  await work.sql('UPDATE suggestion SET search_vector = $2::tsvector WHERE id = $1', [row.id, vector]);
}

/**
 * What the delegation's name changes: it stands where the deputy's would, in number, letter and on the public page. Only in session (重庆 8).
 * @throws DomainError suggestions.delegation_in_session_only
 */
function namedBy({ delegations }: Matter, sessionId: string | null): { by_delegation?: true; lead_name?: string; delegation_name?: string } {
  const delegation = delegations[0];
  if (!delegation) return {};
  if (sessionId === null) throw new DomainError('suggestions.delegation_in_session_only');
  return { by_delegation: true, lead_name: delegation.delegationName, delegation_name: delegation.delegationName };
}

/**
 * Hands the suggestion in. One that was entered from paper counts from the day the paper was received, and submitting confirms it.
 * @throws DomainError suggestions.not_a_deputy, suggestions.mandate_suspended, suggestions.session_closed (the deputy may choose `asRecess`),
 *   suggestions.session_closed_until, suggestions.delegation_in_session_only, suggestions.secret_off_system, workflow.refused (what is missing)
 */
export async function submit(work: Work, capacity: Capacity, { asRecess = false, ...input }: Ref & Partial<Submit>): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  await assertServing(work, capacity);
  const now = work.clock.now();
  const paper = matter.papers.find((one) => one.state === 'waiting');
  const sessionId = await sessionFor(work, capacity.congressId, paper ? new Date(paper.receivedAt) : now, asRecess);
  refuseSecrets(matter);
  const named = namedBy(matter, sessionId);
  await actOnSuggestion(work, capacity, {
    ...input, action: 'submit',
    matter: { ...matter, row: { ...matter.row, sessionId, submittedAt: now, byDelegation: named.by_delegation ?? false, leadName: named.lead_name ?? matter.row.leadName } },
    patch: { session_id: sessionId, submitted_at: now, ...named, ...trimmed(matter) },
  });
  if (paper) await confirmPaper(work, input.id);
  await indexWords(work, matter);
  return receiptFor(await settle(work, input.id));
}

/** Hands it in again after amendment; it stays in the session it was first handed in. @throws as `submit` */
export async function resubmit(work: Work, capacity: Capacity, input: Ref): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  await assertServing(work, capacity);
  refuseSecrets(matter);
  await actOnSuggestion(work, capacity, { ...input, action: 'resubmit', matter, patch: { decision_reason: null, ...trimmed(matter) } });
  await indexWords(work, matter);
  return receiptFor(await settle(work, input.id));
}
