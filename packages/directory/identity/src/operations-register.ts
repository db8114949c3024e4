// What a server makes known at its start: the kinds of operation, what follows a merged organ, and who does the batches.
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { resumeDueMandates } from './mandate-suspension.ts';
import { operationStarted, operationStepped } from './operation-events.ts';
import { advanceAside, advanceOperation, isAside } from './operations.ts';
import { registerReorganisation } from './reorganisation.ts';
import { registerStaffSuccession } from './staff-succession.ts';
import { registerTermChangeOperation } from './term-change.ts';

/** The job registry, given by the server: identity does not know who runs its jobs. */
type JobRegistry = {
  readonly registerConsumer: (name: string, types: readonly string[], handle: (work: Work, event: DomainEvent) => Promise<void>) => void;
  readonly registerTask: (name: string, types: readonly string[], run: (units: <T>(run: (work: Work) => Promise<T>) => Promise<T>, event: DomainEvent) => Promise<void>) => void;
  readonly registerSweep: (name: string, cron: string, handle: (work: Work, congressId: string) => Promise<void>) => void;
};

/** Kinds of operation and what goes over in them; may be called again. */
export function registerOperations(): void {
  registerStaffSuccession();
  registerReorganisation();
  registerTermChangeOperation();
}

/** Jobs; once per process. Each batch announces the next, so a killed process loses nothing: the queue brings the event to another one. */
export function registerOperationJobs({ registerConsumer, registerTask, registerSweep }: JobRegistry): void {
  const next = [operationStarted.name, operationStepped.name];
  const kindOf = (event: DomainEvent): string => operationStepped.payloadOf(event).kind;
  registerConsumer('operations', next, async (work, event) => {
    if (!isAside(kindOf(event))) await advanceOperation(work, event.congressId, event.subjectId);
  });
  registerTask('operations-aside', next, async (units, event) => {
    if (isAside(kindOf(event))) await advanceAside(units, event.congressId, event.subjectId);
  });
  registerSweep('mandates', '5 0 * * *', async (work, congressId) => void (await resumeDueMandates(work, congressId)));
}
