// 办理查询: words in title, text, replies and attachments of what the viewer may see, best first, with the places where they stand.
import type { Capacity } from '@smart/identity/capacity';
import { addDays, startOfDayShanghai } from '@smart/kernel/dates';
import { excerpt, highlight, queryOf, queryTerms, type TwoQueries } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import { sightsOf } from '../policy.ts';
import { readNumber } from '../publication/number.ts';
import { lightingOf, listRowOf, type RowColumns, rowColumns } from '../rows.ts';
import { parameters, type Placeholder, visibleSql } from '../visibility.ts';
import type { Passage, SearchInput, SearchView } from './model.ts';

/** Matches that are ranked; of a word that stands in more the newest so many are found. With conditions all are looked at. */
const mostRanked = 200;
const mostNarrowed = 5000;
const mostFiles = 100;
/** A word in an attachment says less than one in the text. */
const fileRank = 0.05;

/** "12", "第12号" and "九届三次会议第12号" mean a number; everything else is words. */
function numberSql(q: string, p: Placeholder): string | null {
  const asked = /^\d{1,5}$|号|届/.test(q.normalize('NFKC')) ? readNumber(q) : null;
  if (asked === null) return null;
  return [
    `s.number = ${p(asked.number)}`,
    asked.term === null ? 'true' : `s.term_id IN (SELECT t.id FROM term t WHERE t.number = ${p(asked.term)})`,
    asked.session === null ? 'true' : `s.session_id IN (SELECT x.id FROM session x WHERE x.number = ${p(asked.session)})`,
    asked.recess ? 's.session_id IS NULL' : 'true',
  ].join(' AND ');
}

/**
 * Files the viewer may read, once the suggestion itself is visible: of a reply when it is signed or of the own organ. The same rule as
 * `mayReadAttachment` has for one file.
 */
export const readableFileSql = (capacity: Pick<Capacity, 'organId'>, p: Placeholder): string =>
  `(x.subject_type <> 'reply' OR EXISTS (SELECT 1 FROM reply r WHERE r.id = x.subject_id AND (r.state = 'signed' OR r.organ_id = ${p(capacity.organId ?? null)}::uuid)))`;

type Asking = { readonly narrow: string; readonly asked: string; readonly most: number };

/** Where to look: the index of words for who sees a whole congress, the few own matters for everybody else. */
function foundSql(capacity: Capacity, { narrow, asked, most }: Asking, visible: string, p: Placeholder): string {
  const wide = sightsOf(capacity).some((sight) => sight.by === 'congress' || sight.by === 'deputy');
  const words = wide ? `SELECT f.id, f.rank FROM search_suggestions(${narrow}::tsquery, ${asked}::tsquery, ${p(most)}) f` : `SELECT s.id, ts_rank(s.search_vector, ${asked}::tsquery) AS rank FROM suggestion s WHERE ${visible} AND s.search_vector @@ ${asked}::tsquery`;
  return `${words} UNION ALL SELECT f.matter_id, ${fileRank}::real FROM search_file_texts(${narrow}::tsquery, ${asked}::tsquery, ${mostFiles}) f JOIN stored_file x ON x.id = f.file_id WHERE ${readableFileSql(capacity, p)}`;
}

function filters(input: SearchInput, p: Placeholder): string[] {
  const found = [
    input.states?.length ? `s.state = ANY (${p(input.states)})` : null,
    input.topic ? `s.topic = ${p(input.topic)}` : null,
    input.organId ? `EXISTS (SELECT 1 FROM assignment f WHERE f.suggestion_id = s.id AND f.organ_id = ${p(input.organId)} AND f.state <> 'returned')` : null,
    input.termId ? `s.term_id = ${p(input.termId)}` : null,
    input.sessionId ? `s.session_id = ${p(input.sessionId)}` : null,
    input.grade ? `s.grade = ${p(input.grade)}` : null,
    input.result ? `s.result = ${p(input.result)}` : null,
    input.submittedFrom ? `s.submitted_at >= ${p(startOfDayShanghai(input.submittedFrom))}` : null,
    input.submittedTo ? `s.submitted_at < ${p(startOfDayShanghai(addDays(input.submittedTo, 1)))}` : null,
  ];
  return found.filter((one) => one !== null);
}

type ReplyText = { organName: string; body: string };
type Found = RowColumns & { background: string; proposal: string; replies: ReplyText[]; files: number; total: number };
type FileWords = { suggestionId: string; fileId: string; name: string; text: string };

