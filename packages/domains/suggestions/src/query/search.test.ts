// 办理查询 on a real database: words in title, text, reply and attachment, for whom they are, with the places.
import { Readable } from 'node:stream';
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { Capacity } from '@smart/identity/capacity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHouse, type House } from '../testing.ts';
import { type Steps, stepsIn } from '../testing-steps.ts';
import { fileTextJobs, unreadFiles } from './file-text.ts';
import { searchInput, unreadInput } from './model.ts';
import { forgetSearch, savedSearches, saveSearch } from './saved.ts';
import { searchSuggestions } from './search.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
let bus: string;
let secret: string;
beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
  bus = await steps.replied();
  secret = await steps.registered(house.otherDeputy, { title: '关于琵琶王立交桥养护的建议', confidential: true, confidentialReason: '涉及商业秘密' });
});
afterAll(() => database.close());

const find = (who: Capacity, q: string, more: object = {}) => house.as(who, (work) => searchSuggestions(work, who, searchInput.parse({ q, ...more })));
const ids = async (who: Capacity, q: string, more: object = {}) => (await find(who, q, more)).rows.map((one) => one.id);

/** A text file attached to a suggestion or a reply, as an upload leaves it. */
async function attach(text: string, subject: { type: 'suggestion' | 'reply'; id: string; matterId?: string }, mediaType = 'text/plain'): Promise<string> {
  const id = newId();
  contents.set(id, text);
  await database.adminSql(
    `INSERT INTO stored_file (id, congress_id, matter_id, subject_type, subject_id, purpose, name, media_type, size, sha256, uploader_label, created_at) VALUES ($1, $2, $3, $4, $5, $4, '调研报告.txt', $6, 10, $7, '李明', now())`,
    [id, house.city.congressId, subject.matterId ?? subject.id, subject.type, subject.id, mediaType, id],
  );
  return id;
}
const contents = new Map<string, string>();
const jobs = fileTextJobs(() => ({ read: async (sha256) => Readable.from([Buffer.from(contents.get(sha256) ?? '')]) }));
const readFiles = () => house.asSystem(house.city.congressId, (work) => jobs.sweep(work, house.city.congressId));

describe('办理查询', () => {
  it('finds words of title, text and reply and shows where they stand', async () => {
    const byTitle = await find(house.officer, '公交线路');
    expect(byTitle.rows.map((one) => one.id)).toContain(bus);
    const row = byTitle.rows.find((one) => one.id === bus);
    expect(row?.titleSegments.filter((one) => one.match).map((one) => one.text).join('')).toContain('公交');
    expect((await find(house.officer, '候车时间')).rows[0]?.passages[0]).toMatchObject({ part: 'text', label: '正文' });
    expect((await find(house.officer, '年度计划')).rows[0]?.passages).toEqual([expect.objectContaining({ part: 'reply', label: '岳阳市交通运输局的答复', segments: expect.arrayContaining([{ text: expect.stringContaining('年度'), match: true }]) })]);
    expect(await find(house.officer, '的')).toEqual({ rows: [], total: 0, atLeast: false });
  });

  it('finds by number, however it is spelt, and narrows by conditions', async () => {
    const label = (await find(house.officer, '公交线路')).rows.find((one) => one.id === bus)?.numberLabel ?? '';
    expect(await ids(house.officer, label)).toEqual([bus]);
    expect(await ids(house.officer, '第１号')).toEqual([bus]);
    expect(await ids(house.officer, '公交线路', { topic: 'health' })).toEqual([]);
    expect(await ids(house.officer, '公交线路', { organId: house.organs.transport, states: ['replied'] })).toEqual([bus]);
    expect(await ids(house.officer, '公交线路', { submittedTo: '2026-03-01' })).toEqual([]);
  });

  it('gives nobody what he does not see', async () => {
    expect(await ids(house.officer, '琵琶王立交桥')).toEqual([secret]);
    expect(await ids(house.otherDeputy, '琵琶王立交桥')).toEqual([secret]);
    for (const who of [house.deputy, house.housingClerk, house.districtOfficer, house.districtDeputy, house.transportClerk]) expect(await ids(who, '琵琶王立交桥')).toEqual([]);
    expect(await ids(house.transportClerk, '公交线路')).toEqual([bus]);
    expect(await ids(house.housingClerk, '公交线路')).toEqual([]);
  });

  it('reads attachments in the background; those of an unsigned reply are for the organ alone', async () => {
    const open = await attach('附件：疏港公路拥堵调查，联系电话13812345678', { type: 'suggestion', id: bus });
    const working = await steps.inHandling(house.otherDeputy);
    const draftId = newId();
    const part = await steps.part(working, house.organs.transport);
    await database.adminSql(`INSERT INTO reply (id, congress_id, suggestion_id, assignment_id, organ_id, organ_name, round, state, updated_at) VALUES ($1, $2, $3, $4, $5, '岳阳市交通运输局', 1, 'draft', now())`, [draftId, house.city.congressId, working, part.id, house.organs.transport]);
    await attach('内部测算：鲇鱼须大桥', { type: 'reply', id: draftId, matterId: working });
    await readFiles();
    const [hit] = (await find(house.deputy, '疏港公路')).rows;
    expect(hit).toMatchObject({ id: bus, passages: [{ part: 'attachment', label: '附件《调研报告.txt》', fileId: open }] });
    expect(await ids(house.transportClerk, '鲇鱼须大桥')).toEqual([working]);
    for (const who of [house.officer, house.deputy, house.otherDeputy, house.officeClerk]) expect(await ids(who, '鲇鱼须大桥')).toEqual([]);
    // A number stands in no index, and the file is not for the public.
    expect(await ids(house.officer, '13812345678')).toEqual([]);
    expect(await database.adminSql('SELECT personal FROM stored_file WHERE id = $1', [open])).toEqual([{ personal: true }]);
  });

  it('shows what could not be read, tries it again and gives up', async () => {
    const broken = await attach('不是文档', { type: 'suggestion', id: bus }, 'application/pdf');
    for (let night = 0; night < 5; night += 1) await readFiles();
    const { rows, total } = await house.as(house.officer, (work, who) => unreadFiles(work, who, unreadInput.parse({})));
    expect(rows).toEqual([expect.objectContaining({ fileId: broken, suggestionId: bus, problem: expect.stringContaining('未能读出文字') })]);
    expect(total).toBe(1);
    expect(await database.adminSql('SELECT attempts FROM file_text WHERE file_id = $1', [broken])).toEqual([{ attempts: 3 }]);
    expect((await house.as(house.districtOfficer, (work, who) => unreadFiles(work, who, unreadInput.parse({})))).total).toBe(0);
  }, 60_000);

  it('keeps searches by name: the own ones, replaced by the same name, deleted by their owner only', async () => {
    const keep = (who: Capacity, name: string, q: string) => house.as(who, (work) => saveSearch(work, who, { name, query: { q } }));
    await keep(house.officer, '公交', '公交线路');
    const [mine] = await keep(house.officer, '公交', '公交车');
    expect(mine).toMatchObject({ name: '公交', query: { q: '公交车' } });
    expect(await house.as(house.officer2, savedSearches)).toEqual([]);
    await expect(house.as(house.officer2, (work, who) => forgetSearch(work, who, mine?.id ?? ''))).rejects.toMatchObject({ code: 'common.not_found' });
    expect(await house.as(house.officer, (work, who) => forgetSearch(work, who, mine?.id ?? ''))).toEqual([]);
  });
});
