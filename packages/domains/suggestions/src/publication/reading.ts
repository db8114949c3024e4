// What the public reads: a list and one suggestion, through the reader role, with phones and the like hidden in every text.
import { dateInShanghai, formatDate } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { hidePersonalData } from '@smart/kernel/personal-text';
import { excerpt, queryTerms } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import { assignmentStateLabels, type AssignmentRole, type AssignmentState, type CommitmentState, commitmentStateLabels, type Grade, publicStateLabel, roleLabels, type Score, type SuggestionState, type Topic } from '../model.ts';
import type { PublicListInput } from '../model-inputs.ts';
import type { PublicDetailView, PublicListView, PublicRow } from '../model-views-public.ts';
import { gradeLabelOf } from '../reply-view.ts';
import { parameters, type Placeholder } from '../visibility.ts';
import { isNarrowed, isPublic, mostFound, type PublicFilter, publicConditions, wordsSql } from './conditions.ts';

type Row = {
  id: string; congressId: string; congressName: string; title: string; topic: Topic | null; numberLabel: string | null; leadName: string; byDelegation: boolean; cosignerCount: number; leadOrganId: string | null;
  leadOrganName: string | null; state: SuggestionState; grade: Grade | null; result: Score | null; submittedAt: Date | null; repliedAt: Date | null; publishedAt: Date;
};

const rowColumns = `s.id, s.congress_id AS "congressId", c.name AS "congressName", s.title, s.topic, s.number_label AS "numberLabel", s.lead_name AS "leadName", s.by_delegation AS "byDelegation", s.cosigner_count AS "cosignerCount",
  s.lead_organ_id AS "leadOrganId", s.lead_organ_name AS "leadOrganName", s.state, s.grade, s.result, s.submitted_at AS "submittedAt", s.replied_at AS "repliedAt", s.published_at AS "publishedAt"`;

function publicRowOf({ state, title, submittedAt, repliedAt, publishedAt, ...row }: Row): PublicRow {
  return {
    ...row, title: hidePersonalData(title), stateLabel: publicStateLabel(state),
    submittedAt: submittedAt?.toISOString() ?? null, repliedAt: repliedAt?.toISOString() ?? null, publishedAt: publishedAt.toISOString(),
  };
}

/** Beyond this nobody turns pages; counting further would only cost. */
const mostCounted = 10_000;

type Searched = Row & { background: string; proposal: string; replies: string | null; total: number; found: number; many: boolean };

/** `narrowed`: more is asked than words, so what they find is counted after everything else. */
type Words = { readonly sql: string; readonly narrowed: boolean };

/** With words: the newest of what holds them, each with the place where they stand. */
async function searchedList(work: Work, input: PublicListInput, words: Words, values: unknown[], p: Placeholder): Promise<PublicListView> {
  const rows = await work.sql<Searched>(
    `SELECT ${rowColumns}, s.background, s.proposal, (SELECT string_agg(r.body, E'\n' ORDER BY r.round) FROM reply r WHERE r.suggestion_id = s.id AND r.state = 'signed') AS replies, h.total, h.found, h.many FROM (
       SELECT s.id, f.many, f.total AS found, (count(*) OVER ())::int AS total FROM ${words.sql} JOIN suggestion s ON s.id = f.id WHERE ${publicConditions(input, p)} ORDER BY s.published_at DESC, s.id DESC LIMIT ${p(input.limit + 1)} OFFSET ${p(input.offset)}
     ) h JOIN suggestion s ON s.id = h.id JOIN congress c ON c.id = s.congress_id ORDER BY s.published_at DESC, s.id DESC`,
    values,
  );
  const terms = queryTerms(input.q ?? '');
  const { total, found, many } = rows[0] ?? { total: 0, found: 0, many: false };
  return {
    rows: rows.slice(0, input.limit).map(({ background, proposal, replies, total: _total, found: _found, many: _many, ...row }) => ({ ...publicRowOf(row), excerpt: excerpt(hidePersonalData([background, proposal, replies ?? ''].join('　')), terms) })),
    hasMore: rows.length > input.limit, total: words.narrowed ? total : found, atLeast: many,
  };
}

