// abilities.*: who can do what, and why. people.previewAbilities and people.changeAppointment stand in people-router.ts.
import { id } from '@smart/divisions/model';
import { organById } from '@smart/divisions/organs';
import { z } from 'zod';
import { act, acts, actsOf, capacitiesHeld, explainedRecord, explainRecord, holder, holderPage, holdersOf, staffOf } from './abilities.ts';
import { paging, searchText } from './group-lists.ts';
import { roles } from './capacity.ts';
import { personById } from './people.ts';
import { capacityProcedure, router } from './procedures.ts';

/** Who may do what is the security administrator's review (三员分立); a matter's own page is for those who see the matter. */
const reviewer = ['security_administrator'] as const;

export const abilitiesRouter = router({
  procedures: capacityProcedure
    .meta({ roles: reviewer, description: '系统中可以办理的全部事项，以及各对哪些职责开放' })
    .input(z.object({ text: searchText, role: z.enum(roles).optional(), ...paging }))
    .output(z.object({ rows: z.array(act), total: z.number().int() }))
    .query(({ input }) => {
      const found = acts().filter((one) => one.label.includes(input.text) && (input.role === undefined || one.roles.includes(input.role)));
      return { rows: found.slice((input.page - 1) * input.size, input.page * input.size), total: found.length };
    }),

  holders: capacityProcedure
    .meta({ roles: reviewer, description: '本级人大中谁可以办理某一事项，因何职务' })
    .input(z.object({ path: z.string().max(80), ...paging }))
    .output(holderPage)
    .query(({ ctx: { work, capacity }, input }) => holdersOf(work, capacity.congressId, input)),

  ofPerson: capacityProcedure
    .meta({ roles: reviewer, description: '一名人员以各种身份可以办理的事项' })
    .input(z.object({ personId: id }))
    .output(z.object({ name: z.string(), capacities: z.array(holder.extend({ acts: z.array(act) })) }))
    .query(async ({ ctx: { work, capacity }, input }) => {
      const { name } = await personById(work, input.personId);
      const held = await capacitiesHeld(work, capacity.congressId, input.personId);
      return { name, capacities: held.map((one) => ({ ...one, acts: actsOf(one.roles) })) };
    }),

  ofOrgan: capacityProcedure
    .meta({ roles: reviewer, description: '哪些人代表一个机构办理，各可以办理什么' })
    .input(z.object({ organId: id, ...paging }))
    .output(z.object({ name: z.string(), holders: z.array(holder.extend({ acts: z.array(act) })), total: z.number().int() }))
    .query(async ({ ctx: { work, capacity }, input }) => {
      const { name } = await organById(work, capacity.congressId, input.organId);
      const { rows, total } = await staffOf(work, capacity.congressId, input);
      return { name, holders: rows.map((one) => ({ ...one, acts: actsOf(one.roles) })), total };
    }),

  ofRecord: capacityProcedure
    .meta({ roles: ['congress_officer', 'congress_leader'], description: '一件事项谁能看、谁能办、为什么' })
    .input(z.object({ type: z.enum(['suggestion']), id }))
    .output(explainedRecord)
    .query(({ ctx: { work, capacity }, input }) => explainRecord(work, capacity, input)),
});
