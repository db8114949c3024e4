// Handing in: session, cut-off, the delegation's name, paper originals, the earlier answer and who follows it.
import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mayReadAttachment } from '../attachments.ts';
import { inviteCosigners } from '../cosigning.ts';
import { draft, saveDraft } from '../drafts.ts';
import { examine } from '../examination.ts';
import { inboxOf } from '../inbox.ts';
import { letterOf } from '../letter.ts';
import { publish } from '../publication.ts';
import { publicDetail } from '../publication/reading.ts';
import { similarSuggestions } from '../similar.ts';
import { submit } from '../submission.ts';
import { createHouse, sample, type House } from '../testing.ts';
import { type Steps, stepsIn } from '../testing-steps.ts';
import { answerDelegation, askDelegation, dropDelegation } from './delegation.ts';
import { follow, followedBy, relate, relationsOf, unfollow, unrelate } from './earlier.ts';
import { tellFollowers } from './following.ts';
import { archiveOriginal, enterPaper, papersOf, refusePaper } from './paper.ts';
import { submissionOf } from './view.ts';
import { submissionWindow } from './window.ts';

let database: TestDatabase;
let house: House;
let steps: Steps;
const delegationId = newId();
const opened = '2026-04-07T09:00:00+08:00';

beforeAll(async () => {
  database = await createTestDatabase();
  house = await createHouse(database);
  steps = stepsIn(house);
  const { congressId, termId } = house.city;
  await database.adminSql(`INSERT INTO session (id, congress_id, term_id, number, starts_on, ends_on, suggestion_cutoff) VALUES ($1, $2, $3, 5, '2026-04-07', '2026-04-10', '2026-04-09T12:00:00+08:00')`, [newId(), congressId, termId]);
  await database.adminSql(`INSERT INTO delegation (id, congress_id, term_id, name, leader_id) VALUES ($1, $2, $3, '岳阳楼区代表团', $4)`, [delegationId, congressId, termId, house.cosigner.personId]);
  await database.adminSql('UPDATE mandate SET delegation_id = $1 WHERE id = ANY ($2::uuid[])', [delegationId, [house.deputy.id, house.cosigner.id]]);
});
afterAll(() => database.close());
beforeEach(() => house.clock.set(opened));

const asDeputy = <T>(run: (work: Work) => Promise<T>): Promise<T> => house.as(house.deputy, run);
const tasks = async (who: House['deputy']) => (await house.as(who, inboxOf)).items.map((one) => `${one.task}:${one.suggestionId}`);
const file = async (purpose: string, uploadedBy: string): Promise<string> => {
  const id = newId();
  await database.adminSql(
    `INSERT INTO stored_file (id, congress_id, matter_id, purpose, name, media_type, size, sha256, uploaded_by, uploader_label, created_at) VALUES ($1, $2, $1, $3, '原件.pdf', 'application/pdf', 9, 'x', $4, '测试', $5)`,
    [id, house.city.congressId, purpose, uploadedBy, house.clock.now()],
  );
  return id;
};

describe('nothing is handed in', () => {
  it('while the mandate is suspended or after it has ended, though the sign-in is from before (代表法 61、62)', async () => {
    const id = await house.draft(house.deputy);
    const status = (now: string) => database.adminSql('UPDATE mandate SET status = $2 WHERE id = $1', [house.deputy.id, now]);
    await status('suspended');
    await expect(asDeputy((work) => submit(work, house.deputy, { id }))).rejects.toMatchObject({ code: 'suggestions.mandate_suspended' });
    await status('ended');
    await expect(asDeputy((work) => submit(work, house.deputy, { id }))).rejects.toMatchObject({ code: 'suggestions.not_a_deputy' });
    await status('active');
    expect(await asDeputy((work) => submit(work, house.deputy, { id }))).toMatchObject({ state: 'submitted' });
  });

  it('that says of itself that it is secret; the draft stays with the deputy (青岛 6)', async () => {
    const id = await house.draft(house.deputy, { background: `机密★ ${sample.background}` });
    await expect(asDeputy((work) => submit(work, house.deputy, { id }))).rejects.toMatchObject({ code: 'suggestions.secret_off_system' });
    await asDeputy((work) => saveDraft(work, house.deputy, { id, background: sample.background }));
    expect(await asDeputy((work) => submit(work, house.deputy, { id }))).toMatchObject({ state: 'submitted' });
  });
});

