/** 办事用时 of the public site: what its pages tell when a task ends, added to the sums of the congress that was spoken to. */
import { siteRecordInput } from '@smart/effort/model';
import { recordEffort } from '@smart/effort/service';
import { parseInput } from '@smart/kernel/validation';
import type { FastifyInstance } from 'fastify';
import { publicRunner } from '../http/caller.ts';
import type { Services } from '../services.ts';
import { hourly, inCongress } from './calls.ts';

/** Ends of tasks of one address in an hour: more is no person, and no household either. */
const ENDS = 60;

/** Nobody is known who tells it, and no answer depends on it: what the sums may show is no more than that (packages/domains/effort). */
export function registerEffortPages(app: FastifyInstance, services: Services): void {
  const takes = hourly(services.clock, ENDS, services.config.rateFactor);
  app.post('/effort', { config: { asks: ['division', 'samples'] } }, async (request, reply) => {
    const { division, samples } = parseInput(siteRecordInput, request.body);
    takes(request.ip);
    const [congress] = await publicRunner(services, request)((work) => work.sql<{ id: string }>('SELECT id FROM congress WHERE division_code = $1', [division]), { readOnly: true });
    if (congress) await inCongress(services, request, congress.id, (work) => recordEffort(work, congress.id, samples));
    return reply.code(204).send();
  });
}
