// Lists: one statement for a page of rows, whatever the filter. This is what the benchmark measures.
import type { Capacity } from '@smart/identity/capacity';
import { addDays, startOfDayShanghai } from '@smart/kernel/dates';
import { toQuery } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import { behindSql } from './analysis/measures.ts';
import { stageOfState, suggestionStates } from './model.ts';
import type { ListInput } from './model-inputs.ts';
import type { ListView } from './model-views.ts';
import { sightsOf } from './policy.ts';
import { type Lighting, lightingOf, listRowOf, type RowColumns, rowColumns, shownDueSql } from './rows.ts';
import { parameters, type Placeholder, sightSql, visibleSql } from './visibility.ts';

/**
 * The list asked for, within what the capacity may see. Without a scope an officer or leader gets the own congress, in the order of one
 * index; what other tiers handed to the own organ is in the scope `organ` and in the inbox.
 */
function scopeSql(capacity: Capacity, asked: ListInput['scope'], p: Placeholder): string {
  const scope = asked ?? (sightsOf(capacity).some((sight) => sight.by === 'congress') ? 'congress' : undefined);
  if (scope === undefined) return visibleSql(capacity, p);
  const wanted = { mine: 'lead', cosigned: 'cosigner', organ: 'organ', congress: null }[scope];
  const sights = sightsOf(capacity).filter((sight) => (wanted === null ? sight.by === 'congress' || sight.by === 'deputy' : sight.by === wanted));
  return sights.length === 0 ? 'false' : `(${sights.map((sight) => sightSql(sight, p)).join(' OR ')})`;
}

/** "12", "第12号" mean a number; everything else is searched as words. */
export function searchSql(q: string, p: Placeholder): string | null {
  const number = /^第?\s*(\d{1,5})\s*号?$/.exec(q.trim())?.[1];
  if (number !== undefined) return `s.number = ${p(Number(number))}`;
  const query = toQuery(q);
  return query === null ? null : `s.search_vector @@ ${p(query)}::tsquery`;
}

function lightSql(light: NonNullable<ListInput['light']>, { today, amberDays }: Lighting, p: Placeholder): string {
  const amberFrom = addDays(today, amberDays);
  if (light === 'done') return 's.due_on IS NULL';
  const due = shownDueSql(`${p(today)}::date`);
  switch (light) {
    case 'red':
      return `${due} < ${p(today)}::date`;
    case 'amber':
      return `${due} BETWEEN ${p(today)}::date AND ${p(amberFrom)}::date`;
    case 'green':
      return `${due} > ${p(amberFrom)}::date`;
  }
}

/** States of a stage of the board. */
const statesOfStage = (stage: NonNullable<ListInput['stage']>): string[] => suggestionStates.filter((state) => stageOfState[state] === stage);

function filters(input: ListInput, lighting: Lighting, p: Placeholder): string[] {
  const found: (string | null)[] = [
    input.q ? searchSql(input.q, p) : null,
    input.states && input.states.length > 0 ? `s.state = ANY (${p(input.states)})` : null,
    input.stage ? `s.state = ANY (${p(statesOfStage(input.stage))})` : null,
    input.topic ? `s.topic = ${p(input.topic)}` : null,
    input.organId ? `s.id IN (SELECT f.suggestion_id FROM assignment f WHERE f.organ_id = ${p(input.organId)} AND f.state <> 'returned')` : null,
    input.termId ? `s.term_id = ${p(input.termId)}` : null,
    input.sessionId ? `s.session_id = ${p(input.sessionId)}` : null,
    input.inRecess === undefined ? null : `s.session_id IS ${input.inRecess ? '' : 'NOT '}NULL`,
    input.key === undefined ? null : `s.key_supervision = ${p(input.key)}`,
    input.light ? lightSql(input.light, lighting, p) : null,
    input.grade ? `s.grade = ${p(input.grade)}` : null,
    input.result ? `s.result = ${p(input.result)}` : null,
    input.published === undefined ? null : `s.published_at IS ${input.published ? 'NOT ' : ''}NULL`,
    input.attitude ? `s.attitude = ${p(input.attitude)}` : null,
    ...behindSql(input, lighting.today, p),
    input.submittedFrom ? `s.submitted_at >= ${p(startOfDayShanghai(input.submittedFrom))}` : null,
    input.submittedTo ? `s.submitted_at < ${p(startOfDayShanghai(addDays(input.submittedTo, 1)))}` : null,
    // A draft thrown away is nobody's business any more.
    `NOT (s.state = 'withdrawn' AND s.submitted_at IS NULL)`,
  ];
  return found.filter((one) => one !== null);
}

const orders: Record<ListInput['sort'], string> = {
  due: 's.due_on ASC NULLS LAST, s.id DESC',
  submitted: 's.submitted_at DESC NULLS FIRST, s.id DESC',
  updated: 's.updated_at DESC, s.id DESC',
  number: 's.term_id, s.number NULLS LAST, s.id',
};

/** What a list or an analysis of this input looks at, within what the capacity may see. */
export function matchingSql(capacity: Capacity, input: ListInput, lighting: Lighting, p: Placeholder): string {
  return [scopeSql(capacity, input.scope, p), ...filters(input, lighting, p)].join(' AND ');
}

/** A page of the suggestions the capacity may see. */
export async function listSuggestions(work: Work, capacity: Capacity, input: ListInput): Promise<ListView> {
  const lighting = await lightingOf(work, capacity.congressId);
  const { values, p } = parameters();
  const where = matchingSql(capacity, input, lighting, p);
  const matching = values.length;
  const rows = await work.sql<RowColumns>(
    `SELECT ${rowColumns} FROM suggestion s WHERE ${where} ORDER BY ${orders[input.sort]} LIMIT ${p(input.limit + 1)} OFFSET ${p(input.offset)}`,
    values,
  );
  const total = input.withTotal ? await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM suggestion s WHERE ${where}`, values.slice(0, matching)) : [];
  return { rows: rows.slice(0, input.limit).map((row) => listRowOf(row, lighting)), hasMore: rows.length > input.limit, total: total[0]?.count ?? null };
}
