/** Who asks for an address beside the API (a file, a letter), and units of work in their capacity. */
import type { Capacity } from '@smart/identity/capacity';
import { idSchema } from '@smart/kernel/validation';
import { capacityOf, capacitySettings, createContext, publicSettings } from '@smart/rpc/context';
import type { Work } from '@smart/workflow/work';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Services } from '../services.ts';

export type RunWork = <T>(work: (work: Work) => Promise<T>, options?: { readOnly?: boolean }) => Promise<T>;

// A link cannot set the header x-capacity: it may name the capacity in its address.
const link = z.object({ capacity: idSchema.optional() });

/** @throws DomainError common.unauthenticated, identity.session_expired, identity.capacity_unknown, … */
export async function callerOf(services: Services, request: FastifyRequest): Promise<{ capacity: Capacity; run: RunWork }> {
  const capacity = await capacityOf(createContext(services, request, link.safeParse(request.query).data));
  return { capacity, run: runner(services, request, capacitySettings(capacity)) };
}

/** Units of work of the public: published rows only. Counts against the address's rate limit. */
export function publicRunner(services: Services, request: FastifyRequest): RunWork {
  services.limits.take('address', request.ip);
  return runner(services, request, publicSettings);
}

const runner =
  (services: Services, request: FastifyRequest, settings: typeof publicSettings): RunWork =>
  (work, options) =>
    services.units.unitOfWork(settings, (unit) => work(services.workOf(unit, request.id)), options);
