/** Founds the demonstration: divisions, congresses with terms and organs, people with their capacities and accounts; in one transaction. */
import { insertMany, loadCongresses, loadDivisions, planCongresses, type Execute, type PlannedCongress } from '@smart/divisions/bulk';
import { divisionsOf } from '@smart/divisions/data';
import { loadAppointments, loadMandates, loadPeople, type BulkAppointment, type BulkMandate, type BulkPerson } from '@smart/identity/bulk';
import { hash } from '@smart/identity/hashing';
import type { DateString } from '@smart/kernel/dates';
import { newId } from '@smart/kernel/ids';
import { DEMO_PASSWORD, demoCast, type CastMember } from './cast.ts';
import { departmentsOf } from './departments.ts';
import { inventedName, inventedPhone } from './names.ts';
import { demoPlaces, demoStreet, sessionsUntil, type DemoPlace, type Slug } from './places.ts';

type Founded = {
  readonly place: DemoPlace;
  readonly congressId: string;
  readonly termId: string;
  /** Organ ids by standard key, `department:KEY` and `street`. */
  readonly organs: ReadonlyMap<string, string>;
  readonly delegations: readonly string[];
  readonly constituencies: readonly string[];
};

/**
 * Writes everything that does not move. The executor passes the wall; the caller holds the transaction.
 * @param day the sessions held until this day are entered
 */
export async function foundDemo(execute: Execute, day: DateString): Promise<void> {
  const divisions = divisionsOf();
  await loadDivisions(execute, divisions);
  const codes = new Set(demoPlaces.map((place) => place.code));
  const planned = planCongresses(divisions.filter((row) => codes.has(row.code) || (row.street && codes.has(row.parentCode ?? ''))));
  await loadCongresses(execute, planned);
  const founded: Founded[] = [];
  for (const place of demoPlaces) founded.push(await foundPlace(execute, place, plannedOf(planned, place), planned, day));
  await enterPeople(execute, new Map(founded.map((one) => [one.place.slug, one])));
}

function plannedOf(planned: readonly PlannedCongress[], place: DemoPlace): PlannedCongress {
  const found = planned.find(({ congress }) => congress.divisionCode === place.code);
  if (!found) throw new Error(`the division data do not know ${place.name}`);
  return found;
}

async function foundPlace(execute: Execute, place: DemoPlace, { congress, organs }: PlannedCongress, all: readonly PlannedCongress[], day: DateString): Promise<Founded> {
  const congressId = congress.id;
  const termId = newId();
  await insertMany(execute, 'term', ['id', 'congress_id', 'number', 'starts_on', 'current'], [
    { id: termId, congress_id: congressId, number: place.term, starts_on: place.termStart, current: true },
  ]);
  await insertMany(
    execute, 'session', ['id', 'congress_id', 'term_id', 'number', 'starts_on', 'ends_on', 'suggestion_cutoff'],
    sessionsUntil(place, day).map(({ number, startsOn, endsOn }) => ({
      id: newId(), congress_id: congressId, term_id: termId, number, starts_on: startsOn, ends_on: endsOn, suggestion_cutoff: `${endsOn}T12:00:00+08:00`,
    })),
  );
  const keys = new Map(organs.map((one) => [one.key, one.id]));
  for (const [key, id] of await foundDepartments(execute, place, congressId, keys.get('government') ?? null)) keys.set(key, id);
  const street = organs.find((one) => one.kind === 'street_committee' && one.name.includes(demoStreet.name));
  if (street) keys.set('street', street.id);
  return { place, congressId, termId, organs: keys, ...(await foundGroups(execute, place, congressId, termId, all)) };
}

/** The departments below the government, with letter code and a contact that cannot be anybody's. */
async function foundDepartments(execute: Execute, place: DemoPlace, congressId: string, governmentId: string | null): Promise<Map<string, string>> {
  const rows = departmentsOf(place.tier).map((one, at) => ({
    id: newId(), congress_id: congressId, parent_id: governmentId, name: `${place.name}${one.title}`, short_name: one.title, kind: 'department',
    letter_code: place.tier === 'township' ? null : `${place.letterPrefix}${one.letter}函`, contact_name: '综合科（演示）', contact_phone: `0730-0000${String(100 + at)}`,
    remit: one.remit, sort: 1000 + at * 10, key: `department:${one.key}`,
  }));
  await insertMany(execute, 'organ', ['id', 'congress_id', 'parent_id', 'name', 'short_name', 'kind', 'letter_code', 'contact_name', 'contact_phone', 'remit', 'sort'], rows);
  return new Map(rows.map((row) => [row.key, row.id]));
}

