// assessment.*, dutyBooks.*, impact.*: rows of the permission matrix. Points are for the deputy and the office of the congress; no other deputy, no tier above.
import { proposedRules } from '@smart/duty/assessment/model';
import { expect } from 'vitest';
import { declaredWords } from './duty.ts';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import type { Caller } from './world.ts';

const deputies = everywhere('deputy');
const offices = everywhere('congress_officer');
const officers = at('home', 'congress_officer');
const isOffice = (who: Caller): boolean => officers.some((one) => one === who);
const reason = '有据可查';

export const assessmentRows: Rows = {
  'assessment.mine': ({ of }) => [{ input: {}, allowed: deputies, check: (output, who) => expect([JSON.stringify(output).includes(of('home.lead').id), JSON.stringify(output).includes(declaredWords)]).toEqual([who === 'home.lead', who === 'home.lead']) }],
  'assessment.object': () => [{ input: { year: 2026, subsystem: 'activities', recordId: null, text: '视察没有计入' }, allowed: deputies }],
  'assessment.withdrawObjection': ({ duty }) => [{ input: { id: duty.objection, expectedVersion: 0 }, allowed: ['home.lead'] }],
  'assessment.overview': ({ of }) => [{ input: { limit: 100 }, allowed: offices, check: (output, who) => expect(JSON.stringify(output).includes(of('home.lead').id)).toBe(isOffice(who)) }],
  'assessment.ofDeputy': ({ of }) => [{ input: { mandateId: of('home.lead').id }, allowed: officers }],
  'assessment.noteLeave': ({ of }) => [{ input: { mandateId: of('home.lead').id, from: '2026-01-10', until: '2026-01-20', reason }, allowed: officers }],
  'assessment.noteVeto': ({ of }) => [{ input: { mandateId: of('home.lead').id, year: 2026, key: 'no_report', reason }, allowed: officers }],
  'assessment.revokeNote': ({ duty }) => [{ input: { id: duty.note, reason }, allowed: officers }],
  'assessment.rules': () => [{ input: {}, allowed: offices }],
  'assessment.simulate': ({ of }) => [{ input: { rules: proposedRules }, allowed: offices, check: (output) => expect(JSON.stringify(output)).not.toContain(of('home.lead').id) }],
  'assessment.publishRules': () => [{ input: { rules: proposedRules, fromYear: 2027 }, allowed: offices }],
  'assessment.objections': () => [{ input: {}, allowed: offices, check: (output, who) => expect(JSON.stringify(output).includes(declaredWords)).toBe(isOffice(who)) }],
  'assessment.uphold': ({ duty }) => [{ input: { id: duty.objection, expectedVersion: 0, points: 2, reason }, allowed: officers }],
  'assessment.reject': ({ duty }) => [{ input: { id: duty.objection, expectedVersion: 0, reason }, allowed: officers }],
  'dutyBooks.list': ({ duty }) => [{ input: {}, allowed: offices, check: (output, who) => expect(JSON.stringify(output).includes(duty.book)).toBe(isOffice(who)) }],
  'dutyBooks.choices': () => [{ input: {}, allowed: offices }],
  'dutyBooks.start': () => [{ what: 'of a year to come', input: { year: 2090, scope: 'congress' }, allowed: offices, otherwise: 'common.invalid_input' }],
  'dutyBooks.resume': ({ duty }) => [{ input: { id: duty.book }, allowed: officers }],
  'dutyBooks.remove': ({ duty }) => [{ what: 'while it is made', input: { id: duty.book, version: 1 }, allowed: officers, otherwise: 'common.conflict' }],
  'dutyBooks.cancel': ({ duty }) => [{ input: { id: duty.book, version: 1 }, allowed: officers }],
  'impact.mine': ({ matters }) => [{ input: {}, allowed: deputies, check: (output, who) => expect(JSON.stringify(output).includes(matters.answered.id)).toBe(who === 'home.lead') }],
  'assessment.closeYear': () => [{ input: { year: 2026 }, allowed: offices, otherwise: 'duty.year_not_closable' }],
};
