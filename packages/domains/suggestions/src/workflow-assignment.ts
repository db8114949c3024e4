// One organ's part in handling, as data: accept, contact, opinion or reply, return, extension (domain rules 2.1, 2.2, 2.4).
import { defineWorkflow, type GuardContext, type Verdict } from '@smart/workflow/define';
import { assignmentStateLabels, gradeOfPromise, type AssignmentState, type MeetingState } from './model.ts';
import { type Actor, type AssignmentSubject, coordinatedFirst, decidesReturn, isDistributor, isHandingOver, isHandler, isHead, isLead, limit, nobody } from './subjects.ts';

/** An ISO date as it is spoken: 2026年3月5日. */
const spoken = (date: string): string => {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
};

const answers = (s: AssignmentSubject): boolean => s.role === 'lead' || s.role === 'separate';
const asLeadOrSeparate = (verdict: Verdict, s: AssignmentSubject): Verdict => (verdict === true && !answers(s) ? { reason: '只有主办单位或者分别办理的单位答复代表' } : verdict);
const handlerWhoAnswers = (actor: Actor, s: AssignmentSubject): Verdict => asLeadOrSeparate(isHandler(actor, s), s);
const headWhoAnswers = (actor: Actor, s: AssignmentSubject): Verdict => asLeadOrSeparate(isHead(actor, s), s);
const handlerWhoAssists = (actor: Actor, s: AssignmentSubject): Verdict =>
  s.role === 'assisting' ? isHandler(actor, s) : { reason: '只有协办单位提出协办意见' };
const handlerNotDistributor = (actor: Actor, s: AssignmentSubject): Verdict =>
  s.role === 'distribute' ? { reason: '由政府办公厅（室）分办' } : isHandler(actor, s);

/** The right to ask for a return ends with its limit; afterwards the organ goes on handling (local rule: 玉政办电〔2019〕11号). */
function returnInTime(s: AssignmentSubject, context: GuardContext): Verdict {
  if (s.returnUntil === null || context.today <= s.returnUntil) return true;
  return { reason: `退办申请应当在${spoken(s.returnUntil)}前提出，现已届满`, remedy: '请继续办理；确有困难的，请与交办机关沟通' };
}

/** Several organs gave it back: whoever hands on brings them together first, or it wanders on. */
const organsCoordinated = (s: AssignmentSubject): Verdict => coordinatedFirst(s.returnsToCoordinate);

const handlerInWork = (actor: Actor, s: AssignmentSubject): Verdict => (s.role === 'distribute' ? { reason: '由承办单位提出' } : isHandler(actor, s));
const notAskedTwice = (s: AssignmentSubject): Verdict => (s.coordinationAsked ? { reason: '已经提请协调，正在等待', remedy: '请等待协调结果' } : true);

/** Contact with the deputy, confirmed, before the reply (代表法 51). */
function contactConfirmed(s: AssignmentSubject): Verdict {
  if (s.contacts.some((one) => one.state === 'confirmed')) return true;
  if (s.contacts.some((one) => one.state === 'waiting')) {
    return { reason: '沟通情况还没有经代表确认（代表法第五十一条）', remedy: '请等待代表确认；期限内没有异议的，系统自动确认' };
  }
  return { reason: '答复前应当与代表联系沟通、充分听取意见（代表法第五十一条）', remedy: '请先登记沟通情况' };
}

/** What the deputy must be able to read in a reply before a head is asked to sign it. */
function replyComplete(s: AssignmentSubject): Verdict {
  const contact = contactConfirmed(s);
  if (contact !== true) return contact;
  if (s.missingOpinions.length > 0) return { reason: `${s.missingOpinions.join('、')}尚未提交协办意见`, remedy: '请先催办，收齐后再送审' };
  if (s.reply === null || s.reply.body.trim().length < 20) return { reason: '答复正文还没有写好（至少 20 个字）', remedy: '请写明逐条回应的内容' };
  if (s.reply.grade === null) return { reason: '还没有选择办理结果', remedy: '请选择办理结果类别' };
  if (s.reply.grade === gradeOfPromise && s.reply.commitments === 0) {
    return { reason: `办理结果为${gradeOfPromise}类的，必须列明承诺事项和完成时限`, remedy: '请补充承诺事项' };
  }
  return true;
}

