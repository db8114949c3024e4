// The world of the permission matrix: five congresses in four tiers, everybody in each role in each of them, and suggestions in many
// states. The home of the tries is Yueyang; the province above, a second city beside, a district below, a township below that.
import type { TestDatabase } from '@smart/database/testing';
import type { AppointedRole, Capacity, Role, Tier } from '@smart/identity/capacity';
import { appointedRoles, roles } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { createHouse, type House } from '@smart/suggestions/testing';

export const places = { home: '4306', upper: '43', sibling: '4307', lower: '430602', lowest: '430602100' } as const;
export type Place = keyof typeof places;
export const placeNames: readonly Place[] = ['home', 'upper', 'sibling', 'lower', 'lowest'];

/** Somebody in one role who has no part in any matter ("upper.handling_clerk"), or somebody who has ("home.lead"). */
export type Stranger = `${Place}.${Role}`;
export const involved = ['home.lead', 'home.cosigner', 'home.transportClerk', 'home.transportHead', 'home.cityOffice', 'lower.housingClerk', 'home.assistant'] as const;
export type Involved = (typeof involved)[number];
export type Known = Stranger | Involved;
/** All who try: `anonymous` has not signed in, `nobody` has signed in and holds no capacity. */
export type Caller = Known | 'anonymous' | 'nobody';

const organKinds: Readonly<Record<AppointedRole, string>> = {
  congress_officer: 'deputies_affairs', congress_leader: 'council_of_chairpersons', standing_committee_member: 'standing_committee',
  government_officer: 'government_office', handling_clerk: 'department', handling_head: 'department', station_clerk: 'working_committee',
  system_administrator: 'standing_committee', security_administrator: 'standing_committee', audit_administrator: 'standing_committee',
};
const tiers: Readonly<Record<Place, Tier>> = { home: 'city', upper: 'province', sibling: 'city', lower: 'county', lowest: 'township' };

type At = { code: string; congressId: string; congressName: string; tier: Tier; termId: string };

export type People = {
  readonly house: House;
  readonly at: Readonly<Record<Place, At>>;
  /** The capacity of a caller. */
  readonly of: (known: Known) => Capacity;
  /** An organ of each place that has no part in any matter. */
  readonly idleOrgan: Readonly<Record<Place, string>>;
};

/** Founds the congresses and enters the people. */
export async function createPeople(database: TestDatabase): Promise<People> {
  const house = await createHouse(database);
  const congresses = await database.adminSql<{ id: string; name: string; code: string }>('SELECT id, name, division_code AS code FROM congress');
  const place = async (name: Place): Promise<At> => {
    const congress = congresses.find((one) => one.code === places[name]);
    if (!congress) throw new Error(`no congress for ${places[name]}`);
    const [known] = await database.adminSql<{ id: string }>('SELECT id FROM term WHERE congress_id = $1', [congress.id]);
    const termId = known?.id ?? newId();
    if (!known) await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [termId, congress.id]);
    return { code: congress.code, congressId: congress.id, congressName: congress.name, tier: tiers[name], termId };
  };
  const at = { home: await place('home'), upper: await place('upper'), sibling: await place('sibling'), lower: await place('lower'), lowest: await place('lowest') };
  const known = new Map<string, Capacity>();
  const idleOrgan = { home: '', upper: '', sibling: '', lower: '', lowest: '' };
  for (const name of placeNames) {
    const organ = async (kind: string) => {
      const id = newId();
      await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind) VALUES ($1, $2, $3, $3, $4)`, [id, at[name].congressId, `${at[name].congressName.slice(0, 4)}旁观机构${kind}`, kind]);
      return id;
    };
    const organs = new Map<string, string>();
    for (const kind of new Set(Object.values(organKinds))) organs.set(kind, await organ(kind));
    idleOrgan[name] = organs.get('department') ?? '';
    for (const role of appointedRoles) {
      const kind = organKinds[role];
      known.set(`${name}.${role}`, await house.staffOf(`${name}${role}`.slice(0, 28), organs.get(kind) ?? '', `${name}旁观机构`, kind, [role], at[name]));
    }
    const deputy = await house.deputyOf(`${name}deputy`, at[name]);
    known.set(`${name}.deputy`, deputy);
    known.set(`${name}.deputy_assistant`, await house.assistantOf(`${name}assistant`, deputy, at[name]));
  }
  const insiders: Record<Involved, Capacity> = {
    'home.lead': house.deputy, 'home.cosigner': house.cosigner, 'home.transportClerk': house.transportClerk, 'home.transportHead': house.transportHead,
    'home.cityOffice': house.officeClerk, 'lower.housingClerk': house.districtClerk,
    'home.assistant': await house.assistantOf('领衔代表的助理', house.deputy, at.home),
  };
  for (const [name, capacity] of Object.entries(insiders)) known.set(name, capacity);
  return {
    house, at, idleOrgan,
    of: (name) => {
      const capacity = known.get(name);
      if (!capacity) throw new Error(`nobody is called ${name}`);
      return capacity;
    },
  };
}

const strangers: readonly Stranger[] = placeNames.flatMap((place) => roles.map((role): Stranger => `${place}.${role}`));
export const known: readonly Known[] = [...strangers, ...involved];
export const callers: readonly Caller[] = [...known, 'anonymous', 'nobody'];
const roleOf: Readonly<Record<Involved, Role>> = {
  'home.lead': 'deputy', 'home.cosigner': 'deputy', 'home.transportClerk': 'handling_clerk', 'home.transportHead': 'handling_head', 'home.cityOffice': 'government_officer', 'lower.housingClerk': 'handling_clerk', 'home.assistant': 'deputy_assistant',
};

/** Whether the name is one of somebody with a part in a matter. */
const isInvolved = (name: string): name is Involved => involved.some((one) => one === name);

/** Where a caller belongs and in which role; by the name alone. */
export function standing(name: Known): { place: Place; role: Role } {
  const [first = '', second = ''] = name.split('.');
  const place = placeNames.find((one) => one === first);
  const role = isInvolved(name) ? roleOf[name] : roles.find((one) => one === second);
  if (!place || !role) throw new Error(`${name} stands nowhere`);
  return { place, role };
}
