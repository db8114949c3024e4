// Looking: staff see their congress's opinions, those of a station what was brought there, organs what was handed to them, deputies what staff have looked at.
import { type Capacity, hasRole, postOf } from '@smart/identity/capacity';
import { isAtDesk } from '@smart/identity/station-desk';
import { canOpen, loadDataKeys, openText } from '@smart/identity/data-keys';
import { formatDate, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { history, type HistoryEntry } from '@smart/workflow/action-log';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { nameContext } from './entering.ts';
import { factsOf } from './log-facts.ts';
import { picturesOf } from './pictures.ts';
import { pointFor } from './point.ts';
import { proposalFor } from './proposing.ts';
import { channelLabels, finalStates, heldLabels, isChannel, isHeldReason, isSatisfaction, isStage, isTopic, type OpinionState, opinionStateLabels, opinionTopicLabels, satisfactionLabels, type Source, sourceLabels, stageLabels } from './model.ts';
import type { listInput, organsInput } from './model-inputs.ts';
import type { OpinionRow, OpinionView } from './model-views.ts';
import { opinionSubject } from './store.ts';
import { type OpinionSubject, opinionWorkflow } from './workflow.ts';

export type Row = {
  id: string; congressId: string; version: number; number: string; state: OpinionState; title: string; place: string; topic: string | null; urgent: boolean; heldBecause: string[]; organId: string | null; organName: string | null;
  deputyName: string | null; deputyPersonId: string | null; personId: string | null; dueOn: string | null; createdAt: Date; satisfaction: string | null; /** By when the organ was asked for an account of it. */ askedBy: string | null;
};

export const columns = `o.id, o.congress_id AS "congressId", o.version, o.number, o.state, o.title, o.place, o.topic, o.urgent, o.held_because AS "heldBecause", o.organ_id AS "organId", o.organ_name AS "organName", o.deputy_name AS "deputyName",
  o.deputy_person_id AS "deputyPersonId", o.person_id AS "personId", to_char(o.due_on, 'YYYY-MM-DD') AS "dueOn", o.created_at AS "createdAt", o.satisfaction,
  (SELECT to_char(min(s.due_on), 'YYYY-MM-DD') FROM opinion_supervision s WHERE s.opinion_id = o.id AND s.state IN ('issued', 'answered')) AS "askedBy"`;

type Placeholder = (value: unknown) => string;
const parameters = (): { values: unknown[]; p: Placeholder } => {
  const values: unknown[] = [];
  return { values, p: (value) => `$${values.push(value)}` };
};

export const isKeeper = ({ roles }: Pick<Capacity, 'roles'>): boolean => roles.some((role) => role === 'congress_officer' || role === 'congress_leader');
/** Those who look first: what the word filter says, the name, the proposal. Staff of a station are given their own station's rows only. */
const takesIn = (capacity: Pick<Capacity, 'roles'>): boolean => hasRole(capacity, 'congress_officer', 'station_clerk');
const isHandling = ({ roles }: Pick<Capacity, 'roles'>): boolean => roles.some((role) => role === 'handling_clerk' || role === 'handling_head' || role === 'government_officer' || role === 'congress_officer');

/** The condition on `opinion o` under which this capacity sees a row; what nobody has looked at is the staff's alone. */
export function seenBy(capacity: Capacity, p: Placeholder): string {
  const ways: string[] = [];
  if (isKeeper(capacity)) ways.push(`o.congress_id = ${p(capacity.congressId)}`);
  if (hasRole(capacity, 'station_clerk')) ways.push(`(o.congress_id = ${p(capacity.congressId)} AND ${isAtDesk('o.station_id', p(postOf(capacity)))})`);
  if (isHandling(capacity) && capacity.organId !== undefined) {
    const organ = p(capacity.organId);
    ways.push(`o.organ_id = ${organ}`, `o.via_organ_id = ${organ}`, `(o.state = 'merged' AND EXISTS (SELECT 1 FROM opinion h WHERE h.id = o.merged_into AND h.organ_id = ${organ}))`);
  }
  if (capacity.roles.includes('deputy')) ways.push(`(o.congress_id = ${p(capacity.congressId)} AND NOT (o.state = 'registered' AND cardinality(o.held_because) > 0))`);
  return ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`;
}

const isOver = (state: OpinionState): boolean => finalStates.some((one) => one === state);

export function rowViewOf(row: Row, capacity: Capacity, day: string): OpinionRow {
  const { topic, satisfaction, dueOn } = row;
  const kind = topic !== null && isTopic(topic) ? topic : null;
  return {
    id: row.id, version: row.version, number: row.number, state: row.state, stateLabel: opinionStateLabels[row.state], title: row.title, place: row.place, topic: kind, topicLabel: kind === null ? null : opinionTopicLabels[kind], urgent: row.urgent,
    held: isKeeper(capacity) || takesIn(capacity) ? row.heldBecause.filter(isHeldReason).map((reason) => heldLabels[reason]) : [], organName: row.organName, deputyName: row.deputyName, dueOn, overdue: dueOn !== null && !isOver(row.state) && dueOn < day,
    supervisedUntil: row.askedBy, createdAt: row.createdAt.toISOString(), satisfaction: satisfaction !== null && isSatisfaction(satisfaction) ? satisfactionLabels[satisfaction] : null,
    mine: capacity.roles.includes('deputy') && (row.deputyPersonId === capacity.personId || row.personId === capacity.personId),
  };
}

/** Urgent and due first; what is over last. */
export async function listOpinions(work: Work, capacity: Capacity, input: z.output<typeof listInput>): Promise<{ rows: OpinionRow[]; total: number }> {
  const { values, p } = parameters();
  const day = today(work.clock);
  const where = [
    seenBy(capacity, p),
    ...(input.q ? [`strpos(lower(o.number || ' ' || o.content || ' ' || o.place), lower(${p(input.q)})) > 0`] : []),
    // What was merged is answered with its case; who looks for it finds it.
    ...(input.states?.length ? [`o.state = ANY (${p(input.states)})`] : input.q ? [] : [`o.state <> 'merged'`]),
    ...(input.topic ? [`o.topic = ${p(input.topic)}`] : []),
    ...(input.overdue ? [`o.due_on < ${p(day)}::date`] : []),
    ...(input.supervised ? [`EXISTS (SELECT 1 FROM opinion_supervision s WHERE s.opinion_id = o.id AND s.state IN ('issued', 'answered'))`] : []),
    ...(input.from ? [`o.created_at >= ${p(input.from)}::timestamp AT TIME ZONE 'Asia/Shanghai'`] : []),
    ...(input.until ? [`o.created_at < (${p(input.until)}::date + 1)::timestamp AT TIME ZONE 'Asia/Shanghai'`] : []),
    ...(input.stationId ? [`o.station_id = ${p(input.stationId)}`] : []),
    ...(input.deputyId ? [`COALESCE(o.person_id, o.deputy_person_id) = ${p(input.deputyId)}`] : []),
    ...(input.satisfaction ? [`o.satisfaction = ${p(input.satisfaction)}`] : []),
    ...(input.mine ? [`(o.deputy_person_id = ${p(capacity.personId)} OR o.person_id = ${p(capacity.personId)})`] : []),
  ].join(' AND ');
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM opinion o WHERE ${where}`, values);
  const rows = await work.sql<Row>(`SELECT ${columns} FROM opinion o WHERE ${where} ORDER BY o.due_on NULLS LAST, o.urgent DESC, o.created_at DESC, o.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`, values);
  return { rows: rows.map((row) => rowViewOf(row, capacity, day)), total: count?.total ?? 0 };
}

