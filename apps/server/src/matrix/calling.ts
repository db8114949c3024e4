// Calls any procedure as anybody: through the router and its guards, with a sign-in made up for the occasion, without HTTP.
import type { UnitOfWork, UnitsOfWork } from '@smart/database/unit-of-work';
import type { SignIn } from '@smart/identity/sign-in';
import { newId } from '@smart/kernel/ids';
import { askedBy } from '@smart/rpc/asked';
import { createContext } from '@smart/rpc/context';
import { wireErrorOf } from '@smart/rpc/errors';
import type { DescribedProcedure } from '@smart/rpc/guard';
import { callTRPCProcedure } from '@trpc/server';
import { appRouter } from '../router.ts';
import type { Services } from '../services.ts';

export type Outcome = { readonly ok: true; readonly output: unknown } | { readonly ok: false; readonly code: string; readonly message: string };

/** Ends a transaction that would have been committed, and carries its result out. */
class Undone extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('undone');
    this.result = result;
  }
}

/**
 * Units of work that do everything but commit: an allowed act is tried out, and the next one finds the same world.
 * @param look looks at what the act has done, before it is undone
 */
export function undoing(units: UnitsOfWork, look: (unit: UnitOfWork) => Promise<void> = async () => {}): Pick<UnitsOfWork, 'unitOfWork'> {
  return {
    unitOfWork: async (settings, work, options) => {
      let result: { value: Awaited<ReturnType<typeof work>> } | undefined;
      try {
        return await units.unitOfWork(settings, async (unit) => {
          const value = await work(unit);
          result = { value };
          // Registered last: what the act itself does before the commit is done.
          unit.beforeCommit(async () => {
            await look(unit);
            throw new Undone(value);
          });
          return value;
        }, options);
      } catch (error) {
        if (error instanceof Undone && result) return result.value;
        throw error;
      }
    },
  };
}

const askedOf = askedBy(appRouter);

/** Calls one procedure; whatever comes of it, in the words a client would read. */
export async function call(services: Services, units: Pick<UnitsOfWork, 'unitOfWork'>, signIn: SignIn | null, procedure: Pick<DescribedProcedure, 'path' | 'type'>, input: unknown): Promise<Outcome> {
  const ctx = createContext({ ...services, units, resolveSession: async () => signIn }, { id: newId(), ip: '127.0.0.1', headers: signIn ? { cookie: 'smart.session_token=x' } : {} }, null, askedOf);
  const { path, type } = procedure;
  try {
    return { ok: true, output: await callTRPCProcedure({ router: appRouter, path, type, ctx, getRawInput: async () => input, signal: undefined, batchIndex: 0 }) };
  } catch (error) {
    const { code, message } = wireErrorOf(error, 'matrix');
    return { ok: false, code, message };
  }
}
