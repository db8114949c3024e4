// people.*: deputies to choose from; the people of a congress, their mandates, appointments and accounts.
import { date, id } from '@smart/divisions/model';
import { congressById } from '@smart/divisions/congresses';
import type { Work } from '@smart/workflow/work';
import { appendEvent } from '@smart/workflow/events';
import { z } from 'zod';
import { createAccount, requireHighestCongress, resetPassword, resetTotp, revokeSessions, unlockAccount } from './accounts.ts';
import { traceAct } from './administered.ts';
import { refuseSingleHanded } from './administrators.ts';
import { abilityPreview, appointmentChange, changeAppointment, previewAbilities } from './appointment-change.ts';
import { addAppointment, endAppointment } from './appointments.ts';
import type { Capacity } from './capacity.ts';
import { accountAdministered } from './events.ts';
import { mandateDecision } from './mandate-rules.ts';
import { addMandate, endMandate, resumeMandate, suspendMandate } from './mandates.ts';
import { appointmentInput, enteredGround, mandateInput, type PersonChange, personChange, personInput, suspensionGround, username } from './model.ts';
import { oneTimePassword } from './passwords.ts';
import { createPerson, findByPhone, lockPerson, personById, updatePerson } from './people.ts';
import { deputyRow, listPeople, peopleFilter, peoplePage, searchDeputies } from './people-lists.ts';
import { showField } from './personal-access.ts';
import { purposeInput } from './personal-router.ts';
import { capacityProcedure, router } from './procedures.ts';
import { unscopedIdentity } from './realm.ts';

const administrator = ['system_administrator'] as const;
/** Mandates are the deputies' affairs committee's matter (代表法 12, 62; 乡镇: 主席团). */
const mandateKeepers = ['system_administrator', 'congress_officer'] as const;
const chooser = ['deputy', 'congress_officer', 'congress_leader', 'standing_committee_member', 'system_administrator'] as const;

const created = z.object({ id: z.string() });
const done = z.object({ ok: z.literal(true) });
const note = z.string().trim().max(300, '备注不超过 300 个字').nullable().default(null);

const changeable = { name: '姓名', gender: '性别', employer: '工作单位', position: '职务', phone: '手机号', idCard: '身份证号码', address: '住址' } as const satisfies Partial<Record<keyof PersonChange, string>>;

/** Which fields a change is about, for the trace: not what they were or are. */
function changedFields(change: PersonChange, nameBefore: string): string {
  const given = Object.entries(changeable).filter(([key]) => Object.hasOwn(change, key) && !(key === 'name' && change.name === nameBefore));
  return given.map(([, label]) => label).join('、') || '没有变动';
}

/** What administers an account must be done by the highest congress, and is announced with who did it. */
async function administer(ctx: { work: Work; capacity: Capacity }, personId: string, act: string): Promise<void> {
  const { work, capacity } = ctx;
  const person = await personById(work, personId);
  await requireHighestCongress(work, personId, capacity.congressId);
  const { name: congressName } = await congressById(work, capacity.congressId);
  await appendEvent(work, {
    congressId: capacity.congressId, matterId: null, type: accountAdministered.name, subjectType: 'person', subjectId: personId, personId: capacity.personId,
    payload: { personId, personName: person.name, congressName, by: capacity.personName, act },
  });
}

