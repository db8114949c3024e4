// Permissions and reports under 代表法 39, entered into the life of the mandate. They change nothing by themselves: a detained deputy is suspended by an act of its own (代表法 61).
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import type { Tier } from './capacity.ts';
import { restrictionDecided } from './events.ts';
import { recordMandateAct } from './mandate-acts.ts';
import { announceMandate, lockMandate, refuseFuture } from './mandate-record.ts';
import { mandateDecision } from './mandate-rules.ts';
import { permittingBody, restrictionOutcomes, restrictionProblems, restrictions, type RestrictionInput } from './restriction-rules.ts';

/**
 * Enters that a restriction of a deputy's liberty was permitted, refused or reported (代表法 39). Who decides follows from the day: the presidium in session,
 * otherwise the standing committee; a township's congress is reported to.
 * @throws DomainError common.conflict when the mandate has ended; common.invalid_input (outcome, examined); common.not_found
 */
export async function recordRestriction(work: Work, acting: Acting, congress: { id: string; tier: Tier }, input: RestrictionInput): Promise<void> {
  const mandate = await lockMandate(work, congress.id, input.id);
  if (mandate.status === 'ended') throw new DomainError('common.conflict', { reason: '该代表资格已经终止，不再适用代表法第三十九条' });
  refuseFuture(work, input.on);
  const problems = restrictionProblems(input, congress.tier);
  if (problems[0]) throw new DomainError('common.invalid_input', { problem: problems[0].message }, problems);
  const [session] = await work.sql<{ id: string }>('SELECT id FROM session WHERE congress_id = $1 AND $2::date BETWEEN starts_on AND ends_on LIMIT 1', [congress.id, input.on]);
  const facts = { restriction: restrictions[input.restriction], requestedBy: input.requestedBy, outcome: restrictionOutcomes[input.outcome] };
  const decision = mandateDecision.parse({ decidedBy: permittingBody(congress.tier, session !== undefined), decisionNote: input.note });
  await recordMandateAct(work, acting, congress.id, { mandateId: mandate.id, act: 'restriction', on: input.on, decision, facts });
  await announceMandate(work, acting, mandate, restrictionDecided.name, { restriction: facts.restriction, outcome: facts.outcome, on: input.on });
}
