// What comes in for calls for topics.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { topics } from '../model.ts';
import { callFewest, callLimits, callStates, participantKinds, setAsideGroundNames, topicStates } from './model.ts';

const text = (least: number, most: number, what: string) => z.string().trim().min(least, { error: `${what}不少于 ${least} 个字` }).max(most, { error: `${what}不超过 ${most} 个字` });
const reason = z.string().trim().max(callLimits.reason);

export const callRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0).optional() });

export const saveCallInput = z.strictObject({
  id: idSchema.optional(),
  title: text(callFewest.title, callLimits.title, '征集题目'),
  wanted: text(callFewest.wanted, callLimits.wanted, '征集内容'),
  topics: z.array(z.enum(topics)).max(topics.length),
  startsOn: dateSchema,
  endsOn: dateSchema,
  participants: z.enum(participantKinds),
});
export const closeCallInput = callRef.extend({ reason });
export const extendCallInput = callRef.extend({ endsOn: dateSchema });
export const concludeCallInput = callRef.extend({ summary: text(callFewest.summary, callLimits.summary, '征集结果') });

export const listCallsInput = z.strictObject({ q: z.string().trim().max(60).optional(), states: z.array(z.enum(callStates)).optional(), limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });
export const listTopicsInput = z.strictObject({
  callId: idSchema, q: z.string().trim().max(60).optional(), states: z.array(z.enum(topicStates)).optional(),
  sort: z.enum(['supports', 'newest']).default('supports'), limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0),
});

/** What somebody proposes; the same for citizens and deputies. */
export const proposalText = z.strictObject({
  title: text(callFewest.topicTitle, callLimits.topicTitle, '标题'),
  situation: text(callFewest.situation, callLimits.situation, '情况和问题'),
  wish: text(callFewest.wish, callLimits.wish, '希望怎么解决'),
  place: z.string().trim().max(callLimits.place, { error: `地点不超过 ${callLimits.place} 个字` }).default(''),
});
export const proposeInput = proposalText.extend({ callId: idSchema });
export const topicRef = z.strictObject({ topicId: idSchema, expectedVersion: z.int().min(0).optional() });
export const takeUpInput = topicRef.extend({ suggestionId: idSchema.optional() });
export const inviteJoinedInput = z.strictObject({ topicId: idSchema });
export const amendTopicInput = proposalText.extend({ topicId: idSchema, expectedVersion: z.int().min(0).optional() });
export const releaseInput = z.strictObject({ topicIds: z.array(idSchema).min(1).max(100) });
export const mergeTopicsInput = z.strictObject({ intoId: idSchema, topicIds: z.array(idSchema).min(1).max(50) });
export const setAsideInput = topicRef.extend({ ground: z.enum(setAsideGroundNames), reason });
