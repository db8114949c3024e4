/** Removes what belongs to nothing: rows nobody attached, contents no row names, uploads that never ended. */
import type { UnitsOfWork } from '@smart/database/unit-of-work';
import type { Clock } from '@smart/kernel/clock';
import { lockContent } from './service.ts';
import type { FileStore } from './store.ts';
import { limits } from './types.ts';

/** How many were removed. */
export type Swept = { files: number; contents: number; incomplete: number };

const BATCH = 500;
const system = { role: 'smart_app', 'app.realm': 'system' } as const;

type Orphan = { id: string; congress_id: string };

/** Rows are removed congress by congress: the wall lets nobody write across. */
async function removeRows(units: Pick<UnitsOfWork, 'unitOfWork'>, before: Date): Promise<number> {
  let removed = 0;
  for (;;) {
    const orphans = await units.unitOfWork(system, ({ sql }) => sql<Orphan>('SELECT * FROM orphan_files($1, $2)', [before, BATCH]), { readOnly: true });
    for (const [congressId, rows] of Map.groupBy(orphans, ({ congress_id }) => congress_id)) {
      const ids = rows.map(({ id }) => id);
      const gone = await units.unitOfWork({ ...system, 'app.congress': congressId }, ({ sql }) =>
        sql('DELETE FROM stored_file WHERE id = ANY ($1::uuid[]) AND matter_id = id AND created_at < $2 RETURNING id', [ids, before]),
      );
      removed += gone.length;
    }
    if (orphans.length < BATCH) return removed;
  }
}

async function removeUnused(units: Pick<UnitsOfWork, 'unitOfWork'>, store: FileStore, candidates: readonly string[]): Promise<number> {
  const unused = ({ sql }: Parameters<Parameters<UnitsOfWork['unitOfWork']>[1]>[0], hashes: readonly string[]) =>
    sql<{ sha256: string }>('SELECT sha256 FROM unused_contents($1::text[]) AS sha256', [hashes]);
  let removed = 0;
  for (const { sha256 } of await units.unitOfWork(system, (unit) => unused(unit, candidates), { readOnly: true })) {
    removed += await units.unitOfWork(system, async (unit) => {
      await lockContent(unit, sha256);
      // Asked again under the lock: somebody may have uploaded the same content in between.
      if ((await unused(unit, [sha256])).length === 0) return 0;
      await store.remove(sha256);
      return 1;
    });
  }
  return removed;
}

/** One round, to be run daily by the jobs. Only what is older than a day is touched, so that no upload under way is hurt. */
export async function sweepOrphans(units: Pick<UnitsOfWork, 'unitOfWork'>, store: FileStore, clock: Clock): Promise<Swept> {
  const before = new Date(clock.now().getTime() - limits.pendingHours * 60 * 60 * 1000);
  const files = await removeRows(units, before);
  let contents = 0;
  let candidates: string[] = [];
  for await (const { sha256, modified } of store.contents()) {
    if (modified >= before) continue;
    candidates.push(sha256);
    if (candidates.length === BATCH) {
      contents += await removeUnused(units, store, candidates);
      candidates = [];
    }
  }
  if (candidates.length > 0) contents += await removeUnused(units, store, candidates);
  return { files, contents, incomplete: await store.removeIncomplete(before) };
}
