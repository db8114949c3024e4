// groups.*: delegations, constituencies and electing units, deputy groups, those who attend without a vote, quota. Each congress its own.
import { congressById } from '@smart/divisions/congresses';
import { createDeputyGroup, joinDeputyGroup, leaveDeputyGroup, ownGroup, removeDeputyGroup, updateDeputyGroup } from '@smart/divisions/deputy-groups';
import { createConstituency, createDelegation, removeConstituency, removeDelegation, updateConstituency, updateDelegation } from '@smart/divisions/groups';
import { divisionCode, id } from '@smart/divisions/model';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { Capacity } from './capacity.ts';
import { divisionOfDeputiesChanged } from './events.ts';
import {
  attendeePage, attendeesOf, constituenciesOf, constituencyPage, delegationList, delegationMembers, delegationsOf, deputyGroupMembers, deputyGroupsOf, groupCandidate, groupCandidates, groupMember, groupPage, groupWarning, memberPage, paging, searchText,
} from './group-lists.ts';
import { changeDelegation } from './mandates.ts';
import { capacityProcedure, router } from './procedures.ts';
import { quotaInput, quotaOf, quotaView, setQuota } from './quota.ts';

/** Deputies are served by 代表工委 (代表法 12), in a township by the presidium, with the system administrator. */
const keepers = ['system_administrator', 'congress_officer'] as const;
const administrator = ['system_administrator'] as const;
const name = (what: string) => z.string().trim().min(2, `${what}不少于 2 个字`).max(40, `${what}不超过 40 个字`);
const done = z.object({ ok: z.literal(true) });
const saved = z.object({ id: z.string() });
const newOrOld = id.nullable().default(null);

/** Leaves a trace for the audit administrator. */
async function told({ work, capacity }: { work: Work; capacity: Capacity }, subject: 'delegation' | 'constituency' | 'deputy_group', subjectId: string, act: string): Promise<{ ok: true }> {
  await appendEvent(work, {
    congressId: capacity.congressId, matterId: null, type: divisionOfDeputiesChanged.name, subjectType: subject, subjectId, personId: capacity.personId,
    payload: { by: `${capacity.personName}（${capacity.label}）`, act },
  });
  return { ok: true };
}

/** A term of the own congress. @throws DomainError common.not_found */
async function ownTerm(work: Work, congressId: string, termId: string): Promise<string> {
  const term = await work.prisma.term.findFirst({ where: { id: termId, congressId }, select: { id: true } });
  if (!term) throw new DomainError('common.not_found', { what: '届次' });
  return term.id;
}

const delegations = {
  delegations: capacityProcedure
    .meta({ roles: keepers, description: '一届的代表团、团长和人数' })
    .input(z.object({ termId: id }))
    .output(delegationList)
    .query(({ ctx: { work, capacity }, input }) => delegationsOf(work, capacity.congressId, input.termId)),

  delegationMembers: capacityProcedure
    .meta({ roles: keepers, description: '一个代表团的代表，或者尚未编团的代表' })
    .input(z.object({ termId: id, delegationId: id.nullable(), text: searchText, ...paging }))
    .output(memberPage)
    .query(({ ctx: { work, capacity }, input }) => delegationMembers(work, capacity.congressId, input)),

  saveDelegation: capacityProcedure
    .meta({ roles: keepers, description: '设立代表团，更名，确定团长（代表法第十四条）' })
    .input(z.strictObject({ id: newOrOld, termId: id, name: name('代表团名称'), sort: z.number().int().min(0, '排序号不小于 0').max(10_000, '排序号不大于 10000').default(0), leaderId: newOrOld }))
    .output(saved)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity } = ctx;
      await ownTerm(work, capacity.congressId, input.termId);
      const row = input.id === null ? await createDelegation(work, capacity.congressId, input) : await updateDelegation(work, capacity.congressId, { ...input, id: input.id });
      await told(ctx, 'delegation', row.id, `${input.id === null ? '设立' : '修改'}代表团：${input.name}`);
      return { id: row.id };
    }),

  removeDelegation: capacityProcedure
    .meta({ roles: keepers, description: '删除没有代表的代表团' })
    .input(z.object({ id }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await removeDelegation(ctx.work, ctx.capacity.congressId, input.id);
      return told(ctx, 'delegation', input.id, '删除代表团');
    }),

  assignDelegation: capacityProcedure
    .meta({ roles: keepers, description: '将若干名代表编入一个代表团；调整记入代表资格的历史' })
    .input(z.strictObject({ mandateIds: z.array(id).min(1, '至少选择一名代表').max(100, '一次不超过 100 名代表'), delegationId: id }))
    .output(z.object({ moved: z.number().int() }))
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      for (const mandateId of input.mandateIds) await changeDelegation(work, acting, capacity.congressId, { id: mandateId, delegationId: input.delegationId, on: today(work.clock) });
      return { moved: input.mandateIds.length };
    }),
};

