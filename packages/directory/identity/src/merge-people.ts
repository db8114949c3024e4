// The two entries that are merged, who may merge them, and what speaks against it.
import { isRelated, isWithin } from '@smart/divisions/scope';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { refusePostsTogether } from './appointments.ts';
import type { Capacity } from './capacity.ts';
import { indexOf } from './personal-data.ts';
import { unscopedIdentity } from './realm.ts';

export type Entry = {
  id: string; name: string; gender: string | null; employer: string | null; position: string | null; userId: string | null; username: string | null; disabledAt: Date | null;
  phoneCipher: string | null; phoneIndex: string | null; phoneMasked: string | null; idCardCipher: string | null; idCardIndex: string | null; idCardMasked: string | null;
  mergedIntoId: string | null; congressIds: string[]; capacities: string[];
};

const entrySelect = `SELECT p.id, p.name, p.gender, p.employer, p.position, p.user_id AS "userId", u.username, u.disabled_at AS "disabledAt", p.phone_cipher AS "phoneCipher",
  p.phone_index AS "phoneIndex", p.phone_masked AS "phoneMasked", p.id_card_cipher AS "idCardCipher", p.id_card_index AS "idCardIndex", p.id_card_masked AS "idCardMasked",
  p.merged_into_id AS "mergedIntoId", p.congress_ids AS "congressIds",
  ARRAY(SELECT c.name || '代表' || CASE m.status WHEN 'ended' THEN '（已终止）' ELSE '' END FROM mandate m JOIN congress c ON c.id = m.congress_id WHERE m.person_id = p.id ORDER BY m.starts_on)
    || ARRAY(SELECT o.name || ' ' || a.title || CASE WHEN a.ends_on IS NULL THEN '' ELSE '（已结束）' END FROM appointment a JOIN organ o ON o.id = a.organ_id WHERE a.person_id = p.id ORDER BY a.starts_on) AS capacities
  FROM person p LEFT JOIN auth_user u ON u.id = p.user_id`;

/** Both entries, wherever they serve. @throws DomainError common.not_found */
export async function bothEntries(work: Work, keptId: string, mergedId: string, lock: boolean): Promise<{ kept: Entry; merged: Entry }> {
  const rows = await unscopedIdentity(work, 'two entries of one human may stand in different congresses', async () => {
    if (lock) await work.sql('SELECT 1 FROM person WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE', [[keptId, mergedId]]);
    return work.sql<Entry>(`${entrySelect} WHERE p.id = ANY ($1::uuid[])`, [[keptId, mergedId]]);
  });
  const kept = rows.find(({ id }) => id === keptId);
  const merged = rows.find(({ id }) => id === mergedId);
  if (!kept || !merged || kept === merged) throw new DomainError('common.not_found', { what: '人员' });
  return { kept, merged };
}

/** Entries of the same name in the area of a congress, two by two; the nearest likeness first. */
export async function sameNames(work: Work, capacity: Capacity, text: string, page: { size: number; offset: number }): Promise<{ pairs: [Entry, Entry][]; total: number }> {
  return unscopedIdentity(work, 'double entries arise because congresses do not see each other’s people', async () => {
    const pairs = await work.sql<{ one: string; other: string; total: number }>(
      `WITH area AS (SELECT coalesce(array_agg(id), '{}') AS ids FROM congress WHERE division_code LIKE $1 || '%')
       SELECT a.id AS one, b.id AS other, count(*) OVER ()::int AS total FROM area, person a JOIN person b ON b.name = a.name AND b.id > a.id
       WHERE a.merged_into_id IS NULL AND b.merged_into_id IS NULL AND a.congress_ids <@ area.ids AND b.congress_ids <@ area.ids AND a.name LIKE $2
       ORDER BY (a.phone_masked IS NOT DISTINCT FROM b.phone_masked) DESC, (a.employer IS NOT DISTINCT FROM b.employer) DESC, a.name, a.id, b.id LIMIT $3 OFFSET $4`,
      [capacity.divisionCode, `%${text.replace(/[\\%_]/g, '\\$&')}%`, page.size, page.offset],
    );
    const entries = await work.sql<Entry>(`${entrySelect} WHERE p.id = ANY ($1::uuid[])`, [pairs.flatMap(({ one, other }) => [one, other])]);
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    const found = pairs.flatMap(({ one, other }): [Entry, Entry][] => {
      const [first, second] = [byId.get(one), byId.get(other)];
      return first && second ? [[first, second]] : [];
    });
    return { pairs: found, total: pairs[0]?.total ?? 0 };
  });
}

