// What an import announces: that a sheet is to be read, the next step of its work, and what it did.
import { defineEvent } from '@smart/workflow/events';
import { z } from 'zod';

export const importRequested = defineEvent('import.requested', z.object({ batchId: z.string(), kind: z.string(), fileName: z.string(), by: z.string() }));
/** One more portion of rows is to be written or taken back. */
export const importStep = defineEvent('import.step', z.object({ batchId: z.string() }));
/** Who imported or took back what, for the trace. */
export const importFinished = defineEvent(
  'import.finished',
  z.object({ kind: z.string(), fileName: z.string(), by: z.string(), act: z.string(), done: z.number().int(), skipped: z.number().int() }),
);
