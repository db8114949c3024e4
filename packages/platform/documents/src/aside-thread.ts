// Writes one document in a thread of its own and ends.
import { parentPort, workerData } from 'node:worker_threads';
import type { Writing } from './aside.ts';
import { listingDocx } from './listing-docx.ts';
import { listingPdf } from './listing-pdf.ts';
import { tablesXlsx } from './tables-xlsx.ts';

async function bytesOf(writing: Writing): Promise<Uint8Array> {
  if (writing.form === 'xlsx') return tablesXlsx(writing.content);
  return writing.form === 'pdf' ? listingPdf(writing.content) : listingDocx(writing.content);
}

// Given by writeAside alone, of the same process and version.
const writing: Writing = workerData;
parentPort?.postMessage(await bytesOf(writing));
