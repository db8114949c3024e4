// What changed since my last visit: until when each person has seen each board, and what the log of acts says happened since.
import { type Capacity, readingOrgans } from '@smart/identity/capacity';
import { addDays, startOfDayShanghai, today } from '@smart/kernel/dates';
import { labelsOf } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { stateLabels, type SuggestionState } from '../model.ts';
import { echoes } from '../timeline.ts';
import { parameters, type Placeholder } from '../visibility.ts';
import type { BoardChanges, BoardKind, changesInput } from './contracts.ts';
import { boardKindOf, sourceOf } from './source.ts';

/** On a first visit the last week is shown. */
const FIRST_DAYS = 7;

/** Until when the person has seen the board; null before the first time. */
export async function seenAtOf(work: Work, { congressId, personId }: Capacity, board: BoardKind): Promise<Date | null> {
  const [row] = await work.sql<{ seenAt: Date }>('SELECT seen_at AS "seenAt" FROM board_visit WHERE congress_id = $1 AND person_id = $2 AND board = $3', [congressId, personId, board]);
  return row?.seenAt ?? null;
}

/** Marks the own board as seen until now. */
export async function markSeen(work: Work, capacity: Capacity): Promise<{ seenAt: string }> {
  const now = work.clock.now();
  await work.sql(
    `INSERT INTO board_visit (congress_id, person_id, board, seen_at) VALUES ($1, $2, $3, $4) ON CONFLICT (congress_id, person_id, board) DO UPDATE SET seen_at = EXCLUDED.seen_at`,
    [capacity.congressId, capacity.personId, boardKindOf(capacity), now.toISOString()],
  );
  return { seenAt: now.toISOString() };
}

/** Which acts a board tells: not the system's echoes; a deputy reads the suggestion's own, an organ its own parts' besides. */
function actsSql(capacity: Capacity, p: Placeholder): string {
  const kind = boardKindOf(capacity);
  const told = `l.action <> ALL (${p([...echoes, 'prepare'])}::text[])`;
  if (kind === 'congress') return `l.congress_id = ${p(capacity.congressId)} AND ${told}`;
  if (kind === 'deputy') return `l.subject_type = 'suggestion' AND ${told}`;
  const organs = `${p([...readingOrgans(capacity)])}::uuid[]`;
  return `(l.subject_type = 'suggestion' OR EXISTS (SELECT 1 FROM assignment y WHERE y.id = l.subject_id AND (y.organ_id = ANY (${organs}) OR y.assigned_by_organ_id = ANY (${organs})))
    OR EXISTS (SELECT 1 FROM supervision_letter y WHERE y.id = l.subject_id AND y.organ_id = ANY (${organs}))) AND ${told}`;
}

type Row = { suggestionId: string; title: string; numberLabel: string | null; state: SuggestionState; at: Date; action: string; subjectType: string; actorLabel: string; acts: number; total: number };

/** What others did to the board's items since the last visit: one line for each item with its newest act, the newest first. */
export async function boardChanges(work: Work, capacity: Capacity, input: z.output<typeof changesInput>): Promise<BoardChanges> {
  const seenAt = await seenAtOf(work, capacity, boardKindOf(capacity));
  const since = seenAt ?? startOfDayShanghai(addDays(today(work.clock), -FIRST_DAYS));
  const { values, p } = parameters();
  const { from, where } = sourceOf(capacity, p, `${p(today(work.clock))}::date`);
  const rows = await work.sql<Row>(
    `WITH item AS MATERIALIZED (SELECT s.id, s.title, s.number_label, s.state FROM ${from} WHERE ${where} AND s.updated_at > ${p(since.toISOString())}),
       acts AS (SELECT l.matter_id, l.at, l.action, l.subject_type, l.actor_label, count(*) OVER (PARTITION BY l.matter_id)::int AS acts, row_number() OVER (PARTITION BY l.matter_id ORDER BY l.at DESC, l.id DESC) AS nth
         FROM item i JOIN action_log l ON l.matter_id = i.id AND l.at > ${p(since.toISOString())}
         WHERE ${actsSql(capacity, p)} AND l.person_id IS DISTINCT FROM ${p(capacity.personId)}::uuid)
     SELECT i.id AS "suggestionId", i.title, i.number_label AS "numberLabel", i.state, a.at, a.action, a.subject_type AS "subjectType", a.actor_label AS "actorLabel", a.acts, count(*) OVER ()::int AS total
     FROM acts a JOIN item i ON i.id = a.matter_id WHERE a.nth = 1 ORDER BY a.at DESC, i.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  return {
    since: since.toISOString(),
    first: seenAt === null,
    total: rows[0]?.total ?? 0,
    rows: rows.map(({ state, at, action, subjectType, total: _total, ...row }) => ({ ...row, stateLabel: stateLabels[state], at: at.toISOString(), label: labelsOf(subjectType).action(action) })),
  };
}
