import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consultationSample, createOffice, type Office } from '../testing.ts';
import { commentAsCitizen } from './commenting.ts';
import * as editing from './editing.ts';
import { commentSecret, followedComment } from './follow.ts';
import { consultationOf, listComments, listConsultations } from './looking.ts';
import { commentText, listCommentsInput, listConsultationsInput, saveConsultationInput } from './model-inputs.ts';
import { publicComments, publicConsultation, publicConsultations } from './public.ts';
import { decideComments, hideComments, releaseComments, showComments } from './sorting.ts';
import { effectOnConsultations, sweepConsultations } from './sweeps.ts';

let database: TestDatabase;
let office: Office;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await createOffice(database);
});
afterAll(() => database.close());
beforeEach(() => office.clock.set('2026-03-02T09:00:00+08:00'));

const page = { limit: 20, offset: 0 };
const said = (id: string, content: string, articleId: string | null = null, formKey: string = newId()) => office.asSystem(office.writer.congressId, (work) => commentAsCitizen(work, id, { articleId, content }, formKey));
const articlesOf = async (id: string) => (await office.asPublic((work) => publicConsultation(work, id))).articles;
const readByPublic = (id: string, article: string | null = null) => office.asPublic((work) => publicComments(work, id, article, page));
const receiptOf = ({ id, number }: { id: string; number: string }) => office.asSystem(office.writer.congressId, (work) => followedComment(work, number, commentSecret(id)));
const byWriter = <T>(run: Parameters<typeof office.as<T>>[1]) => office.as(office.writer, run);

