// What runs in the background for imports: reading a sheet, writing it portion by portion, forgetting it.
import { openDownload } from '@smart/files/service';
import type { FileStore } from '@smart/files/store';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { forgetPasswords } from './accounts.ts';
import { batchById, failBatch, forgetBatches, readBatch, stepBatch } from './batches.ts';
import { importRequested, importStep } from './events.ts';

type Host = {
  readonly registerConsumer: (name: string, eventTypes: readonly string[], handle: (work: Work, event: DomainEvent) => Promise<void>) => void;
  readonly registerSweep: (name: string, cron: string, handle: (work: Work, congressId: string) => Promise<void>) => void;
  /** The store of the process that runs the jobs. */
  readonly files: () => FileStore | null;
};

async function contentOf(work: Work, store: FileStore, fileId: string): Promise<Buffer> {
  const file = await openDownload(work, fileId);
  const chunks: Buffer[] = [];
  for await (const chunk of await store.read(file.sha256)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function read(work: Work, files: Host['files'], event: DomainEvent): Promise<void> {
  const { batchId } = importRequested.payloadOf(event);
  const batch = await batchById(work, event.congressId, batchId).catch(() => null);
  const store = files();
  // A batch of the command line was read by it; one that was discarded is gone.
  if (batch?.state !== 'reading' || batch.options.fileId === null || store === null) return;
  const content = await contentOf(work, store, batch.options.fileId).catch(() => null);
  if (content === null) await failBatch(work, batchId, '上传的文件已经清理，请重新上传。');
  else await readBatch(work, event.congressId, batchId, content);
}

/** Registers the work of imports. The uploaded file itself is a pending one, which the sweep of files removes after a day. */
export function registerImports({ registerConsumer, registerSweep, files }: Host): void {
  registerConsumer('imports', [importRequested.name, importStep.name], async (work, event) => {
    if (event.type === importRequested.name) await read(work, files, event);
    else await stepBatch(work, event.congressId, importStep.payloadOf(event).batchId);
  });
  registerSweep('import-passwords', '25 * * * *', forgetPasswords);
  registerSweep('imports', '10 4 * * *', async (work, congressId) => void (await forgetBatches(work, congressId)));
}