/** Delegations; electing units above (选举法 3), constituencies of at most three seats below (25); two deputy groups (代表法 27). */
async function foundGroups(
  execute: Execute, place: DemoPlace, congressId: string, termId: string, all: readonly PlannedCongress[],
): Promise<{ delegations: string[]; constituencies: string[] }> {
  const delegations = place.delegations.map((one, sort) => ({ id: newId(), congress_id: congressId, term_id: termId, name: `${one.name}代表团`, sort }));
  await insertMany(execute, 'delegation', ['id', 'congress_id', 'term_id', 'name', 'sort'], delegations);
  const direct = place.tier === 'county' || place.tier === 'township';
  const electors = direct ? directUnits(place) : place.delegations.map((one) => ({ name: `${one.name}人民代表大会`, code: one.code ?? null, seats: 0 }));
  const constituencies = electors.map(({ name, code, seats }) => ({
    id: newId(), congress_id: congressId, term_id: termId, name, kind: direct ? 'direct' : 'indirect', division_code: code,
    electing_congress_id: direct ? null : (all.find(({ congress }) => congress.divisionCode === code)?.congress.id ?? null),
    seats: direct ? seats : Math.ceil(place.deputies / electors.length),
  }));
  await insertMany(execute, 'constituency', ['id', 'congress_id', 'term_id', 'name', 'kind', 'electing_congress_id', 'division_code', 'seats'], constituencies);
  await insertMany(execute, 'deputy_group', ['id', 'congress_id', 'name', 'kind'], [
    { id: newId(), congress_id: congressId, name: `${place.name}第一代表小组`, kind: 'area' },
    { id: newId(), congress_id: congressId, name: '乡村振兴专业代表小组', kind: 'field' },
  ]);
  return { delegations: delegations.map((one) => one.id), constituencies: constituencies.map((one) => one.id) };
}

function directUnits(place: DemoPlace): { name: string; code: string | null; seats: number }[] {
  const count = Math.ceil(place.deputies / 3);
  return Array.from({ length: count }, (_, at) => {
    const area = place.delegations[at % Math.max(1, place.delegations.length)];
    return { name: `第${at + 1}选区（${area?.name ?? place.name}）`, code: area?.code ?? place.code, seats: 3 };
  });
}

async function enterPeople(execute: Execute, founded: ReadonlyMap<Slug, Founded>): Promise<void> {
  const passwordHash = await hash(DEMO_PASSWORD);
  const at = (slug: Slug): Founded => {
    const found = founded.get(slug);
    if (!found) throw new Error(`${slug} is not founded`);
    return found;
  };
  const people: BulkPerson[] = [];
  const mandates: BulkMandate[] = [];
  const appointments: BulkAppointment[] = [];
  const certificates = new Map<Slug, number>();
  for (const [index, member] of demoCast().entries()) {
    const id = newId();
    people.push(personOf(member, id, index, passwordHash, at));
    for (const { place, delegation } of member.mandates) {
      const number = (certificates.get(place) ?? 0) + 1;
      certificates.set(place, number);
      mandates.push(mandateOf(at(place), id, number, delegation));
    }
    for (const post of member.posts) appointments.push(appointmentOf(at(post.place), id, post));
  }
  await loadPeople(execute, people);
  await loadMandates(execute, mandates);
  await loadAppointments(execute, appointments);
  await joinGroups(execute);
  await chooseLeaders(execute);
}

function personOf(member: CastMember, id: string, index: number, passwordHash: string, at: (slug: Slug) => Founded): BulkPerson {
  const places = new Set([...member.mandates, ...member.posts].map((one) => one.place));
  return {
    id, name: inventedName(index), gender: member.gender, employer: member.employer, position: member.position, phone: inventedPhone(index + 1), fictitious: true,
    congressIds: [...places].map((slug) => at(slug).congressId),
    ...(member.username === null ? {} : { account: { username: member.username, passwordHash } }),
  };
}

function mandateOf({ place, congressId, termId, delegations, constituencies }: Founded, personId: string, number: number, delegation: number | null): BulkMandate {
  const indirect = place.tier === 'province' || place.tier === 'city';
  const delegationId = delegation === null ? undefined : delegations[delegation];
  const constituencyId = indirect ? constituencies[delegation ?? 0] : constituencies[Math.floor((number - 1) / 3) % Math.max(1, constituencies.length)];
  return {
    personId, congressId, termId, startsOn: place.termStart, certificate: `${place.letterPrefix}${place.term}${String(number).padStart(3, '0')}`,
    ...(delegationId ? { delegationId } : {}), ...(constituencyId ? { constituencyId } : {}),
  };
}

function appointmentOf({ place, congressId, organs }: Founded, personId: string, { organ, title, roles }: CastMember['posts'][number]): BulkAppointment {
  const organId = organs.get(organ);
  if (!organId) throw new Error(`${place.name} has no organ ${organ}`);
  return { personId, congressId, organId, title, roles, startsOn: place.termStart };
}

/** 团长: in the first delegation of the city whoever co-signs in the demonstration, elsewhere the first of the delegation. */
async function chooseLeaders(execute: Execute): Promise<void> {
  await execute(
    `UPDATE delegation d SET leader_id = (SELECT m.person_id FROM mandate m JOIN person p ON p.id = m.person_id LEFT JOIN auth_user u ON u.id = p.user_id WHERE m.delegation_id = d.id
       ORDER BY u.username IS NOT DISTINCT FROM 'deputy.cosigner' DESC, m.certificate LIMIT 1)`,
    [],
  );
}

/** The first twelve deputies of each place work in its groups, the first of them leads. */
async function joinGroups(execute: Execute): Promise<void> {
  await execute(
    `INSERT INTO deputy_group_member (group_id, person_id, congress_id, leader)
     SELECT g.id, m.person_id, g.congress_id, m.place = (CASE WHEN g.kind = 'area' THEN 1 ELSE 2 END)
     FROM deputy_group g JOIN (SELECT person_id, congress_id, row_number() OVER (PARTITION BY congress_id ORDER BY certificate) AS place FROM mandate) m
       ON m.congress_id = g.congress_id AND m.place <= 12 AND m.place % 2 = (CASE WHEN g.kind = 'area' THEN 1 ELSE 0 END)`,
    [],
  );
}
