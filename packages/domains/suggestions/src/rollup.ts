// Counts that upper tiers may read: by congress, month of submission and measure, kept by events, without personal data.
import type { Capacity } from '@smart/identity/capacity';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { suggestionEventPayload, type SuggestionEventPayload } from './events.ts';
import type { rollupInput } from './model-inputs.ts';
import type { RollupView } from './model-views-desks.ts';

/** Which measures an event changes, and by how much. */
const measures: Record<string, (payload: SuggestionEventPayload) => Record<string, number>> = {
  'suggestion.submitted': () => ({ submitted: 1 }),
  'suggestion.split_off': () => ({ submitted: 1 }),
  'suggestion.converted': ({ topic }) => ({ submitted: 1, registered: 1, [`topic:${topic ?? 'other'}`]: 1 }),
  'suggestion.registered': ({ topic }) => ({ registered: 1, [`topic:${topic ?? 'other'}`]: 1 }),
  'suggestion.not_accepted': () => ({ not_accepted: 1 }),
  'suggestion.withdrawn': () => ({ withdrawn: 1 }),
  // A second reply is no second answered suggestion.
  'suggestion.replied': ({ facts }) => (facts.round === undefined || facts.round === 1 ? { replied: 1, [`grade:${facts.grade ?? '-'}`]: 1 } : {}),
  // One evaluation stands for each suggestion, the newest; the one before it no longer counts.
  'suggestion.evaluated': ({ facts }): Record<string, number> => {
    if (facts.previousResult === facts.result) return {};
    return { [`result:${facts.result ?? '-'}`]: 1, ...(facts.previousResult ? { [`result:${facts.previousResult}`]: -1 } : { evaluations: 1 }) };
  },
  'suggestion.closed_unevaluated': ({ facts }): Record<string, number> => (facts.closedUnevaluated ? { not_evaluated: 1 } : {}),
  // A satisfied evaluation falls with the reopening, a dissatisfied one stands; who had not evaluated is under way again.
  'suggestion.reopened': ({ facts }) => ({
    reopened: 1,
    ...(facts.previousResult === null || facts.previousResult === undefined ? { not_evaluated: -1 } : {}),
    ...(facts.previousResult === 'satisfied' || facts.previousResult === 'mostly_satisfied' ? { evaluations: -1, [`result:${facts.previousResult}`]: -1 } : {}),
  }),
};

/** For the job registry: `registerConsumer(rollupConsumer.name, rollupConsumer.types, rollupConsumer.handle)`. */
export const rollupConsumer = {
  name: 'suggestions-rollup',
  types: Object.keys(measures),
  handle: async (work: Work, event: DomainEvent): Promise<void> => {
    const payload = suggestionEventPayload.parse(event.payload);
    const period = payload.submittedMonth ?? event.at.slice(0, 7);
    for (const [measure, by] of Object.entries(measures[event.type]?.(payload) ?? {})) {
      await work.sql(
        `INSERT INTO suggestion_rollup (congress_id, period, measure, count) VALUES ($1, $2, $3, $4)
         ON CONFLICT (congress_id, period, measure) DO UPDATE SET count = suggestion_rollup.count + EXCLUDED.count`,
        [event.congressId, period, measure, by],
      );
    }
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
