// session.*: who I am, in which capacities, on which devices.
import { id } from '@smart/divisions/model';
import { addMonths, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { z } from 'zod';
import { changePassword, revokeSessions } from './accounts.ts';
import { roles, standInKinds } from './capacity.ts';
import { announceIdentityChange } from './changes.ts';
import { deviceOf } from './device.ts';
import { consentsOf, withdrawConsent } from './oauth-consents.ts';
import { personProcedure, router } from './procedures.ts';
import { securityProcedures } from './security-procedures.ts';
import type { SignIn } from './sign-in.ts';

export const capacityOutput = z.object({
  id: z.string(),
  kind: z.enum(['mandate', 'appointment']),
  personId: z.string(),
  personName: z.string(),
  userId: z.string(),
  label: z.string(),
  congressId: z.string(),
  congressName: z.string(),
  divisionCode: z.string(),
  tier: z.enum(['province', 'city', 'county', 'township']),
  roles: z.array(z.enum(roles)),
  organId: z.string().optional(),
  organName: z.string().optional(),
  organKind: z.string().optional(),
  termId: z.string().optional(),
  delegationName: z.string().optional(),
  logLabel: z.string().optional(),
  /** Set while one stands in: for whom, and until when (ISO instant). */
  standIn: z.object({
    kind: z.enum(standInKinds), endsAt: z.string().optional(), forName: z.string().optional(), forPersonId: z.string().optional(), mandateId: z.string().optional(),
    confidential: z.boolean().optional(),
  }).optional(),
});

const me = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ username: z.string(), mustChangePassword: z.boolean(), passwordExpired: z.boolean(), mustEnrolTotp: z.boolean() }),
  /** ISO instant. */
  expiresAt: z.string(),
  capacities: z.array(capacityOutput),
  /** The capacity that serves while the client names none; null when the person has none at present. */
  current: z.string().nullable(),
  /** Those of a congress that has none above it in this deployment: what serves all congresses is kept there. */
  highest: z.array(z.string()),
  /** Mandates whose exercise is suspended (代表法 61): why one is missing from the list. */
  suspended: z.array(z.string()),
  /** Sentences on years whose holidays are not known yet though limits that begin now reach into them. */
  calendarWarnings: z.array(z.string()),
});

const device = z.object({
  id: z.string(),
  /** "Windows 电脑 · Chrome 浏览器". */
  device: z.string(),
  address: z.string().nullable(),
  signedInAt: z.string(),
  lastUsedAt: z.string(),
  current: z.boolean(),
});

function currentCapacityId(session: SignIn): string | null {
  const last = session.capacities.find((capacity) => capacity.id === session.lastCapacityId);
  return (last ?? session.capacities[0])?.id ?? null;
}

/** Most limits that begin today end within three months (代表法 51). */
const calendarMonths = 3;

const nothing = z.object({}).default({});
const done = z.object({ ok: z.literal(true) });

export const sessionRouter = router({
  me: personProcedure
    .meta({ description: '当前登录人员及其全部身份' })
    .input(nothing)
    .output(me)
    .query(async ({ ctx: { session, work } }) => {
      const suspended = await work.sql<{ label: string }>(
        `SELECT d.name || '人大代表' AS label FROM mandate m JOIN congress c ON c.id = m.congress_id JOIN division d ON d.code = c.division_code
         WHERE m.person_id = $1 AND m.status = 'suspended' ORDER BY c.division_code`,
        [session.personId],
      );
      const [top] = await work.sql<{ length: number }>('SELECT min(length(division_code))::int AS length FROM congress');
      const day = today(work.clock);
      const { personId, personName, username, mustChangePassword, passwordExpired, mustEnrolTotp, expiresAt } = session;
      const capacities = session.capacities.map((capacity) => ({ ...capacity, roles: [...capacity.roles] }));
      return {
        person: { id: personId, name: personName }, user: { username, mustChangePassword, passwordExpired, mustEnrolTotp }, expiresAt, capacities,
        current: currentCapacityId(session),
        highest: capacities.filter(({ divisionCode }) => divisionCode.length === top?.length).map((capacity) => capacity.id), suspended: suspended.map(({ label }) => label),
        calendarWarnings: work.calendar.warnings(day, addMonths(day, calendarMonths)),
      };
    }),

  sessions: personProcedure
    .meta({ description: '本人账号的登录设备' })
    .input(nothing)
    .output(z.array(device))
    .query(async ({ ctx: { session, work } }) => {
      const rows = await work.prisma.authSession.findMany({
        where: { userId: session.userId, expiresAt: { gt: work.clock.now() } }, orderBy: { updatedAt: 'desc' }, take: 100,
        select: { id: true, userAgent: true, ipAddress: true, createdAt: true, updatedAt: true },
      });
      return rows.map((row) => ({
        id: row.id, device: deviceOf(row.userAgent ?? ''), address: row.ipAddress === '' ? null : row.ipAddress,
        signedInAt: row.createdAt.toISOString(), lastUsedAt: row.updatedAt.toISOString(), current: row.id === session.sessionId,
      }));
    }),

  revoke: personProcedure
    .meta({ description: '结束本人在一台设备上的登录' })
    .input(z.object({ id }))
    .output(done)
    .mutation(async ({ ctx: { session, work }, input }) => {
      const ended = await work.prisma.authSession.deleteMany({ where: { id: input.id, userId: session.userId } });
      if (ended.count === 0) throw new DomainError('common.not_found', { what: '登录设备' });
      await announceIdentityChange(work, input.id);
      return { ok: true };
    }),

  signOutEverywhere: personProcedure
    .meta({ description: '结束本人在全部设备上的登录，当前设备也不例外' })
    .input(nothing)
    .output(z.object({ ended: z.number().int() }))
    .mutation(async ({ ctx: { session, work } }) => ({ ended: await revokeSessions(work, session.personId) })),

  switchCapacity: personProcedure
    .meta({ description: '切换身份；下次登录从这一身份开始' })
    .input(z.object({ capacityId: id }))
    .output(capacityOutput)
    .mutation(async ({ ctx: { session, work }, input }) => {
      const capacity = session.capacities.find((each) => each.id === input.capacityId);
      if (!capacity) throw new DomainError('identity.capacity_unknown');
      await work.prisma.user.update({ where: { id: session.userId }, data: { lastCapacityId: capacity.id } });
      await announceIdentityChange(work, session.sessionId);
      return { ...capacity, roles: [...capacity.roles] };
    }),

  changePassword: personProcedure
    .meta({ description: '修改本人密码；其他设备上的登录随之结束' })
    .input(z.object({ current: z.string().min(1, '请填写当前密码').max(128, '密码不超过 128 位'), next: z.string().max(128, '密码不超过 128 位') }))
    .output(done)
    .mutation(async ({ ctx: { session, work }, input }) => {
      await changePassword(work, session, input);
      return { ok: true };
    }),

  consents: personProcedure
    .meta({ description: '本人同意授权的其他系统' })
    .input(nothing)
    .output(z.array(z.object({ clientId: z.string(), name: z.string(), scopes: z.array(z.string()), since: z.string() })))
    .query(async ({ ctx: { session, work } }) => (await consentsOf(work, session.userId)).map((one) => ({ ...one, scopes: [...one.scopes] }))),

  withdrawConsent: personProcedure
    .meta({ description: '撤回对其他系统的授权；其令牌立即失效' })
    .input(z.object({ clientId: z.string().max(100) }))
    .output(done)
    .mutation(async ({ ctx: { session, work }, input }) => {
      await withdrawConsent(work, session.userId, input.clientId);
      return { ok: true };
    }),

  ...securityProcedures,
});
