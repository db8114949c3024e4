// 代表简介: what the deputy proposes is shown after the office has looked at it, and never what the person does not want shown.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { newId } from '@smart/kernel/ids';
import { readmeIsCurrent } from '@smart/workflow/mermaid';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHouse, deputyAt } from '../testing.ts';
import { photoContent, photoOwner } from '../deputy-directory.ts';
import { proposeProfileInput } from './model.ts';
import { confirmProfile, enterProfile, forgetPerson, hideOfProfile, listProfiles, mayReadPhoto, ownProfile, proposeProfile, returnProfile } from './profiles.ts';
import { profileWorkflow } from './workflow.ts';

let database: TestDatabase;
let house: Awaited<ReturnType<typeof createHouse>>;
let deputy: Capacity;
let office: Capacity;
const code = 'QQ2345';
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  office = house.district;
  const [row] = await database.adminSql<{ personId: string }>(`SELECT person_id AS "personId" FROM mandate WHERE id = $1`, [house.street]);
  deputy = deputyAt(house.district, house.street, row?.personId ?? '');
  await database.adminSql(`UPDATE person SET employer = '湖滨小学' WHERE id = $1`, [deputy.personId]);
  await database.adminSql('INSERT INTO deputy_code (code, congress_id, person_id) VALUES ($1, $2, $3)', [code, deputy.congressId, deputy.personId]);
});
afterAll(() => database.close());

/** An upload that belongs to nothing yet. */
async function upload(by: Capacity, { purpose = 'deputy_photo', mediaType = 'image/jpeg' } = {}): Promise<string> {
  const id = newId();
  await database.adminSql(
    `INSERT INTO stored_file (id, congress_id, matter_id, purpose, name, media_type, size, sha256, uploaded_by, uploader_label, created_at) VALUES ($1, $2, $1, $3, '照片.jpg', $4, 10, $5, $6, '测试', now())`,
    [id, by.congressId, purpose, mediaType, id.replaceAll('-', '').padEnd(64, '0'), by.personId],
  );
  return id;
}
const shown = async () => (await house.asPublic((work) => work.sql<{ resume: string; hasPhoto: boolean; employer: string | null }>('SELECT resume, has_photo AS "hasPhoto", employer FROM deputy_public WHERE mandate_id = $1', [deputy.id])))[0];
const propose = (resume: string, photoId: string | null) => house.as(deputy, (work, who) => proposeProfile(work, who, { resume, photoId }));

it('the README shows the workflow as it is', () => expect(readmeIsCurrent(join(import.meta.dirname, '../../README.md'), profileWorkflow)).toBe(true));

it('waits for the office, and what stood before stands until then', async () => {
  const photo = await upload(deputy);
  await propose('一九九八年参加工作，现任小学教师。', photo);
  expect(await shown()).toEqual({ resume: '', hasPhoto: false, employer: '湖滨小学' });
  expect(await house.as(office, (work, who) => listProfiles(work, who, { limit: 20, offset: 0 }))).toMatchObject({ waiting: 1, rows: [{ mandateId: deputy.id, state: 'proposed', proposedPhotoId: photo }, {}] });
  await house.as(office, (work, who) => returnProfile(work, who, { mandateId: deputy.id, reason: '请写明近况' }));
  expect(await house.as(deputy, (work, who) => ownProfile(work, who))).toMatchObject({ state: 'empty', reason: '请写明近况', proposedResume: '一九九八年参加工作，现任小学教师。' });
  await propose('一九九八年参加工作，现任小学教师，教龄二十年。', photo);
  await house.as(office, (work, who) => confirmProfile(work, who, { mandateId: deputy.id }));
  expect(await shown()).toEqual({ resume: '一九九八年参加工作，现任小学教师，教龄二十年。', hasPhoto: true, employer: '湖滨小学' });
  await propose('新的简历还没有核定。', null);
  expect((await shown())?.resume).toContain('教龄二十年');
  await house.as(office, (work, who) => returnProfile(work, who, { mandateId: deputy.id, reason: '照片请保留' }));
  expect((await house.as(deputy, (work, who) => ownProfile(work, who))).state).toBe('confirmed');
});

it('what the person hides is hidden at once, in the view itself: picture, résumé, post', async () => {
  const owner = await house.asPublic((work) => photoOwner(work, code));
  expect(owner).toMatchObject({ mandateId: deputy.id });
  expect(await house.as(office, (work) => photoContent(work, deputy.id))).toMatchObject({ mediaType: 'image/jpeg' });
  await house.as(deputy, (work, who) => hideOfProfile(work, who, { hidden: ['photo', 'resume', 'post'] }));
  expect(await shown()).toEqual({ resume: '', hasPhoto: false, employer: null });
  expect(await house.asPublic((work) => photoOwner(work, code))).toBeNull();
  await house.as(deputy, (work, who) => hideOfProfile(work, who, { hidden: [] }));
  await expect(house.asPublic((work) => work.sql('SELECT proposed_resume FROM deputy_profile'))).rejects.toThrow();
});

