// calls.*: rows of the permission matrix. A call belongs to one congress: its deputies take part, those who serve them keep it (代表法 23, 51);
// other tiers read what is public on the public site.
import { expect } from 'vitest';
import { z } from 'zod';
import { heldWords } from './calls.ts';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';
import { type Caller, standing } from './world.ts';

const readingRoles = ['deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'standing_committee_member'] as const;
const readers = everywhere(...readingRoles);
const homeReaders = at('home', ...readingRoles);
const deputies = at('home', 'deputy');
const officers = at('home', 'congress_officer');
const watchers = at('home', 'congress_officer', 'congress_leader');
const isHome = (who: Caller): boolean => who !== 'anonymous' && who !== 'nobody' && standing(who).place === 'home';
const keeps = (who: Caller): boolean => watchers.some((one) => one === who);

const ids = (output: unknown): string[] => z.object({ rows: z.array(z.object({ id: z.string() })) }).parse(output).rows.map(({ id }) => id);
const text = { title: '楼道照明', situation: '楼道里的灯坏了很久没有人修', wish: '请物业尽快修好', place: '' };
const call = { title: '新的征集', wanted: '请说说您遇到的困难，我们请代表据此提出建议。', topics: [], startsOn: '2026-03-02', endsOn: '2026-03-31', participants: 'both' };
const notHere = ['calls.not_public'];

export const callRows: Rows = {
  'calls.list': ({ calls }) => [
    {
      input: {}, allowed: readers,
      check: (output, who) => {
        expect(ids(output).includes(calls.running)).toBe(isHome(who));
        expect(ids(output).includes(calls.draft)).toBe(keeps(who));
      },
    },
  ],
  'calls.detail': ({ calls }) => [
    { what: 'under way', input: { id: calls.running }, allowed: homeReaders },
    { what: 'a draft', input: { id: calls.draft }, allowed: watchers },
  ],
  'calls.topics': ({ calls }) => [
    {
      input: { callId: calls.running }, allowed: readers,
      check: (output, who) => {
        expect(ids(output).includes(calls.open)).toBe(isHome(who));
        expect(ids(output).includes(calls.held)).toBe(keeps(who));
        expect(JSON.stringify(output).includes(heldWords)).toBe(keeps(who));
      },
    },
  ],
  'calls.topic': ({ calls }) => [
    { what: 'shown', input: { topicId: calls.open }, allowed: homeReaders },
    { what: 'not looked at yet', input: { topicId: calls.held }, allowed: watchers },
    { what: 'taken up: the draft is the lead’s', input: { topicId: calls.taken }, allowed: homeReaders, check: (output, who) => expect(z.object({ suggestionId: z.string().nullable() }).parse(output).suggestionId !== null).toBe(who === 'home.lead') },
  ],
  'calls.propose': ({ calls }) => [{ input: { callId: calls.running, ...text }, allowed: deputies, refusals: notHere }],
  'calls.support': ({ calls }) => [
    { what: 'shown', input: { topicId: calls.open }, allowed: deputies },
    { what: 'not looked at yet', input: { topicId: calls.held }, allowed: [] },
  ],
  'calls.takeUp': ({ calls }) => [
    { what: 'open', input: { topicId: calls.open }, allowed: deputies },
    { what: 'taken by another', input: { topicId: calls.taken }, allowed: [], refusals: ['calls.taken_already', 'workflow.illegal_action'] },
    { what: 'not looked at yet', input: { topicId: calls.held }, allowed: [], refusals: ['workflow.illegal_action'] },
  ],
  'calls.join': ({ calls }) => [{ input: { topicId: calls.taken }, allowed: deputies.filter((one) => one !== 'home.lead' && one !== 'home.cosigner'), refusals: ['workflow.refused'] }],
  'calls.inviteJoined': ({ calls }) => [{ input: { topicId: calls.taken }, allowed: ['home.lead'] }],

  'calls.save': ({ calls }) => [
    { what: 'new', input: call, allowed: everywhere('congress_officer') },
    { what: 'a draft', input: { id: calls.draft, ...call }, allowed: officers },
  ],
  'calls.open': ({ calls }) => [{ input: { id: calls.draft }, allowed: officers }],
  'calls.discard': ({ calls }) => [{ input: { id: calls.draft }, allowed: officers }],
  'calls.extend': ({ calls }) => [{ input: { id: calls.running, endsOn: '2026-04-30' }, allowed: officers }],
  'calls.close': ({ calls }) => [{ input: { id: calls.running, reason: '已经收集充分' }, allowed: officers }],
  'calls.conclude': ({ calls }) => [{ input: { id: calls.closed, summary: '收到的建言都已由代表认领或者说明理由，感谢大家参与。' }, allowed: officers }],
  'calls.statistics': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader'), check: (output, who) => expect(z.object({ figures: z.object({ proposals: z.number() }) }).parse(output).figures.proposals).toBe(isHome(who) ? 5 : 0) }],

  'calls.groups': ({ calls }) => [{ input: { id: calls.running }, allowed: officers }],
  'calls.proposals': ({ calls }) => [{ input: { topicId: calls.held }, allowed: officers }],
  'calls.release': ({ calls }) => [{ input: { topicIds: [calls.held] }, allowed: officers }],
  'calls.amend': ({ calls }) => [{ input: { topicId: calls.held, ...text }, allowed: officers }],
  'calls.merge': ({ calls }) => [{ input: { intoId: calls.open, topicIds: [calls.other] }, allowed: officers }],
  'calls.setAside': ({ calls }) => [{ input: { topicId: calls.open, ground: 'beyond_powers', reason: '由上级有关部门管理' }, allowed: officers }],
  'calls.restore': ({ calls }) => [{ input: { topicId: calls.aside }, allowed: officers }],
};
