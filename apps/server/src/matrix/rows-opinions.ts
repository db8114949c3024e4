// opinions.*: rows of the permission matrix. An opinion belongs to one congress: those who serve it sort, the organ it was handed to handles,
// deputies of the congress read what staff have looked at and may take it up (代表法 24, 28, 31).
import { expect } from 'vitest';
import { z } from 'zod';
import { heldOpinionWords } from './opinions.ts';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import type { Caller } from './world.ts';

const readers = everywhere('deputy', 'congress_officer', 'congress_leader', 'handling_clerk', 'handling_head', 'government_officer', 'station_clerk');
/** Staff of a station, of what was brought there. */
const desk = at('home', 'station_clerk');
const officers = everywhere('congress_officer');
const desks = everywhere('congress_officer', 'station_clerk');
const homeOfficers = at('home', 'congress_officer');
const homeKeepers = at('home', 'congress_officer', 'congress_leader');
const homeReaders = at('home', 'deputy', 'congress_officer', 'congress_leader');
const homeDeputies = at('home', 'deputy');
const organ = ['home.transportClerk', 'home.transportHead'] as const;
const isAmong = (who: Caller, those: readonly Caller[]): boolean => those.includes(who);

const ids = (output: unknown): string[] => z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(output).rows.map(({ id }) => id);
const reason = '请按职责办理';
const reply = '已经派人修好并恢复照明';