/** @throws DomainError common.not_found: to whom may not see it, it does not exist */
export async function visibleOpinion(work: Work, capacity: Capacity, id: string): Promise<Row> {
  const { values, p } = parameters();
  const [row] = await work.sql<Row>(`SELECT ${columns} FROM opinion o WHERE o.id = ${p(id)} AND ${seenBy(capacity, p)}`, values);
  if (!row) throw new DomainError('common.not_found', { what: '群众意见' });
  return row;
}

type Rest = {
  congressName: string; content: string; source: Source; nameCipher: string | null; hideName: boolean; addressee: string | null; channel: string | null; reply: string | null; repliedBy: string | null; mandateId: string | null;
  suggestionId: string | null; stage: string | null; divisionCode: string; pointCipher: string | null; pointShared: boolean; subtopic: string | null; placeCode: string | null; placeName: string | null; viaName: string | null;
};

/** Whoever takes in knows who spoke; the organ unless the person asked not to be named to it; deputies do not. */
function mayKnowName(capacity: Capacity, row: Row, hideName: boolean): boolean {
  if (capacity.congressId === row.congressId && takesIn(capacity)) return true;
  return !hideName && capacity.organId !== undefined && capacity.organId === row.organId;
}

async function nameOf(work: Work, id: string, cipher: string | null): Promise<string | null> {
  if (cipher === null) return null;
  if (!canOpen(cipher)) await loadDataKeys(work);
  return openText(nameContext(id), cipher);
}

