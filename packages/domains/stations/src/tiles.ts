// 方位示意图: places as tiles of equal size, each about where it lies among the others. Not a map: it has no borders and no scale.
import { centres } from './centres.ts';

export type Tile<Place> = Place & { /** Column and row, from 0. */ readonly x: number; readonly y: number };
export type Tiles<Place> = { readonly columns: number; readonly rows: number; readonly tiles: readonly Tile<Place>[] };

/** Fewer are quicker read as a list. */
const FEWEST = 3;

/**
 * Puts places on a grid; those of which nobody knows where they lie are left out and stand in the list beside it.
 * @returns null when too few are known
 */
export function tilesOf<Place extends { readonly code: string }>(places: readonly Place[]): Tiles<Place> | null {
  const known = places.flatMap((place) => {
    const centre = centres[place.code];
    return centre ? [{ place, longitude: centre[0], latitude: centre[1] }] : [];
  });
  if (known.length < FEWEST) return null;
  const columns = Math.ceil(Math.sqrt(known.length));
  const rows = Math.ceil(known.length / columns) + 1;
  const [west, east] = rangeOf(known.map(({ longitude }) => longitude));
  const [south, north] = rangeOf(known.map(({ latitude }) => latitude));
  const wishes = known.flatMap((one, at) => {
    const [x, y] = [((one.longitude - west) / (east - west || 1)) * (columns - 1), ((north - one.latitude) / (north - south || 1)) * (rows - 1)];
    return Array.from({ length: columns * rows }, (_, cell) => ({ at, cell, distance: (x - (cell % columns)) ** 2 + (y - Math.floor(cell / columns)) ** 2 }));
  });
  // The nearest wish is granted first; of two for one cell the other takes its next nearest.
  const cellOf = new Map<number, number>();
  const taken = new Set<number>();
  for (const { at, cell } of wishes.toSorted((a, b) => a.distance - b.distance || a.at - b.at || a.cell - b.cell)) {
    if (cellOf.has(at) || taken.has(cell)) continue;
    cellOf.set(at, cell);
    taken.add(cell);
  }
  const used = [...new Set([...taken].map((cell) => Math.floor(cell / columns)))].sort((a, b) => a - b);
  const tiles = known.map(({ place }, at): Tile<Place> => {
    const cell = cellOf.get(at) ?? 0;
    return { ...place, x: cell % columns, y: used.indexOf(Math.floor(cell / columns)) };
  });
  // In reading order, so that the keyboard goes as the eye does.
  return { columns, rows: used.length, tiles: tiles.toSorted((a, b) => a.y - b.y || a.x - b.x) };
}

const rangeOf = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
