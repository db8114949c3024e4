import { type Listing, listingXlsx, reportDocx } from '@smart/documents';
import { contentDisposition } from '@smart/files/names';
import type { Capacity } from '@smart/identity/capacity';
import { csvOf } from '@smart/kernel/csv';
import { DomainError } from '@smart/kernel/errors';
import { parseInput } from '@smart/kernel/validation';
import { digestOf, digestReport } from '@smart/opinions/statistics/digest';
import { answerRate, averageDays, contentRate, type Counted, monthInput, percentOf, promptRate, scoreOf, statisticsInput, type StatisticsView } from '@smart/opinions/statistics/model';
import { statisticsReaders } from '@smart/opinions/statistics/router';
import { statisticsOf } from '@smart/opinions/statistics/service';
import { supervisionStatistics } from '@smart/opinions/supervising/figures';
import type { CountedLetters } from '@smart/opinions/supervising/model';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { demonstrates } from '../demo.ts';
import type { Services } from '../services.ts';
import { callerOf } from './caller.ts';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const format = z.object({ format: z.enum(['xlsx', 'csv'], '统计表格式应为 XLSX 或者 CSV') });
const query = statisticsInput.extend({ year: z.coerce.number().int().min(2000).max(2100).optional() });

/** The capacity stands in addresses that a browser opens by itself. */
const letterQuery = z.object({ year: z.coerce.number().int().min(2000, '年份不早于 2000 年').max(2100, '年份不晚于 2100 年').optional() });

const head = ['名称', '收到', '已答复', '告知分流', '30 天内答复', '平均答复天数', '答复率', '及时率', '满意', '基本满意', '不满意', '未评价', '满意率', '得分'] as const;
const lineOf = (one: Counted): string[] => [
  one.label, `${one.received}`, `${one.answered}`, `${one.redirected}`, `${one.inTime}`, `${averageDays(one) ?? '—'}`, percentOf(answerRate(one)), percentOf(promptRate(one)),
  `${one.satisfied}`, `${one.basically}`, `${one.dissatisfied}`, `${one.unrated}`, percentOf(contentRate(one)), `${scoreOf(one) ?? '—'}`,
];
const sectionsOf = (view: StatisticsView): { heading: string; rows: string[][] }[] =>
  ([['合计', [{ ...view.totals, key: null, label: '合计' }]], ['联络站', view.byStation], ['代表', view.byDeputy], ['分类', view.byTopic], ['地区', view.byPlace], ['承办单位', view.byOrgan], ['月份', view.byMonth], ['年份', view.byYear], ['下级地区', view.below]] as const)
    .filter(([, rows]) => rows.length > 0).map(([heading, rows]) => ({ heading, rows: rows.map(lineOf) }));

const letterHead = ['名称', '发出', '按时回复', '逾期回复', '在期限内', '超期未回复', '未回复即办结'] as const;
const letterLine = (one: CountedLetters): string[] => [one.label, `${one.opened}`, `${one.inTime}`, `${one.late}`, `${one.open}`, `${one.overdue}`, `${one.unanswered}`];

/** @throws DomainError common.forbidden */
function checkReader(capacity: Capacity): void {
  if (!statisticsReaders.some((role) => capacity.roles.includes(role))) throw new DomainError('common.forbidden', { reason: '群众意见统计由本级人大代表工作机构和领导查看；公开的统计数字在网站“开放数据”' });
}

/** `GET /api/opinions/statistics.xlsx` (`.csv`), `GET /api/opinions/supervision.xlsx` and `GET /api/opinions/digest/YYYY-MM.docx`: what the desk's pages show, as files. */
export function registerOpinionFiles(app: FastifyInstance, services: Services): void {
  app.get('/api/opinions/statistics.:format', async (request, reply) => {
    const { format: wanted } = parseInput(format, request.params);
    const { capacity, run } = await callerOf(services, request);
    checkReader(capacity);
    const input = parseInput(query, Object.fromEntries(Object.entries(request.query ?? {}).filter(([name]) => name in query.shape)));
    const view = await run((work) => statisticsOf(work, capacity, input), { readOnly: true });
    const title = `${capacity.congressName}群众意见统计${view.year === null ? '' : `（${view.year} 年）`}`;
    const sections = sectionsOf(view);
    reply.header('content-disposition', contentDisposition('attachment', `${title}.${wanted}`)).header('cache-control', 'private, no-store');
    if (wanted === 'csv') return reply.type('text/csv; charset=utf-8').send(csvOf(['统计口径', ...head], sections.flatMap(({ heading, rows }) => rows.map((row) => [heading, ...row]))));
    const listing: Listing = {
      title, facts: [{ label: '统计日期', value: view.asOf }, { label: '督查', value: `发出 ${view.supervision.opened} 份，已回复 ${view.supervision.answered} 份，办结 ${view.supervision.settled} 份，超期未回复 ${view.supervision.overdue} 份` }], columns: head.map((header, at) => ({ header, share: at === 0 ? 0.2 : 0.8 / (head.length - 1) })), sections, notes: [view.formula],
      printedBy: capacity.personName, printedOn: view.asOf, demo: demonstrates(services.config),
    };
    return reply.type(xlsx).send(Buffer.from(await listingXlsx(listing, '统计口径')));
  });
  app.get('/api/opinions/supervision.xlsx', async (request, reply) => {
    const { capacity, run } = await callerOf(services, request);
    checkReader(capacity);
    const { year } = parseInput(letterQuery, request.query ?? {});
    const view = await run((work) => supervisionStatistics(work, capacity, { year }), { readOnly: true });
    const title = `${capacity.congressName}群众意见督查统计${view.year === null ? '' : `（${view.year} 年）`}`;
    const sections = ([['合计', [view.total]], ['承办单位', view.byOrgan], ['联络站', view.byStation], ['发出月份', view.byMonth]] as const).map(([heading, rows]) => ({ heading, rows: rows.map(letterLine) }));
    const listing: Listing = { title, facts: [{ label: '统计日期', value: view.asOf }], columns: letterHead.map((header, at) => ({ header, share: at === 0 ? 0.34 : 0.11 })), sections, printedBy: capacity.personName, printedOn: view.asOf, demo: demonstrates(services.config) };
    return reply.header('content-disposition', contentDisposition('attachment', `${title}.xlsx`)).header('cache-control', 'private, no-store').type(xlsx).send(Buffer.from(await listingXlsx(listing, '统计口径')));
  });
  app.get('/api/opinions/digest/:month.docx', async (request, reply) => {
    const { month } = parseInput(monthInput, request.params);
    const { capacity, run } = await callerOf(services, request);
    checkReader(capacity);
    const digest = await run((work) => digestOf(work, capacity, month), { readOnly: true });
    const { title, sections } = digestReport(digest);
    const content = await reportDocx({ title, issuer: digest.congressName, asOf: digest.asOf, source: '智慧人大平台群众意见办理记录', sections, demo: demonstrates(services.config) });
    return reply.header('content-disposition', contentDisposition('attachment', `${title}.docx`)).header('cache-control', 'private, no-store').type(docx).send(Buffer.from(content));
  });
}
