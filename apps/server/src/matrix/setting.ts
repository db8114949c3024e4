// Puts the world of the matrix together: people, matters, and what else is tried to be read or changed.
import { createAccount } from '@smart/identity/accounts';
import type { Capacity } from '@smart/identity/capacity';
import { sealCells } from '@smart/identity/import/sealed';
import { sealPhone } from '@smart/identity/phone';
import type { SignIn } from '@smart/identity/sign-in';
import { newId } from '@smart/kernel/ids';
import type { TestDatabase } from '@smart/database/testing';
import { createArticles } from './articles.ts';
import { createCalls } from './calls.ts';
import { createConsultations } from './consultations.ts';
import { createOpinions } from './opinions.ts';
import { createActivities } from './activities.ts';
import { createWorkPlans } from './work-plans.ts';
import { createDuty } from './duty.ts';
import { createProfile } from './profiles.ts';
import { createStations } from './stations.ts';
import { createMatters } from './matters.ts';
import { createHandling, createKeyOf } from './handling.ts';
import { createMotions } from './motions.ts';
import { createStandIns } from './stand-ins.ts';
import type { World } from './row.ts';
import { DEPUTY_PHONE } from './secrets.ts';
import { type Caller, createPeople } from './world.ts';

const password = 'Test-2026-Password';

