// 照片: kept by whoever runs the station or sits at its desk, in their order, with words; taken down, nobody gets them any more.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveStation } from './keeping.ts';
import { savePicturesInput } from './model-inputs.ts';
import { picturesOfStation, savePictures } from './pictures.ts';
import { publicStation } from './public.ts';
import { stationOf } from './reading.ts';
import { createHouse, stationForm } from './testing.ts';

let database: TestDatabase;
let house: Awaited<ReturnType<typeof createHouse>>;
let id: string;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  id = (await house.as(house.district, (work, who) => saveStation(work, who, stationForm('一号站', '430602001')))).id;
});
afterAll(() => database.close());

const refusal = (run: Promise<unknown>): Promise<string> => run.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
const upload = async (purpose = 'station', mediaType = 'image/jpeg', by = house.district.personId): Promise<string> => {
  const fileId = newId();
  await database.adminSql(
    `INSERT INTO stored_file (id, congress_id, matter_id, purpose, name, media_type, size, sha256, uploaded_by, uploader_label, created_at) VALUES ($1, $2, $1, $3, '照片.jpg', $4, 10, $5, $6, '王芳', now())`,
    [fileId, house.district.congressId, purpose, mediaType, fileId.replaceAll('-', '').padEnd(64, '0'), by],
  );
  return fileId;
};
const save = (who: typeof house.district, ...pictures: [string, string][]) => house.as(who, (work) => savePictures(work, who, savePicturesInput.parse({ id, pictures: pictures.map(([fileId, alt]) => ({ fileId, alt })) })));
const published = () => house.asPublic((work) => work.sql<{ id: string }>(`SELECT id FROM stored_file WHERE purpose = 'station' ORDER BY id`));

it('hang in their order with their words, are public, and are not once they are taken down', async () => {
  const [first, second] = [await upload(), await upload()];
  await save(house.district, [first, '接待室，有问题打 13900000000'], [second, '公示栏']);
  const shown = await house.as(house.district, (work, who) => stationOf(work, who, id));
  expect(shown.pictures.map((one) => one.id)).toEqual([first, second]);
  expect(JSON.stringify(shown.pictures)).not.toContain('13900000000');
  await save(house.district, [second, '公示栏'], [first, '接待室']);
  const page = await house.asPublic((work) => publicStation(work, shown.code));
  expect('pictures' in page ? page.pictures : []).toEqual([{ id: second, alt: '公示栏' }, { id: first, alt: '接待室' }]);
  expect((await published()).map((one) => one.id).sort()).toEqual([first, second].sort());
  await save(house.district, [first, '接待室']);
  expect((await published()).map((one) => one.id)).toEqual([first]);
  expect(await house.as(house.district, (work) => picturesOfStation(work, id))).toEqual([{ id: first, alt: '接待室' }]);
});

it('are no other congress’s to change; nothing but pictures, nothing of somebody else, each with words', async () => {
  expect(await refusal(save(house.city, [await upload(), '接待室']))).toBe('common.not_found');
  expect(await refusal(save({ ...house.district, id: newId(), roles: ['station_clerk'] }, [await upload(), '接待室']))).toBe('common.forbidden');
  expect(await refusal(save(house.district, [await upload('station', 'application/pdf'), '制度']))).toBe('stations.only_pictures');
  expect(await refusal(save(house.district, [await upload('suggestion'), '接待室']))).toBe('stations.only_pictures');
  expect(await refusal(save(house.district, [await upload('station', 'image/jpeg', newId()), '接待室']))).toBe('files.not_found');
  expect(savePicturesInput.safeParse({ id, pictures: [{ fileId: newId(), alt: '' }] }).error?.issues[0]?.message).toBe('照片说明不少于 2 个字');
});
