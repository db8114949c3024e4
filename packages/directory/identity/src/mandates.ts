// Mandates (代表资格): beginning, suspension, end, and what ends with them.
import { civil, dateColumn } from '@smart/divisions/civil';
import { congressById } from '@smart/divisions/congresses';
import { registerTermClosed } from '@smart/divisions/hooks';
import { mandateBoundKinds } from '@smart/divisions/model';
import { isRelated } from '@smart/divisions/scope';
import { isUniqueViolation } from '@smart/database/pg-errors';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { mandateBegan, mandateEnded, mandateResumed, mandateSuspended } from './events.ts';
import { endGrounds, mandateInput, suspensionGrounds, type EndGround, type MandateInput, type SuspensionGround } from './model.ts';
import { announceIdentityChange } from './changes.ts';
import { attachPerson, lockPerson } from './people.ts';
import { unscopedIdentity } from './realm.ts';

export type MandateRecord = {
  id: string; personId: string; congressId: string; termId: string; constituencyId: string | null; delegationId: string | null;
  certificate: string; status: string; startsOn: string; endsOn: string | null; endGround: string | null;
};
type Row = Omit<MandateRecord, 'startsOn' | 'endsOn'> & { startsOn: Date; endsOn: Date | null };
const recordOf = ({ id, personId, congressId, termId, constituencyId, delegationId, certificate, status, startsOn, endsOn, endGround }: Row): MandateRecord => ({
  id, personId, congressId, termId, constituencyId, delegationId, certificate, status, startsOn: civil(startsOn), endsOn: civil(endsOn), endGround,
});

/**
 * Enters a mandate in the congress for which the unit of work acts.
 * @throws DomainError directory.second_mandate_not_related when the person is a deputy in an area that is neither above nor below
 *   (选举法 48); common.conflict when the person already is a deputy of this congress or the certificate is in use
 */
export async function addMandate(work: Work, acting: Acting, congressId: string, input: MandateInput): Promise<MandateRecord> {
  const data = mandateInput.parse(input);
  const congress = await congressById(work, congressId);
  const term = await work.prisma.term.findFirst({ where: { id: data.termId, congressId } });
  if (!term) throw new DomainError('common.not_found', { what: '届次' });
  await requireOfTerm(work, data);
  const person = await lockPerson(work, data.personId);
  await refuseUnrelated(work, data.personId, congress);
  await attachPerson(work, data.personId, congressId);
  const row = await work.attempt(() => work.prisma.mandate.create({ data: { ...data, congressId, startsOn: dateColumn(data.startsOn) } })).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new DomainError('common.conflict', { reason: `代表证号“${data.certificate}”在本届已经使用` });
    throw error;
  });
  await appendEvent(work, {
    congressId, matterId: null, type: mandateBegan.name, subjectType: 'mandate', subjectId: row.id, personId: acting.personId,
    payload: { personId: person.id, personName: person.name, congressName: congress.name, certificate: data.certificate, on: data.startsOn },
  });
  await announceIdentityChange(work, data.personId);
  return recordOf(row);
}

async function requireOfTerm(work: Work, { termId, constituencyId, delegationId }: { termId: string; constituencyId: string | null; delegationId: string | null }): Promise<void> {
  if (constituencyId !== null && !(await work.prisma.constituency.findFirst({ where: { id: constituencyId, termId } }))) {
    throw new DomainError('common.not_found', { what: '选区或者选举单位' });
  }
  if (delegationId !== null && !(await work.prisma.delegation.findFirst({ where: { id: delegationId, termId } }))) {
    throw new DomainError('common.not_found', { what: '代表团' });
  }
}

async function refuseUnrelated(work: Work, personId: string, congress: { id: string; name: string; divisionCode: string }): Promise<void> {
  const held = await unscopedIdentity(work, '选举法 48 looks at mandates in all congresses', () =>
    work.sql<{ congress_id: string; name: string; division_code: string }>(
      `SELECT c.id AS congress_id, c.name, c.division_code FROM mandate m JOIN congress c ON c.id = m.congress_id
       WHERE m.person_id = $1 AND m.status <> 'ended'`,
      [personId],
    ),
  );
  for (const other of held) {
    if (other.congress_id === congress.id) throw new DomainError('common.conflict', { reason: `该同志已是${congress.name}代表` });
    if (!isRelated(other.division_code, congress.divisionCode)) {
      throw new DomainError('directory.second_mandate_not_related', { existing: other.name, requested: congress.name });
    }
  }
}

async function lockMandate(work: Work, congressId: string, id: string): Promise<Row & { person: { name: string }; congressName: string }> {
  await work.sql('SELECT 1 FROM mandate WHERE id = $1 AND congress_id = $2 FOR UPDATE', [id, congressId]);
  const row = await work.prisma.mandate.findFirst({ where: { id, congressId }, include: { person: { select: { name: true } } } });
  if (!row) throw new DomainError('common.not_found', { what: '代表资格' });
  return { ...row, congressName: (await congressById(work, congressId)).name };
}

/**
 * Suspends the exercise of a mandate on one of the two grounds of 代表法 61. The deputy cannot act as such until it resumes.
 * @throws DomainError common.conflict when it is not active
 */
