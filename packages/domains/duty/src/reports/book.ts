// 履职年册 (整理成册) as a guided operation: gathered in portions, then written file by file in a thread of its own. Killed at any point it goes on
// with the next portion or file; what is kept is a file of the congress's office.
import { writeAside, type Writing } from '@smart/documents';
import { detachAll, keepWritten } from '@smart/files/service';
import type { FileStore } from '@smart/files/store';
import { acceptedTypes } from '@smart/files/types';
import type { Capacity } from '@smart/identity/capacity';
import { defineOperation, draftOperation, type OperationStep, operationById, type Running, startOperation, type StepResult } from '@smart/identity/operations';
import { today, yearOf } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { dateSchema } from '@smart/kernel/validation';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { holdersOf } from '../assessment/facts.ts';
import { type BookFacts, bookTitle, gather, listingOfBook, tablesOfBook } from './book-content.ts';
import { type BookForm, bookForms, type BookPart, bookPart, type startBookInput } from './book-model.ts';

export const BOOK = 'duty_book';
/** Minutes in which a file must be written: meanwhile its unit of work says nothing to the database. */
const MOST_MINUTES = 30;

const planSchema = z.object({ year: z.int(), congressName: z.string(), scopeName: z.string().nullable(), asOf: dateSchema, askedBy: z.string(), personId: z.string() });
type Plan = z.output<typeof planSchema>;
type Host = { readonly store: FileStore | null; readonly demo: boolean };

let hostOf: () => Host = () => ({ store: null, demo: false });
/** Where finished books lie, and whether this is a demonstration, which each page of a book then says; set once when the server starts. */
export function useBookFiles(host: () => Host): void {
  hostOf = host;
}

const count = async (work: Work, id: string): Promise<number> => (await work.sql<{ count: number }>('SELECT count(*)::int AS count FROM duty_book_part WHERE operation_id = $1', [id]))[0]?.count ?? 0;

async function gatherPortion(work: Work, { id, congressId, plan }: Running<Plan>, limit: number): Promise<StepResult> {
  const waiting = await work.sql<{ position: number; mandateId: string }>('SELECT position, mandate_id AS "mandateId" FROM duty_book_part WHERE operation_id = $1 AND content IS NULL ORDER BY position LIMIT $2', [id, limit]);
  const found = await gather(work, congressId, { year: plan.year, mandateIds: waiting.map(({ mandateId }) => mandateId) });
  const rows = waiting.map(({ position, mandateId }) => ({ position, content: found.get(mandateId) ?? false }));
  await work.sql(`UPDATE duty_book_part p SET content = r.content FROM jsonb_to_recordset($2::jsonb) AS r(position int, content jsonb) WHERE p.operation_id = $1 AND p.position = r.position`, [id, JSON.stringify(rows)]);
  return { done: waiting.length, cursor: waiting.length < limit ? null : 'more' };
}

async function partsOf(work: Work, id: string): Promise<BookPart[]> {
  const rows = await work.sql<{ content: unknown }>(`SELECT content FROM duty_book_part WHERE operation_id = $1 AND jsonb_typeof(content) = 'object' ORDER BY position`, [id]);
  return rows.map(({ content }) => bookPart.parse(content));
}

const writingOf = (form: BookForm, facts: BookFacts, parts: readonly BookPart[]): Writing => (form === 'xlsx' ? { form, content: tablesOfBook(facts, parts) } : { form, content: listingOfBook(facts, parts) });

async function writeFile(work: Work, { id, congressId, plan }: Running<Plan>, form: BookForm): Promise<StepResult> {
  const { store, demo } = hostOf();
  if (store === null) throw new Error('the jobs of this process have no file store');
  await work.sql(`SELECT set_config('idle_in_transaction_session_timeout', $1, true)`, [`${MOST_MINUTES}min`]);
  const bytes = await writeAside(writingOf(form, { ...plan, demo }, await partsOf(work, id)));
  await keepWritten(work, store, { name: `${bookTitle(plan)}.${form}`, mediaType: acceptedTypes[form].mediaType, bytes }, { purpose: BOOK, person: { id: plan.personId, label: plan.askedBy } }, { congressId, matterId: id, subjectType: BOOK, subjectId: id });
  if (form === bookForms.at(-1)) await work.sql('DELETE FROM duty_book_part WHERE operation_id = $1', [id]);
  return { done: 1, cursor: null };
}

