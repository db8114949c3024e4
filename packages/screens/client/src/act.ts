import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { describeError, type DescribedError } from './errors.ts';

/** Why an act did not go through. */
export interface ActFailure extends DescribedError {
  /** Somebody acted in between: what is shown is old and must be loaded again, what was typed stays. */
  readonly conflict: boolean;
}

/** One act at a time. */
export interface Act {
  /** Name of the act under way. */
  readonly busy: Ref<string | null>;
  readonly problem: ShallowRef<ActFailure | null>;
  /**
   * `run('accept', () => trpc.…)` answers what the server said, or undefined when it refused; then `problem` says why.
   * A second press while one act is under way does nothing.
   */
  run<Result>(name: string, act: () => Promise<Result>): Promise<Result | undefined>;
  /** Forgets the problem, as when a form is opened anew. */
  clear(): void;
}

export interface ActOptions {
  /** Asks anew for what is shown, after every act that went through. The act is busy until the promise it answers is settled, if any. */
  readonly refresh: () => Promise<void> | undefined;
  /** Further codes of the catalogue that mean a conflict in this app. */
  readonly conflicts?: readonly string[] | undefined;
  /** Said instead of the usual words, by code. */
  readonly words?: Readonly<Record<string, string>> | undefined;
}

const conflictCodes = ['workflow.version_conflict', 'common.conflict'] as const;

/** An app's `useAct`: busy, what went wrong in words, and everything shown refreshed when it is done. */
export function createAct({ refresh, conflicts = [], words = {} }: ActOptions): () => Act {
  const conflicting = new Set<string>([...conflictCodes, ...conflicts]);

  function describe(error: unknown): ActFailure {
    const described = describeError(error);
    return { ...described, message: words[described.code] ?? described.message, conflict: conflicting.has(described.code) };
  }

  return function useAct() {
    const busy = ref<string | null>(null);
    const problem = shallowRef<ActFailure | null>(null);

    async function run<Result>(name: string, act: () => Promise<Result>): Promise<Result | undefined> {
      if (busy.value !== null) return undefined;
      busy.value = name;
      problem.value = null;
      try {
        const result = await act();
        await refresh();
        return result;
      } catch (error) {
        problem.value = describe(error);
        return undefined;
      } finally {
        busy.value = null;
      }
    }

    return { busy, problem, run, clear: () => void (problem.value = null) };
  };
}
