// assignments.*: one organ's part. Staff of that organ and nobody else; the head signs; who handed over decides (domain rules 2.2, 2.4, 8.1).
import { expect } from 'vitest';
import { z } from 'zod';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import type { Caller } from './world.ts';

const reason = '按照有关规定办理';
const transport: readonly Caller[] = ['home.transportClerk', 'home.transportHead'];
const head: readonly Caller[] = ['home.transportHead'];
const lead: readonly Caller[] = ['home.lead'];
/** The congress handed over itself: its working body decides. */
const officer = at('home', 'congress_officer');
/** Everybody whose office may be given something to handle. */
const organs = everywhere('congress_officer', 'government_officer', 'handling_clerk', 'handling_head');

export const assignmentRows: Rows = {
  'assignments.parts': ({ matters }) => [
    {
      what: 'own', input: { open: false, limit: 100 }, allowed: organs,
      check: (output, who) => {
        const { rows } = z.object({ rows: z.array(z.object({ suggestionId: z.string() })) }).parse(output);
        const expected = Object.values(matters).filter((one) => one.handlers.some((handler) => handler === who));
        expect(new Set(rows.map((one) => one.suggestionId))).toEqual(new Set(expected.map((one) => one.id)));
      },
    },
    {
      what: 'below', input: { scope: 'below', open: false, limit: 100 }, allowed: organs,
      check: (output, who) => {
        const { rows } = z.object({ rows: z.array(z.object({ suggestionId: z.string() })) }).parse(output);
        expect(rows.map((one) => one.suggestionId)).toEqual(who === 'home.cityOffice' ? [matters.distributed.id] : []);
      },
    },
  ],
  'assignments.commitments': ({ ids }) => [
    {
      input: {}, allowed: organs,
      check: (output, who) => expect(JSON.stringify(output).includes(ids.commitmentId)).toBe(transport.includes(who)),
    },
  ],
  'assignments.deputyContact': ({ ids }) => [
    { input: { assignmentId: ids.working }, allowed: transport },
    { what: 'from another tier', input: { assignmentId: ids.assisting }, allowed: ['lower.housingClerk'] },
  ],
  'assignments.showDeputyPhone': ({ ids }) => [{ input: { assignmentId: ids.working, purpose: '预约当面沟通' }, allowed: transport }],
  'assignments.distribute': ({ ids, house }) => [
    { input: { assignmentId: ids.distributable, organs: [{ organId: house.organs.housing, role: 'lead' }] }, allowed: ['home.cityOffice'] },
  ],
  'assignments.accept': ({ ids }) => [{ input: { assignmentId: ids.assigned }, allowed: transport }],
  'assignments.requestReturn': ({ ids }) => [{ input: { assignmentId: ids.assigned, cause: 'not_our_duty', reason }, allowed: transport }],
  'assignments.decideReturn': ({ ids }) => [
    { what: 'of the first level', input: { assignmentId: ids.returning, approve: true, reason }, allowed: officer },
    { what: 'of the second level', input: { assignmentId: ids.distributedPart, approve: true, reason }, allowed: ['home.cityOffice'] },
  ],
  'assignments.recordContact': ({ ids }) => [{ input: { assignmentId: ids.working, method: 'phone', contactedOn: '2026-03-02', content: '电话听取意见' }, allowed: transport }],
  'assignments.confirmContact': ({ ids }) => [{ input: { contactId: ids.contactId }, allowed: lead }],
  'assignments.disputeContact': ({ ids }) => [{ input: { contactId: ids.contactId, reason }, allowed: lead }],
  'assignments.reportProgress': ({ ids }) => [{ input: { assignmentId: ids.working, text: '已完成现场勘察' }, allowed: transport }],
  'assignments.giveOpinion': ({ ids }) => [{ input: { assignmentId: ids.assisting, opinion: '我区愿意配合' }, allowed: ['lower.housingClerk'] }],
  'assignments.saveReply': ({ ids }) => [{ input: { assignmentId: ids.written, body: '改写的答复稿' }, allowed: transport }],
  'assignments.submitReply': ({ ids }) => [{ input: { assignmentId: ids.written }, allowed: transport }],
  'assignments.signReply': ({ ids }) => [{ input: { assignmentId: ids.reviewing }, allowed: head }],
  'assignments.sendBackReply': ({ ids }) => [{ input: { assignmentId: ids.reviewing, reason }, allowed: head }],
  'assignments.requestExtension': ({ ids }) => [{ input: { assignmentId: ids.working, until: '2026-08-20', reason }, allowed: transport }],
  'assignments.decideExtension': ({ ids }) => [{ input: { extensionId: ids.extensionId, grant: true, note: '' }, allowed: officer }],
};
