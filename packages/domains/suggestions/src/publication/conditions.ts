// Which published suggestions are meant: the filters of the public list, its feed, its open data and its map of addresses, as SQL.
import { startOfDayShanghai } from '@smart/kernel/dates';
import { holdsPersonalData } from '@smart/kernel/personal-text';
import { queryOf, queryTerms } from '@smart/search';
import type { PublicListInput } from '../model-inputs.ts';
import type { Placeholder } from '../visibility.ts';

/** What is asked for, without the page. */
export type PublicFilter = Omit<PublicListInput, 'limit' | 'offset'>;

/** Of a word that stands in more published suggestions than this the newest are found. */
export const mostFound = 800;

/**
 * The public may read a row: published, not withdrawn, never what the deputy marked as unsuitable. The wall says the same for the reader
 * role; said here as well, so that the index is found by it and a reader with other rights sees no more.
 */
export const isPublic = `s.published_at IS NOT NULL AND s.state <> 'withdrawn'`;

/**
 * What the words asked for find, as a table `f (id, many, total)`; null when no words are asked for. A phone number asked for as a word finds nothing:
 * it would tell whose text it stands in.
 * @param needed of words that stand in many: how many of the newest are wanted
 */
export function wordsSql(input: PublicFilter, needed: number, p: Placeholder): string | null {
  if (!input.q) return null;
  const query = queryOf(queryTerms(input.q));
  const personal = holdsPersonalData(input.q);
  if (query === null && !personal) return null;
  if (query === null || personal) return '(SELECT NULL::uuid AS id, false AS many, 0 AS total WHERE false) f';
  const within = input.congressId ? `ARRAY[${p(input.congressId)}::uuid]` : input.division ? `ARRAY(SELECT x.id FROM congress x WHERE x.division_code LIKE ${p(`${input.division}%`)})` : 'NULL';
  return `search_published(${p(query.narrow)}::tsquery, ${p(query.asked)}::tsquery, ${within}, ${mostFound}, ${p(needed)}) f`;
}

/** Whether more is asked than words and a congress: then the newest matches alone are not enough to choose from. */
export const isNarrowed = (input: PublicFilter): boolean => Object.entries(input).some(([name, value]) => value !== undefined && value !== '' && !['q', 'congressId', 'division'].includes(name));

/** The conditions of a filter over `suggestion s`, without its words. */
export function publicConditions(input: PublicFilter, p: Placeholder): string {
  const found = [
    isPublic,
    input.congressId ? `s.congress_id = ${p(input.congressId)}` : null,
    // One evaluation, not one per row: so the index by congress and day can be used.
    input.division ? `s.congress_id = ANY (ARRAY(SELECT x.id FROM congress x WHERE x.division_code LIKE ${p(`${input.division}%`)}))` : null,
    input.termId ? `s.term_id = ${p(input.termId)}` : null,
    input.sessionId ? `s.session_id = ${p(input.sessionId)}` : null,
    input.topic ? `s.topic = ${p(input.topic)}` : null,
    input.organId ? `s.id = ANY (ARRAY(SELECT a.suggestion_id FROM assignment a WHERE a.organ_id = ${p(input.organId)} AND a.role <> 'distribute' AND a.state NOT IN ('returned', 'cancelled')))` : null,
    input.deputy ? deputySql(p(input.deputy)) : null,
    input.grade ? `s.grade = ${p(input.grade)}` : null,
    input.replied === undefined ? null : `s.replied_at IS ${input.replied ? 'NOT ' : ''}NULL`,
    input.year === undefined ? null : `s.submitted_at >= ${p(startOfDayShanghai(`${input.year}-01-01`))} AND s.submitted_at < ${p(startOfDayShanghai(`${input.year + 1}-01-01`))}`,
  ];
  return found.filter((one) => one !== null).join(' AND ');
}

/** Lead or co-signer by name: names of deputies are public (代表法 58). */
const deputySql = (name: string): string => `(s.lead_name = ${name} OR EXISTS (SELECT 1 FROM cosigner c WHERE c.suggestion_id = s.id AND c.state = 'confirmed' AND c.name = ${name}))`;
