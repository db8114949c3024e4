import { type Listing, listingDocx, listingPdf, listingXlsx } from '@smart/documents';
import { contentDisposition } from '@smart/files/names';
import { DomainError } from '@smart/kernel/errors';
import { parseInput } from '@smart/kernel/validation';
import { assignmentList, listingOf } from '@smart/suggestions/meeting/list';
import { assignmentListInput } from '@smart/suggestions/meeting/model';
import { listReaders } from '@smart/suggestions/meeting/router';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { demonstrates } from '../demo.ts';
import type { Services } from '../services.ts';
import { callerOf } from './caller.ts';

const formats = {
  pdf: { type: 'application/pdf', make: listingPdf },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', make: listingDocx },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', make: (listing: Listing) => listingXlsx(listing, '承办单位') },
} as const;

const address = z.object({ format: z.enum(['pdf', 'docx', 'xlsx'], '清单格式应为 PDF、DOCX 或者 XLSX') });

/** `GET /api/assignment-list.pdf` (`.docx`, `.xlsx`): the list of assignment (交办清单) as the page shows it to this capacity. */
export function registerAssignmentList(app: FastifyInstance, services: Services): void {
  app.get('/api/assignment-list.:format', async (request, reply) => {
    const { format } = parseInput(address, request.params);
    const input = parseInput(assignmentListInput, request.query);
    const { capacity, run } = await callerOf(services, request);
    if (!listReaders.some((role) => capacity.roles.includes(role))) throw new DomainError('common.forbidden', { reason: '当前身份没有交办清单' });
    const listing = await run(async (work) => listingOf(work, capacity, await assignmentList(work, capacity, input)), { readOnly: true });
    const { type, make } = formats[format];
    const content = await make({ ...listing, demo: demonstrates(services.config) });
    return reply
      .header('content-disposition', contentDisposition('attachment', `${listing.title}.${format}`))
      .header('cache-control', 'private, no-store')
      .type(type)
      .send(Buffer.from(content));
  });
}
