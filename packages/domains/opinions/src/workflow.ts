// The way of an opinion as data: registered, sorted, handled, answered, evaluated (domain rules 8.2).
import type { Capacity } from '@smart/identity/capacity';
import { deskDuty, type DeskPost } from '@smart/identity/station-desk';
import { type DeadlineStart, defineWorkflow, type Subject, type Verdict } from '@smart/workflow/define';
import { deadlineLabels, type DeadlineKind, opinionFewest, type OpinionState, opinionStateLabels } from './model.ts';

/** Who acts, as far as the rules look at it. Citizens have no capacity: what they do with their receipt is an act of the system. */
export type Actor = Pick<Capacity, 'id' | 'kind' | 'personId' | 'congressId' | 'organId' | 'roles' | 'standIn'>;

export type OpinionSubject = Subject<OpinionState> & {
  readonly number: string;
  readonly title: string;
  readonly source: string;
  readonly organId: string | null;
  readonly held: boolean;
  readonly dissatisfied: number;
  readonly mandateId: string | null;
  /** The organ of a tier above that handed it on. */
  readonly viaOrganId: string | null;
  /** The opinion whose answer is also this one's. */
  readonly mergedInto: string | null;
  /** Who staffs the station it was brought to; empty without one. */
  readonly desk: readonly DeskPost[];
};

const no = (reason: string): Verdict => ({ reason });
const nobody = (): Verdict => no('由系统自动办理');

const isOfficer = (actor: Actor, subject: OpinionSubject): Verdict =>
  actor.roles.includes('congress_officer') && actor.congressId === subject.congressId ? true : no('只有本级人大代表工作机构（乡镇为主席团）可以办理');

/** 站联络员 and 站长 of the station it was brought to do there what the office may do as well. */
const atDesk = (actor: Actor, subject: OpinionSubject, ...duties: string[]): boolean => actor.congressId === subject.congressId && duties.includes(deskDuty(actor, subject.desk) ?? '');

const isTaker = (actor: Actor, subject: OpinionSubject): Verdict =>
  isOfficer(actor, subject) === true || atDesk(actor, subject, 'head', 'liaison') ? true : no('只有本级人大代表工作机构（乡镇为主席团）和收到意见的联络站可以办理');

/** Handing over is 站长's and the presidium's; a 联络员 accepts and leaves it to them (domain rules 8.2). */
const isHandingOver = (actor: Actor, subject: OpinionSubject): Verdict =>
  isOfficer(actor, subject) === true || atDesk(actor, subject, 'head') ? true : no('由站长或者本级人大代表工作机构（乡镇为主席团）交办');

const isHandler = (actor: Actor, subject: OpinionSubject): Verdict =>
  actor.organId !== undefined && actor.organId === subject.organId &&
  actor.roles.some((role) => role === 'handling_clerk' || role === 'handling_head' || role === 'government_officer' || role === 'congress_officer')
    ? true
    : no('只有承办单位可以办理');

const isOfficeAbove = (actor: Actor, subject: OpinionSubject): Verdict =>
  actor.roles.includes('congress_officer') && actor.congressId !== subject.congressId && actor.organId !== undefined && actor.organId === subject.organId ? true : no('只有收到上报意见的上级人大工作机构可以转交所属部门');

const isDeputy = (actor: Actor, subject: OpinionSubject): Verdict =>
  actor.kind === 'mandate' && actor.roles.includes('deputy') && actor.congressId === subject.congressId ? true : no('只有本级人大代表可以转为建议');

const lookedAt = ({ held, state }: OpinionSubject): Verdict => (held && state === 'registered' ? { reason: '工作人员还没有核看这条意见', remedy: '请等待受理后再转为建议' } : true);

const limit = (kind: DeadlineKind, owner: 'congress' | 'organ' | 'citizen'): DeadlineStart => ({ kind, parameter: `opinions.${kind}_term`, owner, label: deadlineLabels[kind] });

const state = (name: OpinionState) => ({ label: opinionStateLabels[name] });
const open = ['registered', 'accepted', 'assigned', 'handling', 'answered', 'replied', 'taken_up', 'merged'] as const satisfies readonly OpinionState[];

