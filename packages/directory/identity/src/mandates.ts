// Mandates (代表资格): beginning, by-election, change of delegation. Suspension and end: mandate-suspension.ts, mandate-end.ts.
export { endMandate } from './mandate-end.ts';
export { resumeMandate, suspendMandate } from './mandate-suspension.ts';
import { civil, dateColumn } from '@smart/divisions/civil';
import { congressById } from '@smart/divisions/congresses';
import { registerTermClosed } from '@smart/divisions/hooks';
import { isRelated } from '@smart/divisions/scope';
import { isUniqueViolation } from '@smart/database/pg-errors';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { mandateBegan, mandateDelegationChanged, mandateElected } from './events.ts';
import { mandateInput, type MandateInput } from './model.ts';
import { announceIdentityChange } from './changes.ts';
import { recordMandateAct } from './mandate-acts.ts';
import { announceMandate, lockMandate, type MandateRecord, recordOf, refuseFuture } from './mandate-record.ts';
import { attachPerson, lockPerson } from './people.ts';
import { unscopedIdentity } from './realm.ts';

type TermRow = { id: string; number: number; startsOn: Date; endsOn: Date | null; current: boolean };

/** A mandate may be entered for the term in office, or for one that is being prepared (换届): it waits for the first session. */
async function openTermOf(work: Work, congressId: string, termId: string): Promise<{ term: TermRow; prepared: boolean }> {
  const term = await work.prisma.term.findFirst({ where: { id: termId, congressId } });
  if (!term) throw new DomainError('common.not_found', { what: '届次' });
  if (!term.current && term.endsOn !== null) throw new DomainError('common.conflict', { reason: '该届已经结束，不能再登记代表资格' });
  return { term, prepared: !term.current };
}

/**
 * Enters a mandate in the congress for which the unit of work acts. In a term that is being prepared it is `elected` and gives no
 * capacity until the term's first session opens (代表法 2).
 * @throws DomainError directory.second_mandate_not_related when the person is a deputy in an area that is neither above nor below
 *   (选举法 48); common.conflict when the person already is a deputy of this congress, the certificate is in use or the term is over;
 *   common.invalid_input when a by-election has no vacant seat (选举法 57)
 */
export async function addMandate(work: Work, acting: Acting, congressId: string, input: MandateInput): Promise<MandateRecord> {
  const { replacesId, qualifiedOn, announcementNumber, ...data } = mandateInput.parse(input);
  const congress = await congressById(work, congressId);
  const { term, prepared } = await openTermOf(work, congressId, data.termId);
  await requireOfTerm(work, data);
  const person = await lockPerson(work, data.personId);
  await refuseUnrelated(work, data.personId, congress, { termId: data.termId, prepared });
  if (data.election === 'by_election') await requireVacancy(work, congressId, { ...data, replacesId, qualifiedOn, prepared });
  await attachPerson(work, data.personId, congressId);
  const startsOn = prepared ? term.startsOn : dateColumn(data.startsOn);
  const row = await work.attempt(() => work.prisma.mandate.create({ data: { ...data, congressId, startsOn, status: prepared ? 'elected' : 'active' } })).catch((error: unknown) => {
    if (isUniqueViolation(error)) throw new DomainError('common.conflict', { reason: `代表证号“${data.certificate}”在本届已经使用` });
    throw error;
  });
  const act = data.election === 'by_election' ? 'by_elected' : 'elected';
  await recordMandateAct(work, acting, congressId, { mandateId: row.id, act, on: data.startsOn, facts: { certificate: data.certificate, ...(replacesId ? { replacesId } : {}), ...(announcementNumber ? { announcementNumber } : {}) } });
  if (qualifiedOn !== null) await recordMandateAct(work, acting, congressId, { mandateId: row.id, act: 'qualified', on: qualifiedOn });
  await appendEvent(work, {
    congressId, matterId: null, type: prepared ? mandateElected.name : mandateBegan.name, subjectType: 'mandate', subjectId: row.id, personId: acting.personId,
    payload: { personId: person.id, personName: person.name, congressName: congress.name, certificate: data.certificate, on: civil(startsOn) },
  });
  await announceIdentityChange(work, data.personId);
  return recordOf(row);
}

const invalid = (path: string, message: string): DomainError => new DomainError('common.invalid_input', { problem: message }, [{ path, message }]);

/** What a by-election lacks, and at which field; null when nothing. */
export function byElectionProblem({ prepared, constituencyId, qualifiedOn }: { prepared: boolean; constituencyId: string | null; qualifiedOn: string | null }): { path: 'election' | 'constituencyId' | 'qualifiedOn'; message: string } | null {
  if (prepared) return { path: 'election', message: '新一届第一次会议召开前的选举为换届选举，不作为补选登记' };
  if (constituencyId === null) return { path: 'constituencyId', message: '补选由原选区或者原选举单位进行（选举法第五十七条），请选择选区或者选举单位' };
  if (qualifiedOn === null) return { path: 'qualifiedOn', message: '补选的代表须经代表资格审查（选举法第五十七条），请填写审查确认日期' };
  return null;
}
export const noVacancy = ({ seats, taken }: { seats: number; taken: number }): string => `该选区（选举单位）应选代表 ${seats} 名，现有 ${taken} 名，没有缺额，不能补选`;

