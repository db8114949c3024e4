/** A report as DOCX: title, sections with text, tables and bars; type by GB/T 9704 (方正小标宋 title, 黑体 headings, 仿宋 text). */
import { AlignmentType, BorderStyle, Document, Footer, ImageRun, LineRuleType, Packer, PageNumber, Paragraph, Table, TableCell, TableLayoutType, TableRow, TextRun, VerticalAlign, WidthType } from 'docx';
import { type DateString, formatDate } from '@smart/kernel/dates';
import { type Bar, barsPicture } from './bars-picture.ts';
import { AREA, LINE, PAGE, SIZE } from './geometry.ts';
import { DEMO_NOTE, printable } from './letter.ts';

export type ReportTable = { readonly caption: string; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly bars: readonly Bar[] | null };
export type Report = {
  readonly title: string;
  /** Who reports. */
  readonly issuer: string;
  /** Day of the figures. */
  readonly asOf: DateString;
  readonly source: string;
  readonly sections: readonly { readonly heading: string; readonly text: string; readonly tables: readonly ReportTable[] }[];
  readonly demo?: boolean | undefined;
};

const FONT = { title: '方正小标宋简体', body: '仿宋_GB2312', gothic: '黑体' } as const;
const twips = (points: number) => Math.round(points * 20);

type Style = { font?: string; size?: number };
const run = (text: string, { font = FONT.body, size = SIZE.body }: Style = {}) => new TextRun({ text: printable(text), font: { ascii: font, hAnsi: font, eastAsia: font, cs: font }, size: size * 2 });
const exactly = { line: twips(LINE), lineRule: LineRuleType.EXACT } as const;
const centred = (text: string, style: Style, keepNext = true) => new Paragraph({ alignment: AlignmentType.CENTER, keepNext, spacing: { before: style.size === 10 ? 0 : 120, after: 60 }, children: [run(text, style)] });

const textOf = (text: string): Paragraph[] =>
  text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean).map((line) => new Paragraph({ alignment: AlignmentType.BOTH, spacing: exactly, indent: { firstLine: twips(2 * SIZE.body) }, children: [run(line)] }));

/** The first column is as wide as three others: it names things. */
function widthsOf(columns: number): number[] {
  const part = AREA.width / (columns + 2);
  return Array.from({ length: columns }, (_none, at) => twips(at === 0 ? part * 3 : part));
}

function tableOf({ head, rows }: ReportTable): Table {
  const widths = widthsOf(head.length);
  const line = { style: BorderStyle.SINGLE, size: 4, color: '848B97' } as const;
  const rowOf = (cells: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead, cantSplit: true,
      children: cells.map((cell, at) => new TableCell({
        width: { size: widths[at] ?? 0, type: WidthType.DXA }, verticalAlign: VerticalAlign.CENTER, margins: { top: 40, bottom: 40, left: 80, right: 80 }, ...(isHead ? { shading: { fill: 'EEF0F3' } } : {}),
        children: [new Paragraph({ alignment: at === 0 ? AlignmentType.LEFT : AlignmentType.CENTER, children: [run(cell, { font: isHead ? FONT.gothic : FONT.body, size: 11 })] })],
      })),
    });
  return new Table({
    width: { size: twips(AREA.width), type: WidthType.DXA }, columnWidths: widths, layout: TableLayoutType.FIXED, borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: [rowOf(head, true), ...rows.map((row) => rowOf(row, false))],
  });
}

function pictureOf({ caption, bars }: ReportTable): Paragraph[] {
  if (bars === null || bars.length === 0) return [];
  const { png, width, height } = barsPicture(bars, '件');
  const across = Math.round((AREA.width * 96) / 72);
  return [new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 120 }, children: [new ImageRun({ type: 'png', data: png, transformation: { width: across, height: Math.round((height / width) * across) }, altText: { name: caption, title: caption, description: `${caption}：${bars.map((bar) => `${bar.label} ${bar.value} 件`).join('，')}` } })] })];
}

/** The year begins a line of its own: a number is not broken between two. */
const titleRuns = (title: string): TextRun[] =>
  title.split(/(?=\d{4}年度)/).map((line, at) => new TextRun({ text: printable(line), break: at === 0 ? 0 : 1, font: { ascii: FONT.title, hAnsi: FONT.title, eastAsia: FONT.title, cs: FONT.title }, size: SIZE.title * 2 }));

/** The report as one DOCX. Tables and figures are numbered through. */
export async function reportDocx(report: Report): Promise<Uint8Array> {
  let numbered = 0;
  const source = `${formatDate(report.asOf)}，来源：${report.source}`;
  const sections = report.sections.flatMap(({ heading, text, tables }) => [
    new Paragraph({ keepNext: true, spacing: { ...exactly, before: 120 }, indent: { firstLine: twips(2 * SIZE.body) }, children: [run(heading, { font: FONT.gothic })] }),
    ...textOf(text),
    ...tables.flatMap((table) => [
      centred(`表${++numbered}　${table.caption}`, { font: FONT.gothic, size: 12 }), centred(`（截至${source}）`, { size: 10 }), tableOf(table), ...pictureOf(table),
    ]),
  ]);
  const footer = new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: SIZE.small * 2, font: '宋体' })] })] });
  const document = new Document({
    title: printable(report.title), creator: printable(report.issuer), styles: { default: { document: { run: { language: { value: 'zh-CN', eastAsia: 'zh-CN' } } } } },
    sections: [{
      properties: { page: { size: { width: twips(PAGE.width), height: twips(PAGE.height) }, margin: { top: twips(AREA.top), bottom: twips(PAGE.height - AREA.top - AREA.height), left: twips(AREA.left), right: twips(PAGE.width - AREA.left - AREA.width) } } },
      footers: { default: footer },
      children: [
        ...(report.demo ? [new Paragraph({ children: [run(DEMO_NOTE, { font: FONT.gothic, size: 10.5 })] })] : []),
        new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 240, after: 120, line: twips(36), lineRule: LineRuleType.EXACT }, children: titleRuns(report.title) }),
        centred(`${report.issuer}　${formatDate(report.asOf)}`, { size: SIZE.small }),
        ...sections,
      ],
    }],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}
