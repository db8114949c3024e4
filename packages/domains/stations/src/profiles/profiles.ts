// What a deputy and the office do with the deputy's picture and résumé, and what they see of it.
import { detachAll, setAttachments } from '@smart/files/service';
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { type confirmProfileInput, type enterProfileInput, type hideInput, hideables, type listProfilesInput, type ProfileReceipt, profileStateLabels, type ProfileState, type ProfileView, type proposeProfileInput, type returnProfileInput } from './model.ts';
import { actOnProfile, type Profile, profileOf } from './store.ts';

/** What a picture of a deputy is uploaded for, and what it belongs to. */
export const photoPurpose = 'deputy_photo';
export const photoSubject = 'deputy_profile';

/**
 * Makes exactly these the profile's pictures: new ones are taken over, replaced ones go with the next clean-up.
 * @throws DomainError files.not_found (somebody else's upload), common.invalid_input (no picture)
 */
async function keepPhotos(work: Work, capacity: Capacity, { id, congressId }: Profile, photos: readonly (string | null)[]): Promise<void> {
  await setAttachments(work, [...new Set(photos.filter((one) => one !== null))], { congressId, matterId: id, subjectType: photoSubject, subjectId: id }, photoPurpose, capacity.personId);
  const [other] = await work.sql(`SELECT 1 FROM stored_file WHERE matter_id = $1 AND (media_type NOT IN ('image/jpeg', 'image/png', 'image/webp') OR purpose <> $2)`, [id, photoPurpose]);
  if (other) throw new DomainError('common.invalid_input', { problem: '照片只能是 JPG、PNG 或者 WEBP 图片' }, [{ path: 'photoId', message: '只能是 JPG、PNG 或者 WEBP 图片' }]);
}

const receipt = ({ version }: Profile, next: string): ProfileReceipt => ({ version, next });

/** The deputy proposes; what stands on the site stays until the office has looked at it. */
export async function proposeProfile(work: Work, capacity: Capacity, { resume, photoId, expectedVersion }: z.output<typeof proposeProfileInput>): Promise<ProfileReceipt> {
  const profile = await profileOf(work, capacity, capacity.id);
  await keepPhotos(work, capacity, profile, [profile.photoId, photoId]);
  return receipt(await actOnProfile(work, capacity, profile, { action: 'propose', expectedVersion, patch: { proposed_resume: resume, proposed_photo_id: photoId, reason: null } }), '已提交，代表工作机构核定后公开。');
}

/** What the person does not want shown; it holds at once, whatever the congress shows of its deputies. */
export async function hideOfProfile(work: Work, capacity: Capacity, { hidden }: z.output<typeof hideInput>): Promise<ProfileReceipt> {
  const profile = await profileOf(work, capacity, capacity.id);
  return receipt(await actOnProfile(work, capacity, profile, { action: 'hide', patch: { hidden } }), '已保存，网站立即按您的选择显示。');
}

/** The office enters it itself, as confirmed. */
export async function enterProfile(work: Work, capacity: Capacity, { mandateId, resume, photoId, expectedVersion }: z.output<typeof enterProfileInput>): Promise<ProfileReceipt> {
  const profile = await profileOf(work, capacity, mandateId);
  await keepPhotos(work, capacity, profile, [photoId]);
  const patch = { resume, photo_id: photoId, proposed_resume: '', proposed_photo_id: null, reason: null, confirmed_at: work.clock.now(), confirmed_by: capacity.personName };
  return receipt(await actOnProfile(work, capacity, profile, { action: 'enter', expectedVersion, patch }), `已保存，${profile.name}代表的简介在名录中更新。`);
}

/** What the deputy proposed becomes what is shown. */
export async function confirmProfile(work: Work, capacity: Capacity, { mandateId, expectedVersion }: z.output<typeof confirmProfileInput>): Promise<ProfileReceipt> {
  const profile = await profileOf(work, capacity, mandateId);
  const [proposed] = await work.sql<{ resume: string }>('SELECT proposed_resume AS resume FROM deputy_profile WHERE id = $1', [profile.id]);
  const patch = { resume: proposed?.resume ?? '', photo_id: profile.proposedPhotoId, proposed_resume: '', proposed_photo_id: null, reason: null, confirmed_at: work.clock.now(), confirmed_by: capacity.personName };
  const done = await actOnProfile(work, capacity, profile, { action: 'confirm', expectedVersion, patch });
  await keepPhotos(work, capacity, profile, [profile.proposedPhotoId]);
  return receipt(done, `已核定，${profile.name}代表的简介在名录中更新。`);
}

export async function returnProfile(work: Work, capacity: Capacity, { mandateId, expectedVersion, reason }: z.output<typeof returnProfileInput>): Promise<ProfileReceipt> {
  const profile = await profileOf(work, capacity, mandateId);
  return receipt(await actOnProfile(work, capacity, profile, { action: 'return', expectedVersion, reason, patch: { reason } }), '已退回，代表会看到您的意见。');
}

