import { idSchema } from '@smart/kernel/validation';
import { publicListInput } from '@smart/suggestions/model-inputs';
import { publicDetailView, publicListView } from '@smart/suggestions/model-views-public';
import { publicDetail, publicList } from '@smart/suggestions/publication/reading';
import { openDataDictionary } from '@smart/suggestions/publication/open-data';
import { z } from 'zod';
import { openDataStream } from '../site/open-data.ts';
import { errorBody, type ReadPublished, type RestServer } from './rest-server.ts';

const tags = ['suggestions'];
const { q, congressId, division, sessionId, topic, organId, deputy, grade } = publicListInput.shape;

// The API's input, as text of an address.
const filter = z.object({
  q: q.describe('搜索词'),
  congressId,
  division: division.describe('行政区划代码，含其下级'),
  sessionId: sessionId.describe('会次'),
  topic,
  organId: organId.describe('承办单位'),
  deputy: deputy.describe('领衔或者联名代表姓名'),
  grade: grade.describe('办理结果类别'),
  replied: z.enum(['true', 'false']).optional().describe('是否已经答复'),
  year: z.coerce.number().int().min(2000).max(2100).optional().describe('提出年份'),
});
const query = filter.extend({
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('每页条数，1 至 50'),
  offset: z.coerce.number().int().min(0).max(10_000).default(0).describe('跳过的条数'),
});

/** `GET /suggestions` and `GET /suggestions/:id`: published ones only, as on the public site. */
export function suggestionRoutes(rest: RestServer, read: ReadPublished, now: () => Date): void {
  rest.get(
    '/suggestions',
    { schema: { tags, summary: '已公开的代表建议', description: '按公开时间从近到远排列。', querystring: query, response: { 200: publicListView, '4xx': errorBody } } },
    async (request) => {
      const { replied, ...rest } = request.query;
      return read(request, (work) => publicList(work, publicListInput.parse({ ...rest, ...(replied ? { replied: replied === 'true' } : {}) })));
    },
  );
  rest.get(
    '/suggestions/:id',
    { schema: { tags, summary: '一件代表建议', description: '正文、答复、承诺和代表评价。', params: z.object({ id: idSchema }), response: { 200: publicDetailView, '4xx': errorBody } } },
    async (request) => read(request, (work) => publicDetail(work, request.params.id)),
  );
  openDataRoutes(rest, read, now);
}

const field = z.object({ name: z.string(), label: z.string(), type: z.string(), about: z.string() });

/** 开放数据: all of it in one answer, streamed; the dictionary explains the columns. */
function openDataRoutes(rest: RestServer, read: ReadPublished, now: () => Date): void {
  rest.get('/open-data/dictionary', { schema: { tags: ['open-data'], summary: '数据字典', description: '开放数据每一列的含义。列只增加，不改名。', response: { 200: z.array(field), '4xx': errorBody } } }, async () => [...openDataDictionary]);
  for (const [format, type, summary] of [['csv', 'text/csv; charset=utf-8', '开放数据（CSV，UTF-8）'], ['json', 'application/json; charset=utf-8', '开放数据（JSON）']] as const) {
    rest.get(`/open-data/suggestions.${format}`, { schema: { tags: ['open-data'], summary, description: '已公开的代表建议、答复和评价，边读边发，可以只取一部分。', querystring: filter, response: { 200: z.unknown().describe('数据，列见数据字典'), '4xx': errorBody } } }, async (request, reply) => {
      const { replied, ...more } = request.query;
      const wanted = publicListInput.omit({ limit: true, offset: true }).parse({ ...more, ...(replied ? { replied: replied === 'true' } : {}) });
      return reply
        .type(type)
        .header('content-disposition', `attachment; filename="suggestions.${format}"`)
        .send(openDataStream((work) => read(request, work), wanted, format, now()));
    });
  }
}
