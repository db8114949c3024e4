// Once a year the security administrators are reminded of the accounts that nobody has used for long.
import { dormantAccounts, dormantFilter } from '@smart/identity/dormant';
import { today } from '@smart/kernel/dates';
import type { Work } from '@smart/workflow/work';

const KIND = 'accounts.dormant';

/** Tells the congress's security administrators, once a year; nobody when there is nothing to review. */
export async function remindOfDormantAccounts(work: Work, congressId: string): Promise<number> {
  const { open } = await dormantAccounts(work, congressId, dormantFilter.parse({ size: 1 }));
  if (open === 0) return 0;
  const told = await work.sql<{ person_id: string }>(
    `INSERT INTO notice (id, congress_id, person_id, capacity_id, kind, title, body, link, created_at)
     SELECT gen_random_uuid(), $1, a.person_id, a.id, '${KIND}', '年度账号核查', $2, '/office/admin/dormant?capacity=' || a.id, $3
     FROM appointment a
     WHERE a.congress_id = $1 AND a.roles @> ARRAY['security_administrator'] AND a.starts_on <= $4 AND (a.ends_on IS NULL OR a.ends_on > $4)
       AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.person_id = a.person_id AND n.congress_id = $1 AND n.kind = '${KIND}' AND n.created_at > $3::timestamptz - interval '300 days')
     RETURNING person_id`,
    [congressId, `有 ${open} 个账号长期未使用，请逐个核查，保留的写明理由，不再需要的停用。`, work.clock.now(), today(work.clock)],
  );
  return told.length;
}
