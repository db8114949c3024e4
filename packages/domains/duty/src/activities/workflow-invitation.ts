// An invitation as data: the answer, the leave, and whether the deputy was there. Pure.
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { activityFewest, type ActivityState, type InvitationState, invitationStateLabels, invitationStates } from './model.ts';
import { type Actor, arranges, organises } from './workflow.ts';

export type InvitationSubject = Subject<InvitationState> & {
  readonly activityId: string;
  readonly activityState: ActivityState;
  readonly mandateId: string;
  readonly personId: string;
  readonly name: string;
  readonly heldOn: string;
  readonly endsOn: string;
  /** Person who leads the deputy group that arranged the activity; null of what the office arranges. */
  readonly leaderId: string | null;
};

const isInvited = (actor: Actor, { mandateId }: InvitationSubject): Verdict => (actor.kind === 'mandate' && actor.id === mandateId ? true : { reason: '只有受邀请的代表本人可以回复' });
/** Whoever called the activity calls the roll, too; once it is recorded, what is put right is put right by the office. */
const calls = (actor: Actor, subject: InvitationSubject): Verdict => (subject.activityState === 'held' ? organises(actor, subject) : arranges(actor, subject));
/** Nobody grants leave to themselves. */
const decides = (actor: Actor, subject: InvitationSubject): Verdict => {
  const may = calls(actor, subject);
  return may !== true ? may : subject.personId === actor.personId ? { reason: '本人的请假由代表工作机构的其他工作人员批复' } : true;
};
const isOpen = ({ activityState, endsOn }: InvitationSubject, today: string): Verdict =>
  activityState !== 'published' ? { reason: activityState === 'cancelled' ? '活动已经取消' : '活动已经结束并记录', remedy: '有出入的请与组织单位联系' } : endsOn >= today || { reason: '活动已经结束', remedy: '有出入的请与组织单位联系' };
const hasCome = ({ activityState, heldOn }: InvitationSubject, today: string): Verdict =>
  activityState === 'cancelled' || activityState === 'planned' ? { reason: '活动没有发布或者已经取消' } : heldOn <= today || { reason: '活动还没有举行', remedy: '请在活动当天或者以后点名' };
/** Every state but these and the end. */
const but = (...gone: InvitationState[]) => invitationStates.filter((one) => one !== 'withdrawn' && !gone.includes(one));
const state = (name: InvitationState) => ({ label: invitationStateLabels[name] });

export const invitationWorkflow = defineWorkflow<InvitationSubject, Actor>()({
  subject: 'duty_invitation',
  label: '活动邀请',
  initial: 'invited',
  states: { invited: state('invited'), joining: state('joining'), leave_asked: state('leave_asked'), on_leave: state('on_leave'), leave_refused: state('leave_refused'), attended: state('attended'), absent: state('absent'), withdrawn: { ...state('withdrawn'), final: true } },
  actions: {
    join: { label: '参加', from: ['invited', 'leave_asked', 'on_leave', 'leave_refused'], to: 'joining', who: isInvited, event: 'activity.joined', guard: (subject, { today }) => isOpen(subject, today) },
    askLeave: {
      label: '请假', from: ['invited', 'joining', 'leave_refused'], to: 'leave_asked', who: isInvited, event: 'activity.leave_asked',
      source: '代表法 13：因健康等特殊原因不能出席的应当请假', guard: (subject, { today }) => isOpen(subject, today),
    },
    grantLeave: { label: '准假', from: but('on_leave', 'attended'), to: 'on_leave', who: decides, event: 'activity.leave_granted', source: '浙江代表法办法 46：会前由主任会议（主席团）批准，闭会期间活动由召集人批准' },
    refuseLeave: { label: '不准假', from: ['leave_asked'], to: 'leave_refused', who: decides, event: 'activity.leave_refused', reasonLength: activityFewest.reason },
    signIn: {
      label: '签到', from: but('attended'), to: 'attended', who: isInvited, event: 'activity.signed_in',
      guard: ({ activityState }) => activityState === 'published' || activityState === 'held' || { reason: '活动没有发布或者已经取消' },
    },
    withdraw: { label: '不再邀请', from: but('attended', 'absent'), to: 'withdrawn', who: organises, event: 'activity.uninvited', guard: ({ activityState }) => activityState === 'published' || { reason: '活动已经结束' } },
    markAttended: { label: '点名：到场', from: but('attended'), to: 'attended', who: calls, event: 'activity.attended', guard: (subject, { today }) => hasCome(subject, today) },
    markAbsent: { label: '点名：未到', from: but('absent', 'on_leave'), to: 'absent', who: calls, event: 'activity.absent', guard: (subject, { today }) => hasCome(subject, today) },
    withdrawLeave: { label: '撤销准假', from: ['on_leave'], to: 'absent', who: decides, event: 'activity.leave_revoked', reasonLength: activityFewest.reason, guard: (subject, { today }) => hasCome(subject, today) },
  },
});
export type InvitationAction = keyof typeof invitationWorkflow.actions;
