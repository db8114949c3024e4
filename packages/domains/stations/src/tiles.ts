// 方位示意图: places as tiles of equal size, each about where it lies among the others. Not a map: it has no borders and no scale.
import { centres } from './centres.ts';

export type Tile<Place> = Place & { /** Column and row, from 0. */ readonly x: number; readonly y: number };
export type Tiles<Place> = { readonly columns: number; readonly rows: number; readonly tiles: readonly Tile<Place>[] };

/** Fewer are quicker read as a list. */
const FEWEST = 3;
/** On a phone a tile stays wide enough for a finger and a name. */
const MOST_COLUMNS = 5;

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
  const columns = Math.min(MOST_COLUMNS, Math.ceil(Math.sqrt(known.length * 1.5)));
  const rows = Math.ceil(known.length / columns) + 1;
  const [west, east] = rangeOf(known.map(({ longitude }) => longitude));
  const [south, north] = rangeOf(known.map(({ latitude }) => latitude));
  const costs = known.map((one) => {
    const [x, y] = [((one.longitude - west) / (east - west || 1)) * (columns - 1), ((north - one.latitude) / (north - south || 1)) * (rows - 1)];
    return Array.from({ length: columns * rows }, (_, cell) => (x - (cell % columns)) ** 2 + (y - Math.floor(cell / columns)) ** 2);
  });
  const cells = settle(costs, columns * rows);
  const used = [...new Set(cells.map((cell) => Math.floor(cell / columns)))].sort((a, b) => a - b);
  const tiles = known.map(({ place }, at): Tile<Place> => {
    const cell = cells[at] ?? 0;
    return { ...place, x: cell % columns, y: used.indexOf(Math.floor(cell / columns)) };
  });
  // In reading order, so that the keyboard goes as the eye does.
  return { columns, rows: used.length, tiles: tiles.toSorted((a, b) => a.y - b.y || a.x - b.x) };
}

/** A cell for each, by what each cell costs it: first come first served, then two change places, or one moves, as long as all together lie nearer. */
function settle(costs: readonly (readonly number[])[], size: number): number[] {
  const ownerOf: (number | null)[] = Array.from({ length: size }, (_, cell) => (cell < costs.length ? cell : null));
  const cost = (at: number | null, cell: number): number => (at === null ? 0 : (costs[at]?.[cell] ?? 0));
  for (let better = true; better; ) {
    better = false;
    for (let one = 0; one < size; one += 1) {
      for (let other = one + 1; other < size; other += 1) {
        const [a, b] = [ownerOf[one] ?? null, ownerOf[other] ?? null];
        if (cost(a, other) + cost(b, one) + 1e-9 >= cost(a, one) + cost(b, other)) continue;
        ownerOf[one] = b;
        ownerOf[other] = a;
        better = true;
      }
    }
  }
  return costs.map((_, at) => ownerOf.indexOf(at));
}

const rangeOf = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];
