// 实时监督: what the boards ask and show. Pure; runs in the browser too.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { stages, topics } from '../model.ts';
import { listRow } from '../model-views.ts';

/** Whose board: the congress's, an organ's (the government office's with its departments), a deputy's. */
export const boardKinds = ['congress', 'organ', 'deputy'] as const;
export type BoardKind = (typeof boardKinds)[number];

export const boardFilter = z.object({
  stage: z.enum(stages).optional(),
  light: z.enum(['red', 'amber', 'green']).optional(),
  topic: z.enum(topics).optional(),
  organId: idSchema.optional(),
  sessionId: idSchema.optional(),
  inRecess: z.boolean().optional(),
  key: z.boolean().optional(),
  /** Only what changed since the last visit. */
  changed: z.boolean().optional(),
  q: z.string().trim().max(100, '搜索词不得超过 100 个字').optional(),
  limit: z.int().min(1).max(100, '每页最多 100 件').default(30),
  offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0),
});
export type BoardFilter = z.output<typeof boardFilter>;

const date = z.string();
export const boardSummary = z.object({
  board: z.enum(boardKinds),
  asOf: date,
  /** Until when this person has seen the board; null on the first visit. */
  seenAt: z.string().nullable(),
  stages: z.array(z.object({ stage: z.enum(stages), label: z.string(), count: z.number(), green: z.number(), amber: z.number(), red: z.number() })),
  organs: z.array(z.object({ organId: z.string(), organName: z.string(), open: z.number(), amber: z.number(), red: z.number() })),
});
export type BoardSummary = z.output<typeof boardSummary>;
export const boardItem = listRow.extend({ stage: z.enum(stages), daysLeft: z.number().nullable(), lastContactOn: date.nullable(), extendedUntil: date.nullable(), changed: z.boolean() });
export type BoardItem = z.output<typeof boardItem>;
export const boardItems = z.object({ rows: z.array(boardItem), total: z.number() });

export const changesInput = z.object({ limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });
export const boardChanges = z.object({
  since: z.string(),
  first: z.boolean(),
  total: z.number(),
  rows: z.array(z.object({ suggestionId: z.string(), title: z.string(), numberLabel: z.string().nullable(), stateLabel: z.string(), at: z.string(), label: z.string(), actorLabel: z.string(), acts: z.number() })),
});
export type BoardChanges = z.output<typeof boardChanges>;
