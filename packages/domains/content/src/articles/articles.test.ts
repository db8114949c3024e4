// Articles on a real database: from the first line to taking off, and what anybody sees of it.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DocumentFacts, noFacts } from './documents.ts';
import { articleSample, createOffice, type Office } from '../testing.ts';
import { approveArticle, copyArticle, markValidity, publishArticle, recallArticle, returnArticle, saveArticle, submitArticle, takeBackArticle, withdrawArticle } from './editing.ts';
import { articleOf, listArticles } from './looking.ts';
import { listArticlesInput, saveArticleInput } from './model-inputs.ts';
import { documentIssuers, publicArticle, publicArticles } from './public.ts';
import { sweepArticles } from './sweeps.ts';

let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await createOffice(database);
});
afterAll(() => database.close());

const page = { limit: 20, offset: 0 };
const found = async (q: string): Promise<string[]> => (await office.asPublic((work) => publicArticles(work, { q }, page))).rows.map(({ id }) => id);

describe('发稿', () => {
  it('nobody lets through what they wrote, nor what they once saved', async () => {
    const { as, writer, editor, leader } = office;
    const id = await office.submitted();
    await expect(as(writer, (work) => approveArticle(work, writer, { id }))).rejects.toMatchObject({ code: 'common.forbidden', message: expect.stringContaining('不能审核自己的稿件') });
    await as(editor, (work) => returnArticle(work, editor, { id, reason: '请补充会议地点' }));
    const { revision } = await as(editor, (work) => articleOf(work, editor, id));
    await as(editor, (work) => saveArticle(work, editor, saveArticleInput.parse({ ...articleSample, id, revision, body: '<p>地点：市人大机关。</p>' })));
    await as(writer, (work) => submitArticle(work, writer, { id }));
    await expect(as(editor, (work) => approveArticle(work, editor, { id }))).rejects.toMatchObject({ code: 'common.forbidden' });
    const { next } = await as(leader, (work) => approveArticle(work, leader, { id }));
    expect(next).toContain('已经发布');
    expect(await as(writer, (work) => articleOf(work, writer, id))).toMatchObject({ state: 'published', reviewerName: '周平', writers: ['张华', '刘洋'], reason: null });
  });

  it('where one officer is alone the writer lets it through, and it says so; as soon as somebody else could, or where the congress forbids it, not', async () => {
    const { as, provincial, directory } = office;
    const [first, second, third] = [await office.submitted(provincial), await office.submitted(provincial), await office.submitted(provincial)];
    expect(await as(provincial, (work) => articleOf(work, provincial, first))).toMatchObject({ ownWriting: false });
    await as(provincial, (work) => approveArticle(work, provincial, { id: first }));
    expect(await as(provincial, (work) => articleOf(work, provincial, first))).toMatchObject({ state: 'published', reviewerName: '吴军（本级没有其他审核人，撰稿人自审）' });
    const [log] = await database.adminSql<{ detail: unknown }>(`SELECT detail FROM action_log WHERE subject_id = $1 AND action = 'approve'`, [first]);
    expect(log?.detail).toMatchObject({ selfReview: true });
    await database.adminSql(`INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) VALUES ($1, 'content.self_review', 'false', '测试', now())`, [provincial.congressId]);
    await expect(as(provincial, (work) => approveArticle(work, provincial, { id: second }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await database.adminSql(`DELETE FROM congress_parameter WHERE congress_id = $1 AND key = 'content.self_review'`, [provincial.congressId]);
    const personId = newId();
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, '新来的', ARRAY[$2::uuid], true)`, [personId, provincial.congressId]);
    await database.adminSql(`INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on) VALUES ($1, $2, $3, $4, '工作人员', ARRAY['congress_officer'], '2026-01-05')`, [newId(), personId, provincial.congressId, directory.organ('43', 'standing_committee')]);
    await expect(as(provincial, (work) => approveArticle(work, provincial, { id: third }))).rejects.toMatchObject({ code: 'common.forbidden' });
  });

  it('what is published is read by anybody, also found by its words; what is not, by nobody', async () => {
    const [draft, waiting] = [await office.draft(office.writer, { title: '湖滨栈道修缮方案草稿' }), await office.submitted(office.writer, { title: '湖滨栈道修缮公告待审' })];
    const id = await office.published(office.writer, office.editor, { title: '湖滨栈道修缮情况的公告', body: '<p>湖滨栈道已修缮完工，恢复通行。</p>' });
    expect(await found('栈道')).toEqual([id]);
    expect(await found('恢复通行')).toEqual([id]);
    const { rows } = await office.asPublic((work) => publicArticles(work, { q: '恢复通行' }, page));
    expect(rows[0]?.excerpt?.some(({ match }) => match)).toBe(true);
    expect(await office.asPublic((work) => publicArticle(work, id))).toMatchObject({ title: '湖滨栈道修缮情况的公告', columnName: '通知公告', description: '湖滨栈道已修缮完工，恢复通行。' });
    for (const hidden of [draft, waiting]) await expect(office.asPublic((work) => publicArticle(work, hidden))).rejects.toMatchObject({ code: 'content.not_public', http: 404 });
    // The wall itself lets no draft through, whatever is asked.
    expect(await office.asPublic((work) => work.sql(`SELECT id FROM article WHERE state <> 'published'`))).toEqual([]);
    await expect(office.asPublic((work) => work.sql('SELECT reviewer_name FROM article'))).rejects.toThrow();
    await expect(office.asPublic((work) => work.sql('SELECT 1 FROM article_writer'))).rejects.toThrow();
  });

  it('taken off: 410 with the reason, no longer listed or found, and the text is not read any more', async () => {
    const { as, writer } = office;
    const id = await office.published(office.writer, office.editor, { title: '错发的停水公告' });
    await expect(as(writer, (work) => withdrawArticle(work, writer, { id, reason: '错' }))).rejects.toMatchObject({ fields: [{ path: 'reason' }] });
    await as(writer, (work) => withdrawArticle(work, writer, { id, reason: '停水日期有误，另行公告。' }));
    await expect(office.asPublic((work) => publicArticle(work, id))).rejects.toMatchObject({ code: 'content.withdrawn', http: 410, message: expect.stringContaining('原因：停水日期有误，另行公告。请') });
    expect(await found('停水公告')).toEqual([]);
    const copy = await as(writer, (work) => copyArticle(work, writer, { id }));
    expect(await as(writer, (work) => articleOf(work, writer, copy.id))).toMatchObject({ state: 'draft', title: '错发的停水公告', writers: ['张华'] });
  });

  it('appears at the time asked for, not before, and once', async () => {
    const { as, asSystem, editor, writer, clock } = office;
    const id = await office.submitted(office.writer, { title: '定时发布的公报', columnKey: 'gazette', facts: { ...noFacts, gazetteYear: 2026, gazetteIssue: 1 }, publishAt: '2026-03-03T08:00:00+08:00' });
    expect((await as(editor, (work) => approveArticle(work, editor, { id }))).next).toContain('自动发布');
    expect(await asSystem(writer.congressId, (work) => sweepArticles(work, writer.congressId))).toBe(0);
    await expect(office.asPublic((work) => publicArticle(work, id))).rejects.toMatchObject({ code: 'content.not_public' });
    clock.set('2026-03-03T08:00:10+08:00');
    expect(await asSystem(writer.congressId, (work) => sweepArticles(work, writer.congressId))).toBe(1);
    expect(await asSystem(writer.congressId, (work) => sweepArticles(work, writer.congressId))).toBe(0);
    expect(await office.asPublic((work) => publicArticle(work, id))).toMatchObject({ publishedAt: '2026-03-03T00:00:00.000Z', columnName: '常委会公报' });
  });

  it('what waits for its time can be called back or shown at once', async () => {
    const { as, editor, writer } = office;
    const later = { publishAt: '2026-05-01T08:00:00+08:00' };
    const [one, two] = [await office.published(writer, editor, later), await office.published(writer, editor, later)];
    await as(writer, (work) => recallArticle(work, writer, { id: one }));
    expect(await as(writer, (work) => articleOf(work, writer, one))).toMatchObject({ state: 'draft', reviewerName: null });
    await as(writer, (work) => publishArticle(work, writer, { id: two }));
    expect(await office.asPublic((work) => publicArticle(work, two))).toMatchObject({ id: two });
  });
});

describe('documents and the gazette', () => {
  const decision: DocumentFacts = { ...noFacts, documentKind: 'decision', number: '岳常发〔2026〕3号', issuer: '市人大常委会', adoptedOn: '2025-12-20', gazetteYear: 2025, gazetteIssue: 6 };
  const document = (title: string, facts: Partial<DocumentFacts> = {}) => office.published(office.writer, office.editor, { columnKey: 'document', title, facts: { ...decision, ...facts } });
  const list = async (filter: Parameters<typeof publicArticles>[1]) => (await office.asPublic((work) => publicArticles(work, filter, page))).rows.map(({ id }) => id);

  it('carry number, organ, day and validity; are found by each; an issue lists what stands in it', async () => {
    const id = await document('关于加强湖泊保护的决定');
    const other = await document('关于湖泊保护情况的报告', { documentKind: 'report', issuer: '市人民政府', number: '', adoptedOn: '2026-01-08', gazetteIssue: 7 });
    const issue = await office.published(office.writer, office.editor, { columnKey: 'gazette', title: '常委会公报第六号', facts: { ...decision, gazetteYear: 2025, gazetteIssue: 6 } });
    expect(await office.asPublic((work) => publicArticle(work, id))).toMatchObject({ issueId: issue, facts: { number: '岳常发〔2026〕3号', adoptedOn: '2025-12-20', validity: 'in_force' } });
    expect(await office.asPublic((work) => publicArticle(work, issue))).toMatchObject({ contents: [{ id, title: '关于加强湖泊保护的决定', number: '岳常发〔2026〕3号' }], facts: { documentKind: null, number: '' } });
    expect(await list({ documentKind: 'report' })).toEqual([other]);
    expect(await list({ issuer: '市人大常委会' })).toEqual([id]);
    expect(await list({ kind: 'document', year: 2025 })).toEqual([id]);
    expect(await list({ q: '岳常发〔2026〕3号' })).toContain(id);
    expect(await office.asPublic((work) => documentIssuers(work, office.writer.congressId))).toEqual(['市人大常委会', '市人民政府']);
  });

  it('that are repealed say by what, under the same address; the act is in the log, and nothing else of the text changes', async () => {
    const { as, writer } = office;
    const id = await document('关于废旧办法的决定', { gazetteIssue: 8 });
    await expect(as(writer, (work) => markValidity(work, writer, { id, validity: 'repealed', note: '' }))).rejects.toMatchObject({ fields: [{ path: 'note' }] });
    await as(writer, (work) => markValidity(work, writer, { id, validity: 'repealed', note: '由〔2026〕9号废止' }));
    expect(await office.asPublic((work) => publicArticle(work, id))).toMatchObject({ facts: { validity: 'repealed', validityNote: '由〔2026〕9号废止' } });
    expect(await list({ validity: 'repealed' })).toEqual([id]);
    const news = await office.published();
    await expect(as(writer, (work) => markValidity(work, writer, { id: news, validity: 'repealed', note: '由〔2026〕9号废止' }))).rejects.toMatchObject({ code: 'common.forbidden' });
  });

  it('name what is missing; news keep nothing of it', async () => {
    const save = (columnKey: string, facts: object) => office.draft(office.writer, { columnKey, facts: { ...noFacts, ...facts } });
    await expect(save('document', {})).rejects.toMatchObject({ fields: [{ path: 'facts.documentKind', message: '请选择文件种类' }] });
    await expect(save('document', { documentKind: 'decision', gazetteYear: 2026 })).rejects.toMatchObject({ fields: [{ path: 'facts.gazetteIssue' }] });
    await expect(save('document', { documentKind: 'decision', validity: 'amended' })).rejects.toMatchObject({ fields: [{ path: 'facts.validityNote' }] });
    await expect(save('gazette', {})).rejects.toMatchObject({ fields: [{ path: 'facts.gazetteYear' }] });
    const id = await save('notice', { number: '不该留下的文号' });
    expect((await office.as(office.writer, (work) => articleOf(work, office.writer, id))).facts).toEqual(noFacts);
  });
});

describe('bad input and others', () => {
  it('names the field and what to do', async () => {
    const { as, writer } = office;
    const bad = saveArticleInput.safeParse({ ...articleSample, title: '短', body: 'x'.repeat(100_001), fileIds: ['no'] });
    expect(bad.error?.issues.map(({ message }) => message)).toEqual(expect.arrayContaining(['标题不少于 4 个字', '正文过长，请把长篇文件作为附件上传']));
    await expect(as(writer, (work) => saveArticle(work, writer, saveArticleInput.parse({ ...articleSample, columnKey: 'nowhere' })))).rejects.toMatchObject({ fields: [{ path: 'columnKey', message: '没有这个栏目，请重新选择' }] });
    const empty = await office.draft(writer, { body: '<p> </p><script>alert(1)</script>' });
    await expect(as(writer, (work) => submitArticle(work, writer, { id: empty }))).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('正文还没有写') });
  });

  it('two who write at once: the later one is told, nothing is overwritten', async () => {
    const { as, writer, editor } = office;
    const id = await office.draft();
    const { revision } = await as(editor, (work) => articleOf(work, editor, id));
    await as(writer, (work) => saveArticle(work, writer, saveArticleInput.parse({ ...articleSample, id, revision, title: '先保存的标题' })));
    await expect(as(editor, (work) => saveArticle(work, editor, saveArticleInput.parse({ ...articleSample, id, revision, title: '后保存的标题' })))).rejects.toMatchObject({ code: 'common.conflict' });
    expect((await as(writer, (work) => articleOf(work, writer, id))).title).toBe('先保存的标题');
  });

  it('a text under review cannot be changed; its writer takes it back', async () => {
    const { as, writer, editor } = office;
    const id = await office.submitted();
    await expect(as(editor, (work) => saveArticle(work, editor, saveArticleInput.parse({ ...articleSample, id })))).rejects.toMatchObject({ code: 'workflow.refused' });
    await expect(as(editor, (work) => takeBackArticle(work, editor, { id }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await as(writer, (work) => takeBackArticle(work, writer, { id }));
    expect(await as(writer, (work) => articleOf(work, writer, id))).toMatchObject({ state: 'draft', ownWriting: true });
  });

  it('to another congress it does not exist', async () => {
    const { as, county } = office;
    const id = await office.submitted();
    await expect(as(county, (work) => articleOf(work, county, id))).rejects.toMatchObject({ code: 'common.not_found' });
    await expect(as(county, (work) => approveArticle(work, county, { id }))).rejects.toMatchObject({ code: 'common.not_found' });
    expect((await as(county, (work) => listArticles(work, county, listArticlesInput.parse({})))).total).toBe(0);
  });

  it('the desk lists by state and words, with counts of all', async () => {
    const { as, writer } = office;
    const listed = await as(writer, (work) => listArticles(work, writer, listArticlesInput.parse({ q: '错发', states: ['withdrawn'] })));
    expect(listed.rows).toMatchObject([{ title: '错发的停水公告', stateLabel: '已撤下', columnName: '通知公告' }]);
    expect(listed.counts.withdrawn).toBe(1);
  });
});
