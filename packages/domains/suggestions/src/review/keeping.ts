// What the office does around the decision: bulk acceptance of clean ones, undoing a merge, secrecy, and what hangs together.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { actOnSuggestion } from '../act.ts';
import { visibleMatter } from '../detail.ts';
import { examine } from '../examination.ts';
import { checkGrounds } from '../grounds.ts';
import { loadMatter } from '../matter.ts';
import type { Receipt } from '../model-views.ts';
import { lockedOfCongress } from '../own.ts';
import { receiptFor } from '../receipts.ts';
import { settle } from '../settle.ts';
import { refuseWhenClaimed } from './claims.ts';
import { type BulkInput, type BulkView, letterStateLabels, type LetterState, type OriginView } from './model.ts';
import { openProposal } from './split.ts';

/**
 * Registers many at once, those without any hint of a legal ground. One that cannot be registered does not hold up the others, and says why.
 * `preview` changes nothing.
 */
export async function acceptMany(work: Work, capacity: Capacity, input: BulkInput): Promise<BulkView> {
  const items: BulkView['items'] = [];
  for (const { id, expectedVersion } of input.items) {
    let title = '';
    try {
      title = (await lockedOfCongress(work, capacity, id)).row.title;
      const numberLabel = await work.attempt(() => acceptClean(work, capacity, { id, expectedVersion }, input.preview));
      items.push({ id, title, ok: true, problem: null, numberLabel });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      items.push({ id, title, ok: false, problem: error.message, numberLabel: null });
    }
  }
  return { items };
}

async function acceptClean(work: Work, capacity: Capacity, ref: { id: string; expectedVersion?: number | undefined }, preview: boolean): Promise<string | null> {
  const { row } = await loadMatter(work, ref.id);
  const [hint] = checkGrounds(row).filter((one) => one.ground !== 'too_short');
  if (hint) throw new DomainError('workflow.refused', { reason: `文中有需要核对的情形（${hint.label}）`, remedy: '请单独打开审查' });
  if (row.state !== 'submitted') throw new DomainError('workflow.refused', { reason: '本件已经审查' });
  await refuseWhenClaimed(work, capacity, ref.id);
  return preview ? null : (await examine(work, capacity, { ...ref, decision: 'accept' })).numberLabel;
}

/** Undoes a merge before the main one is handed over. @throws DomainError common.not_found, workflow.* */
export async function unmerge(work: Work, capacity: Capacity, input: { id: string; expectedVersion?: number | undefined; reason: string }): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { ...input, action: 'unmerge', matter, patch: { merged_into_id: null, lead_organ_id: null, lead_organ_name: null } });
  return receiptFor(await settle(work, input.id));
}

/**
 * Keeps a suggestion confidential, where retaliation is feared (山东 11, 青岛 18), or ends it. What is public is taken off at once. What the
 * deputy asked for only the deputy can end.
 * @throws DomainError common.not_found, workflow.refused, workflow.*
 */
export async function setSecrecy(work: Work, capacity: Capacity, input: { id: string; expectedVersion?: number | undefined; confidential: boolean; reason: string }): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  const { row } = matter;
  if (row.confidential === input.confidential) throw new DomainError('workflow.refused', { reason: input.confidential ? '本件已经保密' : '本件没有保密' });
  const [own] = await work.sql('SELECT 1 FROM secrecy_setting WHERE suggestion_id = $1', [row.id]);
  if (!input.confidential && !own) throw new DomainError('workflow.refused', { reason: '保密是代表本人要求的', remedy: '请由代表撤回保密要求' });
  const patch = input.confidential ? { confidential: true, confidential_reason: input.reason, published_at: null } : { confidential: false, confidential_reason: null };
  await actOnSuggestion(work, capacity, { id: row.id, expectedVersion: input.expectedVersion, action: 'setSecrecy', reason: input.reason, matter, patch, facts: { secret: input.confidential } });
  if (input.confidential) {
    await work.sql('INSERT INTO secrecy_setting (suggestion_id, congress_id, reason, by_label, set_at) VALUES ($1, $2, $3, $4, $5)', [row.id, row.congressId, input.reason, capacity.personName, work.clock.now()]);
  } else await work.sql('DELETE FROM secrecy_setting WHERE suggestion_id = $1', [row.id]);
  return receiptFor(await settle(work, row.id));
}

type Letter = { state: LetterState; organName: string | null; sentOn: string | null; outcome: string | null; outcomeOn: string | null };
type Link = { id: string; title: string; numberLabel: string | null };

/**
 * Where a suggestion came from and what became of its parts; for the deputies who signed it and the congress's office. Others who may see it are shown nothing of it.
 * @throws DomainError common.not_found
 */
export async function originOf(work: Work, capacity: Capacity, id: string): Promise<OriginView> {
  const { row, cosigners } = await visibleMatter(work, capacity, id);
  const ofCongress = capacity.congressId === row.congressId && capacity.roles.some((role) => role === 'congress_officer' || role === 'congress_leader');
  const signed = row.leadPersonId === capacity.personId || capacity.standIn?.kind === 'assistant' || cosigners.some((one) => one.personId === capacity.personId && one.state === 'confirmed');
  if (!ofCongress && !signed) return { from: null, splitOff: [], split: null, letter: null, secrecy: null };
  const [from] = await work.sql<Link & { kind: 'split' | 'motion' }>('SELECT kind, origin_id AS id, title, number_label AS "numberLabel" FROM suggestion_origin WHERE suggestion_id = $1', [id]);
  const splitOff = await work.sql<Link>('SELECT s.id, s.title, s.number_label AS "numberLabel" FROM suggestion_origin o JOIN suggestion s ON s.id = o.suggestion_id WHERE o.origin_id = $1 ORDER BY s.id', [id]);
  const [letter] = await work.sql<Letter>('SELECT state, organ_name AS "organName", sent_on AS "sentOn", outcome, outcome_on AS "outcomeOn" FROM deputy_letter WHERE suggestion_id = $1', [id]);
  const [secrecy] = await work.sql<{ reason: string; byLabel: string }>('SELECT reason, by_label AS "byLabel" FROM secrecy_setting WHERE suggestion_id = $1', [id]);
  const split = await openProposal(work, id);
  return {
    from: from ?? null,
    splitOff,
    split: split && { ...split, proposedAt: split.proposedAt.toISOString() },
    letter: letter ? { ...letter, stateLabel: letterStateLabels[letter.state] } : null,
    secrecy: secrecy ?? null,
  };
}
