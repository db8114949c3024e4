// 信息公示: what the public may read, and how it gets there (重庆 36, 山东 27, 青岛 30, 河南 29).
import type { Capacity } from '@smart/identity/capacity';
import { startOfDayShanghai } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { toQuery } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from './act.ts';
import { assignmentStateLabels, type AssignmentRole, type AssignmentState, type CommitmentState, commitmentStateLabels, type Grade, publicStateLabel, roleLabels, type Score, type SuggestionState, type Topic } from './model.ts';
import type { PublicListInput, suggestionRef, unpublishInput } from './model-inputs.ts';
import type { PublicDetailView, PublicListView, PublicRow } from './model-views-public.ts';
import type { Receipt } from './model-views.ts';
import { lockedOfCongress } from './own.ts';
import { receiptFor } from './receipts.ts';
import { gradeLabelOf } from './reply-view.ts';
import { settle } from './settle.ts';
import { parameters, type Placeholder } from './visibility.ts';

/** @throws DomainError common.not_found, workflow.refused (confidential, no consent), workflow.* */
export async function publish(work: Work, capacity: Capacity, input: z.output<typeof suggestionRef>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { ...input, action: 'publish', matter, patch: { published_at: work.clock.now() } });
  return receiptFor(await settle(work, input.id));
}

/** @throws DomainError common.not_found, workflow.* */
export async function unpublish(work: Work, capacity: Capacity, input: z.output<typeof unpublishInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { ...input, action: 'unpublish', matter, patch: { published_at: null } });
  return receiptFor(await settle(work, input.id));
}

type Row = {
  id: string; congressId: string; congressName: string; title: string; topic: Topic | null; numberLabel: string | null; leadName: string; byDelegation: boolean; cosignerCount: number; leadOrganName: string | null;
  state: SuggestionState; grade: Grade | null; result: Score | null; submittedAt: Date | null; repliedAt: Date | null; publishedAt: Date;
};

const rowColumns = `s.id, s.congress_id AS "congressId", c.name AS "congressName", s.title, s.topic, s.number_label AS "numberLabel", s.lead_name AS "leadName", s.by_delegation AS "byDelegation", s.cosigner_count AS "cosignerCount",
  s.lead_organ_name AS "leadOrganName", s.state, s.grade, s.result, s.submitted_at AS "submittedAt", s.replied_at AS "repliedAt", s.published_at AS "publishedAt"`;

function publicRowOf({ state, submittedAt, repliedAt, publishedAt, ...row }: Row): PublicRow {
  return { ...row, stateLabel: publicStateLabel(state), submittedAt: submittedAt?.toISOString() ?? null, repliedAt: repliedAt?.toISOString() ?? null, publishedAt: publishedAt.toISOString() };
}

function conditions(input: PublicListInput, p: Placeholder): string {
  const query = input.q ? toQuery(input.q) : null;
  const found = [
    // Said here as well as by the wall: the index is found by it, and a reader with other rights sees the same.
    `s.published_at IS NOT NULL AND s.state <> 'withdrawn'`,
    query === null ? null : `s.search_vector @@ ${p(query)}::tsquery`,
    input.congressId ? `s.congress_id = ${p(input.congressId)}` : null,
    input.division ? `s.congress_id IN (SELECT x.id FROM congress x WHERE x.division_code LIKE ${p(`${input.division}%`)})` : null,
    input.topic ? `s.topic = ${p(input.topic)}` : null,
    input.replied === undefined ? null : `s.replied_at IS ${input.replied ? 'NOT ' : ''}NULL`,
    input.year === undefined ? null : `s.submitted_at >= ${p(startOfDayShanghai(`${input.year}-01-01`))} AND s.submitted_at < ${p(startOfDayShanghai(`${input.year + 1}-01-01`))}`,
  ];
  return found.filter((one) => one !== null).join(' AND ');
}

