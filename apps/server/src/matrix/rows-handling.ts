// returns.*, meetings.*, bulkAssignments.*, effort.*, templates.*, exchange.*: between the organs and whoever handed over; nothing of it for
// deputies and other congresses (domain rules 2.2, 2.4).
import { expect } from 'vitest';
import { z } from 'zod';
import { everywhere, sees } from './oracle.ts';
import type { Rows } from './row.ts';
import { type Caller, known } from './world.ts';

const question = '与其他单位意见不一致，请予协调';
const outcome = { kind: 'opinions', heldOn: '2026-03-02', participants: '有关承办单位', outcome: '明确由交通部门牵头办理' } as const;
const transport: readonly Caller[] = ['home.transportClerk', 'home.transportHead'];
const handlers: readonly Caller[] = [...everywhere('congress_officer', 'government_officer', 'handling_clerk', 'handling_head'), ...transport, 'home.cityOffice', 'lower.housingClerk'];
/** An act on many answers for each: whether the one was done. */
const done = (output: unknown): boolean => z.object({ items: z.array(z.object({ ok: z.boolean() })) }).parse(output).items.every((one) => one.ok);

const insiders = everywhere('congress_officer', 'congress_leader', 'government_officer', 'handling_clerk', 'handling_head');

export const handlingRows: Rows = {
  'returns.history': ({ matters }) => [
    {
      input: { id: matters.returning.id },
      allowed: known.filter((who) => sees(who, matters.returning) && (insiders.includes(who) || matters.returning.handlers.some((one) => one === who))),
      check: (output, who) => {
        const { returns } = z.object({ returns: z.array(z.object({ organName: z.string() })) }).parse(output);
        expect(returns, who).toHaveLength(1);
      },
    },
  ],
  'returns.askCoordination': ({ ids }) => [{ input: { assignmentId: ids.working, question }, allowed: ['home.transportClerk', 'home.transportHead'] }],
  'returns.coordinate': ({ matters }) => [
    { what: 'handed over by the congress', input: { id: matters.working.id, ...outcome }, allowed: ['home.congress_officer'] },
    { what: 'handed on by the office', input: { id: matters.distributed.id, ...outcome }, allowed: ['home.congress_officer', 'home.cityOffice'] },
  ],

  // --- 转办告知: whom the congress told, for those who serve it and lead it
  'notices.told': ({ matters }) => [{ input: { id: matters.working.id }, allowed: known.filter((who) => sees(who, matters.working) && everywhere('congress_officer', 'congress_leader').includes(who)) }],

  // --- the meeting and its list: each congress its own, an organ its own parts
  'assignmentMeetings.list': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader') }],
  'assignmentMeetings.save': () => [{ input: { title: '代表建议交办会', heldOn: '2026-03-02', place: '机关会议室', assignedFrom: '2026-03-01', assignedUntil: '2026-03-31' }, allowed: everywhere('congress_officer') }],
  'assignmentMeetings.assignmentList': ({ matters }) => [
    {
      input: {}, allowed: [...insiders, 'home.transportClerk', 'home.transportHead', 'home.cityOffice', 'lower.housingClerk'],
      check: (output, who) => {
        const { organs } = z.object({ organs: z.array(z.object({ lines: z.array(z.object({ suggestionId: z.string() })) })) }).parse(output);
        const shown = new Set(organs.flatMap(({ lines }) => lines.map((one) => one.suggestionId)));
        for (const matter of Object.values(matters)) expect(!shown.has(matter.id) || sees(who, matter), who).toBe(true);
        if (who === 'lower.housingClerk') expect(shown).toEqual(new Set([matters.shared.id]));
      },
    },
  ],

  // --- many at once
  'bulkAssignments.start': ({ matters, house }) => [
    { input: { items: [{ id: matters.registered.id, organs: [{ organId: house.organs.transport, role: 'lead' }] }] }, allowed: ['home.congress_officer'] },
  ],
  'bulkAssignments.retry': ({ bulkId }) => [{ input: { id: bulkId }, allowed: ['home.congress_officer'] }],
  'bulkAssignments.get': ({ bulkId }) => [{ input: { id: bulkId }, allowed: ['home.congress_officer'] }],
  'bulkAssignments.current': ({ bulkId }) => [
    { input: {}, allowed: everywhere('congress_officer'), check: (output, who) => expect(JSON.stringify(output).includes(bulkId)).toBe(who === 'home.congress_officer') },
  ],
  'effort.accept': ({ ids }) => [{ what: 'one', input: { items: [{ assignmentId: ids.assigned }] }, allowed: transport, done }],
  'effort.remindAssistants': ({ ids, matters }) => [
    { what: 'nothing to remind of', input: { items: [{ assignmentId: ids.working }] }, allowed: [], done },
    { what: 'preview', input: { items: [{ assignmentId: ids.working }], preview: true }, allowed: [], done, check: () => expect(matters.working).toBeDefined() },
  ],
  'effort.recordContacts': ({ ids }) => [{ input: { items: [{ assignmentId: ids.working }], method: 'phone', contactedOn: '2026-03-02', content: '电话听取意见' }, allowed: transport, done }],

  // --- templates: read by the organs of the congress, kept by head and office
  'templates.list': ({ templateId }) => [
    { input: {}, allowed: handlers, check: (output, who) => expect(JSON.stringify(output).includes(templateId)).toBe(transport.includes(who)) },
  ],
  'templates.save': ({ templateId }) => [
    { what: 'of the organ', input: { id: templateId, title: '常用答复', body: '您提出的《{标题}》收悉。' }, allowed: ['home.transportHead'] },
    { what: 'of the congress', input: { shared: true, title: '常用答复', body: '您提出的《{标题}》收悉。' }, allowed: everywhere('congress_officer') },
  ],
  'templates.remove': ({ templateId }) => [{ input: { id: templateId }, allowed: ['home.transportHead'] }],

  // --- exchange: the organ's own keys and journal
  'exchange.keys': ({ exchangeKeyId }) => [
    { input: {}, allowed: [...everywhere('handling_clerk', 'handling_head'), ...transport, 'lower.housingClerk'], check: (output, who) => expect(JSON.stringify(output).includes(exchangeKeyId)).toBe(transport.includes(who)) },
  ],
  'exchange.createKey': () => [{ input: { name: '办公系统' }, allowed: [...everywhere('handling_head'), 'home.transportHead'] }],
  'exchange.revokeKey': ({ exchangeKeyId }) => [{ input: { id: exchangeKeyId }, allowed: ['home.transportHead'] }],
  'exchange.journal': ({ house }) => [
    {
      input: {}, allowed: [...everywhere('handling_clerk', 'handling_head'), ...transport, 'lower.housingClerk'],
      check: (output, who) => expect(z.object({ latest: z.number() }).parse(output).latest > 0).toBe(transport.includes(who) && house.organs.transport !== ''),
    },
  ],
  'exchange.systems': ({ house }) => [
    { input: {}, allowed: everywhere('system_administrator'), check: (output, who) => expect(JSON.stringify(output).includes(house.organs.transport)).toBe(who === 'home.system_administrator') },
  ],
};
