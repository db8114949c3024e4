// What the directory's records are: zod schemas and words. No I/O; the browser uses it too.
import { isDate } from '@smart/kernel/dates';
import { z } from 'zod';
import { isDivisionCode, tiers } from './scope.ts';

export const id = z.uuid('编号格式不正确');
export const date = z.string().refine(isDate, '日期应当写成 2026-03-05 的形式');
export const divisionCode = z.string().refine(isDivisionCode, '行政区划代码应当为 2、4、6 或 9 位数字');
const name = (what: string, max = 60): z.ZodString => z.string().trim().min(2, `${what}不少于 2 个字`).max(max, `${what}不超过 ${max} 个字`);

/** Kinds of organ; what a deputy may be appointed to and what may not be held together follows from them. */
export const organKinds = [
  'standing_committee', 'presidium', 'council_of_chairpersons', 'deputies_affairs', 'special_committee', 'working_committee',
  'street_committee', 'government_office', 'government', 'department', 'supervisory_commission', 'court', 'procuratorate', 'other',
] as const;
export const organKind = z.enum(organKinds);
export type OrganKind = (typeof organKinds)[number];

export const organKindLabels: Readonly<Record<OrganKind, string>> = {
  standing_committee: '常务委员会',
  presidium: '主席团',
  council_of_chairpersons: '主任会议',
  deputies_affairs: '代表工作委员会',
  special_committee: '专门委员会',
  working_committee: '工作委员会',
  street_committee: '街道工作委员会',
  government_office: '政府办公厅（室）',
  government: '人民政府',
  department: '政府部门',
  supervisory_commission: '监察委员会',
  court: '人民法院',
  procuratorate: '人民检察院',
  other: '其他机构',
};

/** 行政机关、监察机关、审判机关、检察机关: a post there excludes membership of a standing committee (地方组织法 47). */
export const executiveKinds: readonly OrganKind[] = [
  'government_office', 'government', 'department', 'supervisory_commission', 'court', 'procuratorate',
];
/** 行政机关 only: what a township's (vice) chairperson may not join (地方组织法 18). */
export const administrativeKinds: readonly OrganKind[] = ['government_office', 'government', 'department'];
/** Posts that end with the mandate (选举法 54, 56). */
export const mandateBoundKinds: readonly OrganKind[] = ['standing_committee', 'council_of_chairpersons', 'special_committee', 'presidium'];

export const tier = z.enum(tiers);

export const division = z.object({
  code: z.string(),
  name: z.string(),
  tier,
  parentCode: z.string().nullable(),
  statistical: z.boolean(),
  street: z.boolean(),
  congressId: z.string().nullable(),
  /** Whether there is a level below to open. */
  hasChildren: z.boolean(),
});
export type Division = z.infer<typeof division>;

export const congress = z.object({
  id: z.string(),
  divisionCode: z.string(),
  name: z.string(),
  shortName: z.string(),
  tier,
  parentId: z.string().nullable(),
});
export type Congress = z.infer<typeof congress>;

export const term = z.object({
  id: z.string(),
  congressId: z.string(),
  number: z.number().int(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  current: z.boolean(),
});
export type Term = z.infer<typeof term>;

export const session = z.object({
  id: z.string(),
  congressId: z.string(),
  termId: z.string(),
  number: z.number().int(),
  startsOn: z.string(),
  endsOn: z.string(),
  /** ISO instant; null until the presidium has fixed it. */
  suggestionCutoff: z.string().nullable(),
});
export type Session = z.infer<typeof session>;

/** Whether the congress sits today, and where suggestions go. */
export const sessionState = z.object({
  term: term.nullable(),
  session: session.nullable(),
  inSession: z.boolean(),
  /** Whether a suggestion submitted now counts as submitted in session. */
  acceptsSessionSuggestions: z.boolean(),
  label: z.string(),
});
export type SessionState = z.infer<typeof sessionState>;

export const organ = z.object({
  id: z.string(),
  congressId: z.string(),
  parentId: z.string().nullable(),
  name: z.string(),
  shortName: z.string(),
  kind: organKind,
  letterCode: z.string().nullable(),
  contactName: z.string().nullable(),
  contactPhone: z.string().nullable(),
  remit: z.string(),
  sort: z.number().int(),
  abolishedOn: z.string().nullable(),
  successorId: z.string().nullable(),
  /** Names of before, its own and those of organs merged into it; left out where nobody searches. */
  formerNames: z.array(z.string()).optional(),
});
export type Organ = z.infer<typeof organ>;

const organFields = {
  name: name('机构名称'),
  shortName: name('机构简称', 30),
  kind: organKind,
  parentId: id.nullable(),
  letterCode: z.string().trim().max(20, '发文机关代字不超过 20 个字').nullable(),
  contactName: z.string().trim().max(30, '联系人姓名不超过 30 个字').nullable(),
  contactPhone: z.string().trim().max(30, '联系电话不超过 30 个字').nullable(),
  remit: z.string().trim().max(2000, '职责范围不超过 2000 个字'),
  sort: z.number().int('排序号应当为整数').min(0, '排序号不小于 0').max(100_000, '排序号不大于 100000'),
};
export const organInput = z.object({
  ...organFields,
  parentId: organFields.parentId.default(null),
  letterCode: organFields.letterCode.default(null),
  contactName: organFields.contactName.default(null),
  contactPhone: organFields.contactPhone.default(null),
  remit: organFields.remit.default(''),
  sort: organFields.sort.default(0),
});
export type OrganInput = z.input<typeof organInput>;
export const organChange = z.object(organFields).partial().extend({ id });
export type OrganChange = z.infer<typeof organChange>;
export const organAbolition = z.object({ id, successorId: id.nullable().default(null), on: date });
export type OrganAbolition = z.infer<typeof organAbolition>;

export const sessionInput = z.object({
  number: z.number().int().min(1, '会议次数从 1 起').max(20, '会议次数不大于 20'),
  startsOn: date,
  endsOn: date,
});
export type SessionInput = z.infer<typeof sessionInput>;
/** A term opens with its first session (代表法 2). */
export const termInput = z.object({
  number: z.number().int().min(1, '届数从 1 起').max(99, '届数不大于 99'),
  firstSession: sessionInput.omit({ number: true }),
});
export type TermInput = z.infer<typeof termInput>;

export const constituencyKind = z.enum(['direct', 'indirect']);
