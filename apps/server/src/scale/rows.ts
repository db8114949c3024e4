/** One seeded suggestion as rows of all the tables it touches. */
import { newId } from '@smart/kernel/ids';
import { dateInShanghai, type DateString } from '@smart/kernel/dates';
import { computeDeadline } from '@smart/kernel/deadlines';
import type { Calendar } from '@smart/kernel/calendar';
import { suggestionNumberLabel } from '@smart/kernel/numbers';
import { toVector } from '@smart/search';
import { type Act, chained } from './chain.ts';
import type { Row } from './copy.ts';
import { type Fate, instantOf, steps } from './fate.ts';
import type { Matter } from './texts.ts';

export type Deputy = { readonly personId: string; readonly mandateId: string; readonly name: string; readonly label: string };
export type Clerk = { readonly personId: string; readonly capacityId: string; readonly label: string };
export type Department = { readonly id: string; readonly name: string; readonly clerk: Clerk };

export type Ground = {
  readonly congressId: string;
  readonly shortName: string;
  readonly place: string;
  readonly term: number;
  readonly termId: string;
  readonly officeId: string;
  readonly officer: Clerk;
  readonly calendar: Calendar;
  /** Search vectors of the matters as told of this place: cutting Chinese costs more than all else of a row. */
  readonly vectors: Map<Matter, string>;
};

export type Tables = Record<'suggestion' | 'assignment' | 'contact' | 'reply' | 'evaluation' | 'deadline' | 'action_log', Row[]>;
export const emptyTables = (): Tables => ({ suggestion: [], assignment: [], contact: [], reply: [], evaluation: [], deadline: [], action_log: [] });

export type Seed = { readonly at: number; readonly submittedOn: DateString; readonly fate: Fate; readonly number: number; readonly matter: Matter; readonly deputy: Deputy; readonly department: Department };

const reached = { submitted: 0, registered: 1, assigned: 2, in_handling: 3, replied: 4, closed: 5, not_accepted: 0, withdrawn: 0 } as const satisfies Record<Fate, number>;

/** Adds the rows of one suggestion. */
export function addSuggestion(tables: Tables, ground: Ground, seed: Seed): void {
  const id = newId();
  const stage = reached[seed.fate];
  const when = (after: number): string => instantOf(seed.submittedOn, after, seed.at);
  const acts = suggestionActs(ground, seed, when);
  tables.action_log.push(...chained({ congressId: ground.congressId, matterId: id, type: 'suggestion', id }, acts));
  const due = dueOf(ground, seed, when);
  tables.suggestion.push(suggestionRow(ground, seed, id, acts.length, due, when));
  if (due) tables.deadline.push(deadlineRow(ground, id, 'suggestion', id, due));
  if (stage >= 2) addAssignment(tables, ground, seed, id, when);
}

type When = (after: number) => string;
type Due = { readonly kind: string; readonly startedOn: DateString; readonly dueOn: DateString; readonly organId: string | null; readonly personId: string | null };

function suggestionActs({ officer }: Ground, { fate, deputy }: Seed, when: When): Act[] {
  const by = (who: { personId: string; capacityId: string; label: string } | null) => ({ personId: who?.personId ?? null, capacityId: who?.capacityId ?? null, actorLabel: who?.label ?? '系统' });
  const lead = by({ personId: deputy.personId, capacityId: deputy.mandateId, label: deputy.label });
  const office = by(officer);
  const system = by(null);
  const all: Act[] = [
    { action: 'submit', from: 'draft', to: 'submitted', at: when(0), ...lead },
    { action: 'accept', from: 'submitted', to: 'registered', at: when(steps.registered), ...office },
    { action: 'assign', from: 'registered', to: 'assigned', at: when(steps.assigned), ...office },
    { action: 'followHandling', from: 'assigned', to: 'in_handling', at: when(steps.accepted), ...system },
    { action: 'followReview', from: 'in_handling', to: 'reply_under_review', at: when(steps.drafted), ...system },
    { action: 'followReply', from: 'reply_under_review', to: 'replied', at: when(steps.signed), ...system },
    { action: 'evaluate', from: 'replied', to: 'closed', at: when(steps.evaluated), ...lead },
    { action: 'publish', from: 'closed', to: 'closed', at: when(steps.published), ...office },
  ];
  const count = { submitted: 1, registered: 2, assigned: 3, in_handling: 4, replied: 6, closed: 8 } as const;
  if (fate === 'withdrawn') return [...all.slice(0, 1), { action: 'withdraw', from: 'submitted', to: 'withdrawn', at: when(1), reason: '情况已经解决', ...lead }];
  if (fate === 'not_accepted') return [...all.slice(0, 1), { action: 'decline', from: 'submitted', to: 'not_accepted', at: when(steps.registered), reason: '没有实际内容', ...office }];
  return all.slice(0, count[fate]);
}