const nothing: SearchView = { rows: [], total: 0, atLeast: false };

const repliesSql = `(SELECT COALESCE(json_agg(json_build_object('organName', r.organ_name, 'body', r.body) ORDER BY r.round, r.id), '[]') FROM reply r WHERE r.suggestion_id = s.id AND r.state = 'signed') AS replies`;

/**
 * A page of what answers the words. Of frequent words the newest are found, and `atLeast` says so.
 * @param input validated by `searchInput`
 */
export async function searchSuggestions(work: Work, capacity: Capacity, input: SearchInput): Promise<SearchView> {
  const { values, p } = parameters();
  const terms = queryTerms(input.q);
  const words = queryOf(terms);
  const byNumber = numberSql(input.q, p);
  if (words === null && byNumber === null) return nothing;
  const visible = visibleSql(capacity, p);
  const conditions = filters(input, p);
  const most = conditions.length > 0 ? mostNarrowed : Math.max(mostRanked, input.offset + input.limit);
  const source = byNumber === null && words !== null ? foundSql(capacity, { narrow: p(words.narrow), asked: p(words.asked), most }, visible, p) : `SELECT s.id, 1::real AS rank FROM suggestion s WHERE ${visible} AND ${byNumber}`;
  // The texts of the page's rows only: the inner query has cut the page out.
  const [rows, lighting] = await Promise.all([
    work.sql<Found>(
      `SELECT ${rowColumns}, s.background, s.proposal, ${repliesSql}, h.files, h.total FROM (
         SELECT s.id, h.rank, h.files, s.submitted_at, (count(*) OVER ())::int AS total
         FROM (SELECT found.id, max(found.rank) AS rank, (count(*) FILTER (WHERE found.rank = ${fileRank}::real))::int AS files FROM (${source}) found GROUP BY found.id) h JOIN suggestion s ON s.id = h.id
         WHERE ${[visible, `NOT (s.state = 'withdrawn' AND s.submitted_at IS NULL)`, ...conditions].join(' AND ')} ORDER BY h.rank DESC, s.submitted_at DESC, s.id DESC LIMIT ${p(input.limit)} OFFSET ${p(input.offset)}
       ) h JOIN suggestion s ON s.id = h.id ORDER BY h.rank DESC, h.submitted_at DESC, s.id DESC`,
      values,
    ),
    lightingOf(work, capacity.congressId),
  ]);
  const withFiles = rows.filter((one) => one.files > 0).map((one) => one.id);
  const files = words !== null && withFiles.length > 0 ? await filesOf(work, capacity, withFiles, words) : [];
  const total = rows[0]?.total ?? 0;
  return { rows: rows.map((row) => ({ ...listRowOf(row, lighting), titleSegments: highlight(row.title, terms), passages: passagesOf(row, files, terms) })), total, atLeast: total >= most };
}

function filesOf(work: Work, capacity: Capacity, ids: readonly string[], { asked }: TwoQueries): Promise<FileWords[]> {
  const { values, p } = parameters();
  return work.sql<FileWords>(
    `SELECT t.matter_id AS "suggestionId", t.file_id AS "fileId", x.name, t.text FROM file_text t JOIN stored_file x ON x.id = t.file_id
     WHERE t.matter_id = ANY (${p(ids)}::uuid[]) AND t.state = 'done' AND t.search_vector @@ ${p(asked)}::tsquery AND ${readableFileSql(capacity, p)} ORDER BY t.file_id`,
    values,
  );
}

/** The parts in which a word stands; the beginning of the text when only the title or the number has it. */
function passagesOf(row: Found, files: readonly FileWords[], terms: readonly string[]): Passage[] {
  const text = passageOf('text', '正文', `${row.background}　${row.proposal}`, terms, null);
  const found = [
    text,
    ...row.replies.map((one) => passageOf('reply', `${one.organName}的答复`, one.body, terms, null)),
    ...files.filter((one) => one.suggestionId === row.id).map((one) => passageOf('attachment', `附件《${one.name}》`, one.text, terms, one.fileId)),
  ].filter((one) => one.segments.some(({ match }) => match));
  return (found.length > 0 ? found : [text]).slice(0, 4);
}

const passageOf = (part: Passage['part'], label: string, text: string, terms: readonly string[], fileId: string | null): Passage => ({ part, label, segments: excerpt(text, terms, 100), fileId });
