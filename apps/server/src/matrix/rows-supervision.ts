// boards.*, supervision.*, notices.quiet: rows of the permission matrix (代表法 52; domain rules 2.4 and 8.1 nos. 9 and 10).
import { expect } from 'vitest';
import { z } from 'zod';
import type { MatterName } from './matters.ts';
import { anybody, at, everybody, everywhere, sees } from './oracle.ts';
import type { Rows, World } from './row.ts';
import { type Caller, standing } from './world.ts';

const watchers = at('home', 'congress_officer', 'congress_leader');
const watchersAnywhere = everywhere('congress_officer', 'congress_leader');
const transport: readonly Caller[] = ['home.transportClerk', 'home.transportHead'];
const boards = everywhere('deputy', 'congress_officer', 'congress_leader', 'government_officer', 'handling_clerk', 'handling_head');
const staff = everywhere('congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head');
const letterReaders = everywhere('congress_officer', 'congress_leader', 'government_officer', 'handling_clerk', 'handling_head');
const rows = z.object({ rows: z.array(z.object({ id: z.string() })) });
const idsIn = (output: unknown): string[] => rows.parse(output).rows.map(({ id }) => id);
const reason = '按照有关规定办理';

const knows = (who: Caller) => who !== 'anonymous' && who !== 'nobody';

function matterNames({ matters }: World): MatterName[] {
  const names: MatterName[] = [];
  let name: MatterName;
  for (name in matters) names.push(name);
  return names;
}

/** Whose board a matter is on: the congress's, the handling organ's, the deputy's who leads or has joined. */
function onBoard(who: Caller, name: MatterName, { matters }: World): boolean {
  if (!knows(who)) return false;
  const { stage, place, lead, cosigners, handlers } = matters[name];
  const { role, place: own } = standing(who);
  const handedIn = stage === 'submitted' || stage === 'registered';
  if (role === 'deputy') return handedIn && (lead === who || cosigners.some((one) => one === who));
  if (role === 'congress_officer' || role === 'congress_leader') return handedIn && place === own;
  return handlers.some((one) => one === who);
}

export const supervisionRows: Rows = {
  'boards.summary': () => [{ input: {}, allowed: boards }],
  'boards.items': (world) => [
    {
      input: { limit: 100 }, allowed: boards,
      check: (output, who) => {
        const found = idsIn(output);
        expect(matterNames(world).filter((name) => found.includes(world.matters[name].id)).toSorted()).toEqual(matterNames(world).filter((name) => name !== 'over' && onBoard(who, name, world)).toSorted()); // `over` was closed: a board lists what is under way
      },
    },
  ],
  'boards.changes': (world) => [
    {
      input: { limit: 100 }, allowed: boards,
      check: (output, who) => {
        const told = z.object({ rows: z.array(z.object({ suggestionId: z.string() })) }).parse(output).rows;
        for (const name of matterNames(world)) if (told.some((one) => one.suggestionId === world.matters[name].id)) expect(onBoard(who, name, world), name).toBe(true);
      },
    },
  ],
  'boards.markSeen': () => [{ input: {}, allowed: boards }],

  'supervision.ladder': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader', 'government_officer') }],
  'supervision.ofSuggestion': (world) =>
    matterNames(world).map((name) => ({ what: name, input: { id: world.matters[name].id }, allowed: everybody.filter((who) => sees(who, world.matters[name])) })),
  'supervision.letters': ({ ids }) => [
    {
      input: { limit: 100 }, allowed: letterReaders,
      check: (output, who) => expect(idsIn(output).toSorted()).toEqual(watchers.some((one) => one === who) || transport.includes(who) ? [ids.letterId, ids.answeredLetterId].toSorted() : []),
    },
  ],
  'supervision.issueLetter': ({ matters, house }) => [
    { input: { suggestionId: matters.working.id, organId: house.organs.transport, text: reason, dueOn: '2026-03-20' }, allowed: watchers },
    { what: 'to an organ without a part', input: { suggestionId: matters.working.id, organId: house.organs.housing, text: reason, dueOn: '2026-03-20' }, allowed: [] },
  ],
  'supervision.answerLetter': ({ ids }) => [{ input: { id: ids.letterId, answer: '正在抓紧办理' }, allowed: transport }],
  'supervision.reviewLetter': ({ ids }) => [
    { what: 'close', input: { id: ids.answeredLetterId, good: true }, allowed: watchers },
    { what: 'return', input: { id: ids.answeredLetterId, good: false, note: reason, dueOn: '2026-03-27' }, allowed: watchers },
  ],
  'supervision.withdrawLetter': ({ ids }) => [{ input: { id: ids.letterId, reason }, allowed: watchers }],
  'supervision.keyList': () => [{ input: {}, allowed: staff }],
  'supervision.leaders': () => [{ input: {}, allowed: watchersAnywhere }],
  'supervision.listKey': ({ matters }) => [{ input: { items: [{ id: matters.working.id }], criterion: 'complex', decidedOn: '2026-03-02', meeting: '主任会议', leaderId: null }, allowed: watchers }],
  'supervision.unlistKey': ({ matters }) => [{ input: { id: matters.working.id }, allowed: watchers, otherwise: 'workflow.refused' }],
  'supervision.meetings': ({ ids }) => [{ input: {}, allowed: watchersAnywhere, check: (output, who) => expect(idsIn(output)).toEqual(watchers.some((one) => one === who) ? [ids.oversightMeetingId] : []) }],
  'supervision.recordMeeting': ({ house }) => [{ input: { kind: 'inquiry', title: '建议办理工作', meeting: '常委会会议', heldOn: '2026-03-02', subjects: [{ organId: house.organs.transport }] }, allowed: watchers }],
  'supervision.orderCorrection': ({ ids }) => [{ input: { subjectId: ids.oversightSubjectId, text: reason, dueOn: '2026-06-30' }, allowed: watchers }],
  'supervision.reportCorrection': ({ ids }) => [{ input: { subjectId: ids.oversightSubjectId, correctedOn: '2026-03-02', correction: reason }, allowed: watchers }],
  'supervision.publishMeeting': ({ ids }) => [{ input: { id: ids.oversightMeetingId }, allowed: watchers }],
  'supervision.public.meetings': () => [{ input: {}, allowed: anybody, check: (output) => expect(idsIn(output)).toEqual([]) }],

  // One's own quiet hours: everybody sets them for oneself.
  'notices.quiet': () => [{ input: {}, allowed: everybody }],
  'notices.setQuiet': () => [{ input: { quiet: { fromHour: 20, toHour: 9, daysOff: true } }, allowed: everybody }],
};
