// directory.*: divisions, congresses, organs, terms and sessions. It stands here and not in @smart/divisions because procedures know
// the capacity, and identity is built on divisions.
import { congressById, divisionsBelow, listCongresses } from '@smart/divisions/congresses';
import { listConstituencies, listDelegations } from '@smart/divisions/groups';
import {
  congress, division, divisionCode, id, organ, organAbolition, organChange, organInput, session, sessionInput, sessionState, term, termInput,
} from '@smart/divisions/model';
import { recordOrganAct } from '@smart/divisions/organ-history';
import { abolishOrgan, createOrgan, listOrgans, organById, updateOrgan } from '@smart/divisions/organs';
import { currentSessionState, listTerms, openSession, openTerm, setSuggestionCutoff } from '@smart/divisions/terms';
import { formatDateTime, today } from '@smart/kernel/dates';
import { z } from 'zod';
import { traceAct } from './administered.ts';
import { roles } from './capacity.ts';
import './field-labels.ts';
import { capacityProcedure, publicProcedure, router } from './procedures.ts';
import { renameOrgan } from './reorganisation.ts';

const anybody = roles;
const administrator = ['system_administrator'] as const;
const officer = ['system_administrator', 'congress_officer'] as const;
/** Names and telephones of organs' contacts are for colleagues, not for the public. */
const publicOrgan = organ.omit({ letterCode: true, contactName: true, contactPhone: true });

