// After every act: the suggestion catches up with its parts, and what lists and boards show is copied into its row.
import { today } from '@smart/kernel/dates';
import { computeDeadline } from '@smart/kernel/deadlines';
import { endDeadlines, termSchema } from '@smart/workflow/deadlines';
import type { Work } from '@smart/workflow/work';
import { actOnAssignment, actOnSuggestion } from './act.ts';
import { followUp, mainParts, officesToTakeBack } from './follow.ts';
import { type AssignmentRow, journeyLimits, loadMatter, type Matter, openCommitments, type SuggestionRow } from './matter.ts';
import type { OwnerKind } from './model.ts';
import { markPublicationEnd, withdrawnReason } from './publication/end.ts';

/**
 * Brings a suggestion in order after an act, in the same transaction: follow-ups by the system, the end of its parts, the ball's owner,
 * the nearest limit. Returns the matter as it is then.
 */
export async function settle(work: Work, id: string): Promise<Matter> {
  let matter = await loadMatter(work, id);
  for (const office of officesToTakeBack(matter.assignments)) {
    await actOnAssignment(work, null, { id: office.id, action: 'takeBack', matter });
    matter = await loadMatter(work, id);
  }
  const action = followUp(matter.row.state, matter.assignments);
  if (action === 'followReply') await becomeReplied(work, matter);
  else if (action !== null) await actOnSuggestion(work, null, { id, action, matter });
  if (action !== null) matter = await loadMatter(work, id);
  if (await endParts(work, matter)) matter = await loadMatter(work, id);
  await copyDown(work, matter);
  return matter;
}

/** The reply has reached the deputy; those merged into this suggestion are answered with it, each for itself (重庆 13). */
async function becomeReplied(work: Work, matter: Matter): Promise<void> {
  const { row } = matter;
  const now = work.clock.now();
  const grade = lastGrade(matter);
  await actOnSuggestion(work, null, { id: row.id, action: 'followReply', matter, patch: { reply_round: row.replyRound + 1, replied_at: now, grade }, facts: { grade, round: row.replyRound + 1 } });
  await publishWhenAgreed(work, matter);
  for (const merged of await mergedInto(work, row.id)) {
    const other = await loadMatter(work, merged);
    await actOnSuggestion(work, null, {
      id: merged, action: 'followMergedReply', matter: other, facts: { grade, intoTitle: row.title, intoNumberLabel: row.numberLabel },
      patch: { reply_round: other.row.replyRound + 1, replied_at: now, grade, lead_organ_id: row.leadOrganId, lead_organ_name: row.leadOrganName },
    });
    await publishWhenAgreed(work, other);
    await settle(work, merged);
  }
}

/**
 * The congress may have set that answered suggestions are public at once, unless confidential or the deputy does not agree. With the first
 * reply only: what an officer took off the site later stays off.
 */
async function publishWhenAgreed(work: Work, { row }: Matter): Promise<void> {
  if (row.publishedAt !== null || row.confidential || !row.publishConsent || row.replyRound > 0) return;
  if ((await work.parameter(row.congressId, 'suggestions.publish_automatically')) !== true) return;
  await actOnSuggestion(work, null, { id: row.id, action: 'followPublication', patch: { published_at: work.clock.now() } });
}

const mergedInto = async (work: Work, id: string): Promise<string[]> =>
  (await work.sql<{ id: string }>(`SELECT id FROM suggestion WHERE merged_into_id = $1 AND state = 'merged' ORDER BY id FOR UPDATE`, [id])).map((one) => one.id);

/** The grade of the newest signed reply of an organ that answers. */
function lastGrade(matter: Matter) {
  const signed = matter.replies.filter((one) => one.state === 'signed').toSorted((a, b) => a.round - b.round || (a.signedAt ?? '').localeCompare(b.signedAt ?? ''));
  return signed.at(-1)?.grade ?? null;
}

