import { idSchema } from '@smart/kernel/validation';
import { publicListInput } from '@smart/suggestions/model-inputs';
import { publicDetailView, publicListView } from '@smart/suggestions/model-views-public';
import { publicDetail, publicList } from '@smart/suggestions/publication';
import { z } from 'zod';
import { errorBody, type ReadPublished, type RestServer } from './rest-server.ts';

const tags = ['suggestions'];
const { q, congressId, division, topic } = publicListInput.shape;

// The API's input, as text of an address.
const query = z.object({
  q: q.describe('搜索词'),
  congressId,
  division: division.describe('行政区划代码，含其下级'),
  topic,
  replied: z.enum(['true', 'false']).optional().describe('是否已经答复'),
  year: z.coerce.number().int().min(2000).max(2100).optional().describe('提出年份'),
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('每页条数，1 至 50'),
  offset: z.coerce.number().int().min(0).max(10_000).default(0).describe('跳过的条数'),
});

/** `GET /suggestions` and `GET /suggestions/:id`: published ones only, as on the public site. */
export function suggestionRoutes(rest: RestServer, read: ReadPublished): void {
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
}
