// Looking, inside one congress: calls and their topics for staff and deputies, with the figures of the desk.
import type { Capacity } from '@smart/identity/capacity';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { topics as kinds } from '../model.ts';
import { parameters, type Placeholder } from '../visibility.ts';
import { type CallState, callStateLabels, isHeldReason, isProgress, isSetAsideGround, type Participants, progressLabels, publicCallStates, setAsideGrounds, type TopicState, topicStateLabels } from './model.ts';
import type { listCallsInput, listTopicsInput } from './model-inputs.ts';
import type { CallFigures, CallView, TopicView } from './model-views.ts';

/** Counts over `call_topic t`; what was merged is counted where it went. */
export const figureColumns = `COALESCE(sum(t.proposals) FILTER (WHERE t.state <> 'merged'), 0)::int AS proposals, COALESCE(sum(t.supports) FILTER (WHERE t.state <> 'merged'), 0)::int AS supports,
  (count(*) FILTER (WHERE t.state <> 'merged'))::int AS topics, (count(*) FILTER (WHERE t.state = 'taken_up'))::int AS "takenUp",
  (count(*) FILTER (WHERE t.state = 'taken_up' AND t.stage = 'replied'))::int AS answered, (count(*) FILTER (WHERE t.state = 'set_aside'))::int AS "setAside",
  (count(*) FILTER (WHERE t.state = 'open'))::int AS waiting, (count(*) FILTER (WHERE t.state = 'held'))::int AS held`;

export type CallRow = { id: string; version: number; state: CallState; title: string; wanted: string; topics: string[]; startsOn: string; endsOn: string; participants: Participants; summary: string; figures: CallFigures };

const callColumns = `c.id, c.version, c.state, c.title, c.wanted, c.topics, to_char(c.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(c.ends_on, 'YYYY-MM-DD') AS "endsOn", c.participants, c.summary,
  (SELECT to_json(f) FROM (SELECT ${figureColumns} FROM call_topic t WHERE t.call_id = c.id) f) AS figures`;

const isKeeper = (capacity: Capacity): boolean => capacity.roles.some((role) => role === 'congress_officer' || role === 'congress_leader');

function callViewOf(row: CallRow, day: string, keeper: boolean): CallView {
  const { figures } = row;
  return {
    ...row, stateLabel: callStateLabels[row.state], topics: kinds.filter((kind) => row.topics.includes(kind)), running: row.state === 'open' && row.startsOn <= day && day <= row.endsOn,
    // What staff have not looked at is theirs to know.
    figures: keeper ? figures : { ...figures, topics: figures.topics - figures.held, held: 0 },
  };
}

/** Deputies see what the public sees; drafts are the office's. */
const seenBy = (capacity: Capacity, p: Placeholder): string => `c.congress_id = ${p(capacity.congressId)}${isKeeper(capacity) ? '' : ` AND c.state = ANY (${p([...publicCallStates])})`}`;

/** The congress's calls, running ones first. */
export async function listCalls(work: Work, capacity: Capacity, input: z.output<typeof listCallsInput>): Promise<{ rows: CallView[]; total: number }> {
  const { values, p } = parameters();
  const where = [
    seenBy(capacity, p),
    ...(input.q ? [`strpos(lower(c.title || ' ' || c.wanted), lower(${p(input.q)})) > 0`] : []),
    input.states?.length ? `c.state = ANY (${p(input.states)})` : `c.state <> 'discarded'`,
  ].join(' AND ');
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM topic_call c WHERE ${where}`, values);
  const rows = await work.sql<CallRow>(
    `SELECT ${callColumns} FROM topic_call c WHERE ${where} ORDER BY array_position(ARRAY['open', 'draft', 'closed', 'concluded'], c.state), c.ends_on DESC, c.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  const day = today(work.clock);
  return { rows: rows.map((row) => callViewOf(row, day, isKeeper(capacity))), total: count?.total ?? 0 };
}

/** @throws DomainError common.not_found */
export async function callOf(work: Work, capacity: Capacity, id: string): Promise<CallView> {
  const { values, p } = parameters();
  const [row] = await work.sql<CallRow>(`SELECT ${callColumns} FROM topic_call c WHERE c.id = ${p(id)} AND ${seenBy(capacity, p)}`, values);
  if (!row) throw new DomainError('common.not_found', { what: '征集' });
  return callViewOf(row, today(work.clock), isKeeper(capacity));
}

/** All calls of the congress together. */
export async function statisticsOf(work: Work, capacity: Capacity): Promise<{ calls: number; running: number; figures: CallFigures }> {
  const [row] = await work.sql<{ calls: number; running: number; figures: CallFigures }>(
    `SELECT count(*)::int AS calls, (count(*) FILTER (WHERE c.state = 'open' AND $2::date BETWEEN c.starts_on AND c.ends_on))::int AS running,
       (SELECT to_json(f) FROM (SELECT ${figureColumns} FROM call_topic t WHERE t.congress_id = $1) f) AS figures
     FROM topic_call c WHERE c.congress_id = $1 AND c.state <> 'discarded'`,
    [capacity.congressId, today(work.clock)],
  );
  if (!row) throw new Error('an aggregate has one row');
  return row;
}

