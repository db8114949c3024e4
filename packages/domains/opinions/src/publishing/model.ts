// 意见和答复公开: the words of it, what comes in and what goes out to staff. Pure, so that every app can use it.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { opinionLimits, opinionTopics } from '../model.ts';

export const publicationStateLabels = { draft: '待公开', published: '已公开', withdrawn: '已撤下', declined: '不公开' } as const;
export type PublicationState = keyof typeof publicationStateLabels;

export const publicationTabLabels = { waiting: '待公开', published: '已公开', declined: '不公开', withdrawn: '已撤下' } as const;
export type PublicationTab = keyof typeof publicationTabLabels;
export const publicationTabs = ['waiting', 'published', 'declined', 'withdrawn'] as const satisfies readonly PublicationTab[];

/** Shortest reasons, in characters. */
export const publicationFewest = { decline: 2, withdraw: 5 } as const;

export const publicationListInput = z.strictObject({
  tab: z.enum(publicationTabs).default('waiting'), q: z.string().trim().max(60).optional(),
  limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0),
});

const text = (least: number, most: number, what: string) => z.string().trim().min(least, { error: `${what}不少于 ${least} 个字` }).max(most, { error: `${what}不超过 ${most} 个字` });

export const byOpinion = z.strictObject({ opinionId: idSchema });
const publicationRef = byOpinion.extend({ expectedVersion: z.int().min(0).optional() });
/** What anybody will read. */
export const publishInput = publicationRef.extend({
  title: text(4, opinionLimits.title + 10, '标题'),
  content: text(5, opinionLimits.content, '公开的意见内容'),
  place: z.string().trim().max(opinionLimits.place, { error: `地点不超过 ${opinionLimits.place} 个字` }).default(''),
  topic: z.enum(opinionTopics).nullable().default(null),
  reply: text(5, opinionLimits.reply, '公开的答复'),
});
const reason = z.string().trim().max(opinionLimits.reason, { error: `理由不超过 ${opinionLimits.reason} 个字` });
export const endInput = publicationRef.extend({ reason });

const row = z.object({ opinionId: z.string(), publicId: z.string().nullable(), number: z.string(), title: z.string(), topicLabel: z.string().nullable(), satisfaction: z.string().nullable(), repliedBy: z.string(), at: z.string(), reason: z.string().nullable(), version: z.int() });
export type PublicationRow = z.output<typeof row>;
export const publicationListView = z.object({ rows: z.array(row), total: z.int(), counts: z.object({ waiting: z.int(), published: z.int(), declined: z.int(), withdrawn: z.int() }) });

export const proposalView = z.object({
  opinionId: z.string(), version: z.int(), state: z.enum(['draft', 'published', 'withdrawn', 'declined']), title: z.string(), content: z.string(), place: z.string(), topic: z.enum(opinionTopics).nullable(), reply: z.string(),
  /** What the word filter found in the citizen's words; staff look twice. */
  warnings: z.array(z.string()),
});
export type PublicationProposal = z.output<typeof proposalView>;
export const publicationReceipt = z.object({ opinionId: z.string(), version: z.int(), next: z.string() });
export type PublicationReceipt = z.output<typeof publicationReceipt>;
