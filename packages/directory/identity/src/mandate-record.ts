// A mandate as records have it: read under its lock, told about, forgotten where it was remembered.
import { civil } from '@smart/divisions/civil';
import { congressById } from '@smart/divisions/congresses';
import { today } from '@smart/kernel/dates';
import { DomainError } from '@smart/kernel/errors';
import type { Acting } from '@smart/rpc/context';
import { appendEvent } from '@smart/workflow/events';
import type { Work } from '@smart/workflow/work';
import { announceIdentityChange } from './changes.ts';

export type MandateRecord = {
  id: string; personId: string; congressId: string; termId: string; constituencyId: string | null; delegationId: string | null;
  certificate: string; status: string; startsOn: string; endsOn: string | null; endGround: string | null;
};
type MandateRow = Omit<MandateRecord, 'startsOn' | 'endsOn'> & { startsOn: Date; endsOn: Date | null };
export const recordOf = ({ id, personId, congressId, termId, constituencyId, delegationId, certificate, status, startsOn, endsOn, endGround }: MandateRow): MandateRecord => ({
  id, personId, congressId, termId, constituencyId, delegationId, certificate, status, startsOn: civil(startsOn), endsOn: civil(endsOn), endGround,
});

export type LockedMandate = MandateRow & { person: { name: string }; congressName: string };

/** Locks a mandate of the congress. @throws DomainError common.not_found */
export async function lockMandate(work: Work, congressId: string, id: string): Promise<LockedMandate> {
  await work.sql('SELECT 1 FROM mandate WHERE id = $1 AND congress_id = $2 FOR UPDATE', [id, congressId]);
  const row = await work.prisma.mandate.findFirst({ where: { id, congressId }, include: { person: { select: { name: true } } } });
  if (!row) throw new DomainError('common.not_found', { what: '代表资格' });
  return { ...row, congressName: (await congressById(work, congressId)).name };
}

/**
 * What is entered of a mandate takes effect at once, so it is not entered ahead of its day.
 * @throws DomainError common.invalid_input (on)
 */
export function refuseFuture(work: Work, on: string): void {
  if (on <= today(work.clock)) return;
  const message = '日期不得晚于今天：登记后立即生效，请在当日或者之后登记';
  throw new DomainError('common.invalid_input', { problem: message }, [{ path: 'on', message }]);
}

/** Announces what happened to a mandate; the capacity is read anew everywhere. */
export async function announceMandate(
  work: Work, acting: Acting, mandate: { id: string; personId: string; congressId: string; person: { name: string }; congressName: string }, type: string, facts: Record<string, unknown>,
): Promise<void> {
  await appendEvent(work, {
    congressId: mandate.congressId, matterId: null, type, subjectType: 'mandate', subjectId: mandate.id, personId: acting.personId,
    payload: { personId: mandate.personId, personName: mandate.person.name, congressName: mandate.congressName, ...facts },
  });
  await announceIdentityChange(work, mandate.personId);
}
