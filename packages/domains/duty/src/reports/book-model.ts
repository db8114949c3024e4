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

/** Deputies in one volume at most, so that no file and no memory grows with the congress. */
export const deputiesPerVolume = 100;

/** One of the volumes of a book, and which deputies of its order are in it. */
export type Volume = { readonly number: number; readonly of: number; readonly from: number; readonly until: number };
/** How many volumes so many deputies make; never none. */
export const volumesOf = (deputies: number): number => Math.max(1, Math.ceil(deputies / deputiesPerVolume));
/** The volumes of a book are of like size: 101 deputies make 51 and 50. */
export function volumeOf(number: number, deputies: number): Volume {
  const of = volumesOf(deputies);
  const size = Math.ceil(deputies / of);
  return { number, of, from: (number - 1) * size + 1, until: Math.min(deputies, number * size) };
}

/** “第 2 册，共 5 册”; nothing of a book in one volume. */
export const volumeWords = ({ number, of }: Pick<Volume, 'number' | 'of'>): string => (of === 1 ? '' : `第 ${number} 册，共 ${of} 册`);
const figuresWords = '全部数字';
/** @param volume null: the figures of all volumes */
export function fileName(title: string, form: BookForm, volume: Volume | null): string {
  const words = volume === null ? figuresWords : volumeWords(volume);
  return `${title}${words === '' ? '' : `（${words}）`}.${form}`;
}
/** Which volume a file is, by its name: 1 where there is only one; 0 for the figures of all. */
export const volumeNumberOf = (name: string): number => (name.includes(`（${figuresWords}）`) ? 0 : Number(/（第 (\d+) 册，共 \d+ 册）\.\w+$/.exec(name)?.[1] ?? 1));

const choice = z.object({ id: z.string(), name: z.string(), deputies: z.int() });
/** What a book can be asked for of: of the current term. `direct`: its deputies are elected by constituencies (选区), else by electing units (选举单位). */
export const bookChoicesView = z.object({ years: z.array(z.int()), delegations: z.array(choice), constituencies: z.array(choice), direct: z.boolean() });

export const bookView = z.object({
  id: z.string(), version: z.int(), title: z.string(), state: z.enum(['running', 'stopped', 'done', 'cancelled']), problem: z.string().nullable(),
  /** What is done now, and how much of all steps together; of a deputy one, of a file one. */
  step: z.string().nullable(), done: z.int(), total: z.int(),
  startedBy: z.string(), startedAt: z.string(), finishedAt: z.string().nullable(),
  files: z.array(z.object({ id: z.string(), name: z.string(), form: z.enum(bookForms), size: z.int(), /** 0: the figures of all volumes. */ volume: z.int() })),
  /** Until when a finished one is kept. */ keptUntil: z.string().nullable(),
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
