// 承办单位排名: computed from the records by the formula in force, published as it stood with every input.
import type { Capacity } from '@smart/identity/capacity';
import { dateInShanghai, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { actingOf } from '../act.ts';
import { todayOf } from '../settle.ts';
import { placed, rankingInputNames, rankingInputs, rankingParameters, scoreOf, type Weights } from './formula.ts';
import { measure } from './measures.ts';
import { type FormulaView, formulaView, organRow, type PublicRankingView, type publicRankingInput, type RankingView, type scoreOrganInput } from './model.ts';

async function formulaOf(work: Work, congressId: string): Promise<{ view: FormulaView; weights: Weights; least: number }> {
  const number = async (key: keyof typeof rankingParameters): Promise<number> => z.int().parse(await work.parameter(congressId, key));
  const weights = {
    punctuality: await number('suggestions.ranking_punctuality'), result: await number('suggestions.ranking_result'), attitude: await number('suggestions.ranking_attitude'),
    commitments: await number('suggestions.ranking_commitments'), contact: await number('suggestions.ranking_contact'), returns: await number('suggestions.ranking_returns'), office: await number('suggestions.ranking_office'),
  };
  const least = await number('suggestions.ranking_least');
  const [changed] = await work.sql<{ at: Date | null }>('SELECT max(set_at) AS at FROM congress_parameter_history WHERE congress_id = $1 AND key = ANY ($2::text[])', [congressId, Object.keys(rankingParameters)]);
  const inputs = rankingInputNames.map((input) => ({ input, label: rankingInputs[input].label, weight: weights[input], counts: rankingInputs[input].counts }));
  return { view: { inputs, least, since: changed?.at ? dateInShanghai(changed.at) : null }, weights, least };
}

async function computed(work: Work, congressId: string, year: number, open = false): Promise<Omit<RankingView, 'published'>> {
  const today = todayOf(work);
  const { view, weights, least } = await formulaOf(work, congressId);
  const rows = (await measure(work, congressId, year, { today, open })).map((row) => ({ ...row, score: scoreOf(row.measures, weights) }));
  const { ranked, apart } = placed(rows, least);
  return { year, asOf: today, formula: view, ranked, apart: apart.map((row) => ({ ...row, place: null })) };
}

/** The ranking of what was handed over in a year, this one when none is named. */
export async function rankingOf(work: Work, { congressId }: Capacity, input: { year?: number | undefined }): Promise<RankingView> {
  const year = input.year ?? yearOf(todayOf(work));
  const [published] = await work.sql<{ at: Date; byLabel: string }>(
    'SELECT published_at AS at, by_label AS "byLabel" FROM organ_ranking WHERE congress_id = $1 AND year = $2 AND withdrawn_at IS NULL ORDER BY published_at DESC LIMIT 1', [congressId, year],
  );
  return { ...(await computed(work, congressId, year)), published: published ? { at: published.at.toISOString(), byLabel: published.byLabel } : null };
}

/**
 * The congress's own score of an organ in a year, with the reason; given again it replaces the one before.
 * @throws DomainError common.not_found for an organ that handled nothing of the congress in that year
 */
export async function scoreOrgan(work: Work, capacity: Capacity, input: z.output<typeof scoreOrganInput>): Promise<{ done: true }> {
  const known = await work.sql(
    `SELECT 1 FROM assignment WHERE congress_id = $1 AND organ_id = $2 AND role IN ('lead', 'separate') AND assigned_on BETWEEN $3::date AND $4::date LIMIT 1`,
    [capacity.congressId, input.organId, `${input.year}-01-01`, `${input.year}-12-31`],
  );
  if (known.length === 0) throw new DomainError('common.not_found', { what: '当年承办本级代表建议的单位' });
  await work.sql(
    `INSERT INTO organ_score (congress_id, organ_id, year, score, reason, by_label, at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (congress_id, organ_id, year) DO UPDATE SET score = EXCLUDED.score, reason = EXCLUDED.reason, by_label = EXCLUDED.by_label, at = EXCLUDED.at`,
    [capacity.congressId, input.organId, input.year, input.score, input.reason, actingOf(capacity).label, work.clock.now()],
  );
  return { done: true };
}

/**
 * Publishes the ranking as it stands today, over what may be made public; one published before is replaced. Reasons of the office's scores stay inside.
 * @throws DomainError workflow.refused when no organ has enough items
 */
export async function publishRanking(work: Work, capacity: Capacity, { year }: { year: number }): Promise<{ done: true }> {
  const { congressId } = capacity;
  const { asOf, formula, ranked, apart } = await computed(work, congressId, year, true);
  if (ranked.length === 0) throw new DomainError('workflow.refused', { reason: `${year} 年可以公开的建议中，没有达到最少件数的承办单位，不能公布排名`, remedy: '请待承办件数足够后再公布' });
  await withdrawRanking(work, capacity, { year });
  const organs = [...ranked, ...apart].map(({ officeReason: _inside, ...row }) => row);
  await work.sql('INSERT INTO organ_ranking (id, congress_id, year, as_of, formula, organs, by_label, published_at) VALUES ($1, $2, $3, $4::date, $5::jsonb, $6::jsonb, $7, $8)', [
    newId(), congressId, year, asOf, JSON.stringify(formula), JSON.stringify(organs), actingOf(capacity).label, work.clock.now(),
  ]);
  return { done: true };
}

/** Takes the published ranking of a year off the site; it is kept. */
export async function withdrawRanking(work: Work, { congressId }: Pick<Capacity, 'congressId'>, { year }: { year: number }): Promise<{ done: true }> {
  await work.sql('UPDATE organ_ranking SET withdrawn_at = $3 WHERE congress_id = $1 AND year = $2 AND withdrawn_at IS NULL', [congressId, year, work.clock.now()]);
  return { done: true };
}

type Published = { congressId: string; congressName: string; year: number; asOf: string; publishedAt: Date; formula: unknown; organs: unknown };
const publicOrgans = z.array(organRow.omit({ officeReason: true }));

/** Published rankings for everybody: which there are, and the one asked for or the newest. Through the reader role. */
export async function publicRanking(work: Work, input: z.output<typeof publicRankingInput>): Promise<PublicRankingView> {
  const known = await work.sql<{ id: string; name: string; years: number[] }>(
    `SELECT c.id, c.name, array_agg(DISTINCT r.year ORDER BY r.year DESC) AS years FROM organ_ranking r JOIN congress c ON c.id = r.congress_id WHERE r.withdrawn_at IS NULL GROUP BY c.id, c.name, c.division_code
     ORDER BY length(c.division_code), c.division_code`,
  );
  const [found] = await work.sql<Published>(
    `SELECT c.id AS "congressId", c.name AS "congressName", r.year, r.as_of AS "asOf", r.published_at AS "publishedAt", r.formula, r.organs FROM organ_ranking r JOIN congress c ON c.id = r.congress_id
     WHERE r.withdrawn_at IS NULL AND ($1::uuid IS NULL OR r.congress_id = $1::uuid) AND ($2::int IS NULL OR r.year = $2::int) ORDER BY r.year DESC, length(c.division_code), c.division_code, r.published_at DESC LIMIT 1`,
    [input.congressId ?? null, input.year ?? null],
  );
  return { congresses: known, ranking: found ? { ...found, publishedAt: found.publishedAt.toISOString(), formula: formulaView.parse(found.formula), organs: publicOrgans.parse(found.organs) } : null };
}
