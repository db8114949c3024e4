// The policy's sights as SQL, for lists, boards and search; the same alternatives as policy.ts gives to CASL (a test compares them).
import type { Capacity } from '@smart/identity/capacity';
import { statesAfterRegistration, statesBeforeSubmission } from './model.ts';
import { type Sight, sightsOf } from './policy.ts';

/** Collects the values of a statement: `p(value)` gives its placeholder. */
export function parameters(): { values: unknown[]; p: (value: unknown) => string } {
  const values: unknown[] = [];
  return { values, p: (value) => `$${values.push(value)}` };
}

export type Placeholder = (value: unknown) => string;

const quoted = (states: readonly string[]): string => states.map((state) => `'${state}'`).join(', ');

/**
 * One sight over `suggestion s`. The ids come as an array evaluated once, not as `IN (SELECT …)`: only so can an OR of several sights
 * be answered from indexes.
 */
export function sightSql(sight: Sight, p: Placeholder): string {
  switch (sight.by) {
    case 'lead':
      return `(s.congress_id = ${p(sight.congressId)} AND s.lead_person_id = ${p(sight.personId)}${sight.open ? ' AND NOT s.confidential' : ''})`;
    case 'cosigner':
      return `(s.congress_id = ${p(sight.congressId)} AND s.state <> 'draft' AND s.id = ANY (ARRAY(SELECT c.suggestion_id FROM cosigner c WHERE c.person_id = ${p(sight.personId)} AND c.state IN ('invited', 'confirmed'))))`;
    case 'delegationLeader':
      return `(s.congress_id = ${p(sight.congressId)} AND s.state <> 'withdrawn' AND s.id = ANY (ARRAY(SELECT d.suggestion_id FROM delegation_submission d WHERE d.leader_person_id = ${p(sight.personId)} AND d.state <> 'declined')))`;
    case 'deputy':
      return `(s.congress_id = ${p(sight.congressId)} AND NOT s.confidential AND s.state IN (${quoted(statesAfterRegistration)}))`;
    case 'congress':
      return `(s.congress_id = ${p(sight.congressId)} AND s.submitted_at IS NOT NULL AND s.state NOT IN (${quoted(statesBeforeSubmission)}))`;
    case 'organ':
      return `s.id = ANY (ARRAY(SELECT a.suggestion_id FROM assignment a WHERE a.organ_id = ANY (${p(sight.organIds)}::uuid[])))`;
  }
}

type Viewer = Pick<Capacity, 'kind' | 'personId' | 'congressId' | 'organId' | 'formerOrganIds' | 'roles' | 'standIn'>;

/** What the capacity may see; `false` when it may see nothing. */
export function visibleSql(capacity: Viewer, p: Placeholder): string {
  const sights = sightsOf(capacity);
  return sights.length === 0 ? 'false' : `(${sights.map((sight) => sightSql(sight, p)).join(' OR ')})`;
}

/** Who has a part in `suggestion s` and so reads what deputy and organs write to each other: not every deputy of the congress. */
export function partySql(capacity: Viewer, p: Placeholder): string {
  const sights = sightsOf(capacity).filter((sight) => sight.by !== 'deputy');
  return sights.length === 0 ? 'false' : `(${sights.map((sight) => sightSql(sight, p)).join(' OR ')})`;
}