const noMeetingYet = (s: AssignmentSubject): Verdict => (s.meeting === null ? true : { reason: '已经有一次面商正在约定', remedy: '请先办结或者取消这次面商' });
const meetingIs = (...states: readonly MeetingState[]) => (s: AssignmentSubject): Verdict =>
  s.meeting !== null && states.includes(s.meeting.state) ? true : { reason: '现在没有需要这样办理的面商安排' };
const opinionsMissing = (s: AssignmentSubject): Verdict => (s.missingOpinions.length > 0 ? true : { reason: '没有未交的协办意见' });

const oneContactAtATime = (s: AssignmentSubject): Verdict =>
  s.contacts.some((one) => one.state === 'waiting') ? { reason: '上一次沟通尚待代表确认', remedy: '请等待代表确认后再登记' } : true;
const contactWaits = (s: AssignmentSubject): Verdict => (s.contacts.some((one) => one.state === 'waiting') ? true : { reason: '没有待确认的沟通' });

/** Within six months from assignment, once at a time (代表法 51). */
function extensionLawful(s: AssignmentSubject, context: GuardContext): Verdict {
  if (s.extensionAsked) return { reason: '已经申请延期，正在审批' };
  if (s.round > 1) return { reason: '重新办理不能延期' };
  const until = typeof context.input === 'object' && context.input !== null && 'until' in context.input ? context.input.until : undefined;
  if (typeof until !== 'string') return true;
  if (until <= context.today) return { reason: '延期日期应当晚于今天', remedy: '请重新选择日期' };
  if (s.replyDueOn !== null && until <= s.replyDueOn) return { reason: `延期日期应当晚于现在的期限${spoken(s.replyDueOn)}`, remedy: '请重新选择日期' };
  if (until > s.latestReplyOn) return { reason: `答复期限最迟为${spoken(s.latestReplyOn)}（自交办之日起六个月，代表法第五十一条）`, remedy: '请选择不晚于该日的日期' };
  return true;
}
const extensionIsAsked = (s: AssignmentSubject): Verdict => (s.extensionAsked ? true : { reason: '没有待审批的延期申请' });

const label = (state: AssignmentState) => ({ label: assignmentStateLabels[state] });
const acceptance = limit('acceptance', 'suggestions.acceptance_term', 'organ');