describe('from the draft to what was adopted', () => {
  it('every commenter learns what became of it, and nobody outside before the outcome is out', async () => {
    const { as, writer, editor, clock } = office;
    const id = await office.opened();
    const [first, second] = await articlesOf(id);
    const good = await said(id, '第一条应当写明适用范围。', first?.id);
    const spare = await said(id, '五十米太窄，建议改为一百米。', second?.id);
    const whole = await said(id, '建议组织专家论证，电话13907301234。');
    expect((await said(id, '同一张表交了两次', null, 'one form')).number).toBe((await said(id, '同一张表交了两次', null, 'one form')).number);
    const listed = await byWriter((work) => listComments(work, writer, listCommentsInput.parse({ consultationId: id })));
    expect(listed.rows.map(({ articleLabel, stateLabel, heldBecause }) => [articleLabel, stateLabel, heldBecause])).toEqual([['整个草案', '待核看', ['含有电话号码']], ['整个草案', '待研究', []], ['第一条', '待研究', []], ['第二条', '待研究', []]]);
    expect((await articlesOf(id)).map(({ comments, shown }) => [comments, shown])).toEqual([[1, 0], [1, 0]]);

    // Shown only when the office let it; what the filter held not before it was looked at.
    expect((await readByPublic(id)).total).toBe(0);
    await byWriter((work) => showComments(work, writer, { consultationId: id, commentIds: [good.id, spare.id] }));
    await expect(byWriter((work) => showComments(work, writer, { consultationId: id, commentIds: [whole.id] }))).rejects.toMatchObject({ code: 'workflow.illegal_action' });
    await byWriter((work) => releaseComments(work, writer, { consultationId: id, commentIds: [whole.id] }));
    await byWriter((work) => hideComments(work, writer, { consultationId: id, commentIds: [good.id] }));
    expect((await readByPublic(id)).rows.map(({ content }) => content)).toEqual(['五十米太窄，建议改为一百米。']);
    expect((await readByPublic(id, first?.id ?? '')).total).toBe(0);

    clock.set('2026-04-03T00:06:00+08:00');
    expect(await office.asSystem(writer.congressId, (work) => sweepConsultations(work, writer.congressId))).toBe(1);
    await expect(said(id, '过了截止日期再提意见')).rejects.toMatchObject({ code: 'consultations.not_open', message: expect.stringContaining('已经截止') });

    await expect(byWriter((work) => editing.submitOutcome(work, writer, { id }))).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('还有 4 条意见没有研究结论') });
    const ids = listed.rows.map((row) => row.id);
    await expect(byWriter((work) => decideComments(work, writer, { consultationId: id, commentIds: ids, decision: 'declined', answer: '' }))).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('应当说明理由') });
    await byWriter((work) => decideComments(work, writer, { consultationId: id, commentIds: ids, decision: 'declined', answer: '上位法已有规定，不再重复。' }));
    await byWriter((work) => decideComments(work, writer, { consultationId: id, commentIds: [spare.id], decision: 'adopted', answer: '' }));
    await byWriter((work) => editing.saveOutcome(work, writer, { id, outcome: '共收到意见四条，采纳一条，其余说明了理由，感谢大家参与。' }));
    await byWriter((work) => editing.submitOutcome(work, writer, { id }));
    // Weighed, not told: neither the page nor the receipt says a word of it yet.
    expect((await office.asPublic((work) => publicConsultation(work, id)))).toMatchObject({ outcome: null, state: 'outcome_review', stateLabel: '已截止，正在研究' });
    expect((await receiptOf(spare))?.steps.map(({ label }) => label)).toEqual(['已收到您的意见']);
    expect((await readByPublic(id)).rows[0]).toMatchObject({ decision: null, answer: '' });
    await expect(byWriter((work) => editing.concludeConsultation(work, writer, { id }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await expect(byWriter((work) => decideComments(work, writer, { consultationId: id, commentIds: [good.id], decision: 'adopted', answer: '' }))).rejects.toMatchObject({ code: 'workflow.refused' });
    await as(editor, (work) => editing.concludeConsultation(work, editor, { id }));

    expect((await office.asPublic((work) => publicConsultation(work, id))).outcome).toMatchObject({ adopted: 1, partly: 0, declined: 3, text: expect.stringContaining('采纳一条') });
    expect((await readByPublic(id)).rows[0]).toMatchObject({ decision: 'adopted', decisionLabel: '采纳' });
    expect((await receiptOf(spare))?.steps.at(-1)).toMatchObject({ label: '采纳情况已公布：采纳' });
    expect((await receiptOf(whole))?.steps.map(({ label, text }) => [label, text]).slice(1)).toEqual([['工作人员已核看', ''], ['采纳情况已公布：未采纳', '上位法已有规定，不再重复。']]);
    expect(await office.asSystem(writer.congressId, (work) => followedComment(work, spare.number, commentSecret(good.id)))).toBeNull();
  });

  it('nobody lets through what they wrote, and not for fewer days than the rule', async () => {
    const { as, writer, editor } = office;
    const save = (changes: Partial<typeof consultationSample>) => byWriter((work) => editing.saveConsultation(work, writer, saveConsultationInput.parse({ ...consultationSample, ...changes })));
    const { id } = await save({ endsOn: '2026-03-30' });
    await byWriter((work) => editing.submitConsultation(work, writer, { id }));
    await expect(byWriter((work) => editing.approveConsultation(work, writer, { id }))).rejects.toMatchObject({ code: 'common.forbidden' });
    await expect(as(editor, (work) => editing.approveConsultation(work, editor, { id }))).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('征求意见只有 29 天，少于 30 天') });
    await as(editor, (work) => editing.returnConsultation(work, editor, { id, reason: '请延长期限' }));
    const read = await byWriter((work) => consultationOf(work, writer, id));
    expect(read).toMatchObject({ state: 'draft', reason: '请延长期限', leastDays: 30, ownWriting: true });
    const again = await byWriter((work) => editing.saveConsultation(work, writer, saveConsultationInput.parse({ ...consultationSample, id, revision: read.revision })));
    await expect(byWriter((work) => editing.saveConsultation(work, writer, saveConsultationInput.parse({ ...consultationSample, id, revision: read.revision })))).rejects.toMatchObject({ code: 'common.conflict' });
    // What waited too long for its reviewer has fewer days left.
    await byWriter((work) => editing.submitConsultation(work, writer, { id: again.id }));
    office.clock.set('2026-03-10T09:00:00+08:00');
    await expect(as(editor, (work) => editing.approveConsultation(work, editor, { id }))).rejects.toMatchObject({ message: expect.stringContaining('只有 24 天') });
    const short = await save({ kind: 'regulation', articles: [] });
    await expect(byWriter((work) => editing.submitConsultation(work, writer, { id: short.id }))).rejects.toMatchObject({ message: expect.stringContaining('还没有草案条文') });
  });

  it('a congress that shows numbers only tells nobody what was said', async () => {
    const { writer } = office;
    await database.adminSql(`INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) VALUES ($1, 'consultations.show_comments', 'false', '测试', now())`, [writer.congressId]);
    const id = await office.opened();
    await database.adminSql(`DELETE FROM congress_parameter WHERE key = 'consultations.show_comments'`);
    const [one] = await articlesOf(id);
    const comment = await said(id, '这一条写得不清楚。', one?.id);
    await byWriter((work) => showComments(work, writer, { consultationId: id, commentIds: [comment.id] }));
    expect((await readByPublic(id)).rows).toEqual([]);
    expect((await articlesOf(id))[0]).toMatchObject({ comments: 1, shown: 0 });
  });

  it('taken off: 410 with the reason, off the lists, and the receipt says so', async () => {
    const { writer } = office;
    const id = await office.opened({ title: '错发的湿地规划草案' });
    const comment = await said(id, '规划范围有误，请核实。');
    await byWriter((work) => editing.withdrawConsultation(work, writer, { id, reason: '附图有误，重新发布。' }));
    await expect(office.asPublic((work) => publicConsultation(work, id))).rejects.toMatchObject({ code: 'consultations.withdrawn', http: 410, message: expect.stringContaining('附图有误') });
    expect((await office.asPublic((work) => publicConsultations(work, { q: '湿地规划' }, page))).total).toBe(0);
    expect(await receiptOf(comment)).toMatchObject({ open: false, steps: [{}, { label: '征求意见已撤下', text: '原因：附图有误，重新发布。' }] });
  });
});

