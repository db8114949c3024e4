/** An official letter (公文) as its parts, before any layout. GB/T 9704-2012 names the parts in brackets. */
import type { DateString } from '@smart/kernel/dates';
import type { OpinionForm } from './opinion-form.ts';

/**
 * One paragraph of the body. Level 0 is running text; 1–4 are the standard's headings, whose numbers
 * ("一、" "（一）" "1." "（1）") are part of `text`. Line breaks inside `text` begin a new paragraph.
 */
export type LetterParagraph = { level: 0 | 1 | 2 | 3 | 4; text: string };

/** The picture of the seal as its keeper gave it (PNG with transparency), or a mark of where to stamp on paper. */
export type SealMark = { readonly png: Uint8Array } | 'stamp_here';

export type OfficialLetter = {
  /** [发文机关标志] printed large in red: "岳阳市交通运输局" or "岳阳市人民政府办公室文件". */
  issuer: string;
  /** [发文字号] "岳交函〔2026〕12号". */
  number: string;
  /** [签发人] printed to the right of the number when given. */
  signer?: string | undefined;
  /** Mark at the upper right of the first page, for replies the grade: "A". */
  mark?: string | undefined;
  title: string;
  /** [主送机关] without the colon; for a reply the deputy: "李明代表". */
  addressee: string;
  paragraphs: readonly LetterParagraph[];
  /** [附件说明] names of attachments in order. */
  attachments?: readonly string[] | undefined;
  /** [发文机关署名] full or standard short name of the signing organ. */
  signatory: string;
  /** [成文日期] the day the head signed. */
  date: DateString;
  /** [附注] contact and telephone, without the brackets: "联系人：王芳，电话：0730-8880000". */
  contact?: string | undefined;
  /** [抄送机关] */
  copies?: readonly string[] | undefined;
  /** [印发机关] */
  printedBy?: string | undefined;
  /** [印发日期]; the date of the letter when left out. */
  printedOn?: DateString | undefined;
  /** Give it only when the letter has been signed: a draft bears no seal. */
  seal?: SealMark | undefined;
  /** [征询意见表] a page behind the letter for the deputy to fill in. */
  form?: OpinionForm | undefined;
  /** Marks every page as a demonstration without effect. */
  demo?: boolean | undefined;
};

/** Control characters and marks that turn the direction of writing: not printable, and the first break the XML of a DOCX. */
// oxlint-disable-next-line no-control-regex -- to remove control characters is the purpose
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Cs}/gu;

/** The text without what cannot be printed. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, '');
}

/** The paragraphs with line breaks resolved and empty ones left out. */
export function paragraphsOf(letter: OfficialLetter): LetterParagraph[] {
  return letter.paragraphs.flatMap(({ level, text }) =>
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean)
      .map((line) => ({ level, text: line })),
  );
}

/** "抄送：甲，乙。" as the standard punctuates it; undefined without copies. */
export function copiesLine(letter: OfficialLetter): string | undefined {
  return letter.copies?.length ? `抄送：${letter.copies.join('，')}。` : undefined;
}

/** Words printed on every page of a demonstration document. */
export const DEMO_NOTE = '演示文件　不具效力';
