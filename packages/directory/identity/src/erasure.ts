// The end of personal data (个人信息保护法 47): erased on application or when their retention has passed. Name and public duty record stay.
import type { ParameterChange, ParameterEffect } from '@smart/divisions/parameters';
import { defineParameters } from '@smart/kernel/parameters';
import { addMonths, today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import { requireHighestCongress } from './accounts.ts';
import type { Capacity } from './capacity.ts';
import { announceIdentityChange } from './changes.ts';
import { personErased } from './events.ts';
import { personById } from './people.ts';
import { unscopedIdentity, withinCongress } from './realm.ts';

export const personalDataParameters = defineParameters({
  'personal_data.retention_months': {
    label: '个人信息保存期限',
    schema: z.int().min(1).max(240),
    default: 60,
    unit: '个月',
    legal: null,
    help: '人员的全部代表资格和任职结束后，手机号、身份证号码、住址再保存多少个月；期满自动删除并停用账号（个人信息保护法第十九条、第四十七条）。姓名和依法公开的履职记录不受影响。在几级人大任职的，以最长的为准。',
  },
});

/** Seals, indexes and masks go; the account is closed with everything that signs it in. */
async function erase(work: Work, personId: string, reason: string): Promise<void> {
  await unscopedIdentity(work, 'the account belongs to no congress', async () => {
    await work.sql(
      `UPDATE person SET phone_cipher = NULL, phone_index = NULL, phone_masked = NULL, id_card_cipher = NULL, id_card_index = NULL, id_card_masked = NULL,
         address_cipher = NULL, address_masked = NULL, erased_at = $2 WHERE id = $1`,
      [personId, work.clock.now()],
    );
    const [user] = await work.sql<{ id: string }>('SELECT user_id AS id FROM person WHERE id = $1 AND user_id IS NOT NULL', [personId]);
    if (!user) return;
    await work.sql('UPDATE auth_user SET disabled_at = $2, disabled_reason = $3 WHERE id = $1', [user.id, work.clock.now(), reason]);
    for (const table of ['auth_session', 'auth_account', 'auth_oauth_consent', 'auth_two_factor', 'auth_passkey', 'auth_password_history']) await work.sql(`DELETE FROM ${table} WHERE user_id = $1`, [user.id]);
  });
  await announceIdentityChange(work, personId);
}

async function announce(work: Work, congress: { id: string; name: string }, person: { id: string; name: string }, by: { personId: string | null; label: string }, reason: string): Promise<void> {
  await appendEvent(work, {
    congressId: congress.id, matterId: null, type: personErased.name, subjectType: 'person', subjectId: person.id, personId: by.personId,
    payload: { personId: person.id, personName: person.name, congressName: congress.name, by: by.label, reason },
  });
}

/** Capacities of any congress that are in force or begin later. */
async function inForce(work: Work, personId: string): Promise<boolean> {
  const [row] = await unscopedIdentity(work, 'whoever serves anywhere keeps their data', () =>
    work.sql<{ serves: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM mandate WHERE person_id = $1 AND status <> 'ended')
         OR EXISTS (SELECT 1 FROM appointment WHERE person_id = $1 AND (ends_on IS NULL OR ends_on > $2)) AS serves`,
      [personId, today(work.clock)],
    ),
  );
  return row?.serves ?? false;
}

/**
 * Erases a person's data before their time, on application.
 * @throws DomainError common.not_found; common.forbidden unless it is the highest congress in which the person serves; common.conflict while
 *   a mandate or post is in force
 */
export async function eraseOnApplication(work: Work, capacity: Capacity, input: { personId: string; reason: string }): Promise<void> {
  const person = await personById(work, input.personId);
  await requireHighestCongress(work, person.id, capacity.congressId);
  if (await inForce(work, person.id)) throw new DomainError('common.conflict', { reason: `${person.name}仍有代表资格或者任职，履行职务所必需的个人信息不能删除；请先结束其代表资格和任职` });
  await erase(work, person.id, `个人信息已删除：${input.reason}`);
  for (const congressId of person.congressIds) await tellCongress(work, congressId, person, { personId: capacity.personId, label: capacity.personName }, input.reason);
}

type Former = { id: string; name: string; ended_on: string; congress_ids: string[] };
const BATCH = 200;

/** People of whom something is stored and whose last capacity has ended; of all congresses, or who served in this one ($4). */
const formerSql = `
  SELECT p.id, p.name, p.congress_ids, to_char(e.ended_on, 'YYYY-MM-DD') AS ended_on FROM person p CROSS JOIN LATERAL (
    SELECT GREATEST((SELECT max(m.ends_on) FROM mandate m WHERE m.person_id = p.id), (SELECT max(a.ends_on) FROM appointment a WHERE a.person_id = p.id)) AS ended_on,
      EXISTS (SELECT 1 FROM mandate m WHERE m.person_id = p.id AND m.status <> 'ended') OR EXISTS (SELECT 1 FROM appointment a WHERE a.person_id = p.id AND (a.ends_on IS NULL OR a.ends_on > $1)) AS serves) e
  WHERE p.erased_at IS NULL AND (p.phone_cipher IS NOT NULL OR p.id_card_cipher IS NOT NULL OR p.address_cipher IS NOT NULL)
    AND NOT e.serves AND e.ended_on < $1 AND p.id > $2 AND ($4::uuid IS NULL OR p.congress_ids @> ARRAY[$4::uuid]) ORDER BY p.id LIMIT $3`;

async function* formerPeople(work: Work, congressId: string | null): AsyncGenerator<Former> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const people = await unscopedIdentity(work, 'retention counts in all congresses', () => work.sql<Former>(formerSql, [today(work.clock), after, BATCH, congressId]));
    for (const person of people) {
      after = person.id;
      yield person;
    }
    if (people.length < BATCH) return;
  }
}

const retentionMonths = async (work: Work, congressId: string): Promise<number> => z.number().parse(await work.parameter(congressId, 'personal_data.retention_months'));

/** The longest retention of the congresses somebody served counts. `monthsOf` tells what each congress keeps by. */
async function retentionPassed(work: Work, { ended_on, congress_ids }: Former, monthsOf: (congressId: string) => Promise<number>): Promise<boolean> {
  return addMonths(ended_on, Math.max(...(await Promise.all(congress_ids.map(monthsOf))))) < today(work.clock);
}

/** The daily sweep: erases whose retention has passed in every congress they served. @returns how many */
export async function eraseExpired(work: Work): Promise<number> {
  let erased = 0;
  for await (const person of formerPeople(work, null)) {
    if (!(await retentionPassed(work, person, (congressId) => retentionMonths(work, congressId)))) continue;
    await erase(work, person.id, '个人信息保存期限届满');
    for (const congressId of person.congress_ids) await tellCongress(work, congressId, person, { personId: null, label: '系统' }, '个人信息保存期限届满');
    erased++;
  }
  return erased;
}

/** What another retention would do: what it erases cannot be brought back, so it is counted beforehand. */
export async function effectOnRetention(work: Work, { congressId, value }: ParameterChange): Promise<ParameterEffect> {
  const wanted = z.int().parse(value);
  let [all, now, then] = [0, 0, 0];
  for await (const person of formerPeople(work, congressId)) {
    all += 1;
    if (await retentionPassed(work, person, (id) => retentionMonths(work, id))) now += 1;
    if (await retentionPassed(work, person, (id) => (id === congressId ? Promise.resolve(wanted) : retentionMonths(work, id)))) then += 1;
  }
  return { open: all, words: `全部资格和任职已经结束、仍存有个人信息的 ${all} 人中，下一次清理时到期删除的由 ${now} 人变为 ${then} 人；已经删除的不能恢复。` };
}

/** Each congress keeps its own trace and erases what it holds of the person beside the directory. */
async function tellCongress(work: Work, congressId: string, person: { id: string; name: string }, by: { personId: string | null; label: string }, reason: string): Promise<void> {
  await withinCongress(work, congressId, 'each congress learns of the erasure', async () => {
    const [congress] = await work.sql<{ id: string; name: string }>('SELECT id, name FROM congress WHERE id = $1', [congressId]);
    if (congress) await announce(work, congress, person, by, reason);
  });
}
