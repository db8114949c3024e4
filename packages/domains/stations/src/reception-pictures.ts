// 照片 of a reception day: for those who may read its record, never public.
import { setAttachments } from '@smart/files/service';
import { type Capacity, hasRole, postOf } from '@smart/identity/capacity';
import { isAtDesk } from '@smart/identity/station-desk';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { parameters } from './reading.ts';
import { isConfined } from './staffing.ts';
import type { ReceptionSubject } from './workflow-reception.ts';

/** What the files are for, and what they are attached to. */
export const receptionPictureSubject = 'reception';

/** The pictures of `reception_day d`, in the order they came. */
export const receptionPicturesSql = `(SELECT COALESCE(json_agg(json_build_object('id', f.id, 'name', f.name, 'size', f.size) ORDER BY f.created_at, f.id), '[]') FROM stored_file f WHERE f.matter_id = d.id AND f.subject_type = '${receptionPictureSubject}')`;

/**
 * Makes these the pictures of the record.
 * @throws DomainError files.not_found (not uploaded by whoever records), stations.only_pictures
 */
export async function setReceptionPictures(work: Work, capacity: Capacity, { id, congressId }: ReceptionSubject, fileIds: readonly string[]): Promise<void> {
  await setAttachments(work, fileIds, { congressId, matterId: id, subjectType: receptionPictureSubject, subjectId: id }, receptionPictureSubject, capacity.personId);
  const [other] = await work.sql(`SELECT 1 FROM stored_file WHERE id = ANY ($1::uuid[]) AND (purpose <> '${receptionPictureSubject}' OR media_type NOT IN ('image/jpeg', 'image/png', 'image/webp'))`, [fileIds]);
  if (other) throw new DomainError('stations.only_pictures', undefined, [{ path: 'fileIds', message: '只能添加照片（JPG、PNG、WebP）' }]);
}

/** The office, the station's staff and who received, also of another tier: whoever reads the record. False for files of other domains. */
export async function mayReadReceptionPicture(work: Work, capacity: Capacity, { matterId, subjectType }: { matterId: string; subjectType: string | null }): Promise<boolean> {
  if (subjectType !== receptionPictureSubject) return false;
  const { values, p } = parameters();
  const inHouse = (): string => `d.congress_id = ${p(capacity.congressId)}${isConfined(capacity) ? ` AND ${isAtDesk('d.station_id', p(postOf(capacity)))}` : ''}`;
  const received = (): string => `EXISTS (SELECT 1 FROM reception_deputy r WHERE r.reception_id = d.id AND r.mandate_id = ${p(capacity.id)})`;
  const who = hasRole(capacity, 'congress_officer', 'congress_leader', 'station_clerk') ? inHouse() : received();
  return (await work.sql(`SELECT 1 FROM reception_day d WHERE d.id = ${p(matterId)} AND ${who}`, values)).length > 0;
}
