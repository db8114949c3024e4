// 办理查询: what can be asked for, what is found, what is kept. Pure; runs in the browser too.
import { dateSchema, idSchema } from '@smart/kernel/validation';
import { z } from 'zod';
import { grades, scores, suggestionStates, topics } from '../model.ts';
import { listRow } from '../model-views.ts';

export const searchInput = z.object({
  q: z.string().trim().min(1, '请填写要查的词').max(100, '搜索词不得超过 100 个字'),
  states: z.array(z.enum(suggestionStates)).max(20).optional(),
  topic: z.enum(topics).optional(),
  organId: idSchema.optional(),
  termId: idSchema.optional(),
  sessionId: idSchema.optional(),
  grade: z.enum(grades).optional(),
  result: z.enum(scores).optional(),
  submittedFrom: dateSchema.optional(),
  submittedTo: dateSchema.optional(),
  limit: z.int().min(1).max(50, '每页最多 50 件').default(20),
  offset: z.int().min(0).max(500, '请用筛选条件缩小范围').default(0),
});
export type SearchInput = z.output<typeof searchInput>;

export const segment = z.object({ text: z.string(), match: z.boolean() });
/** Where the words stand: in which part, and the stretch around them. */
export const passage = z.object({ part: z.enum(['text', 'reply', 'attachment']), label: z.string(), segments: z.array(segment), fileId: z.string().nullable() });
export type Passage = z.output<typeof passage>;

export const searchRow = listRow.extend({ titleSegments: z.array(segment), passages: z.array(passage) });
export type SearchRow = z.output<typeof searchRow>;
/** `atLeast`: the words stand in more than `total`, of which the newest are shown. */
export const searchView = z.object({ rows: z.array(searchRow), total: z.number(), atLeast: z.boolean() });
export type SearchView = z.output<typeof searchView>;

/** What is kept of a search: everything but the page. */
export const keptQuery = searchInput.omit({ limit: true, offset: true });
export const saveSearchInput = z.object({ name: z.string().trim().min(1, '请填写名称').max(30, '名称不得超过 30 个字'), query: keptQuery });
export const savedSearch = z.object({ id: z.string(), name: z.string(), query: keptQuery, createdAt: z.string() });
export type SavedSearchView = z.output<typeof savedSearch>;
/** So many are kept; more would be a list to search in. */
export const mostSaved = 30;

/** Attachments whose words could not be taken out. */
export const unreadInput = z.object({ limit: z.int().min(1).max(100, '每页最多 100 个').default(20), offset: z.int().min(0).max(10_000).default(0) });
export const unreadView = z.object({
  rows: z.array(z.object({ fileId: z.string(), name: z.string(), suggestionId: z.string(), title: z.string(), problem: z.string(), updatedAt: z.string() })),
  total: z.number(),
  /** Still to be read in the background. */
  waiting: z.number(),
});
