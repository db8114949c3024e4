import { z } from 'zod';
import { errorBody, type ReadPublished, type RestServer } from './rest-server.ts';

const division = z
  .object({
    code: z.string(),
    name: z.string(),
    tier: z.enum(['province', 'city', 'county', 'township']),
    parentCode: z.string().nullable(),
    statistical: z.boolean().describe('统计用区划（开发区、管理区等），不设人民代表大会'),
    street: z.boolean().describe('街道，不设人民代表大会'),
  })
  .describe('行政区划');

const congress = z
  .object({
    id: z.uuid(),
    name: z.string(),
    divisionCode: z.string(),
    tier: z.enum(['province', 'city', 'county', 'township']),
    parentId: z.uuid().nullable().describe('上一级人民代表大会'),
    term: z.number().nullable().describe('本届届次'),
  })
  .describe('人民代表大会');

const code = z.string().regex(/^\d{2}(\d{2}(\d{2}(\d{3})?)?)?$/, '行政区划代码应当是 2、4、6 或者 9 位数字');
const tags = ['directory'];

/** `GET /divisions` and `GET /congresses`. */
export function directoryRoutes(rest: RestServer, read: ReadPublished): void {
  rest.get(
    '/divisions',
    {
      schema: {
        tags,
        summary: '行政区划',
        description: '一个行政区划的直接下级；不给出代码时为最高一级。',
        querystring: z.object({ parent: code.optional().describe('上级行政区划代码') }),
        response: { 200: z.object({ items: z.array(division) }), '4xx': errorBody },
      },
    },
    async (request) =>
      read(request, async (work) => ({
        items: await work.sql<z.output<typeof division>>(
          `SELECT code, name, tier, parent_code AS "parentCode", statistical, street FROM division
           WHERE parent_code IS NOT DISTINCT FROM $1 ORDER BY code`,
          [request.query.parent ?? null],
        ),
      })),
  );
  rest.get(
    '/congresses',
    {
      schema: {
        tags,
        summary: '各级人民代表大会',
        description: '一个行政区划及其以下的人民代表大会，按代码排列。',
        querystring: z.object({ within: code.default('43').describe('行政区划代码'), limit: z.coerce.number().int().min(1).max(3000).default(200) }),
        response: { 200: z.object({ items: z.array(congress) }), '4xx': errorBody },
      },
    },
    async (request) =>
      read(request, async (work) => ({
        items: await work.sql<z.output<typeof congress>>(
          `SELECT c.id, c.name, c.division_code AS "divisionCode", c.tier, c.parent_id AS "parentId", t.number AS term
           FROM congress c LEFT JOIN term t ON t.congress_id = c.id AND t.current
           WHERE c.division_code LIKE $1 || '%' ORDER BY c.division_code LIMIT $2`,
          [request.query.within, request.query.limit],
        ),
      })),
  );
}