/** Everything that is tried on, and how each caller signs in. */
export async function createWorld(database: TestDatabase): Promise<{ world: World; signInOf: (who: Caller) => SignIn | null }> {
  const people = await createPeople(database);
  const exchangeKeyId = await createKeyOf(people, database);
  const matters = await createMatters(people);
  const { of, at } = people;
  const lead = of('home.lead');
  const target = of('home.handling_clerk');
  const phone = sealPhone(lead.personId, DEPUTY_PHONE);
  await database.adminSql('UPDATE person SET phone_cipher = $2, phone_index = $3, phone_masked = $4 WHERE id = $1', [lead.personId, phone.phoneCipher, phone.phoneIndex, phone.phoneMasked]);
  const account = (who: Capacity, username: string) =>
    people.house.as(who, (work) => createAccount(work, { personId: who.personId, username, password }));
  const { userId } = await account(lead, 'matrix.lead');
  await account(target, 'matrix.target');
  const home = {
    personId: lead.personId, mandateId: lead.id, suspendedMandateId: '', appointmentId: target.id, accountPersonId: target.personId, freePersonId: '',
    sessionId: newId(), noticeId: newId(), actLinkId: newId(), meetingId: newId(), idleOrganId: '', importBatchId: newId(), delegationId: newId(), constituencyId: newId(), groupId: newId(), ...(await createStandIns(people, database)),
  };
  const free = await people.house.deputyOf('待任命的人', at.home);
  await database.adminSql('DELETE FROM mandate WHERE id = $1', [free.id]);
  const suspended = await people.house.deputyOf('暂停的代表', at.home);
  await database.adminSql(`UPDATE mandate SET status = 'suspended', suspended_on = '2026-01-05', suspension_ground = 'detained' WHERE id = $1`, [suspended.id]);
  const spare = newId();
  await database.adminSql(`INSERT INTO organ (id, congress_id, name, short_name, kind) VALUES ($1, $2, '没有事项的机构', '闲置机构', 'department')`, [spare, at.home.congressId]);
  await database.adminSql(`INSERT INTO session (id, congress_id, term_id, number, starts_on, ends_on) VALUES ($1, $2, $3, 6, '2026-01-06', '2026-01-10')`, [home.meetingId, at.home.congressId, at.home.termId]);
  await database.adminSql(
    `INSERT INTO auth_session (id, token, user_id, expires_at, created_at, updated_at, user_agent, ip_address) VALUES ($1, $2, $3, '2026-03-09', '2026-03-02', '2026-03-02', '', '')`,
    [home.sessionId, newId(), userId],
  );
  await database.adminSql(
    `INSERT INTO notice (id, congress_id, person_id, capacity_id, kind, title, body, link, created_at) VALUES ($1, $2, $3, $4, 'suggestion', '只给领衔代表的通知', '通知内容', '/', '2026-03-02')`,
    [home.noticeId, at.home.congressId, lead.personId, lead.id],
  );
  await database.adminSql(
    `INSERT INTO act_link (id, congress_id, person_id, capacity_id, act, matter_id, subject_id, created_at, expires_at) VALUES ($1, $2, $3, $4, 'suggestion.evaluate', $5, $5, '2026-03-02', '2026-03-20')`,
    [home.actLinkId, at.home.congressId, lead.personId, lead.id, matters.matters.answered.id],
  );
  await database.adminSql(
    `INSERT INTO duty_record (id, congress_id, mandate_id, person_id, event_id, event_at, record_key, kind, title, occurred_on, subject_type, subject_id)
     VALUES ($1, $2, $3, $4, $5, '2026-03-02', 'a suggestion', 'suggestion_submitted', '提出建议', '2026-03-02', 'suggestion', $6)`,
    [newId(), at.home.congressId, lead.id, lead.personId, newId(), matters.matters.answered.id],
  );
  await database.adminSql(`INSERT INTO delegation (id, congress_id, term_id, name) VALUES ($1, $2, $3, '没有代表的代表团')`, [home.delegationId, at.home.congressId, at.home.termId]);
  await database.adminSql(
    `INSERT INTO constituency (id, congress_id, term_id, name, kind, electing_congress_id, seats) VALUES ($1, $2, $3, '岳阳楼区选举单位', 'indirect', $4, 5)`,
    [home.constituencyId, at.home.congressId, at.home.termId, at.lower.congressId],
  );
  await database.adminSql(`INSERT INTO deputy_group (id, congress_id, name, kind) VALUES ($1, $2, '环保代表小组', 'field')`, [home.groupId, at.home.congressId]);
  await database.adminSql('INSERT INTO deputy_group_member (group_id, person_id, congress_id) VALUES ($1, $2, $3)', [home.groupId, lead.personId, at.home.congressId]);
  await database.adminSql(
    `INSERT INTO import_batch (id, congress_id, kind, file_name, state, total, created_by_id, created_by, created_at) VALUES ($1, $2, 'deputies', '代表名册.xlsx', 'previewed', 1, $3, '系统管理员', '2026-03-02')`,
    [home.importBatchId, at.home.congressId, of('home.system_administrator').personId],
  );
  await database.adminSql(
    `INSERT INTO import_row (batch_id, congress_id, line, cells, verdict) VALUES ($1, $2, 2, $3, 'new')`,
    [home.importBatchId, at.home.congressId, sealCells(home.importBatchId, 2, { name: '待导入的代表', certificate: 'M0001', startsOn: '2026-01-05' })],
  );
  for (const place of Object.values(at)) {
    await database.adminSql(`INSERT INTO suggestion_rollup (congress_id, period, measure, count) VALUES ($1, '2026-03', 'submitted', 1) ON CONFLICT DO NOTHING`, [place.congressId]);
  }
  // Last: while their session sits, everything else would be handed in during it.
  const motions = await createMotions(people);
  const capacity = (who: Caller) => (who === 'anonymous' || who === 'nobody' ? null : of(who));
  return {
    world: { ...people, ...matters, calls: await createCalls(people, matters, database), articles: await createArticles(people, database), consultations: await createConsultations(people, database), profileMandateId: await createProfile(people, database), stations: await createStations(people, database), opinions: await createOpinions(people, database), duty: await createDuty(people, database), activities: await createActivities(people, database), workPlans: await createWorkPlans(people, database), ...(await createHandling(people, database)), exchangeKeyId, home: { ...home, freePersonId: free.personId, suspendedMandateId: suspended.id, idleOrganId: spare }, motions, capacity },
    signInOf: (who) => signIn(who, capacity(who), who === 'home.lead' ? { userId, sessionId: home.sessionId } : {}),
  };
}

function signIn(who: Caller, capacity: Capacity | null, own: { userId?: string; sessionId?: string }): SignIn | null {
  if (who === 'anonymous') return null;
  return {
    sessionId: newId(), userId: newId(), username: who, personId: capacity?.personId ?? newId(), personName: capacity?.personName ?? '没有身份的人',
    mustChangePassword: false, passwordExpired: false, mustEnrolTotp: false, totpRequired: false, steppedUpUntil: '2036-01-01T00:00:00.000Z', expiresAt: '2026-03-09T00:00:00.000Z', capacities: capacity ? [capacity] : [], lastCapacityId: null, ...own,
  };
}
