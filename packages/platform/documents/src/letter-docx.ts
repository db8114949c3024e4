/**
 * An official letter as DOCX by GB/T 9704-2012, for organs that go on working on it in a word processor. Fonts are named
 * as such offices have them (方正小标宋简体, 仿宋_GB2312, 黑体, 楷体_GB2312). A signed letter bears the seal its organ keeps,
 * floating over signatory and date; one without says where to stamp.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  HorizontalPositionRelativeFrom,
  ImageRun,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  OverlapType,
  Packer,
  PageNumber,
  Paragraph,
  Tab,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  TextWrappingType,
  VerticalAlign,
  VerticalPositionRelativeFrom,
  WidthType,
} from 'docx';
import { formatDate } from '@smart/kernel/dates';
import { AREA, CHARACTER_PITCH, ISSUER_TOP, issuerSize, LINE, mm, PAGE, PAGE_NUMBER_GAP, RED_LINE_GAP, SEAL_DIAMETER, SIZE } from './geometry.ts';
import { FORM_NOTE, FORM_TITLE, formRows } from './opinion-form.ts';
import { copiesLine, DEMO_NOTE, type LetterParagraph, type OfficialLetter, paragraphsOf, printable } from './letter.ts';

const FONT = { title: '方正小标宋简体', body: '仿宋_GB2312', gothic: '黑体', kai: '楷体_GB2312', number: '宋体' } as const;
const RED = 'C8102E';

/** Points into twentieths, the unit of distances. */
const twips = (points: number) => Math.round(points * 20);
/** Points into halves, the unit of type sizes. */
const halves = (points: number) => Math.round(points * 2);

const exactly = (points: number) => ({ line: twips(points), lineRule: LineRuleType.EXACT });

function run(text: string, font: string = FONT.body, options: IRunOptions = {}): TextRun {
  return new TextRun({ text: printable(text), font: { ascii: font, hAnsi: font, eastAsia: font, cs: font }, size: halves(SIZE.body), characterSpacing: Math.round((CHARACTER_PITCH - SIZE.body) * 20), ...options });
}

function paragraph(children: readonly (TextRun | ImageRun)[], options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ spacing: exactly(LINE), ...options, children });
}

const blank = (count: number) => Array.from({ length: count }, () => paragraph([run('')]));

function head(letter: OfficialLetter): Paragraph[] {
  const size = issuerSize(letter.issuer);
  const number = letter.signer
    ? paragraph([run(letter.number), new TextRun({ children: [new Tab()] }), run('签发人：'), run(letter.signer, FONT.kai)], {
        indent: { left: twips(SIZE.body) },
        tabStops: [{ type: TabStopType.RIGHT, position: twips(AREA.width - SIZE.body) }],
      })
    : paragraph([run(letter.number)], { alignment: AlignmentType.CENTER });
  const redLine = new Paragraph({
    spacing: { ...exactly(1), before: twips(RED_LINE_GAP - (LINE - SIZE.body) / 2) },
    border: { top: { style: BorderStyle.SINGLE, color: RED, size: 12, space: 0 } },
    children: [],
  });
  return [
    // The mark takes one line of the 35 mm above the issuer's name.
    paragraph([run(letter.mark ?? '', FONT.gothic)], { alignment: AlignmentType.RIGHT }),
    paragraph([run(letter.issuer, FONT.title, { size: halves(size), color: RED })], {
      alignment: AlignmentType.CENTER,
      spacing: { ...exactly(size + 6), before: twips(ISSUER_TOP - LINE) },
    }),
    ...blank(2),
    number,
    redLine,
    ...blank(2),
    paragraph([run(letter.title, FONT.title, { size: halves(SIZE.title) })], { alignment: AlignmentType.CENTER, spacing: exactly(36), keepNext: true }),
    ...blank(1),
  ];
}

const LEVEL_FONT: Record<LetterParagraph['level'], string> = { 0: FONT.body, 1: FONT.gothic, 2: FONT.kai, 3: FONT.body, 4: FONT.body };

function body(letter: OfficialLetter): Paragraph[] {
  const indent = { firstLineChars: 200, firstLine: twips(2 * SIZE.body) };
  const attachments = letter.attachments ?? [];
  return [
    paragraph([run(`${letter.addressee}：`)]),
    ...paragraphsOf(letter).map(({ level, text }) =>
      paragraph([run(text, LEVEL_FONT[level])], { indent, alignment: AlignmentType.BOTH, keepNext: level === 1 || level === 2 }),
    ),
    ...(attachments.length > 0 ? blank(1) : []),
    ...attachments.map((name, at) => {
      const words = attachments.length === 1 ? name : `${at + 1}. ${name}`;
      const left = SIZE.body * (attachments.length === 1 ? 5 : 6);
      return paragraph([run(at === 0 ? `附件：${words}` : words)], { indent: { left: twips(left), hanging: twips(left - SIZE.body * (at === 0 ? 2 : 5)) } });
    }),
  ];
}

