import { dateInShanghai } from '@smart/kernel/dates';
import { opinionTopics } from '@smart/opinions/model';
import { opinionDataDictionary } from '@smart/opinions/publishing/open-data';
import { figureDictionary, figureRecord, figuresCsv, publicFigures } from '@smart/opinions/statistics/public';
import { z } from 'zod';
import { opinionDataStream } from '../site/opinions-public.ts';
import { errorBody, type ReadPublished, type RestServer } from './rest-server.ts';

const filter = z.object({
  division: z.string().regex(/^(?:\d{2}|\d{4}|\d{6}|\d{9})$/).optional().describe('行政区划代码，含其下级'),
  topic: z.enum(opinionTopics).optional().describe('内容分类'),
  year: z.coerce.number().int().min(2000).max(2100).optional().describe('收到年份'),
});
const field = z.object({ name: z.string(), label: z.string(), type: z.string(), about: z.string() });

const figureFilter = z.object({
  division: z.string().regex(/^(?:\d{2}|\d{4}|\d{6}|\d{9})$/).default('').describe('行政区划代码，含其下级；不填为全部'),
  year: z.coerce.number().int().min(2000).max(2100).optional().describe('收到年份；不填为今年'),
});

/** 开放数据: citizens' opinions and replies as staff published them, and the dictionary of the columns. */
export function opinionRoutes(rest: RestServer, read: ReadPublished, now: () => Date): void {
  rest.get('/open-data/opinions/dictionary', { schema: { tags: ['open-data'], summary: '群众意见和答复的数据字典', description: '每一列的含义。列只增加，不改名。', response: { 200: z.array(field), '4xx': errorBody } } }, async () => [...opinionDataDictionary]);
  for (const [format, type, summary] of [['csv', 'text/csv; charset=utf-8', '群众意见和答复（CSV，UTF-8）'], ['json', 'application/json; charset=utf-8', '群众意见和答复（JSON）']] as const) {
    rest.get(`/open-data/opinions.${format}`, { schema: { tags: ['open-data'], summary, description: '工作人员核定后公开的群众意见和答复，不含反映人的任何信息。', querystring: filter, response: { 200: z.unknown().describe('数据，列见数据字典'), '4xx': errorBody } } }, async (request, reply) =>
      reply.type(type).header('content-disposition', `attachment; filename="opinions.${format}"`).send(opinionDataStream((work) => read(request, work), request.query, format, now())));
  }
  figureRoutes(rest, read, now);
}

/** Counts for everybody: no row, no person. */
function figureRoutes(rest: RestServer, read: ReadPublished, now: () => Date): void {
  const yearOf = (asked: number | undefined): number => asked ?? Number(dateInShanghai(now()).slice(0, 4));
  rest.get('/open-data/opinion-figures/dictionary', { schema: { tags: ['open-data'], summary: '群众意见统计的数据字典', description: '每一列的含义。列只增加，不改名。', response: { 200: z.array(field), '4xx': errorBody } } }, async () => [...figureDictionary]);
  rest.get('/open-data/opinion-figures.csv', { schema: { tags: ['open-data'], summary: '群众意见统计（CSV，UTF-8）', description: '按人大、月份、联络站和分类的条数。', querystring: figureFilter, response: { 200: z.unknown().describe('数据，列见数据字典'), '4xx': errorBody } } }, async (request, reply) => {
    const rows = await read(request, (work) => publicFigures(work, request.query.division, yearOf(request.query.year)));
    return reply.type('text/csv; charset=utf-8').header('content-disposition', 'attachment; filename="opinion-figures.csv"').send(figuresCsv(rows));
  });
  rest.get('/open-data/opinion-figures.json', { schema: { tags: ['open-data'], summary: '群众意见统计（JSON）', description: '按人大、月份、联络站和分类的条数。', querystring: figureFilter, response: { 200: z.object({ asOf: z.string(), dictionary: z.string(), figures: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))) }), '4xx': errorBody } } }, async (request) => {
    const rows = await read(request, (work) => publicFigures(work, request.query.division, yearOf(request.query.year)));
    return { asOf: now().toISOString(), dictionary: '/api/v1/open-data/opinion-figures/dictionary', figures: rows.map(figureRecord) };
  });
}
