/** The people of one seeded congress: its deputies, its officer, and a clerk in each department. Invented, and marked so. */
import { insertMany, type Execute } from '@smart/divisions/bulk';
import { loadAppointments, loadMandates, loadPeople } from '@smart/identity/bulk';
import { newId } from '@smart/kernel/ids';
import type { Clerk, Department, Deputy } from './rows.ts';
import { departments, inventedName } from './texts.ts';

export type SeededCongress = { readonly id: string; readonly name: string; readonly shortName: string; readonly tier: string; readonly divisionName: string; readonly officeId: string; readonly governmentId: string | null };
export type Staffed = { readonly deputies: readonly Deputy[]; readonly officer: Clerk; readonly departments: readonly Department[] };

const startsOn = '2022-01-10';

/** Writes departments and people of a congress. @param first number of the first invented person */
export async function staff(execute: Execute, congress: SeededCongress, termId: string, deputyCount: number, first: number): Promise<Staffed> {
  const wanted = congress.tier === 'township' ? departments.slice(0, 4) : departments;
  const organs = wanted.map(({ name, remit }, at) => ({ id: newId(), congress_id: congress.id, parent_id: congress.governmentId, name: `${congress.divisionName}${name}`, short_name: name, kind: 'department', remit, sort: 1000 + at }));
  await insertMany(execute, 'organ', ['id', 'congress_id', 'parent_id', 'name', 'short_name', 'kind', 'remit', 'sort'], organs);

  let number = first;
  const person = () => ({ id: newId(), name: inventedName(number++), fictitious: true, congressIds: [congress.id] });
  const deputies = Array.from({ length: deputyCount }, person);
  const officer = person();
  const clerks = organs.map(person);
  await loadPeople(execute, [...deputies, officer, ...clerks]);
  const mandates = deputies.map(({ id }, at) => ({ id: newId(), personId: id, congressId: congress.id, termId, certificate: String(at + 1).padStart(4, '0'), startsOn }));
  await loadMandates(execute, mandates);
  const office = { id: newId(), personId: officer.id, congressId: congress.id, organId: congress.officeId, title: '工作人员', roles: ['congress_officer'] as const, startsOn };
  const posts = organs.map((organ, at) => ({ id: newId(), personId: clerks[at]?.id ?? officer.id, congressId: congress.id, organId: organ.id, title: '经办人', roles: ['handling_clerk', 'handling_head'] as const, startsOn }));
  await loadAppointments(execute, [office, ...posts]);
  return {
    deputies: deputies.map(({ id, name }, at) => ({ personId: id, mandateId: mandates[at]?.id ?? id, name, label: `${name}（${congress.divisionName}人大代表）` })),
    officer: { personId: officer.id, capacityId: office.id, label: `${officer.name}（${congress.name}）` },
    departments: organs.map((organ, at) => ({ id: organ.id, name: organ.name, clerk: { personId: clerks[at]?.id ?? officer.id, capacityId: posts[at]?.id ?? office.id, label: `${clerks[at]?.name ?? ''}（${organ.name}）` } })),
  };
}
