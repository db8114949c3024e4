import { dutyListing } from '@smart/duty/plan/listing';
import { archiveListing } from '@smart/duty/reports/listings';
import { figureReaders } from '@smart/duty/router';
import { type Listing, listingDocx, listingPdf, listingXlsx } from '@smart/documents';
import { contentDisposition } from '@smart/files/names';
import { DomainError } from '@smart/kernel/errors';
import { parseInput } from '@smart/kernel/validation';
import { assignmentList, listingOf } from '@smart/suggestions/meeting/list';
import { assignmentListInput } from '@smart/suggestions/meeting/model';
import { listReaders } from '@smart/suggestions/meeting/router';
import { keyDocumentInput } from '@smart/suggestions/supervising/contracts';
import { keyListing } from '@smart/suggestions/supervising/key-listing';
import { keyReaders } from '@smart/suggestions/supervising/router';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { demonstrates } from '../demo.ts';
import type { Services } from '../services.ts';
import { callerOf } from './caller.ts';

const formats = {
  pdf: { type: 'application/pdf', make: listingPdf },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', make: listingDocx },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: listingXlsx },
} as const;

const address = z.object({ format: z.enum(['pdf', 'docx', 'xlsx'], '清单格式应为 PDF、DOCX 或者 XLSX') });

/**
 * `GET /api/assignment-list.pdf` (`.docx`, `.xlsx`): the list of assignment (交办清单), and `GET /api/key-list.pdf` (…): the list of key
 * suggestions (重点督办清单), `GET /api/duty-list.pdf` (…): deputies' duty of a year (代表履职情况), `GET /api/duty-archive.pdf` (…): one deputy's archive
 * (履职档案), each as its page shows it to this capacity.
 */
export function registerListings(app: FastifyInstance, services: Services): void {
  app.get('/api/assignment-list.:format', async (request, reply) => {
    const input = parseInput(assignmentListInput, request.query);
    const { capacity, run } = await callerOf(services, request);
    if (!listReaders.some((role) => capacity.roles.includes(role))) throw new DomainError('common.forbidden', { reason: '当前身份没有交办清单' });
    return send(services, { request, reply }, await run(async (work) => listingOf(work, capacity, await assignmentList(work, capacity, input)), { readOnly: true }), '承办单位');
  });
  app.get('/api/key-list.:format', async (request, reply) => {
    const input = parseInput(keyDocumentInput, request.query);
    const { capacity, run } = await callerOf(services, request);
    if (!keyReaders.some((role) => capacity.roles.includes(role))) throw new DomainError('common.forbidden', { reason: '当前身份没有重点督办清单' });
    return send(services, { request, reply }, await run((work) => keyListing(work, capacity, input), { readOnly: true }), '承办单位');
  });
  app.get('/api/duty-list.:format', async (request, reply) => {
    const { capacity, run } = await callerOf(services, request);
    if (!figureReaders.some((role) => capacity.roles.includes(role))) throw new DomainError('common.forbidden', { reason: '当前身份没有代表履职情况' });
    return send(services, { request, reply }, await run((work) => dutyListing(work, capacity, request.query), { readOnly: true }), '代表团');
  });
  app.get('/api/duty-archive.:format', async (request, reply) => {
    const { capacity, run } = await callerOf(services, request);
    if (!capacity.roles.includes('deputy') && !capacity.roles.includes('congress_officer')) throw new DomainError('common.forbidden', { reason: '当前身份没有履职档案' });
    return send(services, { request, reply }, await run((work) => archiveListing(work, capacity, request.query), { readOnly: true }), '档案部分');
  });
}

/** @param heading what the sections are, as the column of the spreadsheet is called */
async function send(services: Services, { request, reply }: { request: FastifyRequest; reply: FastifyReply }, listing: Listing, heading: string): Promise<FastifyReply> {
  const { format } = parseInput(address, request.params);
  const { type, make } = formats[format];
  const content = await make({ ...listing, demo: demonstrates(services.config) }, heading);
  return reply.header('content-disposition', contentDisposition('attachment', `${listing.title}.${format}`)).header('cache-control', 'private, no-store').type(type).send(Buffer.from(content));
}
