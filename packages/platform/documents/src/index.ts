export type { LetterParagraph, OfficialLetter } from './letter.ts';
export { letterDocx } from './letter-docx.ts';
export { letterPdf } from './letter-pdf.ts';
export { matterPdf, type MatterPrint } from './matter-pdf.ts';
