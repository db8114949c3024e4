import type { ListInput } from '@smart/suggestions/model-inputs';
import type { ListRow } from '@smart/suggestions/model-views';
import { trpc } from '../api.ts';
import { columns, type ColumnName } from './columns.ts';
import { csvOf } from '@smart/kernel/csv';

const page = 100;
/** The farthest the server lets a list be read; who has more narrows the filter. */
const most = 10_000;

/**
 * Everything that matches, with the columns on screen, as CSV.
 * @param progress told how many rows have been read
 */
export async function exportCsv(filters: Omit<ListInput, 'limit' | 'offset' | 'withTotal'>, shown: readonly ColumnName[], progress: (count: number) => void): Promise<string> {
  const rows: ListRow[] = [];
  for (let offset = 0; offset < most; offset += page) {
    const part = await trpc.suggestions.list.query({ ...filters, limit: page, offset });
    rows.push(...part.rows);
    progress(rows.length);
    if (!part.hasMore) break;
  }
  return csvOf(shown.map((name) => columns[name].label), rows.map((row) => shown.map((name) => columns[name].text(row))));
}
