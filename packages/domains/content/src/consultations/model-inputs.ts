// What comes in for consultations.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { commentStates, consultationFewest as fewest, consultationLimits as limits, consultationStates, decisions, draftKinds } from './model.ts';

const text = (least: number, most: number, what: string) => z.string().trim().min(least, { error: `${what}不少于 ${least} 个字` }).max(most, { error: `${what}不超过 ${most} 个字` });
const upTo = (most: number, what: string) => z.string().trim().max(most, { error: `${what}不超过 ${most} 个字` });

export const consultationRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0).optional() });
export const byConsultation = z.strictObject({ id: idSchema });
export const reasonedRef = consultationRef.extend({ reason: upTo(limits.reason, '理由') });

export const draftArticleInput = z.strictObject({ label: text(1, limits.label, '条目'), heading: upTo(limits.heading, '章节名').default(''), text: text(1, limits.text, '条文') });
export const saveConsultationInput = z.strictObject({
  id: idSchema.optional(),
  /** The revision that was read; without it nobody else's save in between is noticed. */
  revision: z.int().min(0).optional(),
  kind: z.enum(draftKinds),
  title: text(fewest.title, limits.title, '草案名称'),
  explanation: text(fewest.explanation, limits.explanation, '说明'),
  drafter: upTo(limits.drafter, '起草单位').default(''),
  startsOn: dateSchema,
  endsOn: dateSchema,
  articles: z.array(draftArticleInput).max(limits.articles, { error: `条文不超过 ${limits.articles} 条` }),
});
export const splitInput = z.strictObject({ fileId: idSchema });
export const extendInput = consultationRef.extend({ endsOn: dateSchema });
export const saveOutcomeInput = z.strictObject({ id: idSchema, outcome: upTo(limits.outcome, '采纳情况') });

export const listConsultationsInput = z.strictObject({ q: z.string().trim().max(60).optional(), states: z.array(z.enum(consultationStates)).optional(), limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });
/** `articleId`: an article's id, `whole` for the whole draft; without it all. */
export const listCommentsInput = z.strictObject({
  consultationId: idSchema, q: z.string().trim().max(60).optional(), articleId: z.union([idSchema, z.literal('whole')]).optional(), states: z.array(z.enum(commentStates)).optional(),
  limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(100_000).default(0),
});

const some = z.array(idSchema).min(1, { error: '请先选择意见' }).max(100, { error: '一次不超过 100 条' });
export const someComments = z.strictObject({ consultationId: idSchema, commentIds: some });
export const decideInput = someComments.extend({ decision: z.enum(decisions), answer: upTo(limits.answer, '理由').default('') });

/** What a citizen says; null: about the whole draft. */
export const commentText = z.strictObject({ articleId: idSchema.nullable(), content: text(fewest.comment, limits.comment, '意见') });
