// 履职年册 (整理成册) as a guided operation: gathered in portions, then written volume by volume in a thread of its own, with no unit of work open
// meanwhile. Killed at any point it goes on with the next portion or volume; what is kept is files of the congress's office.
import { writeAside, type Writing } from '@smart/documents';
import { detachAll, recordContent, storeWritten } from '@smart/files/service';
import type { FileStore } from '@smart/files/store';
import { acceptedTypes } from '@smart/files/types';
import { defineOperation, type OperationStep, type Outside, type Running, type StepResult } from '@smart/identity/operations';
import { dateSchema } from '@smart/kernel/validation';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { type BookFacts, bookTitle, figuresOf, figuresSheet, gather, listingOfBook, planLabelsOf, recordsSheet, tablesOfBook } from './book-content.ts';
import { type BookForm, bookForms, type BookPart, bookPart, fileName, type Volume, volumeOf, volumesOf } from './book-model.ts';

export const BOOK = 'duty_book';

const planSchema = z.object({ year: z.int(), congressName: z.string(), scopeName: z.string().nullable(), asOf: dateSchema, askedBy: z.string(), personId: z.string() });
export type BookPlan = z.output<typeof planSchema>;
type Host = { readonly store: FileStore | null; readonly demo: boolean };

let hostOf: () => Host = () => ({ store: null, demo: false });
/** Where finished books lie, and whether this is a demonstration, which each page of a book then says; set once when the server starts. */
export function useBookFiles(host: () => Host): void {
  hostOf = host;
}

const count = async (work: Work, id: string): Promise<number> => (await work.sql<{ count: number }>('SELECT count(*)::int AS count FROM duty_book_part WHERE operation_id = $1', [id]))[0]?.count ?? 0;
/** How many volumes a book has, told by how many deputies are in it. */
const volumes = async (work: Work, id: string): Promise<number> => volumesOf(await count(work, id));

async function gatherPortion(work: Work, { id, congressId, plan }: Running<BookPlan>, limit: number): Promise<StepResult> {
  const waiting = await work.sql<{ position: number; mandateId: string }>('SELECT position, mandate_id AS "mandateId" FROM duty_book_part WHERE operation_id = $1 AND content IS NULL ORDER BY position LIMIT $2', [id, limit]);
  const found = await gather(work, congressId, { year: plan.year, mandateIds: waiting.map(({ mandateId }) => mandateId) });
  const rows = waiting.map(({ position, mandateId }) => ({ position, content: found.get(mandateId) ?? false }));
  await work.sql(`UPDATE duty_book_part p SET content = r.content FROM jsonb_to_recordset($2::jsonb) AS r(position int, content jsonb) WHERE p.operation_id = $1 AND p.position = r.position`, [id, JSON.stringify(rows)]);
  return { done: waiting.length, cursor: waiting.length < limit ? null : 'more' };
}

async function partsOf(work: Work, id: string, { from, until }: Volume): Promise<BookPart[]> {
  const rows = await work.sql<{ content: unknown }>(`SELECT content FROM duty_book_part WHERE operation_id = $1 AND position BETWEEN $2 AND $3 AND jsonb_typeof(content) = 'object' ORDER BY position`, [id, from, until]);
  return rows.map(({ content }) => bookPart.parse(content));
}

const writingOf = (form: BookForm, facts: BookFacts, parts: readonly BookPart[]): Writing =>
  form === 'xlsx' ? { form, content: tablesOfBook(facts, [figuresSheet(parts.map((part) => figuresOf(part, planLabelsOf(parts))), planLabelsOf(parts)), recordsSheet(parts)]) } : { form, content: listingOfBook(facts, parts) };

/** Writes a document and lays it into the store with nothing held in the database; the unit of work after it makes it a file of the book. */
function writeOutside({ id, congressId, plan }: Running<BookPlan>, name: string, writing: Writing, result: StepResult): Outside {
  const { store } = hostOf();
  if (store === null) throw new Error('the jobs of this process have no file store');
  return {
    outside: async () => {
      const content = await storeWritten(store, { name, mediaType: acceptedTypes[writing.form].mediaType, bytes: await writeAside(writing) });
      return async (work) => {
        await recordContent(work, store, content, { purpose: BOOK, person: { id: plan.personId, label: plan.askedBy } }, { congressId, matterId: id, subjectType: BOOK, subjectId: id });
        return result;
      };
    },
  };
}

const forget = (work: Work, id: string): Promise<unknown> => work.sql('DELETE FROM duty_book_part WHERE operation_id = $1', [id]);

/** The next volume in one form; the cursor is the last one written. */
async function writeVolume(work: Work, running: Running<BookPlan>, form: BookForm, cursor: string): Promise<Outside> {
  const deputies = await count(work, running.id);
  const volume = volumeOf(Number(cursor) + 1, deputies);
  const facts: BookFacts = { ...running.plan, demo: hostOf().demo, volume, deputies };
  return writeOutside(running, fileName(bookTitle(running.plan), form, volume), writingOf(form, facts, await partsOf(work, running.id, volume)), { done: 1, cursor: volume.number < volume.of ? String(volume.number) : null });
}

/** Of a book in several volumes: everybody's figures on one sheet besides, so that they can be reckoned with together. Then what was gathered goes. */
async function writeFigures(work: Work, running: Running<BookPlan>, cursor: string): Promise<StepResult | Outside> {
  const deputies = await count(work, running.id);
  const of = volumesOf(deputies);
  if (of === 1 || cursor !== '') {
    await forget(work, running.id);
    return { done: 0, cursor: null };
  }
  const rows: ReturnType<typeof figuresOf>[] = [];
  let labels: string[] | null = null;
  for (let number = 1; number <= of; number += 1) {
    const parts = await partsOf(work, running.id, volumeOf(number, deputies));
    labels ??= planLabelsOf(parts); // one list holds for the whole congress
    for (const part of parts) rows.push(figuresOf(part, labels));
  }
  const facts: BookFacts = { ...running.plan, demo: hostOf().demo, volume: volumeOf(1, 1), deputies };
  return writeOutside(running, fileName(bookTitle(running.plan), 'xlsx', null), { form: 'xlsx', content: tablesOfBook(facts, [figuresSheet(rows, labels ?? [])]) }, { done: 1, cursor: 'written' });
}

const formLabels = { pdf: 'PDF', docx: 'Word', xlsx: 'Excel' } as const satisfies Record<BookForm, string>;
const stepsOf = (): OperationStep<BookPlan>[] => [
  { key: 'gather', label: '汇总代表履职', irreversible: false, total: (work, { id }) => count(work, id), run: (work, running, _cursor, limit) => gatherPortion(work, running, limit) },
  ...bookForms.map((form): OperationStep<BookPlan> => ({ key: form, label: `生成 ${formLabels[form]}`, irreversible: false, total: (work, { id }) => volumes(work, id), run: (work, running, cursor) => writeVolume(work, running, form, cursor) })),
  { key: 'figures', label: '汇总全部数字', irreversible: false, total: async (work, { id }) => ((await volumes(work, id)) > 1 ? 1 : 0), run: (work, running, cursor) => writeFigures(work, running, cursor) },
];

/** Makes the kind known to the engine; may be called again. */
export function registerBooks(): void {
  defineOperation<BookPlan>({
    kind: BOOK, label: '履职年册', aside: true, plan: planSchema, check: async () => [], steps: stepsOf,
    cancelled: async (work, { id }) => {
      await detachAll(work, BOOK, id);
      await forget(work, id);
    },
  });
}
