// session.*, the part on the security of the own account: second factor, passkeys, trusted devices, history.
import { id } from '@smart/divisions/model';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { renderSVG } from 'uqr';
import { z } from 'zod';
import { attemptPage, attemptsOf } from './attempts.ts';
import { announceIdentityChange } from './changes.ts';
import { deviceOf } from './device.ts';
import { addPasskey, passkeyInvitation } from './passkeys.ts';
import { personProcedure } from './procedures.ts';
import { passwordExpiry } from './session.ts';
import { signInSetup } from './sign-in-setup.ts';
import type { SignIn } from './sign-in.ts';
import { backupCodesLeft, beginTotp, confirmTotp, dropTotp, renewBackupCodes, totpUri } from './totp.ts';
import { trustedDevices, withdrawTrust } from './trusted-devices.ts';

const nothing = z.object({}).default({});
const done = z.object({ ok: z.literal(true) });
const instant = z.string();
const passkeyName = z.string().trim().min(1, '请给通行密钥起一个名称').max(30, '名称不超过 30 个字');
const codes = z.object({ backupCodes: z.array(z.string()) });

const security = z.object({
  password: z.object({ changedAt: instant.nullable(), expiresAt: instant.nullable(), expired: z.boolean() }),
  totp: z.object({ enabled: z.boolean(), required: z.boolean(), backupCodesLeft: z.number().int() }),
  passkeys: z.array(z.object({ id: z.string(), name: z.string(), createdAt: instant.nullable(), backedUp: z.boolean() })),
  /** How one can prove oneself again, and until when the last proof serves. */
  stepUp: z.object({ ways: z.array(z.enum(['password', 'totp', 'sms', 'passkey'])), until: instant.nullable() }),
  phoneMasked: z.string().nullable(),
  trustedDevices: z.array(z.object({ id: z.string(), device: z.string(), trustedAt: instant, expiresAt: instant, current: z.boolean() })),
});

async function securityOf(work: Work, session: SignIn): Promise<z.infer<typeof security>> {
  const { userId } = session;
  const now = work.clock.now();
  const [facts] = await work.sql<{ password_changed_at: Date | null; phone_masked: string | null; has_password: boolean }>(
    `SELECT u.password_changed_at, p.phone_masked, EXISTS (SELECT 1 FROM auth_account a WHERE a.user_id = u.id AND a.password IS NOT NULL) AS has_password
     FROM auth_user u JOIN person p ON p.user_id = u.id WHERE u.id = $1`, [userId]);
  const keys = await work.prisma.passkey.findMany({ where: { userId }, orderBy: { createdAt: 'asc' }, select: { id: true, name: true, createdAt: true, backedUp: true } });
  const left = await backupCodesLeft(work, userId);
  const changedAt = facts?.password_changed_at ?? null;
  const sms = signInSetup().sms && facts?.phone_masked != null;
  const ways = { password: facts?.has_password ?? false, totp: left !== null, sms, passkey: keys.length > 0 };
  return {
    password: { changedAt: changedAt?.toISOString() ?? null, expiresAt: (await passwordExpiry(work, changedAt, session.capacities))?.toISOString() ?? null, expired: session.passwordExpired },
    totp: { enabled: left !== null, required: session.totpRequired, backupCodesLeft: left ?? 0 },
    passkeys: keys.map((key) => ({ id: key.id, name: key.name ?? '通行密钥', createdAt: key.createdAt?.toISOString() ?? null, backedUp: key.backedUp })),
    stepUp: { ways: (['password', 'totp', 'sms', 'passkey'] as const).filter((way) => ways[way]), until: session.steppedUpUntil },
    phoneMasked: facts?.phone_masked ?? null,
    trustedDevices: (await trustedDevices(work, userId, now)).map((each) => ({
      id: each.id, device: deviceOf(each.userAgent), trustedAt: each.trustedAt.toISOString(), expiresAt: each.expiresAt.toISOString(), current: each.sessionId === session.sessionId,
    })),
  };
}

