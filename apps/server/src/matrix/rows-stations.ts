// stations.*: rows of the permission matrix. The register is public (组织法 60: stations are there for people to come); only the congress that
// runs a station changes it, and only its own people learn who staffs it.
import { expect } from 'vitest';
import { z } from 'zod';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import { askedWords, householdName, staffName } from './stations.ts';
import { type Caller, standing } from './world.ts';

const readers = everywhere('deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member', 'station_clerk');
/** Staff of the open station; those of the same role elsewhere have no station. */
const desk = at('home', 'station_clerk');
const atDesk = (who: Caller): boolean => desk.some((one) => one === who);
const isClerk = (who: Caller): boolean => everywhere('station_clerk').some((one) => one === who);
const officers = at('home', 'congress_officer');
const everyOffice = everywhere('congress_officer');
/** Whose area has the home's stations in it. */
const above = (who: Caller): boolean => who !== 'anonymous' && who !== 'nobody' && ['home', 'upper'].includes(standing(who).place);
const isHomeStaff = (who: Caller): boolean => at('home', 'congress_officer', 'congress_leader', 'standing_committee_member').some((one) => one === who);
const ids = (output: unknown): string[] => z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(output).rows.map(({ id }) => id);
const station = { name: '南门联络站', kind: 'station', label: '代表联络站', divisionCode: '4306', address: '南门路二号' };
const when = { heldOn: '2026-03-25', startsAt: '09:00', endsAt: '11:00' };
const keeps = (who: Caller): boolean => at('home', 'congress_officer', 'congress_leader').some((one) => one === who);
const audits = (who: Caller): boolean => at('upper', 'congress_officer', 'congress_leader').some((one) => one === who);
const receives = (who: Caller): boolean => who === 'home.lead' || who === 'home.cosigner';
const elsewhere = ['common.invalid_input'];

