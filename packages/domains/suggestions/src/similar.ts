// Earlier suggestions like this one, by the words they share: to avoid double work, to merge, to see what became of it.
import type { Capacity } from '@smart/identity/capacity';
import { toSimilarQuery } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import { stateLabels, type SuggestionState } from './model.ts';
import type { SimilarView } from './model-views-desks.ts';
import { sharedWords } from './telling-words.ts';
import { parameters, visibleSql } from './visibility.ts';

type Row = { id: string; title: string; numberLabel: string | null; state: SuggestionState; leadName: string; leadOrganName: string | null; submittedAt: Date | null; score: number };

/** Ranks below this share little more than everyday words. */
const LEAST_RANK = 0.02;

/** What the capacity may see and is most like the text (or the suggestion with `id`, which is left out). */
export async function similarSuggestions(work: Work, capacity: Capacity, input: { id?: string | undefined; title: string; text: string; limit: number }): Promise<SimilarView> {
  const text = input.id !== undefined && input.title === '' ? await textOf(work, capacity, input.id) : { title: input.title, text: input.text };
  const query = toSimilarQuery(`${text.title}。${text.title}。${text.text}`, 15);
  if (query === null) return { items: [] };
  const { values, p } = parameters();
  const like = `${p(query)}::tsquery`;
  const rows = await work.sql<Row>(
    `SELECT s.id, s.title, s.number_label AS "numberLabel", s.state, s.lead_name AS "leadName", s.lead_organ_name AS "leadOrganName", s.submitted_at AS "submittedAt", ts_rank(s.search_vector, ${like}) AS score
     FROM suggestion s WHERE s.search_vector @@ ${like} AND ${visibleSql(capacity, p)} AND s.submitted_at IS NOT NULL AND s.state <> 'withdrawn' AND s.id IS DISTINCT FROM ${p(input.id ?? null)}::uuid
     ORDER BY score DESC, s.submitted_at DESC LIMIT ${p(input.limit)}`,
    values,
  );
  return {
    items: rows.filter((row) => row.score >= LEAST_RANK).map(({ state, submittedAt, ...row }) => ({
      ...row,
      stateLabel: stateLabels[state],
      submittedAt: submittedAt?.toISOString() ?? null,
      score: Math.round(row.score * 1000) / 1000,
      sharedWords: sharedWords(row.title, `${text.title} ${text.text}`).words.slice(0, 6),
    })),
  };
}

async function textOf(work: Work, capacity: Capacity, id: string): Promise<{ title: string; text: string }> {
  const { values, p } = parameters();
  const [row] = await work.sql<{ title: string; text: string }>(`SELECT s.title, s.background || ' ' || s.proposal AS text FROM suggestion s WHERE s.id = ${p(id)} AND ${visibleSql(capacity, p)}`, values);
  return row ?? { title: '', text: '' };
}
