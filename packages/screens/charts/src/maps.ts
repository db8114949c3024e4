// The maps there are, each loaded when it is drawn. None of them may be shown to the public (maps/README.md).
const files = import.meta.glob<string>('./maps/*.json', { query: '?raw', import: 'default' });

const fileOf = (code: string) => files[`./maps/${code}.json`];

/** Whether the parts of this division can be drawn. */
export const hasMap = (code: string): boolean => fileOf(code) !== undefined;

/** The map of a division's parts as GeoJSON text; undefined without one. */
export async function loadMap(code: string): Promise<string | undefined> {
  return fileOf(code)?.();
}
