// activities.*, activityTaking.*: rows of the permission matrix. The office of the congress organises; whoever is invited answers for themselves;
// nobody else, of any tier, learns of it.
import { expect } from 'vitest';
import { z } from 'zod';
import { activityWords, groupWords } from './activities.ts';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import type { Caller } from './world.ts';

const deputies = everywhere('deputy');
const offices = everywhere('congress_officer');
const officers = at('home', 'congress_officer');
const watchers = everywhere('congress_officer', 'congress_leader');
const keepers = at('home', 'congress_officer', 'congress_leader');
const keeps = (who: Caller): boolean => keepers.some((one) => one === who);
const form = { kind: 'inspection', theme: '视察社区养老服务', place: '湖滨社区', organiser: '人大常委会', heldOn: '2026-03-09', endsOn: '2026-03-09', startsAt: '09:00', endsAt: '11:00', targets: { all: true } };
const ref = (id: string) => ({ id, expectedVersion: 0 });
const when = { heldOn: '2026-03-10', endsOn: '2026-03-10', startsAt: '09:00', endsAt: '11:00', place: '东风社区', reason: '场地维修' };
const isInvited = (who: Caller): boolean => who === 'home.lead' || who === 'home.deputy';
const knows = (output: unknown, who: Caller): void => expect(JSON.stringify(output).includes(activityWords)).toBe(keeps(who));

