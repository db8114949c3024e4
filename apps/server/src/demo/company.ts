/** The people of the demonstration as the services know them: every mandate and appointment as a capacity, found by role and organ. */
import type { Execute } from '@smart/divisions/bulk';
import { tier } from '@smart/divisions/model';
import { roles, type Capacity, type Role } from '@smart/identity/capacity';
import { z } from 'zod';
import { departmentsOf, type DepartmentKey } from './departments.ts';
import { demoPlaces, placeOf, type DemoPlace, type Slug } from './places.ts';

export type CompanyOrgan = { readonly id: string; readonly name: string; readonly congressId: string };

export type Troupe = {
  readonly place: DemoPlace;
  readonly congressId: string;
  /** In the order of their certificates. */
  readonly deputies: readonly Capacity[];
  /** 代表工委 or presidium. */
  readonly officer: Capacity;
  readonly leader: Capacity;
  /** 政府办, or a township's government. */
  readonly government: Capacity;
  readonly organ: (key: DepartmentKey) => CompanyOrgan;
  /** Who writes and who signs for an organ; the same person in small ones. */
  readonly clerkOf: (organId: string) => Capacity;
  readonly headOf: (organId: string) => Capacity;
};

export type Company = {
  readonly troupe: (slug: Slug) => Troupe;
  /** The capacity of an account in a place. */
  readonly account: (username: string, slug: Slug) => Capacity;
};

const row = z.object({
  id: z.string(), kind: z.enum(['mandate', 'appointment']), username: z.string().nullable(), person_id: z.string(), person_name: z.string(), user_id: z.string().nullable(),
  congress_id: z.string(), congress_name: z.string(), division_name: z.string(), division_code: z.string(), tier,
  term_id: z.string().nullable(), delegation_name: z.string().nullable(), organ_id: z.string().nullable(), organ_name: z.string().nullable(), organ_kind: z.string().nullable(),
  title: z.string().nullable(), roles: z.array(z.enum(roles)).nullable(),
});
type Row = z.infer<typeof row>;
type Known = { readonly username: string | null; readonly capacity: Capacity };

const statement = `
  SELECT x.*, u.username, p.name AS person_name, p.user_id, c.name AS congress_name, v.name AS division_name, c.division_code, c.tier
  FROM (
    SELECT m.id, 'mandate' AS kind, m.person_id, m.congress_id, m.term_id, d.name AS delegation_name, NULL::uuid AS organ_id, NULL AS organ_name, NULL AS organ_kind, NULL AS title, NULL::text[] AS roles, m.certificate AS place
    FROM mandate m LEFT JOIN delegation d ON d.id = m.delegation_id WHERE m.status = 'active'
    UNION ALL
    SELECT a.id, 'appointment', a.person_id, a.congress_id, NULL, NULL, o.id, o.name, o.kind, a.title, a.roles, o.sort::text
    FROM appointment a JOIN organ o ON o.id = a.organ_id WHERE a.ends_on IS NULL
  ) x JOIN person p ON p.id = x.person_id AND p.fictitious JOIN congress c ON c.id = x.congress_id JOIN division v ON v.code = c.division_code LEFT JOIN auth_user u ON u.id = p.user_id
  ORDER BY x.kind DESC, c.division_code, x.place, x.id`;

function capacityOf(found: Row): Capacity {
  const common = {
    id: found.id, kind: found.kind, personId: found.person_id, personName: found.person_name, userId: found.user_id ?? found.person_id,
    congressId: found.congress_id, congressName: found.congress_name, divisionCode: found.division_code, tier: found.tier,
  };
  if (found.kind === 'mandate') {
    return {
      ...common, label: `${found.division_name}人大代表`, roles: ['deputy'],
      ...(found.term_id ? { termId: found.term_id } : {}), ...(found.delegation_name ? { delegationName: found.delegation_name } : {}),
    };
  }
  return {
    ...common, label: `${found.organ_name ?? ''} ${found.title ?? ''}`.trim(), roles: found.roles ?? [],
    ...(found.organ_id ? { organId: found.organ_id } : {}), ...(found.organ_name ? { organName: found.organ_name } : {}), ...(found.organ_kind ? { organKind: found.organ_kind } : {}),
  };
}

/** Reads everybody. @throws Error when the demonstration's people are not all there */
export async function assembleCompany(execute: Execute): Promise<Company> {
  const answered = z.object({ rows: z.array(row) }).parse(await execute(statement, []));
  const known = answered.rows.map((found): Known => ({ username: found.username, capacity: capacityOf(found) }));
  const organs = z.object({ rows: z.array(z.object({ id: z.string(), name: z.string(), congressId: z.string(), code: z.string() })) }).parse(
    await execute('SELECT o.id, o.name, o.congress_id AS "congressId", c.division_code AS code FROM organ o JOIN congress c ON c.id = o.congress_id', []),
  ).rows;
  const troupes = new Map(demoPlaces.map((place) => [place.slug, troupeOf(place, known.filter((one) => one.capacity.divisionCode === place.code), organs.filter((one) => one.code === place.code))]));
  const account = (username: string, slug: Slug): Capacity =>
    found(known.find((one) => one.username === username && one.capacity.divisionCode === placeOf(slug).code)?.capacity, `${username} in ${slug}`);
  return { account, troupe: (slug) => found(troupes.get(slug), slug) };
}

function found<T>(one: T | undefined, what: string): T {
  if (one === undefined) throw new Error(`the demonstration has no ${what}`);
  return one;
}

function troupeOf(place: DemoPlace, known: readonly Known[], organs: readonly CompanyOrgan[]): Troupe {
  const everybody = known.map((one) => one.capacity);
  const deputies = everybody.filter((one) => one.kind === 'mandate');
  const named = (username: string): Capacity => found(known.find((one) => one.username === username && one.capacity.kind === 'appointment')?.capacity, username);
  const ofOrgan = (organId: string, role: Role): Capacity => found(everybody.find((one) => one.organId === organId && one.roles.includes(role)), `${role} of ${organId}`);
  return {
    place,
    congressId: found(deputies[0], `deputies in ${place.name}`).congressId,
    deputies,
    officer: named(`${place.slug}.office`),
    leader: place.tier === 'township' ? named(`${place.slug}.office`) : named(`${place.slug}.leader`),
    government: named(`${place.slug}.government`),
    organ: (key) => {
      const title = departmentsOf(place.tier).find((one) => one.key === key)?.title;
      return found(organs.find((one) => one.name === `${place.name}${title}`), `${key} in ${place.name}`);
    },
    clerkOf: (organId) => ofOrgan(organId, 'handling_clerk'),
    headOf: (organId) => ofOrgan(organId, 'handling_head'),
  };
}
