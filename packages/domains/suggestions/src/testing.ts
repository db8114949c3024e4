// A small house for tests: Yueyang and one of its districts with deputies, officers, a government office and departments.
import { registerParameters } from '@smart/divisions/parameters';
import { createTestDirectory, testWork } from '@smart/divisions/testing';
import type { TestDatabase } from '@smart/database/testing';
import type { AppointedRole, Capacity, Tier } from '@smart/identity/capacity';
import { fixedClock } from '@smart/kernel/clock';
import { newId } from '@smart/kernel/ids';
import type { Work } from '@smart/workflow/work';
import * as drafts from './drafts.ts';
import { suggestionParameters } from './parameters.ts';
import { submit } from './submission.ts';
import { supervisionParameters } from './supervising/parameters.ts';

type Place = { code: string; congressId: string; congressName: string; tier: Tier; termId: string };

/** One person in one capacity. */
export type Someone = Capacity;

export type House = Awaited<ReturnType<typeof createHouse>>;

/** A text that is complete. */
export const sample = {
  title: '关于完善城陵矶片区公交线路的建议',
  background: '城陵矶片区近年新建住宅小区较多，居民出行主要依靠一条公交线路，早晚高峰平均候车时间超过二十五分钟，学生和老人出行不便，群众反映强烈。',
  proposal: '建议市交通运输局在调研客流的基础上，增开片区至火车站的公交线路，并在早晚高峰加密发车班次，力争候车时间不超过十分钟。',
  topic: 'transport',
} as const;

