// What deputy and organs exchange about one suggestion, for one viewer, with what that viewer may do.
import type { Capacity } from '@smart/identity/capacity';
import { availableActions } from '@smart/workflow/define';
import type { Work } from '@smart/workflow/work';
import { dateInShanghai } from '@smart/kernel/dates';
import { type Attached, filesOf } from '../attachments.ts';
import { viewerOf, visibleMatter } from '../detail.ts';
import type { Matter } from '../matter.ts';
import { meetingStateLabels } from '../model.ts';
import { askableParts, assignmentSubject, suggestionSubject } from '../store.ts';
import { todayOf } from '../settle.ts';
import { suggestionWorkflow } from '../workflow.ts';
import { assignmentWorkflow } from '../workflow-assignment.ts';
import type { FeedbackView } from './model.ts';

const nothing: FeedbackView = { questions: [], askable: [], meetings: [], invitable: [], reopen: null, reopened: 0, minutes: [] };

/**
 * Questions and appointments of a suggestion; nothing for deputies without a part in it: what is written between the deputy and an organ
 * is not public.
 * @throws DomainError common.not_found
 */
export async function feedbackOf(work: Work, capacity: Capacity, id: string): Promise<FeedbackView> {
  const matter = await visibleMatter(work, capacity, id);
  if (viewerOf(matter, capacity) === 'deputy') return { ...nothing, reopened: matter.row.reopened };
  const today = todayOf(work);
  const subject = await suggestionSubject(work, matter);
  const files = await filesOf(work, id);
  const open = new Set(availableActions(suggestionWorkflow, subject, capacity, { today }).flatMap(({ action, allowed }) => (allowed ? [action] : [])));
  return {
    questions: questionsOf(work, matter, capacity, { files, may: open.has('answerBack') }),
    askable: open.has('askBack') ? askableParts(matter).map((one) => ({ assignmentId: one.id, organName: one.organName })) : [],
    ...(await meetingsOf(work, matter, capacity, today)),
    reopen: open.has('reopen') && matter.row.reopenUntil !== null
      ? { until: matter.row.reopenUntil, commitments: matter.commitments.filter((one) => one.state === 'kept').map(({ id: commitmentId, text }) => ({ id: commitmentId, text })) }
      : null,
    reopened: matter.row.reopened,
    minutes: files.flatMap((file) => (file.purpose === 'coordination' ? [{ id: file.id, name: file.name }] : [])),
  };
}

function questionsOf(work: Work, matter: Matter, capacity: Capacity, { files, may }: { files: readonly Attached[]; may: boolean }): FeedbackView['questions'] {
  const today = todayOf(work);
  return matter.questions.map(({ assignmentId: _part, ...one }) => ({
    ...one,
    late: (one.answeredAt === null ? today : dateInShanghai(one.answeredAt)) > one.dueOn,
    mayAnswer: may && one.answer === null && one.organId === capacity.organId,
    files: files.flatMap((file) => (file.subjectId === one.id && (file.purpose === 'question' || file.purpose === 'answer') ? [{ id: file.id, name: file.name, size: file.size, of: file.purpose }] : [])),
  }));
}

async function meetingsOf(work: Work, matter: Matter, capacity: Capacity, today: string): Promise<Pick<FeedbackView, 'meetings' | 'invitable'>> {
  const meetings: FeedbackView['meetings'] = [];
  const invitable: FeedbackView['invitable'] = [];
  for (const part of matter.assignments) {
    const actions = availableActions(assignmentWorkflow, await assignmentSubject(work, matter, part), capacity, { today });
    const may = (action: string): boolean => actions.some((one) => one.action === action && one.allowed);
    if (may('proposeMeeting')) invitable.push({ assignmentId: part.id, organName: part.organName });
    for (const one of matter.meetings.filter((meeting) => meeting.assignmentId === part.id)) {
      const current = one.state === 'proposed' || one.state === 'countered' || one.state === 'agreed';
      meetings.push({
        id: one.id, assignmentId: part.id, organId: one.organId, organName: one.organName, state: one.state, stateLabel: meetingStateLabels[one.state], place: one.place, note: one.note,
        slots: one.slots.map((slot) => new Date(slot).toISOString()), at: one.at === null ? null : new Date(one.at).toISOString(), counterNote: one.counterNote, proposedBy: one.proposedBy, endedReason: one.endedReason,
        mayPick: current && may('acceptMeeting'), mayCounter: current && may('counterMeeting'), mayConfirm: current && may('confirmMeeting'), mayCancel: current && may('cancelMeeting'),
        mayHold: one.state === 'agreed' && one.organId === capacity.organId && may('recordContact') && one.at !== null && new Date(one.at).getTime() <= work.clock.now().getTime(),
      });
    }
  }
  return { meetings, invitable };
}
