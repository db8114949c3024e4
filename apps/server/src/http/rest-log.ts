import { dateSchema } from '@smart/kernel/validation';
import { anchors, checkReceipt } from '@smart/workflow/anchors';
import { z } from 'zod';
import { errorBody, type ReadPublished, type RestServer } from './rest-server.ts';

const anchor = z
  .object({
    day: z.string().describe('日期（北京时间）'),
    rows: z.number().describe('当日记录条数'),
    root: z.string().describe('当日全部记录的 Merkle 根（RFC 6962，SHA-256）'),
    previous: z.string().describe('前一日的封存值'),
    hash: z.string().describe('当日的封存值'),
    sealedAt: z.string(),
  })
  .describe('每日封存记录');

const receipt = z
  .union([
    z.object({ found: z.literal(false) }),
    z.object({
      found: z.literal(true),
      unchanged: z.boolean().describe('记录与办理时一致，且顺序未变'),
      sealed: z.boolean().describe('当日记录已经封存'),
      day: z.string(),
      subjectLabel: z.string(),
      actionLabel: z.string(),
      at: z.string(),
    }),
  ])
  .describe('回执核验结果');

const tags = ['log'];

/** `GET /log-anchors` and `GET /receipts/:code`: anyone can check that the action log was not changed afterwards. */
export function logRoutes(rest: RestServer, read: ReadPublished): void {
  rest.get(
    '/log-anchors',
    {
      schema: {
        tags,
        summary: '操作日志每日封存值',
        description: '从近到远排列；每日的封存值包含前一日的封存值，任何事后改动都会使其后各日不能吻合。',
        querystring: z.object({
          before: dateSchema.optional().describe('只要此日之前的'),
          limit: z.coerce.number().int().min(1).max(400).default(100),
        }),
        response: { 200: z.object({ items: z.array(anchor) }), '4xx': errorBody },
      },
    },
    async (request) => {
      const { before, limit } = request.query;
      return read(request, async (work) => ({ items: await anchors(work, { limit, ...(before ? { before } : {}) }) }));
    },
  );
  rest.get(
    '/receipts/:code',
    {
      schema: {
        tags,
        summary: '核验办理回执',
        description: '只回答记录是否存在、是否被改动，不透露事项内容。',
        params: z.object({ code: z.string().min(8).max(60).describe('回执编号，可带短横线') }),
        response: { 200: receipt, '4xx': errorBody },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return read(request, (work) => checkReceipt(work, request.params.code));
    },
  );
}