/** Width of text in 3号: Han characters are square, digits and letters half as wide. */
const widthOf = (text: string) => [...text].reduce((sum, character) => sum + (/[\u0020-\u007e]/.test(character) ? 0.5 : 1) * SIZE.body, 0);

/** Points into English metric units, in which pictures are placed. */
const emu = (points: number) => Math.round(points * 12_700);

/** The seal's centre lies a little above the middle between signatory and date. */
function sealRun(letter: OfficialLetter, fromRight: number): ImageRun[] {
  if (letter.seal === undefined || letter.seal === 'stamp_here') return [];
  const side = Math.round((SEAL_DIAMETER * 96) / 72);
  return [
    new ImageRun({
      type: 'png',
      data: Buffer.from(letter.seal.png),
      transformation: { width: side, height: side },
      altText: { name: '印章', title: '印章', description: '印章' },
      floating: {
        horizontalPosition: { relative: HorizontalPositionRelativeFrom.MARGIN, offset: emu(AREA.width - fromRight - SEAL_DIAMETER / 2) },
        verticalPosition: { relative: VerticalPositionRelativeFrom.PARAGRAPH, offset: emu(LINE - SEAL_DIAMETER / 2 - 4) },
        wrap: { type: TextWrappingType.NONE },
        allowOverlap: true,
        behindDocument: true,
      },
    }),
  ];
}

/** Signing organ centred over the date, which ends four characters before the edge; a longer organ's name ends at two. */
function signature(letter: OfficialLetter): Paragraph[] {
  const date = formatDate(letter.date);
  const [dateWidth, organWidth] = [widthOf(date), widthOf(letter.signatory)];
  const centre = Math.max(4 * SIZE.body + dateWidth / 2, 2 * SIZE.body + organWidth / 2);
  // The box is two characters wider than its text, so that another font does not break the line.
  const half = Math.max(dateWidth, organWidth) / 2 + SIZE.body;
  const options = {
    alignment: AlignmentType.CENTER,
    keepNext: true,
    indent: { left: twips(Math.max(0, AREA.width - centre - half)), right: twips(Math.max(0, centre - half)) },
  } as const;
  return [
    paragraph([run('')], { keepNext: true }),
    paragraph([run('')], { keepNext: true }),
    paragraph([...sealRun(letter, centre), run(letter.signatory)], options),
    paragraph([run(date)], { ...options, keepNext: letter.contact !== undefined }),
    ...(letter.seal === 'stamp_here' ? [paragraph([run('（盖章处）', FONT.body, { color: '808080', size: halves(10.5) })], options)] : []),
    ...(letter.contact ? [paragraph([run(`（${letter.contact}）`)], { indent: { firstLine: twips(2 * SIZE.body) } })] : []),
  ];
}

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const OUTER = { style: BorderStyle.SINGLE, size: 8, color: '000000' } as const;
const INNER = { style: BorderStyle.SINGLE, size: 6, color: '000000' } as const;
const IMPRINT_PITCH = 24;

/** [版记] a table of one column that floats at the foot of the type area of the last page. */
function imprint(letter: OfficialLetter): (Table | Paragraph)[] {
  const copies = copiesLine(letter);
  const small = (text: string) => run(text, FONT.body, { size: halves(SIZE.small), characterSpacing: 0 });
  const edge = { left: twips(SIZE.small), right: twips(SIZE.small) };
  const width = AREA.width - 2 * SIZE.small;
  const rows: Paragraph[] = [];
  let lines = 0;
  if (copies) {
    const hanging = 3 * SIZE.small;
    rows.push(
      paragraph([small(copies)], { indent: { left: edge.left + twips(hanging), right: edge.right, hanging: twips(hanging) }, spacing: exactly(IMPRINT_PITCH), keepNext: true }),
    );
    lines += Math.ceil((widthOf(copies) * SIZE.small) / SIZE.body / (width - hanging));
  }
  if (letter.printedBy) {
    rows.push(
      paragraph([small(letter.printedBy), new TextRun({ children: [new Tab()] }), small(`${formatDate(letter.printedOn ?? letter.date)}印发`)], {
        indent: edge,
        tabStops: [{ type: TabStopType.RIGHT, position: twips(AREA.width - SIZE.small) }],
        spacing: exactly(IMPRINT_PITCH),
        keepNext: true,
      }),
    );
    lines += 1;
  }
  if (rows.length === 0) return [];
  const table = new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(AREA.width), type: WidthType.DXA },
    columnWidths: [twips(AREA.width)],
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      verticalAnchor: TableAnchorType.MARGIN,
      // By measure and not by "bottom", which not every word processor follows.
      absoluteVerticalPosition: twips(AREA.height - lines * IMPRINT_PITCH),
      overlap: OverlapType.NEVER,
    },
    borders: { top: OUTER, bottom: OUTER, left: NO_LINE, right: NO_LINE, insideHorizontal: INNER, insideVertical: NO_LINE },
    rows: rows.map((row) => new TableRow({ cantSplit: true, children: [new TableCell({ margins: { left: 0, right: 0 }, children: [row] })] })),
  });
  // A floating table belongs to the page of the paragraph behind it; this one takes no room.
  return [table, new Paragraph({ spacing: exactly(1), children: [] })];
}

