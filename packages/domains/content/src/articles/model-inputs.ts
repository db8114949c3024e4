// What comes in for articles.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { articleFewest, articleKinds, articleLimits, articleStates } from './model.ts';

export const articleRef = z.strictObject({ id: idSchema, expectedVersion: z.int().min(0).optional() });
export const byArticle = z.strictObject({ id: idSchema });

export const saveArticleInput = z.strictObject({
  id: idSchema.optional(),
  /** The revision that was read; without it nobody else's save in between is noticed. */
  revision: z.int().min(0).optional(),
  columnKey: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, { error: '请选择栏目' }),
  title: z.string().trim().min(articleFewest.title, { error: `标题不少于 ${articleFewest.title} 个字` }).max(articleLimits.title, { error: `标题不超过 ${articleLimits.title} 个字` }),
  summary: z.string().trim().max(articleLimits.summary, { error: `摘要不超过 ${articleLimits.summary} 个字` }).default(''),
  source: z.string().trim().max(articleLimits.source, { error: `来源不超过 ${articleLimits.source} 个字` }).default(''),
  body: z.string().max(articleLimits.body, { error: '正文过长，请把长篇文件作为附件上传' }).default(''),
  publishAt: z.iso.datetime({ offset: true }).nullable().default(null),
  fileIds: z.array(idSchema).max(articleLimits.files, { error: `附件不超过 ${articleLimits.files} 个` }).default([]),
});

const reason = z.string().trim().max(articleLimits.reason, { error: `理由不超过 ${articleLimits.reason} 个字` });
export const reasonedInput = articleRef.extend({ reason });

export const listArticlesInput = z.strictObject({
  q: z.string().trim().max(60).optional(), states: z.array(z.enum(articleStates)).optional(), kind: z.enum(articleKinds).optional(), columnKey: z.string().max(20).optional(),
  limit: z.int().min(1).max(100).default(20), offset: z.int().min(0).max(10_000).default(0),
});
