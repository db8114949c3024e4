// 履职年册: whose, what is gathered of each deputy, and what the page shows. Pure; runs in the browser too.
import { idSchema } from '@smart/kernel/validation';
import { z } from 'zod';

const year = z.int({ error: '年度请填四位数字' }).min(1979).max(2100);

/** Whose book: everybody's, of one delegation, or of one constituency or electing unit. */
export const bookScopes = ['congress', 'delegation', 'constituency'] as const;
export type BookScope = (typeof bookScopes)[number];

export const startBookInput = z
  .strictObject({ year, scope: z.enum(bookScopes), /** Which delegation or constituency. */ scopeId: idSchema.optional() })
  .refine(({ scope, scopeId }) => scope === 'congress' || scopeId !== undefined, { error: '请选择代表团或者选区（选举单位）', path: ['scopeId'] });
export const booksInput = z.strictObject({ limit: z.int().min(1).max(50).default(10), offset: z.int().min(0).max(10_000).default(0) });
export const bookRef = z.strictObject({ id: idSchema, version: z.int().min(1) });
export const bookIdInput = z.strictObject({ id: idSchema });

export const bookForms = ['pdf', 'docx', 'xlsx'] as const;
export type BookForm = (typeof bookForms)[number];

const choice = z.object({ id: z.string(), name: z.string(), deputies: z.int() });
/** What a book can be asked for of: of the current term. `direct`: its deputies are elected by constituencies (选区), else by electing units (选举单位). */
export const bookChoicesView = z.object({ years: z.array(z.int()), delegations: z.array(choice), constituencies: z.array(choice), direct: z.boolean() });

export const bookView = z.object({
  id: z.string(), version: z.int(), title: z.string(), state: z.enum(['running', 'stopped', 'done', 'cancelled']), problem: z.string().nullable(),
  /** What is done now, and how much of all steps together; of a deputy one, of a file one. */
  step: z.string().nullable(), done: z.int(), total: z.int(),
  startedBy: z.string(), startedAt: z.string(), finishedAt: z.string().nullable(),
  files: z.array(z.object({ id: z.string(), name: z.string(), form: z.enum(bookForms), size: z.int() })),
});
export const booksView = z.object({ rows: z.array(bookView), total: z.int() });
export type BookView = z.output<typeof bookView>;

const record = z.object({ kind: z.string(), title: z.string(), occurredOn: z.string(), counts: z.boolean(), detail: z.record(z.string(), z.string()) });
/** What is gathered of one deputy. */
export const bookPart = z.object({
  name: z.string(), delegation: z.string().nullable(), constituency: z.string().nullable(), status: z.string(), startsOn: z.string(), endsOn: z.string().nullable(),
  /** Null: no result of this year. `parts` in the order of the subsystems; `closed`: the year is closed. */
  total: z.number().nullable(), parts: z.array(z.number()), closed: z.boolean(), notes: z.array(z.string()),
  /** Progress of the list; empty for years that are over. */
  plan: z.array(z.object({ label: z.string(), done: z.number(), wanted: z.number() })),
  records: z.array(record),
});
export type BookPart = z.output<typeof bookPart>;