function detailText({ reason, detail }: HistoryEntry): string {
  const { topic, organName, channel, deputyName, numberLabel, verdict, intoNumber, numbers, subtopic, urgency, placeName, dueOn } = factsOf(detail);
  return [topic, subtopic, urgency, placeName, intoNumber ? `并入 ${intoNumber}` : null, numbers, organName, channel, deputyName, numberLabel, verdict, dueOn ? `${formatDate(dueOn)}前回复` : null, reason].filter(Boolean).join('；');
}

type MemberRow = { id: string; number: string; content: string; place: string; state: OpinionState; createdAt: Date; congressId: string; pointCipher: string | null; pointShared: boolean };

async function caseOf(work: Work, capacity: Capacity, id: string, { state, mergedInto, organId, personId }: Pick<OpinionSubject, 'state' | 'mergedInto' | 'organId'> & Pick<Row, 'personId'>): Promise<Pick<OpinionView, 'mergedInto' | 'members'>> {
  // What was brought to another station is nothing for this one's staff, also in one case with theirs.
  const confined = hasRole(capacity, 'station_clerk') && !isKeeper(capacity);
  const [own, post] = confined ? [isAtDesk('o.station_id', '$2'), [postOf(capacity)]] : ['true', []];
  const [head] = state !== 'merged' || mergedInto === null ? [] : await work.sql<{ id: string; number: string }>(`SELECT o.id, o.number FROM opinion o WHERE o.id = $1 AND ${own}`, [mergedInto, ...post]);
  const rows = await work.sql<MemberRow>(`SELECT o.id, o.number, o.content, o.place, o.state, o.created_at AS "createdAt", o.congress_id AS "congressId", o.point_cipher AS "pointCipher", o.point_shared AS "pointShared" FROM opinion o WHERE o.merged_into = $1 AND ${own} ORDER BY o.created_at, o.id LIMIT 100`, [id, ...post]);
  const members: OpinionView['members'] = [];
  for (const { state: now, createdAt, congressId, pointCipher, pointShared, ...row } of rows) {
    // Whoever handles the case handles each report in it; what each person let them know is that person's own choice.
    const point = await pointFor(work, capacity, { id: row.id, congressId, organId, personId, cipher: pointCipher, shared: pointShared });
    members.push({ ...row, stateLabel: opinionStateLabels[now], createdAt: createdAt.toISOString(), pictures: await picturesOf(work, row.id), point });
  }
  return { mergedInto: head ?? null, members };
}

