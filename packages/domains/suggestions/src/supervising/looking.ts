// 责任督办 to look at: who stands on which rung, letters, the key list, and all of it about one suggestion.
import { type Capacity, hasRole, readingOrgans } from '@smart/identity/capacity';
import { timeLeft, trafficLight } from '@smart/kernel/deadlines';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { viewerOf, visibleMatter } from '../detail.ts';
import { type Lighting, lightingOf, listRowOf, type RowColumns, rowColumns } from '../rows.ts';
import { isHandler, isOfficerOrLeader } from '../subjects.ts';
import { parameters, type Placeholder, visibleSql } from '../visibility.ts';
import type { KeyRow, keyListInput, keyListView, LadderView, ladderInput, LetterView, lettersInput, lettersView, OfSuggestionView } from './contracts.ts';
import { climbingKinds, ladderDays } from './escalate.ts';
import { nextAfter, type Step } from './ladder.ts';
import { letterColumns, type LetterRow } from './letter-store.ts';
import { type Criterion, criterionLabels, isRung, letterStateLabels, type Rung, rungLabels, rungs } from './model.ts';

const climbing = climbingKinds.map((kind) => `'${kind}'`).join(', ');
const nextView = (step: Step | null) => (step === null ? null : { ...step, label: rungLabels[step.rung] });
const lightOf = (dueOn: string, { today, amberDays }: Lighting) => trafficLight(dueOn, today, { status: 'open', amberDays });