/** The limit that runs now, if any. */
function dueOf({ calendar, officeId }: Ground, { fate, department, deputy }: Seed, when: When): Due | null {
  const from = (kind: string, after: number, unit: 'working_day' | 'month', count: number, organId: string | null, personId: string | null = null): Due => {
    const startedOn = dateInShanghai(new Date(when(after)));
    return { kind, startedOn, dueOn: computeDeadline(startedOn, { unit, count }, calendar).dueOn, organId, personId };
  };
  switch (fate) {
    case 'submitted':
      return from('examination', 0, 'working_day', 7, officeId);
    case 'registered':
      return from('assignment', steps.registered, 'working_day', 7, officeId);
    case 'assigned':
    case 'in_handling':
      return from('reply_total', steps.assigned, 'month', 3, department.id);
    case 'replied':
      return from('evaluation', steps.signed, 'working_day', 20, null, deputy.personId);
    default:
      return null;
  }
}

const deadlineRow = ({ congressId }: Ground, matterId: string, type: string, subjectId: string, due: Due): Row => ({
  id: newId(), congress_id: congressId, matter_id: matterId, subject_type: type, subject_id: subjectId, kind: due.kind, started_on: due.startedOn,
  due_on: due.dueOn, first_due_on: due.dueOn, basis: { json: { label: due.kind } }, status: 'open', owner_organ_id: due.organId, owner_person_id: due.personId,
});

function suggestionRow(ground: Ground, seed: Seed, id: string, version: number, due: Due | null, when: When): Row {
  const { matter, deputy, department, fate, number } = seed;
  const stage = reached[fate];
  const filled = (text: string): string => text.replaceAll('#', ground.place);
  const [title, background, proposal] = [filled(matter.title), filled(matter.background), filled(matter.proposal)];
  const owner = fate === 'submitted' || fate === 'registered' ? 'congress' : fate === 'assigned' || fate === 'in_handling' ? 'organ' : fate === 'replied' ? 'deputy' : 'nobody';
  const numbered = stage >= 1 ? number : null;
  return {
    id, congress_id: ground.congressId, term_id: ground.termId, kind: 'suggestion', state: fate, version, draft_revision: 1, title, background, proposal, topic: matter.topic,
    researched: seed.at % 3 === 0, proposed_organ_ids: [], publish_consent: true, confidential: false, lead_mandate_id: deputy.mandateId, lead_person_id: deputy.personId,
    lead_name: deputy.name, cosigner_count: 0, number: numbered,
    number_label: numbered === null ? null : suggestionNumberLabel({ congressShort: ground.shortName, term: ground.term, session: null, number: numbered, kind: 'suggestion' }),
    key_supervision: seed.at % 97 === 0, owner_kind: owner, owner_organ_id: owner === 'congress' ? ground.officeId : owner === 'organ' ? department.id : null,
    owner_person_id: owner === 'deputy' ? deputy.personId : null, due_on: due?.dueOn ?? null, due_kind: due?.kind ?? null,
    assigned_on: stage >= 2 ? dateInShanghai(new Date(when(steps.assigned))) : null, reply_due_on: due?.kind === 'reply_total' ? due.dueOn : null, extended: false,
    submitted_at: when(0), registered_at: stage >= 1 ? when(steps.registered) : null, replied_at: stage >= 4 ? when(steps.signed) : null, closed_at: stage >= 5 ? when(steps.evaluated) : null,
    published_at: stage >= 5 ? when(steps.published) : null, decline_ground: fate === 'not_accepted' ? 'no_substance' : null, lead_organ_id: stage >= 2 ? department.id : null,
    lead_organ_name: stage >= 2 ? department.name : null, grade: stage >= 4 ? gradeOf(seed.at) : null, reply_round: stage >= 4 ? 1 : 0, attitude: stage >= 5 ? 'satisfied' : null,
    result: stage >= 5 ? resultOf(seed.at) : null, search_vector: vectorOf(ground, matter, { title, text: `${background}${proposal}` }),
    created_at: when(0), updated_at: when(stage >= 5 ? steps.published : 0),
  };
}

