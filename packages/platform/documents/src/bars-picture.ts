/** Bars with their values as a picture, for documents: drawn as SVG, made a PNG with our own font, so that any server draws the same. */
import { createRequire } from 'node:module';
import { Resvg } from '@resvg/resvg-js';
import { printable } from './letter.ts';

const fontFile = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
const WIDTH = 900;
const LABEL = 250;
const VALUE = 110;
const ROW = 40;
const SIZE = 22;

export type Bar = { readonly label: string; readonly value: number };
export type Picture = { readonly png: Uint8Array; readonly width: number; readonly height: number };

const escaped = (text: string): string => printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** A label is cut where it would run out of its column. */
const fitting = (text: string): string => ([...text].length > LABEL / SIZE ? `${[...text].slice(0, Math.floor(LABEL / SIZE) - 1).join('')}…` : text);

/** @param unit put behind each value */
export function barsPicture(bars: readonly Bar[], unit: string): Picture {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  const height = bars.length * ROW + 16;
  const rows = bars.map(({ label, value }, at) => {
    const top = 8 + at * ROW;
    const length = Math.round((value / most) * (WIDTH - LABEL - VALUE));
    const middle = top + ROW / 2 + SIZE * 0.36;
    return `<text x="${LABEL - 14}" y="${middle}" text-anchor="end">${escaped(fitting(label))}</text><rect x="${LABEL}" y="${top + 8}" width="${Math.max(length, 2)}" height="${ROW - 16}" fill="#1f5fa8"/><text x="${LABEL + length + 10}" y="${middle}">${value} ${escaped(unit)}</text>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="Noto Sans SC" font-size="${SIZE}" fill="#1c2026"><rect width="${WIDTH}" height="${height}" fill="#fff"/><line x1="${LABEL}" y1="4" x2="${LABEL}" y2="${height - 4}" stroke="#848b97"/>${rows.join('')}</svg>`;
  const image = new Resvg(svg, { fitTo: { mode: 'zoom', value: 2 }, font: { fontFiles: [fontFile], loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' } }).render();
  return { png: image.asPng(), width: WIDTH, height };
}
