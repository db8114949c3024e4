// Which organ should handle it: those that handled similar suggestions, and those whose remit names its words. A proposal with its
// reason; people decide.
import type { Capacity } from '@smart/identity/capacity';
import { toSimilarQuery } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import type { RecommendView } from './model-views-desks.ts';
import { DomainError } from '@smart/kernel/errors';
import { remitHits } from './remits.ts';
import { sharedWords } from './telling-words.ts';
import { parameters, visibleSql } from './visibility.ts';

type Subject = { id: string; title: string; text: string; topic: string | null; congressId: string; proposedOrganIds: string[] };
type Past = { organId: string; title: string };
type Remit = { id: string; name: string; shortName: string; remit: string; kind: string };
type Score = { organId: string; organName: string; kind: string; points: number; reasons: string[] };

const POINTS = { past: 3, proposed: 2 } as const;
/** A single word somewhere in the text is no ground to name an organ. */
const LEAST_POINTS = 1;
const SHOWN = 3;
/** Titles that share less than this part of their telling words are not alike. */
const LEAST_SHARED = 0.3;

/**
 * Up to three organs, the best first, with the words that speak for each.
 * @throws DomainError common.not_found
 */
export async function recommendOrgans(work: Work, capacity: Capacity, id: string): Promise<RecommendView> {
  const subject = await subjectOf(work, capacity, id);
  const organs = await work.sql<Remit>(
    `SELECT id, name, short_name AS "shortName", remit, kind FROM organ WHERE congress_id = $1 AND abolished_on IS NULL
     AND kind IN ('department', 'government_office', 'court', 'procuratorate', 'supervisory_commission', 'special_committee', 'working_committee', 'other')`,
    [capacity.congressId],
  );
  const scores = new Map<string, Score>(organs.map((one) => [one.id, { organId: one.id, organName: one.name, kind: one.kind, points: 0, reasons: [] }]));
  addRemits(scores, organs, subject);
  addPast(scores, await pastOf(work, capacity, subject), subject);
  for (const organId of subject.proposedOrganIds) add(scores.get(organId), POINTS.proposed, '代表建议由其承办');
  const ranked = [...scores.values()].filter((one) => one.points >= LEAST_POINTS).toSorted((a, b) => b.points - a.points);
  const shown = ranked.slice(0, SHOWN).map((one, at) => viewOf(one, at === 0, ranked));
  return { organs: throughOffice(capacity, organs, ranked[0], shown) };
}

/** Executive matters go from the congress to the government office, which hands on to its departments (上海 11). */
function throughOffice(capacity: Capacity, organs: readonly Remit[], best: Score | undefined, shown: RecommendView['organs']): RecommendView['organs'] {
  const office = organs.find((one) => one.kind === 'government_office');
  const first = shown[0];
  if (!office || !first || best?.kind !== 'department' || !capacity.roles.includes('congress_officer')) return shown;
  return [{ organId: office.id, organName: office.name, role: 'distribute', confidence: first.confidence, reason: `行政事项由${office.shortName}分办，建议由${first.organName}承办（${first.reason}）` }, ...shown];
}

async function subjectOf(work: Work, capacity: Capacity, id: string): Promise<Subject> {
  const { values, p } = parameters();
  const [found] = await work.sql<Subject>(
    `SELECT s.id, s.title, s.background || ' ' || s.proposal AS text, s.topic, s.congress_id AS "congressId", s.proposed_organ_ids AS "proposedOrganIds" FROM suggestion s WHERE s.id = ${p(id)} AND ${visibleSql(capacity, p)}`,
    values,
  );
  if (!found) throw new DomainError('common.not_found', { what: '建议' });
  return found;
}

/** Who answered suggestions like this one before. */
async function pastOf(work: Work, capacity: Capacity, subject: Subject): Promise<Past[]> {
  const query = toSimilarQuery(`${subject.title}。${subject.title}。${subject.text}`, 12);
  if (query === null) return [];
  const { values, p } = parameters();
  const like = `${p(query)}::tsquery`;
  return work.sql<Past>(
    `SELECT a.organ_id AS "organId", x.title FROM
       (SELECT s.id, s.title, ts_rank(s.search_vector, ${like}) AS score FROM suggestion s WHERE s.search_vector @@ ${like} AND ${visibleSql(capacity, p)} AND s.id <> ${p(subject.id)} ORDER BY score DESC LIMIT 15) x
     JOIN assignment a ON a.suggestion_id = x.id AND a.role IN ('lead', 'separate') AND a.state IN ('in_handling', 'reply_under_review', 'replied', 'second_handling', 'completed')`,
    values,
  );
}

function add(score: Score | undefined, points: number, reason: string): void {
  if (!score) return;
  score.points += points;
  if (!score.reasons.includes(reason)) score.reasons.push(reason);
}

/** Rank alone says only which is most alike, not whether it is alike: the shared words of the titles do. */
function addPast(scores: ReadonlyMap<string, Score>, past: readonly Past[], subject: Subject): void {
  for (const one of past) {
    const { part } = sharedWords(one.title, `${subject.title} ${subject.text}`);
    if (part >= LEAST_SHARED) add(scores.get(one.organId), POINTS.past * part, `办理过类似建议《${one.title}》`);
  }
}

function addRemits(scores: ReadonlyMap<string, Score>, organs: readonly Remit[], subject: Subject): void {
  for (const [organId, { points, words, inName }] of remitHits(organs, subject)) {
    const score = scores.get(organId);
    if (words.length > 0) add(score, points, `职责涉及${words.slice(0, 4).map((word) => `“${word}”`).join('')}`);
    if (inName !== null) add(score, words.length > 0 ? 0 : points, `单位名称含“${inName}”`);
  }
}

function viewOf(score: Score, first: boolean, ranked: readonly Score[]): RecommendView['organs'][number] {
  const all = ranked.slice(0, SHOWN).reduce((sum, one) => sum + one.points, 0);
  return {
    organId: score.organId,
    organName: score.organName,
    role: first ? 'lead' : 'assisting',
    confidence: Math.round((score.points / all) * Math.min(1, score.points / 4) * 100) / 100,
    reason: score.reasons.slice(0, 3).join('；'),
  };
}
