// Finding the matter one acts on, with the least that the actor must be to know of it at all.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { Matter } from './matter.ts';
import { lockMatter } from './store.ts';


/** For whom a capacity writes: the deputy for themselves, an assistant for the deputy they stand in for. */
export type Principal = { readonly personId: string; readonly name: string; readonly mandateId: string; readonly termId: string; readonly delegationName: string | null };

/** Null for a capacity that writes for no deputy. */
export function principalOf(capacity: Capacity): Principal | null {
  const { standIn, termId, delegationName = null } = capacity;
  if (termId === undefined) return null;
  if (capacity.kind === 'mandate') return { personId: capacity.personId, name: capacity.personName, mandateId: capacity.id, termId, delegationName };
  if (standIn?.kind !== 'assistant' || !standIn.forPersonId || !standIn.mandateId) return null;
  return { personId: standIn.forPersonId, name: standIn.forName ?? '', mandateId: standIn.mandateId, termId, delegationName };
}

/** Whether confidential suggestions of the principal are closed to the capacity. */
export const isShutOut = (capacity: Pick<Capacity, 'standIn'>, row: { confidential: boolean }): boolean => row.confidential && capacity.standIn?.kind === 'assistant' && !capacity.standIn.confidential;

const isOwn = ({ row }: Matter, capacity: Capacity): boolean =>
  row.leadPersonId === principalOf(capacity)?.personId && row.congressId === capacity.congressId && !isShutOut(capacity, row);

/**
 * Locks a suggestion the deputy leads, for the deputy or an assistant. To others it does not exist.
 * @throws DomainError common.not_found
 */
export async function lockedOwn(work: Work, capacity: Capacity, id: string): Promise<Matter>;
export async function lockedOwn(work: Work, capacity: Capacity, id: string, options: { orNull: true }): Promise<Matter | null>;
export async function lockedOwn(work: Work, capacity: Capacity, id: string, options?: { orNull: true }): Promise<Matter | null> {
  if (options?.orNull) {
    const [found] = await work.sql('SELECT 1 FROM suggestion WHERE id = $1', [id]);
    if (!found) return null;
  }
  const matter = await lockMatter(work, id);
  if (!isOwn(matter, capacity)) throw new DomainError('common.not_found', { what: '建议' });
  return matter;
}

/**
 * Locks a suggestion of the capacity's own congress that was handed in. To others it does not exist.
 * @throws DomainError common.not_found
 */
export async function lockedOfCongress(work: Work, capacity: Capacity, id: string): Promise<Matter> {
  const matter = await lockMatter(work, id);
  if (matter.row.congressId !== capacity.congressId || matter.row.submittedAt === null) throw new DomainError('common.not_found', { what: '建议' });
  return matter;
}