/** Titles, numbers, names and organs that hold every word asked for. */
function wordsSql(q: string | undefined, p: Placeholder): string {
  const words = (q ?? '').trim().split(/\s+/).filter((word) => word !== '');
  return words.length === 0 ? 'true' : words.map((word) => `concat_ws(' ', s.title, s.number_label, s.lead_name, x.organ_name) ILIKE ${p(`%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)}`).join(' AND ');
}

type LadderColumns = {
  suggestionId: string; title: string; numberLabel: string | null; leadName: string; keySupervision: boolean; version: number; organId: string; organName: string; startedOn: string; dueOn: string; rung: Rung; since: Date; letters: number;
};

/** The highest rung of each running limit, as it stands for its present date. */
const standing = (visible: string): string => `
  SELECT DISTINCT ON (x.deadline_id) x.deadline_id, x.suggestion_id, x.organ_id, x.organ_name, x.rung, x.at, d.due_on, d.started_on
  FROM escalation x JOIN deadline d ON d.id = x.deadline_id AND d.status = 'open' AND d.due_on = x.due_on JOIN suggestion s ON s.id = x.suggestion_id WHERE ${visible}
  ORDER BY x.deadline_id, x.at DESC, array_position(ARRAY['${rungs.join("', '")}'], x.rung) DESC`;

/** Items of the own congress (or handled by the own organ) that climb the ladder, the highest and latest first. */
export async function ladder(work: Work, capacity: Capacity, input: z.output<typeof ladderInput>): Promise<LadderView> {
  const lighting = await lightingOf(work, capacity.congressId);
  const { values, p } = parameters();
  const base = standing(visibleSql(capacity, p));
  const counts = await work.sql<{ rung: string; count: number }>(`SELECT x.rung, count(*)::int AS count FROM (${base}) x GROUP BY 1`, [...values]);
  const where = `${input.rung ? `x.rung = ${p(input.rung)}` : 'true'} AND ${wordsSql(input.q, p)}`;
  const [total] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM (${base}) x JOIN suggestion s ON s.id = x.suggestion_id WHERE ${where}`, [...values]);
  const rows = await work.sql<LadderColumns>(
    `SELECT s.id AS "suggestionId", s.title, s.number_label AS "numberLabel", s.lead_name AS "leadName", s.key_supervision AS "keySupervision", s.version, x.organ_id AS "organId", x.organ_name AS "organName", x.started_on::text AS "startedOn",
       x.due_on::text AS "dueOn", x.rung, x.at AS since, (SELECT count(*)::int FROM supervision_letter l WHERE l.suggestion_id = s.id AND l.organ_id = x.organ_id AND l.state IN ('issued', 'answered')) AS letters
     FROM (${base}) x JOIN suggestion s ON s.id = x.suggestion_id WHERE ${where}
     ORDER BY array_position(ARRAY['${rungs.join("', '")}'], x.rung) DESC, x.due_on, s.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  const days = await ladderDays(work, capacity.congressId, capacity.tier);
  return {
    asOf: lighting.today,
    total: total?.count ?? 0,
    counts: rungs.map((rung) => ({ rung, label: rungLabels[rung], count: counts.find((one) => one.rung === rung)?.count ?? 0 })),
    rows: rows.map(({ startedOn, since, ...row }) => ({
      ...row, since: since.toISOString(), rungLabel: rungLabels[row.rung], timeLeft: timeLeft(row.dueOn, lighting.today), light: lightOf(row.dueOn, lighting),
      next: nextView(nextAfter(capacity.tier, { startedOn, dueOn: row.dueOn }, days, lighting.today)),
    })),
  };
}

type LetterColumns = LetterRow & { title: string; suggestionNumber: string | null };
const letterSelect = `${letterColumns}, s.title, s.number_label AS "suggestionNumber"`;

/** A letter as a row of lists, for its viewer. */
function letterView({ congressId, suggestionNumber, numberLabel, issuedAt, answeredAt, closedAt: _closed, contactName: _name, contactPhone: _phone, ...row }: LetterColumns, capacity: Capacity, lighting: Lighting): LetterView {
  const mine = isOfficerOrLeader(capacity, { congressId }) === true;
  const waits = row.state === 'issued' && row.dueOn !== null;
  return {
    ...row, numberLabel: suggestionNumber, letterLabel: numberLabel, stateLabel: letterStateLabels[row.state], issuedAt: issuedAt?.toISOString() ?? null, answeredAt: answeredAt?.toISOString() ?? null,
    light: waits && row.dueOn !== null ? lightOf(row.dueOn, lighting) : 'done', timeLeft: waits && row.dueOn !== null ? timeLeft(row.dueOn, lighting.today) : '',
    mayAnswer: row.state === 'issued' && isHandler(capacity, row) === true, mayReview: mine && row.state === 'answered', mayWithdraw: mine && (row.state === 'issued' || row.state === 'answered'),
  };
}

/** Letters that the own congress issued, or that the own organ received; what waits for an answer first. */
export async function letters(work: Work, capacity: Capacity, input: z.output<typeof lettersInput>): Promise<z.output<typeof lettersView>> {
  const lighting = await lightingOf(work, capacity.congressId);
  const { values, p } = parameters();
  const own = hasRole(capacity, 'congress_officer', 'congress_leader') ? [`x.congress_id = ${p(capacity.congressId)}`] : [];
  const received = capacity.organId === undefined ? [] : [`x.organ_id = ANY (${p([...readingOrgans(capacity)])}::uuid[])`];
  const mine = `(${[...own, ...received].join(' OR ') || 'false'}) AND x.state <> 'draft'`;
  const today = `${p(lighting.today)}::date`;
  const [counts] = await work.sql<{ waiting: number; late: number }>(
    `SELECT count(*) FILTER (WHERE x.state = 'issued')::int AS waiting, count(*) FILTER (WHERE x.state = 'issued' AND x.due_on < ${today})::int AS late FROM supervision_letter x WHERE ${mine}`, [...values]);
  const where = `${mine} AND ${today} IS NOT NULL AND ${input.state ? `x.state = ${p(input.state)}` : 'true'} AND ${wordsSql(input.q, p)}`;
  const [total] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM supervision_letter x JOIN suggestion s ON s.id = x.suggestion_id WHERE ${where}`, [...values]);
  const rows = await work.sql<LetterColumns>(
    `SELECT ${letterSelect.replaceAll('l.', 'x.')} FROM supervision_letter x JOIN suggestion s ON s.id = x.suggestion_id WHERE ${where}
     ORDER BY CASE x.state WHEN 'answered' THEN 0 WHEN 'issued' THEN 1 ELSE 2 END, x.due_on, x.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  return { rows: rows.map((row) => letterView(row, capacity, lighting)), total: total?.count ?? 0, waiting: counts?.waiting ?? 0, late: counts?.late ?? 0 };
}

type KeyColumns = RowColumns & { criterion: Criterion | null; decidedOn: string | null; meeting: string | null; leaderName: string | null; leaderTitle: string | null; faceToFace: boolean; letters: number };

/** Whether the organ spoke with the deputy face to face (青岛 22、28: the head handles and replies in person). */
const faceToFace = `EXISTS (SELECT 1 FROM contact c WHERE c.suggestion_id = s.id AND c.method IN ('visit', 'meeting') AND c.state <> 'disputed')`;

/** The key list: all that is marked now; `mine`: those that I am in charge of. */
export async function keyList(work: Work, capacity: Capacity, input: z.output<typeof keyListInput>): Promise<z.output<typeof keyListView>> {
  const lighting = await lightingOf(work, capacity.congressId);
  const { values, p } = parameters();
  const where = `${visibleSql(capacity, p)} AND s.key_supervision AND ${input.mine ? `k.leader_person_id = ${p(capacity.personId)}` : 'true'}`;
  const from = 'suggestion s LEFT JOIN key_supervision k ON k.suggestion_id = s.id AND k.removed_on IS NULL';
  const [total] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ${from} WHERE ${where}`, [...values]);
  const rows = await work.sql<KeyColumns>(
    `SELECT ${rowColumns}, k.criterion, k.decided_on::text AS "decidedOn", k.meeting, k.leader_name AS "leaderName", k.leader_title AS "leaderTitle", ${faceToFace} AS "faceToFace",
       (SELECT count(*)::int FROM supervision_letter l WHERE l.suggestion_id = s.id AND l.state <> 'withdrawn') AS letters
     FROM ${from} WHERE ${where} ORDER BY s.due_on ASC NULLS LAST, s.id LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}`,
    values,
  );
  return { total: total?.count ?? 0, rows: rows.map((row) => keyRowOf(row, lighting)) };
}

