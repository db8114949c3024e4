import { contentDisposition } from '@smart/files/names';
import { idSchema, parseInput } from '@smart/kernel/validation';
import { meetingFile } from '@smart/suggestions/feedback/meeting-file';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Services } from '../services.ts';
import { callerOf } from './caller.ts';

const address = z.object({ id: idSchema });

/** `GET /api/meetings/:id.ics`: an appointment between deputy and organ, for a calendar. */
export function registerMeetings(app: FastifyInstance, services: Services): void {
  app.get('/api/meetings/:id.ics', async (request, reply) => {
    const { id } = parseInput(address, request.params);
    const { capacity, run } = await callerOf(services, request);
    const { name, text } = await run((work) => meetingFile(work, capacity, id), { readOnly: true });
    return reply.header('content-disposition', contentDisposition('attachment', name)).header('cache-control', 'private, no-store').type('text/calendar; charset=utf-8').send(text);
  });
}
