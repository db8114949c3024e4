import { openDownload, keepUpload } from '@smart/files/service';
import { contentDisposition } from '@smart/files/names';
import { receive } from '@smart/files/receive';
import { limits } from '@smart/files/types';
import { DomainError } from '@smart/kernel/errors';
import { idSchema } from '@smart/kernel/validation';
import type { Work } from '@smart/workflow/work';
import { mayReadAttachment } from '@smart/suggestions/attachments';
import { handleInbound } from '@smart/suggestions/exchange/inbound';
import { capacityOfSystem, type OrganSystem, systemOf } from '@smart/suggestions/exchange/keys';
import { exchangePartDetail, exchangeParts, inboundBatch, inboundResults, outboundPage, outboundQuery } from '@smart/suggestions/exchange/model';
import { acknowledge, outboundAfter, partOfSystem, partsOfSystem } from '@smart/suggestions/exchange/reading';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { opinionExchangeRoutes } from './rest-opinion-exchange.ts';
import { errorBody, type RestServer } from './rest-server.ts';

const tags = ['exchange'];
const security = [{ organKey: [] }];
const failures = { '4xx': errorBody } as const;
const byId = z.object({ id: idSchema });

export type SystemCaller = { system: OrganSystem; run: <T>(work: (work: Work) => Promise<T>, options?: { readOnly?: boolean }) => Promise<T> };

/** `/exchange/*`: an organ's own system, by the key its head gave it. See docs/operations/exchange.md. */
export function exchangeRoutes(rest: RestServer, services: Services): void {
  const callerOf = async (request: FastifyRequest): Promise<SystemCaller> => {
    const system = await services.units.unitOfWork({ role: 'smart_app' }, (unit) => systemOf(services.workOf(unit, request.id), request.headers.authorization));
    const settings = { role: 'smart_app', 'app.congress': system.congressId, 'app.person': system.id, 'app.organ': system.organId } as const;
    return { system, run: (work, options) => services.units.unitOfWork(settings, (unit) => work(services.workOf(unit, request.id)), options) };
  };
  rest.addHook('onSend', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  messageRoutes(rest, callerOf);
  partRoutes(rest, callerOf);
  fileRoutes(rest, services, callerOf);
  opinionExchangeRoutes(rest, callerOf);
}

export type SystemCallerOf = (request: FastifyRequest) => Promise<SystemCaller>;

function messageRoutes(rest: RestServer, callerOf: SystemCallerOf): void {
  rest.get(
    '/messages',
    { schema: { tags, security, summary: '读取发给本单位的消息', description: '按序号从小到大；读取不改变任何内容，可以从任何序号重新读取（至少一次送达，请按消息标识去重）。', querystring: outboundQuery, response: { 200: outboundPage, ...failures } } },
    async (request) => {
      const { system, run } = await callerOf(request);
      return run((work) => outboundAfter(work, system.organId, request.query), { readOnly: true });
    },
  );
  rest.put(
    '/cursor',
    {
      schema: {
        tags, security, summary: '报告已读到的序号', description: '供双方核对进度；不影响读取。序号只增不减。',
        body: z.object({ sequence: z.int().min(0) }), response: { 200: z.object({ sequence: z.number(), latest: z.number() }), ...failures },
      },
    },
    async (request) => {
      const { system, run } = await callerOf(request);
      return run((work) => acknowledge(work, system, request.body.sequence));
    },
  );
  rest.post(
    '/messages',
    {
      bodyLimit: 4 * 1024 * 1024,
      schema: {
        tags, security, summary: '发送办理消息',
        description: '逐条办理，逐条返回结果；同一消息标识只办理一次，重发得到相同结果（status 为 duplicate）。未办理的消息在排除原因后可以用同一标识重发。规则与人工办理相同。',
        body: inboundBatch, response: { 200: inboundResults, ...failures },
      },
    },
    async (request) => {
      const { system, run } = await callerOf(request);
      const results = [];
      // One after the other, each by itself: what one does is there when the next is looked at, and one that fails undoes no other.
      for (const message of request.body.messages) results.push(await run((work) => handleInbound(work, system, message)));
      return { results };
    },
  );
}

function partRoutes(rest: RestServer, callerOf: SystemCallerOf): void {
  const query = z.object({ after: idSchema.optional(), open: z.enum(['true', 'false']).default('true').describe('只要在办的'), limit: z.coerce.number().int().min(1).max(200).default(50) });
  rest.get('/parts', { schema: { tags, security, summary: '本单位的承办事项', description: '用于首次对接和核对，按标识排列。', querystring: query, response: { 200: exchangeParts, ...failures } } }, async (request) => {
    const { system, run } = await callerOf(request);
    const { after, open, limit } = request.query;
    return run((work) => partsOfSystem(work, system.organId, { after, open: open === 'true', limit }), { readOnly: true });
  });
  rest.get('/parts/:id', { schema: { tags, security, summary: '一个承办事项的全部内容', params: byId, response: { 200: exchangePartDetail, ...failures } } }, async (request) => {
    const { system, run } = await callerOf(request);
    return run((work) => partOfSystem(work, system, request.params.id), { readOnly: true });
  });
}

function fileRoutes(rest: RestServer, services: Services, callerOf: SystemCallerOf): void {
  // Raw bytes are left on the line: they are received as a stream, measured and inspected like any upload.
  rest.addContentTypeParser('application/octet-stream', (_request, _payload, done) => done(null));
  rest.post(
    '/files',
    {
      config: { asks: [] },
      bodyLimit: limits.fileSize,
      schema: {
        tags, security, summary: '上传附件', description: '请求体为文件内容（application/octet-stream）。返回的标识在一天内用于答复稿或者签发件。',
        querystring: z.object({ name: z.string().trim().min(1, '请填写文件名').max(200, '文件名不超过 200 个字').describe('文件名，含扩展名') }),
        response: { 201: z.object({ id: z.string(), name: z.string(), mediaType: z.string(), size: z.number() }), ...failures },
      },
    },
    async (request, reply) => {
      const { system, run } = await callerOf(request);
      if (request.headers['content-type'] !== 'application/octet-stream') throw new DomainError('common.invalid_input', { problem: '请以 application/octet-stream 发送文件内容' });
      const received = await receive(services.files, { stream: request.raw, name: request.query.name });
      try {
        const capacity = capacityOfSystem(system, system.organName);
        const { id, name, mediaType, size } = await run((work) => keepUpload(work, services.files, received, { purpose: 'reply', congressId: system.congressId, person: { id: system.id, label: capacity.label } }));
        return await reply.code(201).send({ id, name, mediaType, size });
      } finally {
        await received.discard();
      }
    },
  );
  rest.get('/files/:id', { schema: { tags, security, summary: '下载附件', params: byId, response: { 200: z.unknown().describe('附件的内容'), ...failures } } }, async (request, reply) => {
    const { system, run } = await callerOf(request);
    const file = await run(async (work) => {
      const found = await openDownload(work, request.params.id);
      // The same answer as for a file that does not exist: ids tell nothing.
      if (!(await mayReadAttachment(work, capacityOfSystem(system, system.organName), found))) throw new DomainError('files.not_found');
      return found;
    }, { readOnly: true });
    reply.headers({ 'content-type': file.mediaType, 'content-length': file.size, 'content-disposition': contentDisposition('attachment', file.name), 'x-content-type-options': 'nosniff' });
    return reply.send(await services.files.read(file.sha256));
  });
}
