// directory.*, people.*, parameters.*, session.*, log.*, jobs.*, notices.*, duty.*, live.*: rows of the permission matrix.
// A congress manages its own people, organs and parameters; 三员 are three, and none does the others' acts.
import { expect } from 'vitest';
import { z } from 'zod';
import { anybody, at, everybody, everywhere, signedIn } from './oracle.ts';
import type { Rows, World } from './row.ts';
import { type Caller, type Known, standing } from './world.ts';

const system = at('home', 'system_administrator');
const security = at('home', 'security_administrator');
/** 代表工委 keeps the mandates (代表法 12, 62), with the system administrator who keeps the people. */
const keepers = at('home', 'system_administrator', 'congress_officer');
const allSystem = everywhere('system_administrator');
const allKeepers = everywhere('system_administrator', 'congress_officer');
const own: readonly Caller[] = ['home.lead'];
const unknownId = '01900000-0000-7000-8000-000000000000';

const placeOf = (who: Caller) => (who === 'anonymous' || who === 'nobody' ? undefined : standing(who).place);
const peopleOf = (world: World, place: string): Set<string> => new Set(everybody.filter((one: Known) => standing(one).place === place).map((one) => world.of(one).personId));

export const directoryRows: Rows = {
  // --- readable by all
  'directory.divisions': () => [{ input: { parentCode: '43' }, allowed: anybody }],
  'directory.congresses': () => [{ input: {}, allowed: anybody }],
  'directory.congress': ({ at: { home } }) => [{ input: { id: home.congressId }, allowed: anybody }],
  'directory.sessionState': ({ at: { home } }) => [{ input: { congressId: home.congressId }, allowed: anybody }],
  'directory.terms': ({ at: { home } }) => [{ input: { congressId: home.congressId }, allowed: anybody }],
  'directory.publicOrgans': ({ at: { home } }) => [{ input: { congressId: home.congressId }, allowed: anybody }],
  'directory.organs': ({ at: { home } }) => [{ input: { congressId: home.congressId }, allowed: everybody }],
  'directory.electingUnits': ({ at: { home } }) => [{ input: { termId: home.termId }, allowed: allKeepers }],

  // --- changed by the congress itself
  'directory.createOrgan': ({ at: congresses }) => [
    {
      input: { name: '新设机构', shortName: '新设', kind: 'department' }, allowed: allSystem,
      check: (output, who) => expect(z.object({ congressId: z.string() }).parse(output).congressId).toBe(congresses[placeOf(who) ?? 'home'].congressId),
    },
  ],
  'directory.updateOrgan': ({ home }) => [{ input: { id: home.idleOrganId, shortName: '改名机构' }, allowed: system }],
  'directory.abolishOrgan': ({ home }) => [{ input: { id: home.idleOrganId, on: '2026-03-02' }, allowed: system }],
  // Every congress of this world has a term in office: the next one comes by a change of term only.
  'directory.openTerm': () => [{ input: { number: 10, firstSession: { startsOn: '2026-03-02', endsOn: '2026-03-05' } }, allowed: allSystem, otherwise: 'common.conflict' }],
  'directory.openSession': () => [{ input: { number: 7, startsOn: '2026-03-10', endsOn: '2026-03-12' }, allowed: allKeepers }],
  'directory.setSuggestionCutoff': ({ home }) => [{ input: { sessionId: home.meetingId, cutoff: null }, allowed: keepers }],

  // --- people
  'people.deputies': (world) => [
    {
      input: { take: 50 }, allowed: everywhere('deputy', 'congress_officer', 'congress_leader', 'standing_committee_member', 'system_administrator'),
      check: (output, who) => {
        const rows = z.array(z.object({ personId: z.string() })).parse(output);
        const deputies = at(placeOf(who) ?? 'home', 'deputy').map((one) => world.of(one).personId);
        for (const { personId } of rows) expect(peopleOf(world, placeOf(who) ?? '').has(personId) || world.house.districtDeputy.personId === personId || world.house.otherDeputy.personId === personId).toBe(true);
        expect(deputies.filter((id) => id !== world.capacity(who)?.personId && !rows.some((row) => row.personId === id))).toEqual([]);
      },
    },
  ],
  // The security administrator looks up whose account to unlock or whose sign-ins to end.
  'people.list': (world) => [
    {
      input: { size: 100 }, allowed: everywhere('system_administrator', 'congress_officer', 'security_administrator'),
      check: (output, who) => {
        const rows = z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(output).rows.map((one) => one.id);
        const others = everybody.filter((one) => standing(one).place !== placeOf(who)).map((one) => world.of(one).personId);
        expect(others.filter((id) => rows.includes(id))).toEqual([]);
        expect([...peopleOf(world, placeOf(who) ?? '')].filter((id) => !rows.includes(id))).toEqual([]);
      },
    },
  ],
  'people.create': () => [{ input: { name: '新来的人' }, allowed: allSystem }],
  'people.update': ({ home }) => [
    { input: { id: home.personId, employer: '改写的单位' }, allowed: system },
    { what: 'the phone', input: { id: home.personId, phone: '13907309999' }, allowed: system },
  ],
  // Whoever knows the full number finds the person of any congress, to enter nobody twice: name and masked number.
  'people.findByPhone': () => [{ input: { phone: '13907301234' }, allowed: allKeepers }],
  'people.showPhone': ({ home }) => [{ input: { personId: home.personId, purpose: '联系参加会议' }, allowed: keepers }],
  'people.addMandate': ({ home, ids }) => [{ input: { personId: home.freePersonId, termId: ids.homeTerm, certificate: 'M0001', startsOn: '2026-03-02' }, allowed: keepers }],
  'people.suspendMandate': ({ home }) => [{ input: { id: home.mandateId, ground: 'detained', on: '2026-03-02' }, allowed: keepers }],
  'people.resumeMandate': ({ home }) => [{ input: { id: home.suspendedMandateId, on: '2026-03-02' }, allowed: keepers }],
  'people.endMandate': ({ home }) => [{ input: { id: home.mandateId, ground: 'moved_away', on: '2026-03-02' }, allowed: keepers }],
  'people.addAppointment': ({ home }) => [
    { input: { personId: home.freePersonId, organId: home.idleOrganId, title: '工作人员', roles: ['handling_clerk'], startsOn: '2026-03-02' }, allowed: system },
  ],
  'people.endAppointment': ({ home }) => [{ input: { id: home.appointmentId, on: '2026-03-02' }, allowed: system }],
  'people.createAccount': ({ home }) => [{ input: { personId: home.freePersonId, username: 'matrix.new' }, allowed: system }],
  'people.resetPassword': ({ home }) => [{ input: { personId: home.accountPersonId }, allowed: system }],
  'people.unlock': ({ home }) => [{ input: { personId: home.accountPersonId }, allowed: security }],
  'people.revokeSessions': ({ home }) => [{ input: { personId: home.accountPersonId }, allowed: security }],

  // --- parameters
  'parameters.list': () => [{ input: {}, allowed: allKeepers }],
  'parameters.preview': () => [{ input: { key: 'suggestions.evaluation_term', value: { unit: 'working_day', count: 15 } }, allowed: allKeepers }],
  'parameters.set': () => [{ input: { key: 'suggestions.evaluation_term', value: { unit: 'working_day', count: 15 } }, allowed: allKeepers }],
  'parameters.history': () => [{ input: { key: 'suggestions.evaluation_term' }, allowed: allKeepers }],

  // --- one's own account; in this world only home.lead and home.handling_clerk have one, and only the first is signed in with it
  'session.me': () => [{ input: {}, allowed: signedIn, check: (output, who) => expect(z.object({ capacities: z.array(z.unknown()) }).parse(output).capacities).toHaveLength(who === 'nobody' ? 0 : 1) }],
  'session.sessions': ({ home }) => [{ input: {}, allowed: signedIn, check: (output, who) => expect(JSON.stringify(output).includes(home.sessionId)).toBe(who === 'home.lead') }],
  'session.revoke': ({ home }) => [{ input: { id: home.sessionId }, allowed: own, refusals: ['common.not_found'] }],
  'session.signOutEverywhere': () => [{ input: {}, allowed: [...own, 'home.handling_clerk'], refusals: ['common.not_found'] }],
  'session.switchCapacity': ({ of }) => [{ input: { capacityId: of('home.lead').id }, allowed: own, refusals: ['identity.capacity_unknown'] }],
  'session.changePassword': () => [{ input: { current: 'Test-2026-Password', next: 'Other-2026-Password' }, allowed: own, refusals: ['identity.invalid_credentials'] }],

  // --- the log, jobs
  'log.anchors': () => [{ input: {}, allowed: anybody }],
  'log.checkReceipt': () => [{ input: { code: '0000-0000-0000-0000-0000' }, allowed: anybody }],
  'log.acts': ({ matters }) => [
    { what: 'a matter of the own congress', input: { matterId: matters.registered.id }, allowed: everywhere('audit_administrator'),
      check: (output, who) => expect(z.object({ items: z.array(z.unknown()) }).parse(output).items.length > 0).toBe(placeOf(who) === 'home') },
  ],
  'jobs.deadLetters': () => [{ input: undefined, allowed: allSystem }],
  'jobs.retry': () => [{ input: { id: unknownId }, allowed: allSystem, otherwise: 'common.unavailable' }],

  // --- what concerns oneself
  'notices.list': ({ home }) => [{ input: {}, allowed: everybody, check: (output, who) => expect(JSON.stringify(output).includes(home.noticeId)).toBe(who === 'home.lead') }],
  'notices.unreadCount': () => [{ input: {}, allowed: everybody, check: (output, who) => expect(output).toEqual({ count: who === 'home.lead' ? 1 : 0 }) }],
  'notices.markRead': ({ home }) => [{ input: { ids: [home.noticeId] }, allowed: own, done: (output) => z.object({ marked: z.number() }).parse(output).marked > 0 }],
  'live.changes': () => [{ input: undefined, allowed: everybody }],
};
