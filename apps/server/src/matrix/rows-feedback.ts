// feedback.*: what deputy and organ exchange concerns the two, who serves the deputies in the congress, and nobody else (代表法 51).
import { expect } from 'vitest';
import { z } from 'zod';
import { anybody, at, everybody, everywhere, sees } from './oracle.ts';
import type { Rows } from './row.ts';
import { type Caller, standing } from './world.ts';

const reason = '按照有关规定办理';
const lead: readonly Caller[] = ['home.lead'];
const transport: readonly Caller[] = ['home.transportClerk', 'home.transportHead'];
const officer = at('home', 'congress_officer');
const readers = everywhere('deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head');
/** Those between whom it is said, and those who watch over it for the deputies; other deputies see the suggestion without it. */
const party = (who: Caller): boolean =>
  who === 'home.lead' || who === 'home.assistant' || transport.includes(who) || (who !== 'anonymous' && who !== 'nobody' && standing(who).place === 'home' && ['congress_officer', 'congress_leader'].includes(standing(who).role));

export const feedbackRows: Rows = {
  'feedback.of': ({ matters, ids }) => [
    {
      input: { id: matters.supervised.id }, allowed: everybody.filter((who) => sees(who, matters.supervised)),
      check: (output, who) => expect([ids.questionId, ids.offeredId].map((id) => JSON.stringify(output).includes(id)), who).toEqual([party(who), party(who)]),
    },
  ],
  'feedback.ask': ({ matters, ids }) => [{ input: { id: matters.working.id, assignmentId: ids.working, text: '什么时候开工？' }, allowed: lead }],
  'feedback.answer': ({ ids }) => [{ input: { questionId: ids.questionId, text: '计划四月开工' }, allowed: transport }],
  'feedback.proposeMeeting': ({ ids }) => [{ input: { assignmentId: ids.working, place: '局三楼会议室', slots: ['2026-03-06T09:30'] }, allowed: transport }],
  'feedback.acceptMeeting': ({ ids }) => [{ input: { meetingId: ids.offeredId, slot: 0 }, allowed: lead }],
  'feedback.counterMeeting': ({ ids }) => [{ input: { meetingId: ids.offeredId, at: '2026-03-05T10:00' }, allowed: lead }],
  'feedback.confirmMeeting': ({ ids }) => [{ input: { meetingId: ids.counteredId }, allowed: transport }],
  'feedback.cancelMeeting': ({ ids }) => [{ input: { meetingId: ids.agreedId, reason }, allowed: [...lead, ...transport] }],
  'feedback.holdMeeting': ({ ids }) => [{ what: 'before its time', input: { meetingId: ids.agreedId, content: '当面听取了意见' }, allowed: transport, otherwise: 'workflow.refused', refusals: ['workflow.refused'] }],
  'feedback.reopen': ({ matters }) => [{ input: { id: matters.over.id, ground: 'reply_untrue', reason: '实地看过，并没有建成' }, allowed: lead }],
  'feedback.book': ({ ids }) => [
    {
      input: { limit: 100 }, allowed: readers,
      check: (output, who) => {
        const { rows } = z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(output);
        expect(rows.some((one) => one.id === ids.commitmentId), who).toBe(party(who));
      },
    },
  ],
  'feedback.decideChange': ({ ids }) => [{ input: { commitmentId: ids.askedCommitmentId, grant: true }, allowed: officer }],
  'feedback.seal': () => [{ input: {}, allowed: everywhere('handling_head') }],
  'feedback.keepSeal': () => [{ input: { png: `data:image/png;base64,${Buffer.from('not a picture').toString('base64')}` }, allowed: everywhere('handling_head'), otherwise: 'common.invalid_input' }],
  'feedback.retireSeal': () => [{ input: {}, allowed: everywhere('handling_head') }],
  'feedback.publicBook': ({ ids }) => [{ input: {}, allowed: anybody, check: (output) => expect([ids.commitmentId, ids.askedCommitmentId].map((id) => JSON.stringify(output).includes(id))).toEqual([false, true]) }],
};