const secondFactor = {
  enrolTotp: personProcedure
    .meta({ description: '启用动态口令：取得密钥，用手机应用扫描', stepUp: true })
    .input(nothing)
    .output(z.object({ uri: z.string(), secret: z.string(), qrSvg: z.string() }))
    .mutation(async ({ ctx: { session, work } }) => {
      const secret = await beginTotp(work, session.userId);
      const uri = totpUri(secret, session.username);
      return { uri, secret, qrSvg: renderSVG(uri) };
    }),

  confirmTotp: personProcedure
    .meta({ description: '用第一个动态口令确认启用；备用码只显示一次' })
    .input(z.object({ code: z.string().trim().regex(/^\d{6}$/, '请填写 6 位动态口令') }))
    .output(codes)
    .mutation(async ({ ctx: { session, work }, input }) => {
      const backupCodes = await confirmTotp(work, session.userId, input.code, work.clock.now());
      if (backupCodes === null) throw new DomainError('identity.code_wrong', {}, [{ path: 'code', message: '动态口令不正确，请核对手机时间后重新填写' }]);
      await announceIdentityChange(work, session.userId);
      return { backupCodes };
    }),

  renewBackupCodes: personProcedure
    .meta({ description: '重新生成备用码；原有备用码作废', stepUp: true })
    .input(nothing)
    .output(codes)
    .mutation(async ({ ctx: { session, work } }) => {
      if ((await backupCodesLeft(work, session.userId)) === null) throw new DomainError('common.conflict', { reason: '尚未启用动态口令' });
      return { backupCodes: await renewBackupCodes(work, session.userId) };
    }),

  disableTotp: personProcedure
    .meta({ description: '停用动态口令；岗位要求使用的不得停用', stepUp: true })
    .input(nothing)
    .output(done)
    .mutation(async ({ ctx: { session, work } }) => {
      if (session.totpRequired) throw new DomainError('common.forbidden', { reason: '您的岗位须使用动态口令登录，不能停用；更换手机的，请重新启用' });
      await dropTotp(work, session.userId);
      await announceIdentityChange(work, session.userId);
      return { ok: true };
    }),
};

const passkeys = {
  passkeyOptions: personProcedure
    .meta({ description: '添加通行密钥：取得浏览器所需的选项', stepUp: true })
    .input(nothing)
    .output(z.object({ options: z.unknown() }))
    .mutation(async ({ ctx: { session, work } }) => {
      const { userId, username, personName, sessionId } = session;
      return { options: await passkeyInvitation(work, { userId, username, name: personName, sessionId }, work.clock.now()) };
    }),

  addPasskey: personProcedure
    .meta({ description: '添加通行密钥', stepUp: true })
    .input(z.object({ name: passkeyName, response: z.unknown() }))
    .output(done)
    .mutation(async ({ ctx: { session, work }, input }) => {
      const added = await addPasskey(work, { userId: session.userId, sessionId: session.sessionId, name: input.name }, input.response, work.clock.now());
      if (!added) throw new DomainError('identity.passkey_refused');
      return { ok: true };
    }),

  renamePasskey: personProcedure
    .meta({ description: '给通行密钥改名' })
    .input(z.object({ id, name: passkeyName }))
    .output(done)
    .mutation(async ({ ctx: { session, work }, input }) => {
      const renamed = await work.prisma.passkey.updateMany({ where: { id: input.id, userId: session.userId }, data: { name: input.name } });
      if (renamed.count === 0) throw new DomainError('common.not_found', { what: '通行密钥' });
      return { ok: true };
    }),

  removePasskey: personProcedure
    .meta({ description: '删除通行密钥', stepUp: true })
    .input(z.object({ id }))
    .output(done)
    .mutation(async ({ ctx: { session, work }, input }) => {
      const removed = await work.prisma.passkey.deleteMany({ where: { id: input.id, userId: session.userId } });
      if (removed.count === 0) throw new DomainError('common.not_found', { what: '通行密钥' });
      return { ok: true };
    }),
};

export const securityProcedures = {
  security: personProcedure
    .meta({ description: '本人账号的安全状况：密码、动态口令、通行密钥、受信任设备' })
    .input(nothing)
    .output(security)
    .query(({ ctx: { session, work } }) => securityOf(work, session)),

  history: personProcedure
    .meta({ description: '本人账号近 180 天的登录记录' })
    .input(z.object({ page: z.number().int().min(1).max(10_000).default(1), pageSize: z.number().int().min(1).max(100).default(20) }).default({ page: 1, pageSize: 20 }))
    .output(attemptPage)
    .query(({ ctx: { session, work }, input }) => attemptsOf(work, session.userId, input)),

  revokeTrust: personProcedure
    .meta({ description: '取消对一台设备的信任；该设备下次登录须填写动态口令' })
    .input(z.object({ id }))
    .output(done)
    .mutation(async ({ ctx: { session, work }, input }) => {
      if (!(await withdrawTrust(work, session.userId, input.id))) throw new DomainError('common.not_found', { what: '受信任设备' });
      return { ok: true };
    }),

  ...secondFactor,
  ...passkeys,
};