describe('what is seen, by whom', () => {
  it('a draft is nobody else’s; the wall itself shows neither names nor what is weighed', async () => {
    const { writer, county } = office;
    const { id } = await byWriter((work) => editing.saveConsultation(work, writer, saveConsultationInput.parse(consultationSample)));
    await expect(office.asPublic((work) => publicConsultation(work, id))).rejects.toMatchObject({ code: 'consultations.not_public', http: 404 });
    expect(await office.asPublic((work) => work.sql('SELECT id FROM consultation_article WHERE consultation_id = $1', [id]))).toEqual([]);
    await expect(office.as(county, (work) => consultationOf(work, county, id))).rejects.toMatchObject({ code: 'common.not_found' });
    expect((await office.as(county, (work) => listConsultations(work, county, listConsultationsInput.parse({})))).total).toBe(0);
    for (const [table, column] of [['consultation', 'outcome_draft'], ['consultation', 'reviewer_name'], ['consultation_comment', 'answer'], ['consultation_comment', 'state'], ['consultation_comment', 'number'], ['consultation_writer', 'name']] as const)
      await expect(office.asPublic((work) => work.sql(`SELECT ${column} FROM ${table}`)), `${table}.${column}`).rejects.toThrow();
  });

  it('is found by the words of its articles, in its phase', async () => {
    const id = await office.opened({ title: '市噪声防治条例（草案）', articles: [{ label: '第一条', heading: '', text: '夜间不得进行混凝土浇筑作业。' }] });
    const found = async (filter: Parameters<typeof publicConsultations>[1]) => (await office.asPublic((work) => publicConsultations(work, filter, page))).rows.map((row) => row.id);
    expect(await found({ q: '混凝土浇筑' })).toEqual([id]);
    expect(await found({ q: '混凝土浇筑', phase: 'concluded' })).toEqual([]);
    expect(await found({ q: '混凝土浇筑', congressId: office.county.congressId })).toEqual([]);
    office.clock.set('2026-04-03T00:01:00+08:00');
    // Before the sweep of the first minutes of the day, too.
    expect(await found({ q: '混凝土浇筑', phase: 'running' })).toEqual([]);
    expect(await found({ q: '混凝土浇筑', phase: 'ended' })).toEqual([id]);
  });
});

it('a parameter says what it would do to drafts that are not laid open', async () => {
  const { writer } = office;
  await byWriter((work) => editing.saveConsultation(work, writer, saveConsultationInput.parse({ ...consultationSample, title: '等待审核的草案' })));
  const effect = (key: string, value: unknown) => byWriter((work) => effectOnConsultations(work, { congressId: writer.congressId, key, value }));
  const now = await effect('consultations.regulation_days', 30);
  const longer = await effect('consultations.regulation_days', 60);
  expect(longer.open).toBe(now.open);
  expect(Number(/，(\d+) 件的截止日期不够/.exec(longer.words)?.[1])).toBe(longer.open);
  expect((await effect('consultations.other_days', 15)).open).toBe(0);
  expect((await effect('consultations.show_comments', false)).words).toContain('只公布条数');
});

it('names the field and what to do', async () => {
  const { writer } = office;
  expect(commentText.safeParse({ articleId: null, content: '好' }).error?.issues[0]?.message).toBe('意见不少于 5 个字');
  const twice = [consultationSample.articles[0], consultationSample.articles[0]];
  await expect(byWriter((work) => editing.saveConsultation(work, writer, saveConsultationInput.parse({ ...consultationSample, articles: twice })))).rejects.toMatchObject({ fields: [{ path: 'articles.1.label', message: '“第一条”出现两次' }] });
  await expect(byWriter((work) => editing.saveConsultation(work, writer, saveConsultationInput.parse({ ...consultationSample, endsOn: '2026-03-01' })))).rejects.toMatchObject({ fields: [{ path: 'endsOn' }] });
  const id = await office.opened();
  await expect(said(id, '对别的草案的条文提意见', newId())).rejects.toMatchObject({ fields: [{ path: 'articleId' }] });
  await byWriter((work) => editing.extendConsultation(work, writer, { id, endsOn: '2026-05-01' }));
  await expect(byWriter((work) => editing.extendConsultation(work, writer, { id, endsOn: '2026-04-01' }))).rejects.toMatchObject({ code: 'workflow.refused' });
});
