// Handing over many at once: each by its own recommendation, or all to the same organs.
import type { RecommendView } from '@smart/suggestions/model-views-desks';
import { fromRecommendation, handOverProblem, partsOf, type HandOverForm, type HandOverPart } from './hand-over.ts';

export type BulkItem = { readonly id: string; readonly version: number; readonly title: string; readonly recommendation: RecommendView | undefined };
export type BulkRequest = { readonly id: string; readonly expectedVersion: number; readonly organs: HandOverPart[] };

/**
 * What goes to the server, and which cannot go because nobody is recommended for them. `common` null: each by its recommendation; what was
 * changed in a row counts before both.
 */
export function bulkRequests(items: readonly BulkItem[], common: HandOverForm | null, changed: ReadonlyMap<string, HandOverForm> = new Map()): { requests: BulkRequest[]; without: BulkItem[] } {
  const requests: BulkRequest[] = [];
  const without: BulkItem[] = [];
  for (const item of items) {
    const form = changed.get(item.id) ?? common ?? (item.recommendation ? fromRecommendation(item.recommendation) : null);
    if (form === null || handOverProblem(form) !== null) without.push(item);
    else requests.push({ id: item.id, expectedVersion: item.version, organs: partsOf(form) });
  }
  return { requests, without };
}
