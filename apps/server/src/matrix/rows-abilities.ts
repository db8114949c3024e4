// abilities.*, dormant.*, and the change of an appointment: rows of the permission matrix. Who may do what is the security administrator's
// review; who may do what with one suggestion is for those who serve its deputies and see it.
import { expect } from 'vitest';
import { z } from 'zod';
import { at, everywhere, sees } from './oracle.ts';
import type { Rows } from './row.ts';

const system = at('home', 'system_administrator');
const security = at('home', 'security_administrator');
const allSecurity = everywhere('security_administrator');

export const abilityRows: Rows = {
  'abilities.procedures': () => [{ input: { size: 100 }, allowed: allSecurity }],
  'abilities.holders': (world) => [
    {
      input: { path: 'people.create', size: 100 }, allowed: allSecurity,
      check: (output, who) => {
        const ids = z.object({ rows: z.array(z.object({ personId: z.string() })) }).parse(output).rows.map((row) => row.personId);
        expect(ids.includes(world.of('home.system_administrator').personId)).toBe(who.startsWith('home.'));
      },
    },
  ],
  'abilities.ofPerson': ({ home }) => [{ input: { personId: home.personId }, allowed: security }],
  'abilities.ofOrgan': ({ of }) => [{ input: { organId: of('home.handling_clerk').organId }, allowed: security }],
  'abilities.ofRecord': ({ matters }) => [
    { what: 'registered', input: { type: 'suggestion', id: matters.registered.id }, allowed: at('home', 'congress_officer', 'congress_leader').filter((who) => sees(who, matters.registered)) },
    { what: 'confidential', input: { type: 'suggestion', id: matters.confidential.id }, allowed: at('home', 'congress_officer', 'congress_leader').filter((who) => sees(who, matters.confidential)) },
  ],
  'people.previewAbilities': ({ home }) => [
    { what: 'a changed post', input: { personId: home.accountPersonId, id: home.appointmentId, roles: ['handling_head'] }, allowed: system },
  ],
  'people.changeAppointment': ({ home }) => [{ input: { id: home.appointmentId, title: '科长', roles: ['handling_head'], on: '2026-03-02' }, allowed: system }],
  'dormant.list': () => [{ input: {}, allowed: allSecurity }],
  'dormant.keep': ({ home }) => [{ input: { personId: home.accountPersonId, reason: '长期出差仍需使用' }, allowed: security }],
  'dormant.disable': ({ home }) => [{ input: { personId: home.accountPersonId, reason: '已经调离岗位' }, allowed: security }],
  'dormant.enable': ({ home }) => [{ input: { personId: home.accountPersonId, reason: '已经返回岗位' }, allowed: security, otherwise: 'common.conflict' }],
};
