// 待办: what of citizens' opinions waits for whom, the nearest limit first.
import { type Capacity, postOf } from '@smart/identity/capacity';
import { isAtDesk } from '@smart/identity/station-desk';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { columns, type Row, rowViewOf } from './looking.ts';
import type { WaitingOpinion } from './model-views.ts';

const SHOWN = 20;

type Task = { readonly label: string; readonly where: string };

/** Brought to a station at whose desk the post sits. */
const here = `o.congress_id = $1 AND ${isAtDesk('o.station_id', '$4')}`;

/** By role: what is to be done, and where that is so ($1 congress, $2 organ, $3 person, $4 post). */
const tasks = {
  accept: { label: '受理群众意见', where: `o.congress_id = $1 AND o.state = 'registered'` },
  assign: { label: '交办群众意见', where: `o.congress_id = $1 AND o.state = 'accepted'` },
  tell: { label: '告知群众', where: `o.congress_id = $1 AND o.state = 'answered'` },
  receive: { label: '签收群众意见', where: `o.organ_id = $2 AND o.state = 'assigned'` },
  reply: { label: '反馈群众意见', where: `o.organ_id = $2 AND o.state = 'handling'` },
  answerSupervision: { label: '回复督查', where: `o.organ_id = $2 AND o.id IN (SELECT s.opinion_id FROM opinion_supervision s WHERE s.state = 'issued')` },
  reviewSupervision: { label: '审核督查回复', where: `o.id IN (SELECT s.opinion_id FROM opinion_supervision s JOIN organ i ON i.id = s.issuer_organ_id WHERE s.state = 'answered' AND i.congress_id = $1)` },
  takeUp: { label: '找您的群众意见', where: `o.congress_id = $1 AND o.deputy_person_id = $3 AND (o.state = 'accepted' OR (o.state = 'registered' AND cardinality(o.held_because) = 0))` },
  acceptHere: { label: '受理群众意见', where: `${here} AND o.state = 'registered'` },
  assignHere: { label: '交办群众意见', where: `o.congress_id = $1 AND o.state = 'accepted' AND o.station_id IN (SELECT x.station_id FROM station_desk x WHERE x.appointment_id = $4::uuid AND x.duty = 'head')` },
  tellHere: { label: '告知群众', where: `${here} AND o.state = 'answered'` },
} as const satisfies Readonly<Record<string, Task>>;

function tasksOf({ roles, organId }: Capacity): Task[] {
  const handles = organId !== undefined && roles.some((role) => role === 'handling_clerk' || role === 'handling_head' || role === 'government_officer' || role === 'congress_officer');
  return [
    ...(roles.includes('congress_officer') || roles.includes('congress_leader') ? [tasks.reviewSupervision] : []),
    ...(handles ? [tasks.answerSupervision] : []),
    ...(roles.includes('congress_officer') ? [tasks.accept, tasks.assign, tasks.tell] : []),
    ...(handles ? [tasks.receive, tasks.reply] : []),
    ...(roles.includes('station_clerk') ? [tasks.acceptHere, tasks.assignHere, tasks.tellHere] : []),
    ...(roles.includes('deputy') ? [tasks.takeUp] : []),
  ];
}

/** What waits for this capacity, and how many there are in all. */
export async function waitingFor(work: Work, capacity: Capacity): Promise<{ rows: WaitingOpinion[]; total: number }> {
  const own = tasksOf(capacity);
  if (own.length === 0) return { rows: [], total: 0 };
  const day = today(work.clock);
  const task = own.map(({ label, where }) => `WHEN ${where} THEN '${label}'`).join(' ');
  const rows = await work.sql<Row & { task: string; total: number }>(
    `SELECT ${columns}, CASE ${task} END AS task, count(*) OVER ()::int AS total FROM opinion o WHERE $1::uuid IS NOT NULL AND ($2::uuid IS NULL OR true) AND ($3::uuid IS NULL OR true) AND ($4::uuid IS NULL OR true) AND (${own.map(({ where }) => `(${where})`).join(' OR ')})
     ORDER BY o.urgent DESC, o.due_on NULLS LAST, o.created_at, o.id LIMIT ${SHOWN}`,
    [capacity.congressId, capacity.organId ?? null, capacity.personId, postOf(capacity)],
  );
  return { rows: rows.map(({ task: label, ...row }) => ({ ...rowViewOf(row, capacity, day), ...(label === tasks.answerSupervision.label && row.askedBy !== null ? { dueOn: row.askedBy, overdue: row.askedBy < day } : {}), task: label })), total: rows[0]?.total ?? 0 };
}
