// returns.*: between the organs and whoever handed over; nothing of it for deputies and other congresses (domain rules 2.2, 2.4).
import { expect } from 'vitest';
import { z } from 'zod';
import { everywhere, sees } from './oracle.ts';
import type { Rows } from './row.ts';
import { known } from './world.ts';

const question = '与其他单位意见不一致，请予协调';
const outcome = { kind: 'opinions', heldOn: '2026-03-02', participants: '有关承办单位', outcome: '明确由交通部门牵头办理' } as const;
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
};
