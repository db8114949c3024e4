// 信息公示 at the desk: what is public, what could be, what must not, what was taken off. Pure; runs in the browser too.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { statesAfterRegistration, topics } from '../model.ts';

export const publicationTabLabels = { published: '已公开', ready: '可以公开', held: '不公开', ended: '已撤下' } as const;
export type PublicationTab = keyof typeof publicationTabLabels;
export const publicationTabs = ['published', 'ready', 'held', 'ended'] as const satisfies readonly PublicationTab[];

/** From which publication is possible at all. */
export const statesOfPublication: readonly string[] = statesAfterRegistration;

export const publicationListInput = z.object({
  tab: z.enum(publicationTabs).default('ready'),
  q: z.string().trim().max(100, '搜索词不得超过 100 个字').optional(),
  topic: z.enum(topics).optional(),
  replied: z.boolean().optional(),
  limit: z.int().min(1).max(100, '每页最多 100 件').default(20),
  offset: z.int().min(0).max(10_000, '请用筛选条件缩小范围').default(0),
});
export type PublicationListInput = z.output<typeof publicationListInput>;

export const publicationRow = z.object({
  id: z.string(),
  title: z.string(),
  numberLabel: z.string().nullable(),
  leadName: z.string(),
  leadOrganName: z.string().nullable(),
  stateLabel: z.string(),
  version: z.number(),
  repliedAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** Why it is not public, or was taken off; null for what is public or simply waits. */
  reason: z.string().nullable(),
  /** What an officer should know before publishing. */
  warnings: z.array(z.string()),
});
export type PublicationRow = z.output<typeof publicationRow>;

export const publicationListView = z.object({
  rows: z.array(publicationRow),
  total: z.number(),
  counts: z.object({ published: z.number(), ready: z.number(), held: z.number(), ended: z.number() }),
  /** Answered suggestions are published by themselves here. */
  automatic: z.boolean(),
});
export type PublicationListView = z.output<typeof publicationListView>;

export const publishManyInput = z.object({
  items: z.array(z.object({ id: idSchema, expectedVersion: z.int().min(0).optional() })).min(1, '请选择要公开的建议').max(50, '一次最多公开 50 件'),
});
export const publishManyView = z.object({ items: z.array(z.object({ id: z.string(), ok: z.boolean(), problem: z.string().nullable() })) });
