import { newId } from '@smart/kernel/ids';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { boxOf, cornerAt, type Corner, paperFrame, paperPages, paperText, type Picture, type Point, projection, readPaperText, signedIn } from './paper.ts';

const corners = [0, 1, 2, 3] as const satisfies readonly Corner[];
const now = Math.floor(Date.now() / 1000);

it('a corner’s code says which activity, page and list it is of, and nothing that is none of ours is taken', () => {
  const [page] = paperPages([{ id: newId() }], now);
  if (!page) throw new Error('no page');
  const { rows: _, ...told } = page;
  for (const corner of corners) expect(readPaperText(paperText(page, corner))).toEqual({ ...told, corner });
  expect(paperText(page, 2)).toMatch(/^[0-9A-Z.]{18,20}$/);
  for (const other of ['', 'https://example.cn/s/ABC', 'QD1.1.1.1', `${paperText(page, 1)}9`]) expect(readPaperText(other)).toBeNull();
});

it('whoever is invited after the printing is on no sheet of then; who is struck out keeps the place', () => {
  const rows = Array.from({ length: 21 }, () => ({ id: newId() }));
  const printed = paperPages(rows, now);
  expect(printed.map(({ rows: own }) => own.length)).toEqual([20, 1]);
  const later = { id: `${(now * 1000 + 60_000).toString(16).padStart(12, '0').replace(/^(.{8})/, '$1-')}-7000-8000-000000000000` };
  expect(paperPages([...rows, later], now)).toEqual(printed);
  expect(paperPages([...rows, later], now + 120).at(-1)?.rows).toHaveLength(2);
  expect(paperPages(rows.slice(1), now)[0]?.check).not.toBe(printed[0]?.check);
});

it('what a camera does to a flat sheet is undone from four points, however it was held', () => {
  const near = (spread: number) => fc.double({ min: -spread, max: spread, noNaN: true });
  fc.assert(fc.property(fc.array(fc.tuple(near(60), near(60)), { minLength: 4, maxLength: 4 }), (moved) => {
    const seen = corners.map((corner, at): Point => ({ x: cornerAt(corner).x * 5 + 100 + (moved[at]?.[0] ?? 0), y: cornerAt(corner).y * 5 + 100 + (moved[at]?.[1] ?? 0) }));
    const [onto, back] = [projection(corners.map(cornerAt), seen), projection(seen, corners.map(cornerAt))];
    for (const row of [0, 7, 19]) {
      const { from } = boxOf(row);
      const there = onto?.(from);
      const again = there && back?.(there);
      expect(again?.x).toBeCloseTo(from.x, 4);
      expect(again?.y).toBeCloseTo(from.y, 4);
    }
  }));
  expect(projection(corners.map(cornerAt), corners.map((at) => ({ x: at, y: at })))).toBeNull();
});

it('a box is signed, empty or unclear; the lines around it, a shadow over it and a speck are no signature', () => {
  const scale = 6;
  const [width, height] = [paperFrame.width * scale, paperFrame.height * scale];
  const luma = new Uint8Array(width * height).fill(235);
  const paint = (x: number, y: number, w: number, h: number, change: (value: number) => number): void => {
    for (let line = Math.round(y * scale); line < Math.round((y + h) * scale); line += 1) for (let column = Math.round(x * scale); column < Math.round((x + w) * scale); column += 1) luma[line * width + column] = change(luma[line * width + column] ?? 0);
  };
  const { sign, firstRow, rowHeight } = paperFrame;
  for (let row = 0; row <= paperFrame.rows; row += 1) paint(sign.from, firstRow + row * rowHeight, sign.to - sign.from, 0.3, () => 60);
  paint(sign.from + 10, firstRow + 2, 12, 0.5, () => 50);
  paint(sign.from + 10, firstRow + 4, 14, 0.5, () => 50);
  paint(sign.from + 12, firstRow + 2, 0.5, 5, () => 50);
  paint(sign.from, firstRow + rowHeight, 50, rowHeight, (value) => Math.round(value * 0.8));
  paint(sign.from + 20, firstRow + 2 * rowHeight + 4, 0.6, 0.6, () => 40);
  paint(sign.from + 20, firstRow + 3 * rowHeight + 4, 6, 0.4, () => 40);
  const picture: Picture = { width, height, luma };
  const onto = ({ x, y }: Point): Point => ({ x: x * scale, y: y * scale });
  expect([0, 1, 2, 3, 4].map((row) => signedIn(picture, onto, row))).toEqual(['signed', 'empty', 'empty', 'unclear', 'empty']);
  expect(signedIn(picture, ({ x, y }) => ({ x: x * scale + width, y: y * scale }), 0)).toBe('unclear');
});
