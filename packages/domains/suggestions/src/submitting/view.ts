// What the detail page shows of the handing in: relations, the delegation's signature, the paper original. Each viewer sees their part.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { filesOf, seesPaper } from '../attachments.ts';
import { loadMatter, type Matter } from '../matter.ts';
import { isShutOut, principalOf } from '../own.ts';
import { parameters, visibleSql } from '../visibility.ts';
import { relationsOf } from './earlier.ts';
import { type DelegationView, delegationStateLabels, type PaperView, paperStateLabels, type SubmissionView } from './model.ts';

/**
 * Of a suggestion that the capacity may see; a writer asks it of a draft, too.
 * @throws DomainError common.not_found
 */
export async function submissionOf(work: Work, capacity: Capacity, id: string): Promise<SubmissionView> {
  const { values, p } = parameters();
  const [visible] = await work.sql(`SELECT 1 FROM suggestion s WHERE s.id = ${p(id)} AND ${visibleSql(capacity, p)}`, values);
  if (!visible) throw new DomainError('common.not_found', { what: '建议' });
  const matter = await loadMatter(work, id);
  return { relations: await relationsOf(work, capacity, id), delegation: delegationOf(matter, capacity), paper: await paperOf(work, matter, capacity) };
}

/** Before it is handed in, and inside the congress, everything; afterwards to others that it was signed. */
function delegationOf(matter: Matter, capacity: Capacity): DelegationView | null {
  const found = matter.delegations[0];
  if (!found) return null;
  const inside = isWriter(matter, capacity) || found.leaderPersonId === capacity.personId || seesPaper(matter.row, capacity);
  if (!inside && found.state !== 'confirmed') return null;
  return {
    name: found.delegationName, leaderName: found.leaderName, discussedOn: found.discussedOn, state: found.state, stateLabel: delegationStateLabels[found.state],
    answeredAt: found.answeredAt, declineReason: inside ? found.declineReason : null, mine: found.leaderPersonId === capacity.personId,
  };
}

const isWriter = ({ row }: Matter, capacity: Capacity): boolean => row.leadPersonId === principalOf(capacity)?.personId && !isShutOut(capacity, row);

async function paperOf(work: Work, matter: Matter, capacity: Capacity): Promise<PaperView | null> {
  const found = matter.papers[0];
  if (!found || !(isWriter(matter, capacity) || seesPaper(matter.row, capacity))) return null;
  const files = (await filesOf(work, matter.row.id)).filter((one) => one.purpose === 'paper');
  return {
    state: found.state, stateLabel: paperStateLabels[found.state], enteredBy: found.enteredBy, receivedAt: new Date(found.receivedAt).toISOString(), archiveNumber: found.archiveNumber,
    files: files.map(({ id, name, size }) => ({ id, name, size })),
  };
}