const persons = {
  deputies: capacityProcedure
    .meta({ roles: chooser, description: '在本级人大现任代表中查找（联名时选择），只含公开信息' })
    .input(z.object({ text: z.string().trim().max(30, '查询内容不超过 30 个字').default(''), take: z.number().int().min(1).max(50).default(20) }))
    .output(z.array(deputyRow))
    .query(({ ctx: { work, capacity }, input }) => searchDeputies(work, capacity.congressId, { ...input, except: capacity.personId })),

  list: capacityProcedure
    .meta({ roles: [...mandateKeepers, 'security_administrator'], description: '本级人大的人员及其代表资格、任职' })
    .input(peopleFilter)
    .output(peoplePage)
    .query(async ({ ctx: { work, capacity }, input }) => {
      const { rows, total } = await listPeople(work, capacity.congressId, input);
      const userIds = rows.flatMap((row) => (row.userId === null ? [] : [row.userId]));
      const users = await unscopedIdentity(work, 'accounts belong to no congress', () =>
        work.prisma.user.findMany({ where: { id: { in: userIds } }, select: { id: true, username: true, lockedUntil: true } }),
      );
      const accounts = new Map(users.map((user) => [user.id, user]));
      const now = work.clock.now();
      return {
        total,
        rows: rows.map(({ userId, ...row }) => {
          const account = userId === null ? undefined : accounts.get(userId);
          const locked = account?.lockedUntil && account.lockedUntil > now ? account.lockedUntil.toISOString() : null;
          return { ...row, username: account?.username ?? null, lockedUntil: locked };
        }),
      };
    }),

  create: capacityProcedure
    .meta({ roles: administrator, description: '登记人员' })
    .input(personInput)
    .output(created)
    .mutation(async ({ ctx, input }) => {
      const person = await createPerson(ctx.work, ctx.capacity.congressId, input);
      await traceAct(ctx, { type: 'person', id: person.id, personName: person.name }, '登记人员');
      return { id: person.id };
    }),

  update: capacityProcedure
    .meta({ roles: administrator, description: '更正人员信息；姓名、手机号（也是登录方式）、身份证号码和住址由其任职的最高一级人大管理', stepUp: true })
    .input(personChange)
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity } = ctx;
      const { name } = await personById(work, input.id);
      const identifies = input.phone !== undefined || input.idCard !== undefined || input.address !== undefined || (input.name !== undefined && input.name !== name);
      if (identifies) await requireHighestCongress(work, input.id, capacity.congressId);
      await updatePerson(work, input);
      await traceAct(ctx, { type: 'person', id: input.id, personName: name }, `更正人员信息：${changedFields(input, name)}`);
      return { ok: true };
    }),

  /** Changes nothing; asked by POST because an address with a phone number in it would stand in logs. */
  findByPhone: capacityProcedure
    .meta({ roles: mandateKeepers, description: '按完整手机号查找已在其他人大登记的人员，避免重复登记' })
    .input(z.object({ phone: z.string().trim().max(20, '手机号应当为 11 位数字') }))
    .output(z.object({ id: z.string(), name: z.string(), phoneMasked: z.string().nullable() }).nullable())
    .mutation(async ({ ctx, input }) => {
      const found = await findByPhone(ctx.work, input.phone);
      await traceAct(ctx, { type: 'person', id: found?.id ?? ctx.capacity.congressId, ...(found ? { personName: found.name } : {}) }, `按手机号查找人员：${found ? '已登记' : '没有登记'}`);
      return found;
    }),

  showPhone: capacityProcedure
    .meta({ roles: mandateKeepers, description: '查看完整手机号；须写明用途，查看情况记入日志', stepUp: true })
    .input(z.object({ personId: id, purpose: purposeInput }))
    .output(z.object({ phone: z.string().nullable() }))
    .mutation(async ({ ctx: { work, capacity }, input }) => ({ phone: await showField(work, capacity, { ...input, field: 'phone' }) })),
};

const endInput = z.object({ id, ground: enteredGround, on: date, note, decision: mandateDecision.nullable().default(null), choices: z.record(id, id.nullable()).default({}) });

