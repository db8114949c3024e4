import { matterPdf } from '@smart/documents';
import { contentDisposition } from '@smart/files/names';
import { idSchema, parseInput } from '@smart/kernel/validation';
import { matterPrintOf, publicMatterPrintOf } from '@smart/suggestions/query/matter-print';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { demonstrates } from '../demo.ts';
import type { Services } from '../services.ts';
import { callerOf, publicRunner } from './caller.ts';
import { enclosuresOf, printableFiles } from './matter-files.ts';

const address = z.object({ id: idSchema });

const send = (reply: FastifyReply, name: string, content: Uint8Array, kept: string): FastifyReply =>
  reply.header('content-disposition', contentDisposition('attachment', `${name}.pdf`)).header('cache-control', kept).type('application/pdf').send(Buffer.from(content));

/**
 * `GET /api/suggestions/:id/matter.pdf`: the whole matter for whoever sees it, as they see it, its pictures and PDF files behind it.
 * `GET /api/public/suggestions/:id.pdf`: what the public page shows of a published one, for anybody.
 */
export function registerMatters(app: FastifyInstance, services: Services): void {
  const demo = demonstrates(services.config);
  app.get('/api/suggestions/:id/matter.pdf', async (request, reply) => {
    const { id } = parseInput(address, request.params);
    const { capacity, run } = await callerOf(services, request);
    const { print, files } = await run(async (work) => {
      const matter = await matterPrintOf(work, capacity, id);
      return { print: matter.print, files: await printableFiles(work, capacity, id, matter.files) };
    }, { readOnly: true });
    return send(reply, print.title, await matterPdf({ ...print, demo, enclosures: await enclosuresOf(services.files, files) }), 'private, no-store');
  });
  app.get('/api/public/suggestions/:id.pdf', async (request, reply) => {
    const { id } = parseInput(address, request.params);
    const print = await publicRunner(services, request)((work) => publicMatterPrintOf(work, id), { readOnly: true });
    return send(reply, print.title, await matterPdf({ ...print, demo }), 'public, max-age=60');
  });
}
