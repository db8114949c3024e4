/**
 * A PDF sheet on which text is set by baseline and box, with our fonts. The fonts are Noto Serif SC (for 宋体, 仿宋 and
 * 小标宋, whose own fonts may not be distributed) and Noto Sans SC (for 黑体); only the glyphs used are embedded.
 */
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { startOfDayShanghai, type DateString } from '@smart/kernel/dates';
import { AREA, CHARACTER_PITCH, PAGE, SIZE } from './geometry.ts';
import { printable } from './letter.ts';
import type { Line, Measure } from './lines.ts';

const font = (path: string) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/${path}`));

const FONTS = {
  body: () => font('noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
  /** For 小标宋 and seals. */
  heavy: () => font('noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'),
  /** For 黑体. */
  gothic: () => font('noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'),
} as const;

export type Face = keyof typeof FONTS;

/** Part of the em above the baseline for a Han character. */
const HAN_ASCENT = 0.88;

export const RED = '#c8102e';
export const BLACK = '#000000';
export const GREY = '#666666';

export type TextStyle = { face?: Face; size?: number; colour?: string };

export type Sheet = ReturnType<typeof createSheet>;

/** What a viewer and an archive read about the document. */
export type DocumentInfo = { title: string; author: string; date: DateString };

/** Starts a document without a page; coordinates are points from the upper left corner of A4. */
export function createSheet({ title, author, date }: DocumentInfo) {
  const created = startOfDayShanghai(date);
  const pdf = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Author: author, CreationDate: created, ModDate: created },
  });
  const loaded = new Set<Face>();

  function use({ face = 'body', size = SIZE.body, colour = BLACK }: TextStyle): void {
    if (!loaded.has(face)) {
      pdf.registerFont(face, FONTS[face]());
      loaded.add(face);
    }
    pdf.font(face).fontSize(size).fillColor(colour);
  }

  /** Extra space after each character so that body text falls on the standard's grid. */
  const gridSpacing = (size: number) => (size === SIZE.body ? CHARACTER_PITCH - SIZE.body : 0);

  const widths = new Map<string, number>();
  /** A measure for `lines.ts`. */
  function measure(style: TextStyle = {}): Measure {
    const size = style.size ?? SIZE.body;
    return (text) => {
      const key = `${style.face ?? 'body'}:${size}:${text}`;
      let width = widths.get(key);
      if (width === undefined) {
        use(style);
        width = pdf.widthOfString(text) + [...text].length * gridSpacing(size);
        widths.set(key, width);
      }
      return width;
    };
  }

  /** Sets one line; `x` is its left edge, `top` the upper edge of its characters. `stretch` spreads it to that width. */
  function text(given: string, x: number, top: number, style: TextStyle = {}, stretch?: number): void {
    const words = printable(given);
    if (words === '') return;
    use(style);
    const size = style.size ?? SIZE.body;
    const count = [...words].length;
    const characterSpacing = stretch !== undefined && count > 1 ? (stretch - pdf.widthOfString(words)) / (count - 1) : gridSpacing(size);
    pdf.text(words, x, top + size * HAN_ASCENT, { lineBreak: false, baseline: 'alphabetic', characterSpacing });
  }

  return {
    pdf,
    measure,
    text,

    /** Sets a line of `breakLines` in a column that begins at `x`; the line's box is `pitch` high. */
    line(line: Line, x: number, top: number, width: number, pitch: number, style: TextStyle = {}): void {
      const size = style.size ?? SIZE.body;
      text(line.text, x + line.indent, top + (pitch - size) / 2, style, line.full ? width - line.indent : undefined);
    },

    centred(words: string, top: number, style: TextStyle = {}, centre = AREA.left + AREA.width / 2): void {
      text(words, centre - measure(style)(words) / 2, top, style);
    },

    right(words: string, x: number, top: number, style: TextStyle = {}): void {
      text(words, x - measure(style)(words), top, style);
    },

    rule(x: number, y: number, width: number, thickness: number, colour = BLACK): void {
      pdf.moveTo(x, y).lineTo(x + width, y).lineWidth(thickness).strokeColor(colour).stroke();
    },

    /** Words in light grey across the page. */
    watermark(words: string): void {
      use({ face: 'gothic', size: 40, colour: GREY });
      const width = pdf.widthOfString(words);
      pdf.save().fillOpacity(0.12).translate(PAGE.width / 2, PAGE.height / 2).rotate(-35);
      pdf.text(words, -width / 2, 0, { lineBreak: false, baseline: 'middle' });
      pdf.restore();
    },

    /** Closes the document and gives its bytes. */
    async bytes(): Promise<Uint8Array> {
      const chunks: Uint8Array[] = [];
      const done = new Promise<void>((resolve, reject) => {
        pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        pdf.once('end', resolve);
        pdf.once('error', reject);
      });
      pdf.end();
      await done;
      return new Uint8Array(Buffer.concat(chunks));
    },
  };
}