export const activityRows: Rows = {
  'activities.list': () => [{ input: {}, allowed: watchers, check: knows }],
  'activities.detail': ({ activities }) => [{ input: { id: activities.today }, allowed: keepers }],
  'activities.invitations': ({ activities }) => [{ input: { id: activities.today }, allowed: officers }],
  'activities.choices': () => [{ input: {}, allowed: offices }],
  'activities.countTargets': () => [{ input: { targets: { all: true } }, allowed: offices }],
  'activities.warnings': () => [{ input: {}, allowed: watchers }],
  'activities.save': ({ activities }) => [
    // Where there is no deputy, or none in the present term, a plan invites nobody yet.
    { input: form, allowed: offices },
    { what: 'one that is planned', input: { ...form, id: activities.planned }, allowed: officers },
    { what: 'one that is published', input: { ...form, id: activities.today }, allowed: officers, otherwise: 'workflow.refused' },
  ],
  'activities.publish': ({ activities }) => [{ input: ref(activities.planned), allowed: officers }],
  'activities.change': ({ activities }) => [{ input: { ...ref(activities.today), ...when }, allowed: officers }],
  'activities.cancel': ({ activities }) => [{ input: { ...ref(activities.today), reason: '与会议冲突' }, allowed: officers }],
  'activities.invite': ({ activities }) => [{ input: { ...ref(activities.today), targets: { all: true } }, allowed: officers }],
  'activities.uninvite': ({ activities }) => [{ input: { id: activities.mine }, allowed: officers }],
  'activities.decideLeave': ({ activities }) => [{ input: { ...ref(activities.asking), granted: true }, allowed: officers }],
  'activities.revokeLeave': ({ activities }) => [{ input: { ...ref(activities.onLeave), reason: '未按规定请假' }, allowed: officers }],
  'activities.signInCode': ({ activities }) => [{ input: { id: activities.today }, allowed: officers }],
  'activities.rollCall': ({ activities }) => [{ input: { id: activities.today, marks: [{ invitationId: activities.mine, mark: 'attended' }] }, allowed: officers, done: (output) => z.object({ changed: z.number() }).parse(output).changed === 1 }],
  'activities.readSheet': ({ activities }) => [{ input: { id: activities.today, fileId: activities.sheetId }, allowed: officers, otherwise: 'files.not_found' }],
  'activities.setSheets': ({ activities }) => [{ input: { id: activities.today, fileIds: [] }, allowed: officers }],
  'activities.record': ({ activities }) => [
    { what: 'before everybody is marked', input: { ...ref(activities.today), seen: '看了三个社区' }, allowed: officers, otherwise: 'workflow.refused' },
    { what: 'putting right', input: { ...ref(activities.held), seen: '看了三个社区' }, allowed: officers },
  ],

  'activities.disclose': ({ activities }) => [{ input: { ...ref(activities.held), words: '看了三个社区', named: true }, allowed: officers }],
  'activities.conceal': ({ activities }) => [{ input: ref(activities.held), allowed: officers }],

  // A group is led by one deputy; nobody else arranges for it, whatever they know of it.
  'groupActivities.led': () => [{ input: {}, allowed: deputies, check: (output, who) => expect(JSON.stringify(output).includes(groupWords)).toBe(who === 'home.lead') }],
  'groupActivities.people': ({ activities }) => [{ input: { id: activities.led }, allowed: ['home.lead'] }, { what: 'one of the office', input: { id: activities.today }, allowed: [] }],
  'groupActivities.plan': ({ home }) => [{ input: { groupId: home.groupId, kind: 'group', theme: '走访排污企业', heldOn: '2026-03-09', startsAt: '09:00', endsAt: '11:00', place: '湖滨社区' }, allowed: ['home.lead'] }],
  'groupActivities.change': ({ activities }) => [{ input: { ...ref(activities.led), ...when }, allowed: ['home.lead'] }, { what: 'one of the office', input: { ...ref(activities.today), ...when }, allowed: [] }],
  'groupActivities.cancel': ({ activities }) => [{ input: { ...ref(activities.led), reason: '与会议冲突' }, allowed: ['home.lead'] }],

  'groupActivities.detail': ({ activities }) => [{ input: { id: activities.ledToday }, allowed: ['home.lead'] }, { what: 'one of the office', input: { id: activities.today }, allowed: [] }],
  'groupActivities.rollCall': ({ activities }) => [
    { input: { id: activities.ledToday, marks: [{ invitationId: activities.ledMine, mark: 'attended' }] }, allowed: ['home.lead'], done: (output) => z.object({ changed: z.number() }).parse(output).changed === 1 },
    { what: 'of the office', input: { id: activities.today, marks: [{ invitationId: activities.mine, mark: 'attended' }] }, allowed: [] },
  ],
  'groupActivities.decideLeave': ({ activities }) => [
    { input: { ...ref(activities.ledAsking), granted: true }, allowed: ['home.lead'] },
    { what: 'from an activity of the office', input: { ...ref(activities.asking), granted: true }, allowed: [] },
  ],
  'groupActivities.record': ({ activities }) => [
    { what: 'while leave waits', input: { ...ref(activities.ledToday), seen: '走访了五家企业' }, allowed: ['home.lead'], otherwise: 'workflow.refused' },
    { input: { ...ref(activities.ledDone), seen: '走访了五家企业' }, allowed: ['home.lead'] },
    { what: 'one of the office that was held', input: { ...ref(activities.held), seen: '走访了五家企业' }, allowed: [] },
  ],

  // What was held is behind, what is on today ahead.
  'activities.mine': () => [{ input: {}, allowed: deputies, check: (output, who) => expect(JSON.stringify(output).includes(activityWords)).toBe(isInvited(who)) }],
  'activities.mineDetail': ({ activities }) => [{ input: { id: activities.today }, allowed: ['home.lead', 'home.deputy'] }],
  'activities.join': ({ activities }) => [{ input: { id: activities.mine }, allowed: ['home.lead'] }],
  'activities.askLeave': ({ activities }) => [{ input: { id: activities.mine, reason: '参加培训' }, allowed: ['home.lead'] }],
  'activities.signIn': () => [{ what: 'with a code that is on no screen', input: { code: 'ABCDEF', at: '2026-03-02T01:00:00.000Z' }, allowed: deputies, otherwise: 'activities.wrong_code' }],
  'activityTaking.draft': ({ activities }) => [{ what: 'whoever is invited and was not there', input: { id: activities.today }, allowed: ['home.lead', 'home.deputy'], otherwise: 'workflow.refused' }],
};
