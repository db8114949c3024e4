/** An official letter as PDF, laid out by GB/T 9704-2012 §7; the measures are in geometry.ts. */
import { formatDate } from '@smart/kernel/dates';
import { AREA, AREA_BOTTOM, AREA_RIGHT, IMPRINT_RULE, ISSUER_TOP, issuerSize, LINE, mm, PAGE_NUMBER_GAP, RED_LINE_GAP, SEAL_DIAMETER, SIZE } from './geometry.ts';
import { copiesLine, DEMO_NOTE, type OfficialLetter, paragraphsOf } from './letter.ts';
import { balancedLines, breakLines } from './lines.ts';
import { drawOpinionForm } from './opinion-form-pdf.ts';
import { drawSeal } from './seal.ts';
import { createSheet, type Face, GREY, RED, type Sheet } from './sheet.ts';

const TITLE_PITCH = 36;
const IMPRINT_PITCH = 24;
const ONE = SIZE.body;
const TWO = SIZE.body * 2;

/** Something `height` high that is drawn once its place is known. */
type Row = { height: number; draw: (top: number) => void };

const emptyRow: Row = { height: LINE, draw: () => {} };

/** One paragraph of 3号 text as rows. */
function paragraphRows(sheet: Sheet, words: string, options: { indent?: number; hanging?: number; face?: Face } = {}): Row[] {
  const style = { face: options.face ?? 'body' } as const;
  const { indent = 0, hanging = 0 } = options;
  return breakLines(words, { width: AREA.width, measure: sheet.measure(style), indent, hanging }).map((line) => ({
    height: LINE,
    draw: (top) => sheet.line(line, AREA.left, top, AREA.width, LINE, style),
  }));
}

/** Issuer, number, red line and title; returns where the addressee's line begins. */
function drawHead(sheet: Sheet, letter: OfficialLetter): number {
  if (letter.mark) sheet.right(letter.mark, AREA_RIGHT, AREA.top, { face: 'gothic' });
  const size = issuerSize(letter.issuer);
  let top = AREA.top + ISSUER_TOP;
  sheet.centred(letter.issuer, top, { face: 'heavy', size, colour: RED });
  top += size + 2 * LINE;
  if (letter.signer) {
    sheet.text(letter.number, AREA.left + ONE, top);
    sheet.right(`签发人：${letter.signer}`, AREA_RIGHT - ONE, top);
  } else {
    sheet.centred(letter.number, top);
  }
  top += SIZE.body + RED_LINE_GAP;
  sheet.rule(AREA.left, top, AREA.width, 1.5, RED);
  top += 2 * LINE;
  const style = { face: 'heavy', size: SIZE.title } as const;
  for (const line of balancedLines(letter.title, AREA.width, sheet.measure(style))) {
    sheet.centred(line, top, style);
    top += TITLE_PITCH;
  }
  return top + LINE - (TITLE_PITCH - SIZE.title);
}

function bodyRows(sheet: Sheet, letter: OfficialLetter): Row[] {
  const rows = paragraphRows(sheet, `${letter.addressee}：`);
  for (const { level, text } of paragraphsOf(letter)) {
    rows.push(...paragraphRows(sheet, text, { indent: TWO, face: level === 1 ? 'gothic' : 'body' }));
  }
  const attachments = letter.attachments ?? [];
  if (attachments.length > 0) rows.push(emptyRow);
  attachments.forEach((name, at) => {
    const words = attachments.length === 1 ? name : `${at + 1}. ${name}`;
    const label = at === 0 ? '附件：' : '';
    const start = TWO + sheet.measure()('附件：');
    const number = attachments.length === 1 ? 0 : sheet.measure()(`${at + 1}. `);
    rows.push(...paragraphRows(sheet, label + words, { indent: at === 0 ? TWO : start, hanging: start + number }));
  });
  return rows;
}

/** Signing organ, date, seal over both, and the note with the contact: one block that is never torn apart. */
function signatureRow(sheet: Sheet, letter: OfficialLetter): Row {
  const date = formatDate(letter.date);
  const measure = sheet.measure();
  const full = measure(letter.signatory);
  const size = full > AREA.width - 2 * TWO ? (SIZE.body * (AREA.width - 2 * TWO)) / full : SIZE.body;
  const widest = Math.min(full, AREA.width - 2 * TWO);
  // The date ends four characters before the edge; a longer signatory moves both to the left, to end at two.
  const centre = Math.min(AREA_RIGHT - 4 * ONE - measure(date) / 2, AREA_RIGHT - TWO - widest / 2);
  const contact = letter.contact ? paragraphRows(sheet, `（${letter.contact}）`, { indent: TWO }) : [];
  const height = (letter.seal ? Math.max(5, 4 + contact.length) : 4 + contact.length) * LINE;
  return {
    height,
    draw: (top) => {
      const offset = (LINE - SIZE.body) / 2;
      sheet.centred(letter.signatory, top + 2 * LINE + offset, { size }, centre);
      sheet.centred(date, top + 3 * LINE + offset, {}, centre);
      contact.forEach((row, at) => row.draw(top + (4 + at) * LINE));
      // Its upper edge within one line of the text above, signatory and date a little below its centre (§7.3.5.1).
      if (letter.seal) drawSeal(sheet, letter.seal, centre, top + 0.7 * LINE + SEAL_DIAMETER / 2);
    },
  };
}

