// What anybody reads: opinions and replies as staff published them, through the reader role.
import { DomainError } from '@smart/kernel/errors';
import { excerpt, queryOf, queryTerms, type Segment } from '@smart/search';
import type { Work } from '@smart/workflow/work';
import { isSatisfaction, isTopic, type OpinionTopic, opinionTopicLabels, satisfactionLabels } from '../model.ts';

/** Of more matches than these the newest are shown. */
const mostFound = 500;

export type PublicOpinionFilter = {
  readonly q?: string | undefined;
  /** The congress of this division and those within it. */
  readonly division?: string | undefined;
  readonly topic?: OpinionTopic | undefined;
  /** Received in this year. */
  readonly year?: number | undefined;
  readonly stationId?: string | undefined;
};

export type PublicOpinion = {
  readonly id: string; readonly congressName: string; readonly divisionCode: string; readonly title: string; readonly content: string; readonly place: string; readonly topic: OpinionTopic | null; readonly topicLabel: string | null;
  readonly reply: string; readonly repliedBy: string; readonly satisfactionLabel: string | null; readonly receivedOn: string; readonly repliedOn: string; /** From hearing to answering, in days. */ readonly days: number; readonly publishedAt: string;
  readonly station: { readonly code: string; readonly name: string } | null;
};
export type PublicOpinionRow = PublicOpinion & { readonly excerpt: readonly Segment[] | null };

type Row = Omit<PublicOpinion, 'topic' | 'topicLabel' | 'satisfactionLabel' | 'publishedAt'> & { topic: string | null; satisfaction: string | null; publishedAt: Date };

const columns = `o.id, c.name AS "congressName", c.division_code AS "divisionCode", o.title, o.content, o.place, o.topic, o.reply, o.replied_by AS "repliedBy", o.satisfaction, to_char(o.received_on, 'YYYY-MM-DD') AS "receivedOn",
  to_char(o.replied_on, 'YYYY-MM-DD') AS "repliedOn", o.replied_on - o.received_on AS days, o.published_at AS "publishedAt",
  (SELECT json_build_object('code', s.code, 'name', s.name) FROM station s WHERE s.id = o.station_id) AS station`;
const conditions = `o.state = 'published' AND ($1::text IS NULL OR c.division_code LIKE $1 || '%') AND ($2::text IS NULL OR o.topic = $2) AND ($3::int IS NULL OR extract(year FROM o.received_on) = $3) AND ($4::uuid IS NULL OR o.station_id = $4)`;
const valuesOf = ({ division, topic, year, stationId }: PublicOpinionFilter): unknown[] => [division ?? null, topic ?? null, year ?? null, stationId ?? null];

function shown({ topic, satisfaction, publishedAt, ...row }: Row): PublicOpinion {
  const kind = topic !== null && isTopic(topic) ? topic : null;
  return {
    ...row, topic: kind, topicLabel: kind === null ? null : opinionTopicLabels[kind], satisfactionLabel: satisfaction !== null && isSatisfaction(satisfaction) ? satisfactionLabels[satisfaction] : null, publishedAt: publishedAt.toISOString(),
  };
}

/** Published opinions, newest first. A query without words finds nothing less. */
export async function publicOpinions(work: Work, filter: PublicOpinionFilter, page: { readonly limit: number; readonly offset: number }): Promise<{ rows: PublicOpinionRow[]; total: number }> {
  const terms = queryTerms(filter.q ?? '');
  const query = queryOf(terms);
  const values = query === null ? valuesOf(filter) : [...valuesOf(filter), query.narrow, query.asked, mostFound];
  const from = `${query === null ? 'opinion_publication o' : 'search_opinion_publications($5::tsquery, $6::tsquery, $7::int) f JOIN opinion_publication o ON o.id = f.id'} JOIN congress c ON c.id = o.congress_id WHERE ${conditions}`;
  const at = values.length;
  const rows = await work.sql<Row>(`SELECT ${columns} FROM ${from} ORDER BY o.published_at DESC, o.id DESC LIMIT $${at + 1} OFFSET $${at + 2}`, [...values, page.limit, page.offset]);
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${from}`, values);
  return { rows: rows.map((row) => ({ ...shown(row), excerpt: query === null ? null : excerpt(`${row.content} ${row.reply}`, terms) })), total: count?.total ?? 0 };
}

/** @throws DomainError opinions.not_public, whether there is one or not */
export async function publicOpinion(work: Work, id: string): Promise<PublicOpinion> {
  const [row] = await work.sql<Row>(`SELECT ${columns} FROM opinion_publication o JOIN congress c ON c.id = o.congress_id WHERE o.id = $1 AND o.state = 'published'`, [id]);
  if (!row) throw new DomainError('opinions.not_public');
  return shown(row);
}

/** Everything of a filter, portion by portion, for the open data. */
export async function publicOpinionPortion(work: Work, filter: PublicOpinionFilter, { after, limit }: { readonly after: { readonly publishedAt: string; readonly id: string } | null; readonly limit: number }): Promise<PublicOpinion[]> {
  const rows = await work.sql<Row>(
    `SELECT ${columns} FROM opinion_publication o JOIN congress c ON c.id = o.congress_id WHERE ${conditions} AND ($5::timestamptz IS NULL OR (o.published_at, o.id) < ($5, $6::uuid)) ORDER BY o.published_at DESC, o.id DESC LIMIT $7`,
    [...valuesOf(filter), after?.publishedAt ?? null, after?.id ?? null, limit],
  );
  return rows.map(shown);
}

/** Congresses that published opinions, to be chosen. */
export const placesWithOpinions = (work: Work): Promise<{ key: string; label: string }[]> =>
  work.sql(`SELECT c.division_code AS key, c.name AS label FROM congress c WHERE c.id IN (SELECT o.congress_id FROM opinion_publication o WHERE o.state = 'published') ORDER BY length(c.division_code), c.division_code`);

/** Addresses for the map of the site, newest first. */
export const opinionAddresses = (work: Pick<Work, 'sql'>, month: string): Promise<{ id: string; at: Date }[]> =>
  work.sql(
    `SELECT o.id, o.published_at AS at FROM opinion_publication o WHERE o.state = 'published' AND o.published_at >= ($1 || '-01')::timestamp AT TIME ZONE 'Asia/Shanghai'
       AND o.published_at < (($1 || '-01')::timestamp + interval '1 month') AT TIME ZONE 'Asia/Shanghai' ORDER BY o.published_at DESC LIMIT 20000`,
    [month],
  );

/** Months in which opinions were published, each with its newest moment. */
export const opinionMonths = (work: Pick<Work, 'sql'>): Promise<{ month: string; last: Date }[]> =>
  work.sql(`SELECT to_char(o.published_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM') AS month, max(o.published_at) AS last FROM opinion_publication o WHERE o.state = 'published' GROUP BY 1 ORDER BY 1 DESC LIMIT 1000`);
