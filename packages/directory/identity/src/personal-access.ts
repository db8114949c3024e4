// Looking at personal data in clear, and who did (个人信息保护法 45, 51): every look has a purpose, is recorded, and is shown to the person.
import { requireHighestCongress } from './accounts.ts';
import type { Capacity } from './capacity.ts';
import { phoneShown } from './events.ts';
import { personById } from './people.ts';
import { openField, personalFieldLabels, personalFields, type PersonalField } from './personal-data.ts';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

const columns = { phone: 'phone_cipher', id_card: 'id_card_cipher', address: 'address_cipher' } as const satisfies Record<PersonalField, string>;

/** The stored field in clear; null when none is stored. Whoever calls this has recorded the look. */
export async function fieldInClear(work: Pick<Work, 'sql' | 'settings'>, personId: string, field: PersonalField): Promise<string | null> {
  const [row] = await work.sql<{ cipher: string | null }>(`SELECT ${columns[field]} AS cipher FROM person WHERE id = $1`, [personId]);
  return row?.cipher ? openField(work, personId, field, row.cipher) : null;
}

/**
 * Records a look: in the list that the person sees, and as an event for the audit. The row belongs to the viewer's congress.
 * @param matter the congress and matter whose log tells of it, when the look belongs to a matter
 */
export async function recordLook(
  work: Work, capacity: Capacity, look: { personId: string; personName: string; field: PersonalField; purpose: string }, matter?: { congressId: string; congressName: string; matterId: string },
): Promise<void> {
  const viewer = `${capacity.personName}（${capacity.label}）`;
  await work.sql(
    'INSERT INTO personal_data_access (id, congress_id, person_id, field, viewer_id, viewer, purpose, at) VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7)',
    [capacity.congressId, look.personId, look.field, capacity.personId, viewer, look.purpose, work.clock.now()],
  );
  await appendEvent(work, {
    congressId: matter?.congressId ?? capacity.congressId, matterId: matter?.matterId ?? null, type: phoneShown.name, subjectType: 'person', subjectId: look.personId, personId: capacity.personId,
    payload: {
      personId: look.personId, personName: look.personName, congressName: matter?.congressName ?? capacity.congressName, by: viewer,
      purpose: look.field === 'phone' ? look.purpose : `${personalFieldLabels[look.field]}：${look.purpose}`,
    },
  });
}

/**
 * Whether the congress reaches the person as its own deputy: an active mandate of the term in office, and either the congress entered the
 * person itself or the person has acted for it. A mandate alone, entered by a lower congress, opens nobody's number.
 */
async function reachesDeputy(work: Work, personId: string, congressId: string): Promise<boolean> {
  const [mandate] = await work.sql<{ id: string; entered: boolean }>(
    `SELECT m.id, p.congress_ids[1] = $2 AS entered FROM mandate m JOIN term t ON t.id = m.term_id JOIN person p ON p.id = m.person_id
     WHERE m.person_id = $1 AND m.congress_id = $2 AND m.status = 'active' AND t.current LIMIT 1`,
    [personId, congressId],
  );
  if (!mandate) return false;
  if (mandate.entered) return true;
  const [acted] = await work.sql('SELECT 1 FROM action_log WHERE congress_id = $2 AND person_id = $1 AND capacity_id = $3 LIMIT 1', [personId, congressId, mandate.id]);
  return acted !== undefined;
}

/**
 * Shows one field of a person of the own congress. Everything may be seen, with its purpose, by the highest congress in which the person
 * serves. A congress below it reaches its own deputies by phone, when it entered them or they have acted for it; neither a post nor a
 * mandate that it merely gave opens a number.
 * @throws DomainError common.not_found, common.forbidden
 */
export async function showField(work: Work, capacity: Capacity, input: { personId: string; field: PersonalField; purpose: string }): Promise<string | null> {
  const person = await personById(work, input.personId);
  const reached = input.field === 'phone' && (await reachesDeputy(work, person.id, capacity.congressId));
  if (!reached) await requireHighestCongress(work, person.id, capacity.congressId);
  await recordLook(work, capacity, { personId: person.id, personName: person.name, field: input.field, purpose: input.purpose });
  return fieldInClear(work, person.id, input.field);
}

export const accessRow = z.object({
  id: z.string(), personName: z.string(), field: z.enum(personalFields), fieldLabel: z.string(), viewer: z.string(), purpose: z.string(),
  /** ISO instant. */
  at: z.string(),
});
export const accessPage = z.object({ rows: z.array(accessRow), total: z.number().int() });

/** Looks, newest first: those at one person's data, or all that a congress's own staff took. The wall decides which rows are seen. */
export async function listLooks(work: Pick<Work, 'sql'>, filter: { personId?: string; text?: string; page: number; size: number }): Promise<z.infer<typeof accessPage>> {
  const rows = await work.sql<{ id: string; name: string | null; field: PersonalField; viewer: string; purpose: string; at: Date; total: number }>(
    `SELECT a.id, p.name, a.field, a.viewer, a.purpose, a.at, count(*) OVER ()::int AS total
     FROM personal_data_access a LEFT JOIN person p ON p.id = a.person_id
     WHERE ($1::uuid IS NULL OR a.person_id = $1 OR a.person_id IN (SELECT m.merged_id FROM person_merge m WHERE m.kept_id = $1 AND m.undone_at IS NULL)) AND ($2 = '' OR p.name LIKE $2 OR a.viewer LIKE $2 OR a.purpose LIKE $2)
     ORDER BY a.at DESC, a.id LIMIT $3 OFFSET $4`,
    [filter.personId ?? null, filter.text ? `%${filter.text.replace(/[\\%_]/g, '\\$&')}%` : '', filter.size, (filter.page - 1) * filter.size],
  );
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ id, name, field, viewer, purpose, at }) => ({ id, personName: name ?? '其他人大的人员', field, fieldLabel: personalFieldLabels[field], viewer, purpose, at: at.toISOString() })),
  };
}
