// What comes in for opinions.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { channels, evaluations, satisfactions, opinionFewest, opinionLimits, opinionStates, opinionTopics } from './model.ts';

const text = (least: number, most: number, what: string) => z.string().trim().min(least, { error: `${what}不少于 ${least} 个字` }).max(most, { error: `${what}不超过 ${most} 个字` });

/** What somebody says; one box is enough. */
export const opinionText = z.strictObject({
  content: text(opinionFewest.content, opinionLimits.content, '意见内容'),
  place: z.string().trim().max(opinionLimits.place, { error: `地点不超过 ${opinionLimits.place} 个字` }).default(''),
  name: z.string().trim().max(opinionLimits.name, { error: `姓名不超过 ${opinionLimits.name} 个字` }).default(''),
  hideName: z.boolean().default(true),
});
export const enterInput = opinionText.extend({ fileIds: z.array(idSchema).max(opinionLimits.pictures, { error: `照片不超过 ${opinionLimits.pictures} 张` }).default([]), topic: z.enum(opinionTopics).optional(), urgent: z.boolean().default(false),
  /** Where it is, when the person agreed that the device is asked; `shared`: the handling organ may know. */
  point: z.strictObject({ latitude: z.number(), longitude: z.number(), shared: z.boolean().default(false) }).optional(),
  /** At which station; whose own is one need not say. */ stationId: idSchema.optional() });

export const messageText = text(opinionFewest.message, opinionLimits.message, '补充内容');
export const evaluation = z.enum(evaluations, { error: '请选择一项评价' });

export const opinionRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0).optional() });
const reason = text(opinionFewest.reason, opinionLimits.reason, '说明');
const reply = text(opinionFewest.reply, opinionLimits.reply, '答复内容');

/** What is left out stays as it is. */
export const sortInput = opinionRef
  .extend({ topic: z.enum(opinionTopics), subtopic: z.string().max(30).nullable(), urgent: z.boolean(), divisionCode: z.string().regex(/^\d{2,12}$/, '请从列表中选择地点').nullable() })
  .partial({ topic: true, subtopic: true, urgent: true, divisionCode: true });
export const divisionsInput = z.strictObject({ q: z.string().trim().max(30).optional() });
export const redirectInput = opinionRef.extend({ channel: z.enum(channels), reason });
export const answerInput = opinionRef.extend({ reply });
export const handOverInput = opinionRef.extend({ organId: idSchema, reason });
export const giveBackInput = opinionRef.extend({ reason });

export const mergeInput = opinionRef.extend({ memberIds: z.array(idSchema).min(1, { error: '请至少选择一条意见' }).max(50, { error: '一次最多并入 50 条' }) });
export const unmergeInput = opinionRef.extend({ reason });

/** An uploaded sheet that belongs to nothing yet. */
export const importInput = z.strictObject({ fileId: idSchema });

export const listInput = z.strictObject({
  q: z.string().trim().max(60).optional(), states: z.array(z.enum(opinionStates)).optional(), topic: z.enum(opinionTopics).optional(),
  /** For deputies: addressed to them or taken up by them. */
  mine: z.boolean().default(false), overdue: z.boolean().default(false), /** A letter of supervision runs. */ supervised: z.boolean().default(false),
  /** What stands behind a figure of the statistics: the day of hearing, the station, the deputy, the verdict. */
  from: dateSchema.optional(), until: dateSchema.optional(), stationId: idSchema.optional(), deputyId: idSchema.optional(), satisfaction: z.enum(satisfactions).optional(),
  limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0),
});
/** What the office corrected, and taking one correction back. */
export const lessonsInput = z.strictObject({ limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });
export const undoLessonInput = z.strictObject({ id: idSchema });
export const organsInput = z.strictObject({ q: z.string().trim().max(60).optional() });
