/** The form for the deputy's opinion as a page of its own behind the letter. */
import { AREA, IMPRINT_RULE } from './geometry.ts';
import { breakLines } from './lines.ts';
import { FORM_NOTE, FORM_TITLE, formRows, type OpinionForm } from './opinion-form.ts';
import type { Sheet } from './sheet.ts';

const LABEL = 84;
const PITCH = 22;
const PADDING = 7;
const STYLE = { size: 14 } as const;

/** Adds the page and draws the table on it. */
export function drawOpinionForm(sheet: Sheet, form: OpinionForm): void {
  sheet.pdf.addPage();
  sheet.text('附：', AREA.left, AREA.top, { face: 'gothic' });
  sheet.centred(FORM_TITLE, AREA.top + 40, { face: 'heavy', size: 22 });
  let top = AREA.top + 90;
  const first = top;
  const width = AREA.width - LABEL - 2 * PADDING;
  for (const { label, words, free } of formRows(form)) {
    const lines = words === '' ? [] : breakLines(words, { width, measure: sheet.measure(STYLE) });
    const height = Math.max(1, lines.length, free ?? 0) * PITCH + 2 * PADDING;
    sheet.rule(AREA.left, top, AREA.width, IMPRINT_RULE.inner);
    sheet.centred(label, top + (height - STYLE.size) / 2, STYLE, AREA.left + LABEL / 2);
    lines.forEach((line, at) => sheet.text(line.text, AREA.left + LABEL + PADDING, top + (height - lines.length * PITCH) / 2 + at * PITCH + (PITCH - STYLE.size) / 2, STYLE));
    top += height;
  }
  sheet.rule(AREA.left, top, AREA.width, IMPRINT_RULE.inner);
  for (const x of [AREA.left, AREA.left + LABEL, AREA.left + AREA.width]) sheet.pdf.moveTo(x, first).lineTo(x, top).lineWidth(IMPRINT_RULE.inner).strokeColor('#000000').stroke();
  breakLines(FORM_NOTE, { width: AREA.width, measure: sheet.measure({ size: 12 }) }).forEach((line, at) => sheet.text(line.text, AREA.left, top + 10 + at * 18, { size: 12 }));
}
