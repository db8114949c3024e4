// 退办 and 协调承办单位: what comes in and what goes out. Pure.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { limits, organCoordinationKinds, returnLevels, returnReasons, returnStates } from '../model.ts';
import { assignmentRef, suggestionRef } from '../model-inputs.ts';

const text = (max: number, label: string, min = 4) => z.string().trim().min(min, `${label}至少写 ${min} 个字`).max(max, `${label}不得超过 ${max} 个字`);

/** An organ sees the matter differently from another one and asks whoever handed over to bring them together. */
export const askCoordinationInput = assignmentRef.extend({ question: text(limits.reason, '分歧情况') });

/** What the coordination came to; closes what was asked. */
export const coordinateOrgansInput = suggestionRef.extend({
  kind: z.enum(organCoordinationKinds),
  /** The request it answers; left out when the coordinator began by itself. */
  coordinationId: idSchema.optional(),
  heldOn: dateSchema,
  participants: text(limits.note, '参加单位和人员', 2),
  outcome: text(limits.contact, '协调结果'),
});

/** One request to return, as those who handle the matter read it. */
export const returnView = z.object({
  id: z.string(), organName: z.string(), cause: z.enum(returnReasons), causeLabel: z.string(), reason: z.string(), proposedOrganName: z.string().nullable(), level: z.enum(returnLevels), levelLabel: z.string(),
  state: z.enum(returnStates), stateLabel: z.string(), askedAt: z.string(), decidedAt: z.string().nullable(), decidedBy: z.string().nullable(), decisionNote: z.string().nullable(),
});

export const organCoordinationView = z.object({
  id: z.string(), kind: z.enum(organCoordinationKinds), kindLabel: z.string(), askedByName: z.string().nullable(), question: z.string().nullable(), askedAt: z.string().nullable(),
  heldOn: z.string().nullable(), participants: z.string().nullable(), outcome: z.string().nullable(), coordinatedBy: z.string().nullable(), coordinatedAt: z.string().nullable(),
  /** The viewer brings them together. */
  mayCoordinate: z.boolean(),
});

export const returnsView = z.object({
  returns: z.array(returnView),
  coordinations: z.array(organCoordinationView),
  /** So many organs gave it back that they must be brought together before it is handed over again. */
  coordinateFirst: z.number().nullable(),
  /** The viewer may begin a coordination. */
  mayCoordinate: z.boolean(),
});
export type ReturnsView = z.output<typeof returnsView>;
