import { letterDocx, letterPdf, type OfficialLetter } from '@smart/documents';
import { contentDisposition } from '@smart/files/names';
import { idSchema, parseInput } from '@smart/kernel/validation';
import { supervisionDocument } from '@smart/opinions/supervising/letter-document';
import { sealedLetter } from '@smart/suggestions/letter';
import { supervisionLetterOf } from '@smart/suggestions/supervising/letter-document';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { demonstrates } from '../demo.ts';
import type { Services } from '../services.ts';
import { callerOf } from './caller.ts';

const formats = {
  pdf: { type: 'application/pdf', make: letterPdf },
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', make: letterDocx },
} as const;

const letterAddress = z.object({ id: idSchema, format: z.enum(['pdf', 'docx']) });
const address = z.object({ id: idSchema, replyId: idSchema, format: z.enum(['pdf', 'docx']) });

/**
 * `GET /api/suggestions/:id/replies/:replyId.pdf` (or `.docx`): the reply as an official letter, for whoever may read the reply.
 * A draft comes without number and seal; the seal is the picture its organ kept at the signature. In a demonstration every page says so.
 */
export function registerLetters(app: FastifyInstance, services: Services): void {
  app.get('/api/suggestions/:id/replies/:replyId.:format', async (request, reply) => {
    const { id, replyId, format } = parseInput(address, request.params);
    const { capacity, run } = await callerOf(services, request);
    return sendLetter(reply, services, await run((work) => sealedLetter(work, capacity, replyId, id), { readOnly: true }), format);
  });
}

/** `GET /api/supervision/letters/:id.pdf` (or `.docx`): 督办单 of suggestions, and `/api/opinions/supervision/:id.pdf`: 督查单 of opinions, for whoever may read them. */
export function registerSupervisionLetters(app: FastifyInstance, services: Services): void {
  app.get('/api/supervision/letters/:id.:format', async (request, reply) => {
    const { id, format } = parseInput(letterAddress, request.params);
    const { capacity, run } = await callerOf(services, request);
    return sendLetter(reply, services, await run((work) => supervisionLetterOf(work, capacity, id), { readOnly: true }), format);
  });
  app.get('/api/opinions/supervision/:id.:format', async (request, reply) => {
    const { id, format } = parseInput(letterAddress, request.params);
    const { capacity, run } = await callerOf(services, request);
    return sendLetter(reply, services, await run((work) => supervisionDocument(work, capacity, id), { readOnly: true }), format);
  });
}

async function sendLetter(reply: FastifyReply, services: Services, letter: OfficialLetter, format: keyof typeof formats): Promise<FastifyReply> {
  const { type, make } = formats[format];
  const content = await make({ ...letter, demo: demonstrates(services.config) });
  return reply
    .header('content-disposition', contentDisposition('attachment', `${letter.title}.${format}`))
    .header('cache-control', 'private, no-store')
    .type(type)
    .send(Buffer.from(content));
}
