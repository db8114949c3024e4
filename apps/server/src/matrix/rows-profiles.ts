// profiles.*: rows of the permission matrix. A deputy writes for themselves, the office of the same congress lets it out; nobody else reads what waits.
import { expect } from 'vitest';
import { z } from 'zod';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';

const officers = at('home', 'congress_officer');
const text = { resume: '一九九八年参加工作，现从事中学教育。', photoId: null };
const rows = z.object({ rows: z.array(z.object({ mandateId: z.string() })) });

export const profileRows: Rows = {
  'profiles.mine': ({ capacity }) => [{ input: {}, allowed: everywhere('deputy'), check: (output, who) => expect(z.object({ mandateId: z.string() }).parse(output).mandateId).toBe(capacity(who)?.id) }],
  'profiles.propose': () => [{ input: text, allowed: everywhere('deputy') }],
  'profiles.hide': () => [{ input: { hidden: ['resume'] }, allowed: everywhere('deputy') }],
  'profiles.list': ({ home }) => [{ input: { limit: 100 }, allowed: everywhere('congress_officer', 'congress_leader'), check: (output, who) => expect(rows.parse(output).rows.some(({ mandateId }) => mandateId === home.mandateId)).toBe(at('home', 'congress_officer', 'congress_leader').some((one) => one === who)) }],
  'profiles.enter': ({ home }) => [{ input: { mandateId: home.mandateId, ...text }, allowed: officers }],
  'profiles.confirm': ({ profileMandateId }) => [{ input: { mandateId: profileMandateId }, allowed: officers }],
  'profiles.return': ({ profileMandateId }) => [{ input: { mandateId: profileMandateId, reason: '请补充近况' }, allowed: officers }],
};