/**
 * A by-election fills a seat that became vacant in the same constituency or electing unit; the new deputy's qualification is examined again
 * (选举法 57; 代表法 62).
 */
async function requireVacancy(
  work: Work, congressId: string,
  { termId, constituencyId, replacesId, qualifiedOn, startsOn, prepared }: { termId: string; constituencyId: string | null; replacesId: string | null; qualifiedOn: string | null; startsOn: string; prepared: boolean },
): Promise<void> {
  const problem = byElectionProblem({ prepared, constituencyId, qualifiedOn });
  if (problem) throw invalid(problem.path, problem.message);
  // Two by-elections for one seat wait for each other here.
  await work.sql('SELECT 1 FROM constituency WHERE id = $1 FOR UPDATE', [constituencyId]);
  const [seats] = await work.sql<{ seats: number; taken: number }>(
    `SELECT c.seats, (SELECT count(*)::int FROM mandate m WHERE m.constituency_id = c.id AND m.status <> 'ended') AS taken FROM constituency c WHERE c.id = $1`,
    [constituencyId],
  );
  if (seats && seats.taken >= seats.seats) throw invalid('constituencyId', noVacancy(seats));
  if (replacesId === null) return;
  const before = await work.prisma.mandate.findFirst({ where: { id: replacesId, congressId, termId, constituencyId, status: 'ended' } });
  if (!before) throw invalid('replacesId', '所补缺额应当是本届同一选区（选举单位）已经终止的代表资格');
  if (before.endsOn !== null && startsOn < civil(before.endsOn)) throw invalid('startsOn', `补选代表的任期不得早于原代表资格终止之日（${civil(before.endsOn)}）`);
}

/**
 * Moves a deputy to another delegation of the same term; the history keeps both. Null takes them out of any.
 * @throws DomainError common.not_found; common.conflict when the mandate has ended or nothing would change
 */
export async function changeDelegation(work: Work, acting: Acting, congressId: string, input: { id: string; delegationId: string | null; on: string; note?: string | null }): Promise<MandateRecord> {
  const before = await lockMandate(work, congressId, input.id);
  if (before.status === 'ended') throw new DomainError('common.conflict', { reason: '该代表资格已经终止' });
  refuseFuture(work, input.on);
  if (before.delegationId === input.delegationId) throw new DomainError('common.conflict', { reason: '该代表已经在所选代表团' });
  await requireOfTerm(work, { termId: before.termId, constituencyId: null, delegationId: input.delegationId });
  const names = await work.prisma.delegation.findMany({ where: { id: { in: [before.delegationId, input.delegationId].filter((one) => one !== null) } }, select: { id: true, name: true } });
  const nameOf = (id: string | null): string | null => names.find((one) => one.id === id)?.name ?? null;
  const row = await work.prisma.mandate.update({ where: { id: input.id }, data: { delegationId: input.delegationId } });
  const facts = { from: nameOf(before.delegationId), to: nameOf(input.delegationId) };
  await recordMandateAct(work, acting, congressId, { mandateId: row.id, act: 'delegation_changed', on: input.on, facts: { ...facts, ...(input.note ? { note: input.note } : {}) } });
  await announceMandate(work, acting, before, mandateDelegationChanged.name, { ...facts, on: input.on });
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

async function refuseUnrelated(work: Work, personId: string, congress: { id: string; name: string; divisionCode: string }, next: { termId: string; prepared: boolean }): Promise<void> {
  const held = await unscopedIdentity(work, '选举法 48 looks at mandates in all congresses', () =>
    work.sql<HeldMandate>(
      `SELECT c.id AS congress_id, c.name, c.division_code, m.term_id FROM mandate m JOIN congress c ON c.id = m.congress_id
       WHERE m.person_id = $1 AND m.status <> 'ended'`,
      [personId],
    ),
  );
  refuseHeld(held, congress, next);
}

export type HeldMandate = { congress_id: string; name: string; division_code: string; term_id: string };

/**
 * Weighs a further mandate against those a person holds.
 * @throws DomainError directory.second_mandate_not_related (选举法 48); common.conflict when one is a deputy of this congress already
 */
export function refuseHeld(held: readonly HeldMandate[], congress: { id: string; name: string; divisionCode: string }, next: { termId: string; prepared: boolean }): void {
  for (const other of held) {
    // Re-elected: the old mandate goes on until the new term's first session opens.
    if (other.congress_id === congress.id && next.prepared && other.term_id !== next.termId) continue;
    if (other.congress_id === congress.id) throw new DomainError('common.conflict', { reason: `该同志已是${congress.name}代表` });
    if (!isRelated(other.division_code, congress.divisionCode)) {
      throw new DomainError('directory.second_mandate_not_related', { existing: other.name, requested: congress.name });
    }
  }
}

/** All mandates of a closed term end with it (代表法 2). One statement: a province has hundreds, and nobody's act ends them. */
registerTermClosed('identity', async (work, { congressId, termId, on }) => {
  await work.sql(
    `UPDATE mandate SET status = 'ended', ends_on = GREATEST($3::date, starts_on), end_ground = 'term_end', suspended_on = NULL, suspension_ground = NULL, suspended_until = NULL
     WHERE congress_id = $1 AND term_id = $2 AND status <> 'ended'`,
    [congressId, termId, on],
  );
  await announceIdentityChange(work, congressId);
});
