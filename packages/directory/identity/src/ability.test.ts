import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { directoryPolicy } from '@smart/divisions/policy';
import { createTestDirectory, type TestDirectory } from '@smart/divisions/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { abilityFor, accessibleBy, requireAbility, type Policy } from './ability.ts';
import type { Capacity, Role } from './capacity.ts';

let database: TestDatabase;
let directory: TestDirectory;
beforeAll(async () => {
  database = await createTestDatabase();
  directory = await createTestDirectory(database);
});
afterAll(() => database.close());

const capacity = (...roles: Role[]): Capacity => ({
  id: crypto.randomUUID(), kind: 'appointment', personId: crypto.randomUUID(), personName: '王管理', userId: crypto.randomUUID(), label: '系统管理员',
  congressId: directory.congress('4306'), congressName: '岳阳市人民代表大会', divisionCode: '4306', tier: 'city', roles,
});

describe('abilities', () => {
  it('refuse everything that no policy allows', () => {
    const ability = abilityFor(capacity('system_administrator'), []);
    expect(ability.can('read', 'Organ')).toBe(false);
    expect(() => requireAbility(ability, 'read', 'Organ', {}, '没有权限')).toThrow(/没有权限/);
  });

  it('come from the policies, conditions included', () => {
    const ability = abilityFor(capacity('system_administrator'), [directoryPolicy]);
    expect(() => requireAbility(ability, 'manage', 'Organ', { congressId: directory.congress('4306') }, '')).not.toThrow();
    expect(() => requireAbility(ability, 'manage', 'Organ', { congressId: directory.congress('4307') }, '不是本级机构')).toThrow(/不是本级机构/);
    expect(abilityFor(capacity('handling_clerk'), [directoryPolicy]).can('manage', 'Organ')).toBe(false);
  });

  it('become conditions of a query', async () => {
    const own: Policy = ({ congressId }, { can, cannot }) => {
      can('read', 'Organ', { congressId });
      cannot('read', 'Organ', { kind: 'court' });
    };
    const ability = abilityFor(capacity('congress_officer'), [own]);
    const kinds = await directory.act('4306', async (work) => {
      const rows = await work.prisma.organ.findMany({ where: accessibleBy(ability, 'read').ofType('Organ') });
      expect(new Set(rows.map((row) => row.congressId))).toEqual(new Set([directory.congress('4306')]));
      return rows.map((row) => row.kind);
    });
    expect(kinds).toContain('government');
    expect(kinds).not.toContain('court');
  });
});
