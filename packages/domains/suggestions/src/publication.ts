// 信息公示: how a suggestion gets before the public and is taken off again (重庆 36, 山东 27, 青岛 30, 河南 29). What is read there is in publication/.
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnSuggestion } from './act.ts';
import type { suggestionRef, unpublishInput } from './model-inputs.ts';
import type { Receipt } from './model-views.ts';
import { lockedOfCongress } from './own.ts';
import { markPublicationEnd } from './publication/end.ts';
import { receiptFor } from './receipts.ts';
import { settle } from './settle.ts';

/** @throws DomainError common.not_found, workflow.refused (confidential, no consent), workflow.* */
export async function publish(work: Work, capacity: Capacity, input: z.output<typeof suggestionRef>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { ...input, action: 'publish', matter, patch: { published_at: work.clock.now() } });
  await work.sql('DELETE FROM publication_end WHERE suggestion_id = $1', [input.id]);
  return receiptFor(await settle(work, input.id));
}

/**
 * Takes it off the public site; its address answers with the reason from then on.
 * @throws DomainError common.not_found, workflow.*
 */
export async function unpublish(work: Work, capacity: Capacity, input: z.output<typeof unpublishInput>): Promise<Receipt> {
  const matter = await lockedOfCongress(work, capacity, input.id);
  await actOnSuggestion(work, capacity, { ...input, action: 'unpublish', matter, patch: { published_at: null } });
  await markPublicationEnd(work, matter.row, input.reason);
  return receiptFor(await settle(work, input.id));
}
