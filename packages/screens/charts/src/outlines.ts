// Borders as lines to draw and to look a point up in, from the maps of the desk. Pure.
type Position = readonly [longitude: number, latitude: number];
export type Outline = { readonly code: string; readonly name: string; /** Outer borders only; the divisions have no holes. */ readonly rings: readonly (readonly Position[])[] };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isPosition = (value: unknown): value is Position => Array.isArray(value) && value.length >= 2 && value.every((one) => typeof one === 'number');
const ringsIn = (value: unknown): (readonly Position[])[] => (!Array.isArray(value) ? [] : value.length > 0 && value.every(isPosition) ? [value] : value.flatMap(ringsIn));

/** The divisions of a map (GeoJSON); what is not one is left out. */
export function outlinesOf(geoJson: string): Outline[] {
  const map: unknown = JSON.parse(geoJson);
  const features: readonly unknown[] = isObject(map) && Array.isArray(map['features']) ? map['features'] : [];
  return features.flatMap((feature) => {
    if (!isObject(feature) || !isObject(feature['properties']) || !isObject(feature['geometry'])) return [];
    const { code, name } = feature['properties'];
    return typeof code === 'string' && typeof name === 'string' ? [{ code, name, rings: ringsIn(feature['geometry']['coordinates']) }] : [];
  });
}

/** Whether a ring goes around a point: a ray to the east crosses it an odd number of times. */
function isAround(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (const [at, [x1, y1]] of ring.entries()) {
    const [x2, y2] = ring[(at + 1) % ring.length] ?? [x1, y1];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** The division in which a point lies; undefined outside all of them. */
export const divisionAt = (outlines: readonly Outline[], point: Position): Outline | undefined => outlines.find(({ rings }) => rings.some((ring) => isAround(ring, point)));