describe('session, cut-off, recess', () => {
  it('tells the deputy where a suggestion would belong, until when, and who leads the delegation', async () => {
    expect(await asDeputy((work) => submissionWindow(work, house.deputy))).toMatchObject({
      standing: 'session', sessionName: '市九届人大五次会议', until: '2026-04-09T04:00:00.000Z', endsOn: '2026-04-10', afterCutoff: 'recess', delegation: { name: '岳阳楼区代表团', leaderName: house.cosigner.personName, leads: false },
    });
    house.clock.set('2026-04-09T12:00:01+08:00');
    expect(await asDeputy((work) => submissionWindow(work, house.deputy))).toMatchObject({ standing: 'closed' });
    house.clock.set('2026-04-11T00:00:00+08:00');
    expect(await asDeputy((work) => submissionWindow(work, house.deputy))).toMatchObject({ standing: 'recess', until: null });
    expect(await house.as(house.otherDeputy, submissionWindow)).toMatchObject({ delegation: null });
  });

  it('where the congress takes nothing after the cut-off, the choice is not offered and nothing is lost', async () => {
    house.clock.set('2026-04-09T13:00:00+08:00');
    await database.adminSql(`INSERT INTO congress_parameter (congress_id, key, value, set_by_label, set_at) VALUES ($1, 'suggestions.after_cutoff', '"refuse"', '测试', now())`, [house.city.congressId]);
    const id = await house.draft(house.deputy);
    await expect(asDeputy((work) => submit(work, house.deputy, { id, asRecess: true }))).rejects.toMatchObject({ code: 'suggestions.session_closed_until', message: expect.stringContaining('2026年4月10日') });
    expect(await asDeputy((work) => draft(work, house.deputy, id))).toMatchObject({ state: 'draft', title: sample.title });
    await database.adminSql(`DELETE FROM congress_parameter WHERE key = 'suggestions.after_cutoff'`);
  });
});

