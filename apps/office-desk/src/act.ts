// One act at a time: busy, what went wrong in words, and everything shown asked anew when it is done.
import { describeError, type DescribedError } from '@smart/client/errors';
import { ref, shallowRef } from 'vue';
import { refreshAll } from './api.ts';

const conflictCodes = new Set(['workflow.version_conflict', 'workflow.not_allowed_in_state', 'common.conflict']);

/** Somebody acted in between: what is shown is old and must be loaded again, what was typed stays. */
export const isConflict = (problem: DescribedError | null): boolean => problem !== null && conflictCodes.has(problem.code);

/**
 * `run('accept', () => trpc.…)` answers what the server said, or undefined when it refused; then `problem` says why.
 * A second press while one act is under way does nothing.
 */
export function useAct() {
  const busy = ref<string | null>(null);
  const problem = shallowRef<DescribedError | null>(null);

  async function run<Result>(name: string, act: () => Promise<Result>): Promise<Result | undefined> {
    if (busy.value !== null) return undefined;
    busy.value = name;
    problem.value = null;
    try {
      const result = await act();
      // What is shown follows by itself; nobody waits for it.
      void refreshAll();
      return result;
    } catch (error) {
      problem.value = describeError(error);
      return undefined;
    } finally {
      busy.value = null;
    }
  }

  return { busy, problem, run, clear: () => (problem.value = null) };
}
