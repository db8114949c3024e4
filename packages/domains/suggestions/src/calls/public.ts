// What anybody reads of calls, through the reader role: opened calls, topics that may be seen, and of what deputies made of them the stage.
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { topicLabels as kindLabels, topics as kinds } from '../model.ts';
import { parameters } from '../visibility.ts';
import { type CallState, callStateLabels, isProgress, isSetAsideGround, type Participants, participantLabels, progressLabels, setAsideGrounds, type TopicState, topicStateLabels } from './model.ts';
import type { PublicCall, PublicTopic } from './model-views-public.ts';

type CallRow = Omit<PublicCall, 'stateLabel' | 'participantsLabel' | 'topicLabels' | 'running'> & { topics: string[]; state: CallState; participants: Participants };

const columns = `c.id, g.name AS "congressName", g.division_code AS "divisionCode", c.title, c.wanted, c.topics, to_char(c.starts_on, 'YYYY-MM-DD') AS "startsOn", to_char(c.ends_on, 'YYYY-MM-DD') AS "endsOn",
  c.state, c.participants, c.summary, f.proposals, f.supports, f."takenUp", f.answered`;
const source = `topic_call c JOIN congress g ON g.id = c.congress_id CROSS JOIN LATERAL (SELECT COALESCE(sum(t.proposals), 0)::int AS proposals, COALESCE(sum(t.supports), 0)::int AS supports,
  (count(*) FILTER (WHERE t.state = 'taken_up'))::int AS "takenUp", (count(*) FILTER (WHERE t.stage = 'replied'))::int AS answered FROM call_topic t WHERE t.call_id = c.id) f`;

function publicCallOf({ topics, ...row }: CallRow, day: string): PublicCall {
  return {
    ...row, stateLabel: callStateLabels[row.state], participantsLabel: participantLabels[row.participants], topicLabels: kinds.filter((kind) => topics.includes(kind)).map((kind) => kindLabels[kind]),
    running: row.state === 'open' && row.startsOn <= day && day <= row.endsOn,
  };
}

/** Opened calls, running ones first; of one congress when a division is named; with these words in title or text. */
export async function publicCalls(work: Work, input: { divisionCode?: string | undefined; q?: string | undefined; runningOnly?: boolean | undefined; limit: number; offset: number }): Promise<{ rows: PublicCall[]; total: number }> {
  const { values, p } = parameters();
  const day = today(work.clock);
  const where = [
    `c.state IN ('open', 'closed', 'concluded')`,
    ...(input.divisionCode ? [`g.division_code = ${p(input.divisionCode)}`] : []),
    ...(input.q ? [`strpos(lower(c.title || ' ' || c.wanted), lower(${p(input.q)})) > 0`] : []),
    ...(input.runningOnly ? [`c.state = 'open' AND ${p(day)}::date BETWEEN c.starts_on AND c.ends_on`] : []),
  ].join(' AND ');
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM topic_call c JOIN congress g ON g.id = c.congress_id WHERE ${where}`, values);
  const rows = await work.sql<CallRow>(
    `SELECT ${columns} FROM ${source} WHERE ${where} ORDER BY array_position(ARRAY['open', 'closed', 'concluded'], c.state), c.ends_on DESC, c.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  return { rows: rows.map((row) => publicCallOf(row, day)), total: count?.total ?? 0 };
}

/** Congresses that have opened a call. */
export const publicCallPlaces = (work: Work): Promise<{ divisionCode: string; name: string }[]> =>
  work.sql(`SELECT g.division_code AS "divisionCode", g.name FROM congress g WHERE g.id IN (SELECT c.congress_id FROM topic_call c) ORDER BY length(g.division_code), g.division_code`);

type TopicRow = {
  id: string; title: string; situation: string; wish: string; place: string; state: TopicState; proposals: number; supports: number; deputyName: string | null; stage: string | null; numberLabel: string | null;
  ground: string | null; reason: string | null; suggestionId: string | null;
};

const stageLabelOf = (stage: string | null): string | null => (stage !== null && isProgress(stage) ? progressLabels[stage] : null);

/** 「属于个人诉求…。说明：…」 */
export const setAsideWords = (ground: string | null, reason: string | null): string | null =>
  ground !== null && isSetAsideGround(ground) ? `${setAsideGrounds[ground]}${reason ? `。说明：${reason}` : ''}` : null;

function publicTopicOf({ stage, ground, reason, ...row }: TopicRow): PublicTopic {
  return { ...row, stateLabel: topicStateLabels[row.state], stageLabel: stageLabelOf(stage), setAside: setAsideWords(ground, reason) };
}

/**
 * One call with a page of its topics, the most supported first.
 * @throws DomainError calls.not_public
 */
export async function publicCall(work: Work, id: string, page: { limit: number; offset: number }): Promise<{ call: PublicCall; topics: PublicTopic[]; total: number; congressId: string }> {
  const [row] = await work.sql<CallRow & { congressId: string }>(`SELECT ${columns}, c.congress_id AS "congressId" FROM ${source} WHERE c.id = $1 AND c.state IN ('open', 'closed', 'concluded')`, [id]);
  if (!row) throw new DomainError('calls.not_public');
  const [count] = await work.sql<{ total: number }>('SELECT count(*)::int AS total FROM call_topic WHERE call_id = $1', [id]);
  const topics = await work.sql<TopicRow>(
    `SELECT t.id, t.title, t.situation, t.wish, t.place, t.state, t.proposals, t.supports, t.deputy_name AS "deputyName", t.stage, t.number_label AS "numberLabel", t.set_aside_ground AS ground, t.set_aside_reason AS reason,
       (SELECT s.id FROM suggestion s WHERE s.id = t.suggestion_id AND s.published_at IS NOT NULL AND s.state <> 'withdrawn') AS "suggestionId"
     FROM call_topic t WHERE t.call_id = $1 ORDER BY t.supports DESC, t.proposals DESC, t.id DESC LIMIT $2 OFFSET $3`,
    [id, page.limit, page.offset],
  );
  const { congressId, ...call } = row;
  return { call: publicCallOf(call, today(work.clock)), topics: topics.map(publicTopicOf), total: count?.total ?? 0, congressId };
}
