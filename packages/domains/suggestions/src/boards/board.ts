// 实时监督: how many stand where and how urgent, the items behind the figures, and how the organs stand.
import { type Capacity, readingOrgans } from '@smart/identity/capacity';
import { daysBetween } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { searchSql } from '../lists.ts';
import { type DeadlineKind, type Stage, stageLabels, stageOfState, stages, type SuggestionState, suggestionStates } from '../model.ts';
import { type Lighting, lightingOf, listRowOf, type RowColumns, rowColumns } from '../rows.ts';
import { parameters, type Placeholder } from '../visibility.ts';
import type { BoardFilter, BoardItem, BoardSummary } from './contracts.ts';
import { boardKindOf, type Source, sourceOf } from './source.ts';
import { seenAtOf } from './visits.ts';

const statesOfStage = (stage: Stage): SuggestionState[] => suggestionStates.filter((state) => stageOfState[state] === stage);
const underWay = suggestionStates.filter((state) => stageOfState[state] !== null && state !== 'closed');

/** The light of a limit as SQL; the day of the limit itself is still in time. */
const lightSql = (due: string, { today, amberDays }: Lighting, p: Placeholder): string =>
  `CASE WHEN ${due} IS NULL THEN 'done' WHEN ${due} < ${p(today)}::date THEN 'red' WHEN ${due} <= ${p(today)}::date + ${p(amberDays)}::int THEN 'amber' ELSE 'green' END`;

type Counted = { state: SuggestionState; light: 'green' | 'amber' | 'red' | 'done'; count: number };

/** The figures of the board that the capacity looks at. */
export async function boardSummary(work: Work, capacity: Capacity): Promise<BoardSummary> {
  const lighting = await lightingOf(work, capacity.congressId);
  const { values, p } = parameters();
  const { from, where, due } = sourceOf(capacity, p, `${p(lighting.today)}::date`);
  const [counted, organs, seenAt] = await Promise.all([
    work.sql<Counted>(`SELECT s.state, ${lightSql(due, lighting, p)} AS light, count(*)::int AS count FROM ${from} WHERE ${where} GROUP BY 1, 2`, values),
    organsOf(work, capacity, lighting),
    seenAtOf(work, capacity, boardKindOf(capacity)),
  ]);
  return { board: boardKindOf(capacity), asOf: lighting.today, seenAt: seenAt?.toISOString() ?? null, stages: stagesOf(counted), organs };
}

function stagesOf(counted: readonly Counted[]): BoardSummary['stages'] {
  return stages.map((stage) => {
    const rows = counted.filter((one) => stageOfState[one.state] === stage);
    const sum = (some: readonly Counted[]) => some.reduce((total, one) => total + one.count, 0);
    const of = (light: Counted['light']) => sum(rows.filter((one) => one.light === light));
    return { stage, label: stageLabels[stage], count: sum(rows), green: of('green'), amber: of('amber'), red: of('red') };
  });
}

function filtersOf(input: BoardFilter, source: Source, lighting: Lighting, seenAt: Date | null, p: Placeholder): string[] {
  const found: (string | null)[] = [
    `s.state = ANY (${p(input.stage ? statesOfStage(input.stage) : underWay)})`,
    input.light ? `${lightSql(source.due, lighting, p)} = ${p(input.light)}` : null,
    input.topic ? `s.topic = ${p(input.topic)}` : null,
    input.organId ? `EXISTS (SELECT 1 FROM assignment f WHERE f.suggestion_id = s.id AND f.organ_id = ${p(input.organId)} AND f.state NOT IN ('returned', 'cancelled'))` : null,
    input.sessionId ? `s.session_id = ${p(input.sessionId)}` : null,
    input.inRecess === undefined ? null : `s.session_id IS ${input.inRecess ? '' : 'NOT '}NULL`,
    input.key ? 's.key_supervision' : null,
    input.changed && seenAt ? `s.updated_at > ${p(seenAt.toISOString())}` : null,
    input.q ? wordsSql(input.q, p) : null,
  ];
  return found.filter((one) => one !== null);
}

/** Words of the text as the library searches them; or of number, deputy and organ, as one reads them in the row. */
function wordsSql(q: string, p: Placeholder): string | null {
  const text = searchSql(q, p);
  const shown = `concat_ws(' ', s.title, s.number_label, s.lead_name, s.lead_organ_name) ILIKE ${p(`%${q.replaceAll(/[\\%_]/g, '\\$&')}%`)}`;
  return text === null ? shown : `(${text} OR ${shown})`;
}

