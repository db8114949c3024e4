// 纸质签到表 as we print it: where everything stands on the sheet, what its four corner codes say, and how a photograph of it is read. The names are
// known; only whether somebody wrote into their box is looked for, so that no handwriting has to be recognised. Pure; runs in the browser.

/** Millimetres from the upper left corner of the frame that the four codes span. */
export const paperFrame = {
  width: 186, height: 262, code: 20, rows: 20, firstRow: 40, rowHeight: 10,
  /** The box to sign in, from left to right, and what its lines and a careless hand may take of it. */
  sign: { from: 112, to: 186, inset: 1.6 },
} as const;

export type Point = { readonly x: number; readonly y: number };
/** Clockwise from the upper left. */
export type Corner = 0 | 1 | 2 | 3;
export type PaperPage = { /** From 1. */ readonly page: number; /** When it was printed, seconds: whoever was invited later is not on it. */ readonly at: number; /** Of who is on it, in order; invitations are of one activity, so it tells activities apart, too. */ readonly check: string };

/** Middle of a corner's code. */
export function cornerAt(corner: Corner): Point {
  const { width, height, code } = paperFrame;
  return { x: corner === 1 || corner === 2 ? width - code / 2 : code / 2, y: corner >= 2 ? height - code / 2 : code / 2 };
}

/** At most twenty letters of the short kind, so that the code is of the coarsest sort (ISO/IEC 18004, version 1, alphanumeric) and read from afar. */
export const paperText = ({ page, at, check }: PaperPage, corner: Corner): string => `QD${corner}.${page}.${at.toString(36)}.${check}`.toUpperCase();

const corners = [0, 1, 2, 3] as const;
/** Null for a code that is none of ours. */
export function readPaperText(text: string): (PaperPage & { readonly corner: Corner }) | null {
  const [, which = '', page = '', at = '', check = ''] = /^QD([0-3])\.(\d{1,3})\.([0-9A-Z]{6,7})\.([0-9A-Z]{5})$/.exec(text) ?? [];
  const corner = corners.find((one) => String(one) === which);
  return corner === undefined ? null : { page: Number(page), at: Number.parseInt(at, 36), check, corner };
}

/** Seconds at which an identifier was made (UUIDv7, RFC 9562). */
const madeAt = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) / 1000;

function checkOf(ids: readonly string[]): string {
  let sum = 0x811c9dc5;
  for (const letter of ids.join(' ')) sum = Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return (sum % 36 ** 5).toString(36).toUpperCase().padStart(5, '0');
}

export type PaperRows<Row> = PaperPage & { readonly rows: readonly Row[] };

/**
 * The pages of an activity's list, in the order in which it is shown. Whoever is not invited any more keeps the place, so that a sheet that was
 * printed before is still read right.
 * @param at seconds: whoever was invited later is left out
 */
export function paperPages<Row extends { readonly id: string }>(all: readonly Row[], at: number): PaperRows<Row>[] {
  const rows = all.filter(({ id }) => madeAt(id) < at + 1);
  return Array.from({ length: Math.ceil(rows.length / paperFrame.rows) }, (_none, index) => {
    const own = rows.slice(index * paperFrame.rows, (index + 1) * paperFrame.rows);
    return { page: index + 1, at, check: checkOf(own.map(({ id }) => id)), rows: own };
  });
}

/** Maps the plane of `from` onto that of `to`, given four points of each: what a camera does to a flat sheet. Null when three of them lie in a line. */
export function projection(from: readonly Point[], to: readonly Point[]): ((point: Point) => Point) | null {
  const system = from.flatMap(({ x, y }, at) => {
    const { x: u, y: v } = to[at] ?? { x: 0, y: 0 };
    return [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]];
  });
  const solved = solve(system);
  if (solved === null) return null;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = solved;
  return ({ x, y }) => {
    const w = g * x + h * y + 1;
    return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
  };
}

/** Gauss with the largest pivot; the last column is the right side. */
function solve(system: number[][]): number[] | null {
  const size = system.length;
  for (let column = 0; column < size; column += 1) {
    const pivot = system.slice(column).toSorted((one, other) => Math.abs(other[column] ?? 0) - Math.abs(one[column] ?? 0))[0];
    const factor = pivot?.[column] ?? 0;
    if (pivot === undefined || Math.abs(factor) < 1e-9) return null;
    system.splice(system.indexOf(pivot), 1);
    system.splice(column, 0, pivot);
    for (const row of system) {
      if (row === pivot) continue;
      const share = (row[column] ?? 0) / factor;
      if (share !== 0) for (let at = column; at <= size; at += 1) row[at] = (row[at] ?? 0) - share * (pivot[at] ?? 0);
    }
  }
  return system.map((row, at) => (row[size] ?? 0) / (row[at] ?? 1));
}

/** Brightness, row by row, 0 to 255. */
export type Picture = { readonly width: number; readonly height: number; readonly luma: Uint8Array };
export type Signed = 'signed' | 'empty' | 'unclear';

/** Steps in which a box is looked at, millimetres. */
const STEP = 0.25;
/** Darker than this share of the paper around it is ink; a shadow darkens the paper, too. */
const INK = 0.72;
/** Shares of a box that a signature covers at least, and that dust covers at most. */
const SIGNED = 0.012;
const EMPTY = 0.003;

/** Where a row's box lies on the sheet. */
export function boxOf(row: number): { from: Point; to: Point } {
  const { firstRow, rowHeight, sign } = paperFrame;
  const top = firstRow + row * rowHeight;
  return { from: { x: sign.from + sign.inset, y: top + sign.inset }, to: { x: sign.to - sign.inset, y: top + rowHeight - sign.inset } };
}

/** Whether somebody wrote into a row's box. @param onto from the sheet to the picture */
export function signedIn({ width, height, luma }: Picture, onto: (point: Point) => Point, row: number): Signed {
  const { from, to } = boxOf(row);
  const seen: number[] = [];
  for (let y = from.y; y <= to.y; y += STEP) {
    for (let x = from.x; x <= to.x; x += STEP) {
      const at = onto({ x, y });
      const [column, line] = [Math.round(at.x), Math.round(at.y)];
      if (column < 0 || line < 0 || column >= width || line >= height) return 'unclear';
      seen.push(luma[line * width + column] ?? 255);
    }
  }
  const paper = seen.toSorted((one, other) => one - other)[Math.floor(seen.length * 0.8)] ?? 255;
  const ink = seen.filter((value) => value < paper * INK).length / seen.length;
  return ink >= SIGNED ? 'signed' : ink <= EMPTY ? 'empty' : 'unclear';
}
