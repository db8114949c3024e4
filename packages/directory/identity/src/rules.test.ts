import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { abolishOrgan, createOrgan } from '@smart/divisions/organs';
import { openPreparedTerm, prepareTerm } from '@smart/divisions/term-preparation';
import { fixedClock } from '@smart/kernel/clock';
import type { Work } from '@smart/workflow/work';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount } from './accounts.ts';
import { addAppointment, endAppointment } from './appointments.ts';
import type { AppointedRole } from './capacity.ts';
import { mandateHistory } from './mandate-acts.ts';
import { recordRestriction } from './mandate-restriction.ts';
import { mandateDecision } from './mandate-rules.ts';
import { addMandate, endMandate, resumeMandate, suspendMandate } from './mandates.ts';
import { endGrounds } from './model.ts';
import { findByPhone, updatePerson } from './people.ts';
import { systemContext } from './procedures.ts';
import { restrictionInput, type RestrictionInput } from './restriction-rules.ts';
import { createAdministrator } from './service.ts';
import { createTestIdentity, type TestIdentity } from './testing.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
const { acting } = systemContext;
let database: TestDatabase;
let identity: TestIdentity;
beforeAll(async () => {
  database = await createTestDatabase();
  identity = await createTestIdentity(database, { clock });
});
afterAll(() => database.close());

let people = 0;
const somebody = (code = '4306') => identity.person(code, `人员${++people}`);
const eventsOf = (type: string, subjectId: string) =>
  database.adminSql<{ payload: Record<string, unknown> }>('SELECT payload FROM domain_event WHERE type = $1 AND subject_id = $2', [type, subjectId]);
const appointmentOf = async (id: string) => (await database.adminSql<{ ends_on: string | null; end_note: string | null }>('SELECT ends_on::text, end_note FROM appointment WHERE id = $1', [id]))[0];

