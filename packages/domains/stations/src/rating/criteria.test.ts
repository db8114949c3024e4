// 评定标准: a congress adds lines for its own stations and those below; from their day on, until they end; what was handed in keeps its own.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import type { Capacity } from '@smart/identity/capacity';
import { isDomainError } from '@smart/kernel/errors';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { saveStation } from '../keeping.ts';
import { savePictures } from '../pictures.ts';
import { createHouse, stationForm } from '../testing.ts';
import { addCriterion, endCriterion, listCriteria } from './criteria.ts';
import { addCriterionInput } from './model-io.ts';
import { assess, submitRating } from './rating.ts';
import { ratingOfStation } from './reading.ts';

let database: TestDatabase;
let house: Awaited<ReturnType<typeof createHouse>>;
let station: string;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  station = (await house.as(house.town, (work, who) => saveStation(work, who, stationForm('镇站', '430602100')))).id;
});
afterAll(() => database.close());

const refusal = (run: Promise<unknown>): Promise<string> => run.then(() => 'done', (error: unknown) => (isDomainError(error) ? error.code : String(error)));
const add = (who: Capacity, more: object) => house.as(who, (work) => addCriterion(work, who, addCriterionInput.parse({ heading: 'served', label: '设有无障碍通道', startsOn: '2026-03-02', ...more })));
const labels = async (who: Capacity): Promise<string[]> => (await house.as(who, (work) => ratingOfStation(work, who, station))).items.map(({ label }) => label);

it('a line added above is asked below from its day on, and no more once it ended; what was handed in keeps it', async () => {
  const { as, city, district, town, clock } = house;
  const ramp = await add(district, {});
  const later = await add(city, { heading: 'varied', label: '接待群众满三十人次', measure: 'visitors', least: 30, startsOn: '2026-03-05' });
  expect(await labels(town)).toContain('设有无障碍通道');
  expect(await labels(town)).not.toContain('接待群众满三十人次');
  clock.set('2026-03-05T09:00:00+08:00');
  const view = await as(town, (work) => ratingOfStation(work, town, station));
  expect(view.items.find(({ label }) => label === '接待群众满三十人次')).toMatchObject({ kind: 'fact', met: false, words: '接待群众（人次）：0，不少于 30' });
  // Counted lines are not claimed; lines of the own checklist are.
  expect(await refusal(as(town, (work) => assess(work, town, { stationId: station, claims: [{ key: later.id, met: true, evidence: '数过了，三十人', pictures: [] }] })))).toBe('common.invalid_input');
  const { id } = await as(town, (work) => assess(work, town, { stationId: station, claims: [{ key: ramp.id, met: true, evidence: '坡道已经修好', pictures: [] }] }));
  await as(town, (work) => submitRating(work, town, { id }));
  await as(district, (work) => endCriterion(work, district, { id: ramp.id }));
  expect(await labels(town)).toContain('设有无障碍通道');
  expect((await as(district, (work) => listCriteria(work, district))).added.map(({ label, own }) => [label, own])).toEqual([['接待群众满三十人次', false]]);
  expect(await refusal(as(district, (work) => endCriterion(work, district, { id: later.id })))).toBe('common.not_found');
});

it('a picture of the station proves a claim; one that is not the station’s is refused', async () => {
  const { as, town, clock } = house;
  clock.set('2027-03-05T09:00:00+08:00');
  const fileId = newId();
  await database.adminSql(
    `INSERT INTO stored_file (id, congress_id, matter_id, purpose, name, media_type, size, sha256, uploaded_by, uploader_label, created_at) VALUES ($1, $2, $1, 'station', '照片.jpg', 'image/jpeg', 10, $3, $4, '王芳', now())`,
    [fileId, town.congressId, '0'.repeat(64), town.personId],
  );
  await as(town, (work) => savePictures(work, town, { id: station, pictures: [{ fileId, alt: '接待室' }] }));
  const claim = (pictures: string[]) => as(town, (work) => assess(work, town, { stationId: station, claims: [{ key: 'room', met: true, evidence: '', pictures }] }));
  expect(await refusal(claim([newId()]))).toBe('common.invalid_input');
  const { id } = await claim([]);
  expect(await refusal(as(town, (work) => submitRating(work, town, { id })))).toBe('workflow.refused');
  await claim([fileId]);
  await as(town, (work) => submitRating(work, town, { id }));
  const rating = await as(town, (work) => ratingOfStation(work, town, station));
  expect(rating.items.find(({ key }) => key === 'room')?.pictures).toEqual([{ id: fileId, alt: '接待室' }]);
});

it('is refused for a day that has passed and for what is asked already', async () => {
  const { district, clock } = house;
  clock.set('2027-03-05T09:00:00+08:00');
  expect(await refusal(add(district, { startsOn: '2027-03-04' }))).toBe('common.invalid_input');
  expect(await refusal(add(district, { label: '有固定的接待场所和便民设施', startsOn: '2027-03-05' }))).toBe('common.conflict');
});
