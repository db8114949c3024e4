// 先看以前的答复: earlier suggestions of any term and tier like a text, with their reply, what was promised and where they stand now. Of other
// congresses only what is published.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import { findSimilar, type Found } from './finder/finder.ts';
import { commitmentStateLabels, type CommitmentState, type Grade, publicStateLabel, stateLabels, type SuggestionState } from './model.ts';
import type { SimilarItem, SimilarView } from './model-views-desks.ts';
import { principalOf } from './own.ts';
import { gradeLabelOf } from './reply-view.ts';
import { sharedWords } from './telling-words.ts';
import { parameters, visibleSql } from './visibility.ts';

type Answer = {
  id: string; congressName: string; title: string; numberLabel: string | null; leadName: string; leadOrganName: string | null; state: SuggestionState; grade: Grade | null; submittedAt: Date | null;
  reply: { organName: string; grade: Grade | null; body: string; signedAt: string } | null;
  promises: { text: string; dueOn: string; state: CommitmentState }[];
};

/** Letters of a reply that are shown; the whole is one tap away. */
const EXCERPT = 160;

/** Earlier suggestions like the text (or like the suggestion with `id`, which is left out), the most alike first. */
export async function similarSuggestions(work: Work, capacity: Capacity, input: { id?: string | undefined; title: string; text: string; limit: number }): Promise<SimilarView> {
  const asked = input.id !== undefined && input.title === '' ? await textOf(work, capacity, input.id) : { title: input.title, text: input.text };
  const found = await findSimilar(work, capacity, { ...asked, without: input.id, limit: input.limit });
  if (found.length === 0) return { items: [] };
  const answers = new Map((await answersOf(work, capacity, found)).map((one) => [one.id, one]));
  const followed = await followedAmong(work, capacity, found.map((one) => one.id));
  return { items: found.flatMap((one) => itemOf(one, answers.get(one.id), followed.has(one.id), asked)) };
}

/** The answers to these, each as far as the capacity may read it. */
export async function answersOf(work: Work, capacity: Capacity, found: readonly Pick<Found, 'id' | 'own'>[]): Promise<Answer[]> {
  const [own, others] = [found.filter((one) => one.own).map((one) => one.id), found.filter((one) => !one.own).map((one) => one.id)];
  return [...(own.length > 0 ? await ownAnswers(work, capacity, own) : []), ...(others.length > 0 ? await publishedAnswers(work, others) : [])];
}

function ownAnswers(work: Work, capacity: Capacity, ids: readonly string[]): Promise<Answer[]> {
  const { values, p } = parameters();
  return work.sql<Answer>(
    `SELECT s.id, c.name AS "congressName", s.title, s.number_label AS "numberLabel", s.lead_name AS "leadName", s.lead_organ_name AS "leadOrganName", s.state, s.grade, s.submitted_at AS "submittedAt",
       (SELECT json_build_object('organName', r.organ_name, 'grade', r.grade, 'body', left(r.body, 1500), 'signedAt', r.signed_at) FROM reply r
        WHERE r.suggestion_id = main.id AND r.state = 'signed' ORDER BY r.round DESC, r.signed_at DESC LIMIT 1) AS reply,
       (SELECT COALESCE(json_agg(json_build_object('text', x.text, 'dueOn', x.due_on, 'state', x.state) ORDER BY x.due_on, x.id), '[]') FROM commitment x
        JOIN reply r ON r.id = x.reply_id AND r.state = 'signed' WHERE x.suggestion_id = main.id) AS promises
     FROM suggestion s JOIN congress c ON c.id = s.congress_id LEFT JOIN suggestion m ON m.id = s.merged_into_id AND NOT m.confidential
     CROSS JOIN LATERAL (SELECT COALESCE(m.id, s.id) AS id OFFSET 0) main -- compared with COALESCE, whole tables would be read behind the wall
     WHERE s.id = ANY (${p(ids)}::uuid[]) AND ${visibleSql(capacity, p)}`,
    values,
  );
}

const publishedAnswers = (work: Work, ids: readonly string[]): Promise<Answer[]> =>
  work.sql<Answer>(
    `SELECT id, congress_name AS "congressName", title, number_label AS "numberLabel", lead_name AS "leadName", lead_organ_name AS "leadOrganName", state, grade, submitted_at AS "submittedAt", reply, promises
     FROM published_answers($1::uuid[])`,
    [ids],
  );

async function followedAmong(work: Work, capacity: Capacity, ids: readonly string[]): Promise<Set<string>> {
  const deputy = principalOf(capacity);
  if (deputy === null) return new Set();
  const rows = await work.sql<{ id: string }>('SELECT suggestion_id AS id FROM suggestion_follow WHERE mandate_id = $1 AND suggestion_id = ANY ($2::uuid[])', [deputy.mandateId, ids]);
  return new Set(rows.map((one) => one.id));
}

function itemOf({ id, own, score }: Found, answer: Answer | undefined, following: boolean, asked: { title: string; text: string }): SimilarItem[] {
  if (!answer) return [];
  const { state, reply, promises, submittedAt, grade, ...rest } = answer;
  const set = grade === 'D' || reply?.grade === 'D' ? 'four' : 'three';
  return [{
    ...rest, id, own, following,
    stateLabel: own ? stateLabels[state] : publicStateLabel(state),
    grade,
    gradeLabel: gradeLabelOf(set, grade),
    submittedAt: submittedAt?.toISOString() ?? null,
    score: Math.round(score * 1000) / 1000,
    sharedWords: sharedWords(answer.title, `${asked.title} ${asked.text}`).words.slice(0, 6),
    reply: reply && { organName: reply.organName, excerpt: excerptOf(reply.body), signedAt: new Date(reply.signedAt).toISOString() },
    promises: promises.map((one) => ({ text: one.text, dueOn: one.dueOn, stateLabel: commitmentStateLabels[one.state] })),
  }];
}

function excerptOf(body: string): string {
  const folded = body.replace(/\s+/g, ' ').trim();
  return folded.length <= EXCERPT ? folded : `${folded.slice(0, EXCERPT)}…`;
}

async function textOf(work: Work, capacity: Capacity, id: string): Promise<{ title: string; text: string }> {
  const { values, p } = parameters();
  const [row] = await work.sql<{ title: string; text: string }>(`SELECT s.title, s.background || ' ' || s.proposal AS text FROM suggestion s WHERE s.id = ${p(id)} AND ${visibleSql(capacity, p)}`, values);
  return row ?? { title: '', text: '' };
}