describe('in the name of the delegation', () => {
  const asked = async () => {
    const id = await house.draft(house.deputy);
    await asDeputy((work) => askDelegation(work, house.deputy, { id, discussedOn: '2026-04-07' }));
    return id;
  };

  it('the leader signs, and it stands under the name of the delegation from then on', async () => {
    const id = await asked();
    await expect(asDeputy((work) => submit(work, house.deputy, { id }))).rejects.toMatchObject({ code: 'workflow.refused', message: expect.stringContaining('尚未签署') });
    expect(await tasks(house.cosigner)).toContain(`sign_delegation:${id}`);
    await expect(house.as(house.otherDeputy, (work, who) => answerDelegation(work, who, { id, agree: true, reason: '' }))).rejects.toMatchObject({ code: 'common.not_found' });
    await house.as(house.cosigner, (work, who) => answerDelegation(work, who, { id, agree: true, reason: '' }));
    expect(await tasks(house.cosigner)).not.toContain(`sign_delegation:${id}`);
    await asDeputy((work) => submit(work, house.deputy, { id }));
    expect(await house.as(house.officer, (work, who) => examine(work, who, { id, decision: 'accept' }))).toMatchObject({ numberLabel: expect.stringContaining('五次会议') });
    expect(await steps.see(house.officer, id)).toMatchObject({ leadName: '岳阳楼区代表团', byDelegation: true, inSession: true });
    expect(await house.as(house.otherDeputy, (work, who) => submissionOf(work, who, id))).toMatchObject({ delegation: { name: '岳阳楼区代表团', state: 'confirmed', discussedOn: '2026-04-07' }, paper: null });
    await steps.assign(id, [{ organId: house.organs.transport, role: 'lead' }]);
    await steps.accept(id, house.transportClerk);
    await steps.answer(id, house.transportClerk, house.transportHead);
    await house.as(house.officer, (work, who) => publish(work, who, { id }));
    expect(await house.asPublic((work) => publicDetail(work, id))).toMatchObject({ leadName: '岳阳楼区代表团', byDelegation: true });
    const replyId = (await steps.see(house.deputy, id)).replies[0]?.id ?? '';
    expect(await house.as(house.deputy, (work, who) => letterOf(work, who, replyId))).toMatchObject({ addressee: '岳阳楼区代表团' });
  });

  it('changed text asks the leader again; who leads the delegation signs with their own pen', async () => {
    const id = await asked();
    await house.as(house.cosigner, (work, who) => answerDelegation(work, who, { id, agree: true, reason: '' }));
    await asDeputy((work) => saveDraft(work, house.deputy, { id, proposal: `${sample.proposal}并公布到站时间。` }));
    expect(await asDeputy((work) => submissionOf(work, house.deputy, id))).toMatchObject({ delegation: { state: 'asked' } });
    const own = await house.draft(house.cosigner);
    await house.as(house.cosigner, (work, who) => askDelegation(work, who, { id: own, discussedOn: '2026-04-07' }));
    await house.as(house.cosigner, (work, who) => submit(work, who, { id: own }));
    expect(await steps.see(house.officer, own)).toMatchObject({ leadName: '岳阳楼区代表团' });
  });

  it('not signed with the reason; then the deputy goes on alone', async () => {
    const id = await asked();
    await house.as(house.cosigner, (work, who) => answerDelegation(work, who, { id, agree: false, reason: '全团意见还不一致' }));
    await expect(asDeputy((work) => submit(work, house.deputy, { id }))).rejects.toMatchObject({ message: expect.stringContaining('没有签署') });
    expect(await asDeputy((work) => submissionOf(work, house.deputy, id))).toMatchObject({ delegation: { state: 'declined', declineReason: '全团意见还不一致' } });
    await asDeputy((work) => dropDelegation(work, house.deputy, { id }));
    await asDeputy((work) => submit(work, house.deputy, { id }));
    expect(await steps.see(house.officer, id)).toMatchObject({ leadName: house.deputy.personName, byDelegation: false });
  });

  it('only while the session takes suggestions, without co-signers, and not by who is in no delegation', async () => {
    const id = await asked();
    await house.as(house.cosigner, (work, who) => answerDelegation(work, who, { id, agree: true, reason: '' }));
    await expect(asDeputy((work) => inviteCosigners(work, house.deputy, { id, mandateIds: [house.otherDeputy.id] }))).rejects.toMatchObject({ message: expect.stringContaining('不再联名') });
    house.clock.set('2026-04-09T12:30:00+08:00');
    await expect(asDeputy((work) => submit(work, house.deputy, { id, asRecess: true }))).rejects.toMatchObject({ code: 'suggestions.delegation_in_session_only' });
    await expect(asDeputy((work) => askDelegation(work, house.deputy, { id, discussedOn: '2026-04-07' }))).rejects.toMatchObject({ code: 'suggestions.delegation_in_session_only' });
    const other = await house.draft(house.otherDeputy);
    await expect(house.as(house.otherDeputy, (work, who) => askDelegation(work, who, { id: other, discussedOn: '2026-04-07' }))).rejects.toMatchObject({ code: 'suggestions.delegation_without_leader' });
  });
});

