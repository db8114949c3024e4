// What became of what one deputy said: their own page, and what of it anybody may see.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { dutyKinds, isDutyKind } from '../model.ts';
import { changeKinds, isChangeKind } from './model.ts';
import type { impactInput } from './model-inputs.ts';
import type { ImpactView } from './model-views.ts';

/** Kinds of record that are something said. */
const said = ['suggestion_submitted', 'suggestion_cosigned', 'motion_submitted', 'motion_cosigned', 'opinion_collected', 'opinion_taken_up', 'opinion_answered'];

type Row = { subjectType: string; subjectId: string; kind: string; title: string; number: string | null; saidOn: string; kinds: string[]; changes: { kind: string; on: string; text: string; proof: string }[]; total: number };

async function page(work: Work, mandateIds: readonly string[], { only, limit, offset }: { only: readonly string[] | null; limit: number; offset: number }): Promise<Pick<ImpactView, 'rows' | 'total'>> {
  const rows = await work.sql<Row>(
    `WITH things AS (
       SELECT DISTINCT ON (subject_id) subject_type, subject_id, kind, title, detail ->> 'number' AS number, occurred_on FROM duty_record
       WHERE mandate_id = ANY ($1::uuid[]) AND kind = ANY ($2::text[]) AND standing = 'counted' AND ($3::uuid[] IS NULL OR subject_id = ANY ($3::uuid[])) ORDER BY subject_id, occurred_on, id),
     changed AS (
       SELECT t.*, COALESCE(json_agg(json_build_object('kind', c.kind, 'on', to_char(c.on_day, 'YYYY-MM-DD'), 'text', c.text, 'proof', c.proof) ORDER BY c.on_day DESC, c.event_id DESC) FILTER (WHERE c.event_id IS NOT NULL), '[]') AS changes, max(c.on_day) AS latest
       FROM things t LEFT JOIN duty_change c ON c.matter_id = t.subject_id GROUP BY t.subject_type, t.subject_id, t.kind, t.title, t.number, t.occurred_on)
     SELECT subject_type AS "subjectType", subject_id AS "subjectId", kind, title, number, to_char(occurred_on, 'YYYY-MM-DD') AS "saidOn", changes, count(*) OVER ()::int AS total
     FROM changed ORDER BY latest DESC NULLS LAST, occurred_on DESC, subject_id LIMIT $4 OFFSET $5`,
    [mandateIds, said, only, limit, offset],
  );
  return {
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ total: _total, kind, changes, ...row }) => ({ ...row, saidLabel: isDutyKind(kind) ? dutyKinds[kind].label : '', changes: changes.flatMap(({ kind: change, ...facts }) => (isChangeKind(change) ? [{ ...facts, kind: change, label: changeKinds[change] }] : [])) })),
  };
}

/** How many of the changes of each kind: the first line of the page. */
async function sums(work: Work, mandateIds: readonly string[], only: readonly string[] | null): Promise<ImpactView['sums']> {
  const [row] = await work.sql<{ said: number; replied: number; kept: number; answered: number }>(
    `WITH things AS (SELECT DISTINCT subject_id FROM duty_record WHERE mandate_id = ANY ($1::uuid[]) AND kind = ANY ($2::text[]) AND standing = 'counted' AND ($3::uuid[] IS NULL OR subject_id = ANY ($3::uuid[])))
     SELECT (SELECT count(*)::int FROM things) AS said, count(DISTINCT c.matter_id) FILTER (WHERE c.kind = 'replied')::int AS replied, count(*) FILTER (WHERE c.kind = 'kept')::int AS kept, count(DISTINCT c.matter_id) FILTER (WHERE c.kind = 'answered')::int AS answered
     FROM duty_change c WHERE c.matter_id IN (SELECT subject_id FROM things)`,
    [mandateIds, said, only],
  );
  return row ?? { said: 0, replied: 0, kept: 0, answered: 0 };
}

/** The acting deputy's own; the code of the public page only where the congress publishes duty. */
export async function myImpact(work: Work, { id, congressId }: Capacity, { limit, offset }: z.output<typeof impactInput>): Promise<ImpactView> {
  const published = (await work.parameter(congressId, 'duty.publish_figures')) === true;
  const [code] = published ? await work.sql<{ code: string }>('SELECT q.code FROM mandate m JOIN deputy_code q ON q.person_id = m.person_id WHERE m.id = $1', [id]) : [];
  return { ...(await page(work, [id], { only: null, limit, offset })), sums: await sums(work, [id], null), code: code?.code ?? null };
}

/**
 * What anybody may see: of these suggestions only, which the site knows to be public.
 * @param suggestionIds public ones; nothing else of the deputy is read
 */
export async function publicImpact(work: Work, { mandateIds, suggestionIds, limit, offset }: { mandateIds: readonly string[]; suggestionIds: readonly string[]; limit: number; offset: number }): Promise<Omit<ImpactView, 'code'>> {
  return { ...(await page(work, mandateIds, { only: suggestionIds, limit, offset })), sums: await sums(work, mandateIds, suggestionIds) };
}
