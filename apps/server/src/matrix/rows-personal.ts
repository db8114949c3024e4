// personal.*: personal data. A congress's administrator and its deputies' affairs committee look at its own people's, saying what for; who
// looked is the security and the audit administrator's to watch, and everybody's own to know (个人信息保护法 45, 51).
import { expect } from 'vitest';
import { z } from 'zod';
import { at, everywhere, signedIn } from './oracle.ts';
import type { Rows } from './row.ts';
import { DEPUTY_PHONE } from './secrets.ts';

const keepers = at('home', 'system_administrator', 'congress_officer');
const shown = z.object({ text: z.string().nullable() });

export const personalRows: Rows = {
  'personal.show': ({ home }) => [
    { what: 'the phone', input: { personId: home.personId, field: 'phone', purpose: '联系参加会议' }, allowed: keepers, check: (output) => expect(shown.parse(output).text).toBe(DEPUTY_PHONE) },
    { what: 'the identity card', input: { personId: home.personId, field: 'id_card', purpose: '核对代表资格' }, allowed: keepers },
  ],
  'personal.looks': () => [{ input: {}, allowed: everywhere('security_administrator', 'audit_administrator') }],
  'personal.erase': ({ home }) => [{ input: { personId: home.freePersonId, reason: '本人书面申请' }, allowed: at('home', 'system_administrator') }],
  'personal.mine.looks': () => [{ input: { page: 1, size: 20 }, allowed: signedIn }],
  'personal.mine.export': () => [{ input: {}, allowed: signedIn, check: (output, who) => expect(JSON.stringify(output).includes(DEPUTY_PHONE)).toBe(who === 'home.lead') }],
};