/**
 * One entry in the area of a congress by its exact name and phone number; without a number when nobody else there has the name. For two
 * entries of one human under different names: a changed name, a slip of the pen.
 * @throws DomainError common.invalid_input naming the field
 */
export async function entryByName(work: Work, capacity: Capacity, { name, phone }: { name: string; phone: string }): Promise<Entry> {
  const refuse = (path: string, message: string): never => {
    throw new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);
  };
  const rows = await unscopedIdentity(work, 'double entries arise because congresses do not see each other’s people', () => work.sql<Entry>(
    `${entrySelect} WHERE p.merged_into_id IS NULL AND p.name = $2 AND ($3::text IS NULL OR p.phone_index = $3)
       AND p.congress_ids <@ (SELECT coalesce(array_agg(id), '{}') FROM congress WHERE division_code LIKE $1 || '%') ORDER BY p.id LIMIT 2`,
    [capacity.divisionCode, name, phone === '' ? null : indexOf('phone', phone)],
  ));
  const [found, second] = rows;
  if (!found) return refuse(phone === '' ? 'name' : 'phone', phone === '' ? '本级和下级没有这个姓名的人员，请核对姓名' : '没有姓名和手机号都相符的人员，请核对');
  if (second) return refuse('phone', '这个姓名有多名人员，请填写手机号');
  return found;
}

/** The lowest congress that covers all congresses of both: its administrator merges them. Null when no congress of the deployment does. */
export async function nearestCongress(work: Work, entries: readonly Entry[]): Promise<{ id: string; name: string } | null> {
  const ids = [...new Set(entries.flatMap(({ congressIds }) => congressIds))];
  const all = await work.sql<{ id: string; name: string; code: string }>('SELECT id, name, division_code AS code FROM congress ORDER BY length(division_code) DESC');
  const codes = all.filter(({ id }) => ids.includes(id)).map(({ code }) => code);
  return all.find((congress) => codes.every((code) => isWithin(code, congress.code))) ?? null;
}

/** @throws DomainError common.forbidden, naming the congress that may */
export async function requireNearest(work: Work, capacity: Capacity, entries: readonly Entry[]): Promise<void> {
  const nearest = await nearestCongress(work, entries);
  if (nearest?.id !== capacity.congressId) throw new DomainError('common.forbidden', { reason: `两条记录涉及的人大由${nearest?.name ?? '上级人大'}的系统管理员合并` });
}

type Held = { personId: string; congressId: string; name: string; code: string };

/**
 * What one human may not hold together.
 * @throws DomainError common.conflict, directory.second_mandate_not_related (选举法 48), directory.executive_post_conflict (地方组织法 18, 47)
 */
export async function refuseUnfit(work: Work, kept: Entry, merged: Entry): Promise<void> {
  if (kept.mergedIntoId !== null || merged.mergedIntoId !== null) throw new DomainError('common.conflict', { reason: '其中一条记录已经合并过' });
  const mandates = await unscopedIdentity(work, '选举法 48 looks at mandates in all congresses', () =>
    work.sql<Held>(
      `SELECT m.person_id AS "personId", c.id AS "congressId", c.name, c.division_code AS code FROM mandate m JOIN congress c ON c.id = m.congress_id WHERE m.person_id = ANY ($1::uuid[]) AND m.status <> 'ended'`,
      [[kept.id, merged.id]],
    ),
  );
  for (const one of mandates.filter(({ personId }) => personId === merged.id)) {
    for (const other of mandates.filter(({ personId }) => personId === kept.id)) {
      if (one.congressId === other.congressId) throw new DomainError('common.conflict', { reason: `两条记录都是${one.name}现任代表，请先核对并终止其中一条的代表资格` });
      if (!isRelated(one.code, other.code)) throw new DomainError('directory.second_mandate_not_related', { existing: other.name, requested: one.name });
    }
  }
  await refusePostsTogether(work, kept, merged.id);
}
