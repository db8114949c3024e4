// A small house for tests of opinions: a city and one of its districts with those who serve, handle and represent.
import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import type { TestDatabase } from '@smart/database/testing';
import type { Capacity, Role } from '@smart/identity/capacity';
import { useDeploymentSecret } from '@smart/identity/keys';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import { type Entered, enterAsCitizen } from './entering.ts';
import { opinionParameters } from './parameters.ts';
import './events.ts';

export const sample = { content: '三号楼的路灯坏了三个月，晚上看不见路，老人摔了一跤。希望尽快修好。', place: '金鹗小区', name: '', hideName: true };

export type House = Awaited<ReturnType<typeof createHouse>>;

/** The clock stands at Monday 2026-03-02, 09:00. */
export async function createHouse(database: TestDatabase) {
  useDeploymentSecret('a secret for tests of opinions');
  registerParameters(opinionParameters);
  const clock = fixedClock('2026-03-02T09:00:00+08:00');
  const directory = await createTestDirectory(database, { clock });
  const someone = async (personName: string, code: string, roles: Role[], organId?: string): Promise<Capacity> => {
    const congressId = directory.congress(code);
    const [id, personId] = [newId(), newId()];
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3::uuid], true)`, [personId, personName, congressId]);
    const common = { id, personId, personName, userId: personId, congressId, congressName: code === '4306' ? '岳阳市人民代表大会' : '岳阳楼区人民代表大会', divisionCode: code, tier: code === '4306' ? ('city' as const) : ('county' as const), roles };
    if (organId !== undefined) return { ...common, kind: 'appointment', label: '工作人员', organId, organName: '本单位', organKind: 'department' };
    const termId = newId();
    await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true) ON CONFLICT DO NOTHING`, [termId, congressId]);
    const [term] = await database.adminSql<{ id: string }>('SELECT id FROM term WHERE congress_id = $1 AND number = 9', [congressId]);
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on) VALUES ($1, $2, $3, $4, $5, '2022-01-05')`, [id, personId, congressId, term?.id, id.slice(-12)]);
    return { ...common, kind: 'mandate', label: '代表' };
  };
  const organ = async (name: string, code: string): Promise<string> => {
    const id = newId();
    await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind, remit) VALUES ($1, $2, $3, $3, 'department', '')`, [id, directory.congress(code), name]);
    return id;
  };
  const [housing, transport] = [await organ('区住房和城乡建设局', '430602'), await organ('区交通运输局', '430602')];
  const people = {
    officer: await someone('孙丽', '430602', ['congress_officer'], directory.organ('430602', 'deputies_affairs')), leader: await someone('周平', '430602', ['congress_leader'], directory.organ('430602', 'standing_committee')),
    clerk: await someone('褚敏', '430602', ['handling_clerk'], housing), otherClerk: await someone('郑涛', '430602', ['handling_clerk'], transport),
    deputy: await someone('陈静', '430602', ['deputy']), otherDeputy: await someone('赵强', '430602', ['deputy']),
    cityOfficer: await someone('张华', '4306', ['congress_officer'], directory.organ('4306', 'deputies_affairs')), cityDeputy: await someone('李明', '4306', ['deputy']),
  };
  const as = <T>(who: Capacity, run: (work: Work, who: Capacity) => Promise<T>): Promise<T> =>
    database.units.unitOfWork({ role: 'smart_app', 'app.congress': who.congressId, 'app.person': who.personId, ...(who.organId ? { 'app.organ': who.organId } : {}) }, (unit) => run(testWork(unit, clock), who));
  const districtId = directory.congress('430602');
  const inDistrict = <T>(run: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.congress': districtId }, (unit) => run(testWork(unit, clock)));
  const byCitizen = (changes: Partial<typeof sample> = {}, form: { key?: string; deputyPersonId?: string } = {}): Promise<Entered> =>
    inDistrict((work) => enterAsCitizen(work, districtId, { ...sample, ...changes }, { key: form.key ?? newId(), deputyPersonId: form.deputyPersonId ?? null, stationId: null }));
  return { ...people, clock, districtId, housing, transport, cityOffice: directory.organ('4306', 'deputies_affairs'), as, inDistrict, byCitizen };
}
