/** What the pages show, read as the public: through the reader role, published rows only. */
import { publicArticles } from '@smart/content/articles/public';
import { publicConsultations } from '@smart/content/consultations/public';
import { today } from '@smart/kernel/dates';
import { sessionLabel } from '@smart/kernel/numbers';
import { hidePersonalData } from '@smart/kernel/personal-text';
import { opinionDataDictionary } from '@smart/opinions/publishing/open-data';
import { publicOpinions } from '@smart/opinions/publishing/public';
import { gradeSets, topicLabels, topics } from '@smart/suggestions/model';
import { publicListInput } from '@smart/suggestions/model-inputs';
import { isPublic } from '@smart/suggestions/publication/conditions';
import { findByNumber, readNumber } from '@smart/suggestions/publication/number';
import { openDataDictionary } from '@smart/suggestions/publication/open-data';
import { publicDetail, publicList } from '@smart/suggestions/publication/reading';
import type { Choice, CongressChoice, DetailPage, Figures, HomeView, ListFilters, ListView, MotionPageView, MotionsView, NumberView, OpenDataView, PublicFile } from '@smart/public-site/views';
import { publicCalls } from '@smart/suggestions/calls/public';
import { publicMotionsInput } from '@smart/suggestions/motions/inputs';
import { publicMotion, publicMotions } from '@smart/suggestions/motions/looking';
import type { Work } from '@smart/workflow/work';
import { placesWithSites } from './site-home.ts';
import { addressOf, conditionsOf, filtersOf } from './filters.ts';

const pageSize = 20;
/** The oldest page that can be turned to; narrower conditions lead to what lies behind it. */
const lastPage = 500;

/** Congresses that publish something, and how much; from the province down. */
export async function congressChoices(work: Work): Promise<CongressChoice[]> {
  return work.sql<CongressChoice>(
    `SELECT c.id, c.name, c.tier, c.division_code AS "divisionCode", p.published FROM congress c
     JOIN (SELECT s.congress_id, count(*)::int AS published FROM suggestion s WHERE ${isPublic} GROUP BY s.congress_id) p ON p.congress_id = c.id
     ORDER BY length(c.division_code), c.division_code`,
  );
}

async function figures(work: Work): Promise<Figures> {
  const [row] = await work.sql<Figures>(
    `SELECT count(*)::int AS published, count(s.replied_at)::int AS replied, count(s.result)::int AS evaluated,
       (count(*) FILTER (WHERE s.result IN ('satisfied', 'mostly_satisfied')))::int AS satisfied
     FROM suggestion s WHERE ${isPublic}`,
  );
  return row ?? { published: 0, replied: 0, evaluated: 0, satisfied: 0 };
}

export async function homeView(work: Work): Promise<HomeView> {
  const { rows } = await publicList(work, publicListInput.parse({ limit: 8 }));
  const { rows: calls } = await publicCalls(work, { runningOnly: true, limit: 1, offset: 0 });
  const { rows: consultations } = await publicConsultations(work, { phase: 'running' }, { limit: 1, offset: 0 });
  const { rows: news } = await publicArticles(work, {}, { limit: 6, offset: 0 });
  const { rows: opinions } = await publicOpinions(work, {}, { limit: 3, offset: 0 });
  return { page: 'home', figures: await figures(work), latest: rows, news, opinions, sites: await placesWithSites(work), calls, consultations, today: today(work.clock) };
}

/** Sessions and answering organs of one congress, as far as something of them is public: to be chosen once the congress is. */
async function choicesOf(work: Work, division: string): Promise<{ sessions: Choice[]; organs: Choice[] }> {
  if (!/^\d{2,9}$/.test(division)) return { sessions: [], organs: [] };
  const [sessions, organs] = await Promise.all([
    work.sql<{ key: string; congressShort: string; term: number; session: number }>(
      `SELECT x.id AS key, c.short_name AS "congressShort", t.number AS term, x.number AS session FROM session x JOIN term t ON t.id = x.term_id JOIN congress c ON c.id = x.congress_id
       WHERE c.division_code = $1 AND EXISTS (SELECT 1 FROM suggestion s WHERE s.congress_id = c.id AND s.session_id = x.id AND ${isPublic}) ORDER BY t.number DESC, x.number DESC LIMIT 30`,
      [division],
    ),
    work.sql<Choice>(
      `SELECT s.lead_organ_id AS key, max(o.name) AS label FROM suggestion s JOIN congress c ON c.id = s.congress_id JOIN organ o ON o.id = s.lead_organ_id
       WHERE c.division_code = $1 AND ${isPublic} GROUP BY s.lead_organ_id ORDER BY 2 LIMIT 200`,
      [division],
    ),
  ]);
  return { sessions: sessions.map(({ key, ...session }) => ({ key, label: sessionLabel(session) })), organs };
}

