// 代表名录的照片和工作简历: the words, what comes in and what goes out.
import { idSchema } from '@smart/kernel/validation';
import { keysOf } from '@smart/kernel/keys';
import { z } from 'zod';

export const profileStateLabels = { empty: '没有填写', proposed: '待核定', confirmed: '已核定' } as const;
export type ProfileState = keyof typeof profileStateLabels;
export const profileStates = keysOf(profileStateLabels);

/** What the person may keep from being shown, whatever their congress shows of its deputies. */
export const hideableLabels = { photo: '照片', resume: '工作简历', post: '工作单位和职务（没有单位的为居住地）' } as const;
export type Hideable = keyof typeof hideableLabels;
export const hideables = keysOf(hideableLabels);

export const profileLimits = { resume: 1500, reason: 200 } as const;

const resume = z.string().trim().max(profileLimits.resume, { error: `工作简历不超过 ${profileLimits.resume} 个字` });
export const proposeProfileInput = z.strictObject({ resume, /** A picture just uploaded, the one that is there, or none. */ photoId: idSchema.nullable(), expectedVersion: z.int().min(0).optional() });
export const hideInput = z.strictObject({ hidden: z.array(z.enum(hideables)).max(hideables.length) });
export const byMandate = z.strictObject({ mandateId: idSchema });
export const enterProfileInput = proposeProfileInput.extend({ mandateId: idSchema });
export const confirmProfileInput = byMandate.extend({ expectedVersion: z.int().min(0).optional() });
export const returnProfileInput = confirmProfileInput.extend({ reason: z.string().trim().max(profileLimits.reason) });
export const listProfilesInput = z.strictObject({ q: z.string().trim().max(40).optional(), state: z.enum(profileStates).optional(), limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });

export const profileView = z.object({
  mandateId: z.string(), name: z.string(), constituencyName: z.string().nullable(), state: z.enum(profileStates), stateLabel: z.string(), version: z.int(),
  /** What stands on the site, and what waits to be looked at. */
  resume: z.string(), photoId: z.string().nullable(), photoSize: z.int().nullable(), proposedResume: z.string(), proposedPhotoId: z.string().nullable(), proposedPhotoSize: z.int().nullable(),
  hidden: z.array(z.enum(hideables)), reason: z.string().nullable(), confirmedBy: z.string().nullable(), updatedAt: z.string().nullable(),
});
export type ProfileView = z.output<typeof profileView>;
export const profileListView = z.object({ rows: z.array(profileView), total: z.int(), waiting: z.int() });
export const profileReceipt = z.object({ version: z.int(), next: z.string() });
export type ProfileReceipt = z.output<typeof profileReceipt>;
