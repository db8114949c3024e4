import type { TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import { describeError } from './errors.ts';

/** Asks the person to prove once more who they are; true when they did. */
export type StepUpAsker = () => Promise<boolean>;

let asker: StepUpAsker | null = null;
let asking: Promise<boolean> | null = null;

/** Whoever can ask (StepUpDialog) says so. Returns the function that takes it back. */
export function onStepUpRequired(ask: StepUpAsker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = null;
  };
}

/** Several calls refused at once are one question. */
function askOnce(): Promise<boolean> {
  if (!asker) return Promise.resolve(false);
  asking ??= asker().finally(() => (asking = null));
  return asking;
}

/** Whether the server wants to know once more who is there, before a sensitive act. */
export const isStepUpRefusal = (error: unknown): boolean => describeError(error).code === 'identity.step_up_required';

/**
 * A call refused because it is sensitive waits for the proof and is repeated once, under the same key. Who gives no
 * proof sees the refusal; what was typed stays, as with any refusal.
 */
export const proveAndRepeat: TRPCLink<AnyTRPCRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let left = false;
      let running = next(op).subscribe({
        next: (value) => observer.next(value),
        complete: () => observer.complete(),
        error(refusal) {
          if (!isStepUpRefusal(refusal)) return observer.error(refusal);
          void askOnce().then((proved) => {
            if (left) return;
            if (proved) running = next(op).subscribe(observer);
            else observer.error(refusal);
          });
        },
      });
      return () => {
        left = true;
        running.unsubscribe();
      };
    });