export const assignmentWorkflow = defineWorkflow<AssignmentSubject, Actor>()({
  subject: 'assignment',
  label: '承办',
  initial: 'assigned',
  states: {
    assigned: label('assigned'),
    distributed: label('distributed'),
    return_requested: label('return_requested'),
    returned: { ...label('returned'), final: true },
    in_handling: label('in_handling'),
    opinion_given: label('opinion_given'),
    reply_under_review: label('reply_under_review'),
    replied: label('replied'),
    second_handling: label('second_handling'),
    // Not final: it stands again when the deputy has the suggestion taken up again.
    completed: label('completed'),
    cancelled: { ...label('cancelled'), final: true },
  },
  actions: {
    // --- handed over: the limits begin, by role
    beginDistributing: { label: '交分办单位', from: ['assigned'], to: 'unchanged', who: nobody, system: true, starts: [limit('distribution', 'suggestions.distribution_term', 'organ')], event: 'assignment.handed_over', source: '上海 11' },
    beginHandling: {
      label: '交承办单位', from: ['assigned'], to: 'unchanged', who: nobody, system: true, event: 'assignment.handed_over', source: '代表法 51：自交办之日起三个月内答复',
      starts: [acceptance, limit('first_contact', 'suggestions.first_contact_term', 'organ'), limit('reply', 'suggestions.reply_term', 'organ')],
    },
    beginAssisting: { label: '交协办单位', from: ['assigned'], to: 'unchanged', who: nobody, system: true, starts: [acceptance, limit('opinion', 'suggestions.opinion_term', 'organ')], event: 'assignment.handed_over', source: '重庆 20' },

    // --- the government office hands on
    distribute: { label: '分办', from: ['assigned', 'distributed'], to: 'distributed', who: isDistributor, guard: organsCoordinated, meets: ['distribution'], event: 'assignment.distributed', source: '上海 11' },
    takeBack: { label: '部门退办，重新分办', from: ['distributed'], to: 'assigned', who: nobody, system: true, starts: [limit('distribution', 'suggestions.reassignment_term', 'organ')], event: 'assignment.taken_back', source: '重庆 16' },

    // --- the organ accepts or asks to return; it never passes on by itself
    accept: { label: '签收', from: ['assigned'], to: 'in_handling', who: handlerNotDistributor, meets: ['acceptance'], event: 'assignment.accepted', source: '重庆 16' },
    requestReturn: { label: '申请退办', from: ['assigned', 'in_handling'], to: 'return_requested', who: isHandler, guard: returnInTime, reasonLength: 4, meets: ['acceptance', 'distribution'], starts: [limit('return_decision', 'suggestions.return_decision_term', 'return_decider')], event: 'assignment.return_requested', source: '重庆 16、上海 14' },
    approveReturn: { label: '同意退办', from: ['return_requested'], to: 'returned', who: decidesReturn, meets: ['return_decision'], cancels: ['*'], event: 'assignment.returned', source: '重庆 16' },
    refuseReturn: { label: '不同意退办', from: ['return_requested'], to: 'assigned', who: decidesReturn, reasonLength: 4, meets: ['return_decision'], starts: [acceptance], event: 'assignment.return_refused', source: '青岛 19：不同意的应当继续办理' },

    reportProgress: { label: '反馈办理进展', from: ['in_handling', 'second_handling'], to: 'unchanged', who: handlerInWork, reasonLength: 4, event: 'assignment.progress_reported', source: '北京 20、上海 19：书面告知代表办理进展' },
    askCoordination: { label: '提请协调意见分歧', from: ['in_handling', 'second_handling'], to: 'unchanged', who: handlerInWork, guard: notAskedTwice, reasonLength: 4, event: 'assignment.coordination_asked', source: '重庆 20：意见不一致的由政府办公厅（室）或者代表工作机构协调' },

    // --- contact with the deputy, before the reply
    recordContact: { label: '登记沟通', from: ['in_handling', 'second_handling'], to: 'unchanged', who: handlerWhoAnswers, guard: oneContactAtATime, meets: ['first_contact'], starts: [limit('contact_confirmation', 'suggestions.contact_confirmation_term', 'deputy')], event: 'assignment.contact_recorded', source: '代表法 51' },
    confirmContact: { label: '确认沟通', from: ['in_handling', 'second_handling', 'reply_under_review', 'return_requested', 'assigned'], to: 'unchanged', who: isLead, guard: contactWaits, meets: ['contact_confirmation'], event: 'assignment.contact_confirmed', source: '代表法 51' },
    assumeContact: { label: '逾期无异议，视为确认沟通', from: ['in_handling', 'second_handling', 'reply_under_review', 'return_requested', 'assigned'], to: 'unchanged', who: nobody, system: true, guard: contactWaits, meets: ['contact_confirmation'], event: 'assignment.contact_confirmed' },
    disputeContact: { label: '对沟通有异议', from: ['in_handling', 'second_handling', 'reply_under_review', 'return_requested', 'assigned'], to: 'unchanged', who: isLead, guard: contactWaits, reasonLength: 4, meets: ['contact_confirmation'], event: 'assignment.contact_disputed', source: '代表法 51' },

    // --- face to face: times are proposed, one is picked, what was held becomes a contact
    proposeMeeting: { label: '约请面商', from: ['in_handling', 'second_handling'], to: 'unchanged', who: handlerWhoAnswers, guard: noMeetingYet, event: 'assignment.meeting_proposed', source: '青岛 28：面复' },
    acceptMeeting: { label: '选定面商时间', from: ['in_handling', 'second_handling'], to: 'unchanged', who: isLead, guard: meetingIs('proposed', 'countered'), event: 'assignment.meeting_agreed' },
    counterMeeting: { label: '另提面商时间', from: ['in_handling', 'second_handling'], to: 'unchanged', who: isLead, guard: meetingIs('proposed', 'agreed'), event: 'assignment.meeting_countered' },
    confirmMeeting: { label: '同意代表提出的时间', from: ['in_handling', 'second_handling'], to: 'unchanged', who: handlerWhoAnswers, guard: meetingIs('countered'), event: 'assignment.meeting_agreed' },
    cancelMeeting: { label: '取消面商', from: ['in_handling', 'second_handling'], to: 'unchanged', who: (actor, s) => (isLead(actor, s) === true ? true : handlerWhoAnswers(actor, s)), guard: meetingIs('proposed', 'countered', 'agreed'), reasonLength: 4, event: 'assignment.meeting_cancelled' },
    remindMeeting: { label: '提醒面商', from: ['in_handling', 'second_handling'], to: 'unchanged', who: nobody, system: true, guard: meetingIs('agreed'), event: 'assignment.meeting_near' },

    // --- opinion and reply
    giveOpinion: { label: '提出协办意见', from: ['in_handling', 'opinion_given'], to: 'opinion_given', who: handlerWhoAssists, meets: ['opinion'], event: 'assignment.opinion_given', source: '重庆 20' },
    remindAssistants: { label: '催收协办意见', from: ['in_handling', 'second_handling'], to: 'unchanged', who: handlerWhoAnswers, guard: opinionsMissing, event: 'assignment.assistants_reminded', source: '重庆 20' },
    submitReply: { label: '答复送审', from: ['in_handling', 'second_handling'], to: 'reply_under_review', who: handlerWhoAnswers, guard: replyComplete, event: 'assignment.reply_submitted', source: '浙江 22' },
    sendBackReply: { label: '打回修改', from: ['reply_under_review'], to: ['in_handling', 'second_handling'], decide: (s) => (s.round > 1 ? 'second_handling' : 'in_handling'), who: headWhoAnswers, reasonLength: 4, event: 'assignment.reply_sent_back' },
    signReply: { label: '签发答复', from: ['reply_under_review'], to: 'replied', who: headWhoAnswers, guard: replyComplete, meets: ['reply', 'second_reply', 'first_contact'], cancels: ['extension_decision'], event: 'assignment.replied', source: '重庆 23、浙江 22：主要负责人签发' },
    reopen: { label: '重新办理', from: ['replied'], to: 'second_handling', who: nobody, system: true, starts: [limit('second_reply', 'suggestions.second_handling_term', 'organ')], event: 'assignment.reopened', source: '上海 21、浙江 24：一个月内' },

    // --- extension, with consent of the organ that handed over
    requestExtension: { label: '申请延期', from: ['in_handling'], to: 'unchanged', who: handlerWhoAnswers, guard: extensionLawful, reasonLength: 4, starts: [limit('extension_decision', 'suggestions.extension_decision_term', 'handing_over')], event: 'assignment.extension_requested', source: '代表法 51：至迟不超过六个月' },
    grantExtension: { label: '同意延期', from: ['in_handling', 'reply_under_review'], to: 'unchanged', who: isHandingOver, guard: extensionIsAsked, meets: ['extension_decision'], event: 'assignment.extended', source: '青岛 25、河南 20：并告知代表' },
    refuseExtension: { label: '不同意延期', from: ['in_handling', 'reply_under_review'], to: 'unchanged', who: isHandingOver, guard: extensionIsAsked, reasonLength: 4, meets: ['extension_decision'], event: 'assignment.extension_refused' },

    // --- reorganisation: another organ goes on where this one stood; limits keep their dates
    succeedOrgan: { label: '机构改革，变更承办单位', from: ['assigned', 'distributed', 'return_requested', 'in_handling', 'opinion_given', 'reply_under_review', 'second_handling', 'replied'], to: 'unchanged', who: nobody, system: true, event: 'assignment.organ_succeeded' },

    // --- the end, with the suggestion
    revive: { label: '随建议重启', from: ['completed'], to: 'replied', who: nobody, system: true, event: 'assignment.revived' },
    complete: { label: '办结', from: ['replied', 'opinion_given', 'distributed', 'in_handling', 'assigned', 'return_requested'], to: 'completed', who: nobody, system: true, cancels: ['*'], event: 'assignment.completed' },
    cancel: { label: '终止办理', from: ['assigned', 'distributed', 'return_requested', 'in_handling', 'opinion_given', 'reply_under_review', 'second_handling', 'replied'], to: 'cancelled', who: nobody, system: true, cancels: ['*'], event: 'assignment.cancelled', source: '重庆 12：撤回后立即停止办理' },
  },
});

export type AssignmentAction = keyof typeof assignmentWorkflow.actions;
