// What comes in for articles.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { documentKinds, documentLimits, noFacts, validities } from './documents.ts';
import { articleFewest, articleKinds, articleLimits, articleStates } from './model.ts';

export const articleRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0).optional() });
export const byArticle = z.strictObject({ id: idSchema });

/** What is said of a document besides its text; of an issue of the gazette only its year and number count. */
const factsInput = z.strictObject({
  documentKind: z.enum(documentKinds).nullable(),
  number: z.string().trim().max(documentLimits.number, { error: `文号不超过 ${documentLimits.number} 个字` }),
  issuer: z.string().trim().max(documentLimits.issuer, { error: `发布机关不超过 ${documentLimits.issuer} 个字` }),
  adoptedOn: dateSchema.nullable(),
  validity: z.enum(validities),
  validityNote: z.string().trim().max(documentLimits.note, { error: `依据不超过 ${documentLimits.note} 个字` }),
  gazetteYear: z.int().min(documentLimits.firstYear, { error: `公报年份不早于 ${documentLimits.firstYear} 年` }).max(2100).nullable(),
  gazetteIssue: z.int().min(1, { error: '期号从 1 开始' }).max(documentLimits.lastIssue).nullable(),
});

export const saveArticleInput = z.strictObject({
  id: idSchema.optional(),
  /** The revision that was read; without it nobody else's save in between is noticed. */
  revision: z.int().min(0).optional(),
  columnKey: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, { error: '请选择栏目' }),
  title: z.string().trim().min(articleFewest.title, { error: `标题不少于 ${articleFewest.title} 个字` }).max(articleLimits.title, { error: `标题不超过 ${articleLimits.title} 个字` }),
  summary: z.string().trim().max(articleLimits.summary, { error: `摘要不超过 ${articleLimits.summary} 个字` }).default(''),
  source: z.string().trim().max(articleLimits.source, { error: `来源不超过 ${articleLimits.source} 个字` }).default(''),
  body: z.string().max(articleLimits.body, { error: '正文过长，请把长篇文件作为附件上传' }).default(''),
  /** Kept for documents and issues of the gazette. */
  facts: factsInput.default(noFacts),
  publishAt: z.iso.datetime({ offset: true }).nullable().default(null),
  fileIds: z.array(idSchema).max(articleLimits.files, { error: `附件不超过 ${articleLimits.files} 个` }).default([]),
});

const reason = z.string().trim().max(articleLimits.reason, { error: `理由不超过 ${articleLimits.reason} 个字` });
export const reasonedInput = articleRef.extend({ reason });

export const markValidityInput = articleRef.extend({ validity: z.enum(validities), note: z.string().trim().max(documentLimits.note, { error: `依据不超过 ${documentLimits.note} 个字` }).default('') });

export const listArticlesInput = z.strictObject({
  q: z.string().trim().max(60).optional(), states: z.array(z.enum(articleStates)).optional(), kind: z.enum(articleKinds).optional(), columnKey: z.string().max(20).optional(),
  limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0),
});