/** A case takes others in as long as its answer is still to come. */
const gathering = ['registered', 'accepted', 'assigned', 'handling', 'taken_up'] as const satisfies readonly OpinionState[];

export const opinionWorkflow = defineWorkflow<OpinionSubject, Actor>()({
  subject: 'opinion',
  label: '群众意见',
  initial: 'received',
  states: {
    received: state('received'),
    registered: state('registered'),
    accepted: state('accepted'),
    redirected: { ...state('redirected'), final: true },
    assigned: state('assigned'),
    handling: state('handling'),
    answered: state('answered'),
    replied: state('replied'),
    taken_up: state('taken_up'),
    merged: state('merged'),
    closed: { ...state('closed'), final: true },
  },
  actions: {
    register: { label: '登记', from: ['received'], to: 'registered', who: nobody, system: true, starts: [limit('acceptance', 'congress')], event: 'opinion.registered', source: '代表法 28：组织代表听取、反映群众意见' },

    // --- the station sorts
    accept: { label: '受理', from: ['registered'], to: 'accepted', who: isTaker, meets: ['acceptance'], starts: [limit('hand_over', 'congress')], event: 'opinion.accepted', source: '参数：3 个工作日内受理' },
    sort: { label: '调整分类', from: ['registered', 'accepted'], to: 'unchanged', who: isTaker, event: 'opinion.sorted' },
    redirect: { label: '告知分流', from: ['registered', 'accepted'], to: 'redirected', who: isTaker, reasonLength: opinionFewest.reason, meets: ['acceptance'], cancels: ['*'], event: 'opinion.redirected', source: '联络站制度：诉讼、仲裁、行政复议和其他法定渠道的事项，告知去向' },
    answer: { label: '现场答复', from: ['registered', 'accepted'], to: 'replied', who: isTaker, meets: ['acceptance', 'hand_over'], starts: [limit('evaluation', 'citizen')], event: 'opinion.replied' },
    handOver: { label: '交办', from: ['registered', 'accepted'], to: 'assigned', who: isHandingOver, reasonLength: opinionFewest.reason, meets: ['acceptance', 'hand_over'], starts: [limit('feedback', 'organ')], event: 'opinion.assigned', source: '代表法 31：代表不直接处理具体问题；由主席团、街道工委或者常委会转交' },

    // --- many reports on one matter are one case; its answer is everybody's
    gather: { label: '并入同类意见', from: [...gathering], to: 'unchanged', who: isOfficer, event: 'opinion.gathered' },
    letGo: { label: '有意见退出并案', from: [...gathering, 'answered'], to: 'unchanged', who: isOfficer, event: 'opinion.let_go' },
    merge: { label: '并案', from: ['registered', 'accepted'], to: 'merged', who: isOfficer, meets: ['acceptance', 'hand_over'], cancels: ['*'], event: 'opinion.merged' },
    unmerge: { label: '退出并案，单独办理', from: ['merged'], to: 'accepted', who: isOfficer, reasonLength: opinionFewest.reason, starts: [limit('hand_over', 'congress')], event: 'opinion.unmerged' },
    caseReplied: { label: '并案已答复', from: ['merged'], to: 'replied', who: nobody, system: true, starts: [limit('evaluation', 'citizen')], event: 'opinion.replied' },
    caseAnswered: { label: '并案已有办理结果', from: ['merged'], to: 'answered', who: nobody, system: true, starts: [limit('telling', 'congress')], event: 'opinion.answered' },
    caseRedirected: { label: '并案已告知分流', from: ['merged'], to: 'redirected', who: nobody, system: true, event: 'opinion.redirected' },

    // --- the organ handles
    receive: { label: '签收', from: ['assigned'], to: 'handling', who: isHandler, event: 'opinion.handling' },
    giveBack: { label: '非本单位职责，退回', from: ['assigned', 'handling'], to: 'accepted', who: isHandler, reasonLength: opinionFewest.reason, cancels: ['*'], starts: [limit('hand_over', 'congress')], event: 'opinion.given_back', guard: ({ viaOrganId }) => viaOrganId === null || { reason: '本件由上级人大工作机构转交', remedy: '请退回转交单位' } },
    handOn: { label: '转交所属部门', from: ['assigned', 'handling'], to: 'assigned', who: isOfficeAbove, reasonLength: opinionFewest.reason, event: 'opinion.handed_on', guard: ({ viaOrganId }) => viaOrganId === null || { reason: '本件已经转交' } },
    returnUp: { label: '非本单位职责，退回转交单位', from: ['assigned', 'handling'], to: 'assigned', who: isHandler, reasonLength: opinionFewest.reason, event: 'opinion.returned_up', guard: ({ viaOrganId }) => viaOrganId !== null || { reason: '本件不是由上级转交的' } },
    reply: { label: '反馈办理情况', from: ['assigned', 'handling'], to: 'answered', who: isHandler, meets: ['feedback'], starts: [limit('telling', 'congress')], event: 'opinion.answered', source: '参数：30 日内反馈' },
    tell: { label: '已告知群众', from: ['answered'], to: 'replied', who: isTaker, meets: ['telling'], starts: [limit('evaluation', 'citizen')], event: 'opinion.replied', source: '参数：5 个工作日内告知' },
    tellOnline: { label: '网上告知群众', from: ['answered'], to: 'replied', who: nobody, system: true, meets: ['telling'], starts: [limit('evaluation', 'citizen')], event: 'opinion.replied' },

    // --- a deputy makes a suggestion of it
    takeUp: { label: '转为建议', from: ['registered', 'accepted'], to: 'taken_up', who: isDeputy, guard: lookedAt, meets: ['acceptance', 'hand_over'], event: 'opinion.taken_up', source: '代表法 24、36：代表有权提出建议、批评和意见' },
    progress: { label: '建议进展', from: ['taken_up'], to: 'unchanged', who: nobody, system: true, event: 'opinion.progressed' },
    release: { label: '代表撤回，重新办理', from: ['taken_up'], to: 'accepted', who: nobody, system: true, starts: [limit('hand_over', 'congress')], event: 'opinion.released' },
    suggestionReplied: { label: '建议已答复', from: ['taken_up'], to: 'replied', who: nobody, system: true, starts: [limit('evaluation', 'citizen')], event: 'opinion.replied' },

    // --- the citizen, by number and secret
    add: { label: '群众补充', from: [...open], to: 'unchanged', who: nobody, system: true, event: 'opinion.added' },
    satisfy: { label: '群众满意', from: ['replied'], to: 'closed', who: nobody, system: true, meets: ['evaluation'], cancels: ['*'], event: 'opinion.closed' },
    rehandle: {
      label: '群众不满意，重新办理', from: ['replied'], to: 'handling', who: nobody, system: true, cancels: ['*'], starts: [limit('feedback', 'organ')], event: 'opinion.reopened', source: '不满意的重新办理一次',
      guard: ({ dissatisfied, organId }) => (dissatisfied === 0 && organId !== null) || { reason: '已经重新办理过一次' },
    },
    reopen: {
      label: '群众不满意，重新交办', from: ['replied'], to: 'accepted', who: nobody, system: true, cancels: ['*'], starts: [limit('hand_over', 'congress')], event: 'opinion.reopened', source: '不满意的重新办理一次',
      guard: ({ dissatisfied, organId }) => (dissatisfied === 0 && organId === null) || { reason: '已经重新办理过一次' },
    },
    closeDissatisfied: {
      label: '群众仍不满意，办结', from: ['replied'], to: 'closed', who: nobody, system: true, cancels: ['*'], event: 'opinion.closed',
      guard: ({ dissatisfied }) => dissatisfied > 0 || { reason: '第一次不满意的应当重新办理' },
    },
    lapse: { label: '逾期未评价，办结', from: ['replied'], to: 'closed', who: nobody, system: true, cancels: ['*'], event: 'opinion.closed' },
  },
});

export type OpinionAction = keyof typeof opinionWorkflow.actions;
