// Where a board's items come from: for each kind of board one SELECT over `suggestion s` that begins at the own congress's or organ's index,
// so that a board costs what its own items cost, however large the province is.
import { type Capacity, hasRole, readingOrgans } from '@smart/identity/capacity';
import { shownDueSql } from '../rows.ts';
import { statesBeforeSubmission } from '../model.ts';
import type { Placeholder } from '../visibility.ts';
import type { BoardKind } from './contracts.ts';

/** Which board a capacity looks at. */
export function boardKindOf(capacity: Pick<Capacity, 'kind' | 'roles'>): BoardKind {
  if (capacity.kind === 'mandate' || hasRole(capacity, 'deputy_assistant')) return 'deputy';
  return hasRole(capacity, 'congress_officer', 'congress_leader') ? 'congress' : 'organ';
}

const written = `s.state NOT IN (${statesBeforeSubmission.map((state) => `'${state}'`).join(', ')})`;

/** The own organ's parts, and those it handed on (a government office watches its departments). */
const ownParts = (organs: string): string => `(x.organ_id = ANY (${organs}) OR x.assigned_by_organ_id = ANY (${organs})) AND x.state NOT IN ('returned', 'cancelled')`;

/** The nearest limit of these parts. While an answer is lawfully extended, limits inside it that have passed count no more (代表法 51). */
const partsDue = (organs: string, today: string): string => `LEFT JOIN LATERAL (
  SELECT q.kind, q.due_on FROM (SELECT d.kind, d.due_on, bool_or(d.kind IN ('reply', 'second_reply') AND d.due_on > d.first_due_on AND d.due_on >= ${today}) OVER () AS lawful
    FROM assignment x JOIN deadline d ON d.subject_id = x.id AND d.status = 'open' WHERE x.suggestion_id = s.id AND ${ownParts(organs)}) q
  WHERE NOT (q.lawful AND q.due_on < ${today}) ORDER BY q.due_on LIMIT 1) part ON true`;

export type Source = { readonly from: string; readonly where: string; readonly due: string; readonly dueKind: string };

/**
 * @param today a date as SQL
 */
export function sourceOf(capacity: Capacity, p: Placeholder, today: string): Source {
  const kind = boardKindOf(capacity);
  // A statement that counts without looking at limits must name the day all the same.
  const asked = `${today} IS NOT NULL`;
  const whole = { due: shownDueSql(today), dueKind: `CASE WHEN ${shownDueSql(today)} = s.due_on THEN s.due_kind ELSE 'reply_total' END` };
  if (kind === 'congress') return { ...whole, from: 'suggestion s', where: `s.congress_id = ${p(capacity.congressId)} AND s.submitted_at IS NOT NULL AND ${written} AND ${asked}` };
  if (kind === 'organ') {
    const organs = `${p([...readingOrgans(capacity)])}::uuid[]`;
    return {
      from: `suggestion s ${partsDue(organs, today)}`,
      where: `s.id = ANY (ARRAY(SELECT a.suggestion_id FROM assignment a WHERE a.organ_id = ANY (${organs}) AND a.state NOT IN ('returned', 'cancelled')))`,
      due: 'part.due_on', dueKind: 'part.kind',
    };
  }
  const person = p(capacity.standIn?.kind === 'assistant' ? (capacity.standIn.forPersonId ?? capacity.personId) : capacity.personId);
  const open = capacity.standIn?.kind === 'assistant' && !capacity.standIn.confidential ? 'NOT s.confidential' : 'true';
  const cosigned = capacity.standIn?.kind === 'assistant' ? '' : ` OR s.id = ANY (ARRAY(SELECT c.suggestion_id FROM cosigner c WHERE c.person_id = ${person} AND c.state = 'confirmed'))`;
  return { ...whole, from: 'suggestion s', where: `s.congress_id = ${p(capacity.congressId)} AND (s.lead_person_id = ${person}${cosigned}) AND ${open} AND s.submitted_at IS NOT NULL AND ${written} AND ${asked}` };
}
