// What a server makes known at its start: the kinds of operation, what follows a merged organ, and who does the batches.
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { resumeDueMandates } from './mandate-suspension.ts';
import { operationStarted, operationStepped } from './operation-events.ts';
import { advanceOperation } from './operations.ts';
import { registerReorganisation } from './reorganisation.ts';
import { registerStaffSuccession } from './staff-succession.ts';
import { registerTermChangeOperation } from './term-change.ts';

/** The job registry, given by the server: identity does not know who runs its jobs. */
type JobRegistry = {
  readonly registerConsumer: (name: string, types: readonly string[], handle: (work: Work, event: DomainEvent) => Promise<void>) => void;
  readonly registerSweep: (name: string, cron: string, handle: (work: Work, congressId: string) => Promise<void>) => void;
};

/** Kinds of operation and what goes over in them; may be called again. */
export function registerOperations(): void {
  registerStaffSuccession();
  registerReorganisation();
  registerTermChangeOperation();
}

/** Jobs; once per process. Each batch announces the next, so a killed process loses nothing: the queue brings the event to another one. */
export function registerOperationJobs({ registerConsumer, registerSweep }: JobRegistry): void {
  registerConsumer('operations', [operationStarted.name, operationStepped.name], async (work, { congressId, subjectId }) => void (await advanceOperation(work, congressId, subjectId)));
  registerSweep('mandates', '5 0 * * *', async (work, congressId) => void (await resumeDueMandates(work, congressId)));
}
