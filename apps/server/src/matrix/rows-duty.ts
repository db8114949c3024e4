// duty.*, declarations.*: rows of the permission matrix. An archive is for the deputy and the office of the congress (代表法 58: the office
// records); tiers above learn figures, other deputies nothing.
import { expect } from 'vitest';
import { z } from 'zod';
import { declaredWords } from './duty.ts';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import type { Caller } from './world.ts';

const deputies = everywhere('deputy');
const offices = everywhere('congress_officer');
const officers = at('home', 'congress_officer');
const watchers = everywhere('congress_officer', 'congress_leader');
const isOffice = (who: Caller): boolean => officers.some((one) => one === who);
const keeps = (who: Caller): boolean => at('home', 'congress_officer', 'congress_leader').some((one) => one === who);
const rowsOf = (output: unknown): unknown[] => z.object({ rows: z.array(z.unknown()) }).parse(output).rows;
const form = (id: string) => ({ id, kind: 'inspection', occurredOn: '2026-03-01', title: '视察社区养老服务' });
const plan = { items: [{ key: 'visits', label: '走访', kinds: ['voters_visited'], yearly: 2, quarterly: 0 }] };

export const dutyRows: Rows = {
  'duty.mine': ({ of }) => [
    { input: {}, allowed: deputies, check: (output, who) => expect(rowsOf(output)).toHaveLength(who === 'home.lead' ? 1 : 0) },
    { what: 'a mandate of somebody', input: { mandateId: of('home.lead').id }, allowed: ['home.lead'] },
  ],
  'duty.myPlan': () => [{ input: {}, allowed: deputies }],
  'duty.muteReminders': () => [{ input: { muted: true }, allowed: deputies }],
  'duty.ofDeputy': ({ of }) => [{ input: { mandateId: of('home.lead').id }, allowed: officers, check: (output) => expect(rowsOf(output)).toHaveLength(1) }],
  'duty.deputies': ({ of }) => [{ input: { limit: 100 }, allowed: watchers, check: (output, who) => expect(JSON.stringify(output).includes(of('home.lead').id)).toBe(keeps(who)) }],
  'duty.below': () => [{ input: {}, allowed: watchers }],
  'duty.plan': () => [{ input: {}, allowed: offices }],
  'duty.previewPlan': () => [{ input: plan, allowed: offices }],
  'duty.savePlan': () => [{ input: plan, allowed: offices }],

  'declarations.mine': () => [{ input: {}, allowed: deputies, check: (output, who) => expect(rowsOf(output)).toHaveLength(who === 'home.lead' ? 2 : 0) }],
  'declarations.declare': () => [{ input: form('0197d0f0-0000-7000-8000-0000000000b1'), allowed: deputies }],
  'declarations.amend': ({ duty }) => [{ input: { ...form(duty.pending), expectedVersion: 0 }, allowed: ['home.lead'] }],
  'declarations.withdraw': ({ duty }) => [{ input: { id: duty.pending, expectedVersion: 0 }, allowed: ['home.lead'] }],
  'declarations.list': () => [{ input: {}, allowed: offices, check: (output, who) => expect(JSON.stringify(output).includes(declaredWords)).toBe(isOffice(who)) }],
  'declarations.confirm': ({ duty }) => [{ input: { id: duty.pending, expectedVersion: 0 }, allowed: officers }],
  'declarations.confirmMany': ({ duty }) => [
    { input: { items: [{ id: duty.pending, expectedVersion: 0 }] }, allowed: offices, check: (output, who) => expect(z.object({ confirmed: z.number() }).parse(output).confirmed).toBe(isOffice(who) ? 1 : 0) },
  ],
  'declarations.sendBack': ({ duty }) => [{ input: { id: duty.pending, expectedVersion: 0, reason: '请写明活动内容' }, allowed: officers }],
  'declarations.revoke': ({ duty }) => [{ input: { id: duty.confirmed, expectedVersion: 0, reason: '与记录不符' }, allowed: officers }],
};

const paragraph = { key: 'opening', section: 'opening', text: declaredWords, base: '', ref: null, mark: null, hidden: false };
const give = { year: 2026, expectedRevision: 1, declarationId: '0197d0f0-0000-7000-8000-0000000000b7', givenOn: '2026-03-01', place: '湖滨社区' };

/** ownReport.*: a draft is its deputy's; the office reads what was given. */
export const ownReportRows: Rows = {
  'ownReport.open': () => [{ input: { year: 2026 }, allowed: deputies, check: (output, who) => expect(JSON.stringify(output).includes(declaredWords)).toBe(who === 'home.lead') }],
  'ownReport.save': () => [
    { what: 'one’s own, begun', input: { year: 2025, expectedRevision: 0, paragraphs: [paragraph] }, allowed: deputies },
  ],
  'ownReport.give': () => [{ input: give, allowed: ['home.lead'] }],
  'ownReport.disclose': () => [{ what: 'of what was not given', input: { year: 2024, agreed: true }, allowed: deputies, otherwise: 'common.not_found' }],
  'ownReport.given': ({ of }) => [{ input: { mandateId: of('home.lead').id }, allowed: offices, check: (output) => expect(output).toEqual([]) }],
};
