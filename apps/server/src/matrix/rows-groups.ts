// groups.*: rows of the permission matrix. Each congress groups its own deputies; who serves them does it, and the system administrator.
import { expect } from 'vitest';
import { z } from 'zod';
import { at, everywhere } from './oracle.ts';
import type { Rows } from './row.ts';

const keepers = at('home', 'system_administrator', 'congress_officer');
const allKeepers = everywhere('system_administrator', 'congress_officer');
const rowsOf = (output: unknown): number => z.object({ rows: z.array(z.unknown()) }).parse(output).rows.length;
const placeIsHome = (who: string): boolean => who.startsWith('home.');

export const groupRows: Rows = {
  // Asked for a term of another congress, nothing is found.
  'groups.delegations': ({ at: { home } }) => [{ input: { termId: home.termId }, allowed: allKeepers, check: (output, who) => expect(rowsOf(output) > 0).toBe(placeIsHome(who)) }],
  'groups.delegationMembers': ({ at: { home } }) => [{ input: { termId: home.termId, delegationId: null }, allowed: allKeepers, check: (output, who) => expect(rowsOf(output) > 0).toBe(placeIsHome(who)) }],
  'groups.constituencies': ({ at: { home } }) => [{ input: { termId: home.termId }, allowed: allKeepers, check: (output, who) => expect(rowsOf(output) > 0).toBe(placeIsHome(who)) }],
  'groups.saveDelegation': ({ at: { home }, home: { delegationId } }) => [
    { what: 'new', input: { termId: home.termId, name: '新代表团' }, allowed: keepers },
    { what: 'renamed', input: { id: delegationId, termId: home.termId, name: '更名的代表团' }, allowed: keepers },
    { what: 'for a congress of the own choosing', input: { termId: home.termId, name: '新代表团', congressId: home.congressId }, allowed: [], refusals: ['common.more_than_asked'] },
  ],
  'groups.removeDelegation': ({ home }) => [{ input: { id: home.delegationId }, allowed: keepers }],
  'groups.assignDelegation': ({ home, of }) => [{ input: { mandateIds: [of('home.deputy').id], delegationId: home.delegationId }, allowed: keepers }],
  'groups.saveConstituency': ({ at: { home, lower }, home: { constituencyId } }) => [
    { what: 'new', input: { termId: home.termId, name: '新选举单位', seats: 3, electingCongressId: lower.congressId }, allowed: keepers },
    { what: 'changed', input: { id: constituencyId, termId: home.termId, name: '岳阳楼区选举单位', seats: 6, electingCongressId: lower.congressId }, allowed: keepers },
  ],
  'groups.removeConstituency': ({ home }) => [{ input: { id: home.constituencyId }, allowed: keepers }],
  'groups.quota': () => [{ input: undefined, allowed: allKeepers }],
  // The same numbers do not fit every tier; the rules are tested beside them.
  'groups.setQuota': () => [{ input: { population: 5_000_000, deputyQuota: null, committeeSeats: null }, allowed: everywhere('system_administrator') }],
  'groups.deputyGroups': () => [{ input: {}, allowed: allKeepers, check: (output, who) => expect(rowsOf(output)).toBe(placeIsHome(who) ? 1 : 0) }],
  'groups.deputyGroup': ({ home }) => [{ input: { id: home.groupId }, allowed: keepers }],
  'groups.saveDeputyGroup': ({ home }) => [
    { what: 'new', input: { name: '新代表小组', kind: 'area' }, allowed: allKeepers },
    { what: 'changed', input: { id: home.groupId, name: '更名的代表小组', kind: 'field' }, allowed: keepers },
  ],
  'groups.removeDeputyGroup': ({ home }) => [{ input: { id: home.groupId }, allowed: keepers }],
  // Public facts of deputies of the own congress and those above (代表法 27, 58).
  'groups.candidates': () => [{ input: { text: '代表' }, allowed: allKeepers }],
  'groups.setMember': ({ home, of }) => [
    { what: 'an own deputy', input: { groupId: home.groupId, personId: of('home.deputy').personId, leader: true }, allowed: keepers },
    { what: 'a deputy of the tier above', input: { groupId: home.groupId, personId: of('upper.deputy').personId }, allowed: keepers },
    { what: 'a deputy of the tier below', input: { groupId: home.groupId, personId: of('lower.deputy').personId }, allowed: keepers, otherwise: 'common.conflict', refusals: ['common.conflict'] },
    { what: 'somebody who is no deputy', input: { groupId: home.groupId, personId: of('home.handling_clerk').personId }, allowed: keepers, otherwise: 'common.conflict', refusals: ['common.conflict'] },
  ],
  'groups.removeMember': ({ home, of }) => [{ input: { groupId: home.groupId, personId: of('home.lead').personId }, allowed: keepers }],
  'groups.attendees': () => [{ input: {}, allowed: allKeepers }],
};