export const stationRows: Rows = {
  'stations.list': ({ stations }) => [{ input: {}, allowed: readers, check: (output, who) => { expect(ids(output).includes(stations.open)).toBe(isClerk(who) ? atDesk(who) : above(who)); expect(ids(output).includes(stations.other)).toBe(!isClerk(who) && above(who)); } }],
  'stations.below': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader', 'standing_committee_member') }],
  'stations.detail': ({ stations }) => [
    { input: { id: stations.open }, allowed: readers.filter((who) => !isClerk(who) || atDesk(who)), check: (output, who) => expect(JSON.stringify(output).includes(staffName)).toBe(isHomeStaff(who) || atDesk(who)) },
    { what: 'the station beside', input: { id: stations.other }, allowed: readers.filter((who) => !isClerk(who)) },
    { what: 'a closed one, whose staff it was', input: { id: stations.closed }, allowed: readers.filter((who) => !isClerk(who)) },
  ],
  'stations.places': () => [{ input: {}, allowed: everyOffice }],
  'stations.staffChoices': () => [{ input: {}, allowed: everyOffice }],
  'stations.desks': () => [{ input: {}, allowed: everywhere('congress_officer', 'system_administrator'), check: (output, who) => expect(JSON.stringify(output).includes('东门联络站')).toBe(at('home', 'congress_officer', 'system_administrator').some((one) => one === who)) }],
  'stations.setDesks': ({ stations, of }) => [
    { input: { appointmentId: of('home.station_clerk').id, desks: [{ stationId: stations.other, duty: 'liaison' }] }, allowed: at('home', 'congress_officer', 'system_administrator') },
    { what: 'somebody with another post', input: { appointmentId: of('home.handling_clerk').id, desks: [{ stationId: stations.open, duty: 'head' }] }, allowed: [] },
    { what: 'at a closed station', input: { appointmentId: of('home.station_clerk').id, desks: [{ stationId: stations.closed, duty: 'head' }] }, allowed: at('home', 'congress_officer', 'system_administrator'), otherwise: 'common.invalid_input' },
  ],
  'stations.save': ({ stations }) => [
    // A congress may have a station anywhere in its area.
    { what: 'new', input: station, allowed: [...officers, ...at('upper', 'congress_officer')], refusals: elsewhere },
    { what: 'its own', input: { id: stations.open, ...station }, allowed: officers, refusals: elsewhere },
  ],
  'stations.savePictures': ({ stations }) => [
    { what: 'taking all down', input: { id: stations.open, pictures: [] }, allowed: [...officers, ...desk] },
    { what: 'of the station beside', input: { id: stations.other, pictures: [] }, allowed: officers },
  ],
  'stations.close': ({ stations }) => [{ input: { id: stations.open, reason: '房屋拆迁' }, allowed: officers }],
  'stations.reopen': ({ stations }) => [{ input: { id: stations.closed }, allowed: officers }],
  'stations.merge': ({ stations }) => [{ input: { id: stations.other, intoId: stations.open, reason: '就近合并' }, allowed: officers, refusals: elsewhere }],

  'stations.placingBelow': () => [{ input: {}, allowed: everyOffice, check: (output) => expect(JSON.stringify(output).includes('李明')).toBe(false) }],
  'stations.placing': () => [{ input: { show: 'all' }, allowed: everyOffice, check: (output, who) => expect(JSON.stringify(output).includes('李明')).toBe(officers.some((one) => one === who)) }],
  'stations.confirmPlacing': ({ stations, of }) => [
    { what: 'a deputy of the home congress', input: { mandateIds: [of('home.deputy').id], stationId: stations.open }, allowed: officers, refusals: elsewhere },
    // Whoever has nobody to place does nothing.
    { what: 'all that are proposed', input: {}, allowed: everyOffice },
  ],
  'stations.endPlacing': ({ of }) => [{ input: { mandateId: of('home.lead').id }, allowed: officers }],

  'stations.receptions': ({ stations }) => [
    { input: {}, allowed: everywhere('congress_officer', 'congress_leader', 'station_clerk'), check: (output, who) => { expect(ids(output).includes(stations.announced)).toBe(keeps(who) || atDesk(who)); expect(ids(output).includes(stations.elsewhere)).toBe(keeps(who)); expect(JSON.stringify(output).includes(askedWords)).toBe(keeps(who) || atDesk(who)); } },
  ],
  'stations.mine': () => [{ input: {}, allowed: everywhere('deputy'), check: (output, who) => expect(JSON.stringify(output).includes('东门联络站')).toBe(receives(who)) }],
  'stations.saveReception': ({ stations, of }) => [
    { what: 'new', input: { stationId: stations.open, ...when, mandateIds: [of('home.lead').id] }, allowed: [...officers, ...desk], refusals: elsewhere },
    { what: 'at the station beside', input: { id: stations.elsewhere, stationId: stations.open, ...when, mandateIds: [of('home.lead').id] }, allowed: officers, refusals: elsewhere },
    { what: 'planned', input: { id: stations.planned, stationId: stations.open, ...when, mandateIds: [of('home.lead').id] }, allowed: [...officers, ...desk], refusals: elsewhere },
  ],
  'stations.announceReception': ({ stations }) => [{ input: { id: stations.planned }, allowed: [...officers, ...desk] }, { what: 'at the station beside', input: { id: stations.elsewhere }, allowed: officers }],
  'stations.postponeReception': ({ stations }) => [{ input: { id: stations.announced, ...when, reason: '遇到节日' }, allowed: [...officers, ...desk] }],
  'stations.cancelReception': ({ stations }) => [{ input: { id: stations.announced, reason: '代表出差' }, allowed: [...officers, ...desk] }, { what: 'at the station beside', input: { id: stations.elsewhere, reason: '代表出差' }, allowed: officers }],
  // By the code that hangs at the station, on the day: those who are announced for it.
  'stations.signIn': () => [{ input: { code: 'AAAAAA' }, allowed: ['home.lead', 'home.cosigner'], refusals: ['stations.no_reception_today'] }],
  // The deputy's own, whoever asks: another deputy is given what is theirs, and nobody changes a household of somebody else.
  'stations.myVisits': () => [{ input: {}, allowed: everywhere('deputy'), check: (output, who) => expect(JSON.stringify(output).includes(householdName)).toBe(who === 'home.lead') }],
  'stations.saveHousehold': ({ stations }) => [
    { what: 'new', input: { id: '0197d0f0-0000-7000-8000-0000000000a1', name: '李大娘' }, allowed: everywhere('deputy') },
    { what: 'known', input: { id: stations.household, name: '李大娘' }, allowed: ['home.lead'] },
  ],
  'stations.endHousehold': ({ stations }) => [{ input: { id: stations.household, ended: true }, allowed: ['home.lead'] }],
  'stations.correctVisit': ({ stations }) => [{ input: { id: stations.visit, expectedVersion: 0, householdId: null, way: 'phone', visitedOn: '2026-02-27' }, allowed: ['home.lead'] }],
  'stations.withdrawVisit': ({ stations }) => [{ input: { id: stations.visit, expectedVersion: 0 }, allowed: ['home.lead'] }],
  'visits.log': ({ stations }) => [
    { what: 'somebody', input: { id: '0197d0f0-0000-7000-8000-0000000000a2', way: 'home', visitedOn: '2026-03-01' }, allowed: everywhere('deputy') },
    { what: 'with an opinion', input: { id: '0197d0f0-0000-7000-8000-0000000000a3', way: 'phone', visitedOn: '2026-03-01', opinion: { content: '村口的路灯不亮了' } }, allowed: everywhere('deputy') },
    { what: 'a household', input: { id: '0197d0f0-0000-7000-8000-0000000000a4', householdId: stations.household, way: 'home', visitedOn: '2026-03-01' }, allowed: ['home.lead'], refusals: elsewhere },
  ],
  // 五到位、五星级: assessed by the congress of the station, audited by the one above; a draft is nobody else's.
  'stationRatings.list': ({ stations }) => [
    { input: {}, allowed: everywhere('congress_officer', 'congress_leader'), check: (output, who) => { expect(ids(output).includes(stations.draftRating)).toBe(keeps(who)); expect(ids(output).includes(stations.submittedRating)).toBe(keeps(who) || audits(who)); } },
  ],
  'stationRatings.ofStation': ({ stations }) => [{ input: { stationId: stations.open }, allowed: [...at('home', 'congress_officer', 'congress_leader'), ...at('upper', 'congress_officer', 'congress_leader')] }],
  'stationRatings.criteria': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader') }],
  'stationRatings.addCriterion': () => [{ input: { heading: 'varied', label: '开展代表夜间接待', startsOn: '2026-03-10' }, allowed: everywhere('congress_officer') }],
  'stationRatings.endCriterion': ({ stations }) => [{ input: { id: stations.criterion }, allowed: officers }],
  'stationRatings.assess': ({ stations }) => [{ input: { stationId: stations.open, claims: [{ key: 'room', met: true, evidence: '便民中心二楼' }] }, allowed: officers }],
  'stationRatings.submit': ({ stations }) => [{ input: { id: stations.draftRating }, allowed: officers }],
  'stationRatings.takeBack': ({ stations }) => [{ input: { id: stations.submittedRating }, allowed: officers }],
  'stationRatings.giveBack': ({ stations }) => [{ input: { id: stations.submittedRating, reason: '请补充依据' }, allowed: at('upper', 'congress_officer') }],
  'stationRatings.publish': ({ stations }) => [{ input: { id: stations.submittedRating, findings: [] }, allowed: at('upper', 'congress_officer') }],
  // Whoever was there: the office and the deputies who received.
  'stations.recordReception': ({ stations }) => [{ input: { id: stations.past, visitors: 3, questions: '停车难', outcome: '已转交' }, allowed: [...officers, ...desk, 'home.lead', 'home.cosigner'] }],
};
