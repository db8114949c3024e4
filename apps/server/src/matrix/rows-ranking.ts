// ranking.*: how the congress judges organs and suggestions; inside until it is published.
import { expect } from 'vitest';
import { z } from 'zod';
import { anybody, at, everybody, everywhere, sees } from './oracle.ts';
import type { Rows } from './row.ts';
import { type Caller, standing } from './world.ts';

const reason = '按照有关规定办理';
const officer = at('home', 'congress_officer');
const desk = everywhere('congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head');
const inside = (who: Caller): boolean => who !== 'anonymous' && who !== 'nobody' && standing(who).place === 'home' && ['congress_officer', 'congress_leader'].includes(standing(who).role);

export const rankingRows: Rows = {
  'ranking.four': () => [{ input: {}, allowed: desk }],
  'ranking.of': ({ house }) => [
    {
      input: { year: 2026 }, allowed: everywhere('congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer'),
      // Each congress ranks those who answer its own deputies.
      check: (output, who) => expect(JSON.stringify(output).includes(house.organs.transport), who).toBe(who !== 'anonymous' && who !== 'nobody' && standing(who).place === 'home'),
    },
  ],
  'ranking.score': ({ house }) => [{ input: { organId: house.organs.transport, year: 2026, score: 80, reason }, allowed: officer }],
  'ranking.publish': () => [{ input: { year: 2026 }, allowed: officer, refusals: ['workflow.refused'] }, { what: 'nothing to publish', input: { year: 2025 }, allowed: everywhere('congress_officer'), otherwise: 'workflow.refused' }],
  'ranking.withdraw': () => [{ input: { year: 2026 }, allowed: everywhere('congress_officer') }],
  'ranking.appraisal': ({ matters }) => [
    {
      input: { id: matters.answered.id }, allowed: everybody.filter((who) => sees(who, matters.answered)),
      check: (output, who) => expect(z.object({ mayJudge: z.boolean() }).parse(output).mayJudge, who).toBe(inside(who) && officer.some((one) => one === who)),
    },
  ],
  'ranking.judge': ({ matters }) => [{ input: { id: matters.answered.id, quality: 'excellent', reason }, allowed: officer }],
  'ranking.recommend': ({ matters }) => [
    { input: { id: matters.answered.id, reason }, allowed: [...officer, ...at('home', 'congress_leader'), 'home.transportClerk', 'home.transportHead'] },
  ],
  'ranking.recommended': () => [{ input: {}, allowed: everywhere('congress_officer', 'congress_leader', 'standing_committee_member') }],
  'ranking.public': () => [{ input: {}, allowed: anybody }],
};
