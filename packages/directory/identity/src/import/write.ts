// Writes what was planned for a portion of rows, in a handful of statements whatever their number. What the services do for one row — record,
// history, event — is done here for all.
import { insertMany } from '@smart/divisions/bulk';
import { newId } from '@smart/kernel/ids';
import type { Acting } from '@smart/rpc/context';
import { appendEvents, type NewEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { announceIdentityChange } from '../changes.ts';
import { appointmentBegan, mandateBegan, mandateDelegationChanged, mandateElected } from '../events.ts';
import { unscopedIdentity } from '../realm.ts';
import type { Made } from './made.ts';
import type { Act } from './plan.ts';
import { writePeople } from './write-people.ts';
import { writeOrgans } from './write-organs.ts';
import type { ImportWorld } from './world.ts';

type MadeBy = Map<number, Made>;

async function writeMandates(work: Work, acting: Acting, world: ImportWorld, acts: readonly Act[], madeBy: MadeBy): Promise<NewEvent[]> {
  const congressId = world.congress.id;
  const planned = acts.flatMap(({ row, person, mandate }) => (mandate && person ? [{ line: row.line, person, mandate }] : []));
  const added = planned.filter(({ mandate }) => mandate.isNew);
  const moved = planned.filter(({ mandate }) => !mandate.isNew);
  const prepared = world.term?.prepared === true;
  await insertMany(work.sql, 'mandate', ['id', 'person_id', 'congress_id', 'term_id', 'constituency_id', 'delegation_id', 'certificate', 'status', 'starts_on', 'election'], added.map(({ person, mandate }) => ({
    id: mandate.id, person_id: person.id, congress_id: congressId, term_id: world.term?.id, constituency_id: mandate.constituencyId, delegation_id: mandate.delegationId,
    certificate: mandate.certificate, status: prepared ? 'elected' : 'active', starts_on: mandate.startsOn, election: mandate.election,
  })));
  await work.sql(
    'UPDATE mandate m SET delegation_id = d.delegation_id FROM jsonb_to_recordset($1::jsonb) AS d(id uuid, delegation_id uuid) WHERE m.id = d.id',
    [JSON.stringify(moved.map(({ mandate }) => ({ id: mandate.id, delegation_id: mandate.delegationId })))],
  );
  for (const { line, mandate } of added) madeBy.set(line, { ...madeBy.get(line), mandate: { id: mandate.id, delegationId: mandate.delegationId } });
  for (const { line, mandate } of moved) {
    madeBy.set(line, { ...madeBy.get(line), movedMandate: { id: mandate.id, from: mandate.from?.id ?? null, to: mandate.delegationId, fromName: mandate.from?.name ?? null, toName: mandate.from?.to ?? null } });
  }
  await writeMandateActs(work, acting, congressId, planned.map(({ mandate }) => mandate));
  return planned.map(({ person, mandate }) => {
    const facts = { personId: person.id, personName: person.name, congressName: world.congress.name };
    const [type, payload] = mandate.isNew
      ? [prepared ? mandateElected.name : mandateBegan.name, { ...facts, certificate: mandate.certificate, on: mandate.startsOn }]
      : [mandateDelegationChanged.name, { ...facts, from: mandate.from?.name ?? null, to: mandate.from?.to ?? null, on: mandate.startsOn }];
    return { congressId, matterId: null, type, subjectType: 'mandate', subjectId: mandate.id, personId: acting.personId, payload };
  });
}

type MandateOfAct = NonNullable<Act['mandate']>;

/** The same acts as `addMandate` and `changeDelegation` record. */
async function writeMandateActs(work: Work, acting: Acting, congressId: string, mandates: readonly MandateOfAct[]): Promise<void> {
  const row = (mandate: MandateOfAct, act: string, on: string, facts: object) => ({
    id: newId(), congress_id: congressId, mandate_id: mandate.id, act, on_day: on, facts, acting_label: acting.label, at: work.clock.now().toISOString(),
  });
  const rows = mandates.flatMap((mandate) => {
    if (!mandate.isNew) return [row(mandate, 'delegation_changed', mandate.electedOn, { from: mandate.from?.name ?? null, to: mandate.from?.to ?? null })];
    const facts = { certificate: mandate.certificate, ...(mandate.announcementNumber ? { announcementNumber: mandate.announcementNumber } : {}) };
    const elected = row(mandate, mandate.election === 'by_election' ? 'by_elected' : 'elected', mandate.electedOn, facts);
    return mandate.qualifiedOn === null ? [elected] : [elected, row(mandate, 'qualified', mandate.qualifiedOn, {})];
  });
  await insertMany(work.sql, 'mandate_act', ['id', 'congress_id', 'mandate_id', 'act', 'on_day', 'facts', 'acting_label', 'at'], rows);
}

async function writePosts(work: Work, acting: Acting, world: ImportWorld, acts: readonly Act[], madeBy: MadeBy): Promise<NewEvent[]> {
  const congressId = world.congress.id;
  const added = acts.flatMap(({ row, person, post }) => (post && person ? [{ line: row.line, person, post }] : []));
  await insertMany(work.sql, 'appointment', ['id', 'person_id', 'congress_id', 'organ_id', 'title', 'roles', 'starts_on'], added.map(({ person, post }) => ({
    id: post.id, person_id: person.id, congress_id: congressId, organ_id: post.organId, title: post.title, roles: post.roles, starts_on: post.startsOn,
  })));
  for (const { line, post } of added) madeBy.set(line, { ...madeBy.get(line), appointment: post.id });
  return added.map(({ person, post }) => ({
    congressId, matterId: null, type: appointmentBegan.name, subjectType: 'appointment', subjectId: post.id, personId: acting.personId,
    payload: { personId: person.id, personName: person.name, congressName: world.congress.name, organId: post.organId, organName: post.organName, title: post.title, on: post.startsOn },
  }));
}

async function attachPeople(work: Work, world: ImportWorld, acts: readonly Act[], madeBy: MadeBy): Promise<void> {
  const attached = acts.flatMap(({ row, person }) => (person?.attach ? [{ line: row.line, id: person.id }] : []));
  if (attached.length === 0) return;
  await unscopedIdentity(work, 'people of other congresses were not seen by this congress before', () =>
    work.sql('UPDATE person SET congress_ids = array_append(congress_ids, $2::uuid) WHERE id = ANY ($1::uuid[]) AND NOT congress_ids @> ARRAY[$2::uuid]', [attached.map(({ id }) => id), world.congress.id]),
  );
  for (const { line, id } of attached) madeBy.set(line, { ...madeBy.get(line), attachedPerson: id });
}

/** Writes the acts; what each line made, for taking it back. */
export async function writeActs(work: Work, acting: Acting, world: ImportWorld, acts: readonly Act[]): Promise<ReadonlyMap<number, Made>> {
  const madeBy: MadeBy = new Map(acts.flatMap(({ row, person }): [number, Made][] => (person ? [[row.line, { person: person.id }]] : [])));
  await writeOrgans(work, world, acts, madeBy);
  await attachPeople(work, world, acts, madeBy);
  await writePeople(work, world, acts, madeBy);
  const events = [...(await writeMandates(work, acting, world, acts, madeBy)), ...(await writePosts(work, acting, world, acts, madeBy))];
  await appendEvents(work, events);
  await announceIdentityChange(work, world.congress.id);
  return madeBy;
}
