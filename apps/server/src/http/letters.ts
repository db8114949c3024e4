import { letterDocx, letterPdf } from '@smart/documents';
import { contentDisposition } from '@smart/files/names';
import { idSchema, parseInput } from '@smart/kernel/validation';
import { sealedLetter } from '@smart/suggestions/letter';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { demonstrates } from '../demo.ts';
import type { Services } from '../services.ts';
import { callerOf } from './caller.ts';

const formats = {
  pdf: { type: 'application/pdf', make: letterPdf },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', make: letterDocx },
} as const;

const address = z.object({ id: idSchema, replyId: idSchema, format: z.enum(['pdf', 'docx']) });

/**
 * `GET /api/suggestions/:id/replies/:replyId.pdf` (or `.docx`): the reply as an official letter, for whoever may read the reply.
 * A draft comes without number and seal; the seal is the picture its organ kept at the signature. In a demonstration every page says so.
 */
export function registerLetters(app: FastifyInstance, services: Services): void {
  app.get('/api/suggestions/:id/replies/:replyId.:format', async (request, reply) => {
    const { id, replyId, format } = parseInput(address, request.params);
    const { capacity, run } = await callerOf(services, request);
    const letter = await run((work) => sealedLetter(work, capacity, replyId, id), { readOnly: true });
    const { type, make } = formats[format];
    const content = await make({ ...letter, demo: demonstrates(services.config) });
    return reply
      .header('content-disposition', contentDisposition('attachment', `${letter.title}.${format}`))
      .header('cache-control', 'private, no-store')
      .type(type)
      .send(Buffer.from(content));
  });
}
