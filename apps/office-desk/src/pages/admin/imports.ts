// What the pages of imports share: words for states, and a file that comes as base64.
import { download } from '@smart/client/download';

export const batchLooks = {
  reading: { label: '正在核对', tone: 'progress' },
  previewed: { label: '待导入', tone: 'attention' },
  running: { label: '正在办理', tone: 'progress' },
  done: { label: '已导入', tone: 'good' },
  undone: { label: '已撤销', tone: 'neutral' },
  failed: { label: '不能读取', tone: 'bad' },
} as const;

export const verdictLooks = {
  new: { label: '新增', tone: 'good' },
  changed: { label: '有变化', tone: 'progress' },
  same: { label: '无变化', tone: 'neutral' },
  invalid: { label: '有错误', tone: 'bad' },
} as const;

export const outcomeWords = { pending: '', done: '已导入', skipped: '未办理', undone: '已撤销' } as const;

/** Hands an XLSX file that came as base64 to the person. */
export function saveSheet({ fileName, content }: { fileName: string; content: string }): void {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.codePointAt(0) ?? 0);
  download(fileName, bytes, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
}
