// Writing: a draft is saved on every pause of the typing, from any device, and never blocks for being incomplete.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf, actOnSuggestion } from './act.ts';
import { attachFiles, filesOf } from './attachments.ts';
import { payloadOf } from './events.ts';
import { type DelegationRow, loadMatter, type Matter } from './matter.ts';
import { isShutOut, lockedOwn, principalOf } from './own.ts';
import { notePreparation, preparedBy } from './preparation.ts';
import type { saveDraftInput, suggestionRef } from './model-inputs.ts';
import type { DraftView, Receipt } from './model-views.ts';
import { receiptFor } from './receipts.ts';
import { settle } from './settle.ts';
import type { SuggestionState } from './model.ts';

type SaveDraft = z.output<typeof saveDraftInput>;

const writable: readonly SuggestionState[] = ['draft', 'awaiting_cosigners', 'returned_for_amendment'];

/**
 * Saves what the deputy has written so far; makes the draft when there is none with this id.
 * Changed text takes back the confirmations of co-signers, who confirmed the text as it was (重庆 8).
 * @throws DomainError suggestions.not_a_deputy, common.conflict (another device saved newer text), common.not_found, workflow.refused
 */
export async function saveDraft(work: Work, capacity: Capacity, input: SaveDraft): Promise<DraftView> {
  const id = input.id ?? newId();
  refuseHiding(capacity, input);
  const matter = input.id === undefined ? null : await lockedOwn(work, capacity, input.id, { orNull: true });
  // A second first save of the same id (a retry, two tabs) finds the draft made by the first.
  if (matter === null && !(await create(work, capacity, id, input))) await change(work, capacity, await lockedOwn(work, capacity, id), input);
  else if (matter !== null) await change(work, capacity, matter, input);
  if (input.fileIds) await attachFiles(work, capacity, id, { type: 'suggestion', id }, input.fileIds);
  await notePreparation(work, capacity, id);
  return draftViewOf(work, await loadMatter(work, id));
}

/** Whoever may not see confidential suggestions would lock themselves out, and the deputy's decision is the deputy's. @throws DomainError common.forbidden */
function refuseHiding(capacity: Capacity, input: SaveDraft): void {
  if (input.confidential === true && isShutOut(capacity, { confidential: true })) throw new DomainError('common.forbidden', { reason: '只有代表本人可以要求保密' });
}

