import { handleInbound } from '@smart/opinions/exchange/inbound';
import { cursorAnswer, cursorBody, inboundBatch, inboundResults, outboundPage, outboundQuery } from '@smart/opinions/exchange/model';
import { acknowledge, messagesAfter } from '@smart/opinions/exchange/outbound';
import { capacityOfSystem } from '@smart/suggestions/exchange/keys';
import { errorBody, type RestServer } from './rest-server.ts';
import type { SystemCallerOf } from './rest-exchange.ts';

const tags = ['opinion-exchange'];
const security = [{ organKey: [] }];
const failures = { '4xx': errorBody } as const;

/** `/exchange/opinions/*`: hotlines (12345) and other systems that take in or handle what citizens say. See docs/operations/opinion-exchange.md. */
export function opinionExchangeRoutes(rest: RestServer, callerOf: SystemCallerOf): void {
  rest.get(
    '/opinions/messages',
    { schema: { tags, security, summary: '读取发给本系统的群众意见消息', description: '按序号从小到大；读取不改变任何内容，可以从任何序号重新读取（至少一次送达，请按消息标识去重）。', querystring: outboundQuery, response: { 200: outboundPage, ...failures } } },
    async (request) => {
      const { system, run } = await callerOf(request);
      return run((work) => messagesAfter(work, system.organId, request.query), { readOnly: true });
    },
  );
  rest.put(
    '/opinions/cursor',
    { schema: { tags, security, summary: '报告已读到的群众意见消息序号', description: '供双方核对进度；不影响读取。序号只增不减。', body: cursorBody, response: { 200: cursorAnswer, ...failures } } },
    async (request) => {
      const { system, run } = await callerOf(request);
      return run((work) => acknowledge(work, system, request.body.sequence));
    },
  );
  rest.post(
    '/opinions/messages',
    {
      bodyLimit: 1024 * 1024,
      schema: {
        tags, security, summary: '转来意见，发送办理情况和回访结果',
        description: '逐条办理，逐条返回结果；同一消息标识只办理一次，重发得到相同结果（status 为 duplicate）；同一工单编号只登记一次。没有办理的，在排除原因后可以用同一标识重发。规则与人工办理相同。',
        body: inboundBatch, response: { 200: inboundResults, ...failures },
      },
    },
    async (request) => {
      const { system, run } = await callerOf(request);
      const results = [];
      // One after the other, each by itself: one that fails undoes no other.
      for (const message of request.body.messages) {
        const capacity = { ...capacityOfSystem(system, message.by), organId: system.organId };
        results.push(await run((work) => handleInbound(work, capacity, message)));
      }
      return { results };
    },
  );
}
