// effortMeter.*: rows of the permission matrix. Whoever works adds to the sums of their own congress; its office and leaders read these.
import { expect } from 'vitest';
import { z } from 'zod';
import { everywhere } from './oracle.ts';
import type { Rows } from './row.ts';

const workers = everywhere('deputy', 'deputy_assistant', 'congress_officer', 'congress_leader', 'government_officer', 'handling_clerk', 'handling_head', 'station_clerk');
const watchers = everywhere('congress_officer', 'congress_leader');

export const effortMeterRows: Rows = {
  'effortMeter.record': () => [{ input: { samples: [{ task: 'evaluate_reply', end: 'done', taps: 2, seconds: 9 }] }, allowed: workers, done: (output) => z.object({ kept: z.literal(1) }).safeParse(output).success }],
  'effortMeter.overview': () => [{ input: {}, allowed: watchers, check: (output) => expect(z.object({ rows: z.array(z.unknown()) }).parse(output).rows).toEqual([]) }],
};
