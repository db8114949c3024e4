// What the administrators' pages call roles, states of mandates and values of parameters.
import type { AppointedRole, Role } from '@smart/identity/capacity';
import { gradeSets } from '@smart/suggestions/model';

export type { AppointedRole } from '@smart/identity/capacity';

/** What an appointment may allow, in the words of the post. */
export const roleNames: Readonly<Record<AppointedRole, string>> = {
  congress_officer: '代表工作人员（审查、交办、督办）',
  congress_leader: '主任会议成员（乡镇为主席、副主席）',
  standing_committee_member: '常委会组成人员',
  government_officer: '政府办公厅（室）分办人员',
  handling_clerk: '承办单位经办人',
  handling_head: '承办单位主要负责人（签发答复）',
  station_clerk: '联络站站长、联络员（只办所在联络站的事）',
  system_administrator: '系统管理员',
  security_administrator: '安全管理员',
  audit_administrator: '审计管理员',
};

/** The roles one may appoint to, in the order of the form. */
export const appointedRoles: readonly AppointedRole[] = [
  'congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head', 'station_clerk', 'system_administrator', 'security_administrator', 'audit_administrator',
];

export const roleNameOf = (role: Role): string => (role === 'deputy' ? '代表' : role === 'deputy_assistant' ? '代表助理' : roleNames[role]);

export const mandateLooks = {
  elected: { label: '当选，待新一届开始', tone: 'progress' },
  active: { label: '履职中', tone: 'good' },
  suspended: { label: '暂停执行代表职务', tone: 'attention' },
  ended: { label: '已终止', tone: 'neutral' },
} as const;

const termUnits = { working_day: '个工作日', day: '日', month: '个月' } as const;
export type TermUnit = keyof typeof termUnits;
export const termUnitChoices = (['working_day', 'day', 'month'] as const).map((value) => ({ value, label: termUnits[value] }));
export const isTermUnit = (value: unknown): value is TermUnit => typeof value === 'string' && value in termUnits;

/** Choices of parameters that are one of a few words. */
const choiceLabels: Readonly<Record<string, string>> = {
  three: `三类（${Object.values(gradeSets.three).join('、')}）`,
  recess: '由代表选择，作为闭会期间的建议受理',
  refuse: '截止后不再受理，闭会以后再提出',
  four: `四类（${Object.values(gradeSets.four).join('、')}）`,
};
export const choiceLabel = (value: string): string => choiceLabels[value] ?? value;

const property = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined);

/** A parameter's value as an official would write it; `unit` stands behind plain numbers. */
export function valueWords(value: unknown, unit: string | null): string {
  if (value === null || value === undefined) return '未设定';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number') return `${value} ${unit ?? ''}`.trim();
  if (typeof value === 'string') return choiceLabel(value);
  if (Array.isArray(value)) return value.length === 0 ? '不设' : `${value.map((one) => String(property(one, 'label') ?? one)).join('、')} ${unit ?? ''}`.trim();
  const [count, kind] = [property(value, 'count'), property(value, 'unit')];
  return typeof count === 'number' && isTermUnit(kind) ? `${count} ${termUnits[kind]}` : '—';
}
