// Where other packages say that something was built on a record, so that an import is not taken back under it. Identity knows none of them.
import type { Work } from '@smart/workflow/work';

/** Of these ids (people, mandates, appointments) those that something hangs on, each with the reason in words ("已提出代表建议"). */
export type RecordUse = (work: Work, ids: readonly string[]) => Promise<readonly { readonly id: string; readonly reason: string }[]>;

const uses = new Map<string, RecordUse>();

/** Registers a question to ask before imported records are taken back; the same name again replaces the earlier one. */
export function registerRecordUse(name: string, use: RecordUse): void {
  uses.set(name, use);
}

/** The first reason for each id that is in use. */
export async function recordUses(work: Work, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  if (ids.length === 0) return found;
  for (const use of uses.values()) for (const { id, reason } of await use(work, ids)) if (!found.has(id)) found.set(id, reason);
  return found;
}

registerRecordUse('identity', (work, ids) =>
  work.sql<{ id: string; reason: string }>(
    `SELECT id, '登记后又有变动' AS reason FROM mandate WHERE id = ANY ($1::uuid[]) AND (status NOT IN ('active', 'elected')
       OR EXISTS (SELECT 1 FROM mandate_act a WHERE a.mandate_id = mandate.id AND a.act NOT IN ('elected', 'by_elected', 'qualified', 'delegation_changed')))
     UNION ALL SELECT id, '任职已经结束' FROM appointment WHERE id = ANY ($1::uuid[]) AND ends_on IS NOT NULL
     UNION ALL SELECT mandate_id, '已指定代表助理' FROM stand_in WHERE mandate_id = ANY ($1::uuid[])
     UNION ALL SELECT appointment_id, '已安排代班' FROM stand_in WHERE appointment_id = ANY ($1::uuid[])
     UNION ALL SELECT person_id, '已承担代班或者助理' FROM stand_in WHERE person_id = ANY ($1::uuid[])
     UNION ALL SELECT person_id, '已编入代表小组' FROM deputy_group_member WHERE person_id = ANY ($1::uuid[])
     UNION ALL SELECT leader_id, '已担任代表团团长' FROM delegation WHERE leader_id = ANY ($1::uuid[])
     UNION ALL SELECT kept_id, '与其他人员合并' FROM person_merge WHERE kept_id = ANY ($1::uuid[]) AND undone_at IS NULL
     UNION ALL SELECT person_id, '已有办理记录' FROM domain_event WHERE person_id = ANY ($1::uuid[])`,
    [ids],
  ),
);
