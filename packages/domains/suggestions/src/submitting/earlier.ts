// 先看以前的答复: whoever writes what was asked before may follow it, contest its answer, or add a new aspect. The relation is kept, and told to
// whoever examines, handles and reads.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { publicStateLabel, stateLabels, type SuggestionState } from '../model.ts';
import { lockedOwn, principalOf } from '../own.ts';
import { answersOf } from '../similar.ts';
import { parameters, visibleSql } from '../visibility.ts';
import type { FollowedView, followedInput, followInput, RelationKind, RelationsView, RelationView, relateInput, unrelateInput } from './model.ts';

/** Enough to tell from what it differs; a suggestion that answers six others should be six. */
const MOST_RELATIONS = 5;

type Earlier = { id: string; congressId: string; congressName: string; title: string; numberLabel: string | null; state: SuggestionState; own: boolean };

/** The earlier suggestion as the capacity may know it. @throws DomainError common.not_found */
async function earlierOf(work: Work, capacity: Capacity, id: string): Promise<Earlier> {
  const { values, p } = parameters();
  const [visible] = await work.sql<{ congressId: string }>(`SELECT s.congress_id AS "congressId" FROM suggestion s WHERE s.id = ${p(id)} AND s.submitted_at IS NOT NULL AND s.state <> 'withdrawn' AND ${visibleSql(capacity, p)}`, values);
  const own = visible !== undefined;
  const [answer] = await answersOf(work, capacity, [{ id, own }]);
  if (!answer) throw new DomainError('common.not_found', { what: '以前的建议' });
  const [published] = own ? [] : await work.sql<{ congressId: string }>('SELECT congress_id AS "congressId" FROM published_words(ARRAY[$1::uuid])', [id]);
  return { id, own, congressId: visible?.congressId ?? published?.congressId ?? capacity.congressId, congressName: answer.congressName, title: answer.title, numberLabel: answer.numberLabel, state: answer.state };
}

const writable: readonly SuggestionState[] = ['draft', 'awaiting_cosigners', 'returned_for_amendment'];

/**
 * Keeps how the draft stands to an earlier suggestion; once more for the same one changes it.
 * @throws DomainError common.not_found, common.conflict, workflow.refused (handed in already)
 */
export async function relate(work: Work, capacity: Capacity, input: z.output<typeof relateInput>): Promise<RelationsView> {
  const { row } = await lockedOwn(work, capacity, input.id);
  if (!writable.includes(row.state)) throw new DomainError('workflow.refused', { reason: '建议已经提交，不能再改动与以前建议的关系', remedy: '需要补充的，请与代表工作机构联系' });
  if (input.earlierId === input.id) throw new DomainError('common.conflict', { reason: '不能关联自己' });
  const earlier = await earlierOf(work, capacity, input.earlierId);
  const [count] = await work.sql<{ count: number }>('SELECT count(*)::int AS count FROM suggestion_relation WHERE suggestion_id = $1 AND earlier_id <> $2', [input.id, input.earlierId]);
  if ((count?.count ?? 0) >= MOST_RELATIONS) throw new DomainError('common.conflict', { reason: `一件建议最多关联 ${MOST_RELATIONS} 件以前的建议` });
  await work.sql(
    `INSERT INTO suggestion_relation (suggestion_id, earlier_id, congress_id, earlier_congress_id, earlier_title, earlier_number_label, earlier_congress_name, kind, note, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (suggestion_id, earlier_id) DO UPDATE SET kind = $8, note = $9`,
    [input.id, earlier.id, row.congressId, earlier.congressId, earlier.title, earlier.numberLabel, earlier.congressName, input.kind, input.note, work.clock.now()],
  );
  return relationsOf(work, capacity, input.id);
}

/** Takes a relation back before handing in. @throws DomainError common.not_found, workflow.refused */
export async function unrelate(work: Work, capacity: Capacity, input: z.output<typeof unrelateInput>): Promise<RelationsView> {
  const { row } = await lockedOwn(work, capacity, input.id);
  if (!writable.includes(row.state)) throw new DomainError('workflow.refused', { reason: '建议已经提交，不能再改动与以前建议的关系', remedy: '需要补充的，请与代表工作机构联系' });
  await work.sql('DELETE FROM suggestion_relation WHERE suggestion_id = $1 AND earlier_id = $2', [input.id, input.earlierId]);
  return relationsOf(work, capacity, input.id);
}

type Kept = { id: string; title: string; numberLabel: string | null; congressName: string; kind: RelationKind; note: string; visible: SuggestionState | null };

/** To which earlier ones it refers, and which later ones refer to it, as far as the capacity may know of them. */
export async function relationsOf(work: Work, capacity: Capacity, id: string): Promise<RelationsView> {
  const { values, p } = parameters();
  const rows = await work.sql<Kept>(
    `SELECT r.earlier_id AS id, r.earlier_title AS title, r.earlier_number_label AS "numberLabel", r.earlier_congress_name AS "congressName", r.kind, r.note,
       (SELECT s.state FROM suggestion s WHERE s.id = r.earlier_id AND s.state <> 'withdrawn' AND ${visibleSql(capacity, p)}) AS visible
     FROM suggestion_relation r WHERE r.suggestion_id = ${p(id)} ORDER BY r.created_at`,
    values,
  );
  const published = await publishedAmong(work, rows.filter((one) => one.visible === null).map((one) => one.id));
  return {
    earlier: rows.map(({ visible, ...one }): RelationView => {
      const open = published.get(one.id);
      const opens = visible !== null ? 'own' : open ? 'public' : 'nowhere';
      return { ...one, opens, stateLabel: visible !== null ? stateLabels[visible] : open ? publicStateLabel(open) : null };
    }),
    later: await referencesOf(work, capacity, id),
  };
}

