// Who calls: people of many congresses, each signed in. Accounts are made for seeded people who have none.
import { createAccount } from '@smart/identity/accounts';
import { useDeploymentSecret } from '@smart/identity/keys';
import { openDeployment } from '@smart/server/deployment';
import { createServices } from '@smart/server/services';
import { readConfig } from '@smart/kernel/config';

export const password = 'Bench-2026-Password';

export type Caller = { readonly personId: string; readonly username: string; readonly capacityId: string; readonly congressId: string; readonly role: 'deputy' | 'officer' };

type Row = { personId: string; capacityId: string; congressId: string; username: string | null };

/** As many deputies and officers as asked for, spread over the congresses that have suggestions, each with an account. */
export async function prepareCallers(dataDir: string, { deputies, officers, tier }: { deputies: number; officers: number; tier: string }): Promise<Caller[]> {
  const config = readConfig({ DATA_DIR: dataDir, DEMO: '0', LOG_LEVEL: 'error' });
  const deployment = await openDeployment(config, () => undefined, 'command');
  const services = await createServices(deployment, { log: () => undefined });
  useDeploymentSecret(deployment.secret);
  const run = <T>(congressId: string, work: Parameters<typeof services.units.unitOfWork<T>>[1]) => services.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId, 'app.realm': 'identity' }, work);
  const rows = (sql: string, values: unknown[]) => services.units.unitOfWork({ role: 'smart_app', 'app.realm': 'identity' }, (unit) => unit.sql<Row>(sql, values), { readOnly: true });
  try {
    const congresses = `SELECT c.id FROM congress c WHERE c.tier = $1 ORDER BY c.division_code`;
    const columns = `p.id AS "personId", x.id AS "capacityId", x.congress_id AS "congressId", u.username FROM person p LEFT JOIN auth_user u ON u.id = p.user_id`;
    const ranked = (table: string, more: string) =>
      `SELECT * FROM (SELECT row_number() OVER (PARTITION BY x.congress_id ORDER BY x.id) AS turn, ${columns} JOIN ${table} x ON x.person_id = p.id ${more}
       WHERE x.congress_id IN (${congresses}) AND (u.username IS NULL OR u.username LIKE 'bench.%')) r ORDER BY turn, "capacityId" LIMIT $2`;
    const found = [
      ...(await rows(ranked('mandate', `AND x.status = 'active'`), [tier, deputies])).map((row) => ({ ...row, role: 'deputy' as const })),
      ...(await rows(ranked('appointment', `AND 'congress_officer' = ANY (x.roles)`), [tier, officers])).map((row) => ({ ...row, role: 'officer' as const })),
    ];
    const callers: Caller[] = [];
    for (const row of found) {
      const username = row.username ?? `bench.${row.personId.replaceAll('-', '').slice(-20)}`;
      if (row.username === null) await run(row.congressId, (unit) => createAccount(services.workOf(unit, 'bench'), { personId: row.personId, username, password }));
      callers.push({ personId: row.personId, capacityId: row.capacityId, congressId: row.congressId, username, role: row.role });
    }
    return callers;
  } finally {
    await services.close();
    await deployment.close();
  }
}
