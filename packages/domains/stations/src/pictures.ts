// 照片: what a station looks like. They are made anew from their pixels when they come (no place, no device), hang in the order that staff give
// them, and each has words that say what it shows. Whoever runs the station or sits at its desk keeps them.
import { setAttachments } from '@smart/files/service';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import { hidePersonalData } from '@smart/kernel/personal-text';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { savePicturesInput } from './model-inputs.ts';
import type { StationPicture, StationReceipt } from './model-views.ts';
import { actOnStation } from './store.ts';

/** What a station's files are for, and what they are attached to. */
export const pictureSubject = 'station';

/** In their order; through any role, the public's as well. */
export const picturesOfStation = (work: Work, stationId: string): Promise<StationPicture[]> =>
  work.sql('SELECT file_id AS id, alt FROM station_picture WHERE station_id = $1 ORDER BY position, file_id', [stationId]);

/**
 * Makes these the station's pictures, in this order; those left out are taken down and cleaned away. A form that knows of fewer than hang there is refused by its version.
 * @throws DomainError common.not_found, common.forbidden (neither runs it nor sits there), stations.only_pictures, files.not_found, workflow.*
 */
export async function savePictures(work: Work, capacity: Capacity, { id, expectedVersion, pictures }: z.output<typeof savePicturesInput>): Promise<StationReceipt> {
  const before = await picturesOfStation(work, id);
  const station = await actOnStation(work, capacity, { id, expectedVersion, action: 'picture', detail: { added: pictures.filter(({ fileId }) => !before.some((one) => one.id === fileId)).length, removed: before.filter((one) => !pictures.some(({ fileId }) => fileId === one.id)).length } });
  const fileIds = pictures.map(({ fileId }) => fileId);
  // A colleague's pictures stay theirs: only the new ones are the uploader's to give.
  await setAttachments(work, fileIds, { congressId: station.congressId, matterId: id, subjectType: pictureSubject, subjectId: id }, pictureSubject, capacity.personId);
  const [other] = await work.sql(`SELECT 1 FROM stored_file WHERE id = ANY ($1::uuid[]) AND (purpose <> '${pictureSubject}' OR media_type NOT IN ('image/jpeg', 'image/png', 'image/webp'))`, [fileIds]);
  if (other) throw new DomainError('stations.only_pictures', undefined, [{ path: 'pictures', message: '只能添加照片（JPG、PNG、WebP）' }]);
  await work.sql('DELETE FROM station_picture WHERE station_id = $1', [id]);
  await work.sql(
    `INSERT INTO station_picture (file_id, congress_id, station_id, alt, position, created_at) SELECT n.id, $2, $1, n.alt, n.at, $5 FROM unnest($3::uuid[], $4::text[]) WITH ORDINALITY AS n(id, alt, at)`,
    [id, capacity.congressId, fileIds, pictures.map(({ alt }) => hidePersonalData(alt)), work.clock.now()],
  );
  return { id: station.id, version: station.version, next: pictures.length === 0 ? '已移除全部照片。' : '已保存，公开页面随之更新。' };
}
