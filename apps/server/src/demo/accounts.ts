/** The accounts the sign-in page offers in a demonstration: those of the stable list first. */
import type { UnitsOfWork } from '@smart/database';
import type { DemoAccount } from '../demo.ts';
import { DEMO_PASSWORD } from './cast.ts';

/** User names that never change: manuals, tests and visitors rely on them. */
export const stableAccounts = [
  'deputy.city', 'deputy.cosigner', 'city.office', 'city.leader', 'city.government', 'city.transport', 'city.education', 'city.housing',
  'deputy.province', 'province.office', 'deputy.district', 'district.office', 'county.office', 'deputy.town', 'town.office', 'station.clerk',
  'admin.system', 'admin.security', 'admin.audit',
] as const;

/** Accounts of fictitious people with what each may act as; none when the deployment has no demonstration. */
export async function demoAccounts({ units }: { readonly units: Pick<UnitsOfWork, 'unitOfWork'> }): Promise<DemoAccount[]> {
  const rows = await units.unitOfWork(
    { role: 'smart_app', 'app.realm': 'identity' },
    ({ sql }) =>
      sql<{ username: string; name: string; capacities: string[] }>(
        `SELECT u.username, p.name, ARRAY(
           SELECT v.name || '人大代表' FROM mandate m JOIN congress c ON c.id = m.congress_id JOIN division v ON v.code = c.division_code
           WHERE m.person_id = p.id AND m.status = 'active' ORDER BY c.division_code) || ARRAY(
           SELECT o.name || ' ' || a.title FROM appointment a JOIN organ o ON o.id = a.organ_id WHERE a.person_id = p.id AND a.ends_on IS NULL ORDER BY o.sort, a.id) AS capacities
         FROM auth_user u JOIN person p ON p.user_id = u.id WHERE p.fictitious
         ORDER BY array_position($1::text[], u.username) NULLS LAST, u.id`,
        [stableAccounts],
      ),
    { readOnly: true },
  );
  return rows.map(({ username, name, capacities }) => ({ username, password: DEMO_PASSWORD, name, capacities }));
}
