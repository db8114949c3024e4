// Whom an event concerns, as words; turned into people by one look at who serves where.
import type { SuggestionEventPayload } from '@smart/suggestions/events';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';

export type Audience =
  /** The deputy who leads. */
  | 'lead'
  /** Co-signers who confirmed. */
  | 'cosigners'
  /** The people the event names (those newly invited, those asked to agree). */
  | 'named'
  /** Staff of the organ whose part the event is about. */
  | 'organ'
  /** Staff of all organs that have a part. */
  | 'organs'
  /** Staff of the organs the event names. */
  | 'named_organs'
  /** Staff of the assisting organs that have not given their opinion yet. */
  | 'assistants'
  /** Who handed the part over: the government office or the congress's own office. */
  | 'handing_over'
  /** Who decides a return: the one that handed over, after repeated requests the congress's officers or its leaders. */
  | 'return_decider'
  /** The congress's officers: deputies' affairs committee, presidium. */
  | 'officers'
  /** 主任会议成员. */
  | 'leaders';

export type Recipient = {
  readonly personId: string;
  readonly capacityId: string;
  readonly congressId: string;
  /** Which app opens the link. */
  readonly app: 'deputy' | 'office';
};

type Staff = { organId: string; congressId: string; personId: string; capacityId: string; roles: string[] };

const handlingRoles = ['handling_clerk', 'handling_head', 'government_officer', 'congress_officer'];

/** The people behind the audiences of one event, each once. */
export async function recipientsOf(work: Work, event: { congressId: string; matterId: string }, audiences: readonly Audience[], payload: SuggestionEventPayload): Promise<Recipient[]> {
  audiences = audiences.map((audience) => (audience === 'return_decider' ? deciderOf(payload) : audience));
  const organIds = [...new Set(audiences.flatMap((audience) => organsOf(audience, payload)))];
  const staff = organIds.length > 0 ? await staffOf(work, event.matterId, organIds) : [];
  const officers = audiences.includes('officers') || (audiences.includes('handing_over') && payload.organ?.handedOverBy === null) ? await officersOf(work, event.congressId) : [];
  const leaders = audiences.includes('leaders') ? await officersOf(work, event.congressId, 'congress_leader') : [];
  const deputies = await servingDeputies(work, event.congressId, audiences.flatMap((audience) => deputiesOf(audience, payload, event.congressId)));
  const found = [...deputies, ...staff, ...officers, ...leaders];
  return [...new Map(found.map((one) => [one.personId, one])).values()];
}

/** Staff of some organs; for reminders, which know the organ only. */
export const staffOf = (work: Work, matterId: string, organIds: readonly string[]): Promise<Recipient[]> => staffInRoles(work, matterId, organIds, handlingRoles);

/** Staff of some organs who hold one of these roles; null: all of them. */
export const staffInRoles = async (work: Work, matterId: string, organIds: readonly string[], wanted: readonly string[] | null): Promise<Recipient[]> => {
  const rows = await work.sql<Staff>(
    `SELECT organ_id AS "organId", congress_id AS "congressId", person_id AS "personId", capacity_id AS "capacityId", roles
     FROM organ_staff($1, $2::uuid[], $3::date)`,
    [matterId, organIds, today(work.clock)],
  );
  return rows.filter(({ roles }) => wanted === null || roles.some((role) => wanted.includes(role))).map(officeRecipient);
};

const deciderOf = ({ facts }: SuggestionEventPayload): Audience => (facts.level === 'congress' ? 'officers' : facts.level === 'leaders' ? 'leaders' : 'handing_over');

/** The officers of one congress, or its leaders. */
export async function officersOf(work: Work, congressId: string, role: 'congress_officer' | 'congress_leader' = 'congress_officer'): Promise<Recipient[]> {
  const rows = await work.sql<Staff>(
    `SELECT organ_id AS "organId", congress_id AS "congressId", person_id AS "personId", id AS "capacityId", roles FROM appointment
     WHERE congress_id = $1 AND $3 = ANY (roles) AND starts_on <= $2::date AND (ends_on IS NULL OR ends_on >= $2::date)`,
    [congressId, today(work.clock), role],
  );
  return rows.map(officeRecipient);
}

/** Those whose mandate has ended are told nothing more in it; who is elected again is told in the mandate of today. */
export async function servingDeputies(work: Work, congressId: string, named: readonly Recipient[]): Promise<Recipient[]> {
  if (named.length === 0) return [];
  const rows = await work.sql<{ id: string; personId: string }>(
    `SELECT id, person_id AS "personId" FROM mandate WHERE person_id = ANY ($1::uuid[]) AND congress_id = $2 AND status IN ('active', 'suspended') ORDER BY starts_on, id`,
    [named.map((one) => one.personId), congressId],
  );
  const serving = new Map(rows.map(({ personId, id }) => [personId, id]));
  return named.flatMap((one) => {
    const capacityId = serving.get(one.personId);
    return capacityId === undefined ? [] : [{ ...one, capacityId }];
  });
}

/** A deputy by mandate, when it is in force. */
export async function deputyOf(work: Work, personId: string, congressId: string): Promise<Recipient[]> {
  const rows = await work.sql<{ capacityId: string }>(`SELECT id AS "capacityId" FROM mandate WHERE person_id = $1 AND congress_id = $2 AND status = 'active'`, [personId, congressId]);
  return rows.slice(0, 1).map(({ capacityId }) => ({ personId, capacityId, congressId, app: 'deputy' }));
}

const officeRecipient = ({ personId, capacityId, congressId }: Staff): Recipient => ({ personId, capacityId, congressId, app: 'office' });

function organsOf(audience: Audience, payload: SuggestionEventPayload): string[] {
  if (audience === 'organs') return payload.organs.map(({ organId }) => organId);
  if (audience === 'named_organs') return payload.facts.organIds ?? [];
  if (audience === 'assistants') return payload.organs.filter(({ role, state }) => role === 'assisting' && (state === 'assigned' || state === 'in_handling')).map(({ organId }) => organId);
  if (audience === 'organ') return payload.organ ? [payload.organ.organId] : [];
  if (audience === 'handing_over') return payload.organ?.handedOverBy ? [payload.organ.handedOverBy] : [];
  return [];
}

function deputiesOf(audience: Audience, payload: SuggestionEventPayload, congressId: string): Recipient[] {
  const deputy = (personId: string, capacityId: string): Recipient => ({ personId, capacityId, congressId, app: 'deputy' });
  switch (audience) {
    case 'lead':
      return [deputy(payload.leadPersonId, payload.leadMandateId)];
    case 'cosigners':
      return payload.cosigners.filter(({ state }) => state === 'confirmed').map(({ personId, mandateId }) => deputy(personId, mandateId));
    case 'named': {
      const mandates = payload.facts.mandateIds ?? [];
      return (payload.facts.personIds ?? []).flatMap((personId, at) => {
        const mandateId = mandates[at] ?? payload.cosigners.find((one) => one.personId === personId)?.mandateId;
        return mandateId === undefined ? [] : [deputy(personId, mandateId)];
      });
    }
    default:
      return [];
  }
}