/** Founds the house; the clock stands at Monday 2026-03-02, 09:00, between sessions. */
export async function createHouse(database: TestDatabase) {
  registerParameters(suggestionParameters);
  registerParameters(supervisionParameters);
  const clock = fixedClock('2026-03-02T09:00:00+08:00');
  const directory = await createTestDirectory(database, { clock });
  const place = async (code: string, congressName: string, tier: Tier): Promise<Place> => {
    const congressId = directory.congress(code);
    const termId = newId();
    await database.adminSql(`INSERT INTO term (id, congress_id, number, starts_on, current) VALUES ($1, $2, 9, '2022-01-05', true)`, [termId, congressId]);
    return { code, congressId, congressName, tier, termId };
  };
  const city = await place('4306', '岳阳市人民代表大会', 'city');
  const district = await place('430602', '岳阳楼区人民代表大会', 'county');

  const person = async (name: string, { congressId }: Place): Promise<string> => {
    const id = newId();
    await database.adminSql(`INSERT INTO person (id, name, congress_ids, fictitious) VALUES ($1, $2, ARRAY[$3::uuid], true)`, [id, name, congressId]);
    return id;
  };
  const base = (at: Place, personId: string, name: string) => ({ personId, personName: name, userId: personId, congressId: at.congressId, congressName: at.congressName, divisionCode: at.code, tier: at.tier });
  const deputy = async (name: string, at: Place = city): Promise<Someone> => {
    const personId = await person(name, at);
    const id = newId();
    await database.adminSql(`INSERT INTO mandate (id, person_id, congress_id, term_id, certificate, starts_on) VALUES ($1, $2, $3, $4, $5, '2022-01-05')`, [id, personId, at.congressId, at.termId, id.slice(-12)]);
    return { ...base(at, personId, name), id, kind: 'mandate', label: `${at.congressName}代表`, roles: ['deputy'], termId: at.termId, delegationName: '第一代表团' };
  };
  const staff = async (name: string, organId: string, organName: string, organKind: string, roles: AppointedRole[], at: Place = city): Promise<Someone> => {
    const personId = await person(name, at);
    const id = newId();
    await database.adminSql(`INSERT INTO appointment (id, person_id, congress_id, organ_id, title, roles, starts_on) VALUES ($1, $2, $3, $4, '工作人员', $5, '2022-01-05')`, [id, personId, at.congressId, organId, roles]);
    return { ...base(at, personId, name), id, kind: 'appointment', label: organName, roles, organId, organName, organKind };
  };
  /** Somebody who prepares for a deputy, and does not see what is confidential. */
  const assistant = async (name: string, lead: Someone, at: Place = city, confidential = false): Promise<Someone> => {
    const personId = await person(name, at);
    const id = newId();
    await database.adminSql(
      `INSERT INTO stand_in (id, congress_id, kind, person_id, mandate_id, roles, starts_at, reason, granted_by_id, granted_by, approved_at, approved_by, created_at)
       VALUES ($1, $2, 'assistant', $3, $4, $5, $6, '协助起草文稿', $7, $8, $6, '代表工委', $6)`,
      [id, at.congressId, personId, lead.id, confidential ? ['deputy_assistant', 'confidential'] : ['deputy_assistant'], clock.now(), lead.personId, lead.personName],
    );
    return {
      ...base(at, personId, name), id, kind: 'appointment', label: `${at.congressName}代表${lead.personName}的助理`, roles: ['deputy_assistant'], termId: at.termId, delegationName: '第一代表团',
      standIn: { kind: 'assistant', forPersonId: lead.personId, forName: lead.personName, mandateId: lead.id, confidential },
    };
  };
  const organ = async (name: string, kind: string, remit: string, at: Place = city, letterCode: string | null = null): Promise<string> => {
    const id = newId();
    await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind, remit, letter_code) VALUES ($1, $2, $3, $3, $4, $5, $6)`, [id, at.congressId, name, kind, remit, letterCode]);
    return id;
  };

  const office = directory.organ('4306', 'government_office');
  const transport = await organ('岳阳市交通运输局', 'department', '公路 公交 交通 运输 出租车 港口', city, '岳交函');
  const housing = await organ('岳阳市住房和城乡建设局', 'department', '住房 城乡建设 物业 供水 路灯');
  const education = await organ('岳阳市教育局', 'department', '学校 教育 学位 校车');
  const districtHousing = await organ('岳阳楼区住房和城乡建设局', 'department', '住房 物业 老旧小区', district);

  const people = {
    deputy: await deputy('李明'),
    cosigner: await deputy('王芳'),
    otherDeputy: await deputy('赵强'),
    districtDeputy: await deputy('陈静', district),
    officer: await staff('张华', directory.organ('4306', 'deputies_affairs'), '市人大常委会代表工委', 'deputies_affairs', ['congress_officer']),
    officer2: await staff('刘洋', directory.organ('4306', 'deputies_affairs'), '市人大常委会代表工委', 'deputies_affairs', ['congress_officer']),
    leader: await staff('周平', directory.organ('4306', 'standing_committee'), '市人大常委会', 'standing_committee', ['congress_leader']),
    districtOfficer: await staff('孙丽', directory.organ('430602', 'deputies_affairs'), '区人大常委会代表工委', 'deputies_affairs', ['congress_officer'], district),
    officeClerk: await staff('吴军', office, '市政府办公室', 'government_office', ['government_officer']),
    transportClerk: await staff('郑涛', transport, '市交通运输局', 'department', ['handling_clerk']),
    transportHead: await staff('冯刚', transport, '市交通运输局', 'department', ['handling_head']),
    housingClerk: await staff('褚敏', housing, '市住建局', 'department', ['handling_clerk']),
    housingHead: await staff('卫东', housing, '市住建局', 'department', ['handling_head']),
    districtClerk: await staff('蒋琳', districtHousing, '区住建局', 'department', ['handling_clerk'], district),
    administrator: await staff('沈安', directory.organ('4306', 'standing_committee'), '市人大常委会', 'standing_committee', ['system_administrator']),
  };

  /** Runs in one unit of work in a capacity, as a request does. */
  const as = <T>(capacity: Capacity, run: (work: Work, capacity: Capacity) => Promise<T>): Promise<T> =>
    database.units.unitOfWork(
      { role: 'smart_app', 'app.congress': capacity.congressId, 'app.person': capacity.personId, ...(capacity.organId ? { 'app.organ': capacity.organId } : {}) },
      (unit) => run(testWork(unit, clock), capacity),
    );
  /** Runs as the system does for one congress. */
  const asSystem = <T>(congressId: string, run: (work: Work) => Promise<T>): Promise<T> =>
    database.units.unitOfWork({ role: 'smart_app', 'app.congress': congressId }, (unit) => run(testWork(unit, clock)));
  /** Runs in the realm of the system, over all congresses. */
  const asRealm = <T>(run: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_app', 'app.realm': 'system' }, (unit) => run(testWork(unit, clock)));
  /** Runs as anybody: the reader role. */
  const asPublic = <T>(run: (work: Work) => Promise<T>): Promise<T> => database.units.unitOfWork({ role: 'smart_reader' }, (unit) => run(testWork(unit, clock)));

  /** A draft of `sample`, changed as wished. */
  const draft = async (by: Capacity, changes: Partial<Parameters<typeof drafts.saveDraft>[2]> = {}): Promise<string> =>
    (await as(by, (work) => drafts.saveDraft(work, by, { ...sample, researched: true, publishConsent: true, confidential: false, ...changes }))).id;
  /** A suggestion that was handed in. */
  const submitted = async (by: Capacity, changes: Partial<Parameters<typeof drafts.saveDraft>[2]> = {}): Promise<string> => {
    const id = await draft(by, changes);
    await as(by, (work) => submit(work, by, { id }));
    return id;
  };
  return { database, clock, city, district, organs: { office, transport, housing, education, districtHousing }, ...people, as, asSystem, asRealm, asPublic, draft, submitted, deputyOf: deputy, staffOf: staff, assistantOf: assistant };
}
