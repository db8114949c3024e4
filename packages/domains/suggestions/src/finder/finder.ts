// Earlier suggestions like a text: the index names a few hundred by their rarest words, a finer comparison orders them. One function for
// all who ask: the deputy who writes, the clerk who examines, whoever groups or merges.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import { parameters, visibleSql } from '../visibility.ts';
import { wordCounts } from './counts.ts';
import { cosine, questionsOf, strengthsOf, strengthsOfVector, titleLikeness, type WordCounts, weigh } from './weighing.ts';

/** One found suggestion. `own`: the capacity may read it as a whole; otherwise only what is published of it. */
export type Found = { readonly id: string; readonly own: boolean; readonly title: string; readonly score: number };

export type Asked = { readonly title: string; readonly text: string; readonly without?: string | undefined; readonly limit: number };

/** Compared finely; beyond them nothing shares enough telling words. */
const COMPARED = { own: 60, others: 80 } as const;
/** Rows that one question may touch. */
const MOST_EACH = 150;
/** Letters beyond these tell nothing new and cost time. */
const READ = 1500;
/** What the own congress was told before is nearer than what another one was. */
const OWN_LIKENESS = 0.04;
/** Below this two texts share little more than everyday words. */
const LEAST_LIKENESS = 0.06;
const SHARE_OF_TITLE = 0.25;

type Candidate = { id: string; congressId: string; title: string; words: string | null; at: Date; replied: boolean };

/** The most alike first; only what the capacity may see, and what anybody may read of other congresses. */
export async function findSimilar(work: Work, capacity: Capacity, { title, text, without, limit }: Asked): Promise<Found[]> {
  const counts = await wordCounts(work);
  const read = text.slice(0, READ);
  const questions = questionsOf(title, read, counts);
  if (questions === null) return [];
  const near = await work.sql<{ id: string }>('SELECT id FROM suggestion_candidates($1, $2::text[], $3::real[], $4, $5, $6)', [
    questions.any, questions.questions.map((one) => one.query), questions.questions.map((one) => one.weight), MOST_EACH, COMPARED.own, COMPARED.others,
  ]);
  const ids = near.map((one) => one.id).filter((id) => id !== without);
  if (ids.length === 0) return [];
  const own = await visibleAmong(work, capacity, ids);
  const seen = new Set(own.map((one) => one.id));
  const others = await work.sql<Candidate>('SELECT id, congress_id AS "congressId", title, words, submitted_at AS at, replied FROM published_words($1::uuid[])', [ids.filter((id) => !seen.has(id))]);
  return ranked({ title, text: read }, [...own.map((one) => ({ ...one, own: true })), ...others.map((one) => ({ ...one, own: false }))], counts).slice(0, limit);
}

function visibleAmong(work: Work, capacity: Capacity, ids: readonly string[]): Promise<Candidate[]> {
  const { values, p } = parameters();
  return work.sql<Candidate>(
    `SELECT s.id, s.congress_id AS "congressId", s.title, s.submitted_at AS at, s.replied_at IS NOT NULL AS replied, ts_filter(s.search_vector, '{a,b}')::text AS words FROM suggestion s WHERE s.id = ANY (${p(ids)}::uuid[]) AND ${visibleSql(capacity, p)} AND s.submitted_at IS NOT NULL AND s.state <> 'withdrawn'`,
    values,
  );
}

/** Orders candidates by likeness: weighted words, and the letters of the titles. */
export function ranked(asked: { readonly title: string; readonly text: string }, candidates: readonly (Candidate & { own: boolean })[], counts: WordCounts): Found[] {
  const newest = newestOfEach(candidates);
  const question = weigh(strengthsOf(asked.title, asked.text), counts);
  return newest
    .map(({ id, own, title, words }) => {
      const likeness = (1 - SHARE_OF_TITLE) * cosine(question, weigh(strengthsOfVector(words ?? ''), counts)) + SHARE_OF_TITLE * titleLikeness(asked.title, title);
      return { id, own, title, score: likeness + (own ? OWN_LIKENESS : 0) };
    })
    .filter((one) => one.score >= LEAST_LIKENESS)
    .toSorted((a, b) => b.score - a.score);
}

/** What a congress was told again and again in the same words stands once, with its latest answer if there is one. */
function newestOfEach<One extends Candidate>(candidates: readonly One[]): One[] {
  const newest = new Map<string, One>();
  for (const one of candidates) {
    const key = `${one.congressId} ${one.title}`;
    const known = newest.get(key);
    if (!known || (one.replied && !known.replied) || (one.replied === known.replied && known.at < one.at)) newest.set(key, one);
  }
  return [...newest.values()];
}