const constituencies = {
  constituencies: capacityProcedure
    .meta({ roles: keepers, description: '一届的选区或者选举单位、应选名额和现有代表' })
    .input(z.object({ termId: id, text: searchText, ...paging }))
    .output(constituencyPage)
    .query(({ ctx: { work, capacity }, input }) => constituenciesOf(work, capacity.congressId, input)),

  saveConstituency: capacityProcedure
    .meta({ roles: keepers, description: '划分选区（每区一至三名，选举法第二十五条）或者登记选举单位（选举法第三条）' })
    .input(z.strictObject({
      id: newOrOld, termId: id, name: name('名称'), seats: z.number('应选名额应当为整数').int('应选名额应当为整数').min(1, '应选名额不少于 1 名').max(300, '应选名额不超过 300 名'), electingCongressId: newOrOld, divisionCode: divisionCode.nullable().default(null),
    }))
    .output(saved)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity } = ctx;
      await ownTerm(work, capacity.congressId, input.termId);
      const row = input.id === null ? await createConstituency(work, capacity.congressId, input) : await updateConstituency(work, capacity.congressId, { ...input, id: input.id });
      await told(ctx, 'constituency', row.id, `${input.id === null ? '登记' : '修改'}${row.kind === 'direct' ? '选区' : '选举单位'}：${input.name}，应选 ${input.seats} 名`);
      return { id: row.id };
    }),

  removeConstituency: capacityProcedure
    .meta({ roles: keepers, description: '删除没有选出代表的选区或者选举单位' })
    .input(z.object({ id }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await removeConstituency(ctx.work, ctx.capacity.congressId, input.id);
      return told(ctx, 'constituency', input.id, '删除选区或者选举单位');
    }),

  quota: capacityProcedure
    .meta({ roles: keepers, description: '代表名额、常委会名额，以及按照选举法、地方组织法核对的结果' })
    .input(z.void())
    .output(quotaView)
    .query(({ ctx: { work, capacity } }) => quotaOf(work, capacity.congressId)),

  setQuota: capacityProcedure
    .meta({ roles: administrator, description: '登记批准的代表名额、常委会名额（选举法第十三条，地方组织法第四十七条）' })
    .input(quotaInput)
    .output(quotaView)
    .mutation(({ ctx: { work, capacity }, input }) => setQuota(work, capacity, input)),
};

const groups = {
  deputyGroups: capacityProcedure
    .meta({ roles: keepers, description: '代表小组（代表法第二十七条）' })
    .input(z.object({ text: searchText, ...paging }))
    .output(groupPage)
    .query(({ ctx: { work, capacity }, input }) => deputyGroupsOf(work, capacity.congressId, input)),

  deputyGroup: capacityProcedure
    .meta({ roles: keepers, description: '一个代表小组的成员' })
    .input(z.object({ id }))
    .output(z.object({ id: z.string(), name: z.string(), kind: z.string(), members: z.array(groupMember), warning: z.string().nullable() }))
    .query(async ({ ctx: { work, capacity }, input }) => {
      const { id: groupId, name: groupName, kind } = await ownGroup(work, capacity.congressId, input.id);
      const members = await deputyGroupMembers(work, capacity.congressId, groupId);
      return { id: groupId, name: groupName, kind, members, warning: groupWarning(members.length) };
    }),

  saveDeputyGroup: capacityProcedure
    .meta({ roles: keepers, description: '组织代表小组，更名；按地域或者按领域（代表法第二十七条）' })
    .input(z.strictObject({ id: newOrOld, name: name('小组名称'), kind: z.enum(['area', 'field']) }))
    .output(saved)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity } = ctx;
      const group = { name: input.name, kind: input.kind };
      const row = input.id === null ? await createDeputyGroup(work, capacity.congressId, group) : await updateDeputyGroup(work, capacity.congressId, { ...group, id: input.id });
      await told(ctx, 'deputy_group', row.id, `${input.id === null ? '组织' : '修改'}代表小组：${input.name}`);
      return { id: row.id };
    }),

  removeDeputyGroup: capacityProcedure
    .meta({ roles: keepers, description: '撤销代表小组；成员的代表资格不受影响' })
    .input(z.object({ id }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await removeDeputyGroup(ctx.work, ctx.capacity.congressId, input.id);
      return told(ctx, 'deputy_group', input.id, '撤销代表小组');
    }),

  candidates: capacityProcedure
    .meta({ roles: keepers, description: '可以编入代表小组的本级和上级人大代表，只含公开信息（代表法第二十七条）' })
    .input(z.object({ text: z.string().trim().min(1, '请输入姓名或者工作单位').max(30, '查询内容不超过 30 个字') }))
    .output(z.array(groupCandidate))
    .query(({ ctx: { work, capacity }, input }) => groupCandidates(work, capacity.congressId, { text: input.text, take: 20 })),

  setMember: capacityProcedure
    .meta({ roles: keepers, description: '将代表编入代表小组，确定组长' })
    .input(z.strictObject({ groupId: id, personId: id, leader: z.boolean().default(false) }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity } = ctx;
      await ownGroup(work, capacity.congressId, input.groupId);
      const [deputy] = await groupCandidates(work, capacity.congressId, { text: '', personId: input.personId, take: 1 });
      if (!deputy) throw new DomainError('common.conflict', { reason: '代表小组由本级代表组成，上级代表可以参加（代表法第二十七条）；所选人员不是本级或者上级的现任代表' });
      await joinDeputyGroup(work, capacity.congressId, input);
      return told(ctx, 'deputy_group', input.groupId, `${deputy.name}编入代表小组${input.leader ? '并任组长' : ''}`);
    }),

  removeMember: capacityProcedure
    .meta({ roles: keepers, description: '将代表移出代表小组' })
    .input(z.strictObject({ groupId: id, personId: id }))
    .output(done)
    .mutation(async ({ ctx, input }) => {
      await leaveDeputyGroup(ctx.work, ctx.capacity.congressId, input);
      return told(ctx, 'deputy_group', input.groupId, '将一名代表移出代表小组');
    }),

  attendees: capacityProcedure
    .meta({ roles: keepers, description: '可以列席本级人大会议的上级代表（代表法第三十四条），由代表资格自动得出' })
    .input(z.object({ text: searchText, ...paging }))
    .output(attendeePage)
    .query(async ({ ctx: { work, capacity }, input }) => attendeesOf(work, await congressById(work, capacity.congressId), input)),
};

export const groupsRouter = router({ ...delegations, ...constituencies, ...groups });
