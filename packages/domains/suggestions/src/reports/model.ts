// 年度办理情况报告: what goes in and out. Texts name their figures as {字段}; the figures are put in where the text is shown, so that they are
// fresh after every generation while the words around them stay as somebody wrote them.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { type ReportAction, reportActions, reportStates } from './words.ts';

/** Fields a text may name, in the order in which the desk offers them. */
export const reportFields = [
  '年度', '截止日期', '提出件数', '上年提出件数', '提出变化', '会议期间件数', '闭会期间件数', '最多分类', '最多分类件数', '次多分类', '次多分类件数', '热词',
  '承办单位数', '主办最多单位', '主办最多件数', '答复件数', '办结件数', '按期答复件数', '超期答复件数', '超期未答复件数', '按期答复率', '按期答复率变化',
  'A类件数', 'B类件数', 'C类件数', 'D类件数', '已评价件数', '满意件数', '基本满意件数', '不满意件数', '满意率', '满意率变化', '未作评价件数',
  '重点督办件数', '承诺事项数', '已落实承诺数', '待落实承诺数', '超期承诺数', '下级人大数', '下级提出件数', '下级满意率', '不宜公开件数',
] as const;
export type ReportField = (typeof reportFields)[number];
export type FieldValues = Readonly<Record<ReportField, string>>;

const isField = (name: string): name is ReportField => reportFields.some((one) => one === name);

/** Parts of a text: words as they are, and fields with their value. */
export type TextPart = { readonly text: string; readonly field: ReportField | null };

/** Takes a text apart; a name in braces that is no field stays as it was written. */
export function partsOf(text: string, values: FieldValues): TextPart[] {
  return text.split(/(\{[^{}\n]{1,20}\})/).filter(Boolean).map((part) => {
    const name = /^\{(.+)\}$/.exec(part)?.[1];
    return name !== undefined && isField(name) ? { text: values[name], field: name } : { text: part, field: null };
  });
}

/** The text with its figures. */
export const filledIn = (text: string, values: FieldValues): string => partsOf(text, values).map((part) => part.text).join('');

/** Names in braces that are no fields, each once. */
export const unknownFields = (text: string): string[] => [...new Set([...text.matchAll(/\{([^{}\n]*)\}/g)].map((match) => match[1] ?? '').filter((name) => !isField(name)))];

/** The longest text of a section, in characters. */
export const LONGEST = 5000;
const sectionText = z.string().trim().max(LONGEST, `每部分不得超过 ${LONGEST} 个字`).superRefine((text, context) => {
  const [unknown] = unknownFields(text);
  if (unknown !== undefined) context.addIssue({ code: 'custom', message: `没有名为“${unknown}”的数据项；请从“插入数据项”中选择，或者去掉大括号` });
});

export const reportRef = z.object({ id: idSchema });
export const generateInput = z.object({ year: z.int().min(2000, '年度应在 2000 至 2100 之间').max(2100, '年度应在 2000 至 2100 之间') });
/** `text` null: the generated text stands again. */
export const saveSectionInput = z.object({ sectionId: idSchema, revision: z.int().min(0), text: sectionText.nullable() });
export const actInput = reportRef.extend({ action: z.enum(reportActions), version: z.int().min(0), reason: z.string().trim().max(500, '理由不得超过 500 个字').optional() });

export const reportTable = z.object({
  caption: z.string(), head: z.array(z.string()), rows: z.array(z.array(z.string())),
  /** Drawn as bars as well: one value for each row. */
  bars: z.array(z.object({ label: z.string(), value: z.number() })).nullable(),
});
export type ReportTable = z.output<typeof reportTable>;
const tables = z.record(z.string(), z.array(reportTable));
/** What is kept of one generation. */
export const reportFigures = z.object({ values: z.record(z.enum(reportFields), z.string()), tables });
export type ReportFigures = z.output<typeof reportFigures>;

const row = z.object({ id: z.string(), year: z.number(), title: z.string(), state: z.enum(reportStates), stateLabel: z.string(), asOf: dateSchema.nullable(), generatedAt: z.string().nullable(), publishedAt: z.string().nullable() });
export const reportRows = z.object({ rows: z.array(row), /** Years for which there is something to report. */ years: z.array(z.number()) });
export type ReportRow = z.output<typeof row>;

const action = z.object({ action: z.enum(reportActions), label: z.string(), allowed: z.boolean(), reason: z.string().optional(), remedy: z.string().optional(), reasonLength: z.number() });
export const reportView = row.extend({
  version: z.number(),
  values: reportFigures.shape.values,
  sections: z.array(z.object({
    id: z.string(), key: z.string(), heading: z.string(), generated: z.string(), text: z.string().nullable(), basedOn: z.string().nullable(), revision: z.number(),
    changedBy: z.string().nullable(), changedAt: z.string().nullable(), tables: z.array(reportTable),
  })),
  versions: z.array(z.object({ number: z.number(), label: z.string(), madeBy: z.string(), madeAt: z.string() })),
  actions: z.array(action),
});
export type ReportView = z.output<typeof reportView>;

/** A report as it is read: no fields any more. */
export const reportContent = z.object({ title: z.string(), congressName: z.string(), asOf: dateSchema, sections: z.array(z.object({ heading: z.string(), text: z.string(), tables: z.array(reportTable) })) });
export type ReportContent = z.output<typeof reportContent>;
/** A report as the public finds it. */
export const publicReportRow = z.object({ id: z.string(), congressName: z.string(), year: z.number(), title: z.string(), publishedAt: z.string() });
export type PublicReportRow = z.output<typeof publicReportRow>;
export const versionInput = reportRef.extend({ number: z.int().min(1) });
export const receipt = z.object({ id: z.string() });
export type { ReportAction };
