// How a handling organ reaches the deputy it must speak with (代表法 51): the number is masked; who looks at it in clear says what for, and it is recorded.
import type { Capacity } from '@smart/identity/capacity';
import { fieldInClear, recordLook } from '@smart/identity/personal-access';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { isAssignmentState } from './model.ts';
import type { deputyContactView } from './model-views-desks.ts';
import type { showDeputyPhoneInput } from './model-inputs.ts';

type Asked = { personId: string; name: string; phoneMasked: string | null; congressId: string; congressName: string; matterId: string };

/**
 * The lead proposer of a part that lies with the actor's organ and is not over; to others it does not exist.
 * @throws DomainError common.not_found
 */
async function asked(work: Work, capacity: Capacity, assignmentId: string): Promise<Asked> {
  const [found] = await work.sql<Asked & { organId: string; state: string }>(
    `SELECT s.lead_person_id AS "personId", s.lead_name AS name, p.phone_masked AS "phoneMasked", s.congress_id AS "congressId", c.name AS "congressName", s.id AS "matterId",
       a.organ_id AS "organId", a.state
     FROM assignment a JOIN suggestion s ON s.id = a.suggestion_id JOIN congress c ON c.id = s.congress_id LEFT JOIN person p ON p.id = s.lead_person_id WHERE a.id = $1`,
    [assignmentId],
  );
  const over = !found || !isAssignmentState(found.state) || found.state === 'returned' || found.state === 'cancelled' || found.state === 'completed';
  if (over || found.organId !== capacity.organId) throw new DomainError('common.not_found', { what: '承办事项' });
  return found;
}

/** Name and masked number of the lead proposer; null when the number is not known here. @throws DomainError common.not_found */
export async function deputyContact(work: Work, capacity: Capacity, assignmentId: string): Promise<z.output<typeof deputyContactView>> {
  const { name, phoneMasked } = await asked(work, capacity, assignmentId);
  return { name, phoneMasked };
}

/** The number in clear, with the purpose recorded in the events of the congress. @throws DomainError common.not_found */
export async function showDeputyPhone(work: Work, capacity: Capacity, input: z.output<typeof showDeputyPhoneInput>): Promise<{ phone: string | null }> {
  const { personId, name, congressId, congressName, matterId, phoneMasked } = await asked(work, capacity, input.assignmentId);
  if (phoneMasked === null) return { phone: null };
  await recordLook(work, capacity, { personId, personName: name, field: 'phone', purpose: input.purpose }, { congressId, congressName, matterId });
  return { phone: await fieldInClear(work, personId, 'phone') };
}