/** Published suggestions, newest publication first. For the reader role; needs no sign-in. */
export async function publicList(work: Work, input: PublicListInput): Promise<PublicListView> {
  const { values, p } = parameters();
  const narrowed = isNarrowed(withoutPage(input));
  const words = wordsSql(input, narrowed ? mostFound : input.offset + input.limit + 1, p);
  if (words !== null) return searchedList(work, input, { sql: words, narrowed }, values, p);
  const where = publicConditions(input, p);
  const matching = values.length;
  const [rows, [counted]] = await Promise.all([
    work.sql<Row>(`SELECT ${rowColumns} FROM suggestion s JOIN congress c ON c.id = s.congress_id WHERE ${where} ORDER BY s.published_at DESC, s.id DESC LIMIT ${p(input.limit + 1)} OFFSET ${p(input.offset)}`, values),
    work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM (SELECT 1 FROM suggestion s WHERE ${where} LIMIT ${mostCounted + 1}) x`, values.slice(0, matching)),
  ]);
  const total = counted?.count ?? 0;
  return { rows: rows.slice(0, input.limit).map(publicRowOf), hasMore: rows.length > input.limit, total: Math.min(total, mostCounted), atLeast: total > mostCounted };
}

const withoutPage = ({ limit: _limit, offset: _offset, ...filter }: PublicListInput): PublicFilter => filter;

type Whole = Row & {
  background: string; proposal: string; delegationName: string | null; attitude: Score | null; registeredAt: Date | null; assignedOn: string | null; closedAt: Date | null; cosigners: string[];
  organs: { organId: string; organName: string; role: AssignmentRole; state: AssignmentState }[];
  replies: { organName: string; letterNumber: string | null; grade: Grade | null; body: string; signedAt: string | null }[];
  commitments: { text: string; dueOn: string; state: CommitmentState; keptOn: string | null }[];
  mergedInto: { id: string; title: string; numberLabel: string | null } | null;
};

/**
 * A merged suggestion is answered with the replies of the main one (重庆 13), as far as the main one is public itself. Which one that is comes from
 * a query of its own (OFFSET 0): under row-level security a comparison with COALESCE would read the whole table.
 */
const wholeFrom = `suggestion s JOIN congress c ON c.id = s.congress_id
  LEFT JOIN LATERAL (
    SELECT m.id, m.title, m.number_label FROM (SELECT COALESCE(s.merged_into_id, s.id) AS id OFFSET 0) a JOIN suggestion m ON m.id = a.id WHERE m.published_at IS NOT NULL AND m.state <> 'withdrawn'
  ) main ON true`;

const wholeColumns = `s.background, s.proposal, s.delegation_name AS "delegationName", s.attitude, s.registered_at AS "registeredAt", s.closed_at AS "closedAt",
  (SELECT min(x.assigned_on) FROM assignment x WHERE x.suggestion_id = main.id) AS "assignedOn",
  (SELECT COALESCE(json_agg(x.name ORDER BY x.id), '[]') FROM cosigner x WHERE x.suggestion_id = s.id AND x.state = 'confirmed') AS cosigners,
  (SELECT COALESCE(json_agg(json_build_object('organId', x.organ_id, 'organName', x.organ_name, 'role', x.role, 'state', x.state) ORDER BY x.id), '[]') FROM assignment x WHERE x.suggestion_id = main.id AND x.role <> 'distribute' AND x.state NOT IN ('returned', 'cancelled')) AS organs,
  (SELECT COALESCE(json_agg(json_build_object('organName', x.organ_name, 'letterNumber', x.letter_number, 'grade', x.grade, 'body', x.body, 'signedAt', x.signed_at) ORDER BY x.round, x.id), '[]') FROM reply x WHERE x.suggestion_id = main.id AND x.state = 'signed') AS replies,
  (SELECT COALESCE(json_agg(json_build_object('text', x.text, 'dueOn', x.due_on, 'state', x.state, 'keptOn', x.kept_on) ORDER BY x.due_on, x.id), '[]') FROM commitment x JOIN reply r ON r.id = x.reply_id AND r.state = 'signed' WHERE x.suggestion_id = main.id) AS commitments,
  CASE WHEN s.merged_into_id = main.id THEN json_build_object('id', main.id, 'title', main.title, 'numberLabel', main.number_label) END AS "mergedInto"`;

/** Never published, or published and taken off: only the second is told, with the reason that was written for the public. */
async function refuse(work: Work, id: string): Promise<never> {
  const [ended] = await work.sql<{ reason: string; endedAt: Date }>('SELECT reason, ended_at AS "endedAt" FROM publication_end WHERE suggestion_id = $1', [id]);
  if (!ended) throw new DomainError('suggestions.not_public');
  throw new DomainError('suggestions.publication_ended', { reason: hidePersonalData(ended.reason).replace(/[。.]+$/u, ''), endedOn: formatDate(dateInShanghai(ended.endedAt)) });
}

function viewOf({ background, proposal, delegationName, attitude, registeredAt, assignedOn, closedAt, cosigners, organs, replies, commitments, mergedInto, ...row }: Whole): PublicDetailView {
  const set = replies.some((one) => one.grade === 'D') || row.grade === 'D' ? 'four' : 'three';
  return {
    ...publicRowOf(row),
    background: hidePersonalData(background),
    proposal: hidePersonalData(proposal),
    delegationName,
    attitude,
    cosigners,
    mergedInto: mergedInto && { ...mergedInto, title: hidePersonalData(mergedInto.title) },
    organs: organs.map(({ organId, organName, role, state }) => ({ organId, organName, roleLabel: roleLabels[role], stateLabel: assignmentStateLabels[state] })),
    replies: replies.map((one) => ({ ...one, body: hidePersonalData(one.body), gradeLabel: gradeLabelOf(set, one.grade) })),
    commitments: commitments.map(({ state, text, ...one }) => ({ ...one, text: hidePersonalData(text), stateLabel: commitmentStateLabels[state] })),
    assignedOn,
    registeredAt: registeredAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  };
}

/**
 * One published suggestion with its signed replies, commitments and evaluation.
 * @throws DomainError suggestions.not_public when it never was, suggestions.publication_ended when it no longer is
 */
export async function publicDetail(work: Work, id: string): Promise<PublicDetailView> {
  const [found] = await work.sql<Whole>(`SELECT ${rowColumns}, ${wholeColumns} FROM ${wholeFrom} WHERE s.id = $1 AND ${isPublic}`, [id]);
  return found ? viewOf(found) : refuse(work, id);
}

/**
 * Whole published suggestions, newest publication first, from the one after `after` on: how feeds and open data read on without end.
 * @param limit at most so many
 */
export async function publicWhole(work: Work, input: PublicFilter, { after, limit }: { after: { publishedAt: string; id: string } | null; limit: number }): Promise<PublicDetailView[]> {
  const { values, p } = parameters();
  const words = wordsSql(input, mostFound, p);
  const where = `${publicConditions(input, p)}${words === null ? '' : ` AND s.id IN (SELECT f.id FROM ${words})`}`;
  const from = after === null ? '' : ` AND (s.published_at, s.id) < (${p(after.publishedAt)}::timestamptz, ${p(after.id)}::uuid)`;
  const rows = await work.sql<Whole>(
    `SELECT ${rowColumns}, ${wholeColumns} FROM ${wholeFrom} WHERE ${where}${from} ORDER BY s.published_at DESC, s.id DESC LIMIT ${p(limit)}`,
    values,
  );
  return rows.map(viewOf);
}
