// What a row does to a person's mandate, by the rules of mandates.ts: a further mandate (选举法 48), seats and by-elections (选举法 25, 57),
// certificates. Pure.
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { byElectionProblem, noVacancy, refuseHeld } from '../mandates.ts';
import { fold } from './cells.ts';
import { headerOf, type ColumnKey, type Difference, type ImportKind, type Problem } from './kinds.ts';
import type { MandateGiven } from './parse.ts';
import type { Held, ImportWorld, KnownPerson, Seats } from './world.ts';

export type MandatePlan = {
  readonly id: string; readonly isNew: boolean; readonly certificate: string; readonly constituencyId: string | null; readonly delegationId: string | null;
  readonly startsOn: string; readonly electedOn: string; readonly election: 'general' | 'by_election'; readonly qualifiedOn: string | null; readonly announcementNumber: string | null;
  /** Of a mandate there already: the delegation it leaves. */
  readonly from: { readonly id: string | null; readonly name: string | null; readonly to: string | null } | null;
};
export type MandatePlanned = { plan: MandatePlan | null; differences: Difference[]; problems: Problem[] };

type Place = { delegation: { id: string; name: string } | null; constituency: Seats | null };

function placeOf(given: MandateGiven, world: ImportWorld, fault: (key: ColumnKey, message: string) => void): Place {
  const delegation = given.delegation === null ? null : (world.delegations.get(fold(given.delegation)) ?? null);
  if (given.delegation !== null && delegation === null) fault('delegation', `本届没有代表团“${given.delegation}”，请从下拉列表选择，或者先登记代表团`);
  const constituency = given.constituency === null ? null : (world.constituencies.get(fold(given.constituency)) ?? null);
  if (given.constituency !== null && constituency === null) fault('constituency', `本届没有选区或者选举单位“${given.constituency}”，请从下拉列表选择，或者先登记`);
  return { delegation, constituency };
}

/** A mandate there already: the delegation may change, nothing else by a sheet. */
function planKnown(held: Held, given: MandateGiven, { delegation, constituency }: Place, world: ImportWorld, fault: (key: ColumnKey, message: string) => void): Omit<MandatePlanned, 'problems'> {
  if (held.certificate !== given.certificate) fault('certificate', `该同志已是本级代表，代表证号为“${held.certificate}”，请核对`);
  if (constituency !== null && held.constituency_id !== null && constituency.id !== held.constituency_id) fault('constituency', '与已登记的选区（选举单位）不同，选举结果不能通过导入更改，请核对');
  if (delegation === null || delegation.id === held.delegation_id) return { plan: null, differences: [] };
  const before = [...world.delegations.values()].find(({ id }) => id === held.delegation_id)?.name ?? null;
  return {
    plan: {
      id: held.id, isNew: false, certificate: held.certificate, constituencyId: held.constituency_id, delegationId: delegation.id, startsOn: given.startsOn, electedOn: given.startsOn,
      election: given.election, qualifiedOn: null, announcementNumber: null, from: { id: held.delegation_id, name: before, to: delegation.name },
    },
    differences: [{ column: '代表团', from: before ?? '', to: delegation.name }],
  };
}

function checkNew(given: MandateGiven, person: KnownPerson, { constituency }: Place, world: ImportWorld, fault: (key: ColumnKey, message: string) => void): void {
  const { term, congress } = world;
  if (term === null) return fault('certificate', '本级还没有届次，请先在“届次与会议”中登记');
  try {
    refuseHeld(person.mandates, congress, { termId: term.id, prepared: term.prepared });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    fault('name', error.message);
  }
  const holder = world.certificates.get(given.certificate);
  if (holder !== undefined) fault('certificate', `代表证号“${given.certificate}”在本届已经使用`);
  if (given.election === 'by_election') {
    const problem = byElectionProblem({ prepared: term.prepared, constituencyId: constituency?.id ?? null, qualifiedOn: given.qualifiedOn });
    if (problem) fault(problem.path === 'constituencyId' ? 'constituency' : problem.path, problem.message);
    else if (constituency && constituency.taken >= constituency.seats) fault('constituency', noVacancy(constituency));
  } else if (constituency && constituency.taken >= constituency.seats) {
    fault('constituency', `“${constituency.name}”应选代表 ${constituency.seats} 名，已有 ${constituency.taken} 名，超过应选名额，请核对`);
  }
}

export function planMandate(kind: ImportKind, given: MandateGiven, person: KnownPerson, world: ImportWorld): MandatePlanned {
  const problems: Problem[] = [];
  const fault = (key: ColumnKey, message: string): void => {
    const column = headerOf(kind, key);
    if (!problems.some((one) => one.column === column)) problems.push({ column, message });
  };
  const place = placeOf(given, world, fault);
  const held = person.mandates.find((one) => one.congress_id === world.congress.id && one.term_id === world.term?.id);
  if (held?.line !== undefined) {
    fault('name', `与第 ${held.line} 行是同一人，请保留一行`);
    return { plan: null, differences: [], problems };
  }
  if (held) return { ...planKnown(held, given, place, world, fault), problems };
  checkNew(given, person, place, world, fault);
  const plan: MandatePlan = {
    id: newId(), isNew: true, certificate: given.certificate, constituencyId: place.constituency?.id ?? null, delegationId: place.delegation?.id ?? null,
    startsOn: world.term?.prepared ? world.term.startsOn : given.startsOn, electedOn: given.startsOn, election: given.election, qualifiedOn: given.qualifiedOn,
    announcementNumber: given.announcementNumber, from: null,
  };
  return { plan, differences: [], problems };
}
