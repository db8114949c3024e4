// What goes out about articles, inside the congress.
import { z } from 'zod';
import { documentKinds, validities } from './documents.ts';
import { articleKinds, articleStates } from './model.ts';

const row = z.object({
  id: z.string(), version: z.number(), state: z.enum(articleStates), stateLabel: z.string(), kind: z.enum(articleKinds), columnKey: z.string(), columnName: z.string(), title: z.string(),
  writers: z.array(z.string()), reviewerName: z.string().nullable(), publishAt: z.string().nullable(), publishedAt: z.string().nullable(), updatedAt: z.string(),
});
export type ArticleRowView = z.output<typeof row>;

export const articleListView = z.object({
  rows: z.array(row), total: z.number(),
  /** Of the whole congress, by state; for the tabs above the list. */
  counts: z.record(z.enum(articleStates), z.number()),
});

const facts = z.object({
  documentKind: z.enum(documentKinds).nullable(), number: z.string(), issuer: z.string(), adoptedOn: z.string().nullable(), validity: z.enum(validities), validityNote: z.string(), gazetteYear: z.number().nullable(), gazetteIssue: z.number().nullable(),
});

export const articleView = row.extend({
  facts,
  revision: z.number(), summary: z.string(), source: z.string(), body: z.string(), reason: z.string().nullable(), submittedAt: z.string().nullable(),
  files: z.array(z.object({ id: z.string(), name: z.string(), size: z.number() })),
  actions: z.array(z.object({ action: z.string(), label: z.string(), reasonLength: z.number(), allowed: z.boolean(), reason: z.string().optional(), remedy: z.string().optional() })),
  /** Why the buttons of reviewing are missing, when they are: the viewer wrote it. */
  ownWriting: z.boolean(),
});
export type ArticleView = z.output<typeof articleView>;

export const articleReceipt = z.object({ id: z.string(), version: z.number(), revision: z.number(), next: z.string() });
export type ArticleReceipt = z.output<typeof articleReceipt>;
