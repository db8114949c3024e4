// The history of a matter for one viewer: what was done, when, by whom, with a code to check it by.
import { type Capacity, readingOrgans } from '@smart/identity/capacity';
import { history, type HistoryEntry } from '@smart/workflow/action-log';
import type { Work } from '@smart/workflow/work';
import type { Matter } from './matter.ts';
import type { DetailView } from './model-views.ts';

type Entry = DetailView['timeline'][number];

/** Steps inside an organ; the deputy sees their result and not the way to it. */
const inside = new Set(['submitReply', 'sendBackReply', 'giveOpinion', 'followReview', 'followSendBack', 'requestReturn', 'approveReturn', 'refuseReturn', 'followReturnRequest', 'followHandBack', 'takeBack', 'refuseExtension', 'askCoordination', 'coordinateOrgans']);
/** The suggestion following its organs repeats what the organ's own step says. */
export const echoes: ReadonlySet<string> = new Set(['followHandling', 'followReview', 'followSendBack', 'followReturnRequest', 'followHandBack', 'beginDistributing', 'beginHandling', 'beginAssisting', 'complete', 'cancel', 'followCoordination']);

function shown(entry: HistoryEntry, matter: Matter, viewer: DetailView['viewer'], capacity: Capacity): boolean {
  if (echoes.has(entry.action)) return false;
  if (entry.action === 'prepare') return viewer === 'lead'; // who helps the deputy is between the two
  if (!inside.has(entry.action) || viewer === 'congress') return true;
  if (viewer !== 'organ') return false;
  // An organ sees its own inner steps and those between it and the organ below or above it.
  const part = matter.assignments.find((one) => one.id === entry.subjectId);
  const organs = readingOrgans(capacity);
  return part === undefined || organs.includes(part.organId) || (part.assignedByOrganId !== null && organs.includes(part.assignedByOrganId));
}

/** The timeline, oldest first. */
export async function timelineOf(work: Work, matter: Matter, viewer: DetailView['viewer'], capacity: Capacity): Promise<Entry[]> {
  const entries = await history(work, matter.row.id);
  return entries
    .filter((entry) => shown(entry, matter, viewer, capacity))
    .map((entry) => ({
      id: entry.id,
      at: entry.at,
      label: entry.actionLabel,
      actorLabel: entry.actorLabel,
      organName: matter.assignments.find((one) => one.id === entry.subjectId)?.organName ?? null,
      // Reasons written between organs stay between them; what was told to the deputy is shown.
      reason: inside.has(entry.action) && viewer !== 'congress' && viewer !== 'organ' ? null : entry.reason,
      toState: entry.toState,
      toStateLabel: entry.toStateLabel,
      receipt: entry.receipt,
    }));
}