describe('paper originals', () => {
  const paper = async (changes: object = {}) => ({
    ...sample, id: newId(), mandateId: house.deputy.id, publishConsent: true, receivedAt: '2026-04-07T08:30:00+08:00', archiveNumber: '2026-建-12', fileIds: [await file('paper', house.officer.personId)], ...changes,
  });

  it('entered by the office, confirmed by the deputy, counted from the day of receipt', async () => {
    const entry = await paper();
    await house.as(house.officer, (work, who) => enterPaper(work, who, entry));
    await house.as(house.officer, (work, who) => enterPaper(work, who, entry)); // a retry after a lost answer
    expect(await house.as(house.officer, (work, who) => papersOf(work, who, { limit: 20, offset: 0 }))).toMatchObject({ total: 1, waiting: 1, rows: [{ id: entry.id, state: 'waiting', opens: false }] });
    expect(await tasks(house.deputy)).toContain(`confirm_paper:${entry.id}`);
    await expect(steps.see(house.officer, entry.id)).rejects.toMatchObject({ code: 'common.not_found' });
    house.clock.set('2026-04-09T18:00:00+08:00'); // confirmed after the cut-off; the paper came before it
    await asDeputy((work) => submit(work, house.deputy, { id: entry.id }));
    expect(await steps.see(house.officer, entry.id)).toMatchObject({ inSession: true, state: 'submitted', files: [] });
    expect(await house.as(house.officer, (work, who) => submissionOf(work, who, entry.id))).toMatchObject({ paper: { state: 'confirmed', archiveNumber: '2026-建-12', files: [{ name: '原件.pdf' }] } });
  });

  it('refused with the reason, which the office reads; the entry is gone', async () => {
    const entry = await paper();
    await house.as(house.officer, (work, who) => enterPaper(work, who, entry));
    await asDeputy((work) => refusePaper(work, house.deputy, { id: entry.id, reason: '第二段不是我写的' }));
    expect(await house.as(house.officer, (work, who) => papersOf(work, who, { state: 'refused', limit: 20, offset: 0 }))).toMatchObject({ rows: [{ id: entry.id, refusalReason: '第二段不是我写的' }] });
    await expect(asDeputy((work) => draft(work, house.deputy, entry.id))).rejects.toMatchObject({ code: 'common.not_found' });
  });

  it('not for somebody who is no deputy here, nor received in the future', async () => {
    const foreign = await paper({ mandateId: house.districtDeputy.id });
    await expect(house.as(house.officer, (work, who) => enterPaper(work, who, foreign))).rejects.toMatchObject({ code: 'suggestions.paper_no_deputy' });
    const future = await paper({ receivedAt: '2026-04-08T08:30:00+08:00' });
    await expect(house.as(house.officer, (work, who) => enterPaper(work, who, future))).rejects.toMatchObject({ fields: [{ path: 'receivedAt' }] });
  });

  it('a scan is archived to an electronic one, for the lead and the congress only', async () => {
    const id = await steps.registered();
    const scan = await file('paper', house.officer.personId);
    await house.as(house.officer, (work, who) => archiveOriginal(work, who, { id, receivedAt: '2026-04-07T08:30:00+08:00', archiveNumber: null, fileIds: [scan] }));
    const may = (who: House['deputy']) => house.as(who, (work) => mayReadAttachment(work, who, { matterId: id, subjectType: 'paper', subjectId: id }));
    expect(await Promise.all([house.deputy, house.officer, house.otherDeputy, house.transportClerk, house.districtOfficer].map(may))).toEqual([true, true, false, false, false]);
    expect((await house.as(house.otherDeputy, (work, who) => submissionOf(work, who, id))).paper).toBeNull();
  });
});