it('takes pictures only, one’s own, and another congress’s deputy does not exist', async () => {
  await expect(propose('简历', await upload(office))).rejects.toMatchObject({ code: 'files.not_found' });
  await expect(propose('简历', await upload(deputy, { mediaType: 'application/pdf' }))).rejects.toMatchObject({ fields: [{ path: 'photoId' }] });
  expect(proposeProfileInput.safeParse({ resume: '长'.repeat(1501), photoId: null }).error?.issues[0]?.message).toBe('工作简历不超过 1500 个字');
  await expect(house.as(house.city, (work, who) => enterProfile(work, who, { mandateId: deputy.id, resume: '外来的简历', photoId: null }))).rejects.toMatchObject({ code: 'common.not_found' });
  const other = deputyAt(house.district, house.village, newId());
  await expect(house.as(other, (work, who) => confirmProfile(work, who, { mandateId: deputy.id }))).rejects.toThrow();
});

it('the office may enter it; a picture that was replaced belongs to nothing any more, and only office and deputy see one that waits', async () => {
  const photo = await upload(office);
  await house.as(office, (work, who) => enterProfile(work, who, { mandateId: deputy.id, resume: '由机关录入的简历。', photoId: photo }));
  expect(await shown()).toMatchObject({ resume: '由机关录入的简历。', hasPhoto: true });
  const kept = await database.adminSql<{ id: string; matterId: string }>(`SELECT f.id, f.matter_id AS "matterId" FROM stored_file f WHERE f.subject_type = 'deputy_profile'`);
  expect(kept.map(({ id }) => id)).toEqual([photo]);
  const file = { matterId: kept[0]?.matterId ?? '', subjectType: 'deputy_profile' };
  expect(await house.as(deputy, (work, who) => mayReadPhoto(work, who, file))).toBe(true);
  const other = deputyAt(house.district, house.village, newId());
  expect(await house.as(other, (work, who) => mayReadPhoto(work, who, file))).toBe(false);
});

it('picture, résumé, households and words of visits go with the personal data of whoever they are of, and of nobody else; that there was a visit stays', async () => {
  const photo = await upload(office);
  await house.as(office, (work, who) => enterProfile(work, who, { mandateId: deputy.id, resume: '任职十年。', photoId: photo }));
  const [other] = await database.adminSql<{ id: string; personId: string }>(`SELECT id, person_id AS "personId" FROM mandate WHERE congress_id = $1 AND id <> $2 LIMIT 1`, [deputy.congressId, deputy.id]);
  for (const [mandateId, personId] of [[deputy.id, deputy.personId], [other?.id, other?.personId]]) {
    const household = newId();
    await database.adminSql(`INSERT INTO household (id, congress_id, mandate_id, person_id, cipher, created_at, updated_at) VALUES ($1, $2, $3, $4, 'sealed', now(), now())`, [household, deputy.congressId, mandateId, personId]);
    await database.adminSql(`INSERT INTO deputy_visit (id, congress_id, mandate_id, person_id, household_id, way, visited_on, cipher, created_at) VALUES (gen_random_uuid(), $1, $2, $3, $4, 'home', '2026-03-01', 'sealed', now())`, [deputy.congressId, mandateId, personId, household]);
  }
  await house.as(office, (work, { congressId }) => forgetPerson(work, { congressId, personId: deputy.personId }));
  const kept = async (personId: string | undefined) => (await database.adminSql(
    `SELECT (SELECT count(*)::int FROM household WHERE person_id = $1) AS households, (SELECT count(*)::int FROM deputy_visit WHERE person_id = $1) AS visits, (SELECT count(*)::int FROM deputy_visit WHERE person_id = $1 AND cipher IS NOT NULL) AS sealed`, [personId]))[0];
  expect(await kept(deputy.personId)).toEqual({ households: 0, visits: 1, sealed: 0 });
  expect(await kept(other?.personId)).toEqual({ households: 1, visits: 1, sealed: 1 });
  expect(await shown()).toMatchObject({ resume: '', hasPhoto: false });
  expect(await database.adminSql('SELECT subject_id AS "belongsTo" FROM stored_file WHERE id = $1', [photo])).toEqual([{ belongsTo: null }]);
});
