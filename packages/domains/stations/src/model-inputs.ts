// What comes in for stations.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { receptionForms, receptionStates, staffDuties, stationFunctions, stationKinds, stationLimits, stationStates, visitWays } from './model.ts';

const text = (least: number, most: number, what: string) => z.string().trim().min(least, { error: `${what}不少于 ${least} 个字` }).max(most, { error: `${what}不超过 ${most} 个字` });
const optional = (most: number, what: string) => z.string().trim().max(most, { error: `${what}不超过 ${most} 个字` }).default('');
const page = { limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) };
const reason = z.string().trim().max(stationLimits.reason, { error: `理由不超过 ${stationLimits.reason} 个字` });
const q = z.string().trim().max(60).optional();

export const stationRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0).optional() });

export const saveStationInput = z.strictObject({
  id: idSchema.optional(),
  expectedVersion: z.int().min(0).optional(),
  name: text(2, stationLimits.name, '站名'),
  kind: z.enum(stationKinds),
  label: text(2, stationLimits.label, '站的称谓'),
  functions: z.array(z.enum(stationFunctions)).max(stationFunctions.length).default([]),
  divisionCode: z.string().regex(/^(?:\d{2}|\d{4}|\d{6}|\d{9})$/, { error: '请选择所在地' }),
  address: text(2, stationLimits.address, '地址'),
  longitude: z.number().min(73, { error: '经度应当在 73 至 136 之间' }).max(136, { error: '经度应当在 73 至 136 之间' }).nullable().default(null),
  latitude: z.number().min(3, { error: '纬度应当在 3 至 54 之间' }).max(54, { error: '纬度应当在 3 至 54 之间' }).nullable().default(null),
  hours: optional(stationLimits.hours, '开放时间'),
  phone: z.string().trim().max(stationLimits.phone).regex(/^[\d\s()（）转+-]*$/, { error: '值班电话只填号码，例如 0730-8880000' }).default(''),
  rules: optional(stationLimits.rules, '工作制度'),
  plan: optional(stationLimits.plan, '年度计划'),
  planYear: z.int().min(2000).max(2100).nullable().default(null),
  staff: z.array(z.strictObject({ appointmentId: idSchema, duty: z.enum(staffDuties) })).max(20).default([]),
});
export const savePicturesInput = stationRef.extend({
  pictures: z.array(z.strictObject({ fileId: idSchema, alt: text(2, stationLimits.alt, '照片说明') })).max(stationLimits.pictures, { error: `照片不超过 ${stationLimits.pictures} 张` }).refine((rows) => new Set(rows.map(({ fileId }) => fileId)).size === rows.length, { error: '同一张照片只放一次' }),
});
export const closeStationInput = stationRef.extend({ reason });
export const mergeStationInput = stationRef.extend({ reason, intoId: idSchema });
export const listStationsInput = z.strictObject({ q, states: z.array(z.enum(stationStates)).optional(), ...page });
export const staffChoicesInput = z.strictObject({ q });
export const deskChoicesInput = z.strictObject({ appointmentId: idSchema.optional() });
export const setDesksInput = z.strictObject({ appointmentId: idSchema, desks: z.array(z.strictObject({ stationId: idSchema, duty: z.enum(staffDuties) })).max(50, { error: '联络站不超过 50 个' }) });

export const listPlacingInput = z.strictObject({ q, show: z.enum(['waiting', 'placed', 'all']).default('waiting'), ...page });
export const confirmPlacingInput = z.strictObject({ mandateIds: z.array(idSchema).min(1).max(500).optional(), stationId: idSchema.optional() });
export const endPlacingInput = z.strictObject({ mandateId: idSchema });

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: '时间的格式是 09:00' });
export const saveReceptionInput = z.strictObject({
  id: idSchema.optional(),
  stationId: idSchema,
  heldOn: dateSchema,
  startsAt: clock,
  endsAt: clock,
  place: optional(stationLimits.place, '地点'),
  theme: optional(stationLimits.theme, '主题'),
  mandateIds: z.array(idSchema).min(1, { error: '请选择接待代表' }).max(30),
});
export const postponeReceptionInput = stationRef.extend({ heldOn: dateSchema, startsAt: clock, endsAt: clock, reason });
export const recordReceptionInput = stationRef.extend({
  visitors: z.int({ error: '请填写接待人数' }).min(0).max(2000),
  questions: optional(stationLimits.questions, '反映的问题'),
  outcome: optional(stationLimits.outcome, '处理情况'),
  form: z.enum(receptionForms, { error: '请选择接待形式' }).default('talk'),
  /** Pictures of the day, uploaded before; left as they are when not given. */
  fileIds: z.array(idSchema).max(stationLimits.receptionPictures, `照片不超过 ${stationLimits.receptionPictures} 张`).optional(),
  /** Deputies who were there; all who were announced when not given. */
  attended: z.array(idSchema).max(30).optional(),
});
export const listReceptionsInput = z.strictObject({ q, stationId: idSchema.optional(), states: z.array(z.enum(receptionStates)).optional(), ...page });

/** 预约: what somebody will ask, and how to call them; both may stay empty. */
export const bookingText = z.strictObject({ question: optional(stationLimits.question, '想反映的问题'), name: optional(stationLimits.visitorName, '怎么称呼您') });
/** 签到: the code of the station as it hangs there. */
export const signInInput = z.strictObject({ code: z.string().trim().max(20) });

/** 固定联系户. The id is the device's own, so that a household saved twice is one. */
export const saveHouseholdInput = z.strictObject({
  id: idSchema, name: text(1, stationLimits.household, '怎么称呼'), address: optional(stationLimits.address, '住址'),
  phone: z.string().trim().max(stationLimits.phone).regex(/^[\d\s()（）转+-]*$/, { error: '电话只填号码' }).default(''), note: optional(stationLimits.note, '备注'),
});
export const endHouseholdInput = z.strictObject({ id: idSchema, ended: z.boolean() });
export const myVisitsInput = z.strictObject({ householdId: idSchema.optional(), ...page });
/** Of an entry that is there; what was handed in with it has its own way. */
export const correctVisitInput = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0), householdId: idSchema.nullable(), way: z.enum(visitWays), visitedOn: dateSchema, text: optional(stationLimits.visit, '走访情况') });
export const withdrawVisitInput = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0) });
/** 走访. `opinion`: what the deputy hands in for the people visited. */
export const logVisitInput = z.strictObject({
  id: idSchema, householdId: idSchema.nullable().default(null), way: z.enum(visitWays), visitedOn: dateSchema, text: optional(stationLimits.visit, '走访情况'),
  opinion: z.strictObject({ content: z.string(), place: z.string().default('') }).nullable().default(null),
});
