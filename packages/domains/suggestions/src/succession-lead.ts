// A lead deputy's mandate has ended: who goes on with the suggestion, and what becomes of drafts and invitations.
import type { Work } from '@smart/workflow/work';
import { actOnSuggestion } from './act.ts';
import { settle } from './settle.ts';
import { lockMatter } from './store.ts';

export type Lead = { readonly mandateId: string; readonly personId: string; readonly name: string };

/**
 * Gives a suggestion that was handed in to another deputy, who from now on is contacted and evaluates. The name in print stays; limits
 * keep their dates.
 */
export async function passToLead(work: Work, id: string, to: Lead, reason: string): Promise<void> {
  const matter = await lockMatter(work, id);
  const before = matter.row.leadPersonId;
  await actOnSuggestion(work, null, {
    id, action: 'succeedLead', matter, reason, patch: { lead_person_id: to.personId, lead_mandate_id: to.mandateId },
    facts: { personIds: [to.personId], mandateIds: [to.mandateId], personName: to.name },
  });
  if (before !== to.personId) {
    await work.sql(`UPDATE deadline SET owner_person_id = $3 WHERE matter_id = $1 AND status = 'open' AND owner_person_id = $2`, [id, before, to.personId]);
  }
  await settle(work, id);
}

/** Ends invitations of one suggestion that nobody has answered; those who confirmed stay. Null: all of them. */
export async function lapseInvitations(work: Work, id: string, personId: string | null, reason: string): Promise<void> {
  const matter = await lockMatter(work, id);
  const invited = matter.cosigners.filter((one) => one.state === 'invited' && (personId === null || one.personId === personId));
  if (invited.length === 0) return;
  await actOnSuggestion(work, null, {
    id, action: 'lapseCosign', matter, reason,
    facts: { personIds: invited.map((one) => one.personId), mandateIds: invited.map((one) => one.mandateId), personName: invited.map((one) => one.name).join('、') },
  });
  await work.sql(`UPDATE cosigner SET state = 'declined', answered_at = $3 WHERE suggestion_id = $1 AND mandate_id = ANY ($2::uuid[]) AND state = 'invited'`, [id, invited.map((one) => one.mandateId), work.clock.now()]);
  await settle(work, id);
}

/** Acts of the system are told by their cause. The ground (recalled, deprived of rights …) is not for everybody who reads the matter. */
export const causeOf = (name: string): string => `${name}的代表资格终止`;
