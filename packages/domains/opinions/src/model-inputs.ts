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
export const enterInput = opinionText.extend({ topic: z.enum(opinionTopics).optional(), urgent: z.boolean().default(false) });

export const messageText = text(opinionFewest.message, opinionLimits.message, '补充内容');
export const evaluation = z.enum(evaluations, { error: '请选择一项评价' });

export const opinionRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0).optional() });
const reason = text(opinionFewest.reason, opinionLimits.reason, '说明');
const reply = text(opinionFewest.reply, opinionLimits.reply, '答复内容');

export const sortInput = opinionRef.extend({ topic: z.enum(opinionTopics), urgent: z.boolean() });
export const redirectInput = opinionRef.extend({ channel: z.enum(channels), reason });
export const answerInput = opinionRef.extend({ reply });
export const handOverInput = opinionRef.extend({ organId: idSchema, reason });
export const giveBackInput = opinionRef.extend({ reason });

export const listInput = z.strictObject({
  q: z.string().trim().max(60).optional(), states: z.array(z.enum(opinionStates)).optional(), topic: z.enum(opinionTopics).optional(),
  /** For deputies: addressed to them or taken up by them. */
  mine: z.boolean().default(false), overdue: z.boolean().default(false),
  /** What stands behind a figure of the statistics: the day of hearing, the station, the deputy, the verdict. */
  from: dateSchema.optional(), until: dateSchema.optional(), stationId: idSchema.optional(), deputyId: idSchema.optional(), satisfaction: z.enum(satisfactions).optional(),
  limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0),
});
export const organsInput = z.strictObject({ q: z.string().trim().max(60).optional() });
