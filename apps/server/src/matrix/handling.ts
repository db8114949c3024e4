// What the matrix tries of bulk hand-over, templates and exchange, entered as rows.
import type { TestDatabase } from '@smart/database/testing';
import { newId } from '@smart/kernel/ids';
import type { People } from './world.ts';

/** The key of the transport department's system; before the matters, so that they leave messages for it. */
export async function createKeyOf({ house, at }: People, database: TestDatabase): Promise<string> {
  const id = newId();
  await database.adminSql(
    `INSERT INTO exchange_key (id, congress_id, organ_id, name, secret_hash, created_by_id, created_by, created_at) VALUES ($1, $2, $3, '办公系统', $4, $5, '冯刚（市交通运输局）', '2026-03-02')`,
    [id, at.home.congressId, house.organs.transport, '0'.repeat(64), house.transportHead.personId],
  );
  return id;
}

export async function createHandling({ house, at }: People, database: TestDatabase): Promise<{ bulkId: string; templateId: string }> {
  const bulkId = newId();
  const templateId = newId();
  const { officer } = house;
  const plan = { officer: { id: officer.id, personId: officer.personId, personName: officer.personName, userId: officer.userId, label: officer.label, logLabel: null, congressId: officer.congressId, congressName: officer.congressName, divisionCode: officer.divisionCode, tier: officer.tier, organId: null, organName: null } };
  await database.adminSql(
    `INSERT INTO operation (id, congress_id, kind, state, title, plan, progress, version, started_by, started_at, finished_at) VALUES ($1, $2, 'bulk_assignment', 'done', '批量交办 1 件', $3, '{}', 2, '代表工委', '2026-03-02T08:00:00+08:00', '2026-03-02T08:01:00+08:00')`,
    [bulkId, at.home.congressId, JSON.stringify(plan)],
  );
  const [open] = await database.adminSql<{ id: string }>(`SELECT id FROM suggestion WHERE congress_id = $1 AND state = 'registered' ORDER BY id LIMIT 1`, [at.home.congressId]);
  await database.adminSql(
    `INSERT INTO bulk_assignment_item (operation_id, congress_id, position, suggestion_id, expected_version, title, organs, organ_words, state, problem) VALUES ($1, $2, 0, $3, 1, '未成功的一件', $4, '交通运输局（主办）', 'failed', '已由他人办理')`,
    [bulkId, at.home.congressId, open?.id, JSON.stringify([{ organId: house.organs.transport, role: 'lead' }])],
  );
  await database.adminSql(`INSERT INTO reply_template (id, congress_id, organ_id, title, body, updated_by, updated_at) VALUES ($1, $2, $3, '常用答复', '您提出的《{标题}》收悉。', '冯刚', '2026-03-02')`, [templateId, at.home.congressId, house.organs.transport]);
  return { bulkId, templateId };
}
