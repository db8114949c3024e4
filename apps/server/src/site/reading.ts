/** What the pages show, read as the public: through the reader role, published rows only. */
import { today } from '@smart/kernel/dates';
import { topicLabels, topics } from '@smart/suggestions/model';
import { publicListInput } from '@smart/suggestions/model-inputs';
import { publicCalls } from '@smart/suggestions/calls/public';
import { publicDetail, publicList } from '@smart/suggestions/publication';
import type { CongressChoice, DetailPage, Figures, HomeView, ListFilters, ListView, MotionPageView, MotionsView, PublicFile } from '@smart/public-site/views';
import { publicMotionsInput } from '@smart/suggestions/motions/inputs';
import { publicMotion, publicMotions } from '@smart/suggestions/motions/looking';
import type { Work } from '@smart/workflow/work';

const published = `published_at IS NOT NULL AND state <> 'withdrawn'`;
const pageSize = 20;
/** The oldest page that can be turned to; narrower conditions lead to what lies behind it. */
const lastPage = 500;

/** Congresses that publish something, and how much; from the province down. */
export async function congressChoices(work: Work): Promise<CongressChoice[]> {
  return work.sql<CongressChoice>(
    `SELECT c.id, c.name, c.tier, c.division_code AS "divisionCode", p.published FROM congress c
     JOIN (SELECT congress_id, count(*)::int AS published FROM suggestion WHERE ${published} GROUP BY congress_id) p ON p.congress_id = c.id
     ORDER BY length(c.division_code), c.division_code`,
  );
}

async function figures(work: Work): Promise<Figures> {
  const [row] = await work.sql<Figures>(
    `SELECT count(*)::int AS published, count(replied_at)::int AS replied, count(result)::int AS evaluated,
       (count(*) FILTER (WHERE result IN ('satisfied', 'mostly_satisfied')))::int AS satisfied
     FROM suggestion WHERE ${published}`,
  );
  return row ?? { published: 0, replied: 0, evaluated: 0, satisfied: 0 };
}

export async function homeView(work: Work): Promise<HomeView> {
  const { rows } = await publicList(work, publicListInput.parse({ limit: 8 }));
  const { rows: calls } = await publicCalls(work, { runningOnly: true, limit: 1, offset: 0 });
  return { page: 'home', figures: await figures(work), latest: rows, congresses: await congressChoices(work), calls, today: today(work.clock) };
}

/** The list for the conditions in the address. What cannot be understood is said and left out; nothing typed is lost. */
export async function listView(work: Work, query: Readonly<Record<string, unknown>>): Promise<ListView> {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name].trim().slice(0, 200) : '');
  const filters: ListFilters = { q: text('q'), division: text('division'), topic: text('topic'), replied: text('replied'), year: text('year') };
  const pageNumber = Math.min(lastPage, Math.max(1, Math.trunc(Number(text('page'))) || 1));
  const wanted = {
    ...(filters.q ? { q: filters.q } : {}),
    ...(filters.division ? { division: filters.division } : {}),
    ...(filters.topic ? { topic: filters.topic } : {}),
    ...(filters.replied === 'true' || filters.replied === 'false' ? { replied: filters.replied === 'true' } : {}),
    ...(filters.year ? { year: Number(filters.year) } : {}),
    limit: pageSize,
    offset: (pageNumber - 1) * pageSize,
  };
  const input = publicListInput.safeParse(wanted);
  const list = input.success ? await publicList(work, input.data) : { rows: [], total: 0 };
  const thisYear = Number(today(work.clock).slice(0, 4));
  return {
    page: 'list',
    filters,
    rows: list.rows,
    total: list.total,
    pageNumber,
    pages: Math.min(lastPage, Math.ceil(list.total / pageSize)),
    congresses: await congressChoices(work),
    topics: topics.map((key) => ({ key, label: topicLabels[key] })),
    years: Array.from({ length: 6 }, (_, back) => thisYear - back),
    problem: input.success ? null : `查询条件有误：${input.error.issues[0]?.message ?? '请重新选择'}`,
  };
}

/** @throws DomainError common.not_found when it is not published */
export async function detailView(work: Work, id: string): Promise<DetailPage> {
  const suggestion = await publicDetail(work, id);
  const files = await work.sql<PublicFile>(
    `SELECT id, name, size FROM stored_file WHERE matter_id = $1 AND purpose = 'suggestion' ORDER BY id`,
    [id],
  );
  return { page: 'detail', suggestion, files, today: today(work.clock) };
}

/** The published motions for the words in the address. */
export async function motionsView(work: Work, query: Readonly<Record<string, unknown>>): Promise<MotionsView> {
  const q = typeof query['q'] === 'string' ? query['q'].trim().slice(0, 100) : '';
  const pageNumber = Math.min(lastPage, Math.max(1, Math.trunc(Number(query['page'])) || 1));
  const { rows, total } = await publicMotions(work, publicMotionsInput.parse({ limit: pageSize, offset: (pageNumber - 1) * pageSize, ...(q ? { q } : {}) }));
  return { page: 'motions', q, rows, total, pageNumber, pages: Math.min(lastPage, Math.ceil(total / pageSize)) };
}

/** @throws DomainError suggestions.not_public */
export const motionView = async (work: Work, id: string): Promise<MotionPageView> => ({ page: 'motion', motion: await publicMotion(work, id) });
