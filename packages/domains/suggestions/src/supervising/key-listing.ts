// 重点督办清单 on paper: what the council of chairpersons decides on and its leaders take with them, organ by organ.
import type { Listing } from '@smart/documents';
import type { Capacity } from '@smart/identity/capacity';
import { formatDate } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { todayOf } from '../settle.ts';
import type { KeyRow, keyDocumentInput } from './contracts.ts';
import { keyList } from './looking.ts';

/** More than any congress supervises as key ones in a year. */
const MOST = 1000;

const line = (row: KeyRow, position: number): string[] => [
  String(position), row.numberLabel ?? '', row.title, row.leadName, row.criterionLabel, [row.meeting, row.decidedOn === null ? '' : formatDate(row.decidedOn)].filter(Boolean).join('，'),
  row.leaderName === null ? '未确定' : [row.leaderName, row.leaderTitle].filter(Boolean).join('，'), row.due === null ? row.stateLabel : `${row.stateLabel}，${formatDate(row.due.dueOn)}`, row.faceToFace ? '已当面沟通' : '尚未当面沟通',
];

/** The whole key list as the capacity may see it; `mine`: of those the capacity is in charge of. */
export async function keyListing(work: Work, capacity: Capacity, { mine }: z.output<typeof keyDocumentInput>): Promise<Listing> {
  const { rows, total } = await keyList(work, capacity, { mine, limit: MOST, offset: 0 });
  let position = 0;
  const sections = [...Map.groupBy(rows, (row) => row.leadOrganName ?? '尚未确定承办单位')].map(([organ, some]) => ({
    heading: `${organ}（${some.length} 件）`,
    rows: some.map((row) => {
      position += 1;
      return line(row, position);
    }),
  }));
  return {
    title: `${capacity.congressName}重点督办建议清单`,
    facts: [{ label: '截止日期', value: formatDate(todayOf(work)) }, { label: '合计', value: `${total} 件${mine ? `，${capacity.personName}牵头` : ''}` }],
    columns: [
      { header: '序号', share: 0.05, centred: true }, { header: '编号', share: 0.13 }, { header: '建议标题', share: 0.22 }, { header: '提出代表', share: 0.08 }, { header: '列入理由', share: 0.12 }, { header: '决定', share: 0.13 },
      { header: '牵头领导', share: 0.1 }, { header: '状态和期限', share: 0.1 }, { header: '面复', share: 0.07, centred: true },
    ],
    sections,
    notes: ['重点督办建议由承办单位主要负责人亲自办理，并当面答复代表。', ...(total > rows.length ? [`清单过长，只列出前 ${rows.length} 件。`] : [])],
    printedBy: `${capacity.congressName}重点督办建议清单　打印：${capacity.personName}　${formatDate(todayOf(work))}`,
    printedOn: todayOf(work),
  };
}