/** False when somebody made it in the meantime. */
async function create(work: Work, capacity: Capacity, id: string, input: SaveDraft): Promise<boolean> {
  const deputy = principalOf(capacity);
  if (deputy === null) throw new DomainError('suggestions.not_a_deputy', { congress: capacity.congressName });
  const made = await work.db
    .insertInto('suggestion')
    .values({
      id,
      congress_id: capacity.congressId,
      term_id: deputy.termId,
      kind: 'suggestion',
      ...columnsOf(input),
      proposed_organ_ids: input.proposedOrganIds ?? [],
      draft_revision: 1,
      lead_mandate_id: deputy.mandateId,
      lead_person_id: deputy.personId,
      lead_name: deputy.name,
      delegation_name: deputy.delegationName,
      owner_kind: 'deputy',
      owner_person_id: deputy.personId,
      created_at: work.clock.now(),
      updated_at: work.clock.now(),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .execute();
  return made.length > 0;
}

/** Only what was sent is changed. */
function columnsOf(input: SaveDraft) {
  return {
    ...(input.title === undefined ? {} : { title: input.title }),
    ...(input.background === undefined ? {} : { background: input.background }),
    ...(input.proposal === undefined ? {} : { proposal: input.proposal }),
    ...(input.topic === undefined ? {} : { topic: input.topic }),
    ...(input.researched === undefined ? {} : { researched: input.researched }),
    ...(input.proposedOrganIds === undefined ? {} : { proposed_organ_ids: input.proposedOrganIds }),
    ...(input.publishConsent === undefined ? {} : { publish_consent: input.publishConsent }),
    ...(input.confidential === undefined ? {} : { confidential: input.confidential }),
    ...(input.confidentialReason === undefined ? {} : { confidential_reason: input.confidentialReason }),
  };
}

async function change(work: Work, capacity: Capacity, { row, cosigners, delegations }: Matter, input: SaveDraft): Promise<void> {
  if (!writable.includes(row.state)) throw new DomainError('workflow.refused', { reason: '建议已经提交，不能再修改', remedy: '需要修改的，请与代表工作机构联系退回修改' });
  if (input.revision !== undefined && input.revision !== row.draftRevision) throw new DomainError('common.conflict', { reason: '这份草稿在另一台设备上有更新的内容' });
  await work.db
    .updateTable('suggestion')
    .set({ ...columnsOf(input), draft_revision: row.draftRevision + 1, updated_at: work.clock.now() })
    .where('id', '=', row.id)
    .execute();
  const rewritten = [[input.title, row.title], [input.background, row.background], [input.proposal, row.proposal]].some(([now, before]) => now !== undefined && now !== before);
  if (rewritten && delegations[0]?.state === 'confirmed') await signAgain(work, capacity, row.id, delegations[0]);
  if (rewritten && cosigners.some((one) => one.state === 'confirmed')) {
    await work.sql(`UPDATE cosigner SET state = 'invited', answered_at = NULL WHERE suggestion_id = $1 AND state = 'confirmed'`, [row.id]);
    await askAgain(work, capacity, await settle(work, row.id), cosigners.filter((one) => one.state === 'confirmed'));
  }
}

/** The leader signed another text; whoever leads the delegation and writes signs what they write. */
async function signAgain(work: Work, capacity: Capacity, id: string, { leaderPersonId, leaderMandateId }: DelegationRow): Promise<void> {
  if (leaderPersonId === capacity.personId) return;
  await work.sql(`UPDATE delegation_submission SET state = 'asked', answered_at = NULL WHERE suggestion_id = $1`, [id]);
  const matter = await settle(work, id);
  await appendEvent(work, {
    congressId: matter.row.congressId, matterId: id, type: 'suggestion.delegation_asked', subjectType: 'suggestion', subjectId: id, personId: capacity.personId,
    payload: payloadOf(matter, { actorLabel: actingOf(capacity).label, facts: { personIds: [leaderPersonId], mandateIds: [leaderMandateId], text: '文稿已经修改，请重新签署' } }),
  });
}

/** Tells those whose confirmation was taken back, once: the next change finds nobody confirmed. */
async function askAgain(work: Work, capacity: Capacity, matter: Matter, asked: readonly { personId: string; mandateId: string }[]): Promise<void> {
  const { row } = matter;
  const facts = { personIds: asked.map((one) => one.personId), mandateIds: asked.map((one) => one.mandateId), text: '文稿已经修改，请重新确认' };
  await appendEvent(work, {
    congressId: row.congressId, matterId: row.id, type: 'suggestion.cosigners_invited', subjectType: 'suggestion', subjectId: row.id, personId: capacity.personId,
    payload: payloadOf(matter, { actorLabel: actingOf(capacity).label, facts }),
  });
}

/** One own draft. @throws DomainError common.not_found */
export async function draft(work: Work, capacity: Capacity, id: string): Promise<DraftView> {
  const matter = await loadMatter(work, id);
  if (matter.row.leadPersonId !== principalOf(capacity)?.personId || isShutOut(capacity, matter.row) || matter.row.congressId !== capacity.congressId || !writable.includes(matter.row.state)) {
    throw new DomainError('common.not_found', { what: '草稿' });
  }
  return draftViewOf(work, matter);
}

/** All own drafts, newest first. */
export async function myDrafts(work: Work, capacity: Capacity): Promise<DraftView[]> {
  const ids = await work.sql<{ id: string }>(
    `SELECT id FROM suggestion WHERE lead_person_id = $1 AND congress_id = $2 AND state = ANY ($3) AND NOT (confidential AND $4) ORDER BY updated_at DESC LIMIT 50`,
    [principalOf(capacity)?.personId ?? null, capacity.congressId, writable, isShutOut(capacity, { confidential: true })],
  );
  const drafts: DraftView[] = [];
  for (const { id } of ids) drafts.push(await draftViewOf(work, await loadMatter(work, id)));
  return drafts;
}

/** Throws a draft away; its place in the log remains, its text is not shown any more. */
export async function discardDraft(work: Work, capacity: Capacity, input: z.output<typeof suggestionRef>): Promise<Receipt> {
  await lockedOwn(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { ...input, action: 'discard' });
  return receiptFor(await settle(work, input.id));
}

async function draftViewOf(work: Work, { row, cosigners }: Matter): Promise<DraftView> {
  return {
    id: row.id,
    version: row.version,
    revision: row.draftRevision,
    state: row.state,
    kind: row.kind,
    title: row.title,
    background: row.background,
    proposal: row.proposal,
    topic: row.topic,
    researched: row.researched,
    proposedOrganIds: row.proposedOrganIds,
    publishConsent: row.publishConsent,
    confidential: row.confidential,
    confidentialReason: row.confidentialReason,
    cosigners: cosigners.map(({ mandateId, name, state }) => ({ mandateId, name, state })),
    files: (await filesOf(work, row.id)).filter((one) => one.purpose === 'suggestion').map(({ id, name, mediaType, size }) => ({ id, name, mediaType, size })),
    updatedAt: row.updatedAt.toISOString(),
    preparedBy: await preparedBy(work, row.id),
  };
}
