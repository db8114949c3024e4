// 位置: where the matter is, when the person let the phone say it. Rounded to some ten metres, sealed, never public, and shown to the office that takes
// the opinion in; to the organ, and to the deputy who made a suggestion of it, only when the person let that, too: a place where somebody stood is
// sensitive personal information and each purpose wants a consent of its own (个人信息保护法 6、23、28、29). It goes into no file, no open data and no
// exchange, and not into a suggestion, whose text is published. Erased with the name.
import type { Capacity } from '@smart/identity/capacity';
import { canOpen, loadDataKeys, openText, sealText } from '@smart/identity/data-keys';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { PointView } from './model-views.ts';

/** Degrees with four decimals are some ten metres. */
const FINENESS = 10_000;
const EARTH_METRES = 6_371_000;
/** Around the country; further away a phone is wrong. */
const pointSchema = z.object({ latitude: z.number().min(3).max(54), longitude: z.number().min(73).max(136) });
export type Point = z.output<typeof pointSchema>;
export type SentPoint = Point & { /** The organ may know it. */ readonly shared: boolean };

const contextOf = (opinionId: string): string => `${opinionId}:opinion point`;
const rounded = (degrees: number): number => Math.round(degrees * FINENESS) / FINENESS;

/**
 * The point of a form; null when none was given.
 * @throws DomainError common.invalid_input (not a place in the country)
 */
export function readPoint(latitude: string, longitude: string, shared: boolean): SentPoint | null {
  if (latitude === '' && longitude === '') return null;
  return checkedPoint({ latitude: Number(latitude), longitude: Number(longitude), shared });
}

/**
 * A point as it is kept: rounded.
 * @throws DomainError common.invalid_input (not a place in the country)
 */
export function checkedPoint({ shared, ...sent }: { readonly latitude: number; readonly longitude: number; readonly shared: boolean }): SentPoint {
  const parsed = pointSchema.safeParse(sent);
  if (!parsed.success) {
    const message = '位置没有读对，请移除位置后提交，地点可以用文字写';
    throw new DomainError('common.invalid_input', { problem: message }, [{ path: 'point', message }]);
  }
  return { latitude: rounded(parsed.data.latitude), longitude: rounded(parsed.data.longitude), shared };
}

/** Keeps a point with an opinion that was just entered. */
export const keepPoint = (work: Work, id: string, { latitude, longitude, shared }: SentPoint): Promise<unknown> =>
  work.sql('UPDATE opinion SET point_cipher = $2, point_shared = $3 WHERE id = $1', [id, sealText(contextOf(id), JSON.stringify({ latitude, longitude })), shared]);

/** For good. */
export const erasePoint = (work: Work, id: string): Promise<unknown> => work.sql('UPDATE opinion SET point_cipher = NULL, point_shared = false WHERE id = $1', [id]);

async function openPoint(work: Work, id: string, cipher: string): Promise<Point> {
  if (!canOpen(cipher)) await loadDataKeys(work);
  return pointSchema.parse(JSON.parse(openText(contextOf(id), cipher)));
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres between two points, on a sphere. */
export function metresBetween(a: Point, b: Point): number {
  const [north, east] = [radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)];
  const chord = Math.sin(north / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(east / 2) ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(chord));
}

type Station = Point & { id: string; name: string };

async function nearestOf(work: Work, congressId: string, point: Point): Promise<PointView['nearest']> {
  const stations = await work.sql<Station>(
    `SELECT s.id, s.name, s.latitude, s.longitude FROM station s JOIN congress h ON h.id = s.congress_id JOIN congress c ON c.id = $1
     WHERE s.state = 'open' AND s.latitude IS NOT NULL AND s.longitude IS NOT NULL AND starts_with(h.division_code, c.division_code)`,
    [congressId],
  );
  const far = stations.map(({ id, name, ...where }) => ({ id, name, metres: Math.round(metresBetween(point, where) / 10) * 10 })).sort((a, b) => a.metres - b.metres);
  return far[0] ?? null;
}

type Held = { readonly id: string; readonly congressId: string; readonly organId: string | null; readonly personId: string | null; readonly cipher: string | null; readonly shared: boolean };

/** Who takes in knows it; the organ, and the deputy who took it up, when the person let them. */
function mayKnow(capacity: Capacity, { congressId, organId, personId, shared }: Held): boolean {
  if (capacity.congressId === congressId && capacity.roles.some((role) => role === 'congress_officer' || role === 'station_clerk')) return true;
  return shared && ((capacity.organId !== undefined && capacity.organId === organId) || (capacity.roles.includes('deputy') && personId === capacity.personId));
}

/** What this capacity may know of the point; null without one. The caller has found that it sees the opinion. */
export async function pointFor(work: Work, capacity: Capacity, held: Held): Promise<PointView | null> {
  if (held.cipher === null || !mayKnow(capacity, held)) return null;
  const point = await openPoint(work, held.id, held.cipher);
  return { ...point, shared: held.shared, nearest: await nearestOf(work, held.congressId, point) };
}