type TopicRow = {
  id: string; callId: string; version: number; state: TopicState; title: string; situation: string; wish: string; place: string; heldBecause: string[]; ground: string | null; reason: string | null;
  proposals: number; supports: number; createdAt: Date; mandateId: string | null; deputyName: string | null; suggestionId: string | null; stage: string | null; numberLabel: string | null;
  joined: { name: string; mandateId: string }[]; supported: boolean;
};

function topicViewOf({ heldBecause, ground, reason, mandateId, suggestionId, stage, createdAt, ...row }: TopicRow, capacity: Capacity): TopicView {
  const mine = mandateId !== null && mandateId === capacity.id;
  const progress = stage !== null && isProgress(stage) ? stage : null;
  return {
    ...row, mine, stateLabel: topicStateLabels[row.state], heldBecause: heldBecause.filter(isHeldReason), createdAt: createdAt.toISOString(), stage: progress, stageLabel: progress === null ? null : progressLabels[progress],
    setAside: ground !== null && isSetAsideGround(ground) ? { ground, label: setAsideGrounds[ground], reason: reason ?? '' } : null,
    iJoined: row.joined.some((one) => one.mandateId === capacity.id), suggestionId: mine ? suggestionId : null,
  };
}

const topicColumns = (me: string): string => `t.id, t.call_id AS "callId", t.version, t.state, t.title, t.situation, t.wish, t.place, t.held_because AS "heldBecause", t.set_aside_ground AS ground, t.set_aside_reason AS reason,
  t.proposals, t.supports, t.created_at AS "createdAt", t.mandate_id AS "mandateId", t.deputy_name AS "deputyName", t.suggestion_id AS "suggestionId", t.stage, t.number_label AS "numberLabel",
  (SELECT COALESCE(json_agg(json_build_object('name', j.name, 'mandateId', j.mandate_id) ORDER BY j.created_at), '[]') FROM call_join j WHERE j.topic_id = t.id) AS joined,
  EXISTS (SELECT 1 FROM call_support s WHERE s.topic_id = t.id AND s.mandate_id = ${me}) AS supported`;

/** Staff see all but what went into others; deputies see what may be seen. */
const topicsSeenBy = (capacity: Capacity, p: Placeholder): string =>
  `t.congress_id = ${p(capacity.congressId)} AND t.state <> 'merged'${isKeeper(capacity) ? '' : ` AND t.shown AND EXISTS (SELECT 1 FROM topic_call c WHERE c.id = t.call_id AND c.state = ANY (${p([...publicCallStates])}))`}`;

const orders = { supports: 't.supports DESC, t.proposals DESC, t.id DESC', newest: 't.created_at DESC, t.id DESC' } as const;

export async function listTopics(work: Work, capacity: Capacity, input: z.output<typeof listTopicsInput>): Promise<{ rows: TopicView[]; total: number }> {
  const { values, p } = parameters();
  const where = [
    `t.call_id = ${p(input.callId)}`,
    topicsSeenBy(capacity, p),
    ...(input.q ? [`strpos(lower(t.title || ' ' || t.situation || ' ' || t.wish || ' ' || t.place), lower(${p(input.q)})) > 0`] : []),
    ...(input.states?.length ? [`t.state = ANY (${p(input.states)})`] : []),
  ].join(' AND ');
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM call_topic t WHERE ${where}`, values);
  const rows = await work.sql<TopicRow>(`SELECT ${topicColumns(p(capacity.id))} FROM call_topic t WHERE ${where} ORDER BY ${orders[input.sort]} LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`, values);
  return { rows: rows.map((row) => topicViewOf(row, capacity)), total: count?.total ?? 0 };
}

/** @throws DomainError common.not_found */
export async function topicOf(work: Work, capacity: Capacity, topicId: string): Promise<TopicView> {
  const { values, p } = parameters();
  const [row] = await work.sql<TopicRow>(`SELECT ${topicColumns(p(capacity.id))} FROM call_topic t WHERE t.id = ${p(topicId)} AND ${topicsSeenBy(capacity, p)}`, values);
  if (!row) throw new DomainError('common.not_found', { what: '选题' });
  return topicViewOf(row, capacity);
}

type ProposalRow = { id: string; source: 'citizen' | 'deputy'; proposerName: string | null; title: string; situation: string; wish: string; place: string; createdAt: Date };

/** Everybody's own words in a topic, oldest first; for staff. @throws DomainError common.not_found */
export async function proposalsOf(work: Work, capacity: Capacity, topicId: string) {
  await topicOf(work, capacity, topicId);
  const rows = await work.sql<ProposalRow>(
    `SELECT id, source, proposer_name AS "proposerName", title, situation, wish, place, created_at AS "createdAt" FROM call_proposal WHERE topic_id = $1 ORDER BY created_at, id LIMIT 200`,
    [topicId],
  );
  return { rows: rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.toISOString() })) };
}
