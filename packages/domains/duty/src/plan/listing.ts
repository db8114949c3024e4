// 代表履职情况 as a document: what stands on the office's page.
import type { Listing } from '@smart/documents';
import type { Capacity } from '@smart/identity/capacity';
import { parseInput } from '@smart/kernel/validation';
import { formatDate, today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { subsystemNames, subsystems } from '../model.ts';
import { deputiesWithFigures } from './figures.ts';
import { deputiesInput } from './model-inputs.ts';

/** Filters as an address carries them. */
const query = z.object({ q: z.string().max(60).optional(), year: z.coerce.number().optional(), lacking: z.enum(['true', 'false']).default('false').transform((value) => value === 'true'), sort: z.string().optional() });
const MOST = 5000;

/** All deputies that the filters leave, grouped by delegation. */
export async function dutyListing(work: Work, capacity: Capacity, filters: unknown): Promise<Listing> {
  const input = parseInput(deputiesInput, { ...parseInput(query, filters), limit: 100, offset: 0 });
  const { year, rows } = await deputiesWithFigures(work, capacity, { ...input, limit: MOST });
  const groups = Map.groupBy(rows, ({ delegation }) => delegation ?? '未编入代表团');
  return {
    title: `${capacity.congressName}代表履职情况（${year} 年）`,
    facts: [{ label: '代表人数', value: String(rows.length) }, { label: '截至', value: formatDate(today(work.clock)) }],
    columns: [{ header: '代表', share: 0.12 }, ...subsystemNames.map((name) => ({ header: subsystems[name].label, share: 0.09, centred: true })), { header: '合计', share: 0.07, centred: true }, { header: '最近履职', share: 0.14 }, { header: '清单还差', share: 0.22 }],
    sections: [...groups].map(([heading, members]) => ({
      heading,
      rows: members.map(({ name, counts, total, lastOn, missing, status, statusLabel }) => [status === 'active' ? name : `${name}（${statusLabel}）`, ...counts.map(String), String(total), lastOn === null ? '' : formatDate(lastOn), missing.join('；')]),
    })),
    notes: ['次数由系统根据履职活动自动记录；系统以外的履职经办公室核实后计入。'],
    printedBy: capacity.personName,
    printedOn: today(work.clock),
  };
}
