// 三员分立: every procedure of the deployment against the table of who of the three may do what.
import { administratorDuties, ownAffairs, sharedReadings } from '@smart/identity/three-administrators';
import { type AdministratorRole, administratorRoles } from '@smart/identity/service';
import { describeProcedures } from '@smart/rpc/guard';
import { describe, expect, it } from 'vitest';
import { appRouter } from '../router.ts';

const procedures = describeProcedures(appRouter).filter(({ path }) => !(path in ownAffairs));
const three = (roles: readonly string[]): AdministratorRole[] => administratorRoles.filter((role) => roles.includes(role));
const pathsOf = (role: AdministratorRole): string[] => procedures.filter(({ path, roles }) => roles.includes(role) && !(path in sharedReadings)).map(({ path }) => path);

describe('the three administrators', () => {
  it('none does the others’ acts: what is open to two of them is shared reading', () => {
    expect(procedures.filter(({ path, roles }) => three(roles).length > 1 && !(path in sharedReadings)).map(({ path }) => path)).toEqual([]);
    expect(procedures.filter(({ path, type }) => path in sharedReadings && type !== 'query').map(({ path }) => path)).toEqual([]);
  });

  it('the security and the audit administrator may do what their table says, no more and no less', () => {
    for (const role of ['security_administrator', 'audit_administrator'] as const) expect(pathsOf(role), role).toEqual([...administratorDuties[role].procedures].toSorted());
  });

  it('the table names no procedure that is gone', () => {
    const known = new Set(describeProcedures(appRouter).map(({ path }) => path));
    expect([...Object.keys(sharedReadings), ...Object.keys(ownAffairs)].filter((path) => !known.has(path))).toEqual([]);
  });
});
