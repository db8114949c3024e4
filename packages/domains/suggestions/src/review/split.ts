// 一事一议: the office proposes to split a suggestion that holds several matters; the deputy agrees, and each matter goes its own way with
// the co-signers it had. The text as it was is kept with the proposal; attachments stay with the first part.
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { actOnSuggestion } from '../act.ts';
import { loadMatter, type Matter } from '../matter.ts';
import type { Receipt } from '../model-views.ts';
import { lockedOfCongress, lockedOwn } from '../own.ts';
import { receiptFor } from '../receipts.ts';
import { settle } from '../settle.ts';
import { indexWords } from '../submission.ts';
import { forgetClaim, refuseWhenClaimed } from './claims.ts';
import { splitPart, type SplitPart } from './model.ts';

/**
 * Proposes how to split. The suggestion lies with the deputy until they answer or amend it themselves.
 * @throws DomainError common.not_found, workflow.*
 */
export async function proposeSplit(work: Work, capacity: Capacity, input: { id: string; expectedVersion?: number | undefined; reason: string; parts: readonly SplitPart[] }): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await refuseWhenClaimed(work, capacity, input.id);
  const { title, background, proposal, topic } = matter.row;
  await actOnSuggestion(work, capacity, {
    id: input.id, expectedVersion: input.expectedVersion, action: 'proposeSplit', reason: input.reason, matter, patch: { decision_reason: input.reason }, facts: { parts: input.parts.length },
  });
  await work.sql(`UPDATE split_proposal SET state = 'lapsed' WHERE suggestion_id = $1 AND state = 'proposed'`, [input.id]);
  await work.sql(
    `INSERT INTO split_proposal (id, congress_id, suggestion_id, reason, parts, original, proposed_by, proposed_at) VALUES ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7, $8)`,
    [newId(), capacity.congressId, input.id, input.reason, JSON.stringify(input.parts), JSON.stringify({ title, background, proposal, topic }), capacity.personName, work.clock.now()],
  );
  await forgetClaim(work, input.id);
  return receiptFor(await settle(work, input.id));
}

/**
 * The deputy answers. Agreed, the first part stays here and every other becomes a suggestion of its own; refused, the text stays as it is
 * and the office decides.
 * @throws DomainError common.not_found, workflow.refused (no proposal is open), workflow.*
 */
export async function answerSplit(work: Work, capacity: Capacity, input: { id: string; expectedVersion?: number | undefined; agree: boolean; reason: string }): Promise<Receipt> {
  const matter = await lockedOwn(work, capacity, input.id);
  const open = await openProposal(work, input.id);
  const request = { id: input.id, expectedVersion: input.expectedVersion, matter };
  if (!input.agree) {
    await actOnSuggestion(work, capacity, { ...request, action: 'refuseSplit', reason: input.reason });
  } else {
    const [first, ...others] = open?.parts ?? [];
    const ids = others.map(() => newId());
    await actOnSuggestion(work, capacity, { ...request, action: 'agreeSplit', patch: { ...first, decision_reason: null }, facts: { parts: others.length + 1, suggestionIds: ids } });
    for (const [at, part] of others.entries()) await splitOff(work, matter, ids[at] ?? newId(), part);
    await indexWords(work, await loadMatter(work, input.id));
  }
  await work.sql(`UPDATE split_proposal SET state = $2, answer = $3, answered_at = $4 WHERE suggestion_id = $1 AND state = 'proposed'`, [input.id, input.agree ? 'agreed' : 'refused', input.reason || null, work.clock.now()]);
  return receiptFor(await settle(work, input.id));
}

/** A suggestion of its own: handed in when the whole was, by the same deputies, in the same session. */
async function splitOff(work: Work, { row, cosigners }: Matter, id: string, part: SplitPart): Promise<void> {
  await copyOf(work, row, id, part);
  for (const one of cosigners.filter(({ state }) => state === 'confirmed')) {
    await work.sql(`INSERT INTO cosigner (id, congress_id, suggestion_id, mandate_id, person_id, name, state, answered_at) VALUES ($1, $2, $3, $4, $5, $6, 'confirmed', $7)`, [
      newId(), row.congressId, id, one.mandateId, one.personId, one.name, one.answeredAt,
    ]);
  }
  await work.sql(
    `INSERT INTO delegation_submission (suggestion_id, congress_id, delegation_id, delegation_name, leader_mandate_id, leader_person_id, leader_name, discussed_on, state, answered_at)
     SELECT $2, congress_id, delegation_id, delegation_name, leader_mandate_id, leader_person_id, leader_name, discussed_on, state, answered_at FROM delegation_submission WHERE suggestion_id = $1`,
    [row.id, id],
  );
  await work.sql(`INSERT INTO suggestion_origin (suggestion_id, congress_id, kind, origin_id, title, number_label) VALUES ($1, $2, 'split', $3, $4, $5)`, [id, row.congressId, row.id, row.title, row.numberLabel]);
  await actOnSuggestion(work, null, { id, action: 'splitOff', facts: { intoTitle: row.title } });
  await indexWords(work, await loadMatter(work, id));
  await settle(work, id);
}

/** The row of a new suggestion of the same deputies, not yet in any state but the first. */
async function copyOf(work: Work, row: Matter['row'], id: string, text: SplitPart): Promise<void> {
  await work.db
    .insertInto('suggestion')
    .values({
      id, congress_id: row.congressId, term_id: row.termId, session_id: row.sessionId, kind: row.kind, ...text,
      researched: row.researched, proposed_organ_ids: [], publish_consent: row.publishConsent, confidential: row.confidential, confidential_reason: row.confidentialReason,
      lead_mandate_id: row.leadMandateId, lead_person_id: row.leadPersonId, lead_name: row.leadName, delegation_name: row.delegationName, by_delegation: row.byDelegation,
      owner_kind: 'congress', submitted_at: row.submittedAt, created_at: work.clock.now(), updated_at: work.clock.now(),
    })
    .execute();
}

/** The proposal that waits for the deputy; null when none does. */
export async function openProposal(work: Work, id: string): Promise<{ reason: string; proposedBy: string; proposedAt: Date; parts: SplitPart[] } | null> {
  const [row] = await work.sql<{ reason: string; proposedBy: string; proposedAt: Date; parts: unknown }>(
    `SELECT p.reason, p.proposed_by AS "proposedBy", p.proposed_at AS "proposedAt", p.parts FROM split_proposal p JOIN suggestion s ON s.id = p.suggestion_id
     WHERE p.suggestion_id = $1 AND p.state = 'proposed' AND s.state = 'returned_for_amendment'`,
    [id],
  );
  if (!row) return null;
  return { ...row, parts: z.array(splitPart).parse(row.parts) };
}