const capacities = {
  addMandate: capacityProcedure
    .meta({ roles: mandateKeepers, description: '登记代表资格' })
    .input(mandateInput)
    .output(created)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => ({ id: (await addMandate(work, acting, capacity.congressId, input)).id })),

  suspendMandate: capacityProcedure
    .meta({ roles: mandateKeepers, description: '暂停执行代表职务（代表法第六十一条）' })
    .input(z.object({ id, ground: suspensionGround, on: date, until: date.nullable().default(null), decision: mandateDecision.nullable().default(null) }))
    .output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await suspendMandate(work, acting, capacity.congressId, input);
      return { ok: true };
    }),

  resumeMandate: capacityProcedure
    .meta({ roles: mandateKeepers, description: '恢复执行代表职务（代表法第六十一条）' })
    .input(z.object({ id, on: date }))
    .output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await resumeMandate(work, acting, capacity.congressId, input);
      return { ok: true };
    }),

  endMandate: capacityProcedure
    .meta({ roles: mandateKeepers, description: '终止代表资格（代表法第六十二条）；相应职务随之终止（选举法第五十四条、第五十六条）' })
    .input(endInput)
    .output(z.object({ posts: z.array(z.string()), handedOver: z.array(z.string()) }))
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      const { posts, handedOver } = await endMandate(work, acting, capacity.congressId, input);
      return { posts, handedOver };
    }),

  addAppointment: capacityProcedure
    .meta({ roles: administrator, description: '任职：机构工作人员及其职责' })
    .input(appointmentInput)
    .output(created)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      refuseSingleHanded(input.roles);
      return { id: (await addAppointment(work, acting, capacity.congressId, input)).id };
    }),

  previewAbilities: capacityProcedure
    .meta({ roles: administrator, description: '登记或者调整任职前，预览可以办理的事项有何增减' })
    .input(z.object({ personId: id, id: id.nullable().default(null), roles: appointmentInput.shape.roles }))
    .output(abilityPreview)
    .query(({ ctx: { work, capacity }, input }) => previewAbilities(work, capacity.congressId, input)),

  changeAppointment: capacityProcedure
    .meta({ roles: administrator, description: '调整职务、职责；原任职记入历史' })
    .input(appointmentChange)
    .output(created)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => ({ id: (await changeAppointment(work, acting, capacity.congressId, input)).id })),

  endAppointment: capacityProcedure
    .meta({ roles: administrator, description: '结束任职' })
    .input(z.object({ id, on: date, note }))
    .output(done)
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await endAppointment(work, acting, capacity.congressId, input);
      return { ok: true };
    }),
};

const accounts = {
  createAccount: capacityProcedure
    .meta({ roles: administrator, description: '开通账号；初始密码只显示一次，首次登录须修改', stepUp: true, secret: true })
    .input(z.object({ personId: id, username }))
    .output(z.object({ username: z.string(), password: z.string() }))
    .mutation(async ({ ctx, input }) => {
      await administer(ctx, input.personId, '开通账号');
      await lockPerson(ctx.work, input.personId);
      const password = oneTimePassword();
      const account = await createAccount(ctx.work, { ...input, password, mustChange: true });
      return { username: account.username, password };
    }),

  resetPassword: capacityProcedure
    .meta({ roles: administrator, description: '重置密码；一次性密码只显示一次，首次登录须修改', stepUp: true, secret: true })
    .input(z.object({ personId: id }))
    .output(z.object({ password: z.string() }))
    .mutation(async ({ ctx, input }) => {
      await administer(ctx, input.personId, '重置密码');
      return resetPassword(ctx.work, input.personId);
    }),

  resetTotp: capacityProcedure
    .meta({ roles: administrator, description: '停用一名人员的动态口令（手机丢失时）；须使用动态口令的岗位下次登录时重新启用', stepUp: true })
    .input(z.object({ personId: id }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await administer(ctx, input.personId, '停用动态口令');
      await resetTotp(ctx.work, input.personId);
      return { ok: true };
    }),

  unlock: capacityProcedure
    .meta({ roles: ['security_administrator'], description: '解除密码错误造成的锁定' })
    .input(z.object({ personId: id }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await administer(ctx, input.personId, '解除锁定');
      await unlockAccount(ctx.work, input.personId);
      return { ok: true };
    }),

  revokeSessions: capacityProcedure
    .meta({ roles: ['security_administrator'], description: '结束一名人员的全部登录', stepUp: true })
    .input(z.object({ personId: id }))
    .output(z.object({ ended: z.number().int() }))
    .mutation(async ({ ctx, input }) => {
      await administer(ctx, input.personId, '结束全部登录');
      return { ended: await revokeSessions(ctx.work, input.personId) };
    }),
};

export const peopleRouter = router({ ...persons, ...capacities, ...accounts });
