// One act at a time: busy, what went wrong in words, and everything shown refreshed when it is done.
import { describeError, type DescribedError } from '@smart/client/errors';
import { ref, shallowRef } from 'vue';
import { refreshAll } from './api.ts';

const conflictCodes = new Set(['workflow.version_conflict', 'common.conflict', 'workflow.illegal_action']);

/** Somebody acted in between: what is shown is old and must be loaded again, what was typed stays. */
export const isConflict = (problem: DescribedError | null): boolean => problem !== null && conflictCodes.has(problem.code);

/** An act is not repeated by itself: the words must not promise it. */
const unsent: Readonly<Record<string, string>> = {
  network: '网络不通，没有提交。您填写的内容还在，联网后请再提交一次',
  gateway: '服务暂时不可用，没有提交。您填写的内容还在，请稍后再提交一次',
  timeout: '服务器迟迟没有应答。请刷新看看是否已经办理，没有的请再提交一次',
};

function describe(error: unknown): DescribedError {
  const described = describeError(error);
  return { ...described, message: unsent[described.code] ?? described.message };
}

/**
 * `run('evaluate', () => trpc.…)` answers what the server said, or undefined when it refused; then `problem` says why.
 * A second press while one is under way does nothing.
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
      await refreshAll();
      return result;
    } catch (error) {
      problem.value = describe(error);
      return undefined;
    } finally {
      busy.value = null;
    }
  }

  return { busy, problem, run, clear: () => (problem.value = null) };
}
