// What can be imported and the columns of each sheet, as data: the template, the reader, the preview and the manual follow it. No I/O; the
// browser uses it too.

export const importKinds = ['deputies', 'staff', 'organs', 'election_results'] as const;
export type ImportKind = (typeof importKinds)[number];
export const importKindLabels: Readonly<Record<ImportKind, string>> = { deputies: '代表', staff: '工作人员', organs: '机构', election_results: '选举结果' };

/** Rows of one sheet at most; a county has some thousand people. */
export const MAX_ROWS = 20_000;
/** Days after which a batch's rows are removed: they hold personal data. */
export const KEPT_DAYS = 30;

export const columnKeys = [
  'name', 'gender', 'idCard', 'phone', 'employer', 'position', 'address', 'same', 'certificate', 'constituency', 'delegation', 'startsOn', 'election', 'qualifiedOn',
  'announcementNumber', 'organ', 'title', 'roles', 'shortName', 'kind', 'parent', 'letterCode', 'contactName', 'contactPhone', 'remit', 'sort',
] as const;
export type ColumnKey = (typeof columnKeys)[number];
export type Cells = Partial<Record<ColumnKey, string>>;

export type Column = {
  readonly key: ColumnKey;
  readonly header: string;
  /** Other words for the same column that sheets in use have. */
  readonly aliases?: readonly string[];
  readonly required?: true;
  readonly example: string;
  readonly hint: string;
  /** Where the drop-down comes from. */
  readonly list?: 'genders' | 'constituencies' | 'delegations' | 'organs' | 'organKinds' | 'roles' | 'elections' | 'same';
};

/** What tells that two people of one name are meant. */
export const SAME_NAME_NEW = '新登记';
export const electionLabels = { general: '换届选举', by_election: '补选' } as const;

const who: readonly Column[] = [
  { key: 'name', header: '姓名', aliases: ['代表姓名', '人员姓名'], required: true, example: '（示例）张三', hint: '2 至 30 个字' },
  { key: 'gender', header: '性别', example: '男', hint: '男、女', list: 'genders' },
  { key: 'idCard', header: '身份证号码', aliases: ['身份证号', '公民身份号码', '身份证'], example: '', hint: '18 位，单元格须为文本格式；用来认定是否同一人，加密保存' },
  { key: 'phone', header: '手机号', aliases: ['手机', '手机号码', '联系电话', '移动电话'], example: '13900000000', hint: '11 位；用来登录和接收通知，加密保存' },
  { key: 'employer', header: '工作单位', aliases: ['单位'], example: '某某公司', hint: '不超过 100 个字' },
  { key: 'position', header: '单位职务', aliases: ['工作职务'], example: '经理', hint: '不超过 60 个字' },
  { key: 'address', header: '住址', aliases: ['家庭住址', '通讯地址'], example: '', hint: '不超过 120 个字，加密保存' },
  { key: 'same', header: '同名处理', example: '', hint: `本级已有同名人员、又没有身份证号码和手机号可以核对时，确为另一人的填“${SAME_NAME_NEW}”`, list: 'same' },
];
const mandate: readonly Column[] = [
  { key: 'certificate', header: '代表证号', aliases: ['代表证编号', '证号'], required: true, example: '0001', hint: '本届内不得重复，单元格须为文本格式' },
  { key: 'constituency', header: '选区（选举单位）', aliases: ['选区', '选举单位', '选区或者选举单位'], example: '', hint: '从下拉列表选择本届已登记的选区或者选举单位', list: 'constituencies' },
  { key: 'delegation', header: '代表团', aliases: ['所属代表团'], example: '', hint: '从下拉列表选择', list: 'delegations' },
];
const date = (header: string, aliases: readonly string[], hint: string): Column => ({ key: 'startsOn', header, aliases, required: true, example: '2026-01-15', hint });

export const columnsOf: Readonly<Record<ImportKind, readonly Column[]>> = {
  deputies: [...who, ...mandate, date('任期起始日期', ['起始日期', '当选日期'], '写成 2026-01-15；已登记的代表以登记的日期为准')],
  election_results: [
    ...who,
    ...mandate.map((column): Column => (column.key === 'constituency' ? { ...column, required: true } : column)),
    date('选举日期', ['当选日期'], '写成 2026-01-15；换届选举的代表自新一届第一次会议起任职'),
    { key: 'election', header: '选举类型', example: '换届选举', hint: '换届选举、补选；不填为换届选举', list: 'elections' },
    { key: 'qualifiedOn', header: '资格审查日期', aliases: ['代表资格审查日期'], example: '', hint: '代表资格审查确认有效的日期；补选必须填写（选举法第五十七条）' },
    { key: 'announcementNumber', header: '公告文号', example: '', hint: '不超过 60 个字' },
  ],
  staff: [
    ...who.filter(({ key }) => key !== 'employer' && key !== 'position'),
    { key: 'organ', header: '机构', aliases: ['任职机构', '所在机构', '部门'], required: true, example: '', hint: '从下拉列表选择本级机构', list: 'organs' },
    { key: 'title', header: '职务', aliases: ['机构职务', '岗位'], required: true, example: '科员', hint: '2 至 40 个字' },
    { key: 'roles', header: '职责', aliases: ['系统职责', '角色'], required: true, example: '承办单位经办人', hint: '可填几项，用“、”分开；管理员（三员）由两人办理，不能导入', list: 'roles' },
    date('任职日期', ['任职起始日期', '起始日期'], '写成 2026-01-15'),
  ],
  organs: [
    { key: 'name', header: '机构名称', aliases: ['名称', '单位名称'], required: true, example: '（示例）某某市民政局', hint: '2 至 60 个字，本级内不得重复' },
    { key: 'shortName', header: '机构简称', aliases: ['简称'], required: true, example: '市民政局', hint: '2 至 30 个字' },
    { key: 'kind', header: '机构类型', aliases: ['类型'], required: true, example: '政府部门', hint: '从下拉列表选择', list: 'organKinds' },
    { key: 'parent', header: '上级机构', example: '', hint: '本级机构名称；可以是本表中在它前面的机构', list: 'organs' },
    { key: 'letterCode', header: '发文机关代字', aliases: ['代字'], example: '', hint: '不超过 20 个字' },
    { key: 'contactName', header: '联系人', example: '', hint: '不超过 30 个字' },
    { key: 'contactPhone', header: '联系电话', aliases: ['电话'], example: '', hint: '不超过 30 个字' },
    { key: 'remit', header: '职责范围', aliases: ['职责'], example: '社会救助、养老服务', hint: '不超过 2000 个字；推荐承办单位和检索时使用' },
    { key: 'sort', header: '排序号', aliases: ['序号'], example: '', hint: '0 至 100000 的整数' },
  ],
};

export const headerOf = (kind: ImportKind, key: ColumnKey): string => columnsOf[kind].find((column) => column.key === key)?.header ?? '';
export const isMandateKind = (kind: ImportKind): boolean => kind === 'deputies' || kind === 'election_results';

/** How the people of a batch are let in: with a one-time password on paper, or by a code sent to their phone. */
export const accountWays = ['sms', 'password'] as const;
export type AccountWay = (typeof accountWays)[number];

/** What is wrong with a row, at which column, and what to do about it. */
export type Problem = { readonly column: string; readonly message: string };
/** What a row would change; personal data masked. */
export type Difference = { readonly column: string; readonly from: string; readonly to: string };
export type Verdict = 'new' | 'changed' | 'same' | 'invalid';
export const verdictLabels: Readonly<Record<Verdict, string>> = { new: '新增', changed: '有变化', same: '无变化', invalid: '有错误' };
