// The first person of a congress: who lets the others in.
import { congressById } from '@smart/divisions/congresses';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { createAccount } from './accounts.ts';
import { addAppointment } from './appointments.ts';
import type { Role } from './capacity.ts';
import { oneTimePassword } from './passwords.ts';
import { createPerson } from './people.ts';
import { systemContext } from './procedures.ts';

/** 三员, by what they are called. */
export const administratorTitles = {
  system_administrator: '系统管理员',
  security_administrator: '安全管理员',
  audit_administrator: '审计管理员',
} as const satisfies Partial<Record<Role, string>>;
export type AdministratorRole = keyof typeof administratorTitles;
export const administratorRoles = ['system_administrator', 'security_administrator', 'audit_administrator'] as const satisfies readonly AdministratorRole[];

/**
 * Where the administrators of a congress serve: its standing committee, in a township the presidium.
 * @throws DomainError common.not_found
 */
export async function organOfAdministrators(work: Pick<Work, 'prisma'>, congress: { id: string; name: string; tier: string }): Promise<{ id: string }> {
  const kind = congress.tier === 'township' ? 'presidium' : 'standing_committee';
  const organ = await work.prisma.organ.findFirst({ where: { congressId: congress.id, kind, abolishedOn: null }, orderBy: { sort: 'asc' }, select: { id: true } });
  if (!organ) throw new DomainError('common.not_found', { what: `${congress.name}的${kind === 'presidium' ? '主席团' : '常务委员会'}` });
  return organ;
}

/**
 * Creates an administrator of a congress with an account and a one-time password, in a unit of work for that congress. Used by
 * `smart create-admin` and by seeding.
 * @param input.password a fixed one instead (demonstration): it need not be changed
 * @throws DomainError identity.username_taken, identity.username_invalid
 */
export async function createAdministrator(
  work: Work, congressId: string, input: { name: string; username: string; role?: AdministratorRole; password?: string; fictitious?: boolean },
): Promise<{ personId: string; username: string; password: string }> {
  const role = input.role ?? 'system_administrator';
  const congress = await congressById(work, congressId);
  const organ = await organOfAdministrators(work, congress);
  const person = await createPerson(work, congressId, { name: input.name, fictitious: input.fictitious ?? false });
  const password = input.password ?? oneTimePassword();
  const account = await createAccount(work, { personId: person.id, username: input.username, password, mustChange: input.password === undefined });
  await addAppointment(work, systemContext.acting, congressId, {
    personId: person.id, organId: organ.id, title: administratorTitles[role], roles: [role], startsOn: today(work.clock),
  });
  return { personId: person.id, username: account.username, password };
}
