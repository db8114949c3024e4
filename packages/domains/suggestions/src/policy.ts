// Who may see which suggestion, declared once: CASL rules for Prisma and tests, and the same conditions for typed SQL
// (visibility.ts). The wall of the database has decided before which congress's rows there are at all.
import type { PolicyBuilder } from '@smart/identity/ability';
import { hasRole, readingOrgans, type Capacity } from '@smart/identity/capacity';
import { statesAfterRegistration, statesBeforeSubmission } from './model.ts';

/** One way by which a suggestion becomes visible; a viewer sees what at least one of theirs lets through. */
export type Sight =
  /** Lead proposer, and whoever assists them: every state. `open` leaves out what is confidential. */
  | { readonly by: 'lead'; readonly personId: string; readonly congressId: string; readonly open?: true }
  /** Invited or confirmed co-signer. */
  | { readonly by: 'cosigner'; readonly personId: string; readonly congressId: string }
  /** Asked to sign for the delegation, until it is handed in and afterwards. */
  | { readonly by: 'delegationLeader'; readonly personId: string; readonly congressId: string }
  /** Deputies of the congress, from registration on, unless confidential. */
  | { readonly by: 'deputy'; readonly congressId: string }
  /** The congress's officers and leaders, from submission on. */
  | { readonly by: 'congress'; readonly congressId: string }
  /** The organ, or one that was merged into it, has or had a part in handling. */
  | { readonly by: 'organ'; readonly organIds: readonly string[] };

type Viewer = Pick<Capacity, 'kind' | 'personId' | 'congressId' | 'organId' | 'formerOrganIds' | 'roles' | 'standIn'>;

/** What a capacity may see; nothing for administrators, who run the system and do not read its matters. */
export function sightsOf(viewer: Viewer): Sight[] {
  const { personId, congressId, organId } = viewer;
  const sights: Sight[] = [];
  if (hasRole(viewer, 'deputy_assistant') && viewer.standIn?.forPersonId !== undefined) {
    sights.push({ by: 'lead', personId: viewer.standIn.forPersonId, congressId, ...(viewer.standIn.confidential ? {} : { open: true }) });
  }
  if (hasRole(viewer, 'deputy')) sights.push({ by: 'lead', personId, congressId }, { by: 'cosigner', personId, congressId }, { by: 'delegationLeader', personId, congressId }, { by: 'deputy', congressId });
  if (hasRole(viewer, 'congress_officer', 'congress_leader')) sights.push({ by: 'congress', congressId });
  else if (hasRole(viewer, 'standing_committee_member')) sights.push({ by: 'deputy', congressId });
  if (organId !== undefined && hasRole(viewer, 'congress_officer', 'government_officer', 'handling_clerk', 'handling_head')) sights.push({ by: 'organ', organIds: readingOrgans(viewer) });
  return sights;
}

/** The condition of a sight as Prisma and CASL take it. */
export function conditionOf(sight: Sight) {
  switch (sight.by) {
    case 'lead':
      return { congressId: sight.congressId, leadPersonId: sight.personId, ...(sight.open ? { confidential: false } : {}) };
    case 'cosigner':
      // Not before the invitation is out; who declined no longer sees it.
      return { congressId: sight.congressId, state: { not: 'draft' }, cosigners: { some: { personId: sight.personId, state: { in: ['invited', 'confirmed'] } } } };
    case 'delegationLeader':
      return { congressId: sight.congressId, state: { not: 'withdrawn' }, delegationSubmission: { is: { leaderPersonId: sight.personId, state: { not: 'declined' } } } };
    case 'deputy':
      return { congressId: sight.congressId, confidential: false, state: { in: [...statesAfterRegistration] } };
    case 'congress':
      return { congressId: sight.congressId, submittedAt: { not: null }, state: { notIn: [...statesBeforeSubmission] } };
    case 'organ':
      return { assignments: { some: { organId: { in: [...sight.organIds] } } } };
  }
}

/** Reading a suggestion; acts are decided by the workflows' `who`. */
export function defineSuggestionPolicy(viewer: Viewer, { can }: PolicyBuilder): void {
  for (const sight of sightsOf(viewer)) can('read', 'Suggestion', conditionOf(sight));
}
