// Lists of people, in SQL: deputies to choose from (public fields only), and the people of a congress for its administrator.
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { roles } from './capacity.ts';

export const deputyRow = z.object({
  mandateId: z.string(),
  personId: z.string(),
  name: z.string(),
  employer: z.string().nullable(),
  position: z.string().nullable(),
  delegationName: z.string().nullable(),
  fictitious: z.boolean(),
});
export type DeputyRow = z.infer<typeof deputyRow>;

/** For LIKE: what the user typed stands for itself. */
const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** Active deputies of the congress whose name or employer contains the text: whom one can invite to co-sign. */
export async function searchDeputies(work: Pick<Work, 'sql'>, congressId: string, filter: { text: string; except?: string; take: number }): Promise<DeputyRow[]> {
  return work.sql<DeputyRow>(
    `SELECT m.id AS "mandateId", p.id AS "personId", p.name, p.employer, p.position, d.name AS "delegationName", p.fictitious
     FROM mandate m JOIN person p ON p.id = m.person_id LEFT JOIN delegation d ON d.id = m.delegation_id
     WHERE m.congress_id = $1 AND m.status = 'active' AND (p.name LIKE $2 OR p.employer LIKE $2) AND p.id IS DISTINCT FROM $3::uuid
     ORDER BY (p.name LIKE $4) DESC, d.sort, p.name, m.id LIMIT $5`,
    [congressId, containing(filter.text), filter.except ?? null, `${containing(filter.text).slice(1)}`, filter.take],
  );
}

const mandateItem = z.object({
  id: z.string(), certificate: z.string(), status: z.enum(['elected', 'active', 'suspended', 'ended']), startsOn: z.string(), endsOn: z.string().nullable(),
  endGround: z.string().nullable(), suspendedUntil: z.string().nullable(), delegationId: z.string().nullable(), termId: z.string(), delegationName: z.string().nullable(), constituencyName: z.string().nullable(), election: z.enum(['general', 'by_election']), termNumber: z.number().int(),
});
const appointmentItem = z.object({
  id: z.string(), organId: z.string(), organName: z.string(), title: z.string(), roles: z.array(z.enum(roles)), startsOn: z.string(), endsOn: z.string().nullable(),
});
export const personRow = z.object({
  id: z.string(),
  name: z.string(),
  gender: z.string().nullable(),
  employer: z.string().nullable(),
  position: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  idCardMasked: z.string().nullable(),
  addressMasked: z.string().nullable(),
  fictitious: z.boolean(),
  username: z.string().nullable(),
  /** ISO instant until which signing in is refused. */
  lockedUntil: z.string().nullable(),
  mandates: z.array(mandateItem),
  appointments: z.array(appointmentItem),
});
export const peoplePage = z.object({ rows: z.array(personRow), total: z.number().int() });

export const peopleFilter = z.object({
  text: z.string().trim().max(50, '查询内容不超过 50 个字').default(''),
  /** deputies: with a mandate that has not ended; staff: with an appointment in force. */
  kind: z.enum(['all', 'deputies', 'staff']).default('all'),
  organId: z.uuid('编号格式不正确').optional(),
  /** One person, for a page of their own. */
  personId: z.uuid('编号格式不正确').optional(),
  page: z.number().int().min(1).max(10_000).default(1),
  size: z.number().int().min(1).max(100).default(20),
});

/** The people of the congress for which the unit of work acts, with what they hold in it. The account's state comes by `accountStates`. */
export async function listPeople(work: Work, congressId: string, filter: z.output<typeof peopleFilter>): Promise<{ rows: (Omit<z.infer<typeof personRow>, 'username' | 'lockedUntil'> & { userId: string | null })[]; total: number }> {
  const rows = await work.sql<{ total: number; id: string; userId: string | null; name: string; gender: string | null; employer: string | null; position: string | null; phoneMasked: string | null; idCardMasked: string | null; addressMasked: string | null; fictitious: boolean; mandates: unknown; appointments: unknown }>(
    `SELECT count(*) OVER ()::int AS total, p.id, p.user_id AS "userId", p.name, p.gender, p.employer, p.position, p.phone_masked AS "phoneMasked",
       p.id_card_masked AS "idCardMasked", p.address_masked AS "addressMasked", p.fictitious,
       (SELECT coalesce(json_agg(json_build_object('id', m.id, 'certificate', m.certificate, 'status', m.status, 'startsOn', m.starts_on, 'endsOn', m.ends_on,
          'endGround', m.end_ground, 'suspendedUntil', m.suspended_until, 'delegationId', m.delegation_id, 'termId', m.term_id, 'election', m.election,
          'constituencyName', (SELECT k.name FROM constituency k WHERE k.id = m.constituency_id), 'delegationName', d.name, 'termNumber', t.number) ORDER BY t.number DESC), '[]')
        FROM mandate m JOIN term t ON t.id = m.term_id LEFT JOIN delegation d ON d.id = m.delegation_id WHERE m.person_id = p.id AND m.congress_id = $1) AS mandates,
       (SELECT coalesce(json_agg(json_build_object('id', a.id, 'organId', o.id, 'organName', o.name, 'title', a.title, 'roles', a.roles, 'startsOn', a.starts_on,
          'endsOn', a.ends_on) ORDER BY a.starts_on DESC, a.id), '[]')
        FROM appointment a JOIN organ o ON o.id = a.organ_id WHERE a.person_id = p.id AND a.congress_id = $1) AS appointments
     FROM person p
     WHERE p.congress_ids @> ARRAY[$1::uuid] AND p.merged_into_id IS NULL AND (p.name LIKE $2 OR p.employer LIKE $2)
       AND ($3 <> 'deputies' OR EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = p.id AND m.congress_id = $1 AND m.status <> 'ended'))
       AND ($3 <> 'staff' OR EXISTS (SELECT 1 FROM appointment a WHERE a.person_id = p.id AND a.congress_id = $1 AND (a.ends_on IS NULL OR a.ends_on > $5)))
       AND ($4::uuid IS NULL OR EXISTS (SELECT 1 FROM appointment a WHERE a.person_id = p.id AND a.organ_id = $4 AND (a.ends_on IS NULL OR a.ends_on > $5)))
       AND ($8::uuid IS NULL OR p.id = $8)
     ORDER BY p.name, p.id LIMIT $6 OFFSET $7`,
    [congressId, containing(filter.text), filter.kind, filter.organId ?? null, today(work.clock), filter.size, (filter.page - 1) * filter.size, filter.personId ?? null],
  );
  return {
    rows: rows.map(({ total: _total, mandates, appointments, ...row }) => ({ ...row, mandates: z.array(mandateItem).parse(mandates), appointments: z.array(appointmentItem).parse(appointments) })),
    total: rows[0]?.total ?? 0,
  };
}
