// 交办会 and 交办清单: what comes in and what goes out. Pure.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { assignmentRoles } from '../model.ts';

const text = (max: number, label: string) => z.string().trim().max(max, `${label}不得超过 ${max} 个字`);

/** Which list: that of a meeting, or of what was assigned between two days, of one session or all; for one organ or all. */
export const assignmentListInput = z.object({
  meetingId: idSchema.optional(),
  sessionId: idSchema.optional(),
  from: dateSchema.optional(),
  until: dateSchema.optional(),
  organId: idSchema.optional(),
});
export type AssignmentListInput = z.output<typeof assignmentListInput>;

/** One organ's part on the list. */
const line = z.object({
  assignmentId: z.string(), suggestionId: z.string(), numberLabel: z.string().nullable(), title: z.string(), leadName: z.string(), cosignerCount: z.number(), role: z.enum(assignmentRoles), modeLabel: z.string(),
  /** The organs beside it: the lead of an assisting one, the assisting ones of a lead. */
  others: z.string(), assignedOn: z.string(), dueOn: z.string().nullable(), note: z.string().nullable(),
});
export const assignmentListView = z.object({
  title: z.string(), subtitle: z.string(), facts: z.array(z.object({ label: z.string(), value: z.string() })),
  organs: z.array(z.object({ organId: z.string(), organName: z.string(), lines: z.array(line) })),
  suggestions: z.number(),
  /** More than fit: the list is narrowed by days, session or organ. */
  truncated: z.boolean(),
});
export type AssignmentListView = z.output<typeof assignmentListView>;
export type AssignmentLine = z.output<typeof line>;

const attendance = z.object({ organId: idSchema.nullable().default(null), organName: text(60, '单位名称').min(1, '请填写单位名称'), people: text(200, '参会人员') });

/** Saving a meeting; without `id` a new one. */
export const saveMeetingInput = z
  .object({
    id: idSchema.optional(),
    title: text(80, '会议名称').min(4, '会议名称至少写 4 个字'),
    heldOn: dateSchema,
    place: text(80, '地点').min(2, '地点至少写 2 个字'),
    sessionId: idSchema.nullable().default(null),
    assignedFrom: dateSchema,
    assignedUntil: dateSchema,
    attendance: z.array(attendance).max(200, '参会单位不超过 200 个').default([]),
    note: text(1000, '会议纪要').default(''),
  })
  .refine((input) => input.assignedFrom <= input.assignedUntil, { path: ['assignedUntil'], error: '截止日期不能早于开始日期' });

export const meetingView = z.object({
  id: z.string(), title: z.string(), heldOn: z.string(), place: z.string(), sessionId: z.string().nullable(), assignedFrom: z.string(), assignedUntil: z.string(),
  attendance: z.array(attendance), note: z.string(), recordedBy: z.string(), suggestions: z.number(),
});
export type MeetingView = z.output<typeof meetingView>;
export const meetingsView = z.object({ rows: z.array(meetingView), total: z.number() });