async function publishedAmong(work: Work, ids: readonly string[]): Promise<Map<string, SuggestionState>> {
  if (ids.length === 0) return new Map();
  const rows = await work.sql<{ id: string; state: SuggestionState }>('SELECT id, state FROM published_answers($1::uuid[])', [ids]);
  return new Map(rows.map((one) => [one.id, one.state]));
}

type Reference = Omit<RelationView, 'opens' | 'stateLabel'> & { state: SuggestionState };

async function referencesOf(work: Work, capacity: Capacity, id: string): Promise<RelationView[]> {
  const { values, p } = parameters();
  // A draft that refers to it is its writer's own business.
  const own = await work.sql<Reference>(
    `SELECT s.id, s.title, s.number_label AS "numberLabel", c.name AS "congressName", r.kind, r.note, s.state
     FROM suggestion_relation r JOIN suggestion s ON s.id = r.suggestion_id JOIN congress c ON c.id = s.congress_id
     WHERE r.earlier_id = ${p(id)} AND s.submitted_at IS NOT NULL AND s.state <> 'withdrawn' AND ${visibleSql(capacity, p)} ORDER BY s.submitted_at DESC LIMIT 20`,
    values,
  );
  const others = await work.sql<Omit<Reference, 'note'>>(`SELECT id, kind, title, number_label AS "numberLabel", congress_name AS "congressName", state FROM published_references($1)`, [id]);
  const known = new Set(own.map((one) => one.id));
  return [
    ...own.map(({ state, ...one }): RelationView => ({ ...one, opens: 'own', stateLabel: stateLabels[state] })),
    ...others.filter((one) => !known.has(one.id)).map(({ state, ...one }): RelationView => ({ ...one, note: null, opens: 'public', stateLabel: publicStateLabel(state) })),
  ];
}

/**
 * Follows an earlier suggestion instead of handing in the same again: told of its progress from now on. Twice is once.
 * @throws DomainError common.not_found, suggestions.not_a_deputy
 */
export async function follow(work: Work, capacity: Capacity, input: z.output<typeof followInput>): Promise<{ following: boolean; title: string }> {
  const deputy = principalOf(capacity);
  if (deputy === null) throw new DomainError('suggestions.not_a_deputy', { congress: capacity.congressName });
  const earlier = await earlierOf(work, capacity, input.earlierId);
  await work.sql(
    `INSERT INTO suggestion_follow (suggestion_id, mandate_id, person_id, congress_id, title, told_state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (suggestion_id, mandate_id) DO NOTHING`,
    [earlier.id, deputy.mandateId, deputy.personId, capacity.congressId, earlier.title, earlier.state, work.clock.now()],
  );
  return { following: true, title: earlier.title };
}

/** Ends it. Nothing to end is no fault. */
export async function unfollow(work: Work, capacity: Capacity, input: z.output<typeof followInput>): Promise<{ following: boolean; title: string }> {
  const [ended] = await work.sql<{ title: string }>('DELETE FROM suggestion_follow WHERE suggestion_id = $1 AND mandate_id = $2 RETURNING title', [input.earlierId, principalOf(capacity)?.mandateId ?? null]);
  return { following: false, title: ended?.title ?? '' };
}

/** What the deputy follows, the newest first. */
export async function followedBy(work: Work, capacity: Capacity, { limit, offset }: z.output<typeof followedInput>): Promise<FollowedView> {
  const { values, p } = parameters();
  const rows = await work.sql<{ id: string; title: string; since: Date; state: SuggestionState | null; numberLabel: string | null; congressName: string | null }>(
    `SELECT f.suggestion_id AS id, f.title, f.created_at AS since, s.state, s.number_label AS "numberLabel", c.name AS "congressName"
     FROM suggestion_follow f LEFT JOIN suggestion s ON s.id = f.suggestion_id AND s.state <> 'withdrawn' AND ${visibleSql(capacity, p)} LEFT JOIN congress c ON c.id = s.congress_id
     WHERE f.mandate_id = ${p(principalOf(capacity)?.mandateId ?? null)} ORDER BY f.created_at DESC, f.suggestion_id LIMIT ${p(limit + 1)} OFFSET ${p(offset)}`,
    values,
  );
  const shown = rows.slice(0, limit);
  const away = shown.filter((one) => one.state === null).map((one) => ({ id: one.id, own: false }));
  const published = new Map((await answersOf(work, capacity, away)).map((one) => [one.id, one]));
  return {
    hasMore: rows.length > limit,
    rows: shown.map(({ state, since, ...one }) => {
      const open = published.get(one.id);
      return {
        id: one.id, title: one.title, since: since.toISOString(),
        opens: state !== null ? 'own' : open ? 'public' : 'nowhere',
        congressName: one.congressName ?? open?.congressName ?? '',
        numberLabel: one.numberLabel ?? open?.numberLabel ?? null,
        stateLabel: state !== null ? stateLabels[state] : open ? publicStateLabel(open.state) : null,
      };
    }),
  };
}
