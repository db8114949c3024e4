// stations.*: rows of the permission matrix. The register is public (组织法 60: stations are there for people to come); only the congress that
// runs a station changes it, and only its own people learn who staffs it.
import { expect } from 'vitest';
import { z } from 'zod';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import { askedWords, staffName } from './stations.ts';
import { type Caller, standing } from './world.ts';

const readers = everywhere('deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member');
const officers = at('home', 'congress_officer');
const everyOffice = everywhere('congress_officer');
/** Whose area has the home's stations in it. */
const above = (who: Caller): boolean => who !== 'anonymous' && who !== 'nobody' && ['home', 'upper'].includes(standing(who).place);
const isHomeStaff = (who: Caller): boolean => at('home', 'congress_officer', 'congress_leader', 'standing_committee_member').some((one) => one === who);
const ids = (output: unknown): string[] => z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(output).rows.map(({ id }) => id);
const station = { name: '南门联络站', kind: 'station', label: '代表联络站', divisionCode: '4306', address: '南门路二号' };
const when = { heldOn: '2026-03-25', startsAt: '09:00', endsAt: '11:00' };
const keeps = (who: Caller): boolean => at('home', 'congress_officer', 'congress_leader').some((one) => one === who);
const receives = (who: Caller): boolean => who === 'home.lead' || who === 'home.cosigner';
const elsewhere = ['common.invalid_input'];

export const stationRows: Rows = {
  'stations.list': ({ stations }) => [{ input: {}, allowed: readers, check: (output, who) => expect(ids(output).includes(stations.open)).toBe(above(who)) }],
  'stations.detail': ({ stations }) => [{ input: { id: stations.open }, allowed: readers, check: (output, who) => expect(JSON.stringify(output).includes(staffName)).toBe(isHomeStaff(who)) }],
  'stations.places': () => [{ input: {}, allowed: everyOffice }],
  'stations.staffChoices': () => [{ input: {}, allowed: everyOffice }],
  'stations.save': ({ stations }) => [
    // A congress may have a station anywhere in its area.
    { what: 'new', input: station, allowed: [...officers, ...at('upper', 'congress_officer')], refusals: elsewhere },
    { what: 'its own', input: { id: stations.open, ...station }, allowed: officers, refusals: elsewhere },
  ],
  'stations.close': ({ stations }) => [{ input: { id: stations.open, reason: '房屋拆迁' }, allowed: officers }],
  'stations.reopen': ({ stations }) => [{ input: { id: stations.closed }, allowed: officers }],
  'stations.merge': ({ stations }) => [{ input: { id: stations.other, intoId: stations.open, reason: '就近合并' }, allowed: officers, refusals: elsewhere }],

  'stations.placing': () => [{ input: { show: 'all' }, allowed: everyOffice, check: (output, who) => expect(JSON.stringify(output).includes('李明')).toBe(officers.some((one) => one === who)) }],
  'stations.confirmPlacing': ({ stations, of }) => [
    { what: 'a deputy of the home congress', input: { mandateIds: [of('home.deputy').id], stationId: stations.open }, allowed: officers, refusals: elsewhere },
    // Whoever has nobody to place does nothing.
    { what: 'all that are proposed', input: {}, allowed: everyOffice },
  ],
  'stations.endPlacing': ({ of }) => [{ input: { mandateId: of('home.lead').id }, allowed: officers }],

  'stations.receptions': ({ stations }) => [
    { input: {}, allowed: everywhere('congress_officer', 'congress_leader'), check: (output, who) => { expect(ids(output).includes(stations.announced)).toBe(keeps(who)); expect(JSON.stringify(output).includes(askedWords)).toBe(keeps(who)); } },
  ],
  'stations.mine': () => [{ input: {}, allowed: everywhere('deputy'), check: (output, who) => expect(JSON.stringify(output).includes('东门联络站')).toBe(receives(who)) }],
  'stations.saveReception': ({ stations, of }) => [
    { what: 'new', input: { stationId: stations.open, ...when, mandateIds: [of('home.lead').id] }, allowed: officers, refusals: elsewhere },
    { what: 'planned', input: { id: stations.planned, stationId: stations.open, ...when, mandateIds: [of('home.lead').id] }, allowed: officers, refusals: elsewhere },
  ],
  'stations.announceReception': ({ stations }) => [{ input: { id: stations.planned }, allowed: officers }],
  'stations.postponeReception': ({ stations }) => [{ input: { id: stations.announced, ...when, reason: '遇到节日' }, allowed: officers }],
  'stations.cancelReception': ({ stations }) => [{ input: { id: stations.announced, reason: '代表出差' }, allowed: officers }],
  // Whoever was there: the office and the deputies who received.
  'stations.recordReception': ({ stations }) => [{ input: { id: stations.past, visitors: 3, questions: '停车难', outcome: '已转交' }, allowed: [...officers, 'home.lead', 'home.cosigner'] }],
};
