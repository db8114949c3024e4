/** The public ledger of commitments, the published rankings and votes, as pages and as open data. */
import { dateInShanghai, today } from '@smart/kernel/dates';
import { csvOf } from '@smart/kernel/csv';
import { publicBook } from '@smart/suggestions/feedback/public-book';
import { ledgerLightLabels } from '@smart/suggestions/feedback/light';
import { publicBookInput } from '@smart/suggestions/feedback/model';
import { publicRankingInput } from '@smart/suggestions/ranking/model';
import { publicRanking } from '@smart/suggestions/ranking/ranking';
import { meetingsInput } from '@smart/suggestions/supervising/contracts';
import { publicMeetings } from '@smart/suggestions/supervising/oversight';
import type { CommitmentFilters, CommitmentsView, RankingPageView, VotesView } from '@smart/public-site/views';
import type { Work } from '@smart/workflow/work';
import type { FastifyInstance } from 'fastify';
import { publicRunner } from '../http/caller.ts';
import type { Services } from '../services.ts';
import { congressChoices } from './reading.ts';
import type { Show } from './show.ts';

type Query = Readonly<Record<string, unknown>>;
const pageSize = 20;
const lastPage = 500;
/** More than this is asked for by congress or year. */
const mostInFile = 5000;

const textOf = (query: Query, name: string): string => (typeof query[name] === 'string' ? query[name].trim().slice(0, 100) : '');
const filtersOf = (query: Query): CommitmentFilters => ({ division: textOf(query, 'division'), organ: textOf(query, 'organ'), year: textOf(query, 'year'), light: textOf(query, 'light') });

function inputOf({ division, organ, year, light }: CommitmentFilters, page: { limit: number; offset: number }) {
  return publicBookInput.safeParse({ ...page, ...(division ? { division } : {}), ...(organ ? { organId: organ } : {}), ...(year ? { year: Number(year) } : {}), ...(light ? { light } : {}) });
}

const pageOf = (query: Query): number => Math.min(lastPage, Math.max(1, Math.trunc(Number(textOf(query, 'page'))) || 1));

async function commitmentsView(work: Work, query: Query): Promise<CommitmentsView> {
  const filters = filtersOf(query);
  const pageNumber = pageOf(query);
  const asked = inputOf(filters, { limit: pageSize, offset: (pageNumber - 1) * pageSize });
  const input = asked.success ? asked.data : publicBookInput.parse({ limit: pageSize });
  const { rows, total, counts, organs } = await publicBook(work, input);
  const thisYear = Number(today(work.clock).slice(0, 4));
  return {
    page: 'commitments', filters, rows, total, counts, organs, pageNumber, pages: Math.min(lastPage, Math.ceil(total / pageSize)), congresses: await congressChoices(work),
    years: Array.from({ length: 8 }, (_none, at) => thisYear + 2 - at),
    problem: asked.success ? null : '查询条件有误，已显示全部承诺，请重新选择',
  };
}

const head = ['人大', '建议编号', '建议标题', '承办单位', '承诺事项', '承诺时限', '原定时限', '状态', '落实日期', '落实情况', '网址'];

async function commitmentsFile(work: Work, query: Query): Promise<string> {
  const asked = inputOf(filtersOf(query), { limit: mostInFile, offset: 0 });
  const { rows } = await publicBook(work, asked.success ? asked.data : publicBookInput.parse({ limit: mostInFile }));
  return csvOf(head, rows.map((row) => [
    row.congressName, row.numberLabel, row.title, row.organName, row.text, row.dueOn, row.firstDueOn, ledgerLightLabels[row.light], row.keptOn, row.evidence, `/suggestions/${row.suggestionId}`,
  ]));
}

async function rankingView(work: Work, query: Query): Promise<RankingPageView> {
  const [congressId, year] = [textOf(query, 'congress'), textOf(query, 'year')];
  const input = publicRankingInput.safeParse({ ...(congressId ? { congressId } : {}), ...(year ? { year: Number(year) } : {}) });
  return { page: 'ranking', data: await publicRanking(work, input.success ? input.data : {}) };
}

/** An unknown kind shows all of them. */
async function votesView(work: Work, query: Query): Promise<VotesView> {
  const pageNumber = pageOf(query);
  const page = { limit: pageSize, offset: (pageNumber - 1) * pageSize };
  const asked = meetingsInput.safeParse({ ...page, ...(textOf(query, 'kind') ? { kind: textOf(query, 'kind') } : {}) });
  const input = asked.success ? asked.data : meetingsInput.parse(page);
  const { rows, total } = await publicMeetings(work, input);
  return { page: 'votes', kind: input.kind ?? '', rows, total, pageNumber, pages: Math.min(lastPage, Math.ceil(total / pageSize)) };
}

export function registerLedger(app: FastifyInstance, services: Services, show: Show): void {
  app.get<{ Querystring: Query }>('/commitments', async (request, reply) => show(request, reply, await publicRunner(services, request)((work) => commitmentsView(work, request.query), { readOnly: true })));
  app.get<{ Querystring: Query }>('/commitments.csv', async (request, reply) => {
    const [text, day] = await publicRunner(services, request)(async (work) => [await commitmentsFile(work, request.query), dateInShanghai(work.clock.now())] as const, { readOnly: true });
    return reply.type('text/csv; charset=utf-8').header('content-disposition', `attachment; filename="commitments-${day}.csv"`).header('cache-control', 'public, max-age=60').send(text);
  });
  app.get<{ Querystring: Query }>('/votes', async (request, reply) => show(request, reply, await publicRunner(services, request)((work) => votesView(work, request.query), { readOnly: true })));
  app.get<{ Querystring: Query }>('/ranking', async (request, reply) => show(request, reply, await publicRunner(services, request)((work) => rankingView(work, request.query), { readOnly: true })));
}