describe('a second mandate (选举法 48)', () => {
  it('is possible above and below, and nowhere else', async () => {
    const person = await somebody('430602');
    await identity.mandate('430602', person);
    await expect(identity.mandate('430626', person)).rejects.toMatchObject({ code: 'directory.second_mandate_not_related' });
    await expect(identity.mandate('4307', person)).rejects.toMatchObject({ code: 'directory.second_mandate_not_related' });
    await identity.mandate('4306', person);
    await identity.mandate('43', person);
    await identity.mandate('430602100', person);
    await expect(identity.mandate('430602', person)).rejects.toMatchObject({ code: 'common.conflict' });
    const [row] = await database.adminSql<{ congress_ids: string[] }>('SELECT congress_ids FROM person WHERE id = $1', [person]);
    expect(row?.congress_ids.toSorted()).toEqual(['430602', '4306', '43', '430602100'].map(identity.congress).toSorted());
  });

  it('agrees with the tree of divisions for any two congresses', async () => {
    const codes = ['43', '4306', '4307', '430602', '430626', '430623', '430602100'];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...codes), fc.constantFrom(...codes), async (one, other) => {
        fc.pre(one !== other);
        const person = await somebody(one);
        await identity.mandate(one, person);
        const second = await identity.mandate(other, person).then(() => true, () => false);
        const parents: Record<string, string> = { 4306: '43', 4307: '43', 430602: '4306', 430626: '4306', 430623: '4306', 430602100: '430602' };
        const above = (code: string): string[] => (parents[code] ? [parents[code], ...above(parents[code])] : []);
        expect(second).toBe(above(one).includes(other) || above(other).includes(one));
      }),
      { numRuns: 25 },
    );
  });

  it('is possible once the first has ended', async () => {
    const person = await somebody('430602');
    const first = await identity.mandate('430602', person);
    await identity.act('430602', (work) => endMandate(work, acting, identity.congress('430602'), { id: first, ground: 'moved_away', on: '2026-03-01' }));
    await identity.mandate('430626', person);
  });

  it('is not given twice by two congresses at the same time', async () => {
    await Promise.all([identity.term('430602'), identity.term('430626')]);
    for (let round = 0; round < 6; round++) {
      const person = await somebody('430602');
      const results = await Promise.allSettled([identity.mandate('430602', person), identity.mandate('430626', person)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });

  it('needs a certificate of its own within the term', async () => {
    const termId = await identity.term('4306');
    const add = async (personId: string) => identity.act('4306', (work) => addMandate(work, acting, identity.congress('4306'), { personId, termId, certificate: 'SAME', startsOn: '2022-01-05' }));
    await add(await somebody());
    await expect(add(await somebody())).rejects.toMatchObject({ code: 'common.conflict', message: expect.stringContaining('代表证号') });
  });
});

describe('posts that exclude each other (地方组织法 18, 47)', () => {
  it('a standing-committee member holds no executive, supervisory or judicial post, in whatever order and congress', async () => {
    for (const organ of ['government', 'government_office', 'supervisory_commission', 'court', 'procuratorate']) {
      const person = await somebody();
      await identity.mandate('4306', person);
      await identity.appointment('4306', person, 'standing_committee', ['standing_committee_member'], '委员');
      await expect(identity.appointment('4306', person, organ, ['handling_clerk']), organ).rejects.toMatchObject({ code: 'directory.executive_post_conflict', message: expect.stringContaining('第四十七条') });
      await expect(identity.appointment('430602', person, organ, ['handling_head']), organ).rejects.toMatchObject({ code: 'directory.executive_post_conflict' });
    }
    const official = await somebody();
    await identity.mandate('4306', official);
    const post = await identity.appointment('4306', official, 'court', ['handling_head'], '副院长');
    await expect(identity.appointment('4306', official, 'standing_committee', ['standing_committee_member'], '委员')).rejects.toMatchObject({ code: 'directory.executive_post_conflict' });
    await identity.act('4306', (work) => endAppointment(work, acting, identity.congress('4306'), { id: post, on: '2026-03-05' }));
    await identity.appointment('4306', official, 'standing_committee', ['standing_committee_member'], '委员');
  });

  it('a township chairperson holds no administrative post, but may serve elsewhere', async () => {
    const chair = await somebody('430602100');
    await identity.mandate('430602100', chair);
    await identity.appointment('430602100', chair, 'presidium', ['congress_leader', 'congress_officer'], '主席');
    await expect(identity.appointment('430602100', chair, 'government', ['handling_head'])).rejects.toMatchObject({ code: 'directory.executive_post_conflict', message: expect.stringContaining('第十八条') });
    await identity.appointment('430602', chair, 'street_0', ['congress_officer']);
  });

  it('committee members and township chairpersons are deputies', async () => {
    await expect(identity.appointment('4306', await somebody(), 'standing_committee', ['standing_committee_member'], '委员')).rejects.toMatchObject({ code: 'common.conflict' });
    await expect(identity.appointment('430602100', await somebody('430602100'), 'presidium', ['congress_leader'], '主席')).rejects.toMatchObject({ code: 'common.conflict' });
  });

  it('nobody is two of the three administrators', async () => {
    const person = await somebody();
    await identity.appointment('4306', person, 'standing_committee', ['system_administrator']);
    for (const role of ['security_administrator', 'audit_administrator'] as const) {
      await expect(identity.appointment('4306', person, 'standing_committee', [role])).rejects.toMatchObject({ code: 'common.conflict', message: expect.stringContaining('三员') });
    }
    await expect(identity.appointment('4306', await somebody(), 'standing_committee', ['audit_administrator', 'system_administrator'])).rejects.toMatchObject({ code: 'common.conflict' });
  });

  it('a role fits its organ', async () => {
    const unfit: [string, AppointedRole][] = [['court', 'congress_officer'], ['government', 'system_administrator'], ['deputies_affairs', 'government_officer'], ['special_0', 'standing_committee_member']];
    for (const [organ, role] of unfit) {
      await expect(identity.appointment('4306', await somebody(), organ, [role]), organ).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'roles' }] });
    }
  });

  it('an organ of another congress, or an abolished one, takes nobody', async () => {
    const person = await somebody();
    const into = (organId: string) => identity.act('4306', (work: Work) => addAppointment(work, acting, identity.congress('4306'), { personId: person, organId, title: '科员', roles: ['handling_clerk'], startsOn: '2026-03-05' }));
    await expect(into(identity.organ('4307', 'court'))).rejects.toMatchObject({ code: 'common.not_found' });
    const organ = await identity.act('4306', async (work) => {
      const made = await createOrgan(work, identity.congress('4306'), { name: '岳阳市撤并局', shortName: '撤并局', kind: 'department' });
      return abolishOrgan(work, identity.congress('4306'), { id: made.id, successorId: null, on: '2026-03-05' });
    });
    await expect(into(organ.id)).rejects.toMatchObject({ code: 'common.conflict' });
  });

  it('an organ with staff is not abolished', async () => {
    await identity.appointment('4307', await somebody('4307'), 'court', ['handling_clerk']);
    await expect(identity.act('4307', (work) => abolishOrgan(work, identity.congress('4307'), { id: identity.organ('4307', 'court'), successorId: null, on: '2026-03-05' })))
      .rejects.toMatchObject({ code: 'directory.organ_in_use', message: expect.stringContaining('1 名工作人员在任') });
  });
});