/** [版记] copies, printing organ and day between rules, standing on the lower edge of the type area. */
function imprintRow(sheet: Sheet, letter: OfficialLetter): Row | undefined {
  const copies = copiesLine(letter);
  if (!copies && !letter.printedBy) return undefined;
  const style = { size: SIZE.small };
  const measure = sheet.measure(style);
  const width = AREA.width - 2 * SIZE.small;
  const left = AREA.left + SIZE.small;
  const lines = copies ? breakLines(copies, { width, measure, hanging: measure('抄送：') }) : [];
  const height = (lines.length + (letter.printedBy ? 1 : 0)) * IMPRINT_PITCH;
  return {
    height,
    draw: () => {
      // Whatever row it is given: it stands at the foot of its page.
      let top = AREA_BOTTOM - height;
      sheet.rule(AREA.left, top, AREA.width, IMPRINT_RULE.outer);
      for (const line of lines) {
        sheet.line(line, left, top, width, IMPRINT_PITCH, style);
        top += IMPRINT_PITCH;
      }
      if (letter.printedBy) {
        if (lines.length > 0) sheet.rule(AREA.left, top, AREA.width, IMPRINT_RULE.inner);
        const words = top + (IMPRINT_PITCH - SIZE.small) / 2;
        sheet.text(letter.printedBy, left, words, style);
        sheet.right(`${formatDate(letter.printedOn ?? letter.date)}印发`, AREA_RIGHT - SIZE.small, words, style);
      }
      sheet.rule(AREA.left, AREA_BOTTOM, AREA.width, IMPRINT_RULE.outer);
    },
  };
}

/**
 * Rows per page. `tail` is the height of the signature: it never stands on a page without text, so that where it does
 * not fit the last two rows go with it.
 */
export function paginate(rows: readonly { height: number }[], firstTop: number, tail: number): number[] {
  const pages: number[] = [];
  let taken = 0;
  let top = firstTop;
  for (const row of rows) {
    if (top + row.height > AREA_BOTTOM + 0.01 && taken > 0) {
      pages.push(taken);
      taken = 0;
      top = AREA.top;
    }
    taken += 1;
    top += row.height;
  }
  if (top + tail > AREA_BOTTOM + 0.01) {
    const moved = Math.min(2, Math.max(0, taken - 1));
    pages.push(taken - moved, moved);
  } else {
    pages.push(taken);
  }
  return pages;
}

/** Page numbers "— 1 —": odd pages right, even pages left, one character from the edge (§7.5). */
function numberPages(sheet: Sheet, demo: boolean): void {
  const { count } = sheet.pdf.bufferedPageRange();
  const style = { size: SIZE.small };
  for (let page = 0; page < count; page++) {
    sheet.pdf.switchToPage(page);
    const words = `— ${page + 1} —`;
    const top = AREA_BOTTOM + PAGE_NUMBER_GAP - SIZE.small / 2;
    if (page % 2 === 0) sheet.right(words, AREA_RIGHT - SIZE.small, top, style);
    else sheet.text(words, AREA.left + SIZE.small, top, style);
    if (demo) {
      sheet.text(DEMO_NOTE, AREA.left, AREA.top - mm(8), { face: 'gothic', size: 10.5, colour: GREY });
      sheet.watermark(DEMO_NOTE);
    }
  }
}

/** The letter as PDF, with its form behind it. With `seal` it bears the seal or says where to stamp; without, it is a draft. */
export async function letterPdf(letter: OfficialLetter): Promise<Uint8Array> {
  const sheet = createSheet({ title: letter.title, author: letter.signatory, date: letter.date });
  sheet.pdf.addPage();
  let top = drawHead(sheet, letter);
  const rows = bodyRows(sheet, letter);
  const signature = signatureRow(sheet, letter);
  const imprint = imprintRow(sheet, letter);
  const pages = paginate(rows, top, signature.height);
  let at = 0;
  pages.forEach((count, page) => {
    if (page > 0) {
      sheet.pdf.addPage();
      top = AREA.top;
    }
    for (const row of rows.slice(at, at + count)) {
      row.draw(top);
      top += row.height;
    }
    at += count;
  });
  signature.draw(top);
  if (imprint) {
    // Without room under the signature the imprint takes the back of the sheet, as in print.
    if (top + signature.height + ONE + imprint.height > AREA_BOTTOM) sheet.pdf.addPage();
    imprint.draw(top);
  }
  if (letter.form) drawOpinionForm(sheet, letter.form);
  numberPages(sheet, letter.demo ?? false);
  return sheet.bytes();
}