type ItemColumns = RowColumns & { shownDueOn: string | null; shownDueKind: DeadlineKind | null; lastContactOn: string | null };

/** A page of the board's items, the most urgent first. */
export async function boardItems(work: Work, capacity: Capacity, input: BoardFilter): Promise<{ rows: BoardItem[]; total: number }> {
  const lighting = await lightingOf(work, capacity.congressId);
  const seenAt = await seenAtOf(work, capacity, boardKindOf(capacity));
  const { values, p } = parameters();
  const source = sourceOf(capacity, p, `${p(lighting.today)}::date`);
  const where = [source.where, ...filtersOf(input, source, lighting, seenAt, p)].join(' AND ');
  const matching = [...values];
  const [rows, total] = await Promise.all([
    work.sql<ItemColumns>(
      `SELECT ${rowColumns}, ${source.due} AS "shownDueOn", ${source.dueKind} AS "shownDueKind",
         (SELECT max(k.contacted_on)::text FROM contact k WHERE k.suggestion_id = s.id) AS "lastContactOn"
       FROM ${source.from} WHERE ${where} ORDER BY ${source.due} ASC NULLS LAST, s.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
      values,
    ),
    work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${source.from} WHERE ${where}`, matching),
  ]);
  return { rows: rows.flatMap((row) => itemOf(row, lighting, seenAt)), total: total[0]?.count ?? 0 };
}

function itemOf({ shownDueOn, shownDueKind, lastContactOn, ...row }: ItemColumns, lighting: Lighting, seenAt: Date | null): BoardItem[] {
  const stage: Stage | null = stageOfState[row.state];
  if (stage === null) return [];
  const shown = listRowOf({ ...row, dueOn: shownDueOn, dueKind: shownDueKind }, lighting);
  const extendedUntil = row.extended && row.replyDueOn !== null && row.replyDueOn >= lighting.today ? row.replyDueOn : null;
  return [{ ...shown, stage, daysLeft: shownDueOn === null ? null : daysBetween(lighting.today, shownDueOn), lastContactOn, extendedUntil, changed: seenAt !== null && row.updatedAt > seenAt }];
}

/** Organs with open parts: how many, near their limit, past it. Of the own congress, or of the own organ and the departments it hands on to. */
async function organsOf(work: Work, capacity: Capacity, { today, amberDays }: Lighting): Promise<BoardSummary['organs']> {
  const kind = boardKindOf(capacity);
  if (kind === 'deputy') return [];
  const { values, p } = parameters();
  const day = `${p(today)}::date`;
  const organs = `${p([...readingOrgans(capacity)])}::uuid[]`;
  const own =
    kind === 'congress'
      ? `x.congress_id = ${p(capacity.congressId)}`
      : `x.suggestion_id = ANY (ARRAY(SELECT a.suggestion_id FROM assignment a WHERE a.organ_id = ANY (${organs}))) AND (x.organ_id = ANY (${organs}) OR x.assigned_by_organ_id = ANY (${organs}))`;
  return work.sql<BoardSummary['organs'][number]>(
    `SELECT x.organ_id AS "organId", max(x.organ_name) AS "organName", count(*)::int AS open,
       count(*) FILTER (WHERE d.due_on BETWEEN ${day} AND ${day} + ${p(amberDays)}::int)::int AS amber, count(*) FILTER (WHERE d.due_on < ${day})::int AS red
     FROM assignment x LEFT JOIN LATERAL (
       SELECT min(q.due_on) FILTER (WHERE NOT (q.lawful AND q.due_on < ${day})) AS due_on FROM (SELECT y.due_on, bool_or(y.kind IN ('reply', 'second_reply') AND y.due_on > y.first_due_on AND y.due_on >= ${day}) OVER () AS lawful
         FROM deadline y WHERE y.subject_id = x.id AND y.status = 'open') q) d ON true
     WHERE ${own} AND x.state IN ('assigned', 'return_requested', 'in_handling', 'reply_under_review', 'second_handling') AND ${organs} IS NOT NULL
     GROUP BY x.organ_id ORDER BY red DESC, amber DESC, open DESC, 2 LIMIT 200`,
    values,
  );
}