type Row = Omit<ProfileView, 'stateLabel' | 'hidden' | 'updatedAt'> & { state: ProfileState; hidden: string[]; updatedAt: Date | null };

const columns = `m.id AS "mandateId", p.name, k.name AS "constituencyName", COALESCE(d.state, 'empty') AS state, COALESCE(d.version, 0) AS version, COALESCE(d.resume, '') AS resume, d.photo_id AS "photoId",
  COALESCE(d.proposed_resume, '') AS "proposedResume", d.proposed_photo_id AS "proposedPhotoId", COALESCE(d.hidden, '{}') AS hidden, d.reason, d.confirmed_by AS "confirmedBy",
  (SELECT f.size::int FROM stored_file f WHERE f.id = d.photo_id) AS "photoSize", (SELECT f.size::int FROM stored_file f WHERE f.id = d.proposed_photo_id) AS "proposedPhotoSize", d.updated_at AS "updatedAt"`;
const source = `mandate m JOIN person p ON p.id = m.person_id LEFT JOIN constituency k ON k.id = m.constituency_id LEFT JOIN deputy_profile d ON d.mandate_id = m.id WHERE m.congress_id = $1 AND m.status IN ('active', 'suspended')`;

const viewOf = ({ hidden, updatedAt, ...row }: Row): ProfileView => ({ ...row, stateLabel: profileStateLabels[row.state], hidden: hideables.filter((one) => hidden.includes(one)), updatedAt: updatedAt?.toISOString() ?? null });

/** The deputy's own. @throws DomainError common.not_found when the mandate has ended */
export async function ownProfile(work: Work, capacity: Capacity): Promise<ProfileView> {
  const [row] = await work.sql<Row>(`SELECT ${columns} FROM ${source} AND m.id = $2`, [capacity.congressId, capacity.id]);
  if (!row) throw new DomainError('common.not_found', { what: '代表' });
  return viewOf(row);
}

/** All deputies of the congress, those whose words wait first. */
export async function listProfiles(work: Work, capacity: Capacity, { q, state, limit, offset }: z.output<typeof listProfilesInput>): Promise<{ rows: ProfileView[]; total: number; waiting: number }> {
  const values = [capacity.congressId, q ?? '', state ?? null];
  const where = `${source} AND ($2 = '' OR strpos(p.name || ' ' || COALESCE(k.name, ''), $2) > 0) AND ($3::text IS NULL OR COALESCE(d.state, 'empty') = $3)`;
  const rows = await work.sql<Row>(`SELECT ${columns} FROM ${where} ORDER BY COALESCE(d.state, 'empty') = 'proposed' DESC, k.name NULLS LAST, p.name, m.id LIMIT $4 OFFSET $5`, [...values, limit, offset]);
  const [count] = await work.sql<{ total: number }>(`SELECT count(*)::int AS total FROM ${where}`, values);
  const [waiting] = await work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM deputy_profile WHERE congress_id = $1 AND state = 'proposed'`, [capacity.congressId]);
  return { rows: rows.map(viewOf), total: count?.total ?? 0, waiting: waiting?.count ?? 0 };
}

/** Whether a picture of a profile may be seen inside: by the office, and by the deputy. False for files of other kinds. */
export async function mayReadPhoto(work: Work, capacity: Capacity, { matterId, subjectType }: { matterId: string; subjectType: string | null }): Promise<boolean> {
  if (subjectType !== photoSubject) return false;
  const office = capacity.roles.some((role) => role === 'congress_officer' || role === 'congress_leader');
  return (await work.sql('SELECT 1 FROM deputy_profile WHERE id = $1 AND congress_id = $2 AND ($3 OR mandate_id = $4)', [matterId, capacity.congressId, office, capacity.id])).length > 0;
}

/**
 * What is personal in a profile, and what the person noted of households and visits, goes with the person's own data (个人信息保护法 47); that
 * there was a visit stays for the archive. Safe to repeat.
 */
export async function forgetPerson(work: Work, { congressId, personId }: { congressId: string; personId: string }): Promise<void> {
  const gone = await work.sql<{ id: string }>(
    `UPDATE deputy_profile SET resume = '', photo_id = NULL, proposed_resume = '', proposed_photo_id = NULL, reason = NULL, updated_at = $3 WHERE congress_id = $1 AND person_id = $2 RETURNING id`,
    [congressId, personId, work.clock.now()],
  );
  for (const { id } of gone) await detachAll(work, photoSubject, id);
  for (const table of ['deputy_visit', 'deputy_visit_version']) await work.sql(`UPDATE ${table} SET cipher = NULL, household_id = NULL WHERE congress_id = $1 AND person_id = $2`, [congressId, personId]);
  await work.sql('DELETE FROM household WHERE congress_id = $1 AND person_id = $2', [congressId, personId]);
}
