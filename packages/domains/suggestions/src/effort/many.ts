// Several parts at once, each by the same act as by hand: a preview, then the acts; what fails is told by its reason and the others go through.
import type { Capacity } from '@smart/identity/capacity';
import { DomainError, isDomainError } from '@smart/kernel/errors';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import type { z } from 'zod';
import { actOnAssignment } from '../act.ts';
import { recordContact } from '../contact.ts';
import { accept, lockedPart } from '../handling.ts';
import type { AssignmentRow, Matter } from '../matter.ts';
import { contactMethodLabels } from '../model.ts';
import type { assignmentRef } from '../model-inputs.ts';
import { settle, todayOf } from '../settle.ts';
import { assignmentSubject } from '../store.ts';
import { type AssignmentAction, assignmentWorkflow } from '../workflow-assignment.ts';
import type { acceptManyInput, ManyView, recordContactsInput, remindAssistantsInput } from './model.ts';

type Ref = z.output<typeof assignmentRef>;
type Found = { matter: Matter; row: AssignmentRow };

async function each(work: Work, capacity: Capacity, items: readonly Ref[], one: (found: Found, ref: Ref) => Promise<string>): Promise<ManyView> {
  const lines: ManyView['items'] = [];
  for (const ref of items) {
    let known: { title: string; numberLabel: string | null } = { title: '', numberLabel: null };
    try {
      const words = await work.attempt(async () => {
        const found = await lockedPart(work, capacity, ref.assignmentId);
        known = { title: found.matter.row.title, numberLabel: found.matter.row.numberLabel };
        return one(found, ref);
      });
      lines.push({ assignmentId: ref.assignmentId, ...known, ok: true, problem: null, words });
    } catch (error) {
      if (!isDomainError(error)) throw error;
      lines.push({ assignmentId: ref.assignmentId, ...known, ok: false, problem: error.message, words: '' });
    }
  }
  return { items: lines };
}

/** What the workflow would say, without doing it. */
async function check(work: Work, capacity: Capacity, { matter, row }: Found, action: AssignmentAction): Promise<void> {
  const found = availableActions(assignmentWorkflow, await assignmentSubject(work, matter, row), capacity, { today: todayOf(work) }).find((one) => one.action === action);
  if (!found) throw new DomainError('common.forbidden', { reason: '现在不能由本单位办理' });
  if (!found.allowed) throw new DomainError('workflow.refused', { reason: found.reason ?? '现在不能办理', ...(found.remedy ? { remedy: found.remedy } : {}) });
}

/** 批量签收. */
export const acceptMany = (work: Work, capacity: Capacity, { items, preview }: z.output<typeof acceptManyInput>): Promise<ManyView> =>
  each(work, capacity, items, async (found, ref) => {
    if (preview) await check(work, capacity, found, 'accept');
    else await accept(work, capacity, ref);
    return preview ? '将签收' : '已签收';
  });

/** 催收协办意见: the lead asks the assisting organs that have not answered. */
export const remindAssistants = (work: Work, capacity: Capacity, { items, preview }: z.output<typeof remindAssistantsInput>): Promise<ManyView> =>
  each(work, capacity, items, async (found, ref) => {
    const { matter, row } = found;
    const { missingOpinions } = await assignmentSubject(work, matter, row);
    await check(work, capacity, found, 'remindAssistants');
    const whom = missingOpinions.join('、');
    if (preview) return `将催收：${whom}`;
    await actOnAssignment(work, capacity, { id: row.id, action: 'remindAssistants', expectedVersion: ref.expectedVersion, matter, facts: { organNames: [...missingOpinions] } });
    await settle(work, matter.row.id);
    return `已催收：${whom}`;
  });

/** One conversation with one deputy, noted for each of the suggestions it was about; the deputy confirms each. */
export async function recordContacts(work: Work, capacity: Capacity, { items, preview, ...contact }: z.output<typeof recordContactsInput>): Promise<ManyView> {
  let deputy: string | null = null;
  return each(work, capacity, items, async (found, ref) => {
    const { leadPersonId, leadName } = found.matter.row;
    deputy ??= leadPersonId;
    if (deputy !== leadPersonId) throw new DomainError('workflow.refused', { reason: `本件的领衔代表是${leadName}，与所选的其他建议不同`, remedy: '请分别登记与每位代表的沟通' });
    if (preview) await check(work, capacity, found, 'recordContact');
    else await recordContact(work, capacity, { ...contact, ...ref });
    return `${preview ? '将登记' : '已登记'}与${leadName}代表的${contactMethodLabels[contact.method]}`;
  });
}