/** A vote that every threshold lets pass. */
const voted = mandateDecision.parse({ initiative: 'presidium', defence: 'spoken', votesFor: 60, votesAll: 100 });

describe('a restriction of liberty (代表法 39)', () => {
  const enter = (code: string, tier: 'city' | 'township', id: string, more: Partial<RestrictionInput>) =>
    identity.act(code, (work) => recordRestriction(work, acting, { id: identity.congress(code), tier },
      restrictionInput.parse({ id, on: '2026-03-05', restriction: 'arrest', requestedBy: '岳阳市人民检察院', outcome: 'granted', examined: true, ...more })));
  const actsOf = (id: string, code = '4306') => identity.act(code, (work) => mandateHistory(work, identity.congress(code), id)).then((acts) => acts.filter(({ act }) => act === 'restriction'));

  it('of a city deputy is permitted by the standing committee, in session by the presidium, after it was examined', async () => {
    const mandate = await identity.mandate('4306', await somebody());
    await expect(enter('4306', 'city', mandate, { examined: false })).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'examined', message: expect.stringContaining('打击报复') }] });
    await expect(enter('4306', 'city', mandate, { outcome: 'reported' })).rejects.toMatchObject({ code: 'common.invalid_input', fields: [{ path: 'outcome', message: expect.stringContaining('须经许可') }] });
    await enter('4306', 'city', mandate, { outcome: 'refused', note: '与代表在会议上的发言有关' });
    const [term] = await database.adminSql<{ term_id: string }>('SELECT term_id FROM mandate WHERE id = $1', [mandate]);
    await database.adminSql(`INSERT INTO session (id, congress_id, term_id, number, starts_on, ends_on) VALUES (gen_random_uuid(), $1, $2, 90, '2026-03-04', '2026-03-06')`, [identity.congress('4306'), term?.term_id]);
    await enter('4306', 'city', mandate, {});
    await database.adminSql('DELETE FROM session WHERE number = 90');
    const acts = await actsOf(mandate);
    expect(acts.map(({ decidedBy, facts }) => [decidedBy, facts['outcome']])).toEqual([['本级人大常委会', '不予许可'], ['本级人民代表大会主席团', '许可']]);
    expect(acts[0]).toMatchObject({ decisionNote: '与代表在会议上的发言有关', facts: { restriction: '逮捕', requestedBy: '岳阳市人民检察院' } });
    expect(await eventsOf('mandate.restriction_decided', mandate)).toHaveLength(2);
  });

  it('of a township deputy, or of one caught in the act, is only reported', async () => {
    const township = await identity.mandate('430602100', await somebody('430602100'));
    await expect(enter('430602100', 'township', township, {})).rejects.toMatchObject({ fields: [{ path: 'outcome', message: expect.stringContaining('立即报告') }] });
    await enter('430602100', 'township', township, { outcome: 'reported', examined: false });
    expect((await actsOf(township, '430602100')).map(({ decidedBy }) => decidedBy)).toEqual(['本级人民代表大会']);
    const city = await identity.mandate('4306', await somebody());
    await expect(enter('4306', 'city', city, { restriction: 'detained' })).rejects.toMatchObject({ code: 'common.invalid_input' });
    await enter('4306', 'city', city, { restriction: 'detained', outcome: 'reported', examined: false });
    expect(await actsOf(city)).toHaveLength(1);
  });

  it('is not entered for a mandate that has ended', async () => {
    const mandate = await identity.mandate('4306', await somebody());
    await identity.act('4306', (work) => endMandate(work, acting, identity.congress('4306'), { id: mandate, ground: 'moved_away', on: '2026-03-05', decision: null }));
    await expect(enter('4306', 'city', mandate, {})).rejects.toMatchObject({ code: 'common.conflict', message: expect.stringContaining('已经终止') });
  });
});

