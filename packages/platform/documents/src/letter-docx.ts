/**
 * An official letter as DOCX by GB/T 9704-2012, for organs that go on working on it in a word processor. Fonts are named
 * as such offices have them (方正小标宋简体, 仿宋_GB2312, 黑体, 楷体_GB2312). It bears no seal: a seal belongs on what
 * nobody edits any more.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  Header,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  OverlapType,
  Packer,
  PageNumber,
  Paragraph,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  Tab,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx';
import { formatDate } from '@smart/kernel/dates';
import { AREA, CHARACTER_PITCH, ISSUER_TOP, issuerSize, LINE, mm, PAGE, PAGE_NUMBER_GAP, RED_LINE_GAP, SIZE } from './geometry.ts';
import { copiesLine, DEMO_NOTE, type LetterParagraph, type OfficialLetter, paragraphsOf } from './letter.ts';

const FONT = { title: '方正小标宋简体', body: '仿宋_GB2312', gothic: '黑体', kai: '楷体_GB2312', number: '宋体' } as const;
const RED = 'C8102E';

/** Points into twentieths, the unit of distances. */
const twips = (points: number) => Math.round(points * 20);
/** Points into halves, the unit of type sizes. */
const halves = (points: number) => Math.round(points * 2);

const exactly = (points: number) => ({ line: twips(points), lineRule: LineRuleType.EXACT });

function run(text: string, font: string = FONT.body, options: IRunOptions = {}): TextRun {
  return new TextRun({ text, font: { ascii: font, hAnsi: font, eastAsia: font, cs: font }, size: halves(SIZE.body), ...options });
}

function paragraph(children: readonly TextRun[], options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({ spacing: exactly(LINE), ...options, children });
}

const blank = (count: number) => Array.from({ length: count }, () => paragraph([run('')]));

function head(letter: OfficialLetter): Paragraph[] {
  const size = issuerSize(letter.issuer);
  const number = letter.signer
    ? paragraph([run(letter.number), new TextRun({ children: [new Tab()] }), run('签发人：'), run(letter.signer, FONT.kai)], {
        indent: { left: twips(SIZE.body), right: twips(SIZE.body) },
        tabStops: [{ type: TabStopType.RIGHT, position: twips(AREA.width - SIZE.body) }],
        border: { bottom: { style: BorderStyle.SINGLE, color: RED, size: 12, space: Math.round(RED_LINE_GAP) } },
      })
    : paragraph([run(letter.number)], {
        alignment: AlignmentType.CENTER,
        border: { bottom: { style: BorderStyle.SINGLE, color: RED, size: 12, space: Math.round(RED_LINE_GAP) } },
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

/** Signing organ centred over the date, which ends four characters before the edge. */
function signature(letter: OfficialLetter): Paragraph[] {
  const date = formatDate(letter.date);
  const width = Math.max([...letter.signatory].length * SIZE.body, date.length * SIZE.body * 0.7);
  const longer = [...letter.signatory].length * SIZE.body > date.length * SIZE.body * 0.7 + 4 * SIZE.body;
  const right = longer ? 2 * SIZE.body : 4 * SIZE.body - (width - date.length * SIZE.body * 0.7) / 2;
  const options = {
    alignment: AlignmentType.CENTER,
    keepNext: true,
    indent: { left: twips(Math.max(0, AREA.width - right - width)), right: twips(Math.max(0, right)) },
  } as const;
  return [
    paragraph([run('')], { keepNext: true }),
    paragraph([run('')], { keepNext: true }),
    paragraph([run(letter.signatory)], options),
    paragraph([run(date)], { ...options, keepNext: letter.contact !== undefined }),
    ...(letter.contact ? [paragraph([run(`（${letter.contact}）`)], { indent: { firstLine: twips(2 * SIZE.body) } })] : []),
  ];
}

const NO_LINE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const OUTER = { style: BorderStyle.SINGLE, size: 8, color: '000000' } as const;
const INNER = { style: BorderStyle.SINGLE, size: 6, color: '000000' } as const;

/** [版记] a table of one column that floats at the foot of the last page. */
function imprint(letter: OfficialLetter): Table | undefined {
  const copies = copiesLine(letter);
  const small = (text: string) => run(text, FONT.body, { size: halves(SIZE.small) });
  const edge = { left: twips(SIZE.small), right: twips(SIZE.small) };
  const rows: Paragraph[] = [];
  if (copies) {
    rows.push(paragraph([small(copies)], { indent: { left: twips(SIZE.small * 4), right: edge.right, hanging: twips(SIZE.small * 3) }, spacing: exactly(24) }));
  }
  if (letter.printedBy) {
    const tab = new TextRun({ children: [new Tab()] });
    rows.push(
      paragraph([small(letter.printedBy), tab, small(`${formatDate(letter.printedOn ?? letter.date)}印发`)], {
        indent: edge,
        tabStops: [{ type: TabStopType.RIGHT, position: twips(AREA.width - SIZE.small) }],
        spacing: exactly(24),
      }),
    );
  }
  if (rows.length === 0) return undefined;
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: twips(AREA.width), type: WidthType.DXA },
    columnWidths: [twips(AREA.width)],
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      overlap: OverlapType.NEVER,
    },
    borders: { top: OUTER, bottom: OUTER, left: NO_LINE, right: NO_LINE, insideHorizontal: INNER, insideVertical: NO_LINE },
    rows: rows.map((row) => new TableRow({ cantSplit: true, children: [new TableCell({ margins: { left: 0, right: 0 }, children: [row] })] })),
  });
}

/** A floating table is anchored to the paragraph behind it; this one takes no room. */
const anchor = () => new Paragraph({ spacing: exactly(1), children: [] });

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
  const foot = imprint(letter);
  const document = new Document({
    title: letter.title,
    creator: letter.signatory,
    lastModifiedBy: letter.signatory,
    description: letter.number,
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
          // 22 lines of 28 characters; the space of characters is counted in 1/4096 pt.
          grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch: twips(LINE), charSpace: Math.round((CHARACTER_PITCH - SIZE.body) * 4096) },
        },
        headers: { default: header(letter), even: header(letter) },
        footers: { default: footer(AlignmentType.RIGHT), even: footer(AlignmentType.LEFT) },
        children: [...head(letter), ...body(letter), ...signature(letter), ...(foot ? [foot, anchor()] : [])],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}
