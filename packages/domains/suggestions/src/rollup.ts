// Counts that upper tiers may read: by congress, month of submission and measure, kept by events, without personal data.
import type { Capacity } from '@smart/identity/capacity';
import { dateInShanghai } from '@smart/kernel/dates';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { evaluationSql, promptnessSql } from './analysis/measures.ts';
import { suggestionEventPayload } from './events.ts';
import type { rollupInput } from './model-inputs.ts';
import type { RollupView } from './model-views-desks.ts';
import { todayOf } from './settle.ts';

/** Events after which a month's counts may differ. What only time changes (overdue) is no measure. */
const types = [
  'suggestion.submitted', 'suggestion.split_off', 'suggestion.converted', 'suggestion.registered', 'suggestion.not_accepted', 'suggestion.merged', 'suggestion.withdrawn', 'suggestion.replied', 'suggestion.evaluated',
  'suggestion.closed_unevaluated', 'suggestion.coordination_closed', 'suggestion.commitment_kept', 'suggestion.reopened',
];

/** The measures of one suggestion `s`, as an array of their names. */
const measuresSql = (today: string): string => {
  const when = (condition: string, name: string) => `CASE WHEN ${condition} THEN ${name} END`;
  const timed = promptnessSql(today);
  return `ARRAY['submitted', ${[
    when('s.registered_at IS NOT NULL', `'registered'`), when('s.registered_at IS NOT NULL', `'topic:' || coalesce(s.topic, 'other')`),
    when(`s.state = 'not_accepted'`, `'not_accepted'`), when(`s.state = 'withdrawn'`, `'withdrawn'`), when(`s.state = 'closed'`, `'closed'`),
    when('s.replied_at IS NOT NULL', `'replied'`), when('s.replied_at IS NOT NULL', `'grade:' || coalesce(s.grade, '-')`),
    when(`(${timed}) IN ('in_time', 'late')`, timed), when('s.result IS NOT NULL', `'evaluations'`), when('s.result IS NOT NULL', `'result:' || s.result`),
    when(`(${evaluationSql}) = 'not_evaluated'`, `'not_evaluated'`), when('s.reopened > 0', `'reopened'`),
  ].join(', ')}]`;
};

/**
 * Counts the months of the unit's congress anew from its suggestions: after an event the one month, to rebuild all of them. Counting anew
 * instead of adding makes a repeated or lost event harmless.
 * @param month YYYY-MM; null for all
 */
export async function countAnew(work: Work, congressId: string, month: string | null): Promise<void> {
  // Two events of one month must not overtake each other: the later count must be of the later rows.
  await work.sql(`SELECT pg_advisory_xact_lock(hashtextextended('suggestion_rollup:' || $1, 0))`, [congressId]);
  await work.sql('DELETE FROM suggestion_rollup WHERE congress_id = $1 AND ($2::text IS NULL OR period = $2)', [congressId, month]);
  await work.sql(
    `INSERT INTO suggestion_rollup (congress_id, period, measure, count)
     SELECT $1::uuid, to_char(s.submitted_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM'), m.measure, count(*)::int
     FROM suggestion s CROSS JOIN LATERAL unnest(${measuresSql('$3')}) m(measure)
     WHERE s.congress_id = $1 AND s.submitted_at IS NOT NULL AND m.measure IS NOT NULL
       AND ($2::text IS NULL OR (s.submitted_at >= ($2 || '-01')::timestamp AT TIME ZONE 'Asia/Shanghai' AND s.submitted_at < (($2 || '-01')::timestamp + interval '1 month') AT TIME ZONE 'Asia/Shanghai'))
     GROUP BY 2, 3`,
    [congressId, month, todayOf(work)],
  );
}

/** For the job registry: `registerConsumer(rollupConsumer.name, rollupConsumer.types, rollupConsumer.handle)`. */
export const rollupConsumer = {
  name: 'suggestions-rollup',
  types,
  handle: async (work: Work, event: DomainEvent): Promise<void> => {
    const { submittedMonth } = suggestionEventPayload.parse(event.payload);
    // The event of handing in was made before there was a month: it is the month of the event.
    await countAnew(work, event.congressId, submittedMonth ?? dateInShanghai(event.at).slice(0, 7));
  },
};

/** The counts of the own congress and those below it; never rows, never people. Asked for others it gives none. */
export async function rollupsOf(work: Work, capacity: Capacity, input: z.output<typeof rollupInput>): Promise<RollupView> {
  const rows = await work.sql<RollupView['rows'][number]>(
    `SELECT r.congress_id AS "congressId", c.name AS "congressName", r.period, r.measure, r.count FROM suggestion_rollup r JOIN congress c ON c.id = r.congress_id
     WHERE c.division_code LIKE $1 AND ($2::uuid[] IS NULL OR r.congress_id = ANY ($2::uuid[])) AND r.period >= $3 AND r.period <= $4
     ORDER BY c.division_code, r.period, r.measure LIMIT 20000`,
    [`${capacity.divisionCode}%`, input.congressIds ?? null, input.from ?? '0000-00', input.to ?? '9999-99'],
  );
  return { rows };
}
