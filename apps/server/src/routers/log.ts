/** The action log: what anyone may check of it, and what the audit administrator of a congress may read. */
import { logRead } from '@smart/identity/administrator-events';
import type { Capacity } from '@smart/identity/capacity';
import { refusedAttempts, refusedPage } from '@smart/identity/attempts';
import { capacityProcedure, publicProcedure, router } from '@smart/identity/procedures';
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { startOfDayShanghai, addDays } from '@smart/kernel/dates';
import { anchors, checkReceipt } from '@smart/workflow/anchors';
import { receiptOf } from '@smart/workflow/action-log';
import { appendEvent } from '@smart/workflow/events';
import { labelsOf } from '@smart/workflow/store';
import type { Work } from '@smart/workflow/work';
import type { Acting } from '@smart/rpc/context';
import { z } from 'zod';
import { administrativeAct, administrationInput, administrativeActs, pageInput } from './administrative-acts.ts';

export const anchorView = z.object({ day: z.string(), rows: z.number(), root: z.string(), previous: z.string(), hash: z.string(), sealedAt: z.string() });

export const receiptView = z.discriminatedUnion('found', [
  z.object({ found: z.literal(false) }),
  z.object({
    found: z.literal(true),
    unchanged: z.boolean(),
    sealed: z.boolean(),
    day: z.string(),
    subjectLabel: z.string(),
    actionLabel: z.string(),
    at: z.string(),
  }),
]);

const actView = z.object({
  id: z.string(),
  at: z.string(),
  matterId: z.string(),
  subjectId: z.string(),
  subjectLabel: z.string(),
  sequence: z.number(),
  actionLabel: z.string(),
  toStateLabel: z.string(),
  actorLabel: z.string(),
  reason: z.string().nullable(),
  receipt: z.string(),
});

const actsInput = z.object({
  from: dateSchema.optional(),
  to: dateSchema.optional(),
  matterId: idSchema.optional(),
  personId: idSchema.optional(),
  limit: z.number().int().min(1).max(200).default(50),
  offset: z.number().int().min(0).max(100_000).default(0),
});

type ActRow = {
  id: string;
  at: Date;
  matterId: string;
  subjectType: string;
  subjectId: string;
  sequence: number;
  action: string;
  toState: string;
  actorLabel: string;
  reason: string | null;
  hash: string;
};

function actOf({ at, hash, subjectType, action, toState, ...row }: ActRow): z.output<typeof actView> {
  const labels = labelsOf(subjectType);
  return {
    ...row,
    at: at.toISOString(),
    subjectLabel: labels.subject,
    actionLabel: labels.action(action),
    toStateLabel: labels.state(toState),
    receipt: receiptOf({ hash }),
  };
}

/** Who watches is watched: the security administrator sees what the audit administrator read. */
async function noteReading({ work, capacity, acting }: { work: Work; capacity: Capacity; acting: Acting }, what: string): Promise<void> {
  await appendEvent(work, {
    congressId: capacity.congressId, matterId: null, type: logRead.name, subjectType: 'log', subjectId: capacity.congressId, personId: capacity.personId, payload: { by: acting.label, what },
  });
}

const administrativePage = z.object({ items: z.array(administrativeAct), hasMore: z.boolean() });

export const logRouter = router({
  administration: capacityProcedure
    .meta({ roles: ['audit_administrator'], description: '审计管理员查阅系统、安全管理员和其他人员的管理操作', writes: true })
    .input(administrationInput)
    .output(administrativePage)
    .query(async ({ ctx, input }) => {
      await noteReading(ctx, `管理操作${input.emergency ? '（应急授权期间）' : ''}，第 ${input.offset + 1} 条起`);
      return administrativeActs(ctx.work, ctx.capacity.congressId, input);
    }),
  auditReadings: capacityProcedure
    .meta({ roles: ['security_administrator'], description: '安全管理员查看审计管理员的查阅记录' })
    .input(pageInput)
    .output(administrativePage)
    .query(({ ctx, input }) => administrativeActs(ctx.work, ctx.capacity.congressId, { ...input, types: [logRead.name] })),
  refusedAttempts: capacityProcedure
    .meta({ roles: ['security_administrator'], description: '安全管理员查看没有通过的登录和被拒绝的攻击，近 180 天' })
    .input(pageInput)
    .output(refusedPage)
    .query(({ ctx, input }) => refusedAttempts(ctx.work, ctx.capacity.congressId, input)),
  anchors: publicProcedure
    .meta({ description: '操作日志每日封存值，供任何人核对' })
    .input(z.object({ before: dateSchema.optional(), limit: z.number().int().min(1).max(400).default(100) }))
    .output(z.array(anchorView))
    .query(({ ctx, input: { before, limit } }) => anchors(ctx.work, { limit, ...(before ? { before } : {}) })),
  checkReceipt: publicProcedure
    .meta({ description: '核验办理回执，不透露事项内容' })
    .input(z.object({ code: z.string().trim().min(8, '回执编号至少 8 位').max(60, '回执编号不超过 60 位') }))
    .output(receiptView)
    .query(({ ctx, input }) => checkReceipt(ctx.work, input.code)),
  acts: capacityProcedure
    .meta({ roles: ['audit_administrator'], description: '审计管理员查阅本级操作日志', writes: true })
    .input(actsInput)
    .output(z.object({ items: z.array(actView), hasMore: z.boolean() }))
    .query(async ({ ctx, input }) => {
      const { from, to, matterId, personId, limit, offset } = input;
      await noteReading(ctx, `操作日志${from || to ? `（${from ?? ''}至${to ?? ''}）` : ''}${matterId ? '，一件事项' : ''}${personId ? '，一名人员' : ''}，第 ${offset + 1} 条起`);
      const rows = await ctx.work.sql<ActRow>(
        `SELECT id, at, matter_id AS "matterId", subject_type AS "subjectType", subject_id AS "subjectId", sequence, action,
           to_state AS "toState", actor_label AS "actorLabel", reason, hash
         FROM action_log
         WHERE congress_id = $1 AND ($2::timestamptz IS NULL OR at >= $2) AND ($3::timestamptz IS NULL OR at < $3)
           AND ($4::uuid IS NULL OR matter_id = $4) AND ($5::uuid IS NULL OR person_id = $5 OR person_id IN (SELECT p.id FROM person p WHERE p.merged_into_id = $5))
         ORDER BY at DESC, id DESC LIMIT $6 OFFSET $7`,
        [
          ctx.capacity.congressId,
          from ? startOfDayShanghai(from) : null,
          to ? startOfDayShanghai(addDays(to, 1)) : null,
          matterId ?? null,
          personId ?? null,
          limit + 1,
          offset,
        ],
      );
      return { items: rows.slice(0, limit).map(actOf), hasMore: rows.length > limit };
    }),
});
