// Who may see what, written from the documents and from nothing else: architecture (people, capacities, tiers) and domain rules 1 and 8.1.
// It must not import a policy, a workflow or a procedure's description: it is what they are measured by.
import type { Role } from '@smart/identity/capacity';
import type { Matter } from './matters.ts';
import { type Caller, type Known, known, type Place, placeNames, standing } from './world.ts';

/** Everybody who holds one of these roles at one of these places. */
export const at = (place: Place, ...wanted: Role[]): Known[] => known.filter((one) => standing(one).place === place && wanted.includes(standing(one).role));
/** Holders of these roles in every congress: for what each congress does in its own affairs. */
export const everywhere = (...wanted: Role[]): Known[] => placeNames.flatMap((place) => at(place, ...wanted));
/** Everybody with a capacity. */
export const everybody: readonly Known[] = known;
/** Everybody who has signed in. */
export const signedIn: readonly Caller[] = [...known, 'nobody'];
export const anybody: readonly Caller[] = [...known, 'nobody', 'anonymous'];

const organRoles: readonly Role[] = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer'];

/**
 * Seeing a matter inside the system:
 * - the lead proposer, always, and their assistant what is not confidential; an invited co-signer, once invited;
 * - the leader of the delegation in whose name it is to be handed in (重庆 8);
 * - deputies and standing-committee members of the same congress from registration on, unless it is confidential (代表法 24, 重庆 36);
 * - those who serve the deputies and the chairpersons of the same congress from submission on (代表法 51, 52);
 * - staff of an organ that has a part, in whichever tier (上海 11);
 * - nobody else: no other tier, no administrator (each tier manages its own; 三员 do not read matters).
 */
export function sees(who: Caller, matter: Matter): boolean {
  if (who === 'anonymous' || who === 'nobody') return false;
  if (who === matter.lead || who === matter.signer) return true;
  // Who assists the lead, except what is confidential: the deputy opens that separately.
  if (who === 'home.assistant') return matter.lead === 'home.lead' && !matter.confidential;
  if (standing(who).role === 'deputy_assistant') return matter.lead === `${standing(who).place}.deputy` && !matter.confidential;
  if (matter.handlers.some((one) => one === who)) return true;
  const { place, role } = standing(who);
  if (place !== matter.place) return false;
  if (matter.cosigners.some((one) => one === who) && matter.stage !== 'draft') return true;
  if (role === 'deputy' || role === 'standing_committee_member') return matter.stage === 'registered' && !matter.confidential;
  if (role === 'congress_officer' || role === 'congress_leader') return matter.stage === 'submitted' || matter.stage === 'registered';
  return false;
}

/** Whether words of a matter may reach the caller at all: published ones reach everybody, what the office entered from paper the office. */
export const mayKnow = (who: Caller, matter: Matter): boolean => matter.published || sees(who, matter) || (matter.entered === true && at(matter.place, 'congress_officer').some((one) => one === who));

/** Whether it shows in lists of the handling organ. */
export const isOrganRole = (who: Caller): boolean => who !== 'anonymous' && who !== 'nobody' && organRoles.includes(standing(who).role);

/** What a caller without the right is told, by what is missing. */
export function expectedRefusals(who: Caller): readonly string[] {
  if (who === 'anonymous') return ['common.unauthenticated'];
  if (who === 'nobody') return ['identity.capacity_required'];
  return ['common.forbidden', 'common.not_found', 'files.not_found'];
}
