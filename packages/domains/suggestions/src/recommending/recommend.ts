// 推荐承办单位: reads what the congress has assigned before and what the organs are there for, and ranks (ranking.ts).
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { wordCounts } from '../finder/counts.ts';
import { findSimilar } from '../finder/finder.ts';
import { strengthsOfVector, type WordCounts } from '../finder/weighing.ts';
import type { RecommendView } from '../model-views-desks.ts';
import { parameters, visibleSql } from '../visibility.ts';
import { learn, type Learned, type Neighbour } from './learned.ts';
import { type Organ, type Ranked, rankOrgans, type Reason, type Subject } from './ranking.ts';

const SHOWN = 3;
const NEIGHBOURS = 12;
/** The newest assignments of a congress: older ones were made by other departments. */
const LESSONS = 1500;
const REMEMBERED_MS = 600_000;
/** Congresses whose learning one process keeps; the least recently asked for is forgotten. */
const MOST_REMEMBERED = 60;

const handled = `a.role IN ('lead', 'separate') AND a.state IN ('in_handling', 'reply_under_review', 'replied', 'second_handling', 'completed')`;

/**
 * Up to three organs, the best first, with the words and the past suggestions that speak for each.
 * @throws DomainError common.not_found
 */
export async function recommendOrgans(work: Work, capacity: Capacity, id: string): Promise<RecommendView> {
  const subject = await subjectOf(work, capacity, id);
  const organs = await work.sql<Organ>(
    `SELECT id, name, short_name AS "shortName", remit, kind FROM organ WHERE congress_id = $1 AND abolished_on IS NULL
     AND kind IN ('department', 'government_office', 'court', 'procuratorate', 'supervisory_commission', 'special_committee', 'working_committee', 'other')`,
    [capacity.congressId],
  );
  const counts = await wordCounts(work);
  const ranked = rankOrgans(organs, subject, await learnedBy(work, capacity.congressId, counts), await neighboursOf(work, capacity, id, subject), counts);
  const readable = await readableAmong(work, capacity, ranked);
  const shown = chosen(ranked).map((one, at) => viewOf(one, at === 0 ? 'lead' : 'assisting', ranked, readable));
  return { organs: throughOffice(capacity, organs, ranked[0], shown) };
}

/** The lead, then who assisted in such matters before, then the next in rank. */
function chosen(ranked: readonly Ranked[]): Ranked[] {
  const [lead, ...rest] = ranked.filter((one) => one.points > 0);
  if (!lead) return [];
  const helpers = rest.filter((one) => one.assists !== null);
  return [lead, ...helpers, ...rest.filter((one) => one.assists === null && one.reasons.length > 0)].slice(0, SHOWN);
}

/** Executive matters go from the congress to the government office, which hands on to its departments (上海 11). */
function throughOffice(capacity: Capacity, organs: readonly Organ[], best: Ranked | undefined, shown: RecommendView['organs']): RecommendView['organs'] {
  const office = organs.find((one) => one.kind === 'government_office');
  const first = shown[0];
  if (!office || !first || best?.organ.kind !== 'department' || !capacity.roles.includes('congress_officer')) return shown;
  return [{ organId: office.id, organName: office.name, role: 'distribute', confidence: first.confidence, reason: `行政事项由${office.shortName}分办，建议由${first.organName}承办（${first.reason}）` }, ...shown];
}

async function subjectOf(work: Work, capacity: Capacity, id: string): Promise<Subject> {
  const { values, p } = parameters();
  const [found] = await work.sql<Subject>(
    `SELECT s.title, s.background || ' ' || s.proposal AS text, s.proposed_organ_ids AS "proposedOrganIds" FROM suggestion s WHERE s.id = ${p(id)} AND ${visibleSql(capacity, p)}`,
    values,
  );
  if (!found) throw new DomainError('common.not_found', { what: '建议' });
  return found;
}

const remembered = new Map<string, { learned: Learned; until: number }>();

