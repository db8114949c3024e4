// opinionStatistics.*: rows of the permission matrix. Each congress counts its own opinions; of those below it learns numbers and no words.
import { expect } from 'vitest';
import { heldOpinionWords } from './opinions.ts';
import { everywhere } from './oracle.ts';
import type { Rows } from './row.ts';

const keepers = everywhere('congress_officer', 'congress_leader');

export const opinionStatisticsRows: Rows = {
  'opinionStatistics.figures': () => [{ input: {}, allowed: keepers, check: (output) => expect(JSON.stringify(output)).not.toContain(heldOpinionWords) }],
  'opinionStatistics.digest': ({ opinions }) => [{ input: { month: '2026-03' }, allowed: keepers, check: (output, who) => expect(JSON.stringify(output).includes(opinions.handed) && !String(who).startsWith('home')).toBe(false) }],
};
