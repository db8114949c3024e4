// standIns.*: rows of the permission matrix. Nobody gives themselves a power: whoever acts for another, two others or the other agree to it.
import { expect } from 'vitest';
import { z } from 'zod';
import { appointedRoles } from '@smart/identity/capacity';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import { type Caller, standing } from './world.ts';

const staff = everywhere(...appointedRoles);
const granters = everywhere('system_administrator', 'handling_head', 'congress_officer');
const pages = z.object({ rows: z.array(z.object({ id: z.string() })) });
const placeOf = (who: Caller) => (who === 'anonymous' || who === 'nobody' ? undefined : standing(who).place);

/** The list shows the row to those who may know of it, and to nobody else. */
const shows = (id: string, to: readonly Caller[]) => (output: unknown, who: Caller) => expect(pages.parse(output).rows.some((row) => row.id === id)).toBe(to.includes(who));

export const standInRows: Rows = {
  'standIns.posts': () => [{ input: {}, allowed: granters }],
  'standIns.candidates': () => [{ input: {}, allowed: granters }],
  // The system administrator, the audit administrator, the two concerned and the head of their organ.
  'standIns.substitutes': ({ home }) => [
    { input: {}, allowed: [...staff], check: shows(home.substituteId, ['home.handling_clerk', 'home.government_officer', 'home.handling_head', ...at('home', 'system_administrator', 'audit_administrator')]) },
  ],
  'standIns.grantSubstitute': ({ of }) => [
    {
      input: { appointmentId: of('home.handling_clerk').id, personId: of('home.handling_head').personId, startsOn: '2026-03-03', endsOn: '2026-03-05', reason: '出差学习' },
      allowed: ['home.system_administrator'],
      // The head of the organ may, but not for themselves.
      refusals: ['common.invalid_input'],
    },
    {
      what: 'of the own organ', input: { appointmentId: of('home.handling_head').id, personId: of('home.handling_clerk').personId, startsOn: '2026-03-03', endsOn: '2026-03-05', reason: '出差学习' },
      allowed: ['home.system_administrator', 'home.handling_head'],
    },
    {
      what: 'of an administrator', input: { appointmentId: of('home.security_administrator').id, personId: of('home.congress_leader').personId, startsOn: '2026-03-03', endsOn: '2026-03-05', reason: '出差学习' },
      allowed: ['home.system_administrator'], otherwise: 'common.invalid_input',
    },
  ],
  'standIns.assistants': ({ home }) => [
    { input: {}, allowed: everywhere('deputy', 'deputy_assistant', 'congress_officer').concat('home.lead', 'home.cosigner', 'home.assistant').filter((one, index, all) => all.indexOf(one) === index), check: shows(home.namedAssistantId, ['home.lead', ...at('home', 'congress_officer')]) },
  ],
  'standIns.nameAssistant': () => [
    { what: 'nobody known', input: { name: '查无此人', phone: '13900000000' }, allowed: everywhere('deputy'), otherwise: 'common.invalid_input' },
  ],
  'standIns.enterAssistant': ({ of }) => [
    { input: { mandateId: of('home.deputy').id, name: '新的助理', phone: '13900000001' }, allowed: at('home', 'congress_officer') },
  ],
  'standIns.decideAssistant': ({ home }) => [
    // Named by the deputy: the office decides, and the deputy is told so.
    { input: { id: home.namedAssistantId, accept: true }, allowed: at('home', 'congress_officer') },
  ],
  'standIns.setAssistantConfidential': ({ of }) => [{ input: { id: of('home.assistant').id, confidential: true }, allowed: ['home.lead'] }],
  'standIns.emergencies': ({ home }) => [
    { input: {}, allowed: [...staff], check: shows(home.emergencyId, ['home.handling_clerk', ...at('home', 'security_administrator', 'audit_administrator', 'congress_leader')]) },
  ],
  'standIns.emergencyActs': ({ home }) => [
    {
      input: { id: home.emergencyId }, allowed: everywhere('audit_administrator', 'congress_leader'),
      check: (output, who) => expect(z.array(z.unknown()).parse(output).length === 0 || placeOf(who) === 'home').toBe(true),
    },
  ],
  'standIns.requestEmergency': ({ idleOrgan }) => [
    {
      input: { organId: idleOrgan.home, role: 'handling_head', hours: 2, reason: '主要负责人失联，答复今天到期需要签发' },
      allowed: at('home', ...appointedRoles.filter((role) => role !== 'handling_clerk' && role !== 'standing_committee_member')).concat('home.transportClerk', 'home.transportHead', 'home.cityOffice'),
      // The clerk waits for one already; a committee member holds no executive post (地方组织法 47).
      refusals: ['common.conflict', 'directory.executive_post_conflict'],
    },
  ],
  'standIns.decideEmergency': ({ home }) => [{ input: { id: home.emergencyId, accept: true }, allowed: at('home', 'security_administrator', 'congress_leader') }],
  'standIns.end': ({ home, of }) => [
    { what: 'substitute', input: { id: home.substituteId }, allowed: ['home.government_officer', 'home.handling_clerk', 'home.handling_head', 'home.system_administrator'] },
    { what: 'assistant', input: { id: of('home.assistant').id }, allowed: ['home.lead', 'home.assistant', ...at('home', 'congress_officer')] },
    { what: 'emergency', input: { id: home.emergencyId }, allowed: ['home.handling_clerk', ...at('home', 'security_administrator', 'congress_leader')] },
  ],

  // --- 三员: one proposes, another confirms; who watches is watched
  'administrators.proposals': () => [{ input: {}, allowed: everywhere('system_administrator', 'security_administrator') }],
  'administrators.propose': ({ home, of }) => [
    {
      input: { personId: home.freePersonId, organId: of('home.system_administrator').organId, role: 'audit_administrator', startsOn: '2026-03-03' },
      allowed: at('home', 'system_administrator'),
    },
  ],
  'administrators.decide': ({ home }) => [{ input: { id: home.proposalId, accept: true }, allowed: at('home', 'security_administrator') }],
  // --- two entries of one human: the congress that covers both
  'merges.candidates': () => [{ input: {}, allowed: everywhere('system_administrator') }],
  'merges.find': () => [{ what: 'nobody known', input: { name: '查无此人', phone: '13900000000' }, allowed: everywhere('system_administrator'), otherwise: 'common.invalid_input' }],
  'merges.preview': ({ home, of }) => [{ input: { keptId: of('home.handling_clerk').personId, mergedId: home.freePersonId }, allowed: at('home', 'system_administrator') }],
  'merges.merge': ({ home, of }) => [{ input: { keptId: of('home.handling_clerk').personId, mergedId: home.freePersonId, reason: '核对为同一人' }, allowed: at('home', 'system_administrator') }],
  'merges.undo': ({ home }) => [{ input: { id: home.mergeId }, allowed: at('home', 'system_administrator') }],
  'merges.list': () => [{ input: {}, allowed: everywhere('system_administrator') }],
  'log.administration': () => [{ input: {}, allowed: everywhere('audit_administrator') }],
  'log.refusedAttempts': () => [{ input: {}, allowed: everywhere('security_administrator') }],
  'log.auditReadings': () => [{ input: {}, allowed: everywhere('security_administrator') }],
};