/** What the congress learned from its newest assignments. Confidential matters teach nothing: words would tell of them. */
async function learnedBy(work: Work, congressId: string, counts: WordCounts): Promise<Learned> {
  const now = performance.now();
  const known = remembered.get(congressId);
  remembered.delete(congressId);
  if (known && known.until > now) {
    remembered.set(congressId, known);
    return known.learned;
  }
  const rows = await work.sql<{ organId: string; words: string | null }>(
    `SELECT a.organ_id AS "organId", ts_filter(s.search_vector, '{a,b}')::text AS words FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id
     WHERE a.congress_id = $1 AND s.congress_id = $1 AND NOT s.confidential AND ${handled} ORDER BY a.id DESC LIMIT ${LESSONS}`,
    [congressId],
  );
  const learned = learn(rows.map(({ organId, words }) => ({ organId, strengths: strengthsOfVector(words ?? '') })), counts);
  for (const oldest of [...remembered.keys()].slice(0, Math.max(0, remembered.size - MOST_REMEMBERED + 1))) remembered.delete(oldest);
  remembered.set(congressId, { learned, until: now + REMEMBERED_MS });
  return learned;
}

/** The own congress's suggestions like it that were handled, with those who answered and assisted. */
async function neighboursOf(work: Work, capacity: Capacity, id: string, { title, text }: Subject): Promise<Neighbour[]> {
  const near = (await findSimilar(work, capacity, { title, text, without: id, limit: NEIGHBOURS * 3 })).filter((one) => one.own);
  if (near.length === 0) return [];
  const parts = await work.sql<{ id: string; organIds: string[]; assistingIds: string[] }>(
    `SELECT s.id, COALESCE(array_agg(a.organ_id) FILTER (WHERE ${handled}), '{}') AS "organIds", COALESCE(array_agg(a.organ_id) FILTER (WHERE a.role = 'assisting' AND a.state IN ('in_handling', 'opinion_given', 'completed')), '{}') AS "assistingIds"
     FROM suggestion s JOIN assignment a ON a.suggestion_id = s.id WHERE s.id = ANY ($1::uuid[]) AND s.congress_id = $2 AND NOT s.confidential GROUP BY s.id`,
    [near.map((one) => one.id), capacity.congressId],
  );
  const known = new Map(parts.filter((one) => one.organIds.length > 0).map((one) => [one.id, one]));
  return near.flatMap((one) => {
    const part = known.get(one.id);
    return part ? [{ id: one.id, title: one.title, likeness: one.score, organIds: part.organIds, assistingIds: part.assistingIds }] : [];
  }).slice(0, NEIGHBOURS);
}

/** Of the suggestions that the reasons name, those that the capacity may read. */
async function readableAmong(work: Work, capacity: Capacity, ranked: readonly Ranked[]): Promise<Set<string>> {
  const ids = ranked.slice(0, SHOWN * 2).flatMap((one) => [...one.reasons, ...(one.assists ? [one.assists] : [])]).flatMap(({ citedId }) => (citedId === undefined ? [] : [citedId]));
  if (ids.length === 0) return new Set();
  const { values, p } = parameters();
  const rows = await work.sql<{ id: string }>(`SELECT s.id FROM suggestion s WHERE s.id = ANY (${p(ids)}::uuid[]) AND ${visibleSql(capacity, p)}`, values);
  return new Set(rows.map((one) => one.id));
}

function viewOf(one: Ranked, role: 'lead' | 'assisting', ranked: readonly Ranked[], readable: ReadonlySet<string>): RecommendView['organs'][number] {
  const all = ranked.slice(0, SHOWN).reduce((sum, { points }) => sum + points, 0) || 1;
  const reasons: readonly Reason[] = role === 'assisting' && one.assists ? [one.assists, ...one.reasons] : one.reasons;
  return {
    organId: one.organ.id,
    organName: one.organ.name,
    role,
    confidence: Math.round((one.points / all) * Math.min(1, one.points / 4) * 100) / 100,
    reason: reasons.filter(({ citedId }) => citedId === undefined || readable.has(citedId)).slice(0, 3).map(({ text }) => text).join('；'),
  };
}