describe('the earlier answer first', () => {
  it('is contested or added to, kept on both, and told to examiner and organ', async () => {
    const earlier = await steps.replied();
    // The house asks for the same again and again; what is asked in the same words stands once.
    await database.adminSql(`UPDATE suggestion SET title = '关于城陵矶公交候车时间过长的建议' WHERE id = $1`, [earlier]);
    const id = await house.draft(house.otherDeputy, { title: '关于城陵矶公交候车时间仍然过长的建议' });
    const { items } = await house.as(house.otherDeputy, (work, who) => similarSuggestions(work, who, { id, title: '关于城陵矶公交候车时间仍然过长的建议', text: sample.background, limit: 5 }));
    expect(items.find((one) => one.id === earlier)).toMatchObject({ own: true, reply: { organName: expect.stringContaining('交通'), excerpt: expect.stringContaining('很有针对性') }, gradeLabel: '已经解决或者采纳', stateLabel: '待评价' });
    await house.as(house.otherDeputy, (work, who) => relate(work, who, { id, earlierId: earlier, kind: 'contests', note: '答复说已加密班次，现场没有变化' }));
    // While it is a draft nobody but its writer knows.
    expect((await asDeputy((work) => relationsOf(work, house.deputy, earlier))).later).toEqual([]);
    await house.as(house.otherDeputy, (work, who) => submit(work, who, { id }));
    await house.as(house.officer, (work, who) => examine(work, who, { id, decision: 'accept' }));
    expect(await house.as(house.officer, (work, who) => relationsOf(work, who, id))).toMatchObject({ earlier: [{ id: earlier, kind: 'contests', opens: 'own', note: '答复说已加密班次，现场没有变化' }] });
    expect((await asDeputy((work) => relationsOf(work, house.deputy, earlier))).later).toMatchObject([{ id, kind: 'contests' }]);
    await steps.assign(id, [{ organId: house.organs.transport, role: 'lead' }]);
    expect(await house.as(house.transportClerk, (work, who) => submissionOf(work, who, id))).toMatchObject({ relations: { earlier: [{ id: earlier, kind: 'contests' }] } });
    await expect(house.as(house.otherDeputy, (work, who) => unrelate(work, who, { id, earlierId: earlier }))).rejects.toMatchObject({ code: 'workflow.refused' });
  });

  it('of another congress only what is published, and the relation outlives its withdrawal from the site', async () => {
    const hidden = await steps.replied();
    const id = await house.draft(house.districtDeputy);
    const contest = (earlierId: string) => house.as(house.districtDeputy, (work, who) => relate(work, who, { id, earlierId, kind: 'adds', note: '区里也有同样的情况' }));
    await expect(contest(hidden)).rejects.toMatchObject({ code: 'common.not_found' });
    await house.as(house.officer, (work, who) => publish(work, who, { id: hidden }));
    expect(await contest(hidden)).toMatchObject({ earlier: [{ id: hidden, opens: 'public', congressName: '岳阳市人民代表大会' }] });
    await database.adminSql('UPDATE suggestion SET published_at = NULL WHERE id = $1', [hidden]);
    expect(await house.as(house.districtDeputy, (work, who) => relationsOf(work, who, id))).toMatchObject({ earlier: [{ opens: 'nowhere', stateLabel: null, title: sample.title }] });
  });

  it('is followed: told once for each step, in the own congress and in others as far as it is published', async () => {
    const id = await steps.inHandling();
    await house.as(house.otherDeputy, (work, who) => follow(work, who, { earlierId: id }));
    await house.as(house.otherDeputy, (work, who) => follow(work, who, { earlierId: id }));
    const tell = (congressId: string) => house.asSystem(congressId, (work) => tellFollowers(work, congressId));
    expect(await tell(house.city.congressId)).toBe(0);
    await steps.answer(id, house.transportClerk, house.transportHead);
    expect([await tell(house.city.congressId), await tell(house.city.congressId)]).toEqual([1, 0]);
    await house.as(house.officer, (work, who) => publish(work, who, { id }));
    await house.as(house.districtDeputy, (work, who) => follow(work, who, { earlierId: id }));
    expect(await house.as(house.districtDeputy, (work, who) => followedBy(work, who, { limit: 20, offset: 0 }))).toMatchObject({ rows: [{ id, opens: 'public', stateLabel: '待评价' }] });
    await database.adminSql(`UPDATE suggestion SET state = 'closed' WHERE id = $1`, [id]);
    expect([await tell(house.district.congressId), await tell(house.district.congressId)]).toEqual([1, 0]);
    expect(await house.as(house.districtDeputy, (work, who) => unfollow(work, who, { earlierId: id }))).toMatchObject({ following: false });
    expect((await house.as(house.districtDeputy, (work, who) => followedBy(work, who, { limit: 20, offset: 0 }))).rows).toEqual([]);
  });
});
