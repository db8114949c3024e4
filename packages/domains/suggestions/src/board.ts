// 监督看板: every suggestion under way by stage, with its light, and which organs are late.
import type { Capacity } from '@smart/identity/capacity';
import { daysBetween } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { type Stage, stageLabels, stageOfState, stages, type SuggestionState, suggestionStates } from './model.ts';
import type { BoardView } from './model-views-desks.ts';
import { type Lighting, lightingOf, listRowOf, type RowColumns, rowColumns } from './rows.ts';
import { parameters, visibleSql } from './visibility.ts';

/** Rows the board shows; the counts are of all. */
const SHOWN = 200;

const underWay = suggestionStates.filter((state) => stageOfState[state] !== null && state !== 'closed');

type Counted = { state: SuggestionState; light: 'green' | 'amber' | 'red' | 'done'; count: number };

/** The board of what the capacity may see, the most urgent first. */
export async function boardOf(work: Work, capacity: Capacity): Promise<BoardView> {
  const lighting = await lightingOf(work, capacity.congressId);
  const { values, p } = parameters();
  const visible = visibleSql(capacity, p);
  const light = `CASE WHEN s.due_on IS NULL THEN 'done' WHEN s.due_on < ${p(lighting.today)}::date THEN 'red' WHEN s.due_on <= ${p(lighting.today)}::date + ${p(lighting.amberDays)}::int THEN 'amber' ELSE 'green' END`;
  const counted = await work.sql<Counted>(`SELECT s.state, ${light} AS light, count(*)::int AS count FROM suggestion s WHERE ${visible} AND s.submitted_at IS NOT NULL GROUP BY 1, 2`, values);
  return { asOf: lighting.today, stages: stagesOf(counted), items: await itemsOf(work, capacity, lighting), organs: await organsOf(work, capacity, lighting) };
}

function stagesOf(counted: readonly Counted[]): BoardView['stages'] {
  return stages.map((stage) => {
    const rows = counted.filter((one) => stageOfState[one.state] === stage);
    const sum = (some: readonly Counted[]) => some.reduce((total, one) => total + one.count, 0);
    const of = (light: Counted['light']) => sum(rows.filter((one) => one.light === light));
    return { stage, label: stageLabels[stage], count: sum(rows), green: of('green'), amber: of('amber'), red: of('red') };
  });
}

async function itemsOf(work: Work, capacity: Capacity, lighting: Lighting): Promise<BoardView['items']> {
  const { values, p } = parameters();
  const rows = await work.sql<RowColumns & { lastContactOn: string | null }>(
    `SELECT ${rowColumns}, (SELECT max(k.contacted_on) FROM contact k JOIN assignment a ON a.id = k.assignment_id WHERE a.suggestion_id = s.id) AS "lastContactOn" FROM suggestion s WHERE ${visibleSql(capacity, p)} AND s.state = ANY (${p(underWay)}) ORDER BY s.due_on ASC NULLS LAST, s.id LIMIT ${SHOWN}`,
    values,
  );
  return rows.flatMap((row) => {
    const stage: Stage | null = stageOfState[row.state];
    return stage === null ? [] : [{ ...listRowOf(row, lighting), stage, daysLeft: row.dueOn === null ? null : daysBetween(lighting.today, row.dueOn), lastContactOn: row.lastContactOn }];
  });
}

/** Organs with open parts: how many, near their limit, past it. Of the own congress, or of the own office's departments. */
async function organsOf(work: Work, capacity: Capacity, { today, amberDays }: Lighting): Promise<BoardView['organs']> {
  const { values, p } = parameters();
  const visible = visibleSql(capacity, p);
  const day = `${p(today)}::date`;
  return work.sql<BoardView['organs'][number]>(
    `SELECT a.organ_id AS "organId", max(a.organ_name) AS "organName", count(*)::int AS open,
       count(*) FILTER (WHERE d.due_on BETWEEN ${day} AND ${day} + ${p(amberDays)}::int)::int AS amber, count(*) FILTER (WHERE d.due_on < ${day})::int AS red
     FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id
     LEFT JOIN LATERAL (SELECT min(x.due_on) AS due_on FROM deadline x WHERE x.subject_id = a.id AND x.status = 'open') d ON true
     WHERE ${visible} AND a.state IN ('assigned', 'return_requested', 'in_handling', 'reply_under_review', 'second_handling')
     GROUP BY a.organ_id ORDER BY red DESC, amber DESC, open DESC LIMIT 100`,
    values,
  );
}