export const directoryRouter = router({
  divisions: publicProcedure
    .meta({ description: '下一级行政区划，逐级展开' })
    .input(z.object({ parentCode: divisionCode.nullable().default(null) }))
    .output(z.array(division))
    .query(({ ctx: { work }, input }) => divisionsBelow(work, input.parentCode)),

  congresses: publicProcedure
    .meta({ description: '各级人民代表大会' })
    .input(z.object({ within: divisionCode.optional(), parentId: id.optional(), take: z.number().int().min(1).max(500).default(200) }))
    .output(z.array(congress))
    .query(({ ctx: { work }, input }) => listCongresses(work, input)),

  congress: publicProcedure
    .meta({ description: '一级人民代表大会' })
    .input(z.object({ id }))
    .output(congress)
    .query(({ ctx: { work }, input }) => congressById(work, input.id)),

  sessionState: publicProcedure
    .meta({ description: '一级人大现在的届次，是否在会议期间' })
    .input(z.object({ congressId: id }))
    .output(sessionState)
    .query(({ ctx: { work }, input }) => currentSessionState(work, input.congressId)),

  terms: publicProcedure
    .meta({ description: '一级人大的历届历次会议' })
    .input(z.object({ congressId: id }))
    .output(z.array(term.extend({ sessions: z.array(session) })))
    .query(({ ctx: { work }, input }) => listTerms(work, input.congressId)),

  publicOrgans: publicProcedure
    .meta({ description: '一级人大名下的机构（公开信息）' })
    .input(z.object({ congressId: id }))
    .output(z.array(publicOrgan))
    .query(async ({ ctx: { work }, input }) => {
      // The reader role sees these columns only; whatever else a model has must not be asked for.
      const rows = await work.prisma.organ.findMany({
        where: { congressId: input.congressId, abolishedOn: null }, orderBy: [{ sort: 'asc' }, { id: 'asc' }],
        select: { id: true, congressId: true, parentId: true, name: true, shortName: true, kind: true, remit: true, sort: true, successorId: true },
      });
      return rows.map((row) => ({ ...row, kind: organ.shape.kind.parse(row.kind), abolishedOn: null }));
    }),

  organs: capacityProcedure
    .meta({ roles: anybody, description: '一级人大名下的机构树（缺省为本级）' })
    .input(z.object({ congressId: id.optional(), abolished: z.boolean().default(false) }))
    .output(z.array(organ))
    .query(({ ctx: { work, capacity }, input }) => listOrgans(work, input.congressId ?? capacity.congressId, { abolished: input.abolished })),

  electingUnits: capacityProcedure
    .meta({ roles: officer, description: '一届的代表团和选区、选举单位' })
    .input(z.object({ termId: id }))
    .output(z.object({
      delegations: z.array(z.object({ id: z.string(), name: z.string() })),
      constituencies: z.array(z.object({ id: z.string(), name: z.string(), kind: z.string(), seats: z.number().int() })),
    }))
    .query(async ({ ctx: { work }, input }) => ({ delegations: await listDelegations(work, input.termId), constituencies: await listConstituencies(work, input.termId) })),

  createOrgan: capacityProcedure
    .meta({ roles: administrator, description: '设立机构' })
    .input(organInput)
    .output(organ)
    .mutation(async ({ ctx, input }) => {
      const made = await createOrgan(ctx.work, ctx.capacity.congressId, input);
      await traceAct(ctx, { type: 'organ', id: made.id }, `设立机构：${made.name}`);
      return made;
    }),

  updateOrgan: capacityProcedure
    .meta({ roles: administrator, description: '更名、调整隶属关系、完善机构信息' })
    .input(organChange)
    .output(organ)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity, acting } = ctx;
      // A new name is written into the organ's history, and what is open bears it.
      if (input.name !== undefined) await renameOrgan(work, acting, capacity.congressId, { id: input.id, name: input.name, on: today(work.clock), basis: null });
      const changed = await updateOrgan(work, capacity.congressId, input);
      await traceAct(ctx, { type: 'organ', id: changed.id }, `修改机构：${changed.name}`);
      return changed;
    }),

  abolishOrgan: capacityProcedure
    .meta({ roles: administrator, description: '撤销机构并指定承接机构；有未办结事项、在任人员或者下属机构的不能撤销' })
    .input(organAbolition)
    .output(organ)
    .mutation(async ({ ctx, input }) => {
      const { work, capacity, acting } = ctx;
      const gone = await abolishOrgan(work, capacity.congressId, input);
      const successor = gone.successorId === null ? null : await organById(work, capacity.congressId, gone.successorId);
      await recordOrganAct(work, capacity.congressId, acting.label, { organId: gone.id, act: 'abolished', oldName: gone.name, newName: successor?.name ?? null, successorId: gone.successorId, on: input.on, basis: null });
      await traceAct(ctx, { type: 'organ', id: gone.id }, `撤销机构：${gone.name}${successor ? `，由${successor.name}承接` : ''}`);
      return gone;
    }),

  openTerm: capacityProcedure
    .meta({ roles: administrator, description: '登记本级人大的第一个届次及其第一次会议；以后各届在换届中筹备、开始（代表法第二条）' })
    .input(termInput)
    .output(z.object({ term, session }))
    .mutation(async ({ ctx, input }) => {
      const opened = await openTerm(ctx.work, ctx.capacity.congressId, input);
      await traceAct(ctx, { type: 'term', id: opened.term.id }, `登记第${opened.term.number}届`);
      return opened;
    }),

  openSession: capacityProcedure
    .meta({ roles: officer, description: '登记下一次会议' })
    .input(sessionInput)
    .output(session)
    .mutation(async ({ ctx, input }) => {
      const opened = await openSession(ctx.work, ctx.capacity.congressId, input);
      await traceAct(ctx, { type: 'session', id: opened.id }, `登记第${opened.number}次会议`);
      return opened;
    }),

  setSuggestionCutoff: capacityProcedure
    .meta({ roles: officer, description: '登记主席团决定的会议期间建议截止时间' })
    .input(z.object({ sessionId: id, cutoff: z.iso.datetime({ offset: true, error: '截止时间格式不正确' }).nullable() }))
    .output(session)
    .mutation(async ({ ctx, input }) => {
      const set = await setSuggestionCutoff(ctx.work, ctx.capacity.congressId, input.sessionId, input.cutoff);
      await traceAct(ctx, { type: 'session', id: set.id }, input.cutoff === null ? '取消会议期间建议截止时间' : `会议期间建议截止时间：${formatDateTime(input.cutoff)}`);
      return set;
    }),
});
