// What guided operations announce. `operation.stepped` also brings the next batch about.
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';

const operation = { kind: z.string(), title: z.string(), by: z.string() };

export const operationStarted = defineEvent('operation.started', z.object(operation));
export const operationStepped = defineEvent('operation.stepped', z.object(operation));
/** It stands still because something was refused; somebody puts it right and goes on. */
export const operationStopped = defineEvent('operation.stopped', z.object({ ...operation, step: z.string(), problem: z.string() }));
export const operationFinished = defineEvent('operation.finished', z.object(operation));
export const operationCancelled = defineEvent('operation.cancelled', z.object(operation));
/** An organ has another name. */
export const organRenamed = defineEvent('organ.renamed', z.object({ oldName: z.string(), newName: z.string(), by: z.string() }));
/** The next term is prepared, or its first session has other days. */
export const termPrepared = defineEvent('term.prepared', z.object({ number: z.number(), startsOn: z.string(), endsOn: z.string(), by: z.string() }));
