/** What users call a field of the input. Domains add their own words beside their schemas. */
const labels = new Map<string, string>(
  Object.entries({
    id: '编号',
    title: '标题',
    name: '姓名',
    username: '用户名',
    password: '密码',
    phone: '手机号码',
    reason: '理由',
    expectedVersion: '版本',
    page: '页码',
    pageSize: '每页条数',
    query: '搜索词',
  }),
);

/** Adds words for fields, by the last part of their path (`proposal` for `items.0.proposal`). */
export function registerFieldLabels(words: Readonly<Record<string, string>>): void {
  for (const [field, label] of Object.entries(words)) labels.set(field, label);
}

/** The words for a field; undefined when nobody gave any. Positions in lists are named: "附件第 2 项". */
export function labelOf(path: string): string | undefined {
  const parts = path.split('.');
  const last = parts.at(-1) ?? '';
  if (!/^\d+$/.test(last)) return labels.get(last);
  const list = labels.get(parts.at(-2) ?? '');
  return list ? `${list}第 ${Number(last) + 1} 项` : undefined;
}