/** @throws DomainError common.not_found */
export async function opinionOf(work: Work, capacity: Capacity, id: string): Promise<OpinionView> {
  const row = await visibleOpinion(work, capacity, id);
  const [rest] = await work.sql<Rest>(
    `SELECT g.name AS "congressName", o.content, o.source, o.name_cipher AS "nameCipher", o.hide_name AS "hideName", d.name AS addressee, o.channel, o.reply, o.replied_by AS "repliedBy", o.mandate_id AS "mandateId",
       o.suggestion_id AS "suggestionId", o.stage, g.division_code AS "divisionCode", o.point_cipher AS "pointCipher", o.point_shared AS "pointShared", o.subtopic, v.code AS "placeCode", v.name AS "placeName", w.name AS "viaName"
     FROM opinion o JOIN congress g ON g.id = o.congress_id LEFT JOIN division v ON v.code = o.division_code LEFT JOIN organ w ON w.id = o.via_organ_id LEFT JOIN person d ON d.id = o.deputy_person_id WHERE o.id = $1`,
    [id],
  );
  if (!rest) throw new DomainError('common.not_found', { what: '群众意见' });
  const { nameCipher, hideName, source, channel, stage, mandateId, suggestionId, divisionCode, pointCipher, pointShared, placeCode, placeName, ...shown } = rest;
  const messages = await work.sql<{ content: string; at: Date }>('SELECT content, created_at AS at FROM opinion_message WHERE opinion_id = $1 ORDER BY created_at, id LIMIT 100', [id]);
  const acts = await history(work, id);
  const subject = await opinionSubject(work, id);
  return {
    ...rowViewOf(row, capacity, today(work.clock)), ...shown, division: placeCode === null || placeName === null ? null : { code: placeCode, name: placeName }, hideName, sourceLabel: sourceLabels[source], name: mayKnowName(capacity, row, hideName) ? await nameOf(work, id, nameCipher) : null,
    point: await pointFor(work, capacity, { ...row, cipher: pointCipher, shared: pointShared }), congressDivision: divisionCode,
    channel: channel !== null && isChannel(channel) ? channelLabels[channel] : null, stageLabel: stage !== null && isStage(stage) ? stageLabels[stage] : null,
    proposal: (row.state === 'registered' || row.state === 'accepted') && takesIn(capacity) && capacity.congressId === row.congressId ? await proposalFor(work, { ...rest, congressId: row.congressId, place: row.place, topic: row.topic }) : null,
    // The draft is its lead's.
    suggestionId: mandateId === capacity.id ? suggestionId : null,
    messages: messages.map(({ content, at }) => ({ content, at: at.toISOString() })), pictures: await picturesOf(work, id), ...(await caseOf(work, capacity, id, { ...subject, personId: row.personId })),
    stations: acts.map((entry) => ({ at: entry.at, label: entry.actionLabel, actor: entry.actorLabel, text: detailText(entry) })),
    actions: availableActions(opinionWorkflow, subject, capacity, { today: today(work.clock) }),
  };
}

type Counts = Record<'registered' | 'accepted' | 'handling' | 'answered' | 'overdue' | 'closed' | 'satisfied' | 'basically' | 'dissatisfied' | 'none', number>;

/** Figures of the congress: what waits, what is late, how people are satisfied. */
export async function countsOf(work: Work, capacity: Capacity) {
  const [row] = await work.sql<Counts>(
    `SELECT (count(*) FILTER (WHERE state = 'registered'))::int AS registered, (count(*) FILTER (WHERE state = 'accepted'))::int AS accepted, (count(*) FILTER (WHERE state IN ('assigned', 'handling', 'taken_up')))::int AS handling,
       (count(*) FILTER (WHERE state = 'answered'))::int AS answered, (count(*) FILTER (WHERE due_on < $2::date))::int AS overdue, (count(*) FILTER (WHERE state IN ('closed', 'redirected')))::int AS closed,
       (count(*) FILTER (WHERE satisfaction = 'satisfied'))::int AS satisfied, (count(*) FILTER (WHERE satisfaction = 'basically'))::int AS basically, (count(*) FILTER (WHERE satisfaction = 'dissatisfied'))::int AS dissatisfied,
       (count(*) FILTER (WHERE satisfaction = 'none'))::int AS none
     FROM opinion WHERE congress_id = $1`,
    [capacity.congressId, today(work.clock)],
  );
  if (!row) throw new Error('an aggregate has one row');
  const { satisfied, basically, dissatisfied, none, ...counts } = row;
  return { ...counts, bySatisfaction: { satisfied, basically, dissatisfied, none } };
}

/** Organs an opinion may go to: those of the own congress, and the congress office of each tier above. */
export const organsFor = `o.abolished_on IS NULL AND (o.congress_id = $1 OR (o.kind IN ('deputies_affairs', 'presidium') AND o.congress_id IN (
  SELECT u.id FROM congress u JOIN congress c ON c.id = $1 WHERE length(u.division_code) < length(c.division_code) AND starts_with(c.division_code, u.division_code))))`;

/** To whom it may be handed over. */
export async function organsOf(work: Work, capacity: Capacity, { q }: z.output<typeof organsInput>): Promise<{ rows: { id: string; name: string; upper: boolean }[] }> {
  const rows = await work.sql<{ id: string; name: string; upper: boolean }>(
    `SELECT o.id, o.name, o.congress_id <> $1 AS upper FROM organ o WHERE ${organsFor} AND ($2 = '' OR strpos(o.name || ' ' || o.short_name || ' ' || o.remit, $2) > 0) ORDER BY upper, o.sort, o.name LIMIT 200`,
    [capacity.congressId, q ?? ''],
  );
  return { rows };
}
