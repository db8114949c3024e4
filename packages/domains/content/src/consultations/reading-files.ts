// A draft that was uploaded as a document: its words, split into articles. The file itself is not kept: it belongs to nothing and goes with the next clean-up.
import { isOwnPending, openDownload } from '@smart/files/service';
import type { FileStore } from '@smart/files/store';
import { extractFileText } from '@smart/files/text';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { splitInput } from './model-inputs.ts';
import { type DraftArticle, splitArticles } from './splitting.ts';

let storeOf: () => FileStore | null = () => null;
/** Where uploaded drafts lie; set once when the server starts. */
export function useDraftFiles(files: () => FileStore | null): void {
  storeOf = files;
}

const refused = (problem: string): DomainError => new DomainError('common.invalid_input', { problem }, [{ path: 'fileId', message: problem }]);

/**
 * The articles of a DOCX, PDF or text file that the same person has just uploaded.
 * @throws DomainError files.not_found, common.invalid_input (no words in it), common.unavailable
 */
export async function splitFile(work: Work, capacity: Capacity, { fileId }: z.output<typeof splitInput>): Promise<{ articles: DraftArticle[] }> {
  const store = storeOf();
  if (store === null) throw new DomainError('common.unavailable');
  const file = await openDownload(work, fileId);
  if (!(await isOwnPending(work, file, capacity.personId))) throw new DomainError('files.not_found');
  const read = await extractFileText(store, file);
  if (read.state === 'none') throw refused('这种文件读不出文字，请上传 DOCX、PDF 或者 TXT，也可以直接粘贴');
  if (read.state === 'failed') throw refused(`${read.problem}，也可以直接粘贴草案文字`);
  return { articles: splitArticles(read.text) };
}
