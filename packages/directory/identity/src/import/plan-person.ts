// What a row changes of a person known already. An empty cell changes nothing. Pure.
import { maskOf } from '../personal-data.ts';
import type { Difference, Problem } from './kinds.ts';
import type { PersonGiven } from './parse.ts';
import type { ImportWorld, KnownPerson } from './world.ts';

type Plain = 'name' | 'gender' | 'employer' | 'position';
type Sealed = 'phone' | 'idCard' | 'address';
export type PersonChanges = {
  /** Columns to write; those of `sealed` are sealed when they are written. */
  readonly plain?: Partial<Record<Plain, string>>;
  readonly sealed?: Partial<Record<Sealed, string>>;
  /** What the following rows see. */
  readonly known?: Partial<KnownPerson>;
};

const headers: Readonly<Record<Plain | Sealed, string>> = { name: '姓名', gender: '性别', employer: '工作单位', position: '单位职务', phone: '手机号', idCard: '身份证号码', address: '住址' };

/** A person as a row enters them. */
export function newPerson(id: string, given: PersonGiven, line: number): KnownPerson {
  const { name, gender, employer, position, phone, phoneIndex, idCard, idCardIndex, address } = given;
  return {
    id, name, gender, employer, position, phoneIndex, idCardIndex, address, line, congressIds: [], mandates: [], posts: [],
    phoneMasked: phone && maskOf('phone', phone), idCardMasked: idCard && maskOf('id_card', idCard), addressMasked: address && maskOf('address', address),
  };
}

/**
 * The congress whose administrator keeps this person's name and numbers, when it is not this one: the highest that the person serves.
 * The same rule as `requireHighestCongress`.
 */
function keeperElsewhere(person: KnownPerson, world: ImportWorld): string | null {
  const served = [...new Set([...person.mandates, ...person.posts].map((one) => one.congress_id))].flatMap((id) => {
    const congress = world.codes.get(id);
    return congress ? [{ id, ...congress }] : [];
  });
  const length = Math.min(...served.map(({ code }) => code.length));
  const highest = served.filter(({ code }) => code.length === length);
  return served.length === 0 || highest.some(({ id }) => id === world.congress.id) ? null : highest.map(({ name }) => name).join('、');
}

export function planChanges(given: PersonGiven, person: KnownPerson, world: ImportWorld): { fields: PersonChanges; differences: Difference[]; problems: Problem[] } {
  const plain: Partial<Record<Plain, string>> = {};
  const sealed: Partial<Record<Sealed, string>> = {};
  const known: Partial<KnownPerson> = {};
  const differences: Difference[] = [];
  const differ = (field: Plain | Sealed, from: string | null, to: string): void => void differences.push({ column: headers[field], from: from ?? '', to });
  for (const field of ['name', 'gender', 'employer', 'position'] as const) {
    const value = given[field];
    if (value === null || value === '' || value === person[field]) continue;
    plain[field] = value;
    Object.assign(known, { [field]: value });
    differ(field, person[field], value);
  }
  if (given.phone !== null && given.phoneIndex !== person.phoneIndex) {
    sealed.phone = given.phone;
    Object.assign(known, { phoneIndex: given.phoneIndex, phoneMasked: maskOf('phone', given.phone) });
    differ('phone', person.phoneMasked, maskOf('phone', given.phone));
  }
  if (given.idCard !== null && given.idCardIndex !== person.idCardIndex) {
    sealed.idCard = given.idCard;
    Object.assign(known, { idCardIndex: given.idCardIndex, idCardMasked: maskOf('id_card', given.idCard) });
    differ('idCard', person.idCardMasked, maskOf('id_card', given.idCard));
  }
  if (given.address !== null && given.address !== '' && given.address !== person.address) {
    sealed.address = given.address;
    Object.assign(known, { address: given.address, addressMasked: maskOf('address', given.address) });
    differ('address', person.addressMasked, maskOf('address', given.address));
  }
  const identifies = differences.filter(({ column }) => [headers.name, headers.phone, headers.idCard, headers.address].includes(column));
  const keeper = identifies.length > 0 ? keeperElsewhere(person, world) : null;
  const problems = keeper === null ? [] : identifies.map(({ column }) => ({ column, message: `与已登记的不同。该同志在${keeper}任职，由其系统管理员更正；请将本格改为与登记一致或者不填` }));
  return { fields: { plain, sealed, known }, differences, problems };
}
