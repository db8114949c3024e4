// What is said of a suggestion itself: its quality in the office's judgement, and who recommends it as outstanding (青岛 38, 河南 6).
import { type Capacity, hasRole } from '@smart/identity/capacity';
import { yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actingOf } from '../act.ts';
import { viewerOf, visibleMatter } from '../detail.ts';
import type { Matter } from '../matter.ts';
import { stateLabels, statesAfterRegistration, type SuggestionState } from '../model.ts';
import { lockedOfCongress } from '../own.ts';
import { todayOf } from '../settle.ts';
import { parameters, visibleSql } from '../visibility.ts';
import { type AppraisalView, type judgeInput, type Quality, qualityLabels, type recommendedInput, type RecommendedView, type recommendInput } from './model.ts';

type Recommender = { kind: 'organ' | 'committee' | 'delegation'; name: string };

const registered = (state: SuggestionState): boolean => statesAfterRegistration.some((one) => one === state);

/** In whose name a capacity recommends: its organ that handled it, its body of the congress, the delegation it leads. Nobody recommends the own one. */
async function recommenderOf(work: Work, capacity: Capacity, matter: Matter): Promise<Recommender | null> {
  if (!registered(matter.row.state)) return null;
  if (capacity.kind === 'mandate') {
    if (capacity.congressId !== matter.row.congressId || capacity.personId === matter.row.leadPersonId) return null;
    const [led] = await work.sql<{ name: string }>('SELECT name FROM delegation WHERE congress_id = $1 AND leader_id = $2 AND term_id = $3', [capacity.congressId, capacity.personId, capacity.termId ?? null]);
    return led ? { kind: 'delegation', name: led.name } : null;
  }
  if (capacity.organName === undefined) return null;
  if (capacity.congressId === matter.row.congressId && hasRole(capacity, 'congress_officer', 'congress_leader')) return { kind: 'committee', name: capacity.organName };
  const handled = matter.assignments.some((one) => one.organId === capacity.organId && one.role !== 'distribute' && one.state !== 'returned');
  return handled && hasRole(capacity, 'handling_clerk', 'handling_head') ? { kind: 'organ', name: capacity.organName } : null;
}

/**
 * Quality and recommendations of one suggestion, as far as the viewer may know them: the office's judgement stays in the office.
 * @throws DomainError common.not_found
 */
export async function appraisalOf(work: Work, capacity: Capacity, id: string): Promise<AppraisalView> {
  const matter = await visibleMatter(work, capacity, id);
  const inside = viewerOf(matter, capacity) === 'congress';
  const [quality] = inside
    ? await work.sql<{ quality: Quality; reason: string; byLabel: string; at: Date }>('SELECT quality, reason, by_label AS "byLabel", at FROM suggestion_quality WHERE suggestion_id = $1', [id])
    : [];
  const recommendations = await work.sql<{ id: string; byKind: Recommender['kind']; byName: string; reason: string; at: Date }>(
    'SELECT id, by_kind AS "byKind", by_name AS "byName", reason, at FROM outstanding_recommendation WHERE suggestion_id = $1 ORDER BY at, id', [id],
  );
  const own = await recommenderOf(work, capacity, matter);
  const already = own !== null && recommendations.some((one) => one.byKind === own.kind && one.byName === own.name);
  return {
    quality: quality ? { ...quality, label: qualityLabels[quality.quality], at: quality.at.toISOString() } : null,
    mayJudge: inside && hasRole(capacity, 'congress_officer') && registered(matter.row.state),
    recommendations: recommendations.map((one) => ({ ...one, at: one.at.toISOString() })),
    mayRecommendAs: own === null || already ? null : own.name,
  };
}

/** The office judges a suggestion's quality; given again it replaces the one before. @throws DomainError common.not_found, workflow.refused */
export async function judgeQuality(work: Work, capacity: Capacity, input: z.output<typeof judgeInput>): Promise<{ done: true }> {
  const { row } = await lockedOfCongress(work, capacity, input.id);
  if (!registered(row.state)) throw new DomainError('workflow.refused', { reason: '立案以后才评定建议质量' });
  await work.sql(
    `INSERT INTO suggestion_quality (suggestion_id, congress_id, quality, reason, by_label, at) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (suggestion_id) DO UPDATE SET quality = EXCLUDED.quality, reason = EXCLUDED.reason, by_label = EXCLUDED.by_label, at = EXCLUDED.at`,
    [input.id, row.congressId, input.quality, input.reason, actingOf(capacity).label, work.clock.now()],
  );
  return { done: true };
}

/** Recommends a suggestion as outstanding, in the name of the organ, body or delegation the actor speaks for. @throws DomainError common.not_found, common.forbidden, workflow.refused */
export async function recommend(work: Work, capacity: Capacity, input: z.output<typeof recommendInput>): Promise<{ done: true }> {
  const matter = await visibleMatter(work, capacity, input.id);
  const own = await recommenderOf(work, capacity, matter);
  if (own === null) throw new DomainError('common.forbidden', { reason: '优秀建议由承办单位、人大机构和代表团团长推荐，不能推荐自己领衔的建议' });
  const made = await work.sql(
    `INSERT INTO outstanding_recommendation (id, congress_id, suggestion_id, by_kind, by_name, reason, by_label, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (suggestion_id, by_kind, by_name) DO NOTHING RETURNING id`,
    [newId(), matter.row.congressId, input.id, own.kind, own.name, input.reason, actingOf(capacity).label, work.clock.now()],
  );
  if (made.length === 0) throw new DomainError('workflow.refused', { reason: `${own.name}已经推荐过这件建议` });
  return { done: true };
}

type Row = { id: string; title: string; numberLabel: string | null; leadName: string; state: SuggestionState; quality: Quality | null; recommendations: RecommendedView['rows'][number]['recommendations'] };

/** Recommended suggestions of the congress, those with most recommendations first. */
export async function recommendedOf(work: Work, capacity: Capacity, input: z.output<typeof recommendedInput>): Promise<RecommendedView> {
  const { values, p } = parameters();
  const year = input.year ?? yearOf(todayOf(work));
  const where = `s.congress_id = ${p(capacity.congressId)} AND ${visibleSql(capacity, p)} AND EXISTS (SELECT 1 FROM outstanding_recommendation o WHERE o.suggestion_id = s.id AND o.at >= ${p(`${year}-01-01T00:00:00+08:00`)} AND o.at < ${p(`${year + 1}-01-01T00:00:00+08:00`)})`;
  const matching = values.length;
  const rows = await work.sql<Row>(
    `SELECT s.id, s.title, s.number_label AS "numberLabel", s.lead_name AS "leadName", s.state, (SELECT q.quality FROM suggestion_quality q WHERE q.suggestion_id = s.id) AS quality,
       (SELECT json_agg(json_build_object('id', o.id, 'byKind', o.by_kind, 'byName', o.by_name, 'reason', o.reason, 'at', o.at) ORDER BY o.at) FROM outstanding_recommendation o WHERE o.suggestion_id = s.id) AS recommendations
     FROM suggestion s WHERE ${where} ORDER BY (SELECT count(*) FROM outstanding_recommendation o WHERE o.suggestion_id = s.id) DESC, s.number LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  const [counted] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM suggestion s WHERE ${where}`, values.slice(0, matching));
  return { rows: rows.map(({ state, quality, ...row }) => ({ ...row, stateLabel: stateLabels[state], quality: quality === null ? null : qualityLabels[quality] })), total: counted?.total ?? 0 };
}
