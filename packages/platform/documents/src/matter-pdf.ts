/** A matter on paper in one file: title, facts, texts, what happened when. For reading and filing, not an official letter. */
import type { DateString } from '@smart/kernel/dates';
import { type Enclosure, type Insertion, insertPages, readable } from './enclosures.ts';
import { AREA, AREA_BOTTOM, AREA_RIGHT, LINE, mm, SIZE } from './geometry.ts';
import { DEMO_NOTE } from './letter.ts';
import { balancedLines, breakLines } from './lines.ts';
import { createSheet, type Face, GREY, type Sheet } from './sheet.ts';

export type MatterPrint = {
  title: string;
  /** Under the title, e.g. the number: "岳阳市九届人大三次会议第12号建议". */
  subtitle?: string;
  facts: readonly { label: string; value: string }[];
  sections: readonly { heading: string; paragraphs: readonly string[] }[];
  /** `at` as it is to be printed. */
  timeline?: readonly { at: string; words: string; detail?: string }[];
  /** Behind everything else, each on pages of its own. */
  enclosures?: readonly Enclosure[];
  /** A list of the sections with their pages under the facts. */
  contents?: boolean;
  /** Who printed it, for the document's properties and the foot. */
  printedBy: string;
  printedOn: DateString;
  /** Foot of each page, e.g. the source and a check code. */
  footer?: string;
  demo?: boolean;
};

const SMALL_PITCH = 22;
const PADDING = 6;
const LABEL_WIDTH = mm(32);
const WHEN_WIDTH = mm(38);

/** Keeps the place on the page; asks for a new one when there is no room left. */
function createColumn(sheet: Sheet) {
  let top: number = AREA_BOTTOM;
  const column = {
    get top() {
      return top;
    },
    /** Makes sure that `height` fits, on a new page when it does not. */
    need(height: number): void {
      if (top + height <= AREA_BOTTOM + 0.01) return;
      sheet.pdf.addPage();
      top = AREA.top;
    },
    skip(height: number): void {
      top += height;
    },
    paragraph(words: string, style: { face?: Face; size: number; pitch: number; indent?: number; left?: number; colour?: string }): void {
      const left = style.left ?? 0;
      const width = AREA.width - left;
      for (const line of breakLines(words, { width, measure: sheet.measure(style), indent: style.indent ?? 0 })) {
        column.need(style.pitch);
        sheet.line(line, AREA.left + left, top, width, style.pitch, style);
        top += style.pitch;
      }
    },
  };
  return column;
}

type Column = ReturnType<typeof createColumn>;

function drawFacts(sheet: Sheet, column: Column, facts: MatterPrint['facts']): void {
  const style = { size: SIZE.small };
  const width = AREA.width - LABEL_WIDTH - 2 * PADDING;
  for (const { label, value } of facts) {
    const lines = value.split(/\r?\n/).flatMap((part) => breakLines(part, { width, measure: sheet.measure(style) }));
    lines.forEach((line, at) => {
      column.need(SMALL_PITCH);
      // The rule above the row, and again where the row goes on on another page.
      if (at === 0 || column.top === AREA.top) sheet.rule(AREA.left, column.top, AREA.width, 0.5);
      if (at === 0) sheet.text(label, AREA.left + PADDING, column.top + (SMALL_PITCH - SIZE.small) / 2, { ...style, face: 'gothic' });
      sheet.line(line, AREA.left + LABEL_WIDTH + PADDING, column.top, width, SMALL_PITCH, style);
      column.skip(SMALL_PITCH);
    });
  }
  if (facts.length > 0) sheet.rule(AREA.left, column.top, AREA.width, 0.5);
}

function drawHeading(column: Column, words: string): void {
  // Never alone at the foot of a page.
  column.need(3 * LINE);
  column.skip(LINE / 2);
  column.paragraph(words, { face: 'gothic', size: SIZE.body, pitch: LINE });
}

type Entry = { heading: string; page: number };
type Place = { page: number; top: number };

const pageNow = (sheet: Sheet): number => sheet.pdf.bufferedPageRange().count - 1;

/** Keeps room for the contents, whose page numbers are known at the end only. */
function reserveContents(sheet: Sheet, column: Column, headings: readonly string[]): Place[] {
  drawHeading(column, '目录');
  return headings.map(() => {
    column.need(SMALL_PITCH);
    const place = { page: pageNow(sheet), top: column.top };
    column.skip(SMALL_PITCH);
    return place;
  });
}

function drawContents(sheet: Sheet, places: readonly Place[], entries: readonly Entry[]): void {
  const style = { size: SIZE.small };
  const measure = sheet.measure(style);
  places.forEach(({ page, top }, at) => {
    const entry = entries[at];
    if (!entry) return;
    sheet.pdf.switchToPage(page);
    const number = String(entry.page + 1);
    const dots = '·'.repeat(Math.max(0, Math.floor((AREA.width - measure(entry.heading) - measure(number) - 3 * PADDING) / measure('·'))));
    sheet.text(entry.heading, AREA.left, top + (SMALL_PITCH - SIZE.small) / 2, style);
    sheet.right(`${dots} ${number}`, AREA_RIGHT, top + (SMALL_PITCH - SIZE.small) / 2, style);
  });
}

