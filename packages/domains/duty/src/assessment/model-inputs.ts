// What comes in about points, rules and objections.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { type Subsystem, subsystemNames } from '../model.ts';
import { fewestWords, ruleLimits, rulesSchema } from './model.ts';
import { objectionStates } from './objection-model.ts';

const year = z.int().min(1979).max(2100);
const page = { limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) };
const reason = z.string().trim().min(fewestWords.reason, { error: `请写明理由，不少于 ${fewestWords.reason} 个字` }).max(ruleLimits.reason, { error: `理由不超过 ${ruleLimits.reason} 个字` });
const subsystem = z.custom<Subsystem>((value) => subsystemNames.some((name) => name === value), { error: '请选择档案部分' });

export const myPointsInput = z.strictObject({ year: year.optional() });
export const pointsOfInput = z.strictObject({ mandateId: idSchema, year: year.optional() });
export const overviewInput = z.strictObject({ year: year.optional(), q: z.string().trim().max(60).optional(), /** Only those of one delegation. */ delegation: idSchema.optional(), ...page });
export const simulateInput = z.strictObject({ rules: rulesSchema });
export const publishRulesInput = z.strictObject({ rules: rulesSchema, fromYear: year, note: z.string().trim().max(ruleLimits.note, { error: `说明不超过 ${ruleLimits.note} 个字` }).default('') });

export const noteLeaveInput = z.strictObject({ mandateId: idSchema, from: dateSchema, until: dateSchema, reason });
export const noteVetoInput = z.strictObject({ mandateId: idSchema, year, key: z.string().max(30), reason });
export const revokeNoteInput = z.strictObject({ id: idSchema, reason });

export const objectInput = z.strictObject({
  year, subsystem,
  /** Null: something is missing. */
  recordId: idSchema.nullable(),
  text: z.string().trim().min(fewestWords.text, { error: `请写明异议内容，不少于 ${fewestWords.text} 个字` }).max(ruleLimits.text, { error: `异议内容不超过 ${ruleLimits.text} 个字` }),
});
export const objectionRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0) });
export const upholdInput = objectionRef.extend({
  points: z.number({ error: '更正的分值请填数字' }).min(-ruleLimits.points, { error: `更正的分值在 ±${ruleLimits.points} 以内` }).max(ruleLimits.points, { error: `更正的分值在 ±${ruleLimits.points} 以内` })
    .multipleOf(0.5, { error: '更正的分值以 0.5 分为单位' }).refine((value) => value !== 0, { error: '更正的分值不能是 0；不需要更正的，请维持原计分' }),
  reason,
});
export const rejectInput = objectionRef.extend({ reason });
export const listObjectionsInput = z.strictObject({ state: z.enum(objectionStates).optional(), q: z.string().trim().max(60).optional(), ...page });
export const closeYearInput = z.strictObject({ year });
