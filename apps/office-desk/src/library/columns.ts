// The columns of the table of suggestions: their words on screen and in an exported file.
import { dateInShanghai, formatDate } from '@smart/kernel/dates';
import { congressOfficeOf, scoreLabels, topicLabels } from '@smart/suggestions/model';
import type { ListInput } from '@smart/suggestions/model-inputs';
import type { ListRow } from '@smart/suggestions/model-views';
import { holderOf } from '@smart/suggestions/ui/words.ts';
import { session } from '../session.ts';

export const columnNames = ['number', 'title', 'state', 'due', 'lead', 'delegation', 'topic', 'organ', 'holder', 'replyDue', 'grade', 'attitude', 'result', 'submitted', 'updated', 'marks'] as const;
export type ColumnName = (typeof columnNames)[number];

type Column = {
  readonly label: string;
  /** The value in words; '' when there is none. */
  readonly text: (row: ListRow) => string;
  /** The order of the server that sorts by this column. */
  readonly sort?: ListInput['sort'];
};

const day = (instant: string | null): string => (instant === null ? '' : formatDate(dateInShanghai(instant)));
const marks = (row: ListRow): string => [row.keySupervision && '重点督办', row.confidential && '不公开', row.published && '已公开'].filter((one) => one !== false).join('、');

export const columns: Readonly<Record<ColumnName, Column>> = {
  number: { label: '编号', text: (row) => row.numberLabel ?? '', sort: 'number' },
  title: { label: '标题', text: (row) => row.title },
  state: { label: '状态', text: (row) => row.stateLabel },
  due: { label: '剩余时间', text: (row) => (row.due ? `${row.due.label}：${row.due.timeLeft}` : ''), sort: 'due' },
  lead: { label: '领衔代表', text: (row) => `${row.leadName}${row.cosignerCount > 0 ? ` 等 ${row.cosignerCount + 1} 人` : ''}` },
  delegation: { label: '代表团', text: (row) => row.delegationName ?? '' },
  topic: { label: '内容分类', text: (row) => (row.topic ? topicLabels[row.topic] : '') },
  organ: { label: '主办单位', text: (row) => row.leadOrganName ?? '' },
  holder: { label: '现由谁办理', text: (row) => holderOf({ ...row, congressOffice: congressOfficeOf(session.capacity.value?.tier ?? 'county') }, false) },
  replyDue: { label: '答复代表期限', text: (row) => (row.replyDueOn ? formatDate(row.replyDueOn) : '') },
  grade: { label: '办理结果', text: (row) => (row.grade ? `${row.grade} 类` : '') },
  attitude: { label: '评价办理态度', text: (row) => (row.attitude ? scoreLabels[row.attitude] : '') },
  result: { label: '评价办理结果', text: (row) => (row.result ? scoreLabels[row.result] : '') },
  submitted: { label: '提交日期', text: (row) => day(row.submittedAt), sort: 'submitted' },
  updated: { label: '最近办理', text: (row) => day(row.updatedAt), sort: 'updated' },
  marks: { label: '标记', text: marks },
};

/** Shown until somebody chooses others. */
export const usualColumns: readonly ColumnName[] = ['number', 'title', 'state', 'due', 'lead', 'organ', 'grade', 'result', 'submitted'];
