// What an imported member of staff may be allowed, in the words of the sheet. The three administrators are appointed by two persons and never
// come from a sheet. Pure.
import type { AppointedRole } from '../capacity.ts';
import { fold } from './cells.ts';

export type ImportedRole = Exclude<AppointedRole, 'system_administrator' | 'security_administrator' | 'audit_administrator'>;
export const importedRoleLabels: Readonly<Record<ImportedRole, string>> = {
  congress_officer: '代表工作人员',
  congress_leader: '主任会议成员',
  standing_committee_member: '常委会组成人员',
  government_officer: '政府分办人员',
  handling_clerk: '承办单位经办人',
  handling_head: '承办单位主要负责人',
  station_clerk: '联络站工作人员',
};
export const importedRoles: readonly ImportedRole[] = ['congress_officer', 'congress_leader', 'standing_committee_member', 'government_officer', 'handling_clerk', 'handling_head', 'station_clerk'];
const administrators = ['系统管理员', '安全管理员', '审计管理员', '三员'];

/** The roles that a cell names, or what is wrong with it. */
export function rolesOf(text: string): { roles: ImportedRole[]; problem: null } | { roles: null; problem: string } {
  const words = text.split(/[、，,；;/\n]+/).map((word) => word.trim()).filter((word) => word !== '');
  const roles = new Set<ImportedRole>();
  for (const word of words) {
    if (administrators.includes(word)) return { roles: null, problem: `“${word}”由两名管理员在“管理员任免”中办理，不能导入，请从本行去掉` };
    const role = importedRoles.find((one) => fold(importedRoleLabels[one]) === fold(word));
    if (role === undefined) return { roles: null, problem: `没有职责“${word}”，可以填写：${importedRoles.map((one) => importedRoleLabels[one]).join('、')}` };
    roles.add(role);
  }
  return { roles: [...roles], problem: null };
}