function drawTimeline(sheet: Sheet, column: Column, timeline: NonNullable<MatterPrint['timeline']>): void {
  for (const { at, words, detail } of timeline) {
    column.need(SMALL_PITCH);
    sheet.text(at, AREA.left, column.top + (SMALL_PITCH - 12) / 2, { size: 12, colour: GREY });
    column.paragraph(words, { size: SIZE.small, pitch: SMALL_PITCH, left: WHEN_WIDTH });
    for (const part of detail?.split(/\r?\n/).filter(Boolean) ?? []) {
      column.paragraph(part, { size: 12, pitch: 19, left: WHEN_WIDTH, colour: GREY });
    }
  }
}

function drawFeet(sheet: Sheet, print: MatterPrint): void {
  const { count } = sheet.pdf.bufferedPageRange();
  const style = { size: 10.5, colour: GREY };
  for (let page = 0; page < count; page++) {
    sheet.pdf.switchToPage(page);
    const top = AREA_BOTTOM + mm(7);
    sheet.text(print.footer ?? print.printedBy, AREA.left, top, style);
    sheet.right(`第 ${page + 1} 页，共 ${count} 页`, AREA_RIGHT, top, style);
    if (print.demo) {
      sheet.text(DEMO_NOTE, AREA.left, AREA.top - mm(8), { ...style, face: 'gothic' });
      sheet.watermark(DEMO_NOTE);
    }
  }
}

const enclosureHeading = ({ name }: Enclosure, at: number): string => `附件 ${at + 1}　${name}`;

/** Draws what can be drawn and tells which files are to be put in behind which page. */
async function drawEnclosures(sheet: Sheet, column: Column, enclosures: readonly Enclosure[], begin: (heading: string) => void): Promise<Insertion[]> {
  const insertions: Insertion[] = [];
  const say = (words: string): void => column.paragraph(words, { size: SIZE.small, pitch: SMALL_PITCH });
  for (const [at, enclosure] of enclosures.entries()) {
    column.need(Number.POSITIVE_INFINITY);
    begin(enclosureHeading(enclosure, at));
    if (enclosure.kind === 'picture' && enclosure.content) {
      sheet.pdf.image(Buffer.from(enclosure.content), AREA.left, column.top + PADDING, { fit: [AREA.width, AREA_BOTTOM - column.top - PADDING], align: 'center' });
      continue;
    }
    const document = enclosure.kind === 'pdf' ? await readable(enclosure.content) : null;
    say(document ? `共 ${document.getPageCount()} 页，附后。` : '未能并入本文件（已加密、已损坏或者页数过多），请在系统中单独下载。');
    if (document) insertions.push({ after: pageNow(sheet), document });
  }
  return insertions;
}

/** The matter as one PDF, with its attachments behind it. */
export async function matterPdf(print: MatterPrint): Promise<Uint8Array> {
  const sheet = createSheet({ title: print.title, author: print.printedBy, date: print.printedOn });
  const column = createColumn(sheet);
  column.need(LINE);
  const style = { face: 'heavy', size: SIZE.title } as const;
  for (const line of balancedLines(print.title, AREA.width, sheet.measure(style))) {
    sheet.centred(line, column.top, style);
    column.skip(34);
  }
  if (print.subtitle) {
    sheet.centred(print.subtitle, column.top, { size: SIZE.small });
    column.skip(LINE);
  }
  drawFacts(sheet, column, print.facts);
  const headings = [...print.sections.map((one) => one.heading), ...(print.timeline?.length ? ['办理过程'] : []), ...(print.enclosures ?? []).map(enclosureHeading)];
  const places = print.contents ? reserveContents(sheet, column, headings) : [];
  const entries: Entry[] = [];
  const begin = (heading: string): void => {
    drawHeading(column, heading);
    entries.push({ heading, page: pageNow(sheet) });
  };
  for (const { heading, paragraphs } of print.sections) {
    begin(heading);
    for (const words of paragraphs.flatMap((paragraph) => paragraph.split(/\r?\n/)).filter((words) => words.trim())) {
      column.paragraph(words, { size: SIZE.body, pitch: LINE, indent: 2 * SIZE.body });
    }
  }
  if (print.timeline?.length) {
    begin('办理过程');
    drawTimeline(sheet, column, print.timeline);
  }
  const insertions = await drawEnclosures(sheet, column, print.enclosures ?? [], begin);
  drawContents(sheet, places, entries);
  drawFeet(sheet, print);
  return insertPages(await sheet.bytes(), insertions);
}
