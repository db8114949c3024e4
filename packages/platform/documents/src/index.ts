export type { LetterParagraph, OfficialLetter, SealMark } from './letter.ts';
export type { OpinionForm } from './opinion-form.ts';
export { letterDocx } from './letter-docx.ts';
export { letterPdf } from './letter-pdf.ts';
export { matterPdf, type MatterPrint } from './matter-pdf.ts';
export type { Listing } from './listing.ts';
export { listingDocx } from './listing-docx.ts';
export { listingPdf } from './listing-pdf.ts';
export { listingXlsx } from './listing-xlsx.ts';
