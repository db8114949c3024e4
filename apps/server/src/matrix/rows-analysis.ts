// analysis.*: rows of the permission matrix. Figures count what their reader may see and nothing else (domain rule 8.1); counts of other
// congresses go up only (each tier manages its own).
import { expect } from 'vitest';
import { z } from 'zod';
import { at, everywhere, sees } from './oracle.ts';
import type { Rows, World } from './row.ts';
import { type Caller, standing } from './world.ts';

const overseers = everywhere('congress_officer', 'congress_leader', 'government_officer');
const counted = z.object({ totals: z.object({ total: z.number() }), organs: z.array(z.object({ organId: z.string() })) });

/** How many matters the caller sees: those who serve a congress count its own, as in their list. */
function numberSeen({ matters }: World, who: Caller): number {
  if (who === 'anonymous' || who === 'nobody') return 0;
  const { place, role } = standing(who);
  const own = role === 'congress_officer' || role === 'congress_leader';
  return Object.values(matters).filter((matter) => sees(who, matter) && (!own || matter.place === place)).length;
}

export const analysisRows: Rows = {
  'analysis.figures': (world) => [
    {
      input: {}, allowed: overseers,
      check: (output, who) => {
        const { total } = counted.parse(output).totals;
        // At home there are also suggestions that other rows needed; nobody elsewhere counts any of them.
        if (who !== 'anonymous' && who !== 'nobody' && standing(who).place === 'home') expect(total).toBeGreaterThanOrEqual(numberSeen(world, who));
        else expect(total).toBe(numberSeen(world, who));
      },
    },
  ],
  // Who sees no matter of either organ is told that there is nothing to compare.
  'analysis.compare': ({ house }) => [{ input: { organIds: [house.organs.transport, house.organs.districtHousing] }, allowed: at('home', 'congress_officer', 'congress_leader') }],
  'analysis.below': ({ at: congresses }) => [
    {
      input: {}, allowed: everywhere('congress_officer', 'congress_leader'),
      check: (output, who) => {
        if (who === 'anonymous' || who === 'nobody') throw new Error('expected somebody with a capacity');
        const own = congresses[standing(who).place].code;
        const below = z.object({ districts: z.array(z.object({ code: z.string() })), tiers: z.array(z.object({ submitted: z.number() })) }).parse(output);
        expect(below.districts.every(({ code }) => code.startsWith(own) && code.length > own.length)).toBe(true);
        // The world plants one submitted suggestion into the counts of every congress.
        const lower = Object.values(congresses).filter(({ code }) => code.startsWith(own) && code !== own);
        expect(below.tiers.reduce((sum, one) => sum + one.submitted, 0)).toBe(lower.length);
      },
    },
  ],
};
