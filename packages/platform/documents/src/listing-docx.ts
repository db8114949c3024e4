/**
 * A listing as DOCX: A4 across, real tables with repeated heads, to be gone over in a word processor. The library makes the shell (page, footer,
 * settings); the body is written here piece by piece, because a book of tens of thousands of rows as a tree of objects takes minutes and gigabytes.
 */
import { AlignmentType, Document, Footer, Packer, PageNumber, PageOrientation, Paragraph, TextRun } from 'docx';
import { strToU8, unzipSync, Zip, ZipDeflate } from 'fflate';
import { mm, PAGE } from './geometry.ts';
import { DEMO_NOTE, printable } from './letter.ts';
import type { Listing } from './listing.ts';

const FONT = { title: '方正小标宋简体', body: '仿宋_GB2312', gothic: '黑体' } as const;
const twips = (points: number) => Math.round(points * 20);
const WIDTH = mm(261);
/** Where the body goes. */
const PLACE = '清单正文在此';
const BODY = 'word/document.xml';

const escaped = (text: string): string => printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

type Style = { font?: string; size?: number; centred?: boolean; keepNext?: boolean; /** Above it, in points. */ before?: number };
const paragraph = (text: string, { font = FONT.body, size = 12, centred = false, keepNext = false, before = 1 }: Style = {}): string =>
  `<w:p><w:pPr>${keepNext ? '<w:keepNext/>' : ''}<w:spacing w:before="${twips(before)}" w:after="20"/><w:jc w:val="${centred ? 'center' : 'left'}"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="${font}" w:cs="${font}" w:eastAsia="${font}" w:hAnsi="${font}"/><w:sz w:val="${size * 2}"/><w:szCs w:val="${size * 2}"/></w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;

function rowOf({ columns }: Listing, words: readonly string[], head: boolean): string {
  const cells = columns.map((column, at) => {
    const lines = (words[at] ?? '').split('\n').map((line) => paragraph(line, head ? { font: FONT.gothic, size: 11, centred: true } : { size: 11, centred: column.centred === true }));
    return `<w:tc><w:tcPr><w:tcW w:w="${twips(column.share * WIDTH)}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>${lines.join('')}</w:tc>`;
  });
  return `<w:tr><w:trPr><w:cantSplit/>${head ? '<w:tblHeader/>' : ''}</w:trPr>${cells.join('')}</w:tr>`;
}

const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>`).join('');
function tableOf(listing: Listing, rows: readonly (readonly string[])[]): string {
  const grid = listing.columns.map(({ share }) => `<w:gridCol w:w="${twips(share * WIDTH)}"/>`).join('');
  const margins = '<w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar>';
  const head = rowOf(listing, listing.columns.map(({ header }) => header), true);
  return `<w:tbl><w:tblPr><w:tblW w:w="${twips(WIDTH)}" w:type="dxa"/><w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/>${margins}</w:tblPr><w:tblGrid>${grid}</w:tblGrid>${head}${rows.map((row) => rowOf(listing, row, false)).join('')}</w:tbl>`;
}

function* bodyOf(listing: Listing): Generator<string> {
  if (listing.demo) yield paragraph(DEMO_NOTE, { font: FONT.gothic, size: 10 });
  yield paragraph(listing.title, { font: FONT.title, size: 22, centred: true });
  if (listing.subtitle) yield paragraph(listing.subtitle, { size: 14, centred: true });
  for (const { label, value } of listing.facts) yield paragraph(`${label}：${value}`);
  for (const { heading, rows } of listing.sections) {
    yield paragraph(heading, { font: FONT.gothic, size: 13, keepNext: true, before: 8 });
    if (rows.length > 0) yield tableOf(listing, rows);
    else yield paragraph('没有记录。', { size: 11 });
  }
  for (const note of listing.notes ?? []) yield paragraph(note, { size: 11 });
  // A body does not end with a table.
  yield paragraph('');
}

/** Page, footer and settings, around one paragraph that marks the place of the body. */
async function shellOf(listing: Listing): Promise<Record<string, Uint8Array>> {
  const words = (text: string) => new TextRun({ text: printable(text), font: { ascii: FONT.body, hAnsi: FONT.body, eastAsia: FONT.body, cs: FONT.body }, size: 18 });
  const footer = new Footer({
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [words(`${listing.printedBy}　`), new TextRun({ children: ['第 ', PageNumber.CURRENT, ' 页，共 ', PageNumber.TOTAL_PAGES, ' 页'], size: 18 })] })],
  });
  const document = new Document({
    title: listing.title,
    creator: listing.printedBy,
    sections: [
      {
        properties: { page: { size: { width: twips(PAGE.width), height: twips(PAGE.height), orientation: PageOrientation.LANDSCAPE }, margin: { top: twips(mm(20)), bottom: twips(mm(18)), left: twips(mm(18)), right: twips(mm(18)) } } },
        footers: { default: footer },
        children: [new Paragraph({ children: [new TextRun(PLACE)] })],
      },
    ],
  });
  return unzipSync(new Uint8Array(await Packer.toBuffer(document)));
}

/** The listing as one DOCX. */
export async function listingDocx(listing: Listing): Promise<Uint8Array> {
  const shell = await shellOf(listing);
  const [, before, after] = new RegExp(`^(.*)<w:p>(?:(?!<w:p>).)*${PLACE}.*?</w:p>(.*)$`, 's').exec(new TextDecoder().decode(shell[BODY])) ?? [];
  if (before === undefined || after === undefined) throw new Error('the shell of a listing has no place for its body');
  const parts: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(chunk);
  });
  for (const [name, content] of Object.entries(shell)) {
    const entry = new ZipDeflate(name, { level: 6 });
    zip.add(entry);
    if (name === BODY) {
      entry.push(strToU8(before));
      for (const piece of bodyOf(listing)) entry.push(strToU8(piece));
      entry.push(strToU8(after), true);
    } else {
      entry.push(content, true);
    }
  }
  zip.end();
  return new Uint8Array(Buffer.concat(parts));
}
