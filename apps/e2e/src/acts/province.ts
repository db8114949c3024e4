import type { TestApp } from '@smart/server/testing';

/** Makes an official of the province its system administrator, as `smart create-admin` would a new one; the user name. */
export async function provinceAdministrator(app: TestApp): Promise<string> {
  const [official] = await app.admin<{ username: string; person: string; congress: string }>(
    `SELECT u.username, p.id AS person, c.id AS congress FROM appointment a JOIN person p ON p.id = a.person_id JOIN auth_user u ON u.id = p.user_id JOIN congress c ON c.id = a.congress_id
     WHERE c.division_code = '43' ORDER BY a.id LIMIT 1`,
  );
  await app.admin('DELETE FROM appointment WHERE person_id = $1', [official?.person]);
  await app.admin(
    `INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on)
     SELECT gen_random_uuid(), $1, $2, o.id, '系统管理员', ARRAY['system_administrator'], '2022-01-05' FROM organ o WHERE o.congress_id = $2 AND o.kind = 'standing_committee' LIMIT 1`,
    [official?.person, official?.congress],
  );
  return official?.username ?? '';
}