export async function suspendMandate(work: Work, acting: Acting, congressId: string, input: { id: string; ground: SuspensionGround; on: string }): Promise<MandateRecord> {
  const before = await lockMandate(work, congressId, input.id);
  if (before.status !== 'active') throw new DomainError('common.conflict', { reason: '只有履职中的代表资格才能暂停' });
  const row = await work.prisma.mandate.update({
    where: { id: input.id }, data: { status: 'suspended', suspendedOn: dateColumn(input.on), suspensionGround: input.ground },
  });
  await announce(work, acting, before, mandateSuspended.name, { ground: suspensionGrounds[input.ground].label, on: input.on });
  return recordOf(row);
}

/** Resumes a suspended mandate when its ground has ended (代表法 61). @throws DomainError common.conflict when it is not suspended */
export async function resumeMandate(work: Work, acting: Acting, congressId: string, input: { id: string; on: string }): Promise<MandateRecord> {
  const before = await lockMandate(work, congressId, input.id);
  if (before.status !== 'suspended') throw new DomainError('common.conflict', { reason: '该代表资格没有处于暂停状态' });
  const row = await work.prisma.mandate.update({ where: { id: input.id }, data: { status: 'active', suspendedOn: null, suspensionGround: null } });
  await announce(work, acting, before, mandateResumed.name, { on: input.on });
  return recordOf(row);
}

/**
 * Ends a mandate on one of the grounds of 代表法 62, by death or with the term. Except at the end of the term (standing and special
 * committees work until the next ones are elected, 地方组织法 34, 48), posts that only a deputy can hold end with it (选举法 54, 56).
 * @throws DomainError common.conflict when it has ended already; common.invalid_input when it would end before it began
 */
export async function endMandate(
  work: Work, acting: Acting, congressId: string, input: { id: string; ground: EndGround; on: string; note?: string | null },
): Promise<{ mandate: MandateRecord; posts: string[] }> {
  const before = await lockMandate(work, congressId, input.id);
  if (before.status === 'ended') throw new DomainError('common.conflict', { reason: '该代表资格已经终止' });
  if (input.on < civil(before.startsOn)) {
    throw new DomainError('common.invalid_input', { problem: '终止日期早于代表资格开始日期' }, [{ path: 'on', message: '终止日期不得早于代表资格开始日期' }]);
  }
  const row = await work.prisma.mandate.update({
    where: { id: input.id },
    data: { status: 'ended', endsOn: dateColumn(input.on), endGround: input.ground, endNote: input.note ?? null, suspendedOn: null, suspensionGround: null },
  });
  const posts = input.ground === 'term_end' ? [] : await endBoundPosts(work, before, input);
  await announce(work, acting, before, mandateEnded.name, { ground: endGrounds[input.ground].label, on: input.on, posts });
  return { mandate: recordOf(row), posts };
}

/** Membership of the standing committee, its chairpersons, special committees and the presidium ends; staff posts do not. */
async function endBoundPosts(work: Work, mandate: { personId: string; congressId: string }, { ground, on }: { ground: EndGround; on: string }): Promise<string[]> {
  const ended = await work.sql<{ title: string; organ: string }>(
    `UPDATE appointment a SET ends_on = GREATEST($3::date, a.starts_on), end_note = $4 FROM organ o
     WHERE o.id = a.organ_id AND a.person_id = $1 AND a.congress_id = $2 AND (a.ends_on IS NULL OR a.ends_on > $3::date)
       AND (a.roles && ARRAY['standing_committee_member', 'congress_leader']
         OR (o.kind = ANY ($5::text[]) AND o.kind <> 'standing_committee' AND NOT a.roles && ARRAY['congress_officer', 'system_administrator', 'security_administrator', 'audit_administrator']))
     RETURNING a.title, o.name AS organ`,
    [mandate.personId, mandate.congressId, on, `代表资格终止（${endGrounds[ground].label}），职务相应终止（选举法第五十四条、第五十六条）`, [...mandateBoundKinds]],
  );
  return ended.map(({ title, organ }) => `${organ}${title}`);
}

async function announce(
  work: Work, acting: Acting, mandate: { id: string; personId: string; congressId: string; person: { name: string }; congressName: string },
  type: string, facts: Record<string, unknown>,
): Promise<void> {
  await appendEvent(work, {
    congressId: mandate.congressId, matterId: null, type, subjectType: 'mandate', subjectId: mandate.id, personId: acting.personId,
    payload: { personId: mandate.personId, personName: mandate.person.name, congressName: mandate.congressName, ...facts },
  });
  await announceIdentityChange(work, mandate.personId);
}

/** All mandates of a closed term end with it (代表法 2). One statement: a province has hundreds, and nobody's act ends them. */
registerTermClosed('identity', async (work, { congressId, termId, on }) => {
  await work.sql(
    `UPDATE mandate SET status = 'ended', ends_on = GREATEST($3::date, starts_on), end_ground = 'term_end', suspended_on = NULL, suspension_ground = NULL
     WHERE congress_id = $1 AND term_id = $2 AND status <> 'ended'`,
    [congressId, termId, on],
  );
  await announceIdentityChange(work, congressId);
});