describe('what is entered of a mandate', () => {
  it('takes effect at once, so nothing is entered ahead of its day', async () => {
    const id = await identity.mandate('4306', await somebody());
    const congressId = identity.congress('4306');
    const tomorrow = { id, on: '2026-03-06' };
    const early = { code: 'common.invalid_input', fields: [{ path: 'on', message: expect.stringContaining('不得晚于今天') }] };
    await expect(identity.act('4306', (work) => endMandate(work, acting, congressId, { ...tomorrow, ground: 'moved_away' }))).rejects.toMatchObject(early);
    await expect(identity.act('4306', (work) => suspendMandate(work, acting, congressId, { ...tomorrow, ground: 'detained' }))).rejects.toMatchObject(early);
    await identity.act('4306', (work) => suspendMandate(work, acting, congressId, { id, on: '2026-03-05', ground: 'detained' }));
    await expect(identity.act('4306', (work) => resumeMandate(work, acting, congressId, tomorrow))).rejects.toMatchObject(early);
  });
});

describe('a mandate', () => {
  const end = (id: string, ground: keyof typeof endGrounds, on = '2026-03-05') =>
    identity.act('4306', (work) => endMandate(work, acting, identity.congress('4306'), { id, ground, on, decision: ground === 'resignation' || ground === 'recalled' ? voted : null }));

  it('that ends takes with it the posts only a deputy holds, and no others (选举法 54, 56)', async () => {
    const person = await somebody();
    const mandate = await identity.mandate('4306', person);
    const member = await identity.appointment('4306', person, 'standing_committee', ['standing_committee_member'], '委员');
    const committee = await identity.appointment('4306', person, 'special_0', ['handling_clerk'], '委员');
    const staff = await identity.appointment('4306', person, 'deputies_affairs', ['congress_officer'], '科员');
    const elsewhere = await identity.appointment('430602', person, 'special_0', ['handling_clerk'], '顾问');
    const { posts } = await end(mandate, 'recalled');
    expect(posts.toSorted()).toEqual(['岳阳市人大常委会委员', '岳阳市人大法制委员会委员'].toSorted());
    expect(await appointmentOf(member)).toMatchObject({ ends_on: '2026-03-05', end_note: expect.stringContaining('选举法第五十四条') });
    expect(await appointmentOf(committee)).toMatchObject({ ends_on: '2026-03-05' });
    expect(await appointmentOf(staff)).toMatchObject({ ends_on: null });
    expect(await appointmentOf(elsewhere)).toMatchObject({ ends_on: null });
    const [event] = await eventsOf('mandate.ended', mandate);
    expect(event?.payload).toMatchObject({ personId: person, ground: '被罢免', posts, congressName: '岳阳市人民代表大会' });
  });

  it('that ends with the term leaves committee posts until the next election (地方组织法 34, 48)', async () => {
    const person = await somebody();
    const mandate = await identity.mandate('4306', person);
    const member = await identity.appointment('4306', person, 'standing_committee', ['standing_committee_member'], '委员');
    expect((await end(mandate, 'term_end')).posts).toEqual([]);
    expect(await appointmentOf(member)).toMatchObject({ ends_on: null });
  });

  it('ends on each ground of 代表法 62 once, not before it began', async () => {
    for (const ground of ['moved_away', 'resignation', 'absent_twice', 'recalled', 'nationality_lost', 'rights_deprived', 'incapacitated', 'death'] as const) {
      const mandate = await identity.mandate('4306', await somebody());
      await expect(end(mandate, ground, '2022-01-04')).rejects.toMatchObject({ fields: [{ path: 'on' }] });
      expect((await end(mandate, ground)).mandate).toMatchObject({ status: 'ended', endGround: ground, endsOn: '2026-03-05' });
      await expect(end(mandate, ground)).rejects.toMatchObject({ code: 'common.conflict' });
    }
  });

  it('is suspended and resumes (代表法 61)', async () => {
    const mandate = await identity.mandate('4306', await somebody());
    const congress = identity.congress('4306');
    const suspend = () => identity.act('4306', (work) => suspendMandate(work, acting, congress, { id: mandate, ground: 'detained', on: '2026-03-01' }));
    const resume = () => identity.act('4306', (work) => resumeMandate(work, acting, congress, { id: mandate, on: '2026-03-04' }));
    await expect(resume()).rejects.toMatchObject({ code: 'common.conflict' });
    expect((await suspend()).status).toBe('suspended');
    await expect(suspend()).rejects.toMatchObject({ code: 'common.conflict' });
    expect((await resume()).status).toBe('active');
    expect(await eventsOf('mandate.suspended', mandate)).toHaveLength(1);
    expect(await eventsOf('mandate.resumed', mandate)).toHaveLength(1);
    await suspend();
    expect((await end(mandate, 'rights_deprived')).mandate.status).toBe('ended');
  });

  it('of another congress is not found', async () => {
    const mandate = await identity.mandate('4307', await somebody('4307'));
    await expect(end(mandate, 'recalled')).rejects.toMatchObject({ code: 'common.not_found' });
  });

  it('of the former term ends on the day the new term opens (代表法 2)', async () => {
    const person = await somebody('430623');
    const mandate = await identity.mandate('430623', person);
    await identity.act('430623', async (work) => {
      const congress = identity.congress('430623');
      const next = await prepareTerm(work, congress, { firstSession: { startsOn: '2026-03-05', endsOn: '2026-03-08' }, carryDelegations: true, carryConstituencies: true });
      await openPreparedTerm(work, congress, { oldTermId: next.oldTermId, newTermId: next.id, on: next.startsOn });
    });
    const rows = await database.adminSql('SELECT status, end_ground, ends_on::text FROM mandate WHERE id = $1', [mandate]);
    expect(rows).toEqual([{ status: 'ended', end_ground: 'term_end', ends_on: '2026-03-05' }]);
  });
});

