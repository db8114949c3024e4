// What a row would do, decided one after the other as a person would enter them: each row sees what the rows before it bring. The rules are
// those of the services, called here; preview and import both decide by this. Pure.
import { newId } from '@smart/kernel/ids';
import type { Difference, ImportKind, Problem, Verdict } from './kinds.ts';
import type { Choices } from './made.ts';
import { labelOf, matchPerson } from './match.ts';
import type { ParsedRow } from './parse.ts';
import { planMandate, type MandatePlan } from './plan-mandate.ts';
import { planOrgan, type OrganPlan } from './plan-organ.ts';
import { newPerson, planChanges, type PersonChanges } from './plan-person.ts';
import { planPost, type PostPlan } from './plan-post.ts';
import type { ImportWorld, KnownPerson } from './world.ts';

export type Plan = {
  readonly line: number;
  readonly verdict: Verdict;
  readonly problems: readonly Problem[];
  readonly differences: readonly Difference[];
  readonly act: Act | null;
  /** People of the same name, when the clerk must say who is meant. */
  readonly choices: Choices;
};
/** What is written for one row. */
export type Act = {
  readonly row: ParsedRow;
  readonly person: { readonly id: string; readonly name: string; readonly isNew: boolean; readonly attach: boolean; readonly changes: PersonChanges } | null;
  readonly mandate: MandatePlan | null;
  readonly post: PostPlan | null;
  readonly organ: OrganPlan | null;
};

const invalid = (line: number, problems: readonly Problem[], choices: Choices = []): Plan => ({ line, verdict: 'invalid', problems, differences: [], act: null, choices });

function planPersonRow(kind: ImportKind, row: ParsedRow, world: ImportWorld): Plan {
  const given = row.person;
  if (given === null) return invalid(row.line, row.problems);
  const match = matchPerson(kind, row, given, world);
  if (match.problem !== null) return invalid(row.line, [match.problem], match.open.map((person) => ({ personId: person.id, label: labelOf(person, world) })));
  const person: KnownPerson = match.person ?? newPerson(newId(), given, row.line);
  const isNew = match.person === null;
  const changes = isNew ? { fields: {}, differences: [], problems: [] } : planChanges(given, person, world);
  const mandate = row.mandate ? planMandate(kind, row.mandate, person, world) : null;
  const post = row.post ? planPost(row, row.post, person, world) : null;
  const problems = [...changes.problems, ...(mandate?.problems ?? []), ...(post?.problems ?? [])];
  if (problems.length > 0) return invalid(row.line, problems);
  const attach = !isNew && !person.congressIds.includes(world.congress.id);
  const differences = [...changes.differences, ...(mandate?.differences ?? [])];
  accept(row, person, world, { changes: changes.fields, mandate: mandate?.plan ?? null, post: post?.plan ?? null });
  const added = isNew || mandate?.plan?.isNew === true || post?.plan != null;
  const verdict = added ? 'new' : differences.length > 0 ? 'changed' : 'same';
  const act: Act = { row, person: { id: person.id, name: person.name, isNew, attach, changes: changes.fields }, mandate: mandate?.plan ?? null, post: post?.plan ?? null, organ: null };
  return { line: row.line, verdict, problems: [], differences: isNew ? [] : differences, act: verdict === 'same' ? null : act, choices: [] };
}

/** From now on the following rows see what this one brings. */
function accept(row: ParsedRow, person: KnownPerson, world: ImportWorld, { changes, mandate, post }: { changes: PersonChanges; mandate: MandatePlan | null; post: PostPlan | null }): void {
  const { congress, term } = world;
  Object.assign(person, changes.known);
  if (!person.congressIds.includes(congress.id)) person.congressIds.push(congress.id);
  world.people.set(person.id, person);
  if (person.phoneIndex !== null) world.byPhone.set(person.phoneIndex, person.id);
  if (person.idCardIndex !== null) world.byIdCard.set(person.idCardIndex, person.id);
  const named = world.byName.get(person.name) ?? [];
  if (!named.includes(person.id)) world.byName.set(person.name, [...named, person.id]);
  if (mandate?.isNew && term) {
    person.mandates.push({
      id: mandate.id, person_id: person.id, certificate: mandate.certificate, constituency_id: mandate.constituencyId, delegation_id: mandate.delegationId,
      term_id: term.id, congress_id: congress.id, name: congress.name, division_code: congress.divisionCode, line: row.line,
    });
    world.certificates.set(mandate.certificate, person.id);
    for (const one of world.constituencies.values()) if (one.id === mandate.constituencyId) one.taken++;
  }
  if (post) person.posts.push({ person_id: person.id, organ_id: post.organId, congress_id: congress.id, organ: post.organName, kind: post.organKind, title: post.title, roles: [...post.roles], line: row.line });
  world.codes.set(congress.id, { code: congress.divisionCode, name: congress.name });
}

function planOrganRow(row: ParsedRow, world: ImportWorld): Plan {
  if (row.organ === null) return invalid(row.line, row.problems);
  const { plan, differences, problems } = planOrgan(row, row.organ, world);
  if (problems.length > 0) return invalid(row.line, problems);
  const verdict = plan?.isNew ? 'new' : plan ? 'changed' : 'same';
  return { line: row.line, verdict, problems: [], differences, act: plan && { row, person: null, mandate: null, post: null, organ: plan }, choices: [] };
}

/** The plan of one row; the world then holds what it brings. */
export function planRow(kind: ImportKind, row: ParsedRow, world: ImportWorld): Plan {
  if (row.problems.length > 0) return invalid(row.line, row.problems);
  return kind === 'organs' ? planOrganRow(row, world) : planPersonRow(kind, row, world);
}
