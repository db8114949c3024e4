// 退办 that repeats itself: who decides it, and when organs are brought together before the matter is handed on once more. Pure but for the
// congress's own numbers.
import type { Work } from '@smart/workflow/work';
import { z } from 'zod';
import type { AssignmentRow, Matter } from '../matter.ts';
import type { ReturnLevel } from '../model.ts';

type Returned = Pick<Matter, 'returns' | 'organCoordinations'>;

const count = z.int().min(1);

/**
 * The level of a return: whoever handed over, unless the organ asks again or requests of this matter were refused as often; then the next
 * above. A township's presidium has nobody above it.
 */
export function levelFor(matter: Returned & { row: { congressTier: string } }, part: Pick<AssignmentRow, 'organId' | 'parentId'>, threshold: number): ReturnLevel {
  const decided = matter.returns.filter((one) => one.state !== 'requested');
  const own = decided.filter((one) => one.organId === part.organId).length + 1;
  const refused = decided.filter((one) => one.state === 'refused').length;
  if (own < threshold && refused < threshold) return 'handing_over';
  if (part.parentId !== null) return 'congress';
  return matter.row.congressTier === 'township' ? 'handing_over' : 'leaders';
}

/** Who decides the return that is asked for now, or would decide the next one; what was asked keeps the level it was asked at. */
export async function returnLevelOf(work: Work, matter: Matter, part: AssignmentRow): Promise<ReturnLevel> {
  const asked = matter.returns.find((one) => one.assignmentId === part.id && one.state === 'requested');
  if (asked) return asked.level;
  return matter.returns.length === 0 ? 'handing_over' : levelFor(matter, part, count.parse(await work.parameter(matter.row.congressId, 'suggestions.return_escalation')));
}

/** Organs whose return was agreed to since the organs were last brought together. */
export function organsThatReturned(matter: Returned): number {
  const last = matter.organCoordinations.findLast((one) => one.kind === 'returns' && one.coordinatedAt !== null)?.coordinatedAt ?? '';
  const since = matter.returns.filter((one) => one.state === 'approved' && Date.parse(one.decidedAt ?? '') > (last === '' ? 0 : Date.parse(last)));
  return new Set(since.map((one) => one.organId)).size;
}

/** How many organs gave it back, when they are so many that it may not be handed over without a coordination; else null. */
export async function returnsToCoordinate(work: Work, matter: Matter): Promise<number | null> {
  const organs = organsThatReturned(matter);
  if (organs < 2) return null;
  return organs >= count.parse(await work.parameter(matter.row.congressId, 'suggestions.return_coordination')) ? organs : null;
}
