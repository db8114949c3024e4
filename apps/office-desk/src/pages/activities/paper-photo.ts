// Reads a photograph of a signed sheet in the browser: it is not sent anywhere for that. Loaded when there is a photograph.
import { boxOf, cornerAt, type Corner, type PaperPage, type Picture, type Point, projection, readPaperText, type Signed, signedIn } from '@smart/duty/activities/paper';
import decodeQr from 'qr/decode.js';

/** Longest side in which a photograph is looked at: a field of a corner's code still has some points. */
const LONGEST = 2600;
/** Codes are looked for in windows of this share of the sides, one in each corner and then in between. */
const WINDOWS = [0.55, 0.4] as const;
/** Milliseconds for one window. */
const PATIENCE = 150;
/** Pixels of the shown box, a millimetre. */
const SHOWN = 3;

export type ReadPaper = { readonly page: PaperPage; readonly row: (index: number) => { readonly signed: Signed; /** What was seen, as it is shown. */ readonly shown: string } };
export type PaperProblem = 'no-picture' | 'no-codes';

async function pixelsOf(file: Blob): Promise<ImageData | null> {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) return null;
  const scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  const context = new OffscreenCanvas(width, height).getContext('2d');
  context?.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return context?.getImageData(0, 0, width, height) ?? null;
}

function lumaOf({ width, height, data }: ImageData): Picture {
  const luma = new Uint8Array(width * height);
  for (let at = 0; at < luma.length; at += 1) luma[at] = ((data[at * 4] ?? 0) * 77 + (data[at * 4 + 1] ?? 0) * 150 + (data[at * 4 + 2] ?? 0) * 29) >> 8;
  return { width, height, luma };
}

type Window = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
function windowsOf({ width, height }: Picture): Window[] {
  return WINDOWS.flatMap((share) => {
    const steps = share > 0.5 ? [0, 1] : [0, 0.5, 1];
    return steps.flatMap((down) => steps.map((across): Window => ({ x: Math.round(across * (1 - share) * width), y: Math.round(down * (1 - share) * height), width: Math.floor(share * width), height: Math.floor(share * height) })));
  });
}

/** Where the lines between opposite corners meet: the middle of a square, however it was held. */
function middleOf([a, b, c, d]: readonly [Point, Point, Point, Point]): Point {
  const [rx, ry, sx, sy] = [c.x - a.x, c.y - a.y, d.x - b.x, d.y - b.y];
  const share = ((b.x - a.x) * sy - (b.y - a.y) * sx) / (rx * sy - ry * sx);
  return { x: a.x + share * rx, y: a.y + share * ry };
}

type Found = PaperPage & { readonly corner: Corner; readonly middle: Point };
function codeIn({ width, luma }: Picture, { x, y, width: wide, height: high }: Window): Found | null {
  const data = new Uint8Array(wide * high * 3);
  for (let line = 0; line < high; line += 1) {
    for (let column = 0; column < wide; column += 1) data.fill(luma[(y + line) * width + x + column] ?? 255, (line * wide + column) * 3, (line * wide + column) * 3 + 3);
  }
  let middle: Point | null = null;
  try {
    const read = readPaperText(decodeQr({ width: wide, height: high, data }, { timeLimit: PATIENCE, pointsOnDetect: ({ bounds }) => (middle = middleOf(bounds)) }));
    const { x: left, y: top }: Point = middle ?? { x: 0, y: 0 };
    return read === null || middle === null ? null : { ...read, middle: { x: left + x, y: top + y } };
  } catch {
    // No code in this part of the photograph.
    return null;
  }
}

/** The part of the photograph in which a row's box lies, straightened. */
function boxShown({ width, luma }: Picture, onto: (point: Point) => Point, row: number): string {
  const { from, to } = boxOf(row);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((to.x - from.x) * SHOWN);
  canvas.height = Math.round((to.y - from.y) * SHOWN);
  const context = canvas.getContext('2d');
  if (context === null) return '';
  const image = context.createImageData(canvas.width, canvas.height);
  for (let y = 0; y < canvas.height; y += 1) {
    for (let x = 0; x < canvas.width; x += 1) {
      const at = onto({ x: from.x + x / SHOWN, y: from.y + y / SHOWN });
      const value = luma[Math.round(at.y) * width + Math.round(at.x)] ?? 255;
      image.data.set([value, value, value, 255], (y * canvas.width + x) * 4);
    }
  }
  context.putImageData(image, 0, 0);
  return canvas.toDataURL('image/webp', 0.7);
}

const corners = [0, 1, 2, 3] as const satisfies readonly Corner[];

/** Reads one sheet of ours; says why when it cannot. */
export async function readPaper(file: Blob): Promise<ReadPaper | PaperProblem> {
  const pixels = await pixelsOf(file);
  if (pixels === null) return 'no-picture';
  const picture = lumaOf(pixels);
  const found = new Map<Corner, Found>();
  for (const part of windowsOf(picture)) {
    if (found.size === corners.length) break;
    const code = codeIn(picture, part);
    if (code) found.set(code.corner, code);
    // The page stays alive between two windows.
    await new Promise((next) => setTimeout(next));
  }
  const [first] = found.values();
  const seen = corners.flatMap((corner) => found.get(corner)?.middle ?? []);
  const onto = seen.length === corners.length ? projection(corners.map(cornerAt), seen) : null;
  if (first === undefined || onto === null || [...found.values()].some(({ page, check }) => page !== first.page || check !== first.check)) return 'no-codes';
  const { page, at, check } = first;
  return { page: { page, at, check }, row: (index) => ({ signed: signedIn(picture, onto, index), shown: boxShown(picture, onto, index) }) };
}
