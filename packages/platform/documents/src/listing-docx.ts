/** A listing as DOCX: A4 across, real tables with repeated heads, to be gone over in a word processor. */
import { AlignmentType, Document, Footer, Packer, PageNumber, PageOrientation, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlign, WidthType } from 'docx';
import { mm, PAGE } from './geometry.ts';
import { DEMO_NOTE, printable } from './letter.ts';
import type { Listing } from './listing.ts';

const FONT = { title: '方正小标宋简体', body: '仿宋_GB2312', gothic: '黑体' } as const;
const twips = (points: number) => Math.round(points * 20);
const WIDTH = mm(261);

const run = (text: string, { font = FONT.body, size = 12 }: { font?: string; size?: number } = {}) =>
  new TextRun({ text: printable(text), font: { ascii: font, hAnsi: font, eastAsia: font, cs: font }, size: size * 2 });
const paragraph = (text: string, style: { font?: string; size?: number } = {}, centred = false, keepNext = false) =>
  new Paragraph({ alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT, keepNext, spacing: { before: 20, after: 20 }, children: [run(text, style)] });

function rowOf({ columns }: Listing, words: readonly string[], head: boolean): TableRow {
  return new TableRow({
    tableHeader: head,
    cantSplit: true,
    children: columns.map((column, at) => {
      const lines = (words[at] ?? '').split('\n');
      return new TableCell({
        width: { size: twips(column.share * WIDTH), type: WidthType.DXA },
        verticalAlign: VerticalAlign.CENTER,
        margins: { left: 80, right: 80 },
        children: lines.map((line) => paragraph(line, head ? { font: FONT.gothic, size: 11 } : { size: 11 }, head || column.centred === true)),
      });
    }),
  });
}

const tableOf = (listing: Listing, rows: readonly (readonly string[])[]): Table =>
  new Table({
    width: { size: twips(WIDTH), type: WidthType.DXA },
    columnWidths: listing.columns.map((one) => twips(one.share * WIDTH)),
    layout: TableLayoutType.FIXED,
    rows: [rowOf(listing, listing.columns.map((one) => one.header), true), ...rows.map((row) => rowOf(listing, row, false))],
  });

/** The listing as one DOCX. */
export async function listingDocx(listing: Listing): Promise<Uint8Array> {
  const children = [
    ...(listing.demo ? [paragraph(DEMO_NOTE, { font: FONT.gothic, size: 10 })] : []),
    paragraph(listing.title, { font: FONT.title, size: 22 }, true),
    ...(listing.subtitle ? [paragraph(listing.subtitle, { size: 14 }, true)] : []),
    ...listing.facts.map(({ label, value }) => paragraph(`${label}：${value}`)),
    ...listing.sections.flatMap(({ heading, rows }) => [paragraph(heading, { font: FONT.gothic, size: 13 }, false, true), tableOf(listing, rows)]),
    ...(listing.notes ?? []).map((note) => paragraph(note, { size: 11 })),
  ];
  const footer = new Footer({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [run(`${listing.printedBy}　`, { size: 9 }), new TextRun({ children: ['第 ', PageNumber.CURRENT, ' 页，共 ', PageNumber.TOTAL_PAGES, ' 页'], size: 18 })] })],
  });
  const document = new Document({
    title: listing.title,
    creator: listing.printedBy,
    sections: [
      {
        properties: { page: { size: { width: twips(PAGE.width), height: twips(PAGE.height), orientation: PageOrientation.LANDSCAPE }, margin: { top: twips(mm(20)), bottom: twips(mm(18)), left: twips(mm(18)), right: twips(mm(18)) } } },
        footers: { default: footer },
        children,
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}
