/** A listing as PDF: A4 across, the columns' heads on every page, a row never torn apart. */
import { mm, SIZE } from './geometry.ts';
import { DEMO_NOTE } from './letter.ts';
import { breakLines, oneLine } from './lines.ts';
import type { Listing } from './listing.ts';
import { createSheet, GREY, type Sheet } from './sheet.ts';

const PAPER = { width: mm(297), height: mm(210) } as const;
const BOX = { left: mm(18), top: mm(20), width: mm(261), bottom: mm(190) } as const;
const TEXT = 11;
const PITCH = 16;
const PAD = 4;
const CENTRE = PAPER.width / 2;

type Cell = ReturnType<typeof breakLines>;

function createTable(sheet: Sheet, { columns, title }: Listing) {
  const widths = columns.map((one) => one.share * BOX.width);
  const lefts = widths.map((_, at) => BOX.left + widths.slice(0, at).reduce((sum, one) => sum + one, 0));
  let top: number = BOX.bottom;
  const style = (head: boolean) => ({ size: TEXT, ...(head ? { face: 'gothic' as const } : {}) });
  const cellsOf = (words: readonly string[], head: boolean): Cell[] =>
    columns.map((_, at) => (words[at] ?? '').split('\n').flatMap((part) => breakLines(part, { width: (widths[at] ?? 0) - 2 * PAD, measure: sheet.measure(style(head)) })));

  function box(cells: readonly Cell[], height: number, head: boolean): void {
    const { pdf } = sheet;
    cells.forEach((lines, at) => {
      const left = lefts[at] ?? 0;
      const width = widths[at] ?? 0;
      pdf.rect(left, top, width, height).lineWidth(0.5).strokeColor('#000000').stroke();
      const first = top + (height - lines.length * PITCH) / 2;
      lines.forEach((line, number) => {
        const y = first + number * PITCH + (PITCH - TEXT) / 2;
        if (head || columns[at]?.centred) sheet.centred(line.text, y, style(head), left + width / 2);
        else sheet.text(line.text, left + PAD, y, style(head));
      });
    });
  }
  const heightOf = (cells: readonly Cell[]): number => Math.max(1, ...cells.map((one) => one.length)) * PITCH + PAD;

  function page(): void {
    sheet.pdf.addPage({ size: [PAPER.width, PAPER.height], margin: 0 });
    top = BOX.top;
  }
  function head(): void {
    const cells = cellsOf(columns.map((one) => one.header), true);
    const height = heightOf(cells);
    box(cells, height, true);
    top += height;
  }
  return {
    page,
    words(words: string, size: number, options: { centred?: boolean; gothic?: boolean } = {}): void {
      const lines = breakLines(words, { width: BOX.width, measure: sheet.measure({ size }) });
      for (const line of lines) {
        if (top + size * 1.5 > BOX.bottom) page();
        const face = options.gothic ? ({ face: 'gothic' } as const) : {};
        if (options.centred) sheet.centred(line.text, top, { size, face: 'heavy' }, CENTRE);
        else sheet.text(line.text, BOX.left, top, { size, ...face });
        top += size * 1.5;
      }
    },
    section(heading: string, rows: readonly (readonly string[])[]): void {
      // A heading and the columns' heads never stand alone at the foot of a page.
      if (top + 7 * PITCH > BOX.bottom) page();
      top += PITCH / 2;
      const bold = { size: 13, face: 'gothic' } as const;
      for (const { text } of breakLines(heading, { width: BOX.width, measure: sheet.measure(bold) })) {
        sheet.text(text, BOX.left, top, bold);
        top += 13 * 1.6;
      }
      if (rows.length === 0) {
        sheet.text('没有记录。', BOX.left, top, { size: TEXT });
        top += PITCH;
        return;
      }
      head();
      for (const row of rows) {
        const cells = cellsOf(row, false);
        const height = heightOf(cells);
        if (top + height > BOX.bottom && top > BOX.top) {
          page();
          const above = { size: 10.5, colour: GREY };
          sheet.text(oneLine(`${title}（续）　${heading}`, { width: BOX.width, measure: sheet.measure(above) }), BOX.left, top, above);
          top += PITCH;
          head();
        }
        box(cells, height, false);
        top += height;
      }
    },
    gap: (height: number) => void (top += height),
  };
}

function feet(sheet: Sheet, listing: Listing): void {
  const { count } = sheet.pdf.bufferedPageRange();
  const style = { size: 10, colour: GREY };
  for (let page = 0; page < count; page++) {
    sheet.pdf.switchToPage(page);
    sheet.text(listing.printedBy, BOX.left, BOX.bottom + mm(5), style);
    sheet.right(`第 ${page + 1} 页，共 ${count} 页`, BOX.left + BOX.width, BOX.bottom + mm(5), style);
    if (listing.demo) sheet.right(DEMO_NOTE, BOX.left + BOX.width, mm(10), { ...style, face: 'gothic' });
  }
}

/** The listing as one PDF. */
export async function listingPdf(listing: Listing): Promise<Uint8Array> {
  const sheet = createSheet({ title: listing.title, author: listing.printedBy, date: listing.printedOn });
  const table = createTable(sheet, listing);
  table.page();
  table.words(listing.title, SIZE.title, { centred: true });
  if (listing.subtitle) table.words(listing.subtitle, SIZE.small, { centred: true });
  table.gap(PITCH / 2);
  for (const { label, value } of listing.facts) table.words(`${label}：${value}`, 12);
  for (const { heading, rows } of listing.sections) table.section(heading, rows);
  table.gap(PITCH / 2);
  for (const note of listing.notes ?? []) table.words(note, TEXT);
  feet(sheet, listing);
  return sheet.bytes();
}
