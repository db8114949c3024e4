// What administrators did, as the audit administrator reads it: the events that belong to no matter, in words.
import { formatDate } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';

export const administrativeAct = z.object({ id: z.string(), at: z.string(), what: z.string(), about: z.string(), by: z.string(), detail: z.string(), /** Done by an emergency authorisation. */ emergency: z.boolean() });
export type AdministrativeAct = z.infer<typeof administrativeAct>;

/** What each kind of event is called; one without a line is called by its own name, so that nothing is left out. */
const names: Readonly<Record<string, string>> = {
  'congress.administered': '本级管理', 'account.administered': '账号管理', 'account.reviewed': '核查长期未使用的账号', 'congress.quota_set': '登记名额', 'deputies.grouped': '代表团、选区、代表小组', 'mandate.delegation_changed': '调整代表团',
  'term.prepared': '筹备换届', 'operation.started': '开始分批办理', 'operation.stopped': '分批办理停下', 'operation.cancelled': '取消分批办理', 'operation.finished': '完成分批办理', 'duty.book_removed': '删除履职年册', 'organ.renamed': '机构更名', 'exchange.key_administered': '对接密钥管理',
  'administrator.proposed': '提出管理员任职', 'administrator.decided': '确认管理员任职', 'administrator.handed_over': '设立下级管理员',
  'appointment.began': '任职', 'appointment.ended': '结束任职', 'mandate.began': '登记代表资格', 'mandate.elected': '登记新一届当选代表', 'mandate.revoked': '当选代表登记作废', 'mandate.suspended': '暂停代表资格', 'mandate.resumed': '恢复代表资格', 'mandate.restriction_decided': '登记限制人身自由的许可或者报告', 'mandate.ended': '终止代表资格',
  'person.phone_shown': '查看完整手机号', 'person.erased': '删除个人信息', 'person.data_shown': '查看个人信息', 'person.merged': '合并重复人员', 'person.unmerged': '撤销合并',
  'stand_in.requested': '申请代行', 'stand_in.granted': '同意代行', 'stand_in.refused': '不同意代行', 'stand_in.ended': '结束代行', 'log.read': '查阅日志', 'oauth_client.administered': '接入系统管理', 'import.requested': '上传导入表', 'import.finished': '导入',
};
/** Steps of the system on the way, and the readings of the auditors themselves, which the security administrator reads. */
const notShown = ['log.read', 'import.step', 'operation.stepped'];

/** Whether the audit administrator reads a kind of event, and in words. */
export const isTrace = (type: string): boolean => type === 'log.read' || (Object.hasOwn(names, type) && !notShown.includes(type));
const kinds: Readonly<Record<string, string>> = { substitute: '代班', assistant: '代表助理', emergency: '应急授权' };

/** The words that payloads have in common; what is no text is left out. */
const words = z.object({
  by: z.string().optional(), personName: z.string().optional(), act: z.string().optional(), purpose: z.string().optional(), post: z.string().optional(), reason: z.string().optional(),
  kind: z.string().optional(), fileName: z.string().optional(), organName: z.string().optional(), title: z.string().optional(), label: z.string().optional(), what: z.string().optional(), on: z.string().optional(),
  keptName: z.string().optional(), forName: z.string().nullable().optional(), emergencyId: z.string().optional(),
}).partial();

type Row = { id: string; at: Date; type: string; payload: unknown; actor: string | null };

function actOf({ id, at, type, payload, actor }: Row): AdministrativeAct {
  const said = words.safeParse(payload).data ?? {};
  const detail = [said.kind ? kinds[said.kind] : undefined, said.act, said.fileName, said.what, said.post, said.organName, said.title, said.label, said.forName ? `代${said.forName}` : undefined, said.purpose, said.reason, said.on ? formatDate(said.on) : undefined];
  return { id, at: at.toISOString(), what: names[type] ?? type, about: said.personName ?? '', by: said.by ?? actor ?? '系统', detail: detail.filter((one) => one !== undefined && one !== '').join('；'), emergency: said.emergencyId !== undefined };
}

/**
 * A page of what was done in the administration of a congress, newest first.
 * @param page.types only these; without, everything but the auditors' own readings
 * @param page.emergency only what was done by an emergency authorisation
 */
export async function administrativeActs(work: Work, congressId: string, page: { types?: readonly string[]; emergency?: boolean; limit: number; offset: number }): Promise<{ items: AdministrativeAct[]; hasMore: boolean }> {
  const rows = await work.sql<Row>(
    `SELECT e.id, e.at, e.type, e.payload, p.name AS actor FROM domain_event e LEFT JOIN person p ON p.id = e.person_id
     WHERE e.congress_id = $1 AND e.matter_id IS NULL AND ($2::text[] IS NULL AND NOT e.type = ANY ($6::text[]) OR e.type = ANY ($2::text[])) AND (NOT $5 OR e.payload ? 'emergencyId') ORDER BY e.position DESC LIMIT $3 OFFSET $4`,
    [congressId, page.types ?? null, page.limit + 1, page.offset, page.emergency === true, notShown],
  );
  return { items: rows.slice(0, page.limit).map(actOf), hasMore: rows.length > page.limit };
}

export const pageInput = z.object({ limit: z.number().int().min(1).max(200).default(50), offset: z.number().int().min(0).max(100_000).default(0) });
export const administrationInput = pageInput.extend({ emergency: z.boolean().default(false) });
