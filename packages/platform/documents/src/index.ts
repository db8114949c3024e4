export type { LetterParagraph, OfficialLetter } from './letter.ts';
export { letterDocx } from './letter-docx.ts';
export { letterPdf } from './letter-pdf.ts';
export { matterPdf, type MatterPrint } from './matter-pdf.ts';
export type { Listing } from './listing.ts';
export { listingDocx } from './listing-docx.ts';
export { listingPdf } from './listing-pdf.ts';
export { listingXlsx } from './listing-xlsx.ts';
export { reportDocx, type Report } from './report-docx.ts';
