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
    q: '搜索词',
    text: '内容',
    note: '说明',
    kind: '类别',
    key: '项目',
    value: '取值',
    state: '状态',
    role: '角色',
    year: '年度',
    from: '起始时间',
    to: '截止时间',
    before: '截止日期',
    code: '编号',
    ids: '所选事项',
    items: '所选事项',
    limit: '每页条数',
    offset: '起始位置',
    size: '每页条数',
    take: '条数',
    sort: '排序',
    purpose: '用途',
    fileIds: '附件',
    unreadOnly: '只看未读',
    matterId: '事项',
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