/** One organ that was asked for by a link while no congress is chosen keeps its place in the list of choices. */
async function withAsked(work: Work, organs: readonly Choice[], asked: string): Promise<readonly Choice[]> {
  if (asked === '' || organs.some((one) => one.key === asked)) return organs;
  return [...(await work.sql<Choice>('SELECT id AS key, name AS label FROM organ WHERE id::text = $1', [asked])), ...organs];
}

/** The list for the conditions in the address. What cannot be understood is said and left out; nothing typed is lost. */
export async function listView(work: Work, query: Readonly<Record<string, unknown>>): Promise<ListView> {
  const filters: ListFilters = filtersOf(query);
  const { filter, problem } = conditionsOf(filters);
  const asked = typeof query['page'] === 'string' ? Math.trunc(Number(query['page'])) : 1;
  const pageNumber = Math.min(lastPage, Math.max(1, asked || 1));
  const list = filter ? await publicList(work, { ...filter, limit: pageSize, offset: (pageNumber - 1) * pageSize }) : { rows: [], total: 0, atLeast: false };
  const thisYear = Number(today(work.clock).slice(0, 4));
  const choices = await choicesOf(work, filters.division);
  return {
    page: 'list',
    filters,
    address: addressOf(filters),
    rows: list.rows,
    total: list.total,
    atLeast: list.atLeast,
    pageNumber,
    pages: Math.min(lastPage, Math.ceil(list.total / pageSize)),
    congresses: await congressChoices(work),
    sessions: choices.sessions,
    organs: await withAsked(work, choices.organs, filters.organ),
    topics: topics.map((key) => ({ key, label: topicLabels[key] })),
    grades: Object.keys(gradeSets.four).map((key) => ({ key, label: `${key} 类` })),
    years: Array.from({ length: 6 }, (_, back) => thisYear - back),
    problem,
  };
}

/** @throws DomainError suggestions.not_public, suggestions.publication_ended */
export async function detailView(work: Work, id: string, print: boolean): Promise<DetailPage> {
  const suggestion = await publicDetail(work, id);
  const files = await work.sql<PublicFile>(
    `SELECT id, name, size FROM stored_file WHERE matter_id = $1 AND purpose = 'suggestion' ORDER BY id`,
    [id],
  );
  return { page: 'detail', suggestion, files: files.map((file) => ({ ...file, name: hidePersonalData(file.name) })), today: today(work.clock), print };
}

/** 办理查询 by number. What is not public is answered like a number that does not exist. */
export async function numberView(work: Work, query: Readonly<Record<string, unknown>>): Promise<NumberView> {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name].trim().slice(0, 60) : '');
  const [congress, typed] = [text('congress'), text('number')];
  const congresses = await work.sql<Choice>(`SELECT c.id AS key, c.name AS label FROM congress c WHERE EXISTS (SELECT 1 FROM suggestion s WHERE s.congress_id = c.id AND ${isPublic}) ORDER BY length(c.division_code), c.division_code`);
  const chosen = congresses.find((one) => one.key === congress) ?? congresses.filter((one) => typed.includes(one.label.replace('人民代表大会', ''))).at(-1);
  const asked = typed === '' ? null : readNumber(typed);
  const problem = typed === '' ? (congress === '' ? null : '请填写编号，例如：第12号') : asked === null ? '没有看懂这个编号。只填号数也可以，例如：12' : chosen === undefined ? '请选择是哪一级人大的建议' : null;
  return { page: 'number', congresses, congress: chosen?.key ?? congress, number: typed, problem, matches: asked !== null && chosen !== undefined ? await findByNumber(work, chosen.key, asked) : null };
}

/** 开放数据: the dictionary and where to take the data. */
export async function openDataView(work: Work): Promise<OpenDataView> {
  return { page: 'open-data', fields: openDataDictionary, opinionFields: opinionDataDictionary, congresses: await congressChoices(work) };
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
