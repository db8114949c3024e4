// The office confirms in one step, or sends back with a reason.
import type { Capacity } from '@smart/identity/capacity';
import { isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import type { confirmManyInput, declarationRef, decideDeclarationInput } from './model-inputs.ts';
import type { confirmManyView, DeclarationReceipt } from './model-views.ts';
import { actOnDeclaration } from './store.ts';

const decided = (work: Work, capacity: Capacity, reason: string | null) => ({ decided_by: capacity.personName, decided_at: work.clock.now(), return_reason: reason });

/** @throws DomainError common.not_found, common.forbidden (one's own), workflow.* */
export async function confirmDeclaration(work: Work, capacity: Capacity, ref: z.output<typeof declarationRef>): Promise<DeclarationReceipt> {
  const { id, version } = await actOnDeclaration(work, capacity, { ...ref, action: 'confirm', patch: decided(work, capacity, null) });
  return { id, version, next: '已核实，计入代表的履职档案。' };
}

/** Each for itself: what fails stands by its reason, the others are confirmed. */
export async function confirmMany(work: Work, capacity: Capacity, { items }: z.output<typeof confirmManyInput>): Promise<z.output<typeof confirmManyView>> {
  const failed: { id: string; problem: string }[] = [];
  for (const item of items) {
    try {
      await work.attempt(() => confirmDeclaration(work, capacity, item));
    } catch (error) {
      if (!isDomainError(error)) throw error;
      failed.push({ id: item.id, problem: error.message });
    }
  }
  return { confirmed: items.length - failed.length, failed };
}

/** @throws DomainError common.not_found, common.forbidden, common.invalid_input (no reason), workflow.* */
export async function returnDeclaration(work: Work, capacity: Capacity, { reason, ...ref }: z.output<typeof decideDeclarationInput>): Promise<DeclarationReceipt> {
  const { id, version } = await actOnDeclaration(work, capacity, { ...ref, action: 'sendBack', reason, patch: decided(work, capacity, reason) });
  return { id, version, next: '已退回，代表收到理由后可以修改。' };
}

/** What was confirmed by mistake counts no longer. @throws DomainError as `returnDeclaration` */
export async function revokeDeclaration(work: Work, capacity: Capacity, { reason, ...ref }: z.output<typeof decideDeclarationInput>): Promise<DeclarationReceipt> {
  const { id, version } = await actOnDeclaration(work, capacity, { ...ref, action: 'revoke', reason, patch: decided(work, capacity, reason) });
  return { id, version, next: '已撤销核实，不再计入档案，代表收到理由。' };
}
