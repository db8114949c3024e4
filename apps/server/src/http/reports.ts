import { reportDocx } from '@smart/documents';
import { contentDisposition } from '@smart/files/names';
import { hasRole } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { idSchema, parseInput } from '@smart/kernel/validation';
import type { ReportContent } from '@smart/suggestions/reports/model';
import { publicReport } from '@smart/suggestions/reports/public';
import { contentOf } from '@smart/suggestions/reports/service';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { demonstrates } from '../demo.ts';
import type { Services } from '../services.ts';
import { callerOf, publicRunner } from './caller.ts';

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const address = z.object({ id: idSchema });

/**
 * `GET /api/reports/:id.docx`: the yearly report as it stands, for the congress's own office and leaders.
 * `GET /reports/:id.docx`: the published one, for everybody.
 */
export function registerReports(app: FastifyInstance, services: Services): void {
  const send = async (reply: FastifyReply, { title, congressName, asOf, sections }: ReportContent, caching: string) => {
    const content = await reportDocx({ title, issuer: congressName, asOf, source: '智慧人大平台办理记录', sections, demo: demonstrates(services.config) });
    return reply.header('content-disposition', contentDisposition('attachment', `${title}.docx`)).header('cache-control', caching).type(docx).send(Buffer.from(content));
  };
  app.get('/api/reports/:id.docx', async (request, reply) => {
    const { id } = parseInput(address, request.params);
    const { capacity, run } = await callerOf(services, request);
    if (!hasRole(capacity, 'congress_officer', 'congress_leader')) throw new DomainError('common.forbidden', { reason: '年度报告由本级人大代表工作机构编写，公开后可以在公众网站阅读' });
    return send(reply, await run((work) => contentOf(work, capacity, id), { readOnly: true }), 'private, no-store');
  });
  app.get('/reports/:id.docx', async (request, reply) => {
    const { id } = parseInput(address, request.params);
    return send(reply, await publicRunner(services, request)((work) => publicReport(work, id), { readOnly: true }), 'public, max-age=60');
  });
}
