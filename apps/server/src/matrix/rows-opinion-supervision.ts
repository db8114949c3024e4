// opinionSupervision.*: rows of the permission matrix. The office and the leaders of the congress that handed over ask, the organ that handles answers,
// nobody else learns of it by these procedures.
import { expect } from 'vitest';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import type { Caller } from './world.ts';

const homeKeepers = at('home', 'congress_officer', 'congress_leader');
const readers = everywhere('congress_officer', 'congress_leader', 'handling_clerk', 'handling_head', 'government_officer');
const organ = ['home.transportClerk', 'home.transportHead'] as const satisfies readonly Caller[];
const seers: readonly Caller[] = [...homeKeepers, ...organ];
const request = '请说明办理情况并尽快解决';

export const opinionSupervisionRows: Rows = {
  'opinionSupervision.list': ({ opinions }) => [{ input: {}, allowed: readers, check: (output, who) => expect(JSON.stringify(output).includes(opinions.supervision)).toBe(seers.includes(who)) }],
  'opinionSupervision.ofOpinion': ({ opinions }) => [
    { input: { id: opinions.answered }, allowed: seers, check: (output) => expect(JSON.stringify(output)).toContain(opinions.supervision) },
    { what: 'brought to a station', input: { id: opinions.atStation }, allowed: [...homeKeepers, ...at('home', 'station_clerk')] },
    { what: 'held back', input: { id: opinions.held }, allowed: homeKeepers },
  ],
  'opinionSupervision.term': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader'), check: (output) => expect(output).toMatchObject({ days: 10 }) }],
  'opinionSupervision.figures': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader'), check: (output, who) => expect(JSON.stringify(output).includes('交通运输局')).toBe(seers.includes(who)) }],
  'opinionSupervision.open': ({ opinions }) => [
    { input: { opinionIds: [opinions.handed], ground: 'serious', request, dueOn: '2099-01-04' }, allowed: homeKeepers },
    { what: 'handed to nobody yet', input: { opinionIds: [opinions.registered], ground: 'serious', request, dueOn: '2099-01-04' }, allowed: homeKeepers, otherwise: 'workflow.refused' },
    { what: 'supervised already', input: { opinionIds: [opinions.answered], ground: 'serious', request, dueOn: '2099-01-04' }, allowed: homeKeepers, otherwise: 'workflow.refused' },
  ],
  'opinionSupervision.answer': ({ opinions }) => [{ input: { id: opinions.supervision, answer: '已经派人修好并恢复照明', doneBy: null }, allowed: organ }],
  'opinionSupervision.press': ({ opinions }) => [{ what: 'not answered yet', input: { id: opinions.supervision, reason: '请补充说明', dueOn: '2099-01-04' }, allowed: homeKeepers, otherwise: 'workflow.illegal_action' }],
  'opinionSupervision.settle': ({ opinions }) => [{ input: { id: opinions.supervision, outcome: '路灯已经修好' }, allowed: homeKeepers }],
  'opinionSupervision.withdraw': ({ opinions }) => [{ input: { id: opinions.supervision, reason: '已经另行办理' }, allowed: homeKeepers }],
};
