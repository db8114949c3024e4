// A city, its district and a township in it, for tests of this domain.
import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import type { TestDatabase } from '@smart/database/testing';
import type { Capacity, Role } from '@smart/identity/capacity';
import { useDeploymentSecret } from '@smart/identity/keys';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { saveStationInput } from './model-inputs.ts';
import { stationParameters } from './parameters.ts';

/** A city, its district and a township in it; a city deputy whom the district elected, and two deputies of the district. */
export async function createHouse(database: TestDatabase) {
  useDeploymentSecret('a secret for tests of stations');
  registerParameters(stationParameters);
  const clock = fixedClock('2026-03-02T09:00:00+08:00');
  const directory = await createTestDirectory(database, { clock });
  const capacity = (code: string, role: Role): Capacity => ({
    id: newId(), kind: role === 'deputy' ? 'mandate' : 'appointment', personId: newId(), personName: '王芳', userId: newId(), label: '代表工委', congressId: directory.congress(code), congressName: '', divisionCode: code, tier: 'county', roles: [role],
  });
  const term = new Map<string, string>();
  for (const code of ['4306', '430602', '430602100']) {
    term.set(code, newId());
    await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [term.get(code), directory.congress(code)]);
  }
  const deputy = async (code: string, name: string, unit: { kind: 'direct' | 'indirect'; code: string }): Promise<string> => {
    const [mandateId, personId, unitId] = [newId(), newId(), newId()];
    const congressId = directory.congress(code);
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3::uuid], true)`, [personId, name, congressId]);
    await database.adminSql(
      'INSERT INTO constituency (id, congress_id, term_id, name, kind, division_code, electing_congress_id) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [unitId, congressId, term.get(code), `${name}的选区`, unit.kind, unit.code, unit.kind === 'indirect' ? directory.congress(unit.code) : null],
    );
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, constituency_id, certificate, starts_on) VALUES ($1, $2, $3, $4, $5, $6, '2022-01-05')`, [mandateId, personId, congressId, term.get(code), unitId, mandateId.slice(-12)]);
    return mandateId;
  };
  const as = <T>(who: Capacity, run: (work: Work, who: Capacity) => Promise<T>): Promise<T> =>
    database.units.unitOfWork({ role: 'smart_app', 'app.congress': who.congressId, 'app.person': who.personId }, (unit) => run(testWork(unit, clock), who));
  const asPublic = <T>(run: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_reader' }, (unit) => run(testWork(unit, clock)));
  return {
    as, asPublic, clock, city: capacity('4306', 'congress_officer'), district: capacity('430602', 'congress_officer'), town: capacity('430602100', 'congress_officer'),
    cityDeputy: await deputy('4306', '李明', { kind: 'indirect', code: '430602' }), street: await deputy('430602', '王强', { kind: 'direct', code: '430602001' }), village: await deputy('430602', '赵敏', { kind: 'direct', code: '430602100' }),
  };
}

export const stationForm = (name: string, divisionCode: string, more = {}) => saveStationInput.parse({ name, kind: 'station', label: '代表联络站', divisionCode, address: '人民路一号', ...more });

/** The deputy of a mandate, acting in their own congress. */
export const deputyAt = (who: Capacity, id: string, personId: string): Capacity => ({ ...who, id, personId, kind: 'mandate', roles: ['deputy'] });
