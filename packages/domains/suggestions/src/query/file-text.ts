// The words of attachments, taken out in the background: after a suggestion is handed in, a reply is signed, and once a night for the rest.
import type { FileStore } from '@smart/files/store';
import { extractFileText } from '@smart/files/text';
import { hidePersonalData, holdsPersonalData } from '@smart/kernel/personal-text';
import { toVector } from '@smart/search';
import type { DomainEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { Capacity } from '@smart/identity/capacity';
import type { unreadInput, unreadView } from './model.ts';

/** How often a file that could not be read is tried again: it may be the store that failed. */
const mostAttempts = 3;
/** A night's portion of one congress. */
const portion = 50;

type Waiting = { id: string; matterId: string; congressId: string; sha256: string; mediaType: string };

/** Attachments of suggestions without words so far. */
const waitingSql = (which: string): string =>
  `SELECT f.id, f.matter_id AS "matterId", s.congress_id AS "congressId", f.sha256, f.media_type AS "mediaType" FROM stored_file f JOIN suggestion s ON s.id = f.matter_id
   LEFT JOIN file_text t ON t.file_id = f.id
   WHERE ${which} AND f.subject_id IS NOT NULL AND s.submitted_at IS NOT NULL AND (t.file_id IS NULL OR t.state = 'waiting' OR (t.state = 'failed' AND t.attempts < ${mostAttempts})) ORDER BY f.id`;

async function readOne(work: Work, store: Pick<FileStore, 'read'>, file: Waiting): Promise<void> {
  const found = await extractFileText(store, file).catch(() => ({ state: 'failed' as const, problem: '暂时读不到这个文件，系统会再试' }));
  const text = found.state === 'done' ? found.text : '';
  await work.sql(
    `INSERT INTO file_text (file_id, congress_id, matter_id, state, problem, text, search_vector, attempts, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7::tsvector, 1, $8)
     ON CONFLICT (file_id) DO UPDATE SET state = EXCLUDED.state, problem = EXCLUDED.problem, text = EXCLUDED.text, search_vector = EXCLUDED.search_vector, attempts = file_text.attempts + 1, updated_at = EXCLUDED.updated_at`,
    [file.id, file.congressId, file.matterId, found.state, found.state === 'failed' ? found.problem : null, text, found.state === 'done' ? toVector([{ text: hidePersonalData(text), weight: 'D' }]) : null, work.clock.now()],
  );
  if (found.state === 'done') await work.sql('UPDATE stored_file SET personal = $2 WHERE id = $1', [file.id, holdsPersonalData(text)]);
}

async function readAll(work: Work, store: Pick<FileStore, 'read'>, files: readonly Waiting[]): Promise<void> {
  for (const file of files) await readOne(work, store, file);
}

/**
 * For the job registry. `store` gives the file store of the running jobs, or null while there is none: then the night catches up.
 */
export const fileTextJobs = (store: () => Pick<FileStore, 'read'> | null) => ({
  name: 'suggestions-file-text',
  types: ['suggestion.submitted', 'suggestion.resubmitted', 'assignment.replied'],
  handle: async (work: Work, event: DomainEvent): Promise<void> => {
    const files = store();
    if (files === null || event.matterId === null) return;
    await readAll(work, files, await work.sql<Waiting>(waitingSql('f.matter_id = $1'), [event.matterId]));
  },
  sweep: async (work: Work, congressId: string): Promise<void> => {
    const files = store();
    if (files !== null) await readAll(work, files, await work.sql<Waiting>(`${waitingSql('s.congress_id = $1')} LIMIT ${portion}`, [congressId]));
  },
});

/** Attachments of the own congress whose words could not be taken out, newest first, and how many still wait. */
export async function unreadFiles(work: Work, capacity: Capacity, input: z.output<typeof unreadInput>): Promise<z.output<typeof unreadView>> {
  type Row = Omit<z.output<typeof unreadView>['rows'][number], 'updatedAt'> & { updatedAt: Date };
  const failed = `FROM file_text t JOIN stored_file f ON f.id = t.file_id JOIN suggestion s ON s.id = t.matter_id WHERE t.congress_id = $1 AND t.state = 'failed' AND s.submitted_at IS NOT NULL`;
  const [rows, [total], [waiting]] = await Promise.all([
    work.sql<Row>(`SELECT t.file_id AS "fileId", f.name, s.id AS "suggestionId", s.title, COALESCE(t.problem, '') AS problem, t.updated_at AS "updatedAt" ${failed} ORDER BY t.updated_at DESC, t.file_id LIMIT $2 OFFSET $3`, [capacity.congressId, input.limit, input.offset]),
    work.sql<{ count: number }>(`SELECT count(*)::int AS count ${failed}`, [capacity.congressId]),
    work.sql<{ count: number }>(`SELECT count(*)::int AS count FROM (${waitingSql('s.congress_id = $1')}) x`, [capacity.congressId]),
  ]);
  return { rows: rows.map(({ updatedAt, ...row }) => ({ ...row, updatedAt: updatedAt.toISOString() })), total: total?.count ?? 0, waiting: waiting?.count ?? 0 };
}
