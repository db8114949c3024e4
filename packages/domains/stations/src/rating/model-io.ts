// What comes in for ratings and what goes out.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { type Heading, headings, measures, ratingLimits, ratingStates } from './model.ts';

const keys = z.string().trim().min(1).max(40);
const said = (most: number, what: string) => z.string().trim().max(most, { error: `${what}不超过 ${most} 个字` }).default('');
const heading = z.enum(headings) satisfies z.ZodType<Heading>;

export const claimSchema = z.strictObject({ key: keys, met: z.boolean(), evidence: said(ratingLimits.evidence, '依据'), pictures: z.array(idSchema).max(ratingLimits.pictures, { error: `每项的照片不超过 ${ratingLimits.pictures} 张` }).default([]) });
const evidenceView = z.object({ id: z.string(), alt: z.string() });
export const itemSchema = z.object({ key: z.string(), heading, label: z.string(), kind: z.enum(['fact', 'claim']), met: z.boolean(), words: z.string(), found: z.boolean().nullable(), note: z.string(), /** Ratings from before have none. */ pictures: z.array(evidenceView).default([]) });

export const ratingRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0).optional() });
export const ofStationInput = z.strictObject({ stationId: idSchema });
export const listRatingsInput = z.strictObject({ q: z.string().trim().max(60).optional(), states: z.array(z.enum(ratingStates)).optional(), year: z.int().min(2000).max(2100).optional(), limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0) });
export const assessInput = z.strictObject({ stationId: idSchema, expectedVersion: z.int().min(0).optional(), claims: z.array(claimSchema).max(100) });
export const giveBackInput = ratingRef.extend({ reason: z.string().trim().max(ratingLimits.reason, { error: `理由不超过 ${ratingLimits.reason} 个字` }) });
export const publishInput = ratingRef.extend({ findings: z.array(z.strictObject({ key: keys, found: z.boolean(), note: said(ratingLimits.note, '说明') })).max(100), opinion: said(ratingLimits.opinion, '审核意见') });

export const ratingRow = z.object({
  id: z.string(), version: z.number(), state: z.enum(ratingStates), year: z.number(), stationId: z.string(), stationName: z.string(), congressName: z.string(),
  provisions: z.number(), stars: z.number(), /** Waits for who asks: to be audited, or to be handed in. */ waits: z.boolean(),
});
export type RatingRow = z.output<typeof ratingRow>;
export const ratingListView = z.object({ rows: z.array(ratingRow), total: z.number() });

export const ratingView = z.object({
  /** Null while nothing is saved for this year. */
  id: z.string().nullable(), version: z.number(), state: z.enum(ratingStates), year: z.number(), stationId: z.string(), stationName: z.string(), auditorName: z.string().nullable(),
  items: z.array(itemSchema), provisions: z.number(), stars: z.number(), disclosures: z.number().nullable(), opinion: z.string(),
  /** What hangs at the station now: what evidence may be chosen from, and what can still be shown. */
  pictures: z.array(evidenceView),
  mayAssess: z.boolean(), mayTakeBack: z.boolean(), mayAudit: z.boolean(),
  /** What was done this year, and the ratings of earlier years. */
  steps: z.array(z.object({ label: z.string(), by: z.string(), at: z.string(), reason: z.string().nullable() })),
  earlier: z.array(z.object({ year: z.number(), provisions: z.number(), stars: z.number(), publishedOn: z.string() })),
});
export type RatingView = z.output<typeof ratingView>;
export const ratingReceipt = z.object({ id: z.string(), version: z.number(), next: z.string() });

// --- 评定标准
const measure = z.enum(measures);
export const addCriterionInput = z.strictObject({
  heading, label: z.string().trim().min(4, { error: '项目不少于 4 个字' }).max(ratingLimits.label, { error: `项目不超过 ${ratingLimits.label} 个字` }),
  /** Null: judged by the station's congress, with evidence. */
  measure: measure.nullable().default(null), least: z.int({ error: '请填写最低数' }).min(1, { error: '最低数不少于 1' }).max(ratingLimits.least).default(1), startsOn: dateSchema,
});
export const criteriaInput = z.strictObject({});
export const endCriterionInput = z.strictObject({ id: idSchema });
const kind = z.enum(['fact', 'claim']);
export const criteriaView = z.object({
  common: z.array(z.object({ key: z.string(), heading, label: z.string(), kind })),
  added: z.array(z.object({ id: z.string(), heading, label: z.string(), kind, measure: measure.nullable(), least: z.number().nullable(), congressName: z.string(), own: z.boolean(), startsOn: z.string(), endsOn: z.string().nullable(), setBy: z.string().nullable(), mayEnd: z.boolean() })),
});
export type CriteriaView = z.output<typeof criteriaView>;
export const criterionReceipt = z.object({ id: z.string(), next: z.string() });
