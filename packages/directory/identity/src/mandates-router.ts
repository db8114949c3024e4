// mandates.*: the life of a mandate beside people.*: its history, what its end would bring, delegations, seats to be filled again.
import { date, id } from '@smart/divisions/model';
import { z } from 'zod';
import { hasRole } from './capacity.ts';
import { mandateActView, mandateHistory } from './mandate-acts.ts';
import { previewEnd } from './mandate-end.ts';
import { changeDelegation } from './mandates.ts';
import { recordRestriction } from './mandate-restriction.ts';
import { enteredGround } from './model.ts';
import { capacityProcedure, router } from './procedures.ts';
import { restrictionInput } from './restriction-rules.ts';
import { vacancies, vacancyView } from './vacancies.ts';

/** Mandates are the deputies' affairs committee's matter (代表法 12, 62; 乡镇: 主席团). */
const keepers = ['system_administrator', 'congress_officer'] as const;

const successor = z.object({ mandateId: z.string(), name: z.string() });
const endPreview = z.object({
  posts: z.array(z.string()),
  outcomes: z.array(z.object({ label: z.string(), count: z.number().int(), outcome: z.string() })),
  handOvers: z.array(z.object({ matterId: z.string(), reference: z.string(), title: z.string(), stateLabel: z.string(), candidates: z.array(successor), proposed: z.string().nullable() })),
});

export const mandatesRouter = router({
  history: capacityProcedure
    .meta({ roles: keepers, description: '一项代表资格的变动记录：决定、公告和经办人' })
    .input(z.object({ id }))
    .output(z.array(mandateActView))
    .query(({ ctx: { work, capacity }, input }) => mandateHistory(work, capacity.congressId, input.id)),

  previewEnd: capacityProcedure
    .meta({ roles: keepers, description: '终止代表资格之前查看：相应终止的职务，未了事项如何处理、由谁接续' })
    .input(z.object({ id, ground: enteredGround, on: date }))
    .output(endPreview)
    .query(async ({ ctx: { work, capacity }, input }) => {
      const { posts, outcomes, handOvers } = await previewEnd(work, capacity.congressId, input);
      const choices = handOvers.map((one) => ({ ...one, candidates: [...one.candidates] }));
      if (hasRole(capacity, 'congress_officer') || choices.length === 0) return { posts, outcomes: [...outcomes], handOvers: choices };
      // 三员 do not read matters: they learn how many there are; who chooses otherwise works for the deputies.
      const told = { label: '有联名代表的建议', count: choices.length, outcome: '由确认在先的在任联名代表接续；需要另选的，由代表工作机构（乡镇为主席团）办理终止' };
      return { posts, outcomes: [...outcomes, told], handOvers: [] };
    }),

  changeDelegation: capacityProcedure
    .meta({ roles: keepers, description: '调整代表所在的代表团；原代表团保留在变动记录中' })
    .input(z.object({ id, delegationId: id.nullable(), on: date, note: z.string().trim().max(300, '备注不超过 300 个字').nullable().default(null) }))
    .output(z.object({ ok: z.literal(true) }))
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await changeDelegation(work, acting, capacity.congressId, input);
      return { ok: true };
    }),

  recordRestriction: capacityProcedure
    .meta({ roles: keepers, description: '登记对代表采取限制人身自由措施的许可、不予许可或者报告（代表法第三十九条）' })
    .input(restrictionInput)
    .output(z.object({ ok: z.literal(true) }))
    .mutation(async ({ ctx: { work, capacity, acting }, input }) => {
      await recordRestriction(work, acting, { id: capacity.congressId, tier: capacity.tier }, input);
      return { ok: true };
    }),

  vacancies: capacityProcedure
    .meta({ roles: keepers, description: '本届有缺额的选区、选举单位及其已终止的代表资格（补选时选择，选举法第五十七条）' })
    .input(z.object({ termId: id }))
    .output(z.array(vacancyView))
    .query(({ ctx: { work, capacity }, input }) => vacancies(work, capacity.congressId, input.termId)),
});