/** When the suggestion has ended, so have its parts; a withdrawn one stops handling at once and releases what was merged into it. */
async function endParts(work: Work, matter: Matter): Promise<boolean> {
  const { state, id } = matter.row;
  if (state !== 'closed' && state !== 'withdrawn') return false;
  const running = matter.assignments.filter((one) => !['returned', 'cancelled', 'completed'].includes(one.state));
  for (const part of running) await actOnAssignment(work, null, { id: part.id, action: state === 'closed' ? 'complete' : 'cancel', matter });
  if (state === 'closed') return running.length > 0;
  for (const asked of matter.questions.filter((one) => one.answer === null)) await endDeadlines(work, asked.id, ['question'], 'cancelled');
  await work.sql(`UPDATE suggestion_meeting SET state = 'cancelled', ended_reason = '建议已撤回' WHERE suggestion_id = $1 AND state IN ('proposed', 'countered', 'agreed')`, [id]);
  if (matter.row.publishedAt !== null) await markPublicationEnd(work, matter.row, withdrawnReason);
  for (const merged of await mergedInto(work, id)) {
    await actOnSuggestion(work, null, { id: merged, action: 'followUnmerge', patch: { merged_into_id: null } });
    await settle(work, merged);
  }
  return running.length > 0;
}

type Owner = { kind: OwnerKind; organId?: string | undefined; personId?: string | undefined };

/** Somebody always has the ball until the end. */
export function ownerOf(matter: Matter): Owner {
  const { row } = matter;
  const organ = mainParts(matter.assignments)[0];
  switch (row.state) {
    case 'awaiting_cosigners':
      return matter.cosigners.some((one) => one.state === 'invited') ? { kind: 'cosigners' } : { kind: 'deputy', personId: row.leadPersonId };
    case 'draft':
    case 'returned_for_amendment':
    case 'replied':
      return { kind: 'deputy', personId: row.leadPersonId };
    case 'submitted':
    case 'registered':
    case 'coordination':
      return { kind: 'congress' };
    case 'return_requested':
      return organ?.parentId ? { kind: 'organ', organId: organ.assignedByOrganId ?? undefined } : { kind: 'congress' };
    case 'assigned':
    case 'in_handling':
    case 'reply_under_review':
    case 'second_handling':
      return { kind: 'organ', organId: organ?.organId };
    case 'merged':
      return { kind: 'organ', organId: row.leadOrganId ?? undefined };
    case 'tracking_commitment':
      return { kind: 'organ', organId: openCommitments(matter)[0]?.organId };
    case 'not_accepted':
    case 'closed':
    case 'withdrawn':
      return { kind: 'nobody' };
  }
}

/** The organ shown in lists: the lead, or the first of several that answer separately. */
function leadOrgan(parts: readonly AssignmentRow[]): { id: string | null; name: string | null } {
  const main = mainParts(parts);
  const first = main[0];
  if (!first) return { id: null, name: null };
  return { id: first.organId, name: main.length > 1 ? `${first.organName}等${main.length}个单位` : first.organName };
}

async function copyDown(work: Work, matter: Matter): Promise<void> {
  const { row } = matter;
  const owner = ownerOf(matter);
  const nearest = journeyLimits(matter).find((one) => one.status === 'open');
  const total = matter.deadlines.findLast((one) => one.kind === 'reply_total');
  const lead = leadOrgan(matter.assignments);
  const finished = row.state === 'closed' || row.state === 'not_accepted' || row.state === 'withdrawn';
  await work.db
    .updateTable('suggestion')
    .set({
      owner_kind: owner.kind,
      owner_organ_id: owner.organId ?? null,
      owner_person_id: owner.personId ?? null,
      due_on: nearest?.dueOn ?? null,
      due_kind: nearest?.kind ?? null,
      reply_due_on: total?.dueOn ?? null,
      extended: total !== undefined && total.dueOn !== total.firstDueOn,
      cosigner_count: matter.cosigners.filter((one) => one.state === 'confirmed').length,
      ...(row.mergedIntoId === null ? { lead_organ_id: lead.id ?? row.leadOrganId, lead_organ_name: lead.name ?? row.leadOrganName } : {}),
      ...(finished && row.closedAt === null ? { closed_at: work.clock.now(), reopen_until: await reopenUntilOf(work, row) } : {}),
      updated_at: work.clock.now(),
    })
    .where('id', '=', row.id)
    .execute();
}

/** The last day on which a suggestion closed today may be taken up again, by the parameter in force today. */
async function reopenUntilOf(work: Work, row: SuggestionRow): Promise<string | null> {
  if (row.state !== 'closed') return null;
  return computeDeadline(todayOf(work), termSchema.parse(await work.parameter(row.congressId, 'suggestions.reopening_term')), work.calendar).dueOn;
}

/** Today in Shanghai by the clock of the unit of work. */
export const todayOf = (work: Work): string => today(work.clock);
