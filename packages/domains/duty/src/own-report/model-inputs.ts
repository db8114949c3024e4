// What comes in for a deputy's own report.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { declarationLimits } from '../declarations/model.ts';
import { reportLimits, reportSectionNames } from './model.ts';

const year = z.coerce.number({ error: '年度请填四位数字' }).int().min(1979).max(2100);
const text = z.string().max(reportLimits.text, { error: `一段不超过 ${reportLimits.text} 个字` });
export const paragraphSchema = z.strictObject({
  key: z.string().min(1).max(80), section: z.enum(reportSectionNames), text, base: text,
  ref: z.strictObject({ type: z.string().max(40), id: idSchema }).nullable(),
  mark: z.enum(['new', 'updated', 'behind', 'gone']).nullable(), hidden: z.boolean(),
});
const paragraphs = z.array(paragraphSchema).max(reportLimits.paragraphs, { error: `报告不超过 ${reportLimits.paragraphs} 段` })
  .refine((all) => new Set(all.map(({ key }) => key)).size === all.length, { error: '报告中有重复的段落，请刷新页面' });

export const reportYearInput = z.strictObject({ year });
export const saveReportInput = z.strictObject({ year, /** Zero before the first save. */ expectedRevision: z.int().min(0), paragraphs });
export const giveReportInput = z.strictObject({
  year, expectedRevision: z.int().min(1, { error: '请先生成报告' }),
  /** The device's, so that it arrives once. */
  declarationId: idSchema,
  /** Anybody may read it, where the congress publishes reports. */
  agreed: z.boolean().default(false),
  givenOn: dateSchema, place: z.string().trim().min(1, { error: '请填写述职地点' }).max(declarationLimits.place, { error: `地点不超过 ${declarationLimits.place} 个字` }),
});
export const discloseReportInput = z.strictObject({ year, agreed: z.boolean() });
export const givenReportsInput = z.strictObject({ mandateId: idSchema });
/** As an address carries them. */
export const reportFileQuery = z.object({ year, mandateId: idSchema.optional() });
