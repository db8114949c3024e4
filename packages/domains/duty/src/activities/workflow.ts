// An activity as data: planned, published with invitations, held and recorded. Pure.
import type { Capacity } from '@smart/identity/capacity';
import { defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { activityFewest, type ActivityKind, type ActivityState, activityStateLabels } from './model.ts';

/** Who acts, as far as the rules look at it. */
export type Actor = Pick<Capacity, 'id' | 'kind' | 'personId' | 'congressId' | 'roles'>;
export type ActivitySubject = Subject<ActivityState> & {
  readonly theme: string;
  readonly kind: ActivityKind;
  readonly heldOn: string;
  readonly endsOn: string;
  /** How many deputies in force are invited, and of how many it is not known whether they were there; how many requests for leave wait. */
  readonly invited: number;
  readonly unmarked: number;
  readonly leaveWaiting: number;
  /** Person who leads the deputy group that arranged it; null of what the office arranges. */
  readonly leaderId: string | null;
};

/** The office of the congress. */
export const organises = (actor: Actor, { congressId }: { readonly congressId: string }): Verdict =>
  actor.roles.includes('congress_officer') && actor.congressId === congressId ? true : { reason: '只有本级人大代表工作机构（乡镇为主席团）可以组织' };
/** The office; of an activity of a deputy group also whoever leads the group, in the mandate of the congress. */
export const arranges = (actor: Actor, subject: { readonly congressId: string; readonly leaderId: string | null }): Verdict =>
  actor.kind === 'mandate' && subject.leaderId !== null && actor.personId === subject.leaderId && actor.congressId === subject.congressId ? true : organises(actor, subject);
const state = (name: ActivityState) => ({ label: activityStateLabels[name] });

/** Attendance is a fact that somebody has looked at, never a guess of the system. */
const accounted = ({ heldOn, unmarked, leaveWaiting }: ActivitySubject, today: string): Verdict => {
  if (heldOn > today) return { reason: '活动还没有举行', remedy: '请在活动当天或者以后记录' };
  if (leaveWaiting > 0) return { reason: `还有 ${leaveWaiting} 人的请假没有批复`, remedy: '请先批复请假' };
  return unmarked === 0 ? true : { reason: `还有 ${unmarked} 人没有点名`, remedy: '请先在“签到点名”中确认到场和未到' };
};

export const activityWorkflow = defineWorkflow<ActivitySubject, Actor>()({
  subject: 'duty_activity',
  label: '代表活动',
  initial: 'planned',
  states: { planned: state('planned'), published: state('published'), held: { ...state('held'), final: true }, cancelled: { ...state('cancelled'), final: true } },
  actions: {
    publish: {
      label: '发布', from: ['planned'], to: 'published', who: arranges, event: 'activity.published', source: '代表法 25、29、30：常委会（主席团）组织代表开展闭会期间的活动',
      guard: ({ invited }) => invited > 0 || { reason: '还没有邀请代表', remedy: '请先选择邀请范围' },
    },
    invite: { label: '补充邀请', from: ['published'], to: 'unchanged', who: organises, event: 'activity.invited', source: '代表法 61：暂停执行职务的代表不邀请' },
    change: { label: '改时间、地点', from: ['published'], to: 'unchanged', who: arranges, event: 'activity.changed', reasonLength: activityFewest.reason },
    cancel: { label: '取消', from: ['planned', 'published'], to: 'cancelled', who: arranges, event: 'activity.cancelled', reasonLength: activityFewest.reason },
    record: { label: '记录活动', from: ['published'], to: 'held', who: arranges, event: 'activity.held', source: '代表法 58：由常委会（主席团）记录代表履职情况', guard: (subject, { today }) => accounted(subject, today) },
    correct: { label: '补正记录', from: ['held'], to: 'unchanged', who: organises, event: 'activity.corrected' },
    disclose: { label: '在网站公开', from: ['published', 'held', 'cancelled'], to: 'unchanged', who: organises, event: 'activity.disclosed', source: '个人信息保护法 6、13：参加人的姓名不随活动公开' },
    conceal: { label: '不再公开', from: ['published', 'held', 'cancelled'], to: 'unchanged', who: organises, event: 'activity.concealed' },
  },
});
export type ActivityAction = keyof typeof activityWorkflow.actions;
