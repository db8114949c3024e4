// What people send about activities.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { activityFewest, activityLimits, activityStates, groupActivityKinds, signInWays } from './model.ts';
import { activityKindSchema, targetsSchema } from './schemas.ts';

const text = (most: number, what: string) => z.string().trim().max(most, { error: `${what}不超过 ${most} 个字` });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '时间应当写成 09:00 的形式' });
const reason = text(activityLimits.reason, '理由').min(activityFewest.reason, { error: `请写明理由，不少于 ${activityFewest.reason} 个字` });
const files = (most: number, what: string) => z.array(idSchema).max(most, { error: `${what}不超过 ${most} 个` });
const when = { heldOn: dateSchema, endsOn: dateSchema, startsAt: time, endsAt: time, place: text(activityLimits.place, '地点').min(2, { error: '请写明地点' }) };

const rollMarks = z.array(z.strictObject({ invitationId: idSchema, mark: z.enum(['attended', 'absent', 'on_leave']) })).min(1, { error: '请先点名' }).max(1500);

export const activityRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0) });
export const saveActivityInput = z.strictObject({
  /** Absent: a new one. */
  id: idSchema.optional(),
  kind: activityKindSchema,
  theme: text(activityLimits.theme, '主题').min(activityFewest.theme, { error: `主题不少于 ${activityFewest.theme} 个字` }),
  details: text(activityLimits.details, '要求和说明').default(''),
  organiser: text(activityLimits.organiser, '组织单位').min(2, { error: '请写明组织单位' }),
  ...when,
  sessionId: idSchema.nullable().default(null),
  countsElsewhere: z.boolean().default(false),
  /** The item of the year's work plan that it carries out. */
  planItemId: idSchema.nullable().default(null),
  targets: targetsSchema,
  fileIds: files(activityLimits.files, '材料').default([]),
});
export const changeActivityInput = activityRef.extend({ ...when, reason });
export const cancelActivityInput = activityRef.extend({ reason });
export const inviteInput = activityRef.extend({ targets: targetsSchema });
export const recordActivityInput = activityRef.extend({
  seen: text(activityLimits.seen, '活动情况').min(2, { error: '请写明活动情况' }), results: text(activityLimits.results, '成果').default(''), fileIds: files(activityLimits.pictures, '照片和文件').default([]),
});
export const discloseInput = activityRef.extend({
  /** What the site says of it. */
  words: text(activityLimits.publicWords, '公开的情况').default(''),
  /** Whoever is named has agreed to be. */
  named: z.boolean().default(false),
});
/** A group's leader plans for the own group: who is invited is the group, who organises it, too. */
export const groupActivityInput = z.strictObject({
  groupId: idSchema, kind: z.enum(groupActivityKinds), theme: text(activityLimits.theme, '主题').min(activityFewest.theme, { error: `主题不少于 ${activityFewest.theme} 个字` }), details: text(activityLimits.details, '要求和说明').default(''),
  heldOn: when.heldOn, startsAt: when.startsAt, endsAt: when.endsAt, place: when.place,
});
export const ledActivitiesInput = z.strictObject({ limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });
/** A leader's roll call: on the spot, never from a paper sheet. */
export const ledRollCallInput = z.strictObject({ id: idSchema, marks: rollMarks });
export const activityIdInput = z.strictObject({ id: idSchema });

const page = { limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) };
export const listActivitiesInput = z.strictObject({ kind: activityKindSchema.optional(), state: z.enum(activityStates).optional(), year: z.int().min(2000).max(2200).optional(), q: z.string().trim().max(60).optional(), ...page });
export const choicesInput = z.strictObject({ q: z.string().trim().max(30).default('') });
export const countTargetsInput = z.strictObject({ targets: targetsSchema });

export const invitationRef = z.strictObject({ id: idSchema });
export const leaveInput = invitationRef.extend({ reason });
export const decideLeaveInput = invitationRef.extend({ expectedVersion: z.int().min(0), granted: z.boolean(), reason: text(activityLimits.reason, '理由').default('') });
export const revokeLeaveInput = invitationRef.extend({ expectedVersion: z.int().min(0), reason });
export const signInInput = z.strictObject({ code: z.string().trim().min(1, { error: '请填写签到码' }).max(20), /** When the phone read the code; later than that it was on its way. */ at: z.iso.datetime() });
export const rollCallInput = z.strictObject({
  id: idSchema,
  marks: rollMarks,
  way: z.enum(signInWays).extract(['roll_call', 'paper']).default('roll_call'),
});
export const sheetInput = z.strictObject({ id: idSchema, fileId: idSchema });
export const sheetPicturesInput = z.strictObject({ id: idSchema, fileIds: files(activityLimits.sheets, '照片') });
export const myActivitiesInput = z.strictObject({ when: z.enum(['ahead', 'behind']).default('ahead'), ...page });