/** Published suggestions, newest publication first. For the reader role; needs no sign-in. */
export async function publicList(work: Work, input: PublicListInput): Promise<PublicListView> {
  const { values, p } = parameters();
  const where = conditions(input, p);
  const matching = values.length;
  const rows = await work.sql<Row>(
    `SELECT ${rowColumns} FROM suggestion s JOIN congress c ON c.id = s.congress_id WHERE ${where} ORDER BY s.published_at DESC, s.id DESC LIMIT ${p(input.limit + 1)} OFFSET ${p(input.offset)}`,
    values,
  );
  const [total] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM suggestion s WHERE ${where}`, values.slice(0, matching));
  return { rows: rows.slice(0, input.limit).map(publicRowOf), hasMore: rows.length > input.limit, total: total?.count ?? 0 };
}

type Whole = Row & {
  background: string; proposal: string; delegationName: string | null; attitude: Score | null; registeredAt: Date | null; assignedOn: string | null; closedAt: Date | null; cosigners: string[];
  organs: { organName: string; role: AssignmentRole; state: AssignmentState }[];
  replies: { organName: string; letterNumber: string | null; grade: Grade | null; body: string; signedAt: string | null }[];
  commitments: { text: string; dueOn: string; state: CommitmentState; keptOn: string | null }[];
  mergedInto: { id: string; title: string; numberLabel: string | null } | null;
};

/** A merged suggestion is answered with the replies of the main one (重庆 13), as far as the main one is public itself. */
const answered = `(SELECT m.id FROM suggestion m WHERE m.id = COALESCE(s.merged_into_id, s.id) AND m.published_at IS NOT NULL AND m.state <> 'withdrawn')`;

const wholeColumns = `s.background, s.proposal, s.delegation_name AS "delegationName", s.attitude, s.registered_at AS "registeredAt", s.closed_at AS "closedAt",
  (SELECT min(x.assigned_on) FROM assignment x WHERE x.suggestion_id = ${answered}) AS "assignedOn",
  (SELECT COALESCE(json_agg(x.name ORDER BY x.id), '[]') FROM cosigner x WHERE x.suggestion_id = s.id AND x.state = 'confirmed') AS cosigners,
  (SELECT COALESCE(json_agg(json_build_object('organName', x.organ_name, 'role', x.role, 'state', x.state) ORDER BY x.id), '[]') FROM assignment x WHERE x.suggestion_id = ${answered} AND x.role <> 'distribute' AND x.state NOT IN ('returned', 'cancelled')) AS organs,
  (SELECT COALESCE(json_agg(json_build_object('organName', x.organ_name, 'letterNumber', x.letter_number, 'grade', x.grade, 'body', x.body, 'signedAt', x.signed_at) ORDER BY x.round, x.id), '[]') FROM reply x WHERE x.suggestion_id = ${answered} AND x.state = 'signed') AS replies,
  (SELECT COALESCE(json_agg(json_build_object('text', x.text, 'dueOn', x.due_on, 'state', x.state, 'keptOn', x.kept_on) ORDER BY x.due_on, x.id), '[]') FROM commitment x JOIN reply r ON r.id = x.reply_id AND r.state = 'signed' WHERE x.suggestion_id = ${answered}) AS commitments,
  (SELECT json_build_object('id', m.id, 'title', m.title, 'numberLabel', m.number_label) FROM suggestion m WHERE s.merged_into_id IS NOT NULL AND m.id = ${answered}) AS "mergedInto"`;

/**
 * One published suggestion with its signed replies, commitments and evaluation.
 * @throws DomainError suggestions.not_public when it is not (or no longer) published
 */
export async function publicDetail(work: Work, id: string): Promise<PublicDetailView> {
  const [found] = await work.sql<Whole>(
    `SELECT ${rowColumns}, ${wholeColumns} FROM suggestion s JOIN congress c ON c.id = s.congress_id WHERE s.id = $1 AND s.published_at IS NOT NULL AND s.state <> 'withdrawn'`,
    [id],
  );
  if (!found) throw new DomainError('suggestions.not_public');
  const { background, proposal, delegationName, attitude, registeredAt, assignedOn, closedAt, cosigners, organs, replies, commitments, mergedInto, ...row } = found;
  const set = replies.some((one) => one.grade === 'D') || row.grade === 'D' ? 'four' : 'three';
  return {
    ...publicRowOf(row),
    background,
    proposal,
    delegationName,
    attitude,
    cosigners,
    mergedInto,
    organs: organs.map((one) => ({ organName: one.organName, roleLabel: roleLabels[one.role], stateLabel: assignmentStateLabels[one.state] })),
    replies: replies.map((one) => ({ ...one, gradeLabel: gradeLabelOf(set, one.grade) })),
    commitments: commitments.map(({ state, ...one }) => ({ ...one, stateLabel: commitmentStateLabels[state] })),
    assignedOn,
    registeredAt: registeredAt?.toISOString() ?? null,
    closedAt: closedAt?.toISOString() ?? null,
  };
}
