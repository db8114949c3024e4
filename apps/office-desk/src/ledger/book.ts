// The ledger of commitments as a table to take away.
import { formatDate } from '@smart/kernel/dates';
import { ledgerLightLabels } from '@smart/suggestions/feedback/light';
import type { BookInput, BookRow } from '@smart/suggestions/feedback/model';
import type { Tone } from '@smart/ui/tone.ts';
import { trpc } from '../api.ts';
import { csvOf } from '@smart/kernel/csv';

export const lightLook = (light: BookRow['light']): { label: string; tone: Tone } => ({ label: ledgerLightLabels[light], tone: ({ green: 'progress', amber: 'attention', red: 'bad', done: 'good' } as const)[light] });

const page = 500;
const most = 10_000;
const head = ['建议编号', '建议标题', '领衔代表', '承办单位', '承诺事项', '承诺时限', '原定时限', '状态', '落实日期', '落实情况', '变更经过'];

/** Everything that fits the filters, page by page, as CSV. */
export async function bookCsv(filters: Omit<BookInput, 'limit' | 'offset'>): Promise<string> {
  const rows: BookRow[] = [];
  for (let offset = 0; offset < most; offset += page) {
    const part = await trpc.feedback.book.query({ ...filters, limit: page, offset });
    rows.push(...part.rows);
    if (part.rows.length < page) break;
  }
  return csvOf(head, rows.map((row) => [
    row.numberLabel, row.title, row.leadName, row.organName, row.text, row.dueOn, row.firstDueOn, ledgerLightLabels[row.light], row.keptOn, row.evidence,
    row.steps.filter((step) => step.kind !== 'kept').map((step) => `${step.label}${step.toDueOn ? `（${formatDate(step.toDueOn)}）` : ''}：${step.text}`).join('；'),
  ]));
}