export const opinionRows: Rows = {
  'opinions.list': ({ opinions }) => [
    {
      input: {}, allowed: readers,
      check: (output, who) => {
        const found = ids(output);
        expect(found.includes(opinions.registered)).toBe(isAmong(who, homeReaders));
        expect(found.includes(opinions.atStation)).toBe(isAmong(who, [...homeReaders, ...desk]));
        expect(found.includes(opinions.atOther)).toBe(isAmong(who, homeReaders));
        expect(found.includes(opinions.held)).toBe(isAmong(who, homeKeepers));
        expect(found.includes(opinions.handed)).toBe(isAmong(who, [...homeReaders, ...organ]));
        expect(JSON.stringify(output).includes(heldOpinionWords)).toBe(isAmong(who, homeKeepers));
      },
    },
  ],
  'opinions.waiting': ({ opinions }) => [
    {
      input: {}, allowed: readers,
      check: (output, who) => {
        const found = ids(output);
        expect(found.includes(opinions.registered)).toBe(isAmong(who, homeOfficers));
        expect(found.includes(opinions.handed)).toBe(isAmong(who, organ));
        expect(found.includes(opinions.atStation)).toBe(isAmong(who, [...homeOfficers, ...desk]));
      },
    },
  ],
  'opinions.detail': ({ opinions }) => [
    { what: 'not handed over', input: { id: opinions.registered }, allowed: homeReaders },
    { what: 'held back', input: { id: opinions.held }, allowed: homeKeepers },
    { what: 'brought to a station', input: { id: opinions.atStation }, allowed: [...homeReaders, ...desk] },
    { what: 'brought to the station beside', input: { id: opinions.atOther }, allowed: homeReaders },
    { what: 'handed to an organ', input: { id: opinions.handed }, allowed: [...homeReaders, ...organ] },
    { what: 'merged into what was handed to an organ', input: { id: opinions.merged }, allowed: [...homeReaders, ...organ] },
  ],
  'opinions.importTemplate': () => [{ input: {}, allowed: officers }],
  'opinions.importPreview': ({ opinions }) => [{ what: 'a file that is nobody’s upload', input: { fileId: opinions.registered }, allowed: [] }],
  'opinions.import': ({ opinions }) => [{ what: 'a file that is nobody’s upload', input: { fileId: opinions.registered }, allowed: [] }],
  'opinions.exchange': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader') }],
  'opinions.counts': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader') }],
  'opinions.organs': () => [{ input: {}, allowed: desks }],
  'opinions.enter': ({ stations }) => [
    // Staff of a station without one (any more) have nowhere to take anything down.
    { input: { content: '楼道里的灯坏了很久' }, allowed: [...officers, ...desk] },
    { what: 'at a station', input: { content: '楼道里的灯坏了很久', stationId: stations.open }, allowed: [...homeOfficers, ...desk], refusals: ['common.invalid_input'] },
    { what: 'at the station beside', input: { content: '楼道里的灯坏了很久', stationId: stations.other }, allowed: homeOfficers, refusals: ['common.invalid_input'] },
  ],
  'opinions.accept': ({ opinions }) => [{ input: { id: opinions.registered }, allowed: homeOfficers }, { what: 'brought to a station', input: { id: opinions.atStation }, allowed: [...homeOfficers, ...desk] }, { what: 'brought to the station beside', input: { id: opinions.atOther }, allowed: homeOfficers }],
  'opinions.sort': ({ opinions }) => [{ input: { id: opinions.registered, topic: 'urban', urgent: false }, allowed: homeOfficers }, { what: 'brought to a station', input: { id: opinions.atStation, topic: 'urban', urgent: false }, allowed: [...homeOfficers, ...desk] }, { what: 'brought to the station beside', input: { id: opinions.atOther, topic: 'urban', urgent: false }, allowed: homeOfficers }],
  'opinions.subtopics': () => [{ input: {}, allowed: desks }],
  'opinions.divisions': () => [{ input: {}, allowed: desks }],
  'opinions.lessons': ({ opinions }) => [{ input: {}, allowed: officers, check: (output, who) => expect(JSON.stringify(output).includes(opinions.lesson)).toBe(isAmong(who, homeOfficers)) }],
  'opinions.undoLesson': ({ opinions }) => [{ input: { id: opinions.lesson }, allowed: homeOfficers }],
  'opinions.redirect': ({ opinions }) => [{ input: { id: opinions.registered, channel: 'court', reason }, allowed: homeOfficers }, { what: 'brought to a station', input: { id: opinions.atStation, channel: 'court', reason }, allowed: [...homeOfficers, ...desk] }, { what: 'brought to the station beside', input: { id: opinions.atOther, channel: 'court', reason }, allowed: homeOfficers }],
  'opinions.answer': ({ opinions }) => [{ input: { id: opinions.registered, reply }, allowed: homeOfficers }, { what: 'brought to a station', input: { id: opinions.atStation, reply }, allowed: [...homeOfficers, ...desk] }, { what: 'brought to the station beside', input: { id: opinions.atOther, reply }, allowed: homeOfficers }],
  'opinions.handOver': ({ opinions }) => [{ input: { id: opinions.registered, organId: opinions.organId, reason }, allowed: homeOfficers }, { what: 'brought to a station', input: { id: opinions.atStation, organId: opinions.organId, reason }, allowed: [...homeOfficers, ...desk] }, { what: 'brought to the station beside', input: { id: opinions.atOther, organId: opinions.organId, reason }, allowed: homeOfficers }],
  'opinions.tell': ({ opinions }) => [{ input: { id: opinions.answered }, allowed: homeOfficers }],
  'opinions.receive': ({ opinions }) => [{ input: { id: opinions.handed }, allowed: organ }],
  'opinions.giveBack': ({ opinions }) => [{ input: { id: opinions.handed, reason }, allowed: organ }],
  'opinions.handOn': ({ opinions }) => [{ what: 'not handed to a tier above', input: { id: opinions.handed, organId: opinions.organId, reason }, allowed: [] }],
  'opinions.returnUp': ({ opinions }) => [{ what: 'handed over by no tier above: its organ is told to give it back instead', input: { id: opinions.handed, reason }, allowed: organ, otherwise: 'workflow.refused' }],
  'opinions.reply': ({ opinions }) => [{ input: { id: opinions.handed, reply }, allowed: organ }],
  'opinions.similar': ({ opinions }) => [{ input: { id: opinions.registered }, allowed: homeOfficers }],
  'opinions.likelyCases': ({ opinions }) => [
    { input: {}, allowed: officers, check: (output, who) => expect(JSON.stringify(output).includes(opinions.registered)).toBe(isAmong(who, homeOfficers)) },
  ],
  'opinions.merge': ({ opinions }) => [{ input: { id: opinions.registered, memberIds: [opinions.other] }, allowed: homeOfficers }],
  'opinions.unmerge': ({ opinions }) => [{ input: { id: opinions.merged, reason }, allowed: homeOfficers }],
  'opinionTaking.takeUp': ({ opinions }) => [
    { what: 'looked at or harmless', input: { id: opinions.registered }, allowed: homeDeputies },
    { what: 'held back', input: { id: opinions.held }, allowed: [] },
  ],
};