const LABEL_WIDTH = 84;

/** [征询意见表] a page of its own behind the letter. */
function opinionForm({ form }: OfficialLetter): (Paragraph | Table)[] {
  if (!form) return [];
  const cell = (words: string, width: number, centred: boolean, free = 0) =>
    new TableCell({
      width: { size: twips(width), type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 60, bottom: 60, left: 160, right: 160 },
      children: [
        paragraph([run(words, FONT.body, { size: halves(SIZE.small), characterSpacing: 0 })], { spacing: exactly(IMPRINT_PITCH), alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT }),
        ...Array.from({ length: Math.max(0, free - 1) }, () => paragraph([run('')], { spacing: exactly(IMPRINT_PITCH) })),
      ],
    });
  const rows = formRows(form).map(({ label, words, free }) => new TableRow({ cantSplit: true, children: [cell(label, LABEL_WIDTH, true), cell(words, AREA.width - LABEL_WIDTH, false, free)] }));
  return [
    paragraph([run('附：', FONT.gothic)], { pageBreakBefore: true }),
    paragraph([run(FORM_TITLE, FONT.title, { size: halves(SIZE.title) })], { alignment: AlignmentType.CENTER, spacing: { ...exactly(36), after: 160 } }),
    new Table({ layout: TableLayoutType.FIXED, width: { size: twips(AREA.width), type: WidthType.DXA }, columnWidths: [twips(LABEL_WIDTH), twips(AREA.width - LABEL_WIDTH)], rows }),
    paragraph([run(FORM_NOTE, FONT.body, { size: halves(12), characterSpacing: 0 })], { spacing: { ...exactly(18), before: 120 } }),
  ];
}

/** Page number "— 1 —", one character from the outer edge. */
function footer(alignment: 'left' | 'right'): Footer {
  const number = new TextRun({
    children: ['— ', PageNumber.CURRENT, ' —'],
    font: { ascii: FONT.number, hAnsi: FONT.number, eastAsia: FONT.number },
    size: halves(SIZE.small),
  });
  return new Footer({ children: [new Paragraph({ alignment, indent: { left: twips(SIZE.small), right: twips(SIZE.small) }, children: [number] })] });
}

function header(letter: OfficialLetter): Header {
  const note = letter.demo ? [run(DEMO_NOTE, FONT.gothic, { size: halves(10.5), color: '666666' })] : [];
  return new Header({ children: [new Paragraph({ children: note })] });
}

/** The letter as DOCX (Office Open XML). */
export async function letterDocx(letter: OfficialLetter): Promise<Uint8Array> {
  const below = PAGE.height - AREA.top - AREA.height;
  const document = new Document({
    title: printable(letter.title),
    creator: printable(letter.signatory),
    lastModifiedBy: printable(letter.signatory),
    description: printable(letter.number),
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { size: halves(SIZE.body), font: { ascii: FONT.body, hAnsi: FONT.body, eastAsia: FONT.body, cs: FONT.body }, language: { value: 'zh-CN', eastAsia: 'zh-CN' } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(PAGE.width), height: twips(PAGE.height) },
            margin: {
              top: twips(AREA.top),
              bottom: twips(below),
              left: twips(AREA.left),
              right: twips(PAGE.width - AREA.left - AREA.width),
              header: twips(AREA.top - mm(12)),
              footer: twips(below - PAGE_NUMBER_GAP - SIZE.small),
            },
          },
          // 22 lines; that 28 characters go into one is done by the characters' own spacing, which all word processors read alike.
          grid: { type: DocumentGridType.LINES, linePitch: twips(LINE) },
        },
        headers: { default: header(letter), even: header(letter) },
        footers: { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) },
        children: [...head(letter), ...body(letter), ...signature(letter), ...imprint(letter), ...opinionForm(letter)],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}