function vectorOf({ vectors }: Ground, matter: Matter, { title, text }: { title: string; text: string }): string {
  const known = vectors.get(matter) ?? toVector([{ text: title, weight: 'A' }, { text, weight: 'B' }]);
  vectors.set(matter, known);
  return known;
}

const gradeOf = (at: number): string => (at % 4 === 0 ? 'C' : 'A');
const resultOf = (at: number): string => (at % 9 === 0 ? 'mostly_satisfied' : 'satisfied');

function addAssignment(tables: Tables, ground: Ground, seed: Seed, suggestionId: string, when: When): void {
  const { department, deputy, fate, at } = seed;
  const id = newId();
  const stage = reached[fate];
  const clerk = { personId: department.clerk.personId, capacityId: department.clerk.capacityId, actorLabel: department.clerk.label };
  const system = { personId: null, capacityId: null, actorLabel: '系统' };
  const lead = { personId: deputy.personId, capacityId: deputy.mandateId, actorLabel: deputy.label };
  const all: Act[] = [
    { action: 'beginHandling', from: 'assigned', to: 'assigned', at: when(steps.assigned), ...system },
    { action: 'accept', from: 'assigned', to: 'in_handling', at: when(steps.accepted), ...clerk },
    { action: 'recordContact', from: 'in_handling', to: 'in_handling', at: when(steps.contacted), ...clerk },
    { action: 'confirmContact', from: 'in_handling', to: 'in_handling', at: when(steps.confirmed), ...lead },
    { action: 'submitReply', from: 'in_handling', to: 'reply_under_review', at: when(steps.drafted), ...clerk },
    { action: 'signReply', from: 'reply_under_review', to: 'replied', at: when(steps.signed), ...clerk },
    { action: 'complete', from: 'replied', to: 'completed', at: when(steps.evaluated), ...system },
  ];
  const acts = all.slice(0, stage >= 5 ? 7 : stage === 4 ? 6 : stage === 3 ? 2 : 1);
  const states = ['assigned', 'in_handling', 'replied', 'completed'] as const;
  const assignedOn = dateInShanghai(new Date(when(steps.assigned)));
  tables.action_log.push(...chained({ congressId: ground.congressId, matterId: suggestionId, type: 'assignment', id }, acts));
  tables.assignment.push({
    id, congress_id: ground.congressId, suggestion_id: suggestionId, organ_id: department.id, organ_name: department.name, organ_congress_id: ground.congressId, role: 'lead',
    state: states[stage - 2] ?? 'assigned', version: acts.length, assigned_on: assignedOn, assigned_by_organ_id: null, accepted_at: stage >= 3 ? when(steps.accepted) : null,
  });
  const part = { congress_id: ground.congressId, suggestion_id: suggestionId, assignment_id: id, organ_id: department.id, organ_name: department.name };
  if (stage >= 4) {
    tables.contact.push({ id: newId(), ...part, method: 'phone', contacted_on: dateInShanghai(new Date(when(steps.contacted))), content: '电话听取代表意见，说明初步办理打算。', by_name: '经办人', round: 1, state: 'confirmed', answered_at: when(steps.confirmed), created_at: when(steps.contacted) });
    tables.reply.push({
      id: newId(), ...part, round: 1, state: 'signed', letter_number: null, grade: gradeOf(at), body: `${deputy.name}代表：您提出的建议收悉。经研究并与您沟通，现答复如下：有关事项已安排实施，并将持续跟踪。感谢您对工作的关心和支持。`,
      copies: [], signatory: '主要负责人', signed_at: when(steps.signed), revision: 1, updated_at: when(steps.signed),
    });
  }
  if (stage >= 5) tables.evaluation.push({ id: newId(), congress_id: ground.congressId, suggestion_id: suggestionId, round: 1, person_id: deputy.personId, attitude: 'satisfied', result: resultOf(at), at: when(steps.evaluated) });
}
