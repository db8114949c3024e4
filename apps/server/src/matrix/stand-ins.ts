// Stand-ins of the matrix's home congress: a substitute in force, an assistant whom the lead named, an emergency that waits for approval.
import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { People } from './world.ts';

/** Their ids; the clerk's post is taken over by the government officer, the clerk asks for the head's role. */
export async function createStandIns({ of, at, idleOrgan }: People, database: TestDatabase) {
  const ids = { substituteId: newId(), namedAssistantId: newId(), emergencyId: newId(), proposalId: newId(), mergeId: newId() };
  const { congressId } = at.home;
  const [clerk, substitute, lead, other] = [of('home.handling_clerk'), of('home.government_officer'), of('home.lead'), of('home.standing_committee_member')];
  await database.adminSql(
    `INSERT INTO stand_in (id, congress_id, kind, person_id, appointment_id, mandate_id, organ_id, roles, starts_at, ends_at, reason, granted_by_id, granted_by, created_at) VALUES
       ($1, $4, 'substitute', $5, $6, NULL, NULL, '{handling_clerk}', '2026-03-01', '2026-03-20', '出差学习', NULL, '系统管理员', '2026-03-01'),
       ($2, $4, 'assistant', $7, NULL, $8, NULL, '{deputy_assistant}', '2026-03-01', NULL, '协助起草文稿', $9, '领衔代表', '2026-03-01'),
       ($3, $4, 'emergency', $10, NULL, NULL, $11, '{handling_head}', '2026-03-02T08:00:00+08:00', '2026-03-02T10:00:00+08:00', '主要负责人失联，需签发答复', $10, '经办人', '2026-03-02T08:00:00+08:00')`,
    [ids.substituteId, ids.namedAssistantId, ids.emergencyId, congressId, substitute.personId, clerk.id, other.personId, lead.id, lead.personId, clerk.personId, idleOrgan.home],
  );
  const admin = of('home.system_administrator');
  const plan = { personId: of('home.congress_officer').personId, personName: '拟任人员', organId: admin.organId, organName: '常务委员会', role: 'audit_administrator', startsOn: '2026-03-02', proposerId: admin.personId };
  await database.adminSql(
    `INSERT INTO operation (id, congress_id, kind, title, plan, started_by, started_at) VALUES ($1, $2, 'administrator_appointment', '管理员任职', $3, '系统管理员', '2026-03-01')`,
    [ids.proposalId, congressId, JSON.stringify(plan)],
  );
  const double = newId();
  await database.adminSql(`INSERT INTO person (id, name, congress_ids, merged_into_id, fictitious) VALUES ($1, '重复的记录', ARRAY[$2::uuid], $3, true)`, [double, congressId, clerk.personId]);
  const moved = { rows: [], congressIds: [congressId], given: [], phoneIndex: null, idCardIndex: null, account: 'none', userId: null };
  await database.adminSql(
    `INSERT INTO person_merge (id, congress_id, kept_id, merged_id, kept_name, merged_name, reason, moved, by_label, at, reversible_until) VALUES ($1, $2, $3, $4, '经办人', '重复的记录', '同一人', $5, '系统管理员', '2026-03-01', '2026-03-31')`,
    [ids.mergeId, congressId, clerk.personId, double, JSON.stringify(moved)],
  );
  return ids;
}
