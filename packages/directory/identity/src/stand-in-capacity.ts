// Stand-ins as capacities: which are in force for a person, as a part of the session's one statement, and how they are called.
import { tier } from '@smart/divisions/model';
import { z } from 'zod';
import { type Capacity, roles, standInKinds } from './capacity.ts';
import { formerOrganIds } from './former-organs.ts';

/**
 * A sub-select over `person p`; $2 is the instant, $3 the day. A substitute's post must itself be in force; an assistant's deputy must not be
 * suspended; assistants and emergencies need the second person's approval.
 */
export const standInsInForce = `
    (SELECT coalesce(json_agg(json_build_object('id', i.id, 'kind', i.kind, 'congress_id', c.id, 'congress_name', c.name, 'division_name', v.name,
       'division_code', c.division_code, 'tier', c.tier, 'organ_id', o.id, 'organ_name', o.name, 'organ_kind', o.kind, 'former_organ_ids', ${formerOrganIds}, 'post_id', a.id, 'title', a.title, 'roles', i.roles,
       'for_id', f.id, 'for_name', f.name, 'mandate_id', m.id, 'term_id', m.term_id, 'delegation_name', d.name, 'ends_at', i.ends_at)
       ORDER BY c.division_code, i.created_at, i.id), '[]')
     FROM stand_in i JOIN congress c ON c.id = i.congress_id JOIN division v ON v.code = c.division_code
       LEFT JOIN appointment a ON a.id = i.appointment_id LEFT JOIN mandate m ON m.id = i.mandate_id LEFT JOIN delegation d ON d.id = m.delegation_id
       LEFT JOIN person f ON f.id = coalesce(a.person_id, m.person_id) LEFT JOIN organ o ON o.id = coalesce(a.organ_id, i.organ_id)
     WHERE i.person_id = p.id AND i.refused_at IS NULL AND i.starts_at <= $2 AND (i.ends_at IS NULL OR i.ends_at > $2)
       AND (i.kind = 'substitute' OR i.approved_at IS NOT NULL)
       AND (i.kind <> 'substitute' OR (a.starts_on <= $3 AND (a.ends_on IS NULL OR a.ends_on > $3)))
       AND (i.kind <> 'assistant' OR m.status = 'active'))`;

/** What `stand_in.roles` holds for an assistant whom the deputy lets see confidential suggestions. */
export const CONFIDENTIAL = 'confidential';

const row = z.object({
  id: z.string(), kind: z.enum(standInKinds), congress_id: z.string(), congress_name: z.string(), division_name: z.string(), division_code: z.string(), tier,
  organ_id: z.string().nullable(), organ_name: z.string().nullable(), organ_kind: z.string().nullable(), former_organ_ids: z.array(z.string()).nullable(), post_id: z.string().nullable(), title: z.string().nullable(),
  roles: z.array(z.union([z.enum(roles), z.literal(CONFIDENTIAL)])), for_id: z.string().nullable(), for_name: z.string().nullable(), mandate_id: z.string().nullable(),
  term_id: z.string().nullable(), delegation_name: z.string().nullable(), ends_at: z.string().nullable(),
});
type Row = z.infer<typeof row>;

/** 王强 -> 王某: the colleague is known to the organ, and the label is read by many. */
const surnameOnly = (name: string | null): string => `${[...(name ?? '')][0] ?? '某'}某`;

function labels(one: Row): { label: string; logLabel: string } {
  const post = `${one.organ_name ?? ''} ${one.title ?? ''}`.trim();
  switch (one.kind) {
    case 'substitute':
      return { label: `${post}（代${surnameOnly(one.for_name)}）`, logLabel: `${post}，代${one.for_name ?? ''}` };
    case 'assistant':
      return { label: `${one.division_name}人大代表${one.for_name ?? ''}的助理`, logLabel: `${one.division_name}人大代表${one.for_name ?? ''}的助理` };
    case 'emergency':
      return { label: `${post}（应急授权）`, logLabel: `${post}，应急授权` };
  }
}

function capacityOf(one: Row, who: { person_id: string; person_name: string; user_id: string }): Capacity {
  return {
    id: one.id, kind: 'appointment', personId: who.person_id, personName: who.person_name, userId: who.user_id, ...labels(one),
    congressId: one.congress_id, congressName: one.congress_name, divisionCode: one.division_code, tier: one.tier,
    roles: one.roles.filter((role) => role !== CONFIDENTIAL),
    ...(one.organ_id ? { organId: one.organ_id } : {}), ...(one.organ_name ? { organName: one.organ_name } : {}), ...(one.organ_kind ? { organKind: one.organ_kind } : {}),
    ...(one.former_organ_ids ? { formerOrganIds: one.former_organ_ids } : {}),
    ...(one.term_id ? { termId: one.term_id } : {}), ...(one.delegation_name ? { delegationName: one.delegation_name } : {}),
    standIn: {
      kind: one.kind, ...(one.ends_at ? { endsAt: new Date(one.ends_at).toISOString() } : {}),
      ...(one.for_id && one.for_name ? { forPersonId: one.for_id, forName: one.for_name } : {}),
      ...(one.kind === 'substitute' && one.post_id ? { postId: one.post_id } : {}),
      ...(one.mandate_id ? { mandateId: one.mandate_id, confidential: one.roles.includes(CONFIDENTIAL) } : {}),
    },
  };
}

/** The capacities that the sub-select's JSON stands for. */
export const standInCapacities = (found: unknown, who: { person_id: string; person_name: string; user_id: string }): Capacity[] =>
  z.array(row).parse(found).map((one) => capacityOf(one, who));
