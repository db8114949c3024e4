import type { ErrorTopic } from './topic.ts';

/** Bytes as a clerk reads them: "20 MB", "512 KB". */
function size(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.floor(bytes / (1024 * 1024))} MB`;
  return `${Math.max(1, Math.floor(bytes / 1024))} KB`;
}

export const filesErrors = {
  /** Thrown when a file exceeds the limit (bytes). The caller lets the user shrink or split it. */
  'files.too_large': {
    http: 413,
    message: (p: { name?: string; limit: number }) =>
      `附件${p.name ? `“${p.name}”` : ''}超过 ${size(p.limit)} 的上限，请压缩或者拆分后重新上传。`,
  },
  /** Thrown when a type may not be uploaded at all. The caller shows the accepted types. */
  'files.type_refused': {
    http: 415,
    message: (p: { name?: string; accepted: readonly string[] }) =>
      `附件${p.name ? `“${p.name}”` : ''}的类型不能上传。可以上传：${p.accepted.join('、')}。请转换格式后重新上传。`,
  },
  /** Thrown when the content is not what the name's ending says. The caller asks for the original file. */
  'files.type_mismatch': {
    http: 415,
    message: (p: { name: string; actual?: string }) =>
      `附件“${p.name}”的内容与扩展名不符${p.actual ? `（实际为 ${p.actual}）` : ''}。请确认文件没有损坏或者改名，再重新上传。`,
  },
  /** Thrown when an archive or picture would unpack to an absurd size. The caller refuses the file. */
  'files.bomb': {
    http: 413,
    message: (p: { name?: string }) =>
      `附件${p.name ? `“${p.name}”` : ''}解压后过大，可能有害，系统没有接收。请检查后上传正常的文件。`,
  },
  /** Thrown when an office document contains macros. The caller asks for a copy without them. */
  'files.macros': {
    http: 415,
    message: (p: { name: string }) =>
      `附件“${p.name}”含有宏（会自动运行的程序），不能上传。请另存为不含宏的文档后重新上传。`,
  },
  /** Thrown when the content is broken, cut off or encrypted, so that nobody could open it. The caller asks for a sound copy. */
  'files.damaged': {
    http: 400,
    message: (p: { name: string }) =>
      `附件“${p.name}”无法打开，可能没有传完、已经损坏或者设有密码。请检查后重新上传。`,
  },
  /** Thrown for a file without content. The caller asks for the right file. */
  'files.empty': { http: 400, message: (p: { name: string }) => `附件“${p.name}”没有内容。请检查后重新上传。` },
  /** Thrown when a person has uploaded many files without using them. The caller uses or waits. */
  'files.too_many_pending': {
    http: 429,
    message: (p: { limit: number }) => `您已上传 ${p.limit} 个附件而没有使用。请先提交或者保存内容，再继续上传。`,
  },
  /** Thrown when the file does not exist or the caller may not read it. The caller reloads the page. */
  'files.not_found': { http: 404, message: () => '没有找到这个附件，可能已被删除或者您无权查看。请刷新页面后重试。' },
} as const satisfies ErrorTopic<'files'>;
