/** What stands behind a printed matter: pictures on pages of their own, PDF files page by page behind a sheet that names them. */
import { PDFDocument } from '@cantoo/pdf-lib';

export type Enclosure = {
  name: string;
  kind: 'picture' | 'pdf';
  /** JPEG or PNG for a picture, the file for a PDF; null when it could not be had. */
  content: Uint8Array | null;
};

/** Beyond this a file is named and fetched alone: nobody prints it with the matter. */
const MOST_PAGES = 200;

/** A PDF that can be taken in whole; null when it is encrypted, damaged or too long. */
export async function readable(content: Uint8Array | null): Promise<PDFDocument | null> {
  if (content === null) return null;
  try {
    const document = await PDFDocument.load(content, { updateMetadata: false });
    return document.getPageCount() <= MOST_PAGES ? document : null;
  } catch {
    return null;
  }
}

/** Which document stands behind which page of the printed matter, the first page being 0. */
export type Insertion = { readonly after: number; readonly document: PDFDocument };

/** The same document with the pages of others between its own; its own page numbers stay as printed. */
export async function insertPages(bytes: Uint8Array, insertions: readonly Insertion[]): Promise<Uint8Array> {
  if (insertions.length === 0) return bytes;
  const whole = await PDFDocument.load(bytes, { updateMetadata: false });
  // From the last to the first, so that the places of the others stay true.
  for (const { after, document } of insertions.toReversed()) {
    const pages = await whole.copyPages(document, document.getPageIndices());
    for (const page of pages.toReversed()) whole.insertPage(after + 1, page);
  }
  return whole.save();
}