describe('people', () => {
  it('are one per phone number, found across congresses by the full number only', async () => {
    const first = await identity.person('4306', '手机甲', { phone: '13900001111' });
    await expect(identity.person('4307', '手机乙', { phone: '+86 139-0000-1111' })).rejects.toMatchObject({ code: 'identity.phone_taken' });
    await identity.act('4307', async (work) => {
      expect(await findByPhone(work, '13900001111')).toEqual({ id: first, name: '手机甲', phoneMasked: '139****1111' });
      expect(await findByPhone(work, '13900001112')).toBeNull();
      expect(await work.prisma.person.findUnique({ where: { id: first } })).toBeNull(); // the wall stands again
    });
    const results = await Promise.allSettled([identity.person('4306', '同号甲', { phone: '13900002222' }), identity.person('4307', '同号乙', { phone: '13900002222' })]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('keep their number when corrected, and lose it on request', async () => {
    const person = await identity.person('4306', '改号', { phone: '13900003333' });
    const update = (change: object) => identity.act('4306', (work) => updatePerson(work, { id: person, ...change }));
    expect(await update({ employer: '岳阳市第一中学', phone: '13900003333' })).toMatchObject({ employer: '岳阳市第一中学', phoneMasked: '139****3333' });
    expect(await update({ name: '改过号' })).toMatchObject({ name: '改过号', employer: '岳阳市第一中学', phoneMasked: '139****3333' });
    expect(await update({ phone: null })).toMatchObject({ phoneMasked: null });
    await expect(identity.act('4307', (work) => updatePerson(work, { id: person, name: '越权' }))).rejects.toMatchObject({ code: 'common.not_found' });
  });

  it('have one account with a name of their own', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const open = (personId: string, username: string, password = 'Test-2026-Password') => identity.act('4306', (work) => createAccount(work, { personId, username, password }));
    expect(await open(one, 'Zhang.San')).toMatchObject({ username: 'zhang.san' });
    await expect(open(one, 'zhang.again')).rejects.toMatchObject({ code: 'common.conflict' });
    await expect(open(other, 'zhang.san')).rejects.toMatchObject({ code: 'identity.username_taken' });
    await expect(open(other, '13812345678')).rejects.toMatchObject({ code: 'identity.username_invalid' });
    await expect(open(other, 'other.name', 'password')).rejects.toMatchObject({ code: 'identity.weak_password' });
  });

  it('who administer a congress are created with a one-time password', async () => {
    for (const code of ['4306', '430602100']) {
      const made = await identity.act(code, (work) => createAdministrator(work, identity.congress(code), { name: '首位管理员', username: `admin_${code}` }));
      expect(made.password).toMatch(/^\S{14}$/);
      expect(await identity.signIn(made.username, { password: made.password })).toContain('session_token');
    }
  });
});
