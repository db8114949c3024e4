// How the words of `model.ts` are checked where they come in or are kept.
import { z } from 'zod';
import { type ActivityKind, invitationStates, isActivityKind } from './model.ts';

export const activityKindSchema = z.custom<ActivityKind>(isActivityKind, { error: '请选择活动类别' });

const ids = (most: number) => z.array(z.uuid()).max(most).default([]);
export const targetsSchema = z.strictObject({ all: z.boolean().default(false), delegationIds: ids(100), groupIds: ids(100), stationIds: ids(100), mandateIds: ids(1000) });

export const countsSchema = z.record(z.enum(invitationStates), z.number());
