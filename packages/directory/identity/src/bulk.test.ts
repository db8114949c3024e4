import { createTestDatabase, type TestDatabase } from '@smart/database/testing';
import { loadCongresses, loadDivisions, planCongresses } from '@smart/divisions/bulk';
import { divisionsOf } from '@smart/divisions/data';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuth } from './auth.ts';
import { loadAppointments, loadMandates, loadPeople, type BulkMandate, type BulkPerson } from './bulk.ts';
import { useDeploymentSecret } from './keys.ts';
import { openPhone } from './phone.ts';
import { hash } from './hashing.ts';
import { createSessionResolver } from './session.ts';

const clock = fixedClock('2026-03-05T09:00:00+08:00');
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  useDeploymentSecret('a secret for tests only');
});
afterAll(() => database.close());

describe('a whole province', () => {
  it('is founded at once, and again without a change', async () => {
    const divisions = divisionsOf();
    const planned = planCongresses(divisions);
    await loadDivisions(database.adminSql, divisions);
    await loadDivisions(database.adminSql, divisions);
    await loadCongresses(database.adminSql, planned);
    const [counts] = await database.adminSql<Record<string, number>>(
      `SELECT (SELECT count(*)::int FROM division) AS divisions, (SELECT count(*)::int FROM congress) AS congresses,
         (SELECT count(*)::int FROM congress WHERE parent_id IS NULL) AS roots, (SELECT count(*)::int FROM organ WHERE kind = 'street_committee') AS streets,
         (SELECT count(*)::int FROM congress c JOIN congress p ON p.id = c.parent_id WHERE NOT starts_with(c.division_code, p.division_code)) AS misplaced`);
    expect(counts).toEqual({ divisions: 2157, congresses: 1659, roots: 1, streets: 425 - divisions.filter((row) => row.street && divisions.some((above) => above.code === row.parentCode && above.statistical)).length, misplaced: 0 });
  });

  it('gets its deputies by the thousand, who can sign in', async () => {
    const [city] = await database.adminSql<{ id: string; organ: string }>(
      `SELECT c.id, (SELECT o.id FROM organ o WHERE o.congress_id = c.id AND o.kind = 'deputies_affairs') AS organ FROM congress c WHERE c.division_code = '4306'`);
    if (!city) throw new Error('no congress');
    const termId = newId();
    await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [termId, city.id]);
    const passwordHash = await hash('Demo-2026-Yueyang');
    const people = Array.from({ length: 12_000 }, (_, index): BulkPerson => ({
      id: newId(), name: `代表${index}`, gender: index % 2 ? '女' : '男', fictitious: true, congressIds: [city.id], phone: `138${String(index).padStart(8, '0')}`,
      ...(index < 3 ? { account: { username: `deputy.${index}`, passwordHash } } : {}),
    }));
    await loadPeople(database.adminSql, people);
    await loadMandates(database.adminSql, people.map((person, index): BulkMandate => ({ personId: person.id, congressId: city.id, termId, certificate: String(index), startsOn: '2022-01-05' })));
    await loadAppointments(database.adminSql, [{ personId: people[1]?.id ?? '', congressId: city.id, organId: city.organ, title: '主任', roles: ['congress_officer'], startsOn: '2022-01-05' }]);
    const [row] = await database.adminSql<{ count: number; cipher: string }>(`SELECT count(*)::int AS count, min(phone_cipher) FILTER (WHERE name = '代表7') AS cipher FROM person`);
    expect(row?.count).toBe(12_000);
    expect(openPhone(people[7]?.id ?? '', row?.cipher ?? '')).toBe('13800000007');
    const auth = createAuth({ units: database.units, publicUrl: 'http://127.0.0.1:8080', clock });
    const response = await auth.handle({
      method: 'POST', path: '/api/auth/sign-in/username', cookie: '', address: '', userAgent: '', body: { username: '13800000001', password: 'Demo-2026-Yueyang' },
    });
    const sessions = createSessionResolver({ units: database.units, clock });
    const signIn = await sessions.resolveSession(response.cookies.map((each) => each.split(';')[0]).join('; '));
    expect(signIn?.capacities.map(({ label }) => label)).toEqual(['岳阳市人大代表', '岳阳市人大常委会代表工作委员会 主任']);
    sessions.close();
  }, 60_000);
});
