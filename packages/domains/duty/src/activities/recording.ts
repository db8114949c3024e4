// What was seen and what came of it; with the record the attendance is entered in the archives by itself.
import { setAttachments } from '@smart/files/service';
import type { Capacity } from '@smart/identity/capacity';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { shareWithOthers } from './elsewhere.ts';
import type { recordActivityInput, sheetPicturesInput } from './model-inputs.ts';
import type { ActivityReceipt } from './model-views.ts';
import { ownActivity } from './planning.ts';
import { actOnActivity } from './store.ts';
import { warnOfAbsence } from './warnings.ts';

export const recordPurpose = 'activity_record';
export const sheetPurpose = 'activity_sheet';

/** Once, when everybody is accounted for; afterwards it is put right. @throws DomainError common.not_found, workflow.* (somebody is not marked, leave waits), files.not_found */
export async function recordActivity(work: Work, capacity: Capacity, { seen, results, fileIds, ...ref }: z.output<typeof recordActivityInput>): Promise<ActivityReceipt> {
  const { state } = await ownActivity(work, capacity, ref.id);
  await setAttachments(work, fileIds, { matterId: ref.id, congressId: capacity.congressId, subjectType: recordPurpose, subjectId: ref.id }, recordPurpose, capacity.personId);
  const patch = { seen, results, recorded_by: capacity.personName, recorded_at: work.clock.now() };
  const { id, version } = await actOnActivity(work, capacity, { ...ref, action: state === 'held' ? 'correct' : 'record', patch, facts: { results } });
  await shareWithOthers(work, capacity.congressId, id);
  await warnOfAbsence(work, capacity.congressId, id);
  return { id, version, next: state === 'held' ? '已补正。' : '已记录，到场代表的履职档案自动记入。' };
}

/** The paper on which people signed, as pictures; read beside the roll call by the office only. @throws DomainError common.not_found, files.not_found */
export async function setSheets(work: Work, capacity: Capacity, { id, fileIds }: z.output<typeof sheetPicturesInput>): Promise<ActivityReceipt> {
  const { version } = await ownActivity(work, capacity, id);
  await setAttachments(work, fileIds, { matterId: id, congressId: capacity.congressId, subjectType: sheetPurpose, subjectId: id }, sheetPurpose, capacity.personId);
  return { id, version, next: '签到表照片已保存。' };
}
