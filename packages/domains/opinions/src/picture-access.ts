// Who may have the pictures of an opinion: whoever sees the opinion.
import type { Capacity } from '@smart/identity/capacity';
import { isDomainError } from '@smart/kernel/errors';
import type { Work } from '@smart/workflow/work';
import { visibleOpinion } from './looking.ts';
import { messageSubject, pictureSubject } from './pictures.ts';

/** Whoever sees the opinion may have its pictures. False for files of other domains. */
export async function mayReadPicture(work: Work, capacity: Capacity, { matterId, subjectType }: { matterId: string; subjectType: string | null }): Promise<boolean> {
  if (subjectType !== pictureSubject && subjectType !== messageSubject) return false;
  return visibleOpinion(work, capacity, matterId).then(() => true, (error: unknown) => {
    if (isDomainError(error, 'common.not_found')) return false;
    throw error;
  });
}
