// Takes the words out of one document, in a thread of its own: a hostile or huge file may be stopped without harm to anybody else.
import { parentPort, workerData } from 'node:worker_threads';
import { extractRawText } from 'mammoth';
import { extractText, getDocumentProxy } from 'unpdf';
import { z } from 'zod';

const { kind, bytes } = z.object({ kind: z.enum(['pdf', 'docx', 'txt']), bytes: z.instanceof(Uint8Array) }).parse(workerData);

const readers = {
  pdf: async () => (await extractText(await getDocumentProxy(bytes), { mergePages: true })).text,
  docx: async () => (await extractRawText({ buffer: Buffer.from(bytes) })).value,
  // Older office machines still write GB 18030.
  txt: async () => {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder('gb18030').decode(bytes);
    }
  },
} as const;

try {
  parentPort?.postMessage({ text: await readers[kind]() });
} catch (error) {
  parentPort?.postMessage({ problem: error instanceof Error && error.name === 'PasswordException' ? 'password' : 'unreadable' });
}
