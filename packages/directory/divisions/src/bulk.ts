// A whole province at once: congresses with their standard organs, for seeding and imports. The executor is a connection that may
// write every congress's rows (the owner's role): the wall lets a unit of work write one congress only.
import { newId } from '@smart/kernel/ids';
import { organRows } from './congresses.ts';
import { hasCongress, type DivisionRow } from './data.ts';
import { ancestors } from './scope.ts';
import { congressName, shortNameOf, standardOrgans } from './standard-organs.ts';
import type { Congress } from './model.ts';

/** Runs one statement; `@smart/database`'s `sql` and a bare connection both fit. */
export type Execute = (text: string, values: unknown[]) => Promise<unknown>;

const CHUNK = 5000;

/**
 * Inserts many rows as one statement per 5,000: the rows travel as one JSON value, whose columns take the table's own types.
 * @param columns as in the database; every row has exactly these keys
 * @param options.skipExisting a row that is there already stays as it is, instead of failing the statement
 */
export async function insertMany<Column extends string>(
  execute: Execute, table: string, columns: readonly Column[], rows: readonly Readonly<Record<Column, unknown>>[], options: { skipExisting?: boolean } = {},
): Promise<void> {
  const conflict = options.skipExisting ? ' ON CONFLICT DO NOTHING' : '';
  const list = columns.map((column) => `"${column}"`).join(', ');
  for (let start = 0; start < rows.length; start += CHUNK) {
    await execute(
      `INSERT INTO "${table}" (${list}) SELECT ${list} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)${conflict}`,
      [JSON.stringify(rows.slice(start, start + CHUNK))],
    );
  }
}

/** Loads divisions, parents before children; repeating it changes nothing. */
export async function loadDivisions(execute: Execute, divisions: readonly DivisionRow[]): Promise<void> {
  const rows = divisions.map((row) => ({ code: row.code, name: row.name, tier: row.tier, parent_code: row.parentCode, statistical: row.statistical, street: row.street }));
  await insertMany(execute, 'division', ['code', 'name', 'tier', 'parent_code', 'statistical', 'street'], rows, { skipExisting: true });
}

export type PlannedCongress = { congress: Congress; organs: ReturnType<typeof organRows> };

/** The congresses of these divisions with their organs, upper tiers first; ids are new. Streets and statistical units give none. */
export function planCongresses(divisions: readonly DivisionRow[]): PlannedCongress[] {
  const idOf = new Map<string, string>();
  const streets = Map.groupBy(divisions.filter((row) => row.street), (row) => row.parentCode);
  return divisions
    .filter(hasCongress)
    .toSorted((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1))
    .map((row) => {
      const id = newId();
      idOf.set(row.code, id);
      const parentId = ancestors(row.code).map((code) => idOf.get(code)).findLast((above) => above !== undefined) ?? null;
      const congress: Congress = { id, divisionCode: row.code, name: congressName(row), shortName: shortNameOf(row), tier: row.tier, parentId };
      return { congress, organs: organRows(id, standardOrgans(row, (streets.get(row.code) ?? []).map((street) => street.name))) };
    });
}

/** Writes planned congresses. */
export async function loadCongresses(execute: Execute, planned: readonly PlannedCongress[]): Promise<void> {
  const congresses = planned.map(({ congress }) => ({
    id: congress.id, division_code: congress.divisionCode, name: congress.name, short_name: congress.shortName, tier: congress.tier,
    parent_id: congress.parentId, congress_id: congress.id,
  }));
  const organs = planned.flatMap(({ organs: rows }) => rows.map((row) => ({
    id: row.id, congress_id: row.congressId, parent_id: row.parentId, name: row.name, short_name: row.shortName, kind: row.kind, remit: row.remit, sort: row.sort,
  })));
  await insertMany(execute, 'congress', ['id', 'division_code', 'name', 'short_name', 'tier', 'parent_id', 'congress_id'], congresses);
  await insertMany(execute, 'organ', ['id', 'congress_id', 'parent_id', 'name', 'short_name', 'kind', 'remit', 'sort'], organs);
}