const keyRowOf = (row: KeyColumns, lighting: Lighting): KeyRow => ({
  ...listRowOf(row, lighting), criterion: row.criterion, criterionLabel: row.criterion === null ? '—' : criterionLabels[row.criterion], decidedOn: row.decidedOn, meeting: row.meeting ?? '—', leaderName: row.leaderName, leaderTitle: row.leaderTitle,
  faceToFace: row.faceToFace, letters: row.letters,
});

/** Supervision of one suggestion, for everybody who takes part in it. @throws DomainError common.not_found */
export async function ofSuggestion(work: Work, capacity: Capacity, id: string): Promise<OfSuggestionView> {
  const matter = await visibleMatter(work, capacity, id);
  const viewer = viewerOf(matter, capacity);
  if (viewer === 'deputy') return { ladders: [], letters: [], key: await keyOf(work, id) };
  const lighting = await lightingOf(work, matter.row.congressId);
  const found = await work.sql<LetterColumns>(`SELECT ${letterSelect} FROM supervision_letter l JOIN suggestion s ON s.id = l.suggestion_id WHERE l.suggestion_id = $1 AND l.state <> 'draft' ORDER BY l.issued_at DESC`, [id]);
  const organs = readingOrgans(capacity);
  // An organ reads what was written to it; the congress and the deputies whose suggestion it is read all.
  const shown = viewer === 'organ' ? found.filter((one) => organs.includes(one.organId)) : found;
  return { ladders: await laddersOf(work, matter.row.congressId, matter.row.congressTier, id, lighting), letters: shown.map((row) => letterView(row, capacity, lighting)), key: await keyOf(work, id) };
}

type Climb = { organName: string; startedOn: string; dueOn: string; steps: { rung: string; toLabel: string; at: string }[] };

async function laddersOf(work: Work, congressId: string, tier: string, id: string, lighting: Lighting): Promise<OfSuggestionView['ladders']> {
  const days = await ladderDays(work, congressId, tier);
  const rows = await work.sql<Climb>(
    `SELECT a.organ_name AS "organName", d.started_on::text AS "startedOn", d.due_on::text AS "dueOn",
       (SELECT COALESCE(json_agg(json_build_object('rung', x.rung, 'toLabel', x.to_label, 'at', x.at) ORDER BY x.at, x.id), '[]') FROM escalation x WHERE x.deadline_id = d.id AND x.due_on = d.due_on) AS steps
     FROM deadline d JOIN assignment a ON a.id = d.subject_id WHERE d.matter_id = $1 AND d.status = 'open' AND d.kind IN (${climbing}) ORDER BY d.due_on, d.id`,
    [id],
  );
  return rows.map(({ startedOn, steps, ...row }) => ({
    ...row, timeLeft: timeLeft(row.dueOn, lighting.today), light: lightOf(row.dueOn, lighting), next: nextView(nextAfter(tier, { startedOn, dueOn: row.dueOn }, days, lighting.today)),
    steps: steps.flatMap(({ rung, toLabel, at }) => (isRung(rung) ? [{ rung, label: rungLabels[rung], toLabel, at: new Date(at).toISOString() }] : [])),
  }));
}

async function keyOf(work: Work, id: string): Promise<OfSuggestionView['key']> {
  const [row] = await work.sql<{ criterion: Criterion; decidedOn: string; meeting: string; leaderName: string | null; leaderTitle: string | null; faceToFace: boolean }>(
    `SELECT k.criterion, k.decided_on::text AS "decidedOn", k.meeting, k.leader_name AS "leaderName", k.leader_title AS "leaderTitle", ${faceToFace} AS "faceToFace"
     FROM key_supervision k JOIN suggestion s ON s.id = k.suggestion_id WHERE k.suggestion_id = $1 AND k.removed_on IS NULL ORDER BY k.at DESC LIMIT 1`,
    [id],
  );
  if (!row) return null;
  const { criterion, ...rest } = row;
  return { ...rest, criterionLabel: criterionLabels[criterion] };
}