const formLabels = { pdf: 'PDF', docx: 'Word', xlsx: 'Excel' } as const satisfies Record<BookForm, string>;
const stepsOf = (): OperationStep<Plan>[] => [
  { key: 'gather', label: '汇总代表履职', irreversible: false, total: (work, { id }) => count(work, id), run: (work, running, _cursor, limit) => gatherPortion(work, running, limit) },
  ...bookForms.map((form): OperationStep<Plan> => ({ key: form, label: `生成 ${formLabels[form]}`, irreversible: false, total: async () => 1, run: (work, running) => writeFile(work, running, form) })),
];

/** Makes the kind known to the engine; may be called again. */
export function registerBooks(): void {
  defineOperation<Plan>({
    kind: BOOK, label: '履职年册', plan: planSchema, check: async () => [], steps: stepsOf,
    cancelled: async (work, { id }) => {
      await detachAll(work, BOOK, id);
      await work.sql('DELETE FROM duty_book_part WHERE operation_id = $1', [id]);
    },
  });
}

type Scope = { readonly name: string; readonly mandateIds: readonly string[] };
const tables = { delegation: { table: 'delegation', column: 'delegation_id', what: '代表团' }, constituency: { table: 'constituency', column: 'constituency_id', what: '选区（选举单位）' } } as const;

/** Mandates of one delegation or constituency; one of the same name in another term is the same to a year that saw both. */
async function scopeOf(work: Work, congressId: string, scope: 'delegation' | 'constituency', id: string): Promise<Scope> {
  const { table, column, what } = tables[scope];
  const [chosen] = await work.sql<{ name: string }>(`SELECT name FROM ${table} WHERE id = $1 AND congress_id = $2`, [id, congressId]);
  if (chosen === undefined) throw new DomainError('common.not_found', { what });
  const rows = await work.sql<{ id: string }>(`SELECT m.id FROM mandate m JOIN ${table} x ON x.id = m.${column} WHERE m.congress_id = $1 AND x.name = $2`, [congressId, chosen.name]);
  return { name: chosen.name, mandateIds: rows.map((row) => row.id) };
}

/**
 * Writes down whose book is asked for and begins; the portions follow by themselves.
 * @returns the operation's id
 * @throws DomainError common.not_found, common.invalid_input (a year to come, or nobody was deputy), common.conflict (another book is being made)
 */
export async function startBook(work: Work, capacity: Capacity, { year, scope, scopeId }: z.output<typeof startBookInput>): Promise<string> {
  const { congressId, congressName, personId, personName } = capacity;
  const refuse = (path: string, problem: string): DomainError => new DomainError('common.invalid_input', { problem }, [{ path, message: problem }]);
  const day = today(work.clock);
  if (year > yearOf(day)) throw refuse('year', `${year} 年还没有开始，请选择已有履职记录的年度`);
  const chosen = scope === 'congress' || scopeId === undefined ? null : await scopeOf(work, congressId, scope, scopeId);
  const holders = await holdersOf(work, { congressId, year, mandateIds: chosen?.mandateIds ?? null });
  if (holders.length === 0) throw refuse(chosen === null ? 'year' : 'scopeId', `${year} 年${chosen?.name ?? '本级'}没有代表，请另选年度或者范围`);
  const plan: Plan = { year, congressName, scopeName: chosen?.name ?? null, asOf: day, askedBy: personName, personId };
  const acting = { personId, capacityId: capacity.id, label: personName };
  const id = await draftOperation(work, acting, congressId, { kind: BOOK, title: bookTitle(plan), plan });
  await work.sql('INSERT INTO duty_book_part (operation_id, position, congress_id, mandate_id) SELECT $1, p.n, $2, p.m FROM unnest($3::uuid[]) WITH ORDINALITY AS p(m, n)', [id, congressId, holders.map(({ mandateId }) => mandateId)]);
  const { version } = await operationById(work, congressId, id);
  await startOperation(work, acting, congressId, { id, version });
  return id;
}

/** Whether a capacity may have a file of a book: the office of its congress. False for files of others. */
export async function mayReadBook(work: Work, capacity: Capacity, { matterId, subjectType }: { matterId: string; subjectType: string | null }): Promise<boolean> {
  if (subjectType !== BOOK || !capacity.roles.includes('congress_officer')) return false;
  return (await work.sql(`SELECT 1 FROM operation WHERE id = $1 AND congress_id = $2 AND kind = $3 AND state = 'done'`, [matterId, capacity.congressId, BOOK])).length > 0;
}
